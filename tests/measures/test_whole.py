"""Figures of whole networks: on paper, against networkx, and against reference values."""

from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netspread.errors import ChoiceError
from netspread.measures import whole
from netspread.measures.description import FIGURES, describe
from netspread.network import Network
from networks import CONNECTOR, NOBODY, PATH, STAR, TWO_CLIQUES

SHARED = Path(__file__).parents[2] / ".." / "shared"
PEOPLE = [f"p{i}" for i in range(8)]
tie_lists = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda t: t[0] != t[1]), max_size=30
)


def test_a_star_is_all_centralization():
    assert whole.centralization(STAR) == pytest.approx(1)
    assert whole.centralization(TWO_CLIQUES) == pytest.approx(7 / 49)  # one is named by four, seven by three
    ring = Network.from_ties([("a", "b"), ("b", "c"), ("c", "a")])
    assert whole.centralization(ring, of="betweenness") == 0
    undirected = Network.from_ties([("hub", x) for x in "abcd"], directed=False)
    assert whole.centralization(undirected) == whole.centralization(undirected, of="betweenness") == pytest.approx(1)


def test_figures_of_a_path_of_three_on_paper():
    found = describe(PATH)

    assert found["density"] == pytest.approx(2 / 6)
    assert found["reciprocity"] == 0
    assert [found[f"{kind}-pairs"] for kind in ("mutual", "asymmetric", "null")] == [0, 2, 1]
    assert found["mean-distance"] == pytest.approx(4 / 3)
    assert found["longest-distance"] == 2
    assert found["transitivity"] == found["directed-transitivity"] == 0
    assert found["hierarchy"] == found["connectedness"] == found["tree-efficiency"] == 1
    assert (found["components"], found["strong-components"]) == (1, 3)


def test_the_e_i_index_runs_from_all_inside_to_all_outside():
    people = pd.DataFrame({"unit": ["x", "x", "y"]}, index=["a", "b", "c"])
    inside = Network.from_ties([("a", "b"), ("b", "a")], people=people)
    outside = Network.from_ties([("a", "c"), ("c", "b")], people=people)

    assert whole.e_i_index(inside, groups="unit") == -1
    assert whole.e_i_index(outside, groups="unit") == 1
    assert describe(outside, groups="unit")["e-i-index"] == 1
    assert "e-i-index" not in describe(outside).figures
    assert np.isnan(whole.e_i_index(NOBODY.from_ties([], people=people), groups="unit"))


def test_isolates_are_components_of_one():
    found = describe(CONNECTOR)

    assert found["isolates"] == 1
    assert found["components"] == 2
    assert found["largest-component"] == 10
    assert found["connectedness"] == pytest.approx(90 / 110)


@given(tie_lists)
@settings(max_examples=40, deadline=None)
def test_networkx_agrees_about_the_whole(ties):
    network = Network.from_ties(ties, people=PEOPLE)
    graph = nx.DiGraph(network.to_networkx().edges)
    graph.add_nodes_from(PEOPLE)
    loose = nx.Graph(graph)
    found = describe(network)

    assert found["density"] == pytest.approx(nx.density(graph))
    assert found["components"] == nx.number_connected_components(loose)
    assert found["strong-components"] == nx.number_strongly_connected_components(graph)
    if ties:
        assert found["reciprocity"] == pytest.approx(nx.reciprocity(graph))
    assert np.nan_to_num(found["transitivity"]) == pytest.approx(nx.transitivity(loose))
    local = [nx.clustering(loose, person) for person in PEOPLE if loose.degree[person] > 1]
    assert np.nan_to_num(found["clustering"]) == pytest.approx(np.mean(local) if local else 0)
    assert whole.triads(network).to_dict() == nx.triadic_census(graph)


def test_a_network_without_ties_has_figures_too():
    found = describe(NOBODY)

    assert found["people"] == found["isolates"] == found["components"] == 3
    assert np.isnan(found["reciprocity"])
    assert found["density"] == 0
    assert np.isnan(found["mean-distance"])


def test_a_description_is_a_table_with_meanings():
    network = Network.from_ties([("a", "b")], people=pd.DataFrame({"unit": ["x", "y"]}, index=["a", "b"]))
    frame = describe(network, groups="unit").to_frame()

    assert frame["figure"].tolist() == list(FIGURES)
    assert frame["meaning"].str.len().min() > 5
    assert "<table" in describe(network)._repr_html_()
    with pytest.raises(ChoiceError, match="did you mean 'density'"):
        describe(network)["densty"]
    with pytest.raises(ChoiceError, match="centralization of"):
        whole.centralization(network, of="closeness")


NAMES = {
    "people": "people",
    "ties": "ties",
    "density": "density",
    "reciprocity (share of ties returned)": "reciprocity",
    "dyads mut": "mutual-pairs",
    "dyads asym": "asymmetric-pairs",
    "dyads null": "null-pairs",
    "transitivity weak (sna)": "directed-transitivity",
    "transitivity global undirected": "transitivity",
    "clustering mean local undirected, degree<2 left out": "clustering",
    "components weak": "components",
    "largest weak component": "largest-component",
    "components strong": "strong-components",
    "largest strong component": "largest-strong-component",
    "diameter of reachable pairs": "longest-distance",
    "mean distance of reachable pairs": "mean-distance",
    "centralization in-degree (0..1, no loops)": "in-degree-centralization",
    "Krackhardt connectedness": "connectedness",
    "Krackhardt hierarchy": "hierarchy",
    "Krackhardt efficiency": "tree-efficiency",
}
NETWORKS = [
    ("krackhardt_hightech", "krackhardt_hightech_advice", "advice", True),
    ("krackhardt_hightech", "krackhardt_hightech_friendship", "friendship", True),
    ("physicians_ckm_full", "physicians_ckm_full_advice", "advice", True),
    ("sampson_monastery", "sampson_monastery_like_t3", "SAMPLK3", True),
    ("zachary_karate", "zachary_karate", None, False),
    ("email_eu_core", "email_eu_core", None, True),
]


def reference_figures(oracle):
    # names hold commas without quotes in places; the value is what stands after the name
    frame = pd.read_csv(SHARED / "oracles" / oracle / "network.csv")
    return frame.assign(value=pd.to_numeric(frame["value"], errors="coerce")).set_index("measure")["value"]


@pytest.mark.skipif(not SHARED.exists(), reason="the reference values are not here")
@pytest.mark.parametrize(("folder", "oracle", "relation", "directed"), NETWORKS)
def test_reference_figures_agree_to_eight_digits(folder, oracle, relation, directed):
    data = SHARED / "data" / folder
    people = pd.read_csv(data / "people.csv", dtype=str)
    people = people.set_index(people.columns[0])
    ties = pd.read_csv(next(data.glob("ties.csv*")), dtype=str)
    ties = ties.rename(columns={"sender": "ego", "recipient": "alter"})
    ties = ties[ties["relation"] == relation] if relation else ties
    network = Network.from_ties(
        ties.loc[ties["ego"] != ties["alter"], ["ego", "alter"]], people=people, directed=directed
    )
    expected, found = reference_figures(oracle), describe(network)

    for theirs, ours in NAMES.items():
        if theirs in expected:
            assert found[ours] == pytest.approx(expected[theirs], abs=1e-8), theirs
    for kind, count in whole.triads(network).items():
        assert expected.get(f"triads {kind}", count) == count, kind
    if directed:
        assort = expected["assortativity degree directed (out to in)"]
        assert found["degree-assortativity"] == pytest.approx(assort, abs=1e-8)
    if "centralization betweenness" in expected:
        assert whole.centralization(network, of="betweenness") == pytest.approx(
            expected["centralization betweenness"], abs=1e-8
        )
    for column in people:
        name = f"E-I index by {column} (ties as directed)"
        if name in expected:
            assert whole.e_i_index(network, groups=column) == pytest.approx(expected[name], abs=1e-8)
            assert whole.group_assortativity(network, groups=column) == pytest.approx(
                expected[f"assortativity nominal by {column}"], abs=1e-8
            )
