"""Whom the silent name: chances follow the odds, checked against values on paper."""

from itertools import permutations

import numpy as np
import pytest

from netspread.kernels.completion import choose


def chosen(odds, count, *, rows=4000, special=((), ()), units=None, groups=None, likeness=()):
    """What *rows* people, all of position 0, choose, each with other coins; *odds* are of everybody for one unit."""
    n = len(odds)
    found = np.full((rows, n), -1, dtype=np.int32)
    alters, rise = special
    for row in range(rows):
        choose(
            np.array([0]),
            np.array([count]),
            np.asarray([odds], dtype=np.float64),
            np.zeros(n, dtype=np.int32) if units is None else units,
            np.zeros((0, n), dtype=np.int32) if groups is None else groups,
            np.zeros(n, dtype=np.int64),
            np.asarray(likeness, dtype=np.float64),
            np.array([0, len(alters)]),
            np.asarray(alters, dtype=np.int32),
            np.asarray(rise, dtype=np.float64),
            row + 1,
            found[row : row + 1],
        )
    return found


def named(found, n):
    return np.array([(found == person).any(axis=1).mean() for person in range(n)])


def on_paper(odds, count):
    """The chance of each to be among *count* chosen one after the other in proportion to *odds*, by every order."""
    others = range(1, len(odds))
    chance = np.zeros(len(odds))
    for order in permutations(others, count):
        left, likely = sum(odds[1:]), 1.0
        for person in order:
            likely *= odds[person] / left
            left -= odds[person]
        chance[list(order)] += likely
    return chance


def test_names_are_drawn_in_proportion_to_the_odds_of_those_not_yet_drawn():
    odds = [9.0, 1.0, 2.0, 3.0, 4.0, 5.0]

    found = chosen(odds, 2)

    np.testing.assert_allclose(named(found, 6), on_paper(odds, 2), atol=0.035)  # four standard errors
    assert ((found >= 0).sum(axis=1) == 2).all()
    assert not (found == 0).any()


def test_whoever_names_most_leaves_out_in_proportion_to_the_odds_turned_over():
    odds = [9.0, 1.0, 2.0, 3.0, 4.0, 5.0]

    found = chosen(odds, 4)  # four of five: one is left out

    left_out = (1 / np.array(odds[1:])) / (1 / np.array(odds[1:])).sum()
    np.testing.assert_allclose(named(found, 6)[1:], 1 - left_out, atol=0.035)


def test_special_pairs_and_shared_values_raise_the_odds():
    groups = np.array([[0, 0, 1, 1]], dtype=np.int32)

    found = chosen([1.0, 1.0, 1.0, 1.0], 1, special=((2, 2), (2.0, 1.5)), groups=groups, likeness=[4.0])

    np.testing.assert_allclose(named(found, 4), [0, 4 / 8, 3 / 8, 1 / 8], atol=0.035)


def test_nobody_with_odds_of_nothing_is_named_even_where_names_are_left():
    odds = np.zeros(200)
    odds[[70, 199]] = 1e-9, 1.0

    found = chosen(odds, 5, rows=20)

    assert {tuple(row[row >= 0]) for row in found} == {(199, 70)}


@pytest.mark.parametrize("heavy", [1, 63, 64, 130])
def test_people_are_found_wherever_they_stand(heavy):
    odds = np.ones(131)
    odds[heavy] = 130.0

    found = chosen(odds, 1, rows=1000)

    assert (found[:, 0] == heavy).mean() == pytest.approx(130 / 259, abs=0.064)
