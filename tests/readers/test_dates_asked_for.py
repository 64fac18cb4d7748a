"""Dates asked for: --since, --until and --window mean the same in every kind of log, and zones of time are told."""

from pathlib import Path

import pandas as pd
import pytest

from netspread.errors import ReadError
from netspread.readers import read

SAMPLES = Path(__file__).parents[1] / "samples"
LOGS = [
    "calendars/ward.ics", "calls/calls.csv", "exchange_tracking/MSGTRK2024030109-1.LOG", "google_log/search.csv", "m365_trace/enhanced.csv",
    "m365_trace/extended.csv", "m365_trace/summary.csv", "mail/list.mbox", "mail_folder/boxes", "meeting_report/zoom.csv",
    "message_log/ward.csv", "outlook_calendar/calendar.csv", "shift_roster/clocks.csv", "shift_roster/codes.csv", "slack/ward",
    "teams/ward.json", "teams_table/purview.csv", "viva/person_to_person.csv", "viva/group_to_group.csv", "attendance_list/trainings.csv",
]  # fmt: skip
VIVA = (
    "PrimaryCollaborator_PersonId,SecondaryCollaborator_PersonId,MetricDate,StrongTieScore\n"
    "a,b,2024-03-03,10\nb,c,2024-03-03,20\na,b,2024-03-10,30\na,c,2024-03-10,5\nc,d,2024-03-17,7\n"
)
MESSAGE = """From: {who}@x.org
To: {whom}@x.org
Date: {day:%a, %d %b %Y} {clock}
Message-ID: <{at}@x.org>

"""
ROUNDS = [
    ("ana", "ben", "2024-03-01"),
    ("ben", "ana", "2024-03-05"),
    ("ana", "ben", "2024-03-13"),
    ("ana", "cia", "2024-03-13"),
]


def weighed(path, **options):
    """The sum of weights, 0 where no tie is left."""
    try:
        return read(path, **options).ties["weight"].sum()
    except ReadError:
        return 0.0


@pytest.mark.parametrize("name", LOGS)
def test_weeks_begin_on_monday_and_hold_everything(name):
    whole, weeks = read(SAMPLES / name), read(SAMPLES / name, window="week")

    assert weeks.ties["time"].dt.day_name().unique().tolist() == ["Monday"]
    assert weeks.ties["weight"].sum() == pytest.approx(whole.ties["weight"].sum())
    assert not weeks.ties.duplicated(["ego", "alter", "relation", "time"]).any()


@pytest.mark.parametrize("name", LOGS)
def test_what_was_before_a_day_and_from_it_on_is_all_there_was(name):
    times = read(SAMPLES / name, window="day").ties["time"]
    day = times.max()
    before, after = {"until": str(day.date())}, {"since": str(day.date())}

    assert weighed(SAMPLES / name, **before) + weighed(SAMPLES / name, **after) == pytest.approx(
        read(SAMPLES / name).ties["weight"].sum()
    )
    assert read(SAMPLES / name, **after, window="week").ties["time"].eq(day).all()


def letters(folder, kind):
    """The same four letters as an mbox, as eml files or as a Maildir."""
    texts = [
        MESSAGE.format(who=who, whom=whom, day=pd.Timestamp(day), clock="23:30:00 -0200", at=at)
        for at, (who, whom, day) in enumerate(ROUNDS)
    ]
    if kind == "mbox":
        path = folder / "box.mbox"
        path.write_text("".join(f"From a Fri Mar  1 09:15:00 2024\n{text}" for text in texts), encoding="utf-8")
        return path
    place = folder / "box" / ("" if kind == "eml" else "cur")
    place.mkdir(parents=True)
    for at, text in enumerate(texts):
        (place / (f"{at}.eml" if kind == "eml" else f"170928{at}.M1P{at}.mail:2,S")).write_text(text, encoding="utf-8")
    return folder / "box"


@pytest.mark.parametrize("kind", ["mbox", "eml", "Maildir"])
def test_letters_are_dated_in_utc_and_cut_by_the_same_dates(tmp_path, kind):
    reported = read(letters(tmp_path, kind), since="2024-03-03", until="2024-03-14", window="week")

    # Half past eleven in the evening two hours west of Greenwich is the next day there.
    assert reported.ties[["ego", "alter", "time"]].astype(str).to_numpy().tolist() == [
        ["ben@x.org", "ana@x.org", "2024-03-04"],
    ]
    assert reported.counts["messages_outside_dates"] == 3
    assert "times turned from their zones into UTC" in reported.told


def test_viva_adds_up_its_weeks_in_longer_windows(tmp_path):
    (tmp_path / "viva.csv").write_text(VIVA, encoding="utf-8")

    month = read(tmp_path / "viva.csv", window="month").ties
    late = read(tmp_path / "viva.csv", since="2024-03-10", until="2024-03-17").ties

    assert month[["ego", "alter", "weight"]].to_numpy().tolist() == [
        ["a", "b", 40.0], ["b", "c", 20.0], ["a", "c", 5.0], ["c", "d", 7.0],
    ]  # fmt: skip
    assert month["time"].eq(pd.Timestamp("2024-03-01")).all()
    assert late["weight"].tolist() == [30.0, 5.0]


def test_dated_ties_are_cut_too_and_a_survey_without_times_says_that_dates_change_nothing(tmp_path):
    (tmp_path / "ties.csv").write_text("ego,alter,date\na,b,2024-03-01\nb,a,2024-03-06\n", encoding="utf-8")
    (tmp_path / "survey.csv").write_text("ego,alter\na,b\n", encoding="utf-8")

    cut = read(tmp_path / "ties.csv", since="2024-03-05", window="week").ties

    assert cut[["ego", "time"]].astype(str).to_numpy().tolist() == [["b", "2024-03-05"]]
    told = read(tmp_path / "survey.csv", since="2024-03-05").told
    assert "no tie has a time, so the dates and windows asked for change nothing" in told


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (["2024-03-01 09:15"], "times have no zone and are taken as they stand"),
        (["01/03/2024 9:15 PM", "13/03/2024 9:15 AM"], "times have no zone and are taken as they stand"),
        (["2024-03-01T09:15:00Z"], "times turned from their zones into UTC"),
        (["2024-03-01T09:15:00+02:00", "2024-03-01 09:15"], "times with a zone turned into UTC, those without one taken as UTC"),
        (["1709284500"], "times taken as seconds since 1970"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("header", ["sent,from,to", "date,ego,alter"])
def test_zones_are_told_of_logs_and_of_dated_ties(tmp_path, header, times, told):
    rows = [f"{time},a,b" for time in times]
    (tmp_path / "log.csv").write_text("\n".join([header, *rows]), encoding="utf-8")

    assert told in read(tmp_path / "log.csv").told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("slack/ward", "times are in UTC"), ("teams/ward.json", "times are in UTC"), ("calendars/ward.ics", "times turned from their zones into UTC"),
        ("mail/list.mbox", "2 dates without a time zone, or with one that cannot be, taken as UTC"),
        ("google_log/search.csv", "times turned from their zones into UTC"), ("calls/calls.csv", "times have no zone and are taken as they stand"),
        ("meeting_report/zoom.csv", "times have no zone and are taken as they stand"), ("shift_roster/clocks.csv", "times have no zone and are taken as they stand"),
    ],
)  # fmt: skip
def test_zones_are_told_of_every_log(name, told):
    assert told in read(SAMPLES / name).told
