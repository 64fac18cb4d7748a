"""Nonresponse: draws keep what was said, and fill in what was not as respondents would."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from netspread.errors import ChoiceError, NetworkError
from netspread.network import Network
from netspread.nonresponse import completions
from netspread.places import drawn_places


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
    everybody = (unit[truth.egos()] == unit[truth.alters]).mean()
    assert drawn == pytest.approx(everybody, abs=0.08)


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


def dense(seed=1, n=30):
    """A network in which everybody names all but three others, of whom the next in line most likely."""
    rng = np.random.default_rng(seed)
    matrix = ~np.eye(n, dtype=bool)
    for ego in range(n):
        near = np.exp(-0.3 * np.abs(np.arange(n) - ego))
        near[ego] = 0
        matrix[ego, rng.choice(n, 3, replace=False, p=near / near.sum())] = False
    people = pd.DataFrame({"responded": np.arange(n) % 3 != 0}, index=[str(i) for i in range(n)])
    ties = [(str(a), str(b)) for a, b in zip(*np.nonzero(matrix), strict=True) if a % 3]
    return Network.from_ties(ties, people=people)


def test_where_most_are_named_the_silent_leave_out_as_many_as_respondents_do():
    for drawn in completions(dense(), draws=5):
        assert set(np.diff(drawn.starts).tolist()) == {26}


def test_silent_people_return_names_as_others_do():
    rng = np.random.default_rng(3)
    n = 120
    pairs = {tuple(sorted(pair)) for pair in rng.integers(0, n, (300, 2)).tolist() if pair[0] != pair[1]}
    ties = [(str(a), str(b)) for a, b in pairs] + [(str(b), str(a)) for a, b in pairs if rng.random() < 0.8]
    people = pd.DataFrame({"responded": rng.random(n) < 0.6}, index=[str(i) for i in range(n)])
    known = people["responded"].to_dict()
    network = Network.from_ties([tie for tie in ties if known[tie[0]]], people=people)
    silent = np.flatnonzero(~network.responded)

    def returned(matrix):
        among = matrix[np.ix_(silent, silent)] > 0
        return (among & among.T).sum() / among.sum()

    truth = Network.from_ties(ties, people=people).matrix().toarray()
    drawn = np.mean([returned(net.matrix().toarray()) for net in completions(network, draws=20)])
    assert drawn == pytest.approx(returned(truth), abs=0.2)
    assert drawn > 0.5


def circles(silent_units, n=120, unit=30, circle=6):
    """Units of thirty people, each of five circles in which nearly all name each other; some units did not answer."""
    rng = np.random.default_rng(4)
    at = np.arange(n)
    same = (at[:, None] // circle == at // circle), (at[:, None] // unit == at // unit)
    named = rng.random((n, n)) < np.select(same, [0.7, 0.04], 0.004)
    np.fill_diagonal(named, val=False)
    responded = ~np.isin(at // unit, silent_units)
    people = pd.DataFrame({"unit": [f"u{i // unit}" for i in at], "responded": responded}, index=at.astype(str))
    kept = named & responded[:, None]
    ties = [(str(a), str(b)) for a, b in zip(*np.nonzero(kept), strict=True)]
    return Network.from_ties(ties, people=people), named


def closed_share(named, unit=slice(0, 30)):
    return nx.transitivity(nx.Graph(named[unit, unit] | named[unit, unit].T))


def test_a_silent_unit_closes_as_many_triangles_as_units_that_answered():
    network, truth = circles([0])

    drawn = [closed_share(net.matrix().toarray() > 0) for net in completions(network, draws=20)]

    assert closed_share(truth) > 0.4
    assert np.mean(drawn) == pytest.approx(closed_share(truth), abs=0.1)


def test_units_of_which_only_one_answered_do_not_tell_how_triangles_close():
    network, _ = circles([0, 1, 2])

    assert completions(network).model.closure is None
    assert completions(circles([0, 1])[0]).model.closure is not None


def test_a_cap_is_seen_or_told_and_forgotten_names_do_not_go_beyond_it():
    network, _ = surveyed(cap=4)

    assert completions(network).cap == 4
    for drawn in completions(network, draws=5, forgotten=0.4):
        assert np.diff(drawn.starts).max() <= 4
    with pytest.raises(NetworkError, match=r"cap is 2, but '\d+' named 4 people; raise the cap"):
        completions(network, cap=2)


def test_noise_takes_away_what_was_invented_and_adds_what_was_forgotten():
    rng = np.random.default_rng(2)
    ties = {tuple(pair) for pair in rng.integers(0, 80, (700, 2)).tolist() if pair[0] != pair[1]}
    network = Network.from_ties([(str(a), str(b)) for a, b in ties])
    assert network.responded.all()

    fewer = np.mean([net.n_ties for net in completions(network, draws=20, invented=0.2)])
    more = list(completions(network, draws=20, forgotten=0.2, cap=79))

    assert fewer / network.n_ties == pytest.approx(0.8, abs=0.03)
    assert np.mean([net.n_ties for net in more]) / network.n_ties == pytest.approx(1.25, abs=0.04)
    reported = network.matrix().astype(bool)
    assert all((net.matrix().astype(bool).multiply(reported)).nnz == network.n_ties for net in more)


def test_weights_of_drawn_ties_are_weights_that_were_given():
    network, _ = surveyed()
    weighed = Network(network.people, network.starts, network.alters, 2.0 + 3.0 * (network.alters % 2))

    drawn = completions(weighed, draws=1)[0]

    assert set(drawn.weights.tolist()) == {2.0, 5.0}


def test_people_who_differ_in_nothing_have_the_same_chances():
    # Everybody names the next two in a ring, nobody stands out: the silent are named alike over many draws.
    n = 24
    ties = [(str(a), str((a + step) % n)) for a in range(n) for step in (1, 2)]
    people = pd.DataFrame({"responded": np.arange(n) % 4 != 0}, index=[str(i) for i in range(n)])
    network = Network.from_ties([tie for tie in ties if int(tie[0]) % 4], people=people)
    named = np.mean([np.bincount(net.alters, minlength=n) for net in completions(network, draws=400)], axis=0)

    for rest in range(4):
        alike = named[np.arange(n) % 4 == rest]
        assert alike.max() - alike.min() < 0.35  # six standard errors


def test_intervals_hold_in_networks_made_by_the_model_itself():
    # The truth is a draw of the model fitted to all answers; then a third is hidden. 12 * 60 people, in-degree.
    covered = []
    for seed in range(12):
        network, _ = surveyed(seed=seed, cap=5)
        truth = completions(network, draws=1, seed=seed + 50)[0]
        people = truth.people.assign(responded=np.random.default_rng(seed).random(60) > 0.33)
        kept = people["responded"].to_numpy()[truth.egos()]
        ids = truth.ids
        ties = zip(ids[truth.egos()[kept]], ids[truth.alters[kept]], strict=True)
        seen = Network.from_ties(list(ties), people=people)
        places = drawn_places(completions(seen, draws=60, seed=seed), by=["in-degree"])["in-degree"].at
        low, high = np.quantile(places, [0.05, 0.95], axis=0, method="inverted_cdf")
        lots = np.random.default_rng(seed).random(60)
        true = np.empty(60)
        true[np.lexsort((lots, -np.bincount(truth.alters, minlength=60)))] = np.arange(1, 61)
        covered.append(((true >= low) & (true <= high)).mean())

    assert np.mean(covered) == pytest.approx(0.9, abs=0.04)
