"""Measures against values on paper, other libraries, and reference values of R packages."""

from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
from netspread import engine
from netspread.errors import ChoiceError
from netspread.measures import betweenness, bridging, brokerage, closeness, cohesion, degree, spectral
from netspread.network import Network
from netspread.ranking import MEASURES, rank
from networks import KITE, NOBODY, PATH, STAR, TWO_CLIQUES

SHARED = Path(__file__).parents[2] / ".." / "shared"
PEOPLE = [f"p{i}" for i in range(8)]
tie_lists = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.integers(1, 5)).filter(lambda t: t[0] != t[1]),
    max_size=25,
)


def by_name(network, scores):
    return dict(zip(network.ids, scores, strict=True))


def test_the_kites_three_leaders_are_three_people():
    # Krackhardt (1990): Diane has most contacts, Heather most betweenness, Fernando and Garth most closeness
    assert rank(KITE, by="in-degree").top(1) == ["dia"]
    assert rank(KITE, by="betweenness").top(1) == ["hea"]
    assert set(rank(KITE, by="in-closeness").top(2)) == {"fer", "gar"}
    assert by_name(KITE, betweenness.betweenness(KITE))["hea"] == pytest.approx(14)


def test_degrees_count_people_or_add_weights():
    network = Network.from_ties([("a", "b", 2.0), ("c", "b", 0.5), ("b", "c", 1.0)], people="abcd")

    assert degree.in_degree(network).tolist() == [0, 2, 1, 0]
    assert degree.weighted_in_degree(network).tolist() == [0, 2.5, 1, 0]
    assert degree.out_degree(network).tolist() == [1, 1, 1, 0]
    assert degree.weighted_out_degree(network).tolist() == [2, 1, 0.5, 0]


def test_two_step_reach_follows_influence():
    # c names b, b names a: a influences b, and c through b
    assert degree.two_step_reach(PATH).tolist() == [2, 1, 0]


def test_the_hub_of_a_star_is_first_by_all_that_ask_for_being_named():
    for name in ("in-degree", "in-closeness", "harmonic", "pagerank", "hits-authority", "katz", "two-step-reach"):
        assert rank(STAR, by=name).top(1) == ["hub"], name


def test_the_two_who_join_two_cliques_are_brokers():
    assert set(rank(TWO_CLIQUES, by="constraint").top(2)) == {"a", "w"}
    assert set(rank(TWO_CLIQUES, by="betweenness").top(2)) == {"a", "w"}
    assert set(np.flatnonzero(cohesion.articulation_points(TWO_CLIQUES))) == {0, 4}
    assert cohesion.k_core(TWO_CLIQUES).tolist() == [3] * 8


@given(tie_lists)
@settings(max_examples=40, deadline=None)
def test_networkx_agrees(ties):
    network = Network.from_ties(ties, people=PEOPLE)
    graph = network.to_networkx()
    plain = nx.DiGraph(graph.edges)
    plain.add_nodes_from(PEOPLE)
    loose = nx.Graph(plain)

    expected = {
        "in-closeness": nx.closeness_centrality(plain),
        "harmonic": nx.harmonic_centrality(plain),
        "betweenness": nx.betweenness_centrality(plain, normalized=False),
        "pagerank": nx.pagerank(plain, tol=1e-14, max_iter=5000),
        "k-core": nx.core_number(loose),
        "effective-size": nx.effective_size(loose),
    }

    for name, values in expected.items():
        scores = rank(network, by=name).scores
        np.testing.assert_allclose(scores, [values[person] for person in PEOPLE], atol=1e-9, err_msg=name)


@given(tie_lists, st.permutations(range(8)))
@settings(max_examples=15, deadline=None)
def test_who_stands_where_in_the_list_changes_nobodys_score(ties, order):
    network = Network.from_ties(ties, people=pd.DataFrame({"unit": list("xxyyzzxy")}, index=PEOPLE))
    shuffled = [PEOPLE[at] for at in order]
    other = Network.from_ties(ties, people=network.people.loc[shuffled])

    for name, measure in MEASURES.items():
        # Of pieces with the same eigenvalue either may have the values; of people with equal votes either is elected.
        if measure.answered or name in ("eigenvector", "hits-authority", "voterank"):
            continue
        groups = "unit" if measure.needs_groups else None
        ours = by_name(network, rank(network, by=name, groups=groups).scores)
        theirs = by_name(other, rank(other, by=name, groups=groups).scores)
        np.testing.assert_allclose([ours[p] for p in PEOPLE], [theirs[p] for p in PEOPLE], atol=1e-8, err_msg=name)


def test_people_without_ties_get_what_the_docstrings_say():
    for name, measure in MEASURES.items():
        if measure.needs_groups or measure.answered:
            continue
        scores = rank(NOBODY, by=name).scores
        if name in ("constraint", "effective-size", "efficiency", "hierarchy"):
            assert np.isnan(scores).all(), name
        elif "pagerank" in name:
            np.testing.assert_allclose(scores, 1 / 3)
        else:
            assert (np.isnan(scores) | (scores == 0)).all() or name == "eigenvector", name


def test_katz_counts_walks():
    graph = nx.gnp_random_graph(40, 0.1, seed=3, directed=True)
    network = Network.from_networkx(graph)
    matrix = nx.to_numpy_array(graph)
    alpha = 0.5 / max(abs(np.linalg.eigvals(matrix)))

    expected = np.linalg.solve(np.eye(40) - alpha * matrix.T, np.ones(40)) - 1

    np.testing.assert_allclose(spectral.katz(network), expected, atol=1e-9)


def test_hierarchy_is_one_with_one_contact_and_nought_with_equal_ones():
    assert brokerage.hierarchy(STAR)[0] == 1
    assert by_name(STAR, brokerage.hierarchy(STAR))["hub"] == pytest.approx(0)
    assert brokerage.efficiency(STAR).tolist() == [1] * 7


def test_expected_brokerage_is_the_mean_over_random_networks():
    # Gould & Fernandez (1989): ties drawn with one chance; held here to 4,000 draws
    rng = np.random.default_rng(1)
    n, d, groups = 8, 0.3, [0, 0, 0, 1, 1, 1, 2, 2]
    drawn = np.array(
        [naive.role_counts((rng.random((n, n)) < d) & ~np.eye(n, dtype=bool), groups)[0] for _ in range(4000)]
    )
    ties = [(str(a), str(b)) for a in range(n) for b in range(n) if a != b][: round(d * n * (n - 1))]
    network = Network.from_ties(ties, people=pd.DataFrame({"g": [str(g) for g in groups]}, index=map(str, range(n))))
    exact = d
    ours = brokerage.brokerage_roles(network, groups="g")
    ours = ours[ours["person"] == "0"].set_index("role")
    density = network.n_ties / (n * (n - 1))

    scale = (exact**2 * (1 - exact)) / (density**2 * (1 - density))
    np.testing.assert_allclose(ours["expected"].to_numpy()[:5] * scale, drawn.mean(axis=0), atol=0.12)
    np.testing.assert_allclose(ours["sd"].to_numpy()[:5], drawn.std(axis=0), rtol=0.12)


def test_approximate_betweenness_is_within_its_error_and_exact_with_all_sources():
    graph = nx.gnp_random_graph(120, 0.05, seed=1, directed=True)
    network = Network.from_networkx(graph)
    exact = betweenness.betweenness(network)

    some = betweenness.approximate_betweenness(network, sources=60)
    whole = betweenness.approximate_betweenness(network, sources=120)

    assert np.abs(some.values - exact).max() <= some.error
    np.testing.assert_allclose(whole.values, exact, atol=1e-8)
    assert whole.error == 0


def test_self_designation_is_what_people_answered():
    people = pd.DataFrame({"asked": ["3", "", "1.5"], "mood": ["1", "glad", "2"]}, index=list("abc"))
    network = Network.from_ties([("a", "b")], people=people)

    assert rank(network, by="self-designation", column="asked").top(2) == ["a", "c"]
    np.testing.assert_array_equal(rank(network, by="self-designation", column="asked").scores, [3, np.nan, 1.5])
    with pytest.raises(ChoiceError, match="column 'mood' has 'glad' for person 'b'"):
        rank(network, by="self-designation", column="mood")
    with pytest.raises(ChoiceError, match="column of self-designation 'self_designation' is unknown"):
        rank(network, by="self-designation")


def test_ways_over_ties_of_one_weight_are_those_without_weights():
    network = Network.from_ties([(a, b, 2.5) for a, b in [("a", "b"), ("b", "c"), ("c", "d"), ("a", "c")]])

    np.testing.assert_allclose(betweenness.weighted_betweenness(network), betweenness.betweenness(network))


def test_large_networks_are_sampled_and_small_ones_are_not(monkeypatch):
    graph = nx.gnp_random_graph(200, 0.05, seed=2, directed=True)
    network = Network.from_networkx(graph)
    exact = closeness.in_closeness(network)
    monkeypatch.setattr(closeness, "EXACT_PEOPLE", 100)
    monkeypatch.setattr(closeness, "_SAMPLE", 150)
    monkeypatch.setattr(betweenness, "EXACT_PEOPLE", 100)
    monkeypatch.setattr(betweenness, "_VISITS", 100_000)

    assert np.corrcoef(closeness.in_closeness(network), exact)[0, 1] > 0.95
    assert np.corrcoef(betweenness.betweenness(network), betweenness.betweenness(network))[0, 1] == pytest.approx(1)


def test_scores_do_not_depend_on_the_number_of_threads():
    network = Network.from_networkx(nx.gnp_random_graph(3000, 0.002, seed=2, directed=True))
    found = []
    for jobs in (1, 2):
        with engine.using(jobs):
            found.append([closeness.harmonic(network), brokerage.constraint(network), degree.two_step_reach(network)])

    for one, two in zip(*found, strict=True):
        np.testing.assert_array_equal(one, two)


def test_ranks_are_shared_and_undefined_scores_come_last():
    network = Network.from_ties([("a", "b"), ("c", "d")], people="abcde")

    frame = rank(network, by="constraint").to_frame()

    assert frame["rank"].tolist() == [1, 1, 1, 1, 5]
    assert frame["person"].iloc[-1] == "e"
    assert "Ranking by constraint" in repr(rank(network, by="constraint"))
    assert "<table" in rank(network, by="constraint")._repr_html_()


def test_a_wrong_measure_option_or_group_is_told():
    with pytest.raises(ChoiceError, match="did you mean 'pagerank'"):
        rank(STAR, by="pagerank2")
    with pytest.raises(ChoiceError, match="has no option 'dampng'"):
        rank(STAR, by="pagerank", dampng=0.5)
    with pytest.raises(ChoiceError, match="goes by group"):
        rank(STAR, by="liaison")
    one_unit = Network.from_ties([("a", "b")], people=pd.DataFrame({"unit": "x"}, index=["a", "b"]))
    with pytest.raises(ChoiceError, match="same value for everybody"):
        rank(one_unit, by="liaison", groups="unit")


REFERENCE = [
    ("krackhardt_hightech", "krackhardt_hightech_advice", "advice", True),
    ("krackhardt_hightech", "krackhardt_hightech_friendship", "friendship", True),
    ("physicians_ckm_full", "physicians_ckm_full_advice", "advice", True),
    ("cross_parker_consulting", "cross_parker_consulting_information", "information", True),
    ("sampson_monastery", "sampson_monastery_like_t3", "SAMPLK3", True),
    ("zachary_karate", "zachary_karate", None, False),
    ("email_eu_core", "email_eu_core", None, True),
    ("bernard_killworth_office", "bernard_killworth_office_recalled", "recalled", True),
    ("physicians_medinnovations", "physicians_medinnovations", None, True),
    ("korean_family_planning", "korean_family_planning", None, True),
]
COLUMNS = {
    "in-degree": "in_degree",
    "weighted-in-degree": "in_strength",
    "out-degree": "out_degree",
    "weighted-out-degree": "out_strength",
    "betweenness": "betweenness",
    "weighted-betweenness": "betweenness_length_1_over_weight",
    "harmonic": "harmonic_in",
    "pagerank": "pagerank",
    "weighted-pagerank": "pagerank_weighted",
    "hits-authority": "authority_max1",
    "k-core": "core_undirected",
    "constraint": "constraint_igraph",
    "two-step-reach": "reach2_in",
    "articulation-point": "articulation_point",
    "effective-size": "effective_size_influenceR_undirected",
}


def reference_network(folder, relation, *, directed):
    data = SHARED / "data" / folder
    people = pd.read_csv(data / "people.csv", dtype=str)
    people = people.set_index(people.columns[0])
    ties = pd.read_csv(next(data.glob("ties.csv*")), dtype=str)
    ties = ties.rename(columns={"sender": "ego", "recipient": "alter", "rank": "weight"})
    ties = ties[ties["relation"] == relation] if relation else ties
    return Network.from_ties(ties[ties["ego"] != ties["alter"]], people=people, directed=directed)


@pytest.mark.skipif(not SHARED.exists(), reason="the reference values are not here")
@pytest.mark.parametrize(("folder", "oracle", "relation", "directed"), REFERENCE)
def test_reference_values_agree_to_eight_digits(folder, oracle, relation, directed):
    network = reference_network(folder, relation, directed=directed)
    reference = (
        pd.read_csv(SHARED / "oracles" / oracle / "nodes.csv", dtype={"id": str}).set_index("id").loc[network.ids]
    )
    columns = {**COLUMNS, "eigenvector": "eigenvector_directed_max1" if directed else "eigenvector_undirected_max1"}

    small = network.n_people <= 1_100  # influenceR was not run on more
    for name, column in columns.items():
        if column not in reference:
            assert name.startswith("weighted-") or not small, name  # no weights, or not run
            continue
        scores = rank(network, by=name).scores
        if name == "effective-size":  # influenceR gives an isolate 0
            scores = np.nan_to_num(scores)
        np.testing.assert_allclose(scores, reference[column], atol=1e-8, err_msg=name)
    np.testing.assert_allclose(
        brokerage.constraint(network, weighted=True), reference["constraint_igraph_weighted"], atol=1e-8
    )
    undirected = Network.from_ties(network.ties()[["ego", "alter"]], people=network.people, directed=False)
    np.testing.assert_allclose(brokerage.constraint(undirected), reference["constraint_undirected"], atol=1e-8)
    if small:
        contacts = reference["degree_undirected"].where(reference["degree_undirected"] > 0)
        shares = reference["effective_size_influenceR_undirected"] / contacts
        np.testing.assert_allclose(rank(network, by="efficiency").scores, shares, atol=1e-8)
    reached = closeness.distances(network).reached  # igraph leaves out how many come at all
    rescaled = reference["closeness_in_igraph"].fillna(0) * reached**2 / (network.n_people - 1)
    np.testing.assert_allclose(closeness.in_closeness(network), rescaled, atol=1e-8)
    theirs = reference["bridging_influenceR_undirected"]
    if theirs.notna().any():  # influenceR has half of the mean, and 0 for an isolate
        np.testing.assert_allclose(np.nan_to_num(bridging.bridging(network)), 2 * theirs, atol=1e-8)


@pytest.mark.skipif(not SHARED.exists(), reason="the reference values are not here")
@pytest.mark.parametrize(("folder", "oracle", "relation", "directed"), [row for row in REFERENCE if row[3]])
def test_brokerage_roles_agree_with_sna(folder, oracle, relation, directed):
    network = reference_network(folder, relation, directed=directed)
    roles = {"w_I": "coordinator", "w_O": "itinerant", "b_IO": "representative", "b_OI": "gatekeeper", "b_O": "liaison"}
    for path in sorted((SHARED / "oracles" / oracle).glob("brokerage_by_*.csv*")):
        column = path.name.removeprefix("brokerage_by_").split(".")[0]
        theirs = pd.read_csv(path, dtype={"id": str})
        theirs = theirs.assign(role=theirs["role"].replace({**roles, "t": "total"}))
        ours = brokerage.brokerage_roles(network, groups=column)

        both = theirs.merge(ours, left_on=["id", "role"], right_on=["person", "role"], suffixes=("_r", ""))

        assert len(both) == len(theirs)
        for figure in ("raw", "expected", "sd", "z"):
            np.testing.assert_allclose(both[figure], both[f"{figure}_r"], atol=1e-8, err_msg=f"{path.name} {figure}")
