"""How many names the silent give: units differ, and what is unknown of a unit spreads as units do."""

import numpy as np
import pandas as pd
import pytest

from netspread.network import Network
from netspread.nonresponse import completions
from netspread.nonresponse.activity import Level


def test_the_spread_of_units_is_that_of_the_analysis_of_variance():
    # Three units of two: means -1, 0, 1 and 0.5 either way; between 2 * 2 / 2 = 2, within 6 * 0.25 / 3 = 0.5.
    level = Level.fitted(np.array([-1.5, -0.5, -0.5, 0.5, 0.5, 1.5]), np.repeat(np.arange(3), 2), 4)

    assert level.spread == pytest.approx((2 - 0.5) / 2)
    assert level.freedom == 2
    trust = 0.75 / (0.75 + 0.5 / 2)
    np.testing.assert_allclose(level.usual, [-trust, 0, trust, 0])


def test_a_unit_of_which_nobody_answered_may_name_as_many_as_any_unit():
    rng = np.random.default_rng(1)
    units = np.repeat(np.arange(40), 30)
    level = Level.fitted(rng.normal(0, 2, 41)[units] + rng.normal(0, 1, len(units)), units, 41)

    drawn = np.array([level.drawn(rng) for _ in range(2000)])

    assert drawn[:, 40].std() == pytest.approx(2, abs=0.6)
    assert drawn[:, :40].std(axis=0).max() < 0.25  # 1 / sqrt(30) = 0.18


def test_with_one_unit_nothing_differs():
    level = Level.fitted(np.array([0.3, -0.3]), np.zeros(2, dtype=np.int32), 1)

    assert level.drawn(np.random.default_rng(1)).tolist() == [0]


def busy_units(seed):
    """Eight units of 15, of which each names its own number of people, and one of which is silent; and the truth."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(8), 15)
    mean = np.exp(rng.normal(1.7, 0.6, 8))
    ties = []
    for ego in range(120):
        odds = np.where(unit == unit[ego], 8.0, 1.0)
        odds[ego] = 0
        count = min(60, rng.poisson(mean[unit[ego]]))
        ties += [(str(ego), str(alter)) for alter in rng.choice(120, count, replace=False, p=odds / odds.sum())]
    people = pd.DataFrame({"unit": unit.astype(str), "responded": unit != seed % 8}, index=[str(i) for i in range(120)])
    known = people["responded"].to_dict()
    return Network.from_ties([tie for tie in ties if known[tie[0]]], people=people), len(ties)


def test_the_names_of_a_silent_unit_lie_within_nine_intervals_of_ten():
    held = []
    for seed in range(40):
        network, true = busy_units(seed)
        low, high = np.quantile([net.n_ties for net in completions(network, draws=40, seed=seed)], [0.05, 0.95])
        held.append(low <= true <= high)

    assert 0.8 <= np.mean(held) <= 1.0  # 0.9, and two standard errors


def test_names_are_returned_as_often_across_units_as_respondents_do():
    # 300 people in 10 units; half of all names are returned, within units as across, though ties within are many.
    rng = np.random.default_rng(5)
    n = 300
    unit = np.arange(n) % 10
    pairs = rng.integers(0, n, (14_000, 2))
    kept = (unit[pairs[:, 0]] == unit[pairs[:, 1]]) | (rng.random(len(pairs)) < 0.04)
    ties = {(int(a), int(b)) for a, b in pairs[kept & (pairs[:, 0] != pairs[:, 1])]}
    ties |= {(b, a) for a, b in sorted(ties) if rng.random() < 0.5}
    silent = rng.random(n) < 0.2
    people = pd.DataFrame({"unit": unit.astype(str), "responded": ~silent}, index=[str(i) for i in range(n)])
    network = Network.from_ties([(str(a), str(b)) for a, b in sorted(ties) if not silent[a]], people=people)
    truth = np.zeros((n, n), dtype=bool)
    truth[tuple(np.array(sorted(ties)).T)] = True
    across = unit[:, None] != unit

    def returned(matrix, where):
        asked = matrix.T & where & silent[:, None] & ~silent
        return (matrix & asked).sum() / asked.sum()

    for where in (across, ~across):
        drawn = np.mean([returned(net.matrix().toarray() > 0, where) for net in completions(network, draws=10)])
        assert drawn == pytest.approx(returned(truth, where), abs=0.12)


def test_where_respondents_name_just_what_was_expected_a_silent_unit_still_knows_nothing():
    level = Level.fitted(np.zeros(6), np.ones(6, dtype=np.int32), 2)

    assert level.error.tolist() == [np.inf, 0.0]
    assert level.usual.tolist() == [0.0, 0.0]
