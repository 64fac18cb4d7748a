"""Diffusion, curves, exposure, thresholds: on paper, and against slow twins."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netspread.adoption.curves import categories, curve, hazard
from netspread.adoption.diffusion import diffusion, diffusions
from netspread.adoption.exposure import exposure
from netspread.adoption.growth import growth
from netspread.adoption.periods import BEFORE
from netspread.adoption.thresholds import (
    degree_at_adoption,
    infectiousness,
    susceptibility,
    system_thresholds,
    thresholds,
)
from netspread.errors import ChoiceError, ReadError
from netspread.network import Network

#: a names b and c, b names c, d names nobody.
ABCD = Network.from_ties([("a", "b"), ("a", "c", 3.0), ("b", "c")], people=["a", "b", "c", "d"])


def test_exposure_of_four_people_on_paper():
    spread = diffusion(ABCD, adopted={"c": 1, "b": 2, "a": 4, "d": None})

    assert exposure(spread).values.tolist() == [[0.5, 1, 1, 1], [1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0]]
    assert exposure(spread, weighted=True).values[0].tolist() == [0.75, 1, 1, 1]
    assert exposure(spread, cumulative=False).values[0].tolist() == [0.5, 0.5, 0, 0]
    assert exposure(spread, ties="naming").values[2].tolist() == [0, 0.5, 0.5, 1]
    np.testing.assert_array_equal(thresholds(spread), [1, 1, 0, np.nan])
    np.testing.assert_array_equal(system_thresholds(spread), [0.75, 0.5, 0.25, np.nan])
    assert degree_at_adoption(spread)["in_degree"].tolist()[:3] == [0, 1, 2]


def test_influence_decides_whom_one_is_exposed_to():
    log = Network.from_ties([("a", "b")], influence="ego_to_alter")
    spread = diffusion(log, adopted={"a": 1, "b": 2})

    assert exposure(spread).values.tolist() == [[0, 0], [1, 1]]


def test_own_group_alone_counts_where_it_is_asked_for():
    people = pd.DataFrame({"unit": ["x", "y", "x"]}, index=["a", "b", "c"])
    network = Network.from_ties([("a", "b"), ("a", "c")], people=people)
    spread = diffusion(network, adopted={"b": 1, "c": 3})

    assert exposure(spread, groups="unit").values[0].tolist() == [0, 0, 1]


def test_who_followed_whom_on_paper():
    # c adopts first; b, who names c, right after; a, who names both, two periods later
    spread = diffusion(ABCD, adopted={"c": 1, "b": 2, "a": 4})

    # of c's two followers-to-be one adopts in period 2, in which one person adopts
    assert infectiousness(spread, normalized=False).tolist()[:3] == [0, 0, 0.5]
    assert susceptibility(spread, normalized=False).tolist()[:3] == [0, 1, 0]


def test_people_who_never_adopt_are_no_earlier_adopters():
    # netdiffuseR counts them in the denominator; here b alone had adopted before a
    spread = diffusion(Network.from_ties([("a", "b"), ("a", "c")]), adopted={"b": 1, "a": 2, "c": None})

    assert susceptibility(spread, normalized=False)[0] == 1


def test_curve_and_hazard_on_paper():
    spread = diffusion(ABCD, adopted={"c": 1, "b": 2, "a": 4})

    table, chances = curve(spread), hazard(spread)

    assert table["adopters"].tolist() == [1, 2, 2, 3]
    assert table["rate"].tolist() == [0, 1, 0, 0.5]
    assert table["hazard"].tolist() == [0, 1 / 3, 0, 0.5]
    assert chances["at_risk"].tolist() == [4, 3, 2, 2]
    # Clopper & Pearson for 0 of 2: from 0 to 1 - 0.025 ** (1 / 2)
    assert chances["high"].iloc[2] == pytest.approx(1 - 0.025**0.5)


def test_the_first_of_all_are_a_category_if_asked_for():
    people = [f"p{i}" for i in range(40)]
    times = [1, *[10] * 20, *[11] * 18]
    network = Network.from_ties([(a, "p0") for a in people[1:]])
    spread = diffusion(network, adopted=dict(zip(people, times, strict=False)))

    assert categories(spread, innovators=True)["p0"] == "Innovators"
    assert categories(spread)["p0"] == "Early Adopters"
    assert categories(spread)["p39"] == "Non-Adopters"


def test_earlier_and_later_adopters_are_told_and_have_no_time():
    spread = diffusion(ABCD, adopted={"c": 1, "b": 3, "a": 4, "d": 9}, first=2, last=5)

    assert spread.times.tolist() == [2, 1, BEFORE, 4]
    assert curve(spread)["adopters"].tolist() == [1, 2, 3, 3]
    assert any("1 people adopted before the first period, 2" in sentence for sentence in spread.told)
    assert any("1 people had not adopted by the last period, 5" in sentence for sentence in spread.told)
    assert np.isnan(thresholds(spread)[2])


def test_dates_make_periods():
    dates = {"c": "2024-03-01", "b": "2024-03-20", "a": "2024-05-02"}

    weekly, monthly = diffusion(ABCD, adopted=dates, every="week"), diffusion(ABCD, adopted=dates, every="month")

    assert [f"{period:%Y-%m-%d}" for period in monthly.periods] == ["2024-03-01", "2024-04-01", "2024-05-01"]
    assert monthly.times.tolist() == [2, 0, 0, 3]
    assert weekly.times.tolist() == [9, 3, 0, 10]


def test_several_innovations_are_several_diffusions():
    rows = [("a", 1, "x"), ("b", 2, "x"), ("a", 5, "y"), ("c", 3, "y")]
    table = pd.DataFrame(rows, columns=["person", "time", "innovation"])

    both = diffusions(ABCD, adopted=table)

    assert [*both] == ["x", "y"]
    assert both["y"].periods == (3, 4, 5)
    together = diffusions(ABCD, adopted=table, together=True)
    assert together["x"].periods == together["y"].periods == (1, 2, 3, 4, 5)
    assert diffusion(ABCD, adopted=table, innovation="y").times.tolist() == both["y"].times.tolist()


def test_people_of_a_series_come_and_go():
    first = Network.from_ties([("a", "b")])
    second = Network.from_ties([("a", "c")])
    spread = diffusion([first, second], adopted={"b": 1, "c": 2, "a": None})

    assert spread.people.index.tolist() == ["a", "b", "c"]
    assert spread.present.tolist() == [[True, True, False], [True, False, True]]
    np.testing.assert_array_equal(exposure(spread).values, [[1, 1], [0, np.nan], [np.nan, 0]])


def test_a_series_of_equal_networks_is_one_network():
    spread = diffusion(ABCD, adopted={"c": 1, "b": 2, "a": 3})
    series = diffusion([ABCD] * 3, adopted={"c": 1, "b": 2, "a": 3})

    np.testing.assert_array_equal(exposure(series).values, exposure(spread).values)
    np.testing.assert_array_equal(infectiousness(series), infectiousness(spread))
    np.testing.assert_array_equal(susceptibility(series), susceptibility(spread))


PEOPLE = [f"p{i}" for i in range(7)]


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda t: t[0] != t[1]), min_size=1),
    st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=7, max_size=7).filter(
        lambda times: len({time for time in times if time}) > 1
    ),
    st.integers(0, 2),
)
def test_exposure_is_what_the_definition_says(ties, times, lag):
    network = Network.from_ties(sorted(ties), people=PEOPLE)
    spread = diffusion(network, adopted=dict(zip(PEOPLE, times, strict=True)), first=1, last=5)

    got = exposure(spread, lag=lag).values

    for ego, person in enumerate(PEOPLE):
        alters = [alter for one, alter in ties if one == person]
        for period in range(1, 6):
            adopted = [a for a in alters if (times[PEOPLE.index(a)] or 99) <= period - lag]
            wanted = len(adopted) / len(alters) if alters else 0.0
            if period <= lag:
                assert np.isnan(got[ego, period - 1])
            else:
                assert got[ego, period - 1] == pytest.approx(wanted)


def test_a_bass_curve_finds_the_numbers_that_made_it():
    p, q, n = 0.02, 0.4, 20_000
    t = np.arange(1, 21)
    share = (1 - np.exp(-(p + q) * t)) / (1 + q / p * np.exp(-(p + q) * t))
    counts = np.diff(np.round(share * n).astype(int), prepend=0)
    times = np.repeat(t, counts)
    people = [str(i) for i in range(n)]
    network = Network.from_ties([("0", "1")], people=people)

    fit = growth(diffusion(network, adopted=dict(zip(people, times, strict=False))))

    assert fit.estimates["p"] == pytest.approx(p, rel=1e-2)
    assert fit.estimates["q"] == pytest.approx(q, rel=1e-2)


FAULTS = [
    ({"a": 1, "b": "soon"}, "'soon', which is neither a number nor a date"),
    ({"x": 1, "y": 2, "z": 3, "a": 1}, "3 of 4 people are not in the network ('x' first)"),
    ({"a": None, "b": ""}, "nobody has a time, so nobody adopts"),
    ({"a": 3, "b": 3, "c": 3}, "all 3 adopters adopted at once, in period 3"),
    ({"": 3, "b": 4}, "row 1: column 'person' is empty"),
    ({"a": 1, "b": 100_000_000}, "make over 1000 periods"),
]


@pytest.mark.parametrize(("adopted", "sentence"), FAULTS, ids=[fault[1][:30] for fault in FAULTS])
def test_bad_adoption_data_get_one_sentence(adopted, sentence):
    with pytest.raises(ReadError) as caught:
        diffusion(ABCD, adopted=adopted)

    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_everybody_before_the_study_gets_one_sentence():
    with pytest.raises(ReadError, match=r"all 2 adopters adopted before the first period, 5; .*"):
        diffusion(ABCD, adopted={"a": 1, "b": 2}, first=5, last=9)


def test_a_few_strangers_are_told_and_left_out():
    spread = diffusion(ABCD, adopted={"a": 1, "b": 2, "c": 3, "x": 1})

    assert any("1 people with adoption data are not in the network and left out: 'x'" in told for told in spread.told)


def test_a_file_is_read_with_its_codes_and_columns(tmp_path):
    path = tmp_path / "adoption.csv"
    path.write_text("who,month\na,1\nb,2\nc,99\nd,\n", encoding="utf-8")

    spread = diffusion(ABCD, adopted=path, never=99, columns={"person": "who"})

    assert spread.times.tolist() == [0, 1, 2, 2]
    assert "1 people have '99', which means never" in spread.told


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"ties": "friends"}, "ties 'friends' is unknown"),
        ({"attribute": "age"}, "group column 'age' is unknown"),
        ({"matrix": np.ones((2, 2))}, "the matrix has shape"),
        ({"lag": 9}, "lag is 9"),
    ],
)
def test_an_unknown_choice_gets_one_sentence(options, sentence):
    spread = diffusion(ABCD, adopted={"a": 1, "b": 3})

    with pytest.raises(ChoiceError) as caught:
        exposure(spread, **options)

    assert sentence in str(caught.value)
