"""Rosters: who was at the same place at the same time, for how long."""

import pytest

from netspread.errors import ChoiceError, ReadError
from netspread.readers import read
from reported_as import weighted


def test_a_roster_ties_by_hours_at_the_same_place(written):
    path = written(
        "person,place,from,to\nana,w1,2024-03-01 07:00,2024-03-01 15:15\nben,w1,2024-03-01 07:00,2024-03-01 19:30\n"
        "cia,w1,2024-03-01 15:00,2024-03-01 23:00\ndan,w2,2024-03-01 07:00,2024-03-01 15:00\n"
    )

    reported = read(path)

    assert reported.format == "shift roster"
    assert weighted(reported) == {("ana", "ben"): 8.25, ("ben", "cia"): 4.5}
    assert reported.people.index.tolist() == ["ana", "ben", "cia", "dan"]
    assert "overlaps of up to 15 minutes are hand-overs and not counted" in reported.told
    assert weighted(read(path, handover=0))["ana", "cia"] == 0.25


def test_nights_end_the_next_day(written):
    path = written(
        "staff id,ward,date,start time,end time\n007,A,29/02/2024,21:00,07:30\n12,A,29/02/2024,10 PM,6:00 am\n9,A,01/03/2024,00:30,02:30\n"
    )

    reported = read(path)

    assert weighted(reported) == {("007", "12"): 8.0, ("007", "9"): 2.0, ("12", "9"): 2.0}
    assert "2 stays end the next day" in reported.told


def test_codes_of_shifts_have_told_hours_that_can_be_changed(written):
    text = "name,unit,date,shift\nana,A,2024-03-01,D\nben,A,2024-03-01,N\nben,A,2024-03-02,off\ncia,A,2024-03-01,L\n"

    reported = read(written(text))

    # D 7 to 19, L 13 to 21, N 19 to 7
    assert weighted(reported) == {("ana", "cia"): 6.0, ("ben", "cia"): 2.0}
    assert any(
        sentence.startswith("hours of shifts: D 07:00-19:00, L 13:00-21:00, N 19:00-07:00")
        for sentence in reported.told
    )
    assert weighted(read(written(text), shifts={"d": "07:00-20:00"}))["ana", "ben"] == 1.0
    with pytest.raises(ReadError, match="has 'Q7', whose hours are not known"):
        read(written(text + "dan,A,2024-03-01,Q7\n"))
    with pytest.raises(ChoiceError, match="write them as 07:00-19:00"):
        read(written(text), shifts={"D": "day"})


def test_a_stay_that_ends_before_it_begins_is_told(written):
    text = "person,place,from,to\nana,A,2024-03-01 07:00,2024-03-01 06:00\nben,A,2024-03-01 07:00,2024-03-01 08:00\ncia,A,2024-03-01 07:00,2024-03-01 08:00\n"

    reported = read(written(text))

    assert weighted(reported) == {("ben", "cia"): 1.0}
    assert "1 stays that end before they begin left out" in reported.told


def test_a_roster_counts_hours_or_times(written):
    path = written(
        "person,place,from,to\nana,A,2024-03-01 07:00,2024-03-01 15:00\nben,A,2024-03-01 07:00,2024-03-01 15:00\n"
    )

    assert weighted(read(path)) == {("ana", "ben"): 8.0}
    assert weighted(read(path, weight="count")) == {("ana", "ben"): 1.0}
    with pytest.raises(ChoiceError, match="weight 'newman' is unknown"):
        read(path, weight="newman")


def test_a_roster_without_dates_is_refused(written):
    with pytest.raises(ReadError, match="no column has the date"):
        read(written("person,place,from,to\nana,A,07:00,08:00\nben,A,07:00,08:00\n"))
