"""Cascades and thresholds equal their slow twins, world by world."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
from netspread.kernels import cascade, coin, threshold
from netspread.network import Network
from netspread.spread.models.odds import Odds
from netspread.spread.models.thresholds import shares_of
from small_networks import SIZE, matrices, network_of

WORLDS = 12


def tally(n):
    return np.zeros(WORLDS, np.int64), np.zeros((WORLDS, 4), np.int64), np.zeros(n, np.int64)


ODDS = {
    "alike": lambda arcs: Odds.by_count(arcs, np.full(SIZE, 0.4)),
    "one by one": lambda arcs: Odds.by_arc(arcs, np.resize([0.3, 1.0, 0.0, 0.9, 0.05], len(arcs.targets))),
}


@pytest.mark.parametrize("kind", ODDS)
@given(matrix=matrices, seeds=st.sets(st.integers(0, SIZE - 1), min_size=1, max_size=3), seed=st.integers(0, 2**31))
@settings(max_examples=25, deadline=None)
def test_a_cascade_is_the_walk_over_live_arcs_world_by_world(kind, matrix, seeds, seed):
    odds = ODDS[kind](network_of(matrix, influence="ego_to_alter").influence_arcs())
    reaches, steps, adopted = tally(SIZE)

    cascade.by_influencer(odds.for_kernels(), odds.room, np.array(sorted(seeds)), seed, 5, reaches, steps, adopted)

    total = np.zeros(SIZE, int)
    for world in range(WORLDS):
        coins = int(coin.stream(np.uint64(seed), np.uint64(5 + world)))
        reached, by_step = naive.follow(lambda v, coins=coins: naive.sparked(odds, v, coins), seeds)
        assert reaches[world] == len(reached)
        assert steps[world].tolist() == [*by_step[:3], sum(by_step[3:]), 0, 0, 0][:4]
        total[list(reached)] += 1
    np.testing.assert_array_equal(adopted, total)


@given(matrices, st.sets(st.integers(0, SIZE - 1), min_size=1, max_size=3), st.integers(0, 2**31))
@settings(max_examples=25, deadline=None)
def test_who_listens_to_one_is_convinced_by_one_world_by_world(matrix, seeds, seed):
    arcs = network_of(matrix, influence="ego_to_alter").influence_arcs()
    reaches, steps, adopted = tally(SIZE)

    cascade.by_listener(arcs.starts, shares_of(arcs), np.array(sorted(seeds)), seed, 5, reaches, steps, adopted)

    for world in range(WORLDS):
        coins = int(coin.stream(np.uint64(seed), np.uint64(5 + world)))
        heard = {}  # whom everybody listens to: the drawn number's place among those who influence, in order
        for v in range(SIZE):
            influencing = np.flatnonzero(matrix[:, v])
            drawn = naive.mixed((coins + v * naive.GOLD) & naive.MASK) >> 33
            if len(influencing):
                ends = [round((at + 1) / len(influencing) * 2**31) for at in range(len(influencing))]
                heard[v] = int(influencing[np.searchsorted(ends, drawn, side="right")])
        reached, by_step = naive.follow(lambda u, heard=heard: [v for v in heard if heard[v] == u], seeds)
        assert reaches[world] == len(reached)
        assert steps[world].tolist() == [*by_step[:3], sum(by_step[3:]), 0, 0, 0][:4]


@given(matrices, st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(0, 2**31))
@settings(max_examples=25, deadline=None)
def test_one_more_seed_never_reaches_fewer_in_any_world(matrix, one, more, seed):
    arcs = network_of(matrix, influence="ego_to_alter").influence_arcs()
    odds, shares = ODDS["one by one"](arcs), shares_of(arcs)
    found = []
    for seeds in ([one], sorted({one, more})):
        at = np.array(seeds)
        first, second = tally(SIZE), tally(SIZE)
        cascade.by_influencer(odds.for_kernels(), odds.room, at, seed, 0, *first)
        cascade.by_listener(arcs.starts, shares, at, seed, 0, *second)
        found.append((first[0], np.cumsum(first[1], axis=1), second[0], np.cumsum(second[1], axis=1)))

    for few, many in zip(*found, strict=True):
        assert (many >= few).all()


def test_sparks_make_each_arc_live_with_its_chance_and_independently():
    chances = np.array([0.02, 0.3, 0.5, 0.9, 1.0])
    star = Network.from_ties([("hub", f"p{i}") for i in range(5)], influence="ego_to_alter").influence_arcs()
    odds = Odds.by_arc(star, chances)
    worlds = 40_000
    live = np.zeros((worlds, 6), bool)
    hub = int(np.diff(star.starts).argmax())
    for world in range(worlds):
        adopted = np.zeros(6, np.int64)
        out = np.zeros(1, np.int64), np.zeros((1, 4), np.int64), adopted
        cascade.by_influencer(odds.for_kernels(), odds.room, np.array([hub]), 3, world, *out)
        live[world] = adopted > 0

    arms = live[:, star.targets]
    # tolerance: over four standard errors
    np.testing.assert_allclose(arms.mean(axis=0), chances, atol=0.011)
    np.testing.assert_allclose(np.corrcoef(arms[:, :4].T), np.eye(4), atol=0.021)


def test_so_many_sparks_as_poisson_says_even_on_a_hub():
    for rate in (0.05, 1.0, 30.0, 1300.0):
        coins = [np.uint64(coin.mixed(np.uint64(k))) for k in range(1, 4001)]
        drawn = np.array([coin.sparks(each, rate) for each in coins])
        error = np.sqrt(rate / 4000)
        assert drawn.mean() == pytest.approx(rate, abs=4.5 * error)
        assert drawn.var() == pytest.approx(rate, rel=0.15 if rate > 0.1 else 0.5)


def test_given_thresholds_need_as_many_as_they_say():
    arcs = Network.from_ties([("c", "a"), ("c", "b"), ("d", "c")], people="abcd").influence_arcs()
    for seeds, by_step in (([0], [1, 0, 0, 0]), ([0, 1], [2, 1, 1, 0])):
        steps, adopts = np.zeros(4, np.int64), np.zeros(4, np.int64)
        threshold.spread(arcs.starts, arcs.targets, np.array([1, 1, 2, 1]), np.array(seeds), steps, adopts)
        assert steps.tolist() == by_step
        assert adopts.sum() == sum(by_step)
