"""Outlook calendar: the meetings of one person, exported from Outlook as CSV: organizer, attendees, start and end."""

from collections.abc import Sequence

import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.columns import clock, person
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table
from netspread.readers.times import AS_THEY_STAND, parsed_times
from netspread.readers.two_mode import shared_events
from netspread.records import Reported

NAME = "Outlook calendar"
TITLE = "a calendar exported from Outlook as CSV: Subject, Start Date, Meeting Organizer, Required Attendees, ..."
EXAMPLE = """
Subject,Start Date,Start Time,End Date,End Time,All day event,Meeting Organizer,Required Attendees,Optional Attendees
Ward round,3/14/2024,9:00:00 AM,3/14/2024,10:00:00 AM,False,Ana Ruiz,Ben Ode;Cia Lund,
Journal club,3/15/2024,1:00:00 PM,3/15/2024,2:30:00 PM,False,Cia Lund,Ana Ruiz,Dan Bo
"""

_PEOPLE = ("Meeting Organizer", "Required Attendees", "Optional Attendees")
_NEEDED = ("Subject", "Start Date", "Start Time", "End Date", "End Time", "Required Attendees")
_TICKS = frozenset({"true", "wahr", "vrai", "1", "yes"})
_LONGEST = pd.Timedelta(days=1)


def recognizes(source: Source) -> bool:
    """Whether the columns are those that Outlook writes."""
    keys = source.table.keys
    return all(name.casefold() in keys for name in _NEEDED)


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each pair in the same meeting; by default its hours / (k - 1) for k people there."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same for several people's calendars: a meeting of the same subject, organizer and time is one."""
    told: list[str] = []
    rows = pd.concat([_attendances(source, options, told) for source in sources], ignore_index=True)
    # Each calendar has the whole meeting; its hours count once for everybody in it.
    rows = rows.drop_duplicates(["person", "event"])
    shared = shared_events(
        rows,
        weights=options.weight or "newman",
        **options.together,
    )
    return shared.reported(NAME, sources, told=list(dict.fromkeys(told)))


def _attendances(source: Source, options: ReadOptions, told: list[str]) -> pd.DataFrame:
    """Return ``person, event, hours, time``: an event is known by its subject, organizer, start and end."""
    table = source.sheet(options.sheet)
    told += table.told
    missing = [name for name in _NEEDED if name.casefold() not in table.keys]
    if missing:
        raise ReadError(f"{source.where}: there is no column '{missing[0]}'; export the calendar with all its columns")
    told.append(AS_THEY_STAND)
    begin, end = (_moments(table, side, options, told) for side in ("Start", "End"))
    ticks = table.column("All day event") if table.find(["all day event"]) else [""] * len(table.rows)
    all_day = pd.Series([tick.casefold() in _TICKS for tick in ticks])
    length = end - begin
    sound = (length > pd.Timedelta(0)) & (length <= _LONGEST) & ~all_day
    unsound = ~all_day & ~sound
    for wrong, what in (
        (all_day, Phrase("all-day entries")),
        (unsound, Phrase("entries without a length, or of over a day,")),
    ):
        if wrong.any():
            told.append(Phrase("{count:,} {what} left out", count=int(wrong.sum()), what=what))
    subject, people = table.column("Subject"), _people(table)
    rows = [
        (who, f"{subject[at]}\n{people[at][:1]}\n{begin[at]}\n{end[at]}", length[at] / pd.Timedelta(hours=1), begin[at])
        for at in begin.index[sound]
        for who in people[at]
    ]
    frame = pd.DataFrame(rows, columns=["person", "event", "hours", "time"])
    return frame.astype({"person": "str", "event": "str", "hours": "float64", "time": "datetime64[us]"})


def _moments(table: Table, side: str, options: ReadOptions, told: list[str]) -> pd.Series:
    """Return the date and the time of day of one side, ``Start`` or ``End``, put together."""
    name = f"{side} Date"
    days = parsed_times(table.column(name), where=lambda cell: table.place(cell, [name]), day_first=options.day_first)
    told += days.told
    clocks = pd.Series([clock(cell) for cell in table.column(f"{side} Time")], dtype="timedelta64[us]")
    return pd.Series(days.column.dt.normalize() + clocks)


def _people(table: Table) -> list[list[str]]:
    """Return who is in each meeting, the organizer first, each once; rooms stand in a column of their own."""
    columns = [table.column(name) for name in _PEOPLE if name.casefold() in table.keys]
    rooms = [_names(cell) for cell in table.column("Meeting Resources")] if table.find(["meeting resources"]) else None
    found = []
    for at, cells in enumerate(zip(*columns, strict=True)):
        everybody = dict.fromkeys(name for cell in cells for name in _names(cell))
        aside = set(rooms[at]) if rooms else set()
        found.append([who for who in everybody if who not in aside])
    return found


def _names(cell: str) -> list[str]:
    return [who for part in cell.split(";") if (who := person(part.strip(" '\""))) is not None]
