"""Presence: hours together, of whoever was at the same place at the same time."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netspread.errors import ChoiceError
from netspread.readers.presence import overlaps

START = pd.Timestamp("2024-03-01")
stays = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("xy"), st.integers(0, 600), st.integers(-20, 300)), max_size=20
)


def present(rows):
    """Stays of (person, place, from which minute, for how many minutes)."""
    frame = pd.DataFrame(rows, columns=["person", "place", "begin", "minutes"])
    begin = START + pd.to_timedelta(frame["begin"], unit="min")
    return frame.assign(begin=begin, end=begin + pd.to_timedelta(frame["minutes"], unit="min"))


def hours(shared):
    return {(tie.ego, tie.alter): tie.weight for tie in shared.ties.itertuples()}


def minutes_of(rows):
    """(person, place) -> stretches of minutes in which the person is there, from the single minutes."""
    there = {}
    for person, place, begin, length in rows:
        there.setdefault((person, place), set()).update(range(begin, begin + length))
    return there


@settings(deadline=None)
@given(stays)
def test_hours_together_are_the_minutes_that_both_are_there(rows):
    there = minutes_of(rows)
    expected = {}
    for one, other in itertools.combinations("abcde", 2):
        both = sum(len(there.get((one, place), set()) & there.get((other, place), set())) for place in "xy")
        if both:
            expected[one, other] = both / 60

    got = hours(overlaps(present(rows), handover=0))

    assert got == pytest.approx(expected)


@settings(deadline=None)
@given(stays, st.integers(0, 60), st.sampled_from(["hours", "count"]))
def test_overlaps_longer_than_the_hand_over_agree_with_a_slow_twin(rows, handover, weight):
    stretches = []
    for person, place in minutes_of(rows):
        # Stays of one person that only touch stay two; merged here are those that overlap.
        mine = sorted(
            (begin, begin + length) for who, at, begin, length in rows if (who, at) == (person, place) and length > 0
        )
        for begin, end in mine:
            if stretches and stretches[-1][:2] == (person, place) and begin < stretches[-1][3]:
                stretches[-1] = (*stretches[-1][:3], max(end, stretches[-1][3]))
            else:
                stretches.append((person, place, begin, end))
    expected = {}
    for one, other in itertools.combinations(sorted(stretches), 2):
        both = min(one[3], other[3]) - max(one[2], other[2])
        if one[1] == other[1] and one[0] != other[0] and both > handover:
            key = (one[0], other[0])
            expected[key] = expected.get(key, 0) + (both / 60 if weight == "hours" else 1)

    assert hours(overlaps(present(rows), handover=handover, weights=weight)) == pytest.approx(expected)


def test_hand_overs_are_left_out_unless_asked_for():
    # a works from 7:00 to 15:15, b from 15:00 to 23:00, c the whole day
    rows = present([("a", "ward", 420, 495), ("b", "ward", 900, 480), ("c", "ward", 420, 960)])

    assert hours(overlaps(rows)) == {("a", "c"): 8.25, ("b", "c"): 8.0}
    assert hours(overlaps(rows, handover=0)) == {("a", "b"): 0.25, ("a", "c"): 8.25, ("b", "c"): 8.0}
    assert hours(overlaps(rows, weights="count", handover=0)) == {("a", "b"): 1, ("a", "c"): 1, ("b", "c"): 1}


def test_dates_cut_stays_and_windows_take_overlaps_by_their_begin():
    night = present([("a", "ward", 22 * 60, 600), ("b", "ward", 23 * 60, 600)])  # until 8:00 and 9:00 next day

    assert hours(overlaps(night)) == {("a", "b"): 9.0}
    assert hours(overlaps(night, since="2024-03-02")) == {("a", "b"): 8.0}
    assert hours(overlaps(night, until="2024-03-02")) == {("a", "b"): 1.0}
    assert overlaps(night, window="day").ties["time"].tolist() == [START]


def test_a_crowded_place_is_left_out_and_named():
    crowd = [(f"p{number}", "canteen", 0, 60) for number in range(51)]
    rows = present([*crowd, ("p1", "ward", 0, 60), ("p2", "ward", 0, 60)])

    shared = overlaps(rows)

    assert hours(shared) == {("p1", "p2"): 1.0}
    assert "1 places with more than 50 people at once left out ('canteen')" in shared.told
    assert len(shared.people) == 51


def test_people_who_follow_each_other_are_no_crowd():
    rows = present([(f"p{number}", "room", 60 * number, 60) for number in range(100)])

    shared = overlaps(rows, max_people=2, handover=0)

    assert not len(shared.ties)
    assert shared.counts["crowded_places"] == 0


def test_stays_that_end_before_they_begin_are_told():
    rows = present([("a", "x", 100, -50), ("b", "x", 0, 60), ("c", "x", 0, 60 * 24 * 36_500)])

    shared = overlaps(rows)

    assert hours(shared) == {("b", "c"): 1.0}
    assert "1 stays that end before they begin left out" in shared.told
    assert any("36,500 days" in sentence for sentence in shared.told)


def test_nothing_makes_no_tie_and_wrong_options_are_said():
    empty = present([])
    assert not len(overlaps(empty.astype({"begin": "datetime64[us]", "end": "datetime64[us]"})).ties)
    with pytest.raises(ChoiceError, match="weight 'hour' is unknown; did you mean 'hours'"):
        overlaps(empty, weights="hour")
    with pytest.raises(ChoiceError, match="handover"):
        overlaps(empty, handover=-1)


def test_the_same_stays_in_another_order_give_the_same_ties():
    rows = present([(person, "x", start, 100) for start, person in enumerate("abcdeabcde")])
    shuffled = rows.iloc[np.random.default_rng(3).permutation(len(rows))]

    pd.testing.assert_frame_equal(overlaps(rows, handover=0).ties, overlaps(shuffled, handover=0).ties)
