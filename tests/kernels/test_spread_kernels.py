"""Kernels of periods, goals and clusters equal their slow twins."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive_spread
from netspread.kernels import clusters, goals, periods
from netspread.network import Network

SIZE = 6
WORLDS = 8
matrices = st.lists(st.booleans(), min_size=SIZE * SIZE, max_size=SIZE * SIZE).map(
    lambda bits: np.array(bits).reshape(SIZE, SIZE) & ~np.eye(SIZE, dtype=bool)
)
people = st.sets(st.integers(0, SIZE - 1), min_size=1, max_size=3).map(sorted)


def network_of(matrix):
    egos, alters = np.nonzero(matrix)
    ties = zip(egos.tolist(), alters.tolist(), strict=True)
    return Network.from_ties(ties, people=map(str, range(SIZE)), influence="ego_to_alter")


def tally(length):
    shape = (WORLDS, length + 1)
    return np.zeros(WORLDS, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(SIZE, np.int64)


@given(
    matrices, people, st.integers(0, 2**31), st.sampled_from([(0.2, 0, 0), (0.3, 0.4, 0), (0.2, 0, 0.1), (1, 0.5, 0.1)])
)
@settings(max_examples=25, deadline=None)
def test_who_adopts_once_does_so_at_the_end_of_the_shortest_way(matrix, seeds, seed, chances):
    arcs = network_of(matrix).influence_arcs()
    p, leave, outside = chances
    length, when = 7, np.arange(len(seeds)) * 2
    reaches, steps, now, adopted = tally(length)

    periods.once(
        arcs.starts, arcs.targets, p, leave, outside, np.zeros(SIZE, bool), np.array(seeds), when, seed, 3,
        reaches, steps, now, adopted,
    )  # fmt: skip

    total = np.zeros(SIZE, int)
    salts = int(periods._STOP), int(periods._OUTSIDE)
    for number in range(WORLDS):
        coins = naive_spread.world(seed, 3 + number)
        adopts = naive_spread.once(arcs, p, leave, outside, seeds, when.tolist(), length, coins, salts)
        assert reaches[number] == len(adopts)
        assert steps[number].tolist() == np.bincount(list(adopts.values()), minlength=length + 1).tolist()
        total[list(adopts)] += 1
        if not leave:
            assert (now[number] == np.cumsum(steps[number])).all()
    np.testing.assert_array_equal(adopted, total)


@given(matrices, st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(0, 2**31))
@settings(max_examples=20, deadline=None)
def test_by_the_clock_too_one_more_seed_never_means_fewer(matrix, one, more, seed):
    arcs = network_of(matrix).influence_arcs()
    nobody, found = np.zeros(SIZE, bool), []
    for seeds in ([one], sorted({one, more})):
        at, when = np.array(seeds), np.zeros(len(seeds), np.int64)
        first, second = tally(6), tally(6)
        periods.once(arcs.starts, arcs.targets, 0.3, 0.2, 0.05, nobody, at, when, seed, 0, *first)
        periods.again(arcs.starts, arcs.targets, 0.3, 0.2, 0.05, 1.0, nobody, at, when, seed, 0, *second)
        found.append((first[0], np.cumsum(first[1], axis=1), second[0], second[2]))

    for few, many in zip(*found, strict=True):
        assert (many >= few).all()


@pytest.mark.parametrize(("leave", "outside", "resume"), [(0.3, 0.0, 1.0), (0.2, 0.05, 0.4), (0.4, 0.05, 0.0)])
def test_a_history_by_the_clock_is_that_of_dice_thrown_day_by_day(leave, outside, resume):
    matrix = np.zeros((SIZE, SIZE), bool)
    matrix[[0, 0, 1, 2, 3, 3, 4], [1, 2, 3, 3, 4, 0, 5]] = True
    arcs = network_of(matrix).influence_arcs()
    length, worlds, rng = 5, 1500, np.random.default_rng(5)
    out = [np.zeros(worlds, np.int64), *(np.zeros((worlds, length + 1), np.int64) for _ in range(2))]
    common = arcs.starts, arcs.targets, 0.35, leave, outside
    begin = np.zeros(SIZE, bool), np.array([0]), np.array([0]), 4, 0
    if resume:
        periods.again(*common, resume, *begin, *out, np.zeros(SIZE, np.int64))
    else:
        periods.once(*common, *begin, *out, np.zeros(SIZE, np.int64))

    histories = [naive_spread.day_by_day(arcs, 0.35, leave, outside, resume, [0], length, rng) for _ in range(worlds)]
    ever, now = np.array([h[0] for h in histories]), np.array([h[1] for h in histories])

    # tolerance: over four standard errors of the difference
    assert out[0].mean() == pytest.approx(ever.mean(), abs=6 * ever.std() / np.sqrt(worlds))
    np.testing.assert_allclose(out[2].mean(axis=0), now.mean(axis=0), atol=6 * now.std() / np.sqrt(worlds))


def samples_of(sets):
    flat = np.array([person for some in sets for person in some], np.int32)
    return flat, np.cumsum([0, *map(len, sets)])


SETS = [[0, 1], [0, 2], [0], [3, 4], [3, 1], [4, 5], [5], [0, 5]]


def test_goals_are_covered_as_greed_covers_them_and_the_least_comes_first_below_the_level():
    flat, ends = samples_of(SETS)
    index = goals.index(flat, ends, SIZE)
    goal = np.array([0, 0, 0, 0, 0, 1, 1, 0])
    worth = np.array([1 / 6, 1 / 2])
    free = np.zeros(SIZE, np.int64), np.array([SIZE]), np.ones(SIZE, bool)

    slots, where = index
    for person in range(SIZE):
        expected = [number for number, some in enumerate(SETS) if person in some]
        assert where[slots[person] : slots[person + 1]].tolist() == expected
    most, fair = np.full(1, -1), np.full(1, -1)
    total = goals.cover(flat, ends, *index, np.zeros(8, np.int64), np.ones(1), np.inf, *free, most)
    value = goals.cover(flat, ends, *index, goal, worth, 0.5, *free, fair)
    assert most.tolist() == [0]
    assert total.tolist() == [4.0]
    assert fair.tolist() == [5]
    assert value.tolist() == pytest.approx([1 / 6, 1.0])
    kinds, rooms = np.array([0, 0, 0, 1, 1, 1]), np.array([1, 1])
    both = np.full(3, -1)
    goals.cover(flat, ends, *index, np.zeros(8, np.int64), np.ones(1), np.inf, kinds, rooms, np.ones(SIZE, bool), both)
    assert both.tolist() == [0, 3, -1]


def test_money_goes_where_it_covers_most():
    flat, ends = samples_of(SETS)
    index = goals.index(flat, ends, SIZE)
    costs = np.array([10.0, 1, 1, 2, 1, 1])
    found = []
    for by_ratio in (True, False):
        chosen = np.full(SIZE, -1)
        count = goals.cover_by_cost(flat, ends, *index, costs, 10.0, by_ratio, np.ones(SIZE, bool), chosen)
        found.append((count, chosen[chosen >= 0].tolist()))

    assert found[0][1][0] == 5
    assert found[0][0] == 7
    assert found[1] == (4, [0])


@given(matrices, people, st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_clusters_carry_as_far_as_the_slow_cascade_says(matrix, must, needed):
    network = network_of(matrix)
    arcs, contacts = network.influence_arcs(), network.contacts()
    thresholds, anyone = np.full(SIZE, needed), np.ones(SIZE, bool)
    found, central = np.zeros(SIZE, np.int64), np.zeros(SIZE)

    clusters.reaches(
        arcs.starts,
        arcs.targets,
        contacts.starts,
        contacts.targets,
        thresholds,
        anyone,
        np.array(must),
        4,
        np.arange(SIZE),
        found,
    )
    clusters.complex_centrality(arcs.starts, arcs.targets, thresholds, np.arange(SIZE), central)

    neighbors = {v: set(np.flatnonzero(matrix[v] | matrix[:, v]).tolist()) for v in range(SIZE)}
    for focal in range(SIZE):
        cluster = list(dict.fromkeys([*must, focal]))
        while len(cluster) < 4:
            near = {w: len(neighbors[w] & set(cluster)) for w in range(SIZE) if w not in cluster}
            best = max(near.values())
            if not best:
                break
            options = [w for w in near if near[w] == best]
            order = list(dict.fromkeys(w for v in cluster for w in sorted(neighbors[v])))
            cluster.append(min(options, key=order.index))
        assert found[focal] == len(naive_spread.threshold_cascade(arcs, thresholds, cluster))
        adopters = naive_spread.threshold_cascade(arcs, thresholds, {focal, *np.flatnonzero(matrix[focal]).tolist()})
        assert central[focal] == pytest.approx(sum(naive_spread.steps_from(arcs, [focal], adopters).values()) / SIZE)


@given(matrices, st.lists(st.integers(0, SIZE - 1), min_size=1, max_size=3, unique=True))
@settings(max_examples=25, deadline=None)
def test_nearness_adds_up_to_the_steps_from_the_nearest(matrix, chosen):
    arcs = network_of(matrix).influence_arcs()
    best = np.zeros(SIZE)
    work = np.full(SIZE, -1), np.empty(SIZE, np.int32)

    asked = clusters.nearness(arcs.starts, arcs.targets, best, chosen[0], False, *work)
    gains = [clusters.nearness(arcs.starts, arcs.targets, best, person, True, *work) for person in chosen]

    steps = naive_spread.steps_from(arcs, chosen)
    assert asked == gains[0]
    assert sum(gains) == pytest.approx(sum(1 / max(step, 1) for step in steps.values()))
