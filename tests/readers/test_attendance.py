"""Readers of two-mode data: attendance lists, rosters, contacts, access logs, incidence matrices."""

import contextlib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netspread.build import build
from netspread.errors import ChoiceError, NetspreadError, ReadError
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

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"


@pytest.fixture
def written(tmp_path):
    def write(text, name="file.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        return path

    return write


def ties(reported):
    return {(tie.ego, tie.alter): tie.weight for tie in reported.ties.itertuples()}


def test_an_attendance_list_counts_hours_shared_out_among_the_others(written):
    path = written("person,event,hours\nana,round,1\nben,round,1\ncia,round,0.5\nana,club,1.5\ncia,club,1:30\n")

    reported = read(path)

    # round: (1 hour of ana and ben)/2, half an hour each with cia/2; club: 1.5/1
    assert reported.format == "attendance list"
    assert ties(reported) == {("ana", "ben"): 0.5, ("ana", "cia"): 1.75, ("ben", "cia"): 0.25}
    assert (reported.influence, reported.directed, reported.respondents) == ("both", False, None)
    assert ties(read(path, weight="count")) == {("ana", "ben"): 1, ("ana", "cia"): 2, ("ben", "cia"): 1}
    assert ties(read(path, weight="hours")) == {("ana", "ben"): 1, ("ana", "cia"): 2, ("ben", "cia"): 0.5}


def test_minutes_are_hours_and_addresses_are_people(written):
    text = "Attendee Email;Meeting;Date;Minutes\nAna <Ana@x.org>;1;31/01/2024;90\nana@x.org;1;31/01/2024;30\nben@x.org;1;31/01/2024;60\n"

    assert ties(read(written(text), weight="hours")) == {("ana@x.org", "ben@x.org"): 1.0}


def test_the_same_event_in_two_lists_is_one(written):
    one = written("person,event\nana,x\nben,x\nana,x\n", "one.csv")
    other = written("person,event\nana,x\ncia,x\ncia,x\n", "other.csv")

    assert ties(read([one, other])) == {("ana", "ben"): 0.5, ("ana", "cia"): 0.5, ("ben", "cia"): 0.5}


def test_columns_of_an_attendance_list_can_be_named(written):
    path = written("q,z,advice\nana,1,x\nben,1,y\n")

    assert ties(read(path, columns={"person": "q", "event": "z"})) == {("ana", "ben"): 1.0}


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


def test_a_roster_ties_by_hours_at_the_same_place(written):
    path = written(
        "person,place,from,to\nana,w1,2024-03-01 07:00,2024-03-01 15:15\nben,w1,2024-03-01 07:00,2024-03-01 19:30\n"
        "cia,w1,2024-03-01 15:00,2024-03-01 23:00\ndan,w2,2024-03-01 07:00,2024-03-01 15:00\n"
    )

    reported = read(path)

    assert reported.format == "shift roster"
    assert ties(reported) == {("ana", "ben"): 8.25, ("ben", "cia"): 4.5}
    assert reported.people.index.tolist() == ["ana", "ben", "cia", "dan"]
    assert "overlaps of up to 15 minutes are hand-overs and not counted" in reported.told
    assert ties(read(path, handover=0))["ana", "cia"] == 0.25


def test_nights_end_the_next_day(written):
    path = written(
        "staff id,ward,date,start time,end time\n007,A,29/02/2024,21:00,07:30\n12,A,29/02/2024,10 PM,6:00 am\n9,A,01/03/2024,00:30,02:30\n"
    )

    reported = read(path)

    assert ties(reported) == {("007", "12"): 8.0, ("007", "9"): 2.0, ("12", "9"): 2.0}
    assert "2 stays end the next day" in reported.told


def test_codes_of_shifts_have_told_hours_that_can_be_changed(written):
    text = "name,unit,date,shift\nana,A,2024-03-01,D\nben,A,2024-03-01,N\nben,A,2024-03-02,off\ncia,A,2024-03-01,L\n"

    reported = read(written(text))

    # D 7 to 19, L 13 to 21, N 19 to 7
    assert ties(reported) == {("ana", "cia"): 6.0, ("ben", "cia"): 2.0}
    assert any(
        sentence.startswith("hours of shifts: D 07:00-19:00, L 13:00-21:00, N 19:00-07:00")
        for sentence in reported.told
    )
    assert ties(read(written(text), shifts={"d": "07:00-20:00"}))["ana", "ben"] == 1.0
    with pytest.raises(ReadError, match="has 'Q7', whose hours are not known"):
        read(written(text + "dan,A,2024-03-01,Q7\n"))
    with pytest.raises(ChoiceError, match="write them as 07:00-19:00"):
        read(written(text), shifts={"D": "day"})


def test_a_stay_that_ends_before_it_begins_is_told(written):
    text = "person,place,from,to\nana,A,2024-03-01 07:00,2024-03-01 06:00\nben,A,2024-03-01 07:00,2024-03-01 08:00\ncia,A,2024-03-01 07:00,2024-03-01 08:00\n"

    reported = read(written(text))

    assert ties(reported) == {("ben", "cia"): 1.0}
    assert "1 stays that end before they begin left out" in reported.told


def test_a_roster_counts_hours_or_times(written):
    path = written(
        "person,place,from,to\nana,A,2024-03-01 07:00,2024-03-01 15:00\nben,A,2024-03-01 07:00,2024-03-01 15:00\n"
    )

    assert ties(read(path)) == {("ana", "ben"): 8.0}
    assert ties(read(path, weight="count")) == {("ana", "ben"): 1.0}
    with pytest.raises(ChoiceError, match="weight 'newman' is unknown"):
        read(path, weight="newman")


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


def test_a_roster_without_dates_is_refused(written):
    with pytest.raises(ReadError, match="no column has the date"):
        read(written("person,place,from,to\nana,A,07:00,08:00\nben,A,07:00,08:00\n"))


def test_contacts_count_or_last(written):
    path = written("time,a,b\n20,ana,ben\n40,ben,ana\n40,ben,cia\n80,cia,cia\n")

    reported = read(path)

    assert reported.format == "contacts"
    assert ties(reported) == {("ana", "ben"): 2.0, ("ben", "cia"): 1.0}
    assert "1 rows that do not name two people left out" in reported.told
    assert ties(read(path, weight="hours")) == pytest.approx({("ana", "ben"): 40 / 3600, ("ben", "cia"): 20 / 3600})


def test_contacts_as_sociopatterns_has_them(written):
    with_groups = written("".join(f"{20 * t}\t{t % 3}\t{t % 3 + 1}\tNUR\tMED\n" for t in range(7, 12)), "tij.dat")
    bare = written("".join(f"{20 * t} {t % 3} {t % 3 + 1}\n" for t in range(7, 47)), "bare.dat")

    assert ties(read(with_groups)) == {("0", "1"): 1, ("1", "2"): 2, ("2", "3"): 2}
    assert ties(read(written(with_groups.read_text().replace("\t", " "), "blanks.dat"))) == ties(read(with_groups))
    assert sum(ties(read(bare)).values()) == 40
    assert read(bare).format == "contacts"


def test_contacts_with_a_length_of_their_own(written):
    path = written("person1,person2,start,duration\nana,ben,2024-03-01 10:00,1800\nana,ben,2024-03-01 11:00,900\n")

    assert ties(read(path, weight="hours")) == {("ana", "ben"): 0.75}
    with pytest.raises(ChoiceError, match="have no length"):
        read(written("time,a,b\n20,ana,ben\n20,ana,cia\n"), weight="hours")


@pytest.mark.skipif(not SHARED.exists(), reason="the open data sets are not here")
def test_contacts_in_the_hospital_ward_are_counted():
    reported = read(SHARED / "hospital_ward_contacts" / "contacts.csv.gz")

    rows = pd.read_csv(SHARED / "hospital_ward_contacts" / "contacts.csv.gz")
    low, high = rows[["a", "b"]].min(axis=1), rows[["a", "b"]].max(axis=1)
    expected = rows.groupby([low, high]).size().to_dict()
    assert (reported.format, len(reported.people), len(reported.ties)) == ("contacts", 75, 1139)
    assert ties(reported) == expected
    assert sum(
        ties(read(SHARED / "hospital_ward_contacts" / "contacts.csv.gz", weight="hours")).values()
    ) == pytest.approx(32424 * 20 / 3600)


def test_people_who_open_the_same_records_soon_after_each_other_are_tied(written):
    rows = (
        [("ana", p, 1) for p in range(12)] + [("ben", p, 31) for p in range(11)] + [("cia", p, 32) for p in range(12)]
    )
    rows += [("ana", 0, 2), ("ben", 0, 30)]  # again and again is still one patient
    text = "".join(
        f"{who},P{patient},{pd.Timestamp('2024-01-01') + pd.Timedelta(days=day)}\n" for who, patient, day in rows
    )

    reported = read(written("User ID,Patient MRN,Access Time\n" + text))

    # ana and ben: 30 days apart; ana and cia 31, but for patient 0
    assert reported.format == "record access log"
    assert ties(reported) == {("ana", "ben"): 11.0, ("ben", "cia"): 11.0}
    assert ties(read(written("User ID,Patient MRN,Access Time\n" + text), within_days=31))["ana", "cia"] == 12.0
    assert ties(read(written("User ID,Patient MRN,Access Time\n" + text), min_shared=1))["ana", "cia"] == 1.0
    with pytest.raises(ReadError, match="share fewer than 12"):
        read(written("User ID,Patient MRN,Access Time\n" + text), min_shared=12)
    with pytest.raises(ChoiceError, match="weight 'hours' is unknown"):
        read(written("User ID,Patient MRN,Access Time\n" + text), weight="hours")


def test_an_incidence_matrix_is_read_as_a_list_is(written):
    reported = read(written("name,E1,E2,E3\nana,1,1,0\nben,1,0,1\ncia,1,1,\n"))

    assert reported.format == "incidence matrix"
    assert ties(reported) == {("ana", "ben"): 0.5, ("ana", "cia"): 1.5, ("ben", "cia"): 0.5}
    assert ties(read(written(",2024-03-01,2024-03-08\nana,x,x\nben,,x\n"))) == {("ana", "ben"): 1.0}
    assert ties(read(written("w,rounds,club\nana,1,1\nben,1,\n"), format_in="incidence matrix")) == {
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


ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
812 3456 7890,"Round, ward 1",03/14/2024 09:00:00 AM,03/14/2024 10:00:00 AM,ana@x.org,60,4

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room
Ana Ruiz,ana@x.org,03/14/2024 09:00:00 AM,03/14/2024 10:00:00 AM,60,No,No
Bennie (Ben Ode),Ben@x.org,03/14/2024 09:00:00 AM,03/14/2024 09:15:00 AM,15,No,No
Ben Ode,,03/14/2024 09:30:00 AM,03/14/2024 09:45:00 AM,15,No,No
Cia Lund,,03/14/2024 09:30:00 AM,03/14/2024 10:00:00 AM,30,Yes,No
Dan Bo,,03/14/2024 09:00:00 AM,03/14/2024 10:00:00 AM,60,Yes,Yes
"""


def test_a_zoom_report_ties_by_the_time_together(written):
    reported = read(written(ZOOM))

    # Ana and Ben half an hour, Ana and Cia half an hour, Ben and Cia a quarter; three people, so halved
    assert reported.format == "meeting report"
    assert ties(reported) == {
        ("ana@x.org", "ben@x.org"): 0.25,
        ("Cia Lund", "ana@x.org"): 0.25,
        ("Cia Lund", "ben@x.org"): 0.125,
    }
    assert "1 stays in the waiting room left out" in reported.told
    assert ties(read(written(ZOOM), weight="hours"))["ana@x.org", "ben@x.org"] == 0.5
    assert set(ties(read(written(ZOOM), weight="count")).values()) == {1.0}


def test_reports_of_one_meeting_are_one_and_of_two_are_two(written):
    same, other = written(ZOOM, "a.csv"), written(ZOOM.replace("03/14", "03/15"), "b.csv")

    assert set(ties(read([same, written(ZOOM, "c.csv")], weight="count")).values()) == {1.0}
    assert set(ties(read([same, other], weight="count")).values()) == {2.0}


def test_a_teams_report_is_read_by_its_last_table(written):
    text = (
        "1. Summary\nMeeting title\tRound\nStart time\t3/14/24, 9:00:00 AM\n\n2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
        "Ana Ruiz\t3/14/24, 9:00:00 AM\t3/14/24, 10:00:00 AM\t1h\tana@x.org\tana@x.org\tOrganizer\n\n3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
        "Ana Ruiz\t3/14/24, 9:00:00 AM\t3/14/24, 9:30:00 AM\t30m\tana@x.org\tOrganizer\nBen Ode (Guest)\t3/14/24, 9:15:00 AM\t3/14/24, 10:00:00 AM\t45m\t\tAttendee\n"
    )

    assert ties(read(written(text, encoding="utf-16"), weight="hours")) == {("Ben Ode", "ana@x.org"): 0.25}


def test_a_webex_report_has_the_meeting_in_each_row(written):
    text = (
        "Meeting Number,Meeting Name,Attendee Name,Attendee Email,Join Time,Leave Time\n"
        '="1",Round,Ana,ana@x.org,"=""2024-03-14 09:00:00""",2024-03-14 10:00:00\n1,Round,Ben,ben@x.org,2024-03-14 09:00:00,2024-03-14 09:30:00\n'
        "2,Club,Ben,ben@x.org,2024-03-14 09:30:00,2024-03-14 10:00:00\n"
    )

    assert ties(read(written(text))) == {("ana@x.org", "ben@x.org"): 0.5}


OUTLOOK = (
    '"Subject","Start Date","Start Time","End Date","End Time","All day event","Meeting Organizer","Required Attendees","Optional Attendees","Meeting Resources"\n'
    '"Round","3/14/2024","9:00:00 AM","3/14/2024","10:00:00 AM","False","Ruiz, Ana","Ode, Ben;Lund, Cia;Room 1","","Room 1"\n'
    '"Leave","3/15/2024","12:00:00 AM","3/16/2024","12:00:00 AM","True","Ruiz, Ana","Ode, Ben","",""\n'
    '"Club","3/18/2024","1:00:00 PM","3/18/2024","2:30:00 PM","False","Lund, Cia","\'Ode, Ben\'","",""\n'
    '"Trip","3/18/2024","1:00:00 PM","3/28/2024","2:30:00 PM","False","Lund, Cia","Ode, Ben","",""\n'
)


def test_an_outlook_calendar_leaves_rooms_and_days_off_out(written):
    reported = read(written(OUTLOOK))

    assert reported.format == "Outlook calendar"
    assert ties(reported) == {
        ("Lund, Cia", "Ode, Ben"): 2.0,
        ("Lund, Cia", "Ruiz, Ana"): 0.5,
        ("Ode, Ben", "Ruiz, Ana"): 0.5,
    }
    assert "1 all-day entries left out" in reported.told
    assert "1 entries without a length, or of over a day, left out" in reported.told


def test_the_same_meeting_in_two_outlook_calendars_is_one(written):
    one, other = (
        written(OUTLOOK, "a.csv"),
        written(OUTLOOK.replace('"Room 1"\n', '""\n').replace(";Room 1", ""), "b.csv"),
    )

    assert ties(read([one, other])) == ties(read(one))
