"""Calendars: invitations become ties, each meeting once, whatever the file was made to do."""

import contextlib
import datetime as dt
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netspread.errors import NetspreadError, ReadError
from netspread.readers import read
from netspread.readers.occurrences import FIRST, LAST, NoRuleError, repeats


def invited(*people, **kwargs):
    return "".join(f"ATTENDEE{kwargs.get('asked', '')}:mailto:{who}@x.org\r\n" for who in people)


def event(uid="1", start="20240304T090000Z", end="20240304T100000Z", people="", rest=""):
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART{start if start[0] in ';:' else ':' + start}\r\nDTEND{end if end[0] in ';:' else ':' + end}\r\n{people}{rest}END:VEVENT\r\n"


def calendar(*events, zones=""):
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + zones + "".join(events) + "END:VCALENDAR\r\n"


ANA_BEN = invited("ana", "ben")
OTHERS = event("other", people=invited("yan", "zoe"))


@pytest.fixture
def written(tmp_path):
    def write(text, name="file.ics"):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        return tmp_path / name

    return write


def ties(reported):
    return {
        (tie.ego.removesuffix("@x.org"), tie.alter.removesuffix("@x.org")): tie.weight
        for tie in reported.ties.itertuples()
    }


def test_a_meeting_of_three_shares_its_hours_out(written):
    reported = read(
        written(
            calendar(
                event(
                    people="ORGANIZER;CN=Ana Ruiz:MAILTO:Ana@x.org\r\n" + invited("ben", "cia"), end="20240304T103000Z"
                )
            )
        )
    )

    assert reported.format == "calendar"
    assert ties(reported) == {("ana", "ben"): 0.75, ("ana", "cia"): 0.75, ("ben", "cia"): 0.75}
    assert reported.people.loc["ana@x.org", "name"] == "Ana Ruiz"
    assert (reported.influence, reported.directed) == ("both", False)


def test_declined_rooms_groups_and_the_informed_are_out_and_told(written):
    people = (
        ANA_BEN + invited("cia", asked=';PARTSTAT=DECLINED;CN="Cia: the, second"') + invited("room", asked=";CUTYPE=ROOM")
        + invited("list", asked=";CUTYPE=GROUP") + invited("dan", asked=";ROLE=NON-PARTICIPANT") + invited("eva", asked=";PARTSTAT=TENTATIVE")
    )  # fmt: skip

    reported = read(written(calendar(event(people=people))), weight="count")

    assert ties(reported) == {("ana", "ben"): 1, ("ana", "eva"): 1, ("ben", "eva"): 1}
    assert "1 invitations that were declined left out" in reported.told
    assert "3 invitations of rooms, resources, groups and people for information left out" in reported.told


def test_folded_lines_are_put_together(written):
    people = "ATTENDEE;CN=Ana Ruiz;PARTSTAT=AC\r\n CEPTED:mailto:an\r\n\ta@x.org\r\nATTENDEE:mailto:ben@x.org\r\n"

    assert ties(read(written(calendar(event(people=people))))) == {("ana", "ben"): 1.0}


def test_the_same_meeting_in_many_calendars_counts_once(written, tmp_path):
    # Ben's calendar has the meeting as it was before Cia declined and the time was changed.
    organizers = calendar(
        event(
            people=ANA_BEN + invited("cia", asked=";PARTSTAT=DECLINED"), end="20240304T110000Z", rest="SEQUENCE:2\r\n"
        )
    )
    bens = calendar(event(people=ANA_BEN + invited("cia"), start="20240303T090000Z", rest="SEQUENCE:1\r\n"))
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ana.ics", organizers)
        archive.writestr("deep/er/ben.ics", bens)

    for several in ([written(organizers, "a.ics"), written(bens, "b.ics")], packed):
        reported = read(several)
        assert ties(reported) == {("ana", "ben"): 2.0}
        assert reported.counts["events"] == 1


def test_series_keep_their_wall_clock_and_lose_what_was_taken_out_or_moved(written):
    # Mondays at nine in London, over the change to summer time on 31 March 2024.
    series = event(
        "weekly", ";TZID=Europe/London:20240318T090000", ";TZID=Europe/London:20240318T100000", ANA_BEN,
        "RRULE:FREQ=WEEKLY;UNTIL=20240422T080000Z\r\nEXDATE;TZID=Europe/London:20240325T090000\r\n",
    )  # fmt: skip
    moved = event(
        "weekly",
        "20240409T120000Z",
        "20240409T140000Z",
        ANA_BEN,
        "RECURRENCE-ID;TZID=Europe/London:20240408T090000\r\n",
    )
    off = event(
        "weekly",
        "20240415T080000Z",
        "20240415T090000Z",
        ANA_BEN,
        "RECURRENCE-ID:20240415T080000Z\r\nSTATUS:CANCELLED\r\n",
    )

    reported = read(written(calendar(series, moved, off)), window="day", weight="hours")

    days = {str(tie.time.date()): tie.weight for tie in reported.ties.itertuples()}
    # 18 March, 1 April (8:00 UTC), the one moved to 9 April, 22 April; without the one taken out and the one called off
    assert days == {"2024-03-18": 1.0, "2024-04-01": 1.0, "2024-04-09": 2.0, "2024-04-22": 1.0}
    assert "1 meetings that were cancelled left out" in reported.told


def test_series_without_an_end_stop_at_the_last_entry_or_where_asked(written):
    path = written(
        calendar(
            event(people=ANA_BEN, rest="RRULE:FREQ=DAILY\r\n"),
            event("2", "20240310T090000Z", "20240310T100000Z", ANA_BEN),
        )
    )

    assert ties(read(path, weight="count")) == {("ana", "ben"): 8.0}
    assert any("followed until 2024-03-10" in sentence for sentence in read(path).told)
    assert ties(read(path, weight="count", until="2024-04-01", since="2024-03-20")) == {("ana", "ben"): 12.0}
    reported = read(path, weight="count", until="2090-01-01")
    assert ties(reported) == {("ana", "ben"): 1001.0}
    assert "1 series cut after 1,000 meetings" in reported.told


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (event(start=";VALUE=DATE:20240304", end=";VALUE=DATE:20240305", people=ANA_BEN), "1 all-day entries left out"),
        (event(end="21240304T090000Z", people=ANA_BEN), "1 meetings of more than a day left out"),
        (event(start="20240231T090000Z", people=ANA_BEN), "1 entries without a possible date left out"),
        (
            event(start="99991231T235959", end="99991231T235959", people=ANA_BEN),
            "1 entries without a possible date left out",
        ),
        (event(people=ANA_BEN, rest="STATUS:CANCELLED\r\n"), "1 meetings that were cancelled left out"),
        (
            event(people=invited(*(f"p{number}" for number in range(51)))),
            "1 events of more than 50 people left out as bulk",
        ),
    ],
)
def test_what_is_no_meeting_is_left_out_and_told(written, entry, sentence):
    reported = read(written(calendar(entry, OTHERS)))

    assert ties(reported) == {("yan", "zoe"): 1.0}
    assert sentence in reported.told


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=1000000000", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYMINUTE=0,1,2",
                                  "FREQ=FOO", "COUNT=3", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYDAY=XX", "FREQ=WEEKLY;UNTIL=never"])  # fmt: skip
def test_a_rule_that_hurts_or_means_nothing_counts_once(written, rule):
    reported = read(written(calendar(event(people=ANA_BEN, rest=f"RRULE:{rule}\r\n"))), until="2030-01-01")

    assert ties(reported) == {("ana", "ben"): 1.0}


def test_a_rule_that_never_fits_ends(written):
    path = written(calendar(event(people=ANA_BEN, rest="RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5\r\n")))

    assert ties(read(path, until="2099-01-01")) == {("ana", "ben"): 1.0}


def test_a_meeting_without_an_end_takes_an_hour_and_one_backwards_too(written):
    without = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20240304T090000\r\n" + ANA_BEN + "END:VEVENT\r\n"
    backwards = event("2", end="20240304T080000Z", people=ANA_BEN)

    reported = read(written(calendar(without, backwards)))

    assert ties(reported) == {("ana", "ben"): 2.0}
    assert "2 meetings without an end taken to last an hour" in reported.told
    assert "1 meetings without a time zone, whose times are taken as they stand" in reported.told


def test_a_calendar_of_a_million_attendees_is_bulk(written):
    crowd = "".join(f"ATTENDEE:mailto:p{number}@x.org\r\n" for number in range(1_000_000))

    reported = read(written(calendar(event("crowd", people=crowd), OTHERS)))

    assert ties(reported) == {("yan", "zoe"): 1.0}
    assert "1 events of more than 50 people left out as bulk" in reported.told


def test_nested_and_unfinished_components_do_no_harm(written):
    nested = calendar(
        "BEGIN:VEVENT\r\n" * 20_000,
        event(people=ANA_BEN, rest="BEGIN:VALARM\r\nDTSTART:19990101T000000Z\r\nEND:VALARM\r\n" * 50),
    )
    deep = "BEGIN:VCALENDAR\r\n" * 50_000 + "BEGIN:X\r\n" * 50_000 + event(people=ANA_BEN)

    assert ties(read(written(nested))) == {("ana", "ben"): 1.0}
    assert ties(read(written(deep))) == {("ana", "ben"): 1.0}
    assert ties(read(written(calendar(event(people=ANA_BEN))[:-20]))) == {("ana", "ben"): 1.0}


def test_a_zone_of_its_own_counts_but_not_its_endless_rules(written):
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Ward time\r\nBEGIN:STANDARD\r\nDTSTART:19701101T020000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\n"
        "RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    path = written(
        calendar(
            event(start=";TZID=Ward time:20240304T013000", end=";TZID=Ward time:20240304T023000", people=ANA_BEN),
            zones=zone,
        )
    )

    assert read(path).ties["time"].dt.strftime("%d %H:%M").tolist() == ["03 22:30"]


def test_a_zone_means_what_its_own_file_says(written):
    def at(offset):
        zone = (
            f"BEGIN:VTIMEZONE\r\nTZID:Clinic\r\nBEGIN:STANDARD\r\nDTSTART:19701101T020000\r\nTZOFFSETFROM:{offset}\r\n"
            f"TZOFFSETTO:{offset}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
        )
        entry = event(start=";TZID=Clinic:20240304T090000", end=";TZID=Clinic:20240304T100000", people=ANA_BEN)
        return read(written(calendar(entry, zones=zone))).ties["time"].dt.hour.tolist()

    assert at("+0300") == [6]
    assert at("-0500") == [14]


def test_a_calendar_without_meetings_is_refused(written):
    with pytest.raises(ReadError, match="no two people were together"):
        read(written(calendar()))


def test_repeats_know_count_and_until():
    start = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)

    assert len(list(repeats(start, "FREQ=WEEKLY;COUNT=3", since=FIRST, until=LAST))) == 3
    assert len(list(repeats(start, "FREQ=DAILY;UNTIL=20240306T090000Z", since=FIRST, until=LAST))) == 3
    assert len(list(repeats(start, "FREQ=DAILY;UNTIL=20240306", since=FIRST, until=LAST))) == 3
    assert [day.day for day in repeats(start, "FREQ=MONTHLY;BYDAY=1MO;COUNT=2", since=FIRST, until=LAST)] == [4, 1]
    with pytest.raises(NoRuleError):
        repeats(start, "FREQ=HOURLY", since=FIRST, until=LAST)


LINES = st.sampled_from(
    ["BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "BEGIN:VTIMEZONE", "END:VTIMEZONE",
     "BEGIN:STANDARD", "END:STANDARD", "TZID:Here", "TZOFFSETFROM:+0100", "TZOFFSETTO:x", "UID:1", "UID", "DTSTART:20240304T090000",
     "DTSTART;TZID=Here:20240304T090000Z", "DTSTART;TZID=Europe/Paris:20240331T023000", "DTSTART:20240304", "DTEND:20240304T100000Z",
     "DTEND;VALUE=DATE:20240305", "DURATION:PT1H", "DURATION:-P1W", "DURATION:P99999999999D", "RRULE:FREQ=DAILY;COUNT=3", "RRULE:",
     "RRULE:FREQ=YEARLY;UNTIL=00010101", "RDATE;VALUE=PERIOD:20240305T090000Z/PT1H", "RDATE:x,20240306T090000Z", "EXDATE:20240304T090000,",
     "RECURRENCE-ID:20240304T090000", "RECURRENCE-ID;VALUE=DATE:20240304", "STATUS:CANCELLED", "SEQUENCE:-1", "SEQUENCE:9999999999999",
     'ORGANIZER;CN="A:B":mailto:ana@x.org', "ATTENDEE;CN=Ben", "ATTENDEE;;:mailto:ben@x.org", "ATTENDEE:mailto:ben@x.org", "ATTENDEE:",
     'ATTENDEE;PARTSTAT="DECLINED:mailto:cia@x.org', "ATTENDEE;EMAIL=dan@x.org:urn:uuid:1", " folded", ":", ";", "\x01", "DTSTAMP:x"]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=30))
def test_only_our_errors_leave_whatever_stands_in_a_calendar(written, lines):
    path = written("BEGIN:VCALENDAR\r\n" + "\r\n".join(lines))

    with contextlib.suppress(NetspreadError):
        assert len(read(path).ties)
