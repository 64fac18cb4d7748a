"""Communities: planted ones are found, published ones too, and every method keeps its word."""

from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_mutual_info_score

from netspread.communities import METHODS, communities
from netspread.communities.partition import modularity
from netspread.communities.silos import silos
from netspread.errors import ChoiceError
from netspread.network import Network
from networks import NOBODY, TWO_CLIQUES

SHARED = Path(__file__).parents[2] / ".." / "shared"
POSITIONS = ["core-periphery", "structural-equivalence"]
FOUND = [name for name in METHODS if name not in ("groups", *POSITIONS)]


def planted(mixing, *, seed=1):
    rng = np.random.default_rng(seed)
    truth = np.repeat(np.arange(6), 25)
    chance = np.where(truth[:, None] == truth[None, :], 0.3 * (1 - mixing), 0.06 * mixing)
    egos, alters = np.nonzero((rng.random((150, 150)) < chance) & ~np.eye(150, dtype=bool))
    ties = zip(egos.astype(str), alters.astype(str), strict=True)
    return Network.from_ties(ties, people=map(str, range(150))), truth


@pytest.mark.parametrize("method", FOUND)
def test_two_cliques_are_two_communities(method):
    partition = communities(TWO_CLIQUES, method=method)

    assert partition.labels.tolist() == [1, 1, 1, 1, 2, 2, 2, 2]
    assert partition.n_communities == partition.n_tied == 2


@pytest.mark.parametrize("method", ["leiden", "louvain", "walktrap", "spectral", "infomap"])
def test_planted_communities_are_found(method):
    network, truth = planted(0.25)

    partition = communities(network, method=method, seed=3)

    assert adjusted_mutual_info_score(truth, partition.labels) > 0.9


@pytest.mark.parametrize("method", FOUND)
def test_the_same_seed_gives_the_same_labels(method):
    network, _ = planted(0.4)

    one, two = communities(network, method=method, seed=5), communities(network, method=method, seed=5)

    np.testing.assert_array_equal(one.labels, two.labels)


def test_labels_go_by_size_and_then_by_the_first_person():
    network = Network.from_ties([("d", "e"), ("e", "f"), ("f", "d"), ("a", "b"), ("x", "y")], people="abxydefz")

    partition = communities(network)

    assert partition.labels.tolist() == [2, 2, 3, 3, 1, 1, 1, 4]
    assert partition.sizes().tolist() == [3, 2, 2, 1]
    assert partition.members(2) == ["a", "b"]
    assert partition.n_tied == 3
    assert "1 people without ties" in repr(partition)
    assert partition.to_frame()["community"].tolist() == partition.labels.tolist()


def test_modularity_is_networkxs():
    network, truth = planted(0.3)
    graph = nx.Graph()
    graph.add_nodes_from(network.ids)
    for ego, alter, weight in network.ties().itertuples(index=False):
        graph.add_edge(ego, alter, weight=graph.get_edge_data(ego, alter, {"weight": 0})["weight"] + weight)
    groups = [{str(i) for i in np.flatnonzero(truth == group)} for group in range(6)]

    assert modularity(network, truth + 1) == pytest.approx(nx.community.modularity(graph, groups))
    assert np.isnan(modularity(NOBODY, np.array([1, 2, 3])))


def test_communities_are_named_after_what_their_people_share():
    people = pd.DataFrame(
        {"unit": ["Theatre"] * 4 + ["Ward 1", "Ward 1", "Ward 2", "Ward 2"], "name": list("ABCDEFGH")},
        index=list("abcdwxyz"),
    )
    network = Network.from_ties(TWO_CLIQUES.ties(), people=people)

    partition = communities(network)
    table = partition.table()

    assert list(partition.names.values()) == ["Theatre", "Ward 1 & Ward 2"]
    assert table["unit"].tolist() == ["Theatre", "Ward 1"]
    assert table["ties"].tolist() == [12, 12]
    assert table["density"].tolist() == [1, 1]
    assert table["inside"].tolist() == pytest.approx([24 / 25, 24 / 25])
    assert table["leader"].iloc[1] == "w" or table["leader"].iloc[1] in "xyz"
    assert "<table" in partition._repr_html_()


def test_the_formal_organization_is_a_partition_too():
    people = pd.DataFrame({"unit": list("aabbbccd")}, index=list("abcdwxyz"))
    network = Network.from_ties(TWO_CLIQUES.ties(), people=people)

    assert communities(network, method="groups", column="unit").labels.tolist() == [2, 2, 1, 1, 1, 3, 3, 4]


@pytest.mark.parametrize("method", [*FOUND, *POSITIONS])
def test_people_without_ties_one_person_and_two_are_no_trouble(method):
    if method in FOUND:
        assert communities(NOBODY, method=method).labels.tolist() == [1, 2, 3]
    assert communities(Network.from_ties([], people=["a"]), method=method).n_communities == 1
    assert communities(Network.from_ties([("a", "b")]), method=method).labels.max() <= 2


def test_wrong_methods_and_options_are_told():
    with pytest.raises(ChoiceError, match="did you mean 'leiden'"):
        communities(TWO_CLIQUES, method="leyden")
    with pytest.raises(ChoiceError, match="has no option 'resolutin'"):
        communities(TWO_CLIQUES, resolutin=2)
    with pytest.raises(ChoiceError, match="say which"):
        communities(TWO_CLIQUES, method="groups")
    with pytest.raises(ChoiceError, match="objective 'x' is unknown"):
        communities(TWO_CLIQUES, objective="x")
    large = Network.from_networkx(nx.gnm_random_graph(200, 6000, seed=1))
    with pytest.raises(ChoiceError, match="takes too long on 6000 ties"):
        communities(large, method="girvan-newman")
    with pytest.raises(ChoiceError, match="community is 9"):
        communities(TWO_CLIQUES).members(9)


def test_a_higher_resolution_gives_more_communities():
    network, _ = planted(0.3)

    assert communities(network, resolution=4.0).n_communities > communities(network, resolution=0.3).n_communities
    assert communities(network, objective="CPM", resolution=0.05).n_communities >= 2
    assert communities(network, method="spectral", communities=3).n_communities == 3


def units(ties, units_of):
    return Network.from_ties(ties, people=pd.DataFrame({"unit": list(units_of.values())}, index=list(units_of)))


def test_silos_on_paper():
    # a, b in x; c, d in y; two ties inside, one between: E-I = (1 - 2) / 3
    network = units([("a", "b"), ("c", "d"), ("a", "c")], {"a": "x", "b": "x", "c": "y", "d": "y"})

    found = silos(network, groups="unit")

    assert found.e_i_index == pytest.approx(-1 / 3)
    assert found.observed.tolist() == [[1, 1], [0, 1]]
    # of the two ties that x sends, one in three others is in x, two are in y
    np.testing.assert_allclose(found.expected, [[2 / 3, 4 / 3], [2 / 3, 1 / 3]])
    assert found.by_group()["outside"].tolist() == [1, 1]
    assert found.by_group()["homophily"].tolist() == pytest.approx([0.25, 1.0])
    assert found.to_frame()["ratio"].tolist() == pytest.approx([1.5, 0.75, 0, 3])
    assert "E-I index -0.33" in repr(found)
    assert "<table" in found._repr_html_()


def test_the_permutation_test_sees_silos_and_not_their_absence():
    network, truth = planted(0.25)
    there = Network.from_ties(network.ties(), people=pd.DataFrame({"u": truth.astype(str)}, index=network.ids))
    rng = np.random.default_rng(3)
    none = Network.from_ties(
        network.ties(), people=pd.DataFrame({"u": rng.permutation(truth).astype(str)}, index=network.ids)
    )

    assert silos(there, groups="u").p_value == pytest.approx(0.001)
    assert silos(none, groups="u").p_value > 0.05
    assert silos(there, groups="u").e_i_chance == pytest.approx(1 - 2 * 24 / 149, abs=0.02)


def test_groups_of_everybody_or_of_nobody_are_refused():
    alone = units([("a", "b"), ("b", "c")], {"a": "x", "b": "y", "c": "z"})
    with pytest.raises(ChoiceError, match="a value of its own for each person"):
        silos(alone, groups="unit")
    together = units([("a", "b")], {"a": "x", "b": "x"})
    with pytest.raises(ChoiceError, match="the same value for everybody"):
        silos(together, groups="unit")


@pytest.mark.skipif(not SHARED.exists(), reason="the reference values are not here")
@pytest.mark.parametrize(
    ("folder", "oracle", "relation", "column", "directed"),
    [
        ("krackhardt_hightech", "krackhardt_hightech_advice", "advice", "dept", True),
        ("physicians_ckm_full", "physicians_ckm_full_advice", "advice", "city", True),
        ("zachary_karate", "zachary_karate", None, "faction", False),
    ],
)
def test_modularity_and_e_i_index_agree_with_r(folder, oracle, relation, column, directed):
    data = SHARED / "data" / folder
    people = pd.read_csv(data / "people.csv", dtype=str).set_index("id")
    ties = pd.read_csv(data / "ties.csv", dtype=str)
    ties = ties[ties["relation"] == relation] if relation else ties
    network = Network.from_ties(ties, people=people, directed=directed)
    figures = pd.read_csv(SHARED / "oracles" / oracle / "network.csv").set_index("measure")["value"]

    index = silos(network, groups=column, permutations=9).e_i_index
    formal = communities(network, method="groups", column=column)
    best = max(communities(network, seed=seed).modularity for seed in range(20))

    named = f"E-I index by {column} (ties as directed)" if directed else f"E-I index by {column} (undirected)"
    assert index == pytest.approx(float(figures[named]), abs=1e-8)
    if directed:
        named = f"modularity undirected weighted of {column}"
        assert formal.modularity == pytest.approx(float(figures[named]), abs=1e-8)
    reference = [
        float(figures[name]) for name in figures.index if "leiden" in name and ("weighted" in name or not directed)
    ]
    assert not reference or best >= max(reference) - 1e-3 or not directed
