"""Tests of contagion: chance is fair, the planted truth is found, and nothing is found where there is nothing."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netspread import engine
from netspread.adoption.contagion import reversal_test, shuffle_test
from netspread.adoption.curves import curve
from netspread.adoption.diffusion import diffusion
from netspread.adoption.matching import matched_estimate
from netspread.adoption.moran import moran, moran_of_times, moran_over_time
from netspread.adoption.regression import event_history, person_periods
from netspread.adoption.structure import bootstrap, mean_threshold, permuted, rewired, structure_test
from netspread.build import build
from netspread.errors import ChoiceError
from netspread.kernels import adoption as kernels
from netspread.network import Network
from netspread.readers import read

HERE = Path(__file__).parents[2] / "sample_networks" / "hospital"
PEOPLE = [f"p{i}" for i in range(8)]
tie_sets = st.sets(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda t: t[0] != t[1]), min_size=1, max_size=25
)


@pytest.fixture(scope="module")
def network():
    return build(read(HERE / "survey.csv", staff=HERE / "staff.csv"))


@pytest.fixture(scope="module")
def by_contact(network):
    return diffusion(network, adopted=HERE / "adoption.csv", innovation="sepsis bundle")


@pytest.fixture(scope="module")
def by_itself(network):
    return diffusion(network, adopted=HERE / "adoption.csv", innovation="new badge")


@settings(max_examples=60, deadline=None)
@given(tie_sets, st.integers(0, 1000), st.booleans())
def test_rewiring_leaves_everybody_as_many_ties(ties, seed, directed):
    network = Network.from_ties(sorted(ties), people=PEOPLE, directed=directed)

    other = rewired(network, seed=seed)

    assert np.diff(other.starts).tolist() == np.diff(network.starts).tolist()
    assert np.bincount(other.alters, minlength=8).tolist() == np.bincount(network.alters, minlength=8).tolist()
    assert (other.egos() != other.alters).all()
    pairs = set(zip(other.egos().tolist(), other.alters.tolist(), strict=True))
    assert len(pairs) == len(other.alters)
    assert directed or pairs == {(b, a) for a, b in pairs}


def test_rewiring_reaches_every_network_alike():
    # a, b, c, d each name one person and are named by one: nine such networks, of which all are reached from one
    start = Network.from_ties([("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")])
    counts: dict[tuple[int, ...], int] = {}
    for number in range(1800):
        key = tuple(rewired(start, trials=60, number=number).alters.tolist())
        counts[key] = counts.get(key, 0) + 1

    assert len(counts) == 9
    # 200 each expected; four standard deviations of a count are 53
    assert max(abs(count - 200) for count in counts.values()) < 55


def test_the_fast_mean_threshold_is_the_slow_one(by_contact):
    fast = structure_test(by_contact, runs=5)
    slow = structure_test(by_contact, statistic=mean_threshold, runs=5)

    # the same draws are not asked for, the same law is: both by the rewired networks' thresholds
    assert fast.observed == pytest.approx(slow.observed)
    assert fast.mean == pytest.approx(slow.mean, abs=4 * fast.deviation)


def test_permuting_keeps_the_curve_and_moves_the_people(by_contact):
    other = permuted(by_contact, seed=1)

    assert curve(other).equals(curve(by_contact))
    assert (other.times != by_contact.times).mean() > 0.5


def test_draws_are_the_same_on_any_number_of_threads(by_contact):
    results = []
    for jobs in (1, 2):
        with engine.using(jobs):
            results.append((structure_test(by_contact, runs=120).values, shuffle_test(by_contact, runs=60).values))

    for one, other in zip(*results, strict=True):
        np.testing.assert_array_equal(one, other)


def test_tests_see_the_practice_that_spread_by_contact(by_contact):
    for found in (
        structure_test(by_contact, runs=200),
        structure_test(by_contact, how="permute", runs=200),
        shuffle_test(by_contact, runs=200),
    ):
        assert found.p < 0.02
        assert found.observed > found.mean
    assert reversal_test(by_contact, runs=200).low > 0
    assert matched_estimate(by_contact, attributes=["unit", "role"], runs=200).low > 0
    assert event_history(by_contact, attributes=["unit"]).term()["low"] > 1
    assert moran_of_times(by_contact).p < 0.01


def test_tests_see_nothing_in_the_practice_that_did_not(by_itself):
    for found in (structure_test(by_itself, runs=200), shuffle_test(by_itself, runs=200)):
        assert found.p > 0.05
    reversal = reversal_test(by_itself, runs=200)
    assert reversal.low < 0 < reversal.high
    matched = matched_estimate(by_itself, attributes=["unit", "role"], runs=200)
    assert matched.low < 0 < matched.high
    row = event_history(by_itself, attributes=["unit"]).term()
    assert row["low"] < 1 < row["high"]


def test_by_chance_alone_p_is_small_as_seldom_as_it_says(by_itself):
    values = [structure_test(permuted(by_itself, seed=7, number=k), how="permute", runs=99).p for k in range(40)]

    # 5 % of 40 are 2; seven or more come in one case of 200
    assert sum(p <= 0.05 for p in values) < 7


def test_the_matched_pairs_on_paper():
    # In period 2 a and b had c, an adopter, around, and d and e nobody; all have as many ties, none is alike otherwise
    ties = [("a", "c"), ("b", "c"), ("d", "x"), ("e", "x")]
    spread = diffusion(Network.from_ties(ties), adopted={"c": 1, "a": 2, "b": None, "d": None, "e": None, "x": None})

    found = matched_estimate(spread, attributes=[], runs=50)

    assert (found.pairs, found.exposed, found.alike) == (2, 0.5, 0.0)


def test_events_are_counted_as_one_would_by_hand():
    rng = np.random.default_rng(5)
    network = Network.from_ties(
        [(a, b) for a in PEOPLE for b in PEOPLE if a != b and rng.random() < 0.4], people=PEOPLE
    )
    times = rng.integers(0, 5, 8)  # 4: never
    adopt, stay = np.zeros(8, np.int64), np.zeros(8, np.int64)
    kernels.events(network.starts, network.alters, times, np.ones(8, np.int64), 1, 4, adopt, stay)

    wanted = np.zeros((2, 8), int)
    for ego in range(8):
        alters = network.alters[network.starts[ego] : network.starts[ego + 1]]
        for period in range(1, 4):
            if times[ego] >= period:
                wanted[int(times[ego] != period), int((times[alters] < period).sum())] += 1
    assert (adopt.tolist(), stay.tolist()) == (wanted[0].tolist(), wanted[1].tolist())


def test_moran_on_paper():
    # on a ring of six alternating values all neighbors differ: I = -1
    ring = np.zeros((6, 6))
    for at in range(6):
        ring[at, (at + 1) % 6] = ring[(at + 1) % 6, at] = 1

    assert moran([1, 0, 1, 0, 1, 0], ring).observed == pytest.approx(-1)
    assert moran([1, 0, 1, 0, 1, 0], ring).expected == pytest.approx(-0.2)
    assert np.isnan(moran([1] * 6, ring).observed)


def test_the_deviation_of_moran_is_that_of_permutations():
    rng = np.random.default_rng(1)
    weights, values = (rng.random((30, 30)) < 0.15).astype(float), rng.exponential(size=30)
    np.fill_diagonal(weights, 0)

    drawn = [moran(rng.permutation(values), weights).observed for _ in range(4000)]
    found = moran(values, weights)

    assert found.deviation == pytest.approx(np.std(drawn), rel=0.05)
    assert found.expected == pytest.approx(np.mean(drawn), abs=4 * found.deviation / 60)


def test_moran_over_time_is_missing_where_all_are_alike(by_contact):
    table = moran_over_time(by_contact.until(2))

    assert len(table) == 2


def test_a_person_counts_in_the_regression_until_they_adopt():
    chain = Network.from_ties([("b", "a"), ("c", "b")])
    rows = person_periods(diffusion(chain, adopted={"a": 1, "b": 2, "c": 4}))

    assert rows[["person", "period", "adopts", "exposure"]].values.tolist() == [
        ["b", 2, True, 1.0],
        ["c", 2, False, 0.0],
        ["c", 3, False, 1.0],
        ["c", 4, True, 1.0],
    ]


def test_whoever_did_not_answer_is_left_out_of_explanations(network, by_contact):
    silent = set(network.ids[~network.responded])

    assert not silent & set(person_periods(by_contact)["person"])
    assert any(f"{len(silent)} people did not answer" in sentence for sentence in by_contact.told)


def test_a_term_that_others_make_up_is_left_out_and_told(by_contact):
    people = by_contact.people.assign(again=by_contact.people["years"] * 2)
    networks = tuple(
        Network(people, n.starts, n.alters, n.weights, n.relation, n.influence) for n in by_contact.networks
    )
    spread = type(by_contact)(networks, by_contact.periods, by_contact.times, by_contact.present)

    found = event_history(spread, attributes=["years", "again"])

    assert "'again' follows from other terms and is left out" in found.told


def test_the_bootstrap_of_a_share_is_binomial(by_contact):
    def adopters(spread):
        return float((spread.times < spread.n_periods).mean())

    found = bootstrap(by_contact, adopters, runs=200)
    share = adopters(by_contact)

    assert found.observed == share
    assert found.deviation == pytest.approx(np.sqrt(share * (1 - share) / by_contact.n_people), rel=0.2)


def test_copies_of_a_person_are_tied_as_often_as_all_are(by_contact):
    def ties(spread):
        return float(spread.networks[0].n_ties)

    found = bootstrap(by_contact, ties, runs=100)

    assert found.mean == pytest.approx(found.observed, rel=0.1)


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda spread: structure_test(spread, how="stir"), "how 'stir' is unknown"),
        (lambda spread: structure_test(spread, runs=0), "runs is 0"),
        (lambda spread: event_history(spread, attributes=["shoe"]), "group column 'shoe' is unknown"),
        (lambda spread: event_history(spread, attributes=["name"]), "different values"),
    ],
)
def test_a_wrong_choice_gets_one_sentence(by_contact, act, sentence):
    with pytest.raises(ChoiceError) as caught:
        act(by_contact)

    assert sentence in str(caught.value)


def test_what_the_data_do_not_allow_is_said():
    nobody = diffusion(Network.from_ties([], people=["a", "b"]), adopted={"a": 1, "b": 2})
    both = diffusion(Network.from_ties([("a", "b")], directed=False, influence="both"), adopted={"a": 1, "b": 2})

    for act, sentence in (
        (lambda: structure_test(nobody), "no ties"),
        (lambda: matched_estimate(nobody), "nobody had an adopter around"),
        (lambda: event_history(nobody), "exposure cannot explain adoption here"),
        (lambda: reversal_test(both), "influence has no direction"),
    ):
        with pytest.raises(ChoiceError, match=sentence):
            act()


def test_kernels_say_the_same_as_pandas(by_contact):
    # the aggregated counts behind the shuffle test, against the person-periods of the regression
    rows = person_periods(by_contact, normalized=False)
    table = pd.crosstab(rows["exposure"], rows["adopts"])
    adopt, stay = np.zeros(64, np.int64), np.zeros(64, np.int64)
    network = by_contact.networks[0]
    known = network.responded.astype(np.int64)
    kernels.events(network.starts, network.alters, by_contact.times, known, 1, by_contact.n_periods, adopt, stay)

    assert adopt[: len(table)].tolist() == table[True].tolist()
    assert stay[: len(table)].tolist() == table[False].tolist()
