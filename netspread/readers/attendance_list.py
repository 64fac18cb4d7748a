"""Attendance list: who was at which event, one attendance a row."""

from collections.abc import Iterator, Sequence

import pandas as pd

from netspread.errors import ReadError
from netspread.readers import words
from netspread.readers.columns import Notes, named, pieces
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.two_mode import shared_events
from netspread.records import Reported

NAME = "attendance list"
TITLE = "an attendance a row: person, event, and if you like hours (or minutes) and date"
EXAMPLE = """
person,event,date,hours
ana,ward round,2024-03-01,1
ben,ward round,2024-03-01,1
cia,ward round,2024-03-01,0.5
ana,journal club,2024-03-04,1.5
cia,journal club,2024-03-04,1.5
"""

_ASIDE = ("role", "status", "unit", "department", "notes", "comment", "id")


def recognizes(source: Source) -> bool:
    """Whether there are a person and an event that stands in several rows, and hardly anything else."""
    table = source.table
    found = named(table, _WANTED, ReadOptions())
    if not {"person", "event"} <= found.keys() or (table.find(words.EGO[:1]) and table.find(words.ALTER[:1])):
        return False
    others = [key for key, name in zip(table.keys, table.header, strict=True) if name not in found.values()]
    events = [cell for cell in table.column(found["event"]) if cell]
    return set(others) <= {*_ASIDE, *words.PERSON} and len(set(events)) < len(events)


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each pair at the same event; by default 1/(k - 1) for k people there, times the hours."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same for several lists: rows of the same event in two of them are one event."""
    notes = Notes()
    shared = shared_events(
        (piece for source in sources for piece in _attendances(source, options, notes)),
        weights=options.weight or "newman",
        **options.together,
    )
    return shared.reported(NAME, sources, told=notes.sentences)


#: Role -> what its column is called.
_WANTED = {
    "person": words.PERSON,
    "event": words.EVENT,
    "time": words.TIME,
    "hours": words.HOURS,
    "minutes": words.MINUTES,
}


def _attendances(source: Source, options: ReadOptions, notes: Notes) -> Iterator[pd.DataFrame]:
    table = source.sheet(options.sheet) if options.sheet else source.table
    names = named(table, _WANTED, options)
    if not {"person", "event"} <= names.keys():
        raise ReadError(
            f"{source.where}: no columns for person and event were found among {', '.join(table.header[:12])}; "
            "say which with --column person=NAME --column event=NAME"
        )
    for columns in pieces(source, names, options, notes):
        rows = {"person": columns.people("person"), "event": columns.texts("event")}
        for role, per_hour in (("minutes", 60), ("hours", 1)):
            if role in names:
                rows["hours"] = columns.hours(role, per_hour=per_hour)
        if "time" in names:
            rows["time"] = columns.times("time")
        yield pd.DataFrame(rows)
