"""Whom people name in the place of the silent: chances follow the odds, coin by coin."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
from netspread.kernels import completion
from small_networks import SIZE


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
