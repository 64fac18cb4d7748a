"""Names exchanged until ways close: against networkx, and nothing else may change."""

import networkx as nx
import numpy as np
import pytest

from netspread.kernels.closure import closed_ways, exchange


def people(seed, p=30, share=0.15):
    named = np.random.default_rng(seed).random((p, p)) < share
    np.fill_diagonal(named, val=False)
    return named


@pytest.mark.parametrize("seed", range(3))
def test_closed_ways_are_those_of_networkx(seed):
    contacts = (named := people(seed)) | named.T
    graph = nx.Graph([(a, b) for a, b in zip(*np.nonzero(contacts), strict=True)])

    closed, ways = closed_ways(contacts)

    assert closed == sum(nx.triangles(graph).values())  # one way for each corner
    assert closed / ways == pytest.approx(nx.transitivity(graph))


@pytest.mark.parametrize("wanted", [0.2, 0.4])
def test_ways_are_closed_as_wanted_and_everybody_keeps_the_number_of_names(wanted):
    before = people(5)
    silent = np.arange(30) < 20
    egos, alters = np.nonzero(before & silent[:, None])
    after, (closed, ways) = before.copy(), closed_ways(before | before.T)
    assert 0.22 < closed / ways < 0.38

    exchange(after, egos, alters, wanted * ways, np.uint64(7), 100_000)

    closed, still = closed_ways(after | after.T)
    assert still == ways
    assert closed / ways == pytest.approx(wanted, abs=0.02)
    assert after.sum(axis=0).tolist() == before.sum(axis=0).tolist()
    assert after.sum(axis=1).tolist() == before.sum(axis=1).tolist()
    assert (after & after.T).sum() == (before & before.T).sum()
    assert not after.diagonal().any()
    np.testing.assert_array_equal(after[~silent], before[~silent])
    assert after[egos, alters].all()
    assert len(set(zip(egos, alters, strict=True))) == (after & silent[:, None]).sum()


def test_nothing_is_exchanged_where_ways_are_closed_as_wanted_or_tries_are_up():
    named = people(2)
    egos, alters = np.nonzero(named)
    for wanted, tries in ((closed_ways(named | named.T)[0], 1000), (0, 0)):
        after = named.copy()
        exchange(after, egos, alters.copy(), wanted, np.uint64(1), tries)
        np.testing.assert_array_equal(after, named)
