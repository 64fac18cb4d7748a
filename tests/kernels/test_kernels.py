"""Kernels equal their slow twins, with the JIT and without."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
from netspread.kernels import brokerage, cascade, coin, completion, covering, distances, reverse, threshold
from netspread.network import Arcs, Network
from netspread.spread.models import Ground, LinearThreshold
from netspread.spread.models.odds import Odds
from netspread.spread.models.thresholds import shares_of

SIZE = 7
matrices = st.lists(st.booleans(), min_size=SIZE * SIZE, max_size=SIZE * SIZE).map(
    lambda bits: np.array(bits).reshape(SIZE, SIZE) & ~np.eye(SIZE, dtype=bool)
)


def network_of(matrix, **options):
    egos, alters = np.nonzero(matrix)
    return Network.from_ties(zip(egos.tolist(), alters.tolist(), strict=True), people=map(str, range(SIZE)), **options)


def test_the_scramble_is_splitmix64():
    for z in (0, 1, 2**63, 0x9E3779B97F4A7C15, 2**64 - 1):
        assert int(coin.mixed(np.uint64(z))) == naive.mixed(z)


def test_coins_are_even_and_streams_apart():
    streams = [np.uint64(coin.stream(np.uint64(7), np.uint64(k))) for k in range(2000)]
    coins = [coin.above_zero(np.uint64(coin.mixed(own))) for own in streams]
    numbers = [coin.below(own, np.uint64(6)) for own in streams]

    assert 0 < min(coins) < max(coins) <= 1
    assert np.mean(coins) == pytest.approx(0.5, abs=0.03)
    assert np.bincount(numbers, minlength=6) / 2000 == pytest.approx(np.full(6, 1 / 6), abs=0.04)


@given(matrices, st.lists(st.integers(0, 2), min_size=SIZE, max_size=SIZE))
@settings(max_examples=30, deadline=None)
def test_roles_are_those_of_the_triple_loop(matrix, groups):
    network = network_of(matrix)
    turned = network.influence_arcs()
    found = np.zeros((SIZE, 5), np.int64)

    brokerage.roles(
        network.starts, network.alters, turned.starts, turned.targets, np.array(groups, np.int32), 3, 0, SIZE, found
    )

    np.testing.assert_array_equal(found, naive.role_counts(matrix, groups))


@given(matrices)
@settings(max_examples=30, deadline=None)
def test_each_pair_stands_once_with_whoever_has_fewer_contacts_and_triangles_are_counted(matrix):
    network = network_of(matrix)
    both = network.contacts()

    ahead, partners, places = brokerage.pairs(both.starts, both.targets)
    corners = brokerage.triangles(ahead, partners)

    owners = np.repeat(np.arange(SIZE), np.diff(ahead))
    sizes = np.diff(both.starts)
    assert (sizes[owners] <= sizes[partners]).all()
    contacts = matrix | matrix.T
    assert sorted(map(sorted, zip(owners, partners, strict=True))) == np.argwhere(np.triu(contacts)).tolist()
    assert (both.targets[places] == partners).all()
    dense = contacts.astype(int)
    assert corners.tolist() == (np.diag(dense @ dense @ dense) // 2).tolist()


@given(matrices)
@settings(max_examples=30, deadline=None)
def test_arcs_turned_and_both_ways_are_the_transpose_and_the_sum(matrix):
    network = network_of(matrix)
    along = Arcs(network.starts, network.alters, network.weights)

    for arcs, expected in ((along.turned(), matrix.T * 1.0), (along.both_ways(), matrix.T * 1.0 + matrix)):
        found = np.zeros((SIZE, SIZE))
        sources = np.repeat(np.arange(SIZE), np.diff(arcs.starts))
        found[sources, arcs.targets] = arcs.weights
        assert (found == expected).all()
        assert all((np.diff(arcs.targets[a:b]) > 0).all() for a, b in zip(arcs.starts, arcs.starts[1:], strict=False))


@given(matrices)
@settings(max_examples=30, deadline=None)
def test_constraint_is_burts(matrix):
    both = network_of(matrix).contacts()
    total = np.array([both.weights[a:b].sum() for a, b in zip(both.starts, both.starts[1:], strict=False)])
    ahead, partners, places = brokerage.pairs(both.starts, both.targets)
    invested = brokerage.shared(ahead, partners, both.weights[places], total)
    found, hierarchy = np.zeros(SIZE), np.zeros(SIZE)

    brokerage.constraint(ahead, partners, invested, total, found)
    brokerage.hierarchy(ahead, partners, invested, total, np.diff(both.starts), found, hierarchy)

    np.testing.assert_allclose(found, naive.burt_constraint(matrix.astype(float)))


@given(matrices)
@settings(max_examples=30, deadline=None)
def test_distances_and_two_step_reach_are_those_of_matrix_powers(matrix):
    network = network_of(matrix, influence="ego_to_alter")
    turned = network.influence_arcs().turned()
    steps, reached, inverse = np.zeros(SIZE, np.int64), np.zeros(SIZE, np.int64), np.zeros(SIZE)
    near = np.empty(SIZE)

    distances.tally(turned.starts, turned.targets, np.arange(SIZE), steps, reached, inverse)
    brokerage.reach_in_two(network.starts, network.alters, 0, SIZE, near)

    away = naive.distances(matrix)
    finite = np.where(np.isfinite(away), away, 0)
    np.testing.assert_array_equal(steps, finite.sum(axis=0))
    np.testing.assert_array_equal(reached, (finite > 0).sum(axis=0))
    np.testing.assert_allclose(inverse, np.where(finite > 0, 1 / np.maximum(finite, 1), 0).sum(axis=0))
    np.testing.assert_array_equal(near, ((finite > 0) & (finite <= 2)).sum(axis=1))


def test_distances_of_more_people_than_a_word_has_bits():
    n = 150
    ring = Network.from_ties([(str(i), str((i + 1) % n)) for i in range(n)], influence="ego_to_alter")
    turned = ring.influence_arcs().turned()
    steps, reached, inverse = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n)

    distances.tally(turned.starts, turned.targets, np.arange(n), steps, reached, inverse)

    assert (reached == n - 1).all()
    assert (steps == n * (n - 1) // 2).all()


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


def test_reverse_samples_hold_the_root_and_those_who_reach_it():
    arcs = Network.from_ties([("b", "a"), ("c", "b")], people="abc").influence_arcs().turned()
    kinds = Odds.by_count(arcs, np.ones(2)), Odds.by_count(arcs, np.zeros(2)), Odds.by_arc(arcs, np.ones(2))

    (people, ends), (alone, lone_ends), (by_arc, arc_ends) = (
        reverse.by_cascade(odds.for_kernels(), 3, 0, 50) for odds in kinds
    )

    for low, high in itertools.pairwise(ends):
        assert people[low:high].tolist() == list(range(people[low], -1, -1))
    assert len(alone) == 50
    assert (np.diff(lone_ends) == 1).all()
    assert by_arc.tolist() == people.tolist()
    assert arc_ends.tolist() == ends.tolist()


def test_reverse_samples_of_thresholds_follow_the_weights():
    network = Network.from_ties([("c", "a", 3.0), ("c", "b", 1.0)], people="abc")
    people, ends = LinearThreshold().sampler(Ground.of(network))(1, range(3000))

    second = [people[low + 1] for low, high in itertools.pairwise(ends) if people[low] == 2 and high - low > 1]
    assert len(second) > 900
    assert np.mean(np.array(second) == 0) == pytest.approx(0.75, abs=0.05)


def one_after_the_other(arcs, seed, low, high):
    """Threshold samples by one plain search after the other."""
    n = len(arcs.starts) - 1
    found = []
    for sample in range(low, high):
        own = np.uint64(coin.stream(np.uint64(seed), np.uint64(sample)))
        person, seen = int(coin.below(np.uint64(coin.mixed(own)), np.uint64(n))), []
        while person not in seen:
            seen.append(person)
            own = np.uint64((int(own) + int(coin.GOLD)) % 2**64)
            sources = arcs.targets[arcs.starts[person] : arcs.starts[person + 1]]
            if len(sources):
                person = int(sources[coin.below(np.uint64(coin.mixed(own)), np.uint64(len(sources)))])
        found.append(seen)
    return found


@pytest.mark.parametrize(("low", "high"), [(0, 1), (7, 12), (3, 90)])
def test_searches_in_turn_find_what_each_finds_alone(low, high):
    rng = np.random.default_rng(2)
    ties = sorted({(a, b) for a, b in rng.integers(0, 60, (150, 2)).tolist() if a != b})
    ring = [(person, (person + 1) % 300) for person in range(300)]  # everybody is in every sample: room runs out
    for pairs in (ties, ring):
        network = Network.from_ties([(f"{a:03}", f"{b:03}") for a, b in pairs])
        people, ends = LinearThreshold().sampler(Ground.of(network))(5, range(low, high))
        expected = one_after_the_other(network.influence_arcs().turned(), 5, low, high)
        assert [people[begin:end].tolist() for begin, end in itertools.pairwise(ends)] == expected


@given(st.lists(st.sets(st.integers(0, SIZE - 1), min_size=1, max_size=4), min_size=1, max_size=30), st.integers(1, 3))
@settings(max_examples=50, deadline=None)
def test_cover_is_greed_step_by_step(sets, k):
    people = np.array([person for some in sets for person in sorted(some)], np.int32)
    ends = np.cumsum([0, *map(len, sets)])
    chosen, gains = np.full(k, -1), np.zeros(k, np.int64)

    bound = covering.cover(people, ends, np.ones(SIZE, bool), k, chosen, gains)

    left, expected, bounds, total = list(sets), [], [], 0
    for turn in range(k + 1):
        gain = [0 if v in expected else sum(v in some for some in left) for v in range(SIZE)]
        bounds.append(total + sum(sorted(gain)[-k:]))
        if turn == k:
            break
        best = max((v for v in range(SIZE) if v not in expected), key=lambda v: (gain[v], -v))
        expected.append(best)
        assert gains[turn] == gain[best]
        total += gain[best]
        left = [some for some in left if best not in some]
    assert chosen.tolist() == expected
    assert bound == min(bounds)


def test_cover_takes_the_best_first_and_its_bound_holds():
    samples = [[0, 1], [0, 2], [0], [3], [3, 1], [4]]
    people = np.array([person for sample in samples for person in sample], np.int32)
    ends = np.cumsum([0, *map(len, samples)])
    chosen, gains = np.array([-1, -1]), np.zeros(2, np.int64)

    bound = covering.cover(people, ends, np.ones(5, bool), 2, chosen, gains)

    assert chosen.tolist() == [0, 3]
    assert gains.tolist() == [3, 2]
    assert bound == 5
    assert covering.covered_by(people, ends, np.isin(np.arange(5), chosen)) == 5
    must, gains = np.array([4, -1]), np.zeros(2, np.int64)
    covering.cover(people, ends, np.array([False, True, True, True, True]), 2, must, gains)
    assert must.tolist() == [4, 1]


@pytest.mark.parametrize("count", [1, 2, 5, 6])
def test_choices_are_different_people_never_oneself_and_follow_the_odds(count):
    n, draws = 7, 600
    pull = np.array([4.0, 1, 1, 1, 1, 1, 0.25])
    rows = np.full(draws, 3)
    found = np.full((draws, count), -1, np.int32)
    no_groups, none, one_unit = np.zeros((0, n), np.int32), np.zeros(0), np.zeros(n, np.int32)

    for draw in range(draws):
        completion.choose(
            rows[:1], np.array([count]), pull[None], one_unit, no_groups, np.zeros(n, np.int64), none,
            np.zeros(2, np.int64), np.zeros(0, np.int32), none, draw, found[draw : draw + 1],
        )  # fmt: skip

    assert all(len(set(row)) == count and 3 not in row for row in found.tolist())
    named = np.bincount(found.ravel(), minlength=n) / draws
    if count < 6:
        assert named[0] > named[1] > named[6]
    if count == 1:
        assert named[0] == pytest.approx(4 / 8.25, abs=0.07)


def test_special_pairs_and_shared_values_raise_the_odds():
    n = 5
    pull, groups = np.ones(n), np.array([[0, 0, 1, 1, 1]], np.int32)
    found = np.zeros((1, 1), np.int32)
    tallies = np.zeros((2, n))
    for case, (alters, odds, likeness) in enumerate([([4], [50.0], [1.0]), ([], [], [50.0])]):
        for draw in range(300):
            completion.choose(
                np.array([0]), np.array([1]), pull[None], np.zeros(n, np.int32), groups, np.zeros(n, np.int64),
                np.array(likeness), np.array([0, len(alters)]), np.array(alters, np.int32), np.array(odds), draw, found,
            )  # fmt: skip
            tallies[case, found[0, 0]] += 1

    assert tallies[0].argmax() == 4
    assert tallies[1].argmax() == 1


@pytest.mark.parametrize("count", [2, 5])
def test_whoever_has_no_odds_is_never_chosen(count):
    n = 9
    found = np.zeros((1, count), np.int32)
    for draw in range(50):
        completion.choose(
            np.array([0]), np.array([count]), np.ones((1, n)), np.zeros(n, np.int32), np.zeros((0, n), np.int32),
            np.zeros(n, np.int64), np.zeros(0), np.array([0, 2]), np.array([3, 4], np.int32), np.zeros(2), draw, found,
        )  # fmt: skip

        assert not {0, 3, 4} & set(found[0].tolist())


@given(st.lists(st.integers(0, 5), min_size=SIZE, max_size=SIZE), st.lists(st.integers(0, 2), min_size=SIZE))
@settings(max_examples=30, deadline=None)
def test_expected_nominations_are_those_of_the_plain_loop(named, groups):
    groups = np.array([groups[:SIZE], [0, 0, 1, 1, 1, 0, 1]], np.int32)
    likeness, units = np.array([3.0, 0.5]), groups[1]
    egos = np.array([0, 2, 3, 6])
    due, variance, own, times = np.zeros((2, SIZE)), np.zeros((2, SIZE)), np.zeros((SIZE, 2)), np.zeros(SIZE)

    completion.expected(egos, np.array(named), groups, units, likeness, due, variance, own, times)

    chances = naive.race_chances(egos, named, groups, likeness)
    np.testing.assert_allclose(chances.sum(axis=1)[egos], np.array(named)[egos], atol=1e-6)
    for unit in range(2):
        rows = chances[units == unit]
        np.testing.assert_allclose(due[unit], rows.sum(axis=0), atol=1e-6)
        np.testing.assert_allclose(variance[unit], (rows * (1 - rows)).sum(axis=0), atol=1e-6)
        np.testing.assert_allclose(own[:, unit], chances[:, units == unit].sum(axis=1), atol=1e-6)


def test_the_race_is_the_one_of_the_slow_twin_coin_by_coin():
    rng = np.random.default_rng(5)
    n = 11
    pull, units = rng.gamma(1.0, size=(2, n)), np.arange(n, dtype=np.int32) % 2
    groups, likeness = rng.integers(0, 2, (1, n)).astype(np.int32), np.array([4.0])
    rows, counts = np.array([1, 4, 8, 0, 3, 9, 2]), np.array([3, 0, 7, 2, 4, 10, 3])  # some of one kind
    starts, alters = np.array([0, 2, 2, 3, 3, 3, 4, 4]), np.array([2, 5, 0, 7], np.int32)
    odds = np.array([9.0, 0.1, 5.0, 2.0])
    found = np.zeros((7, 10), np.int32)

    kinds = np.unique(np.vstack([units, groups]), axis=1, return_inverse=True)[1].astype(np.int64)
    completion.choose(rows, counts, pull, units, groups, kinds, likeness, starts, alters, odds, 77, found)

    for row, ego in enumerate(rows):
        special = dict(
            zip(alters[starts[row] : starts[row + 1]].tolist(), odds[starts[row] : starts[row + 1]], strict=True)
        )
        weights = [
            pull[units[ego], j] * special.get(j, 1.0) * (4.0 if groups[0, j] == groups[0, ego] else 1.0)
            for j in range(n)
        ]
        chosen = naive.race(ego, counts[row], weights, 77)
        assert sorted(found[row][found[row] >= 0].tolist()) == chosen
