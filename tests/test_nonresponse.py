"""Nonresponse: draws keep what was said, and fill in what was not as respondents would."""

import numpy as np
import pandas as pd
import pytest

from netspread.errors import ChoiceError, NetworkError
from netspread.network import Network
from netspread.nonresponse import completions


def surveyed(*, seed=1, n=60, cap=4, hidden=0.3):
    """A survey of four units with at most *cap* names each, of which some do not answer; and the truth."""
    rng = np.random.default_rng(seed)
    unit = np.arange(n) % 4
    appeal = rng.normal(0, 1, n)
    ties = []
    for ego in range(n):
        odds = np.exp(appeal + 2.0 * (unit == unit[ego]))
        odds[ego] = 0
        ties += [
            (str(ego), str(alter))
            for alter in rng.choice(n, rng.integers(1, cap + 1), replace=False, p=odds / odds.sum())
        ]
    people = pd.DataFrame(
        {"unit": unit.astype(str), "responded": rng.random(n) >= hidden}, index=[str(i) for i in range(n)]
    )
    truth = Network.from_ties(ties, people=people)
    known = people["responded"].to_dict()
    return Network.from_ties([tie for tie in ties if known[tie[0]]], people=people), truth


def test_what_was_answered_stays_and_only_the_silent_are_filled_in():
    network, _ = surveyed()
    seen = network.matrix().toarray()

    for drawn in completions(network, draws=5):
        matrix = drawn.matrix().toarray()
        np.testing.assert_array_equal(matrix[network.responded], seen[network.responded])
        assert (matrix[~network.responded] > 0).any(axis=1).all()
        assert (np.diag(matrix) == 0).all()


def test_a_cap_on_names_is_kept_and_so_is_the_range_of_activity():
    network, _ = surveyed(cap=3)

    silent = np.concatenate([np.diff(drawn.starts)[~network.responded] for drawn in completions(network, draws=20)])

    assert set(silent) == {1, 2, 3}


def test_draws_differ_and_are_the_same_whenever_asked_for():
    network, _ = surveyed()
    drawn = completions(network, draws=3, seed=7)

    np.testing.assert_array_equal(drawn[1].alters, completions(network, draws=9, seed=7)[1].alters)
    assert drawn[0].alters.tolist() != drawn[1].alters.tolist()
    assert len(list(drawn)) == len(drawn) == 3
    with pytest.raises(IndexError):
        drawn[3]


def test_silent_people_name_their_own_unit_and_popular_people_as_respondents_do():
    network, truth = surveyed(n=200)
    unit = network.people["unit"].to_numpy()
    silent = ~network.responded

    def inside(net):
        rows = silent[net.egos()]
        return (unit[net.egos()[rows]] == unit[net.alters[rows]]).mean()

    drawn = np.mean([inside(net) for net in completions(network, draws=20)])
    assert drawn == pytest.approx(inside(truth), abs=0.08)


def test_the_true_in_degree_lies_in_nine_intervals_of_ten():
    covered = []
    for seed in range(6):
        network, truth = surveyed(seed=seed)
        scores = np.array([np.bincount(net.alters, minlength=60) for net in completions(network, draws=60, seed=seed)])
        low, high = np.quantile(scores, [0.05, 0.95], axis=0)
        true = np.bincount(truth.alters, minlength=60)
        covered.append(((true >= low) & (true <= high)).mean())

    assert 0.85 <= np.mean(covered) <= 0.99


def test_draws_rank_better_than_what_was_observed():
    better = []
    for seed in range(8):
        network, truth = surveyed(seed=seed, n=120, hidden=0.4)
        true = np.bincount(truth.alters, minlength=120)
        mean = np.mean([np.bincount(net.alters, minlength=120) for net in completions(network, draws=30)], axis=0)
        seen = np.bincount(network.alters, minlength=120)
        better.append(np.corrcoef(mean, true)[0, 1] - np.corrcoef(seen, true)[0, 1])

    assert np.mean(better) > -0.005


def test_the_plain_ways_are_there():
    network = Network.from_ties(
        [("a", "b"), ("b", "a"), ("a", "c")], people=pd.DataFrame({"responded": [True, True, False]}, index=list("abc"))
    )

    assert completions(network, method="observed")[0].n_ties == 3
    assert completions(network, method="reciprocate")[0].ties()["ego"].tolist() == ["a", "a", "b", "c"]


def test_where_everybody_answered_nothing_is_drawn():
    network = Network.from_ties([("a", "b"), ("b", "a")])

    assert completions(network, draws=2)[1] is network


def test_what_cannot_be_drawn_is_told():
    nobody = pd.DataFrame({"responded": [False, False]}, index=["a", "b"])
    with pytest.raises(NetworkError, match="nobody who answered named anybody"):
        completions(Network.from_ties([], people=nobody))
    with pytest.raises(NetworkError, match="without direction"):
        completions(Network.from_ties([("a", "b")], people=nobody, directed=False))
    with pytest.raises(ChoiceError, match="method 'magic' is unknown"):
        completions(Network.from_ties([("a", "b")]), method="magic")
    with pytest.raises(ChoiceError, match="draws is 0"):
        completions(Network.from_ties([("a", "b")]), draws=0)
