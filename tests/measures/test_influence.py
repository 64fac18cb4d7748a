"""Local leaders, VoteRank, collective influence, hierarchy: against slow twins and on paper."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive_measures
from netspread.errors import ChoiceError
from netspread.measures import brokerage, degree, influence, spectral
from netspread.network import Network
from netspread.ranking import MEASURES, rank
from networks import STAR, TWO_CLIQUES

SIZE = 7
matrices = st.lists(st.booleans(), min_size=SIZE * SIZE, max_size=SIZE * SIZE).map(
    lambda bits: np.array(bits).reshape(SIZE, SIZE) & ~np.eye(SIZE, dtype=bool)
)


def network_of(matrix, **options):
    egos, alters = np.nonzero(matrix)
    people = [str(i) for i in range(len(matrix))]
    return Network.from_ties(zip(egos.tolist(), alters.tolist(), strict=True), people=people, **options)


@given(matrices)
@settings(max_examples=40, deadline=None)
def test_voterank_elects_as_the_paper_says(matrix):
    network = network_of(matrix, influence="ego_to_alter")
    order = naive_measures.elected([np.flatnonzero(row).tolist() for row in matrix])

    scores = influence.voterank(network)

    assert np.argsort(-scores, kind="stable")[: len(order)].tolist() == order
    assert scores[order].tolist() == list(range(len(order), 0, -1))
    assert scores.sum() == len(order) * (len(order) + 1) / 2


def test_voterank_agrees_with_networkx_and_follows_influence():
    graph = nx.gnm_random_graph(60, 240, seed=4, directed=True)
    log = Network.from_networkx(graph, influence="ego_to_alter")
    survey = Network.from_networkx(graph.reverse(), influence="alter_to_ego")

    first = [str(person) for person in nx.voterank(graph, 10)]

    assert rank(log, by="voterank").top(10) == first
    assert rank(survey, by="voterank").top(10) == first


@given(matrices, st.integers(1, 3))
@settings(max_examples=40, deadline=None)
def test_collective_influence_looks_at_the_rim_of_the_ball(matrix, radius):
    found = influence.collective_influence(network_of(matrix), radius=radius)

    np.testing.assert_array_equal(found, naive_measures.collective_influence(matrix, radius))


@given(matrices)
@settings(max_examples=40, deadline=None)
def test_hierarchy_is_burts(matrix):
    np.testing.assert_allclose(brokerage.hierarchy(network_of(matrix)), naive_measures.hierarchy(matrix), atol=1e-9)


def test_each_group_has_a_local_leader_whatever_its_size():
    people = pd.DataFrame({"unit": list("xxxxyyz")}, index=list("abcdefg"))
    network = Network.from_ties([("a", "b"), ("c", "b"), ("b", "a"), ("e", "f"), ("d", "f"), ("g", "c")], people=people)

    ranking = rank(network, by="local-leader", groups="unit")

    assert ranking.scores.tolist() == [0.5, 1, 0, 0, 0, 1, 0]
    assert ranking.ranks[[1, 5]].tolist() == [1, 1]
    assert ranking.options == {"groups": "unit"}
    with pytest.raises(ChoiceError, match="group column 'ward' is unknown"):
        degree.local_leader(network, groups="ward")


def test_pagerank_takes_weights_when_asked():
    network = Network.from_ties([("a", "b", 9.0), ("a", "c", 1.0)])

    assert rank(network, by="pagerank").scores[1] == pytest.approx(rank(network, by="pagerank").scores[2])
    np.testing.assert_array_equal(spectral.pagerank(network, weighted=True), spectral.weighted_pagerank(network))
    assert rank(network, by="pagerank", weighted=True).top(1) == ["b"]


def test_options_out_of_range_are_told():
    for by, options in (
        ("pagerank", {"damping": 1.5}),
        ("katz", {"share": 1.0}),
        ("collective-influence", {"radius": 0}),
        ("betweenness", {"sources": 0}),
    ):
        with pytest.raises(ChoiceError, match="it must be"):
            rank(STAR, by=by, **options)


def test_every_measure_has_its_name_title_meaning_and_source():
    for name, measure in MEASURES.items():
        assert measure.name == name == name.lower()
        assert measure.title
        assert measure.meaning
        assert "(" in measure.source
    titles = [measure.title for measure in MEASURES.values()]
    assert len(set(titles)) == len(titles)


def test_nobody_is_famous_by_eigenvector_where_nobody_names_anybody():
    assert spectral.eigenvector(Network.from_ties([], people="abc", directed=False)).tolist() == [0, 0, 0]
    assert spectral.eigenvector(TWO_CLIQUES).max() == pytest.approx(1)


@pytest.mark.parametrize("seed", [0, 20, 21, 22, 23, 24])
def test_rings_of_people_who_name_the_next_have_an_eigenvector_in_any_order_of_the_people(seed):
    # All eigenvalues of rings are equally large, and igraph's search gives up on some of these orders.
    places = np.random.default_rng(seed).permutation(34)
    following = [((7 * at) % 34, (5 * at + 1) % 34) for at in range(34)]
    ties = [(f"{places[a]:02}", f"{places[b]:02}") for a, b in following if a != b]

    network = Network.from_ties(ties, people=[f"{at:02}" for at in range(34)])
    fame = spectral.eigenvector(network)

    assert fame.max() == pytest.approx(1)
    np.testing.assert_allclose(network.matrix().astype(bool).astype(float).T @ fame, fame, atol=1e-8)
