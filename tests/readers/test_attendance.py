"""Readers of two-mode data: attendance lists, rosters, contacts, access logs, incidence matrices."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netspread.build import build
from netspread.errors import NetspreadError, ReadError
from netspread.readers import (
    access_log,
    attendance_list,
    contacts,
    incidence_matrix,
    meeting_report,
    outlook_calendar,
    read,
    shift_roster,
)
from reported_as import weighted

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"


def test_an_attendance_list_counts_hours_shared_out_among_the_others(written):
    path = written("person,event,hours\nana,round,1\nben,round,1\ncia,round,0.5\nana,club,1.5\ncia,club,1:30\n")

    reported = read(path)

    # round: (1 hour of ana and ben)/2, half an hour each with cia/2; club: 1.5/1
    assert reported.format == "attendance list"
    assert weighted(reported) == {("ana", "ben"): 0.5, ("ana", "cia"): 1.75, ("ben", "cia"): 0.25}
    assert (reported.influence, reported.directed, reported.respondents) == ("both", False, None)
    assert weighted(read(path, weight="count")) == {("ana", "ben"): 1, ("ana", "cia"): 2, ("ben", "cia"): 1}
    assert weighted(read(path, weight="hours")) == {("ana", "ben"): 1, ("ana", "cia"): 2, ("ben", "cia"): 0.5}


def test_minutes_are_hours_and_addresses_are_people(written):
    text = "Attendee Email;Meeting;Date;Minutes\nAna <Ana@x.org>;1;31/01/2024;90\nana@x.org;1;31/01/2024;30\nben@x.org;1;31/01/2024;60\n"

    assert weighted(read(written(text), weight="hours")) == {("ana@x.org", "ben@x.org"): 1.0}


def test_the_same_event_in_two_lists_is_one(written):
    one = written("person,event\nana,x\nben,x\nana,x\n", "one.csv")
    other = written("person,event\nana,x\ncia,x\ncia,x\n", "other.csv")

    assert weighted(read([one, other])) == {("ana", "ben"): 0.5, ("ana", "cia"): 0.5, ("ben", "cia"): 0.5}


def test_columns_of_an_attendance_list_can_be_named(written):
    path = written("q,z,advice\nana,1,x\nben,1,y\n")

    assert weighted(read(path, columns={"person": "q", "event": "z"})) == {("ana", "ben"): 1.0}


def test_impossible_dates_and_lengths_are_said(written):
    with pytest.raises(ReadError, match=r"column 'date' has '31/02/2024', which is no date"):
        read(written("person,event,date\nana,x,31/02/2024\nben,x,31/02/2024\n"))
    with pytest.raises(ReadError, match=r"column 'hours' has '-1', which is no length of time"):
        read(written("person,event,hours\nana,x,-1\nben,x,1\n"))
    with pytest.raises(ReadError, match="no two people were together"):
        read(written("person,event,hours\nana,x,1\nana,x,1\nben,y,1\n"))


@pytest.mark.skipif(not SHARED.exists(), reason="the open data sets are not here")
def test_the_southern_women_are_read():
    reported = read(SHARED / "davis_southern_women" / "attendance.csv")

    assert reported.format == "attendance list"
    assert (len(reported.people), len(reported.ties)) == (18, 139)
    assert reported.counts["events"] == 14
    assert reported.counts["attendances"] == 89


HOSTILE = [
    "",
    "-1",
    "1e999",
    "nan",
    "31/02/2024",
    "99:99",
    "9999-12-31 23:59",
    "0001-01-01",
    "=1+1",
    "<b>",
    "Ana, B; C",
    '"',
    "\u202e",
    "25:00",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(
        [attendance_list, shift_roster, contacts, access_log, incidence_matrix, meeting_report, outlook_calendar]
    ),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12), st.sampled_from(HOSTILE)), max_size=6),
    st.sampled_from([None, "day", "14D", "month"]),
)
def test_only_our_errors_leave_whatever_stands_in_a_cell(written, reader, changes, window):
    rows = [line.split(",") for line in reader.EXAMPLE.strip().splitlines()]
    for row, column, cell in changes:
        line = rows[row % len(rows)]
        line[column % len(line)] = cell

    with contextlib.suppress(NetspreadError):
        found = read(written("\n".join(",".join(row) for row in rows)), format_in=reader.NAME, window=window)
        assert (found.ties["weight"] > 0).all()


def test_an_incidence_matrix_is_read_as_a_list_is(written):
    reported = read(written("name,E1,E2,E3\nana,1,1,0\nben,1,0,1\ncia,1,1,\n"))

    assert reported.format == "incidence matrix"
    assert weighted(reported) == {("ana", "ben"): 0.5, ("ana", "cia"): 1.5, ("ben", "cia"): 0.5}
    assert weighted(read(written(",2024-03-01,2024-03-08\nana,x,x\nben,,x\n"))) == {("ana", "ben"): 1.0}
    assert weighted(read(written("w,rounds,club\nana,1,1\nben,1,\n"), format_in="incidence matrix")) == {
        ("ana", "ben"): 1.0
    }


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("ego,alter\nana,ben\nben,cia\n", "tie list"),
        ("name,meeting,advice 1,advice 2\nana,x,ben,cia\nben,x,ana,\ncia,y,ana,\n", "name generator"),
        ("from,to,time\nana,ben,2024-03-01\nben,cia,2024-03-01\n", "message log"),
        ("person,ana,ben\nana,0,1\nben,1,0\n", "square matrix"),
    ],
)
def test_other_formats_are_still_what_they_were(written, text, format_):
    assert read(written(text)).format == format_


def test_a_network_of_attendances_has_no_direction(written):
    network = build(read(written("person,event\nana,x\nben,x\ncia,x\ncia,y\n")))

    assert not network.directed
    assert network.ties()["weight"].tolist() == [0.5, 0.5, 0.5]
