"""Bridging, brokerage of ties, bridges and cores: on paper, against slow twins, and estimated."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive_measures
from netspread import engine
from netspread.measures import betweenness, bridging, cohesion
from netspread.measures.sources import affordable
from netspread.network import Network
from netspread.ranking import rank
from networks import CONNECTOR, KITE, PATH

SIZE = 7
matrices = st.lists(st.booleans(), min_size=SIZE * SIZE, max_size=SIZE * SIZE).map(
    lambda bits: np.array(bits).reshape(SIZE, SIZE) & ~np.eye(SIZE, dtype=bool)
)


def network_of(matrix, **options):
    egos, alters = np.nonzero(matrix)
    people = [str(i) for i in range(len(matrix))]
    return Network.from_ties(zip(egos.tolist(), alters.tolist(), strict=True), people=people, **options)


def test_each_end_of_a_path_of_three_costs_half_of_the_nearness():
    # nearness: two pairs at 1 and one at 1/2, both ways, over six pairs: 5/6; without either tie 2/6
    np.testing.assert_allclose(bridging.bridging(PATH), 0.5)


def test_the_middle_of_a_path_serves_two_pairs_with_each_tie():
    path = Network.from_ties([("a", "b"), ("b", "c")], directed=False)

    # one pair through b, counted on both ties, and two others to reach: (2 * 1 + 2) / 2
    assert bridging.brokerage(path).tolist() == [0, 2, 0]


@given(matrices)
@settings(max_examples=40, deadline=None)
def test_bridging_is_what_cutting_each_tie_costs(matrix):
    np.testing.assert_allclose(bridging.bridging(network_of(matrix)), naive_measures.bridging(matrix), atol=1e-12)


@given(matrices, st.booleans())
@settings(max_examples=40, deadline=None)
def test_brokerage_is_the_mean_betweenness_of_ties(matrix, directed):
    network = network_of(matrix if directed else np.triu(matrix), directed=directed)

    expected = naive_measures.tie_brokerage(network.to_networkx())

    np.testing.assert_allclose(bridging.brokerage(network), expected, atol=1e-9)


@given(matrices)
@settings(max_examples=40, deadline=None)
def test_networkx_agrees_about_what_holds_together(matrix):
    network = network_of(matrix)
    loose = nx.Graph(network.to_networkx())

    cuts = set(network.ids[cohesion.articulation_points(network) > 0])
    ties = {frozenset(pair) for pair in cohesion.bridge_ties(network).itertuples(index=False, name=None)}

    assert cuts == set(nx.articulation_points(loose))
    assert ties == {frozenset(tie) for tie in nx.bridges(loose)}
    assert cohesion.bridges(network).sum() == 2 * len(ties)
    assert cohesion.k_core(network).tolist() == [nx.core_number(loose)[person] for person in network.ids]


def test_the_connector_holds_three_circles_together():
    scores = pd.Series(cohesion.bridges(CONNECTOR), index=CONNECTOR.ids)

    assert rank(CONNECTOR, by="bridges").top(1) == ["hub"]
    assert scores[["hub", "a", "l", "x", "b", "alone"]].tolist() == [3, 1, 1, 1, 0, 0]
    assert cohesion.bridge_ties(CONNECTOR).to_numpy().tolist() == [["a", "hub"], ["l", "hub"], ["x", "hub"]]
    assert rank(CONNECTOR, by="bridging").top(1) == rank(CONNECTOR, by="brokerage").top(1) == ["hub"]
    assert np.isnan(bridging.bridging(CONNECTOR)[-1])


@pytest.mark.parametrize("directed", [True, False])
def test_estimates_are_unbiased_and_near(directed):
    network = Network.from_networkx(nx.gnp_random_graph(300, 0.02, seed=3, directed=directed))
    exact = betweenness.betweenness(network)

    found = [betweenness.approximate_betweenness(network, sources=60, seed=seed) for seed in range(40)]

    mean = np.mean([one.values for one in found], axis=0)
    assert np.abs(mean - exact).mean() < 0.03 * exact.mean()
    within = [np.abs(one.values - exact) <= 2 * one.standard_errors + 1e-9 for one in found]
    assert np.mean(within) > 0.85  # 0.95 were the errors normal; a few ends of a network are rarely drawn
    assert all(np.abs(one.values - exact).max() <= one.error for one in found)


def test_sampled_bridging_and_brokerage_find_the_same_people():
    network = Network.from_networkx(nx.barabasi_albert_graph(400, 2, seed=5))
    for measure in (bridging.bridging, bridging.brokerage):
        exact, some = measure(network), measure(network, sources=200)
        assert np.corrcoef(exact, some)[0, 1] > 0.9, measure


def test_an_estimate_of_brokerage_does_not_over_rate_people_with_few_ties():
    network = Network.from_networkx(nx.barabasi_albert_graph(3000, 2, seed=1).to_directed())
    first = [set(np.argsort(-bridging.brokerage(network, sources=sources))[:60]) for sources in (3000, 64)]

    assert len(first[0] & first[1]) >= 35  # 20 by the plain estimate


def test_a_large_network_is_sampled_and_the_ranking_tells(monkeypatch):
    network = Network.from_networkx(nx.barabasi_albert_graph(200, 2, seed=2))
    assert "sources" not in rank(network, by="betweenness").options

    monkeypatch.setattr(betweenness, "EXACT_PEOPLE", 100)
    monkeypatch.setattr(bridging, "EXACT_PEOPLE", 100)
    looks = 200 + 2 * network.n_ties
    for room, name, value in (
        (bridging, "_VISITS", 150 * looks),
        (betweenness, "_VISITS", 128 * looks),
        (betweenness, "_VISITS_WEIGHTED", 50 * looks),
    ):
        monkeypatch.setattr(room, name, value)
    unlike = replace(network, weights=1.0 + np.arange(len(network.alters)) % 3)
    assert rank(unlike, by="weighted-betweenness").options["sources"] == 50

    for name, sources in (("betweenness", 128), ("weighted-betweenness", 128), ("brokerage", 128), ("bridging", 150)):
        assert rank(network, by=name).options == {"sources": sources, "seed": 1}, name
        assert rank(network, by=name, sources=200).options["sources"] == 200
        exact = rank(network, by=name, sources=200).scores
        assert np.corrcoef(rank(network, by=name).scores, exact)[0, 1] > 0.85, name


def test_the_fewer_ties_the_more_people_are_drawn_and_never_too_few():
    sparse, tied = (Network.from_networkx(nx.gnm_random_graph(200, ties, seed=1)) for ties in (100, 900))

    assert affordable(sparse, 40_000, least=10) == {"sources": 100, "seed": 1}
    assert affordable(tied, 40_000, least=10) == {"sources": 20, "seed": 1}
    assert affordable(tied, 40_000, least=64) == {"sources": 64, "seed": 1}
    assert affordable(sparse, 80_000, least=10) == {}  # of everybody


def test_weighted_betweenness_from_everybody_is_the_sum_over_all_starts():
    network = Network.from_ties(
        [(a, b, 1 + i % 3) for i, (a, b) in enumerate(nx.gnm_random_graph(30, 70, seed=1).edges)], directed=False
    )
    exact = betweenness.weighted_betweenness(network)
    parts = [betweenness.weighted_betweenness(network, sources=29, seed=seed) for seed in range(300)]

    np.testing.assert_allclose(np.mean(parts, axis=0), exact, atol=0.05 * exact.max())


def test_bridging_and_betweenness_do_not_depend_on_the_number_of_threads():
    network = Network.from_networkx(nx.gnp_random_graph(500, 0.01, seed=2, directed=True))
    found = []
    for jobs in (1, 2):
        with engine.using(jobs):
            found.append([betweenness.betweenness(network), bridging.bridging(network), bridging.brokerage(network)])

    for one, two in zip(*found, strict=True):
        np.testing.assert_array_equal(one, two)


def test_the_kites_first_bridge_is_heather():
    # Heather alone joins Ike and Jane to the others (Krackhardt 1990); Ike's and Jane's ties are bridges as well
    assert dict(zip(KITE.ids, cohesion.bridges(KITE), strict=True))["ike"] == 2
    assert set(KITE.ids[cohesion.bridges(KITE) > 0]) == {"hea", "ike", "jan"}


@pytest.mark.parametrize("strongest", [5.0, 1e4])
def test_weighted_betweenness_is_that_of_igraph_however_unlike_the_weights(strongest):
    rng = np.random.default_rng(4)
    for directed in (True, False):
        pairs = {tuple(pair) for pair in rng.integers(0, 60, (240, 2)).tolist() if pair[0] < pair[1] or directed}
        ties = [
            (str(a), str(b), float(w))
            for (a, b), w in zip(sorted(pairs), 10 ** rng.uniform(0, np.log10(strongest), 240), strict=False)
            if a != b
        ]
        frame = pd.DataFrame(ties, columns=["ego", "alter", "weight"])
        network = Network.from_ties(frame, directed=directed)
        graph = network.to_igraph()
        lengths = (1 / np.array(graph.es["weight"])).tolist()

        np.testing.assert_allclose(
            betweenness.weighted_betweenness(network), graph.betweenness(directed=directed, weights=lengths), atol=1e-9
        )


def test_ways_of_the_same_length_share_whatever_the_order_of_adding():
    """1/3 + 1/3 + 1/3 is a way as long as 1: both halves of the ways from a to d count."""
    ties = [("a", "b", 3.0), ("b", "c", 3.0), ("c", "d", 3.0), ("a", "e", 2.0), ("e", "d", 2.0)]
    network = Network.from_ties(pd.DataFrame(ties, columns=["ego", "alter", "weight"]))

    assert betweenness.weighted_betweenness(network).tolist() == [0.0, 1.5, 1.5, 0.0, 0.5]


def test_a_tie_is_at_most_a_hundred_thousand_times_as_strong_as_the_weakest():
    """From a to d by two ties of 1e9, or by one of 100,000 and one of 1e9: as long as each other."""
    ties = [("a", "b", 1e9), ("b", "d", 1e9), ("a", "c", 1e5), ("c", "d", 1e9), ("d", "e", 1.0)]
    network = Network.from_ties(pd.DataFrame(ties, columns=["ego", "alter", "weight"]))

    found = dict(zip(network.ids, betweenness.weighted_betweenness(network).tolist(), strict=True))
    assert found == {"a": 0.0, "b": 1.0, "c": 1.0, "d": 3.0, "e": 0.0}
