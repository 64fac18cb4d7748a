"""Network: ties in, ties out, and the direction of influence."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netspread.errors import ChoiceError, NetworkError
from netspread.network import Network

PEOPLE = [f"p{i}" for i in range(6)]
tie_lists = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.integers(1, 9)).filter(lambda t: t[0] != t[1]),
    max_size=20,
)


@given(tie_lists)
def test_the_matrix_holds_the_sum_of_the_weights_of_repeated_ties(ties):
    expected = np.zeros((6, 6))
    for ego, alter, weight in ties:
        expected[PEOPLE.index(ego), PEOPLE.index(alter)] += weight

    network = Network.from_ties(ties, people=PEOPLE)

    np.testing.assert_array_equal(network.matrix().toarray(), expected)
    assert all(
        np.all(np.diff(network.alters[a:b]) > 0) for a, b in zip(network.starts, network.starts[1:], strict=False)
    )


@given(tie_lists)
def test_influence_runs_against_a_nomination_along_a_message_and_both_ways_when_told(ties):
    matrix = Network.from_ties(ties, people=PEOPLE).matrix().toarray()
    expected = {"alter_to_ego": matrix.T, "ego_to_alter": matrix, "both": matrix + matrix.T}

    for influence, wanted in expected.items():
        network = Network.from_ties(ties, people=PEOPLE, influence=influence)
        for arcs, want in ((network.influence_arcs(), wanted), (network.influence_arcs().turned(), wanted.T)):
            got = np.zeros((6, 6))
            for person in range(6):
                at = slice(arcs.starts[person], arcs.starts[person + 1])
                got[person, arcs.targets[at]] = arcs.weights[at]
            np.testing.assert_array_equal(got, want)


@given(tie_lists, st.booleans())
def test_ties_survive_the_way_through_networkx_and_igraph(ties, directed):
    network = Network.from_ties(ties, people=PEOPLE, directed=directed)

    through = [Network.from_networkx(network.to_networkx()), Network.from_igraph(network.to_igraph())]

    for other in through:
        assert (other.matrix() != network.matrix()).nnz == 0
        assert other.directed == directed
        assert list(other.ids) == PEOPLE


def test_a_tie_without_direction_counts_once_and_is_seen_from_both_sides():
    network = Network.from_ties([("a", "b"), ("b", "a"), ("b", "c")], directed=False, influence="both")

    assert network.n_ties == 2
    assert network.ties()["weight"].tolist() == [2.0, 1.0]
    assert network.matrix().toarray().tolist() == [[0, 2, 0], [2, 0, 1], [0, 1, 0]]


def test_ids_are_text_and_leading_zeros_stay():
    network = Network.from_ties(pd.DataFrame({"ego": ["007"], "alter": ["7"]}))

    assert list(network.ids) == ["007", "7"]
    assert list(Network.from_ties([(1, 2)]).ids) == ["1", "2"]


def test_attributes_of_people_stay_with_their_person():
    people = pd.DataFrame({"person": ["b", "a"], "unit": ["x", None], "responded": [False, True]})

    network = Network.from_ties([("a", "b")], people=people)

    assert network.groups("unit").tolist() == ["x", "(missing)"]
    assert network.responded.tolist() == [False, True]
    assert network.to_networkx().nodes["b"]["unit"] == "x"
    assert network.to_igraph().vs["name"] == ["b", "a"]


def test_ids_stay_ids_in_igraph_also_where_people_have_names():
    people = pd.DataFrame({"name": ["Ana", "Ben"]}, index=["01", "02"])

    graph = Network.from_ties([("01", "02")], people=people).to_igraph()

    assert graph.vs["name"] == ["01", "02"]
    assert graph.vs["name_given"] == ["Ana", "Ben"]


def test_a_tie_to_oneself_is_left_out_with_a_warning():
    with pytest.warns(UserWarning, match="1 ties of people to themselves"):
        assert Network.from_ties([("a", "a"), ("a", "b")]).n_ties == 1


def test_the_arrays_of_a_network_cannot_be_changed():
    network = Network.from_ties([("a", "b")])

    with pytest.raises(ValueError, match="read-only"):
        network.weights[0] = 2


@pytest.mark.parametrize(
    ("ties", "people", "sentence"),
    [
        ([("a", "b", -1.0)], None, "tie 'a' -> 'b' has weight -1.0; weights must be numbers above 0"),
        ([("a", "z")], ["a"], "tie 'a' -> 'z': 'z' is not among the people"),
        ([("a", None)], None, "row 1: an id is missing"),
        ([("a", "b")], ["a", "b", "a"], "person 'a' stands twice"),
    ],
)
def test_a_network_that_cannot_be_is_refused_in_one_sentence(ties, people, sentence):
    with pytest.raises(NetworkError, match=sentence.replace("(", "\\(")):
        Network.from_ties(ties, people=people)


def test_an_unknown_column_person_or_influence_is_told_with_what_there_is():
    network = Network.from_ties([("ana", "ben")], people=pd.DataFrame({"unit": "x"}, index=["ana", "ben"]))

    with pytest.raises(ChoiceError, match="did you mean 'unit'"):
        network.groups("units")
    with pytest.raises(ChoiceError, match="person 'anna' is unknown; did you mean 'ana'"):
        network.positions(["anna"])
    with pytest.raises(ChoiceError, match="influence 'up' is unknown"):
        Network.from_ties([("a", "b")], influence="up")
    with pytest.raises(NetworkError, match="ties have no column 'alter'"):
        Network.from_ties(pd.DataFrame({"ego": ["a"], "other": ["b"]}))


def test_a_notebook_is_shown_names_as_text():
    network = Network.from_ties([("a", "b")], relation="<b>advice</b>")

    assert "&lt;b&gt;advice" in network._repr_html_()


def test_a_networkx_multigraph_adds_up():
    graph = nx.MultiDiGraph([("a", "b"), ("a", "b")])

    assert Network.from_networkx(graph).ties()["weight"].tolist() == [2.0]


def test_a_network_of_nobody_and_one_without_ties_can_be():
    assert Network.from_ties([]).n_people == 0
    lonely = Network.from_ties([], people=["a", "b"])
    assert (lonely.n_people, lonely.n_ties) == (2, 0)
    assert len(lonely.influence_arcs().targets) == 0
