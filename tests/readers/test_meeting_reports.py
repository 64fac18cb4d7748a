"""Reports of online meetings, and calendars that Outlook exports as tables."""

from netspread.readers import read
from reported_as import weighted

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
    assert weighted(reported) == {
        ("ana@x.org", "ben@x.org"): 0.25,
        ("Cia Lund", "ana@x.org"): 0.25,
        ("Cia Lund", "ben@x.org"): 0.125,
    }
    assert "1 stays in the waiting room left out" in reported.told
    assert weighted(read(written(ZOOM), weight="hours"))["ana@x.org", "ben@x.org"] == 0.5
    assert set(weighted(read(written(ZOOM), weight="count")).values()) == {1.0}


def test_reports_of_one_meeting_are_one_and_of_two_are_two(written):
    same, other = written(ZOOM, "a.csv"), written(ZOOM.replace("03/14", "03/15"), "b.csv")

    assert set(weighted(read([same, written(ZOOM, "c.csv")], weight="count")).values()) == {1.0}
    assert set(weighted(read([same, other], weight="count")).values()) == {2.0}


def test_a_teams_report_is_read_by_its_last_table(written):
    text = (
        "1. Summary\nMeeting title\tRound\nStart time\t3/14/24, 9:00:00 AM\n\n2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
        "Ana Ruiz\t3/14/24, 9:00:00 AM\t3/14/24, 10:00:00 AM\t1h\tana@x.org\tana@x.org\tOrganizer\n\n3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
        "Ana Ruiz\t3/14/24, 9:00:00 AM\t3/14/24, 9:30:00 AM\t30m\tana@x.org\tOrganizer\nBen Ode (Guest)\t3/14/24, 9:15:00 AM\t3/14/24, 10:00:00 AM\t45m\t\tAttendee\n"
    )

    assert weighted(read(written(text, encoding="utf-16"), weight="hours")) == {("Ben Ode", "ana@x.org"): 0.25}


def test_a_webex_report_has_the_meeting_in_each_row(written):
    text = (
        "Meeting Number,Meeting Name,Attendee Name,Attendee Email,Join Time,Leave Time\n"
        '="1",Round,Ana,ana@x.org,"=""2024-03-14 09:00:00""",2024-03-14 10:00:00\n1,Round,Ben,ben@x.org,2024-03-14 09:00:00,2024-03-14 09:30:00\n'
        "2,Club,Ben,ben@x.org,2024-03-14 09:30:00,2024-03-14 10:00:00\n"
    )

    assert weighted(read(written(text))) == {("ana@x.org", "ben@x.org"): 0.5}


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
    assert weighted(reported) == {
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

    assert weighted(read([one, other])) == weighted(read(one))
