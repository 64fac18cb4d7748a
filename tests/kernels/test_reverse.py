"""Reverse-reachable samples equal plain searches, and their cover is greed step by step."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netspread.kernels import coin, covering, reverse
from netspread.network import Network
from netspread.spread.models import Ground, LinearThreshold
from netspread.spread.models.odds import Odds
from small_networks import SIZE


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
