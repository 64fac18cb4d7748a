"""Incidence matrix: a row for each person, a column for each event, a mark where the person was there."""

import re
from collections.abc import Sequence

import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table, key
from netspread.readers.two_mode import shared_events
from netspread.readers.weights import weights_of
from netspread.records import Reported

NAME = "incidence matrix"
TITLE = "a row for each person, a column for each event (a date, or E1, E2, ...), 1 or x in the cell"
EXAMPLE = """
person,E1,E2,E3
ana,1,1,0
ben,1,0,1
cia,0,1,1
"""

_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_EVENT = re.compile(
    r"(e|ev|event|meeting|session|training|workshop)?[ _#.-]*\d{1,4}|\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?"
    rf"|{_MONTH}[ -]\d{{1,2}}|\d{{1,2}}[ -]{_MONTH}",
    re.IGNORECASE,
)
_MARKS = frozenset({"", "0", "1", "x", "✓", "✔", "yes", "no", "y", "n", "present", "absent"})
_PRESENT, _ABSENT = "present", "absent"


def recognizes(source: Source) -> bool:
    """Whether all columns but the first are called as events (dates, E1), and all cells are marks."""
    table = source.table
    return (
        len(table.header) > 2
        and len(table.rows) > 1
        and all(_EVENT.fullmatch(name) for name in table.header[1:])
        and not all(name.isdecimal() for name in table.header)
        and {key(name) for name in table.header[1:]}.isdisjoint(key(row[0]) for row in table.rows)
        and all(cell.casefold() in _MARKS for row in table.rows for cell in row[1:])
    )


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each pair at the same event; by default 1/(k - 1) for k people there."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same for several matrices: a column of the same name in two of them is one event."""
    told: list[str] = []
    lists = (_attendances(source.sheet(options.sheet), options, told) for source in sources)
    shared = shared_events(
        (pd.DataFrame(rows, columns=["person", "event"], dtype="str") for rows in lists),
        weights=options.weight or "newman",
        **options.together,
    )
    return shared.reported(NAME, sources, told=told)


def _attendances(table: Table, options: ReadOptions, told: list[str]) -> list[tuple[str, str]]:
    told += [
        *table.told,
        Phrase(
            "'{column}' is taken as the person, {count} columns as events",
            column=table.header[0],
            count=len(table.header) - 1,
        ),
    ]
    places = range(1, len(table.header))
    scale = {_PRESENT: 1.0, _ABSENT: 0.0, **options.scale}
    cells = [row[at] for row in table.rows for at in places]
    weights = weights_of(cells, scale, where=lambda cell: table.place(cell, places))
    if not all(row[0] for row in table.rows):
        line = next(line for line, row in zip(table.lines, table.rows, strict=True) if not row[0])
        raise ReadError(f"{table.where}, line {line}: the first column is empty; it should name a person")
    return [(row[0], table.header[at]) for row in table.rows for at in places if (weights[row[at]] or 0) > 0]
