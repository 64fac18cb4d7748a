"""Contacts: who was near whom, one contact of a few seconds a row, as badges record it (SocioPatterns)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netspread.errors import ChoiceError, ReadError, one_of
from netspread.phrase import Phrase
from netspread.readers import words
from netspread.readers.columns import Notes, pieces
from netspread.readers.pair_sums import PairSums, names_in, number, numbered, portion_of, portions, stored, within
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.spilling import spilling
from netspread.readers.table import Table
from netspread.readers.times import parsed_times
from netspread.readers.two_mode import Shared
from netspread.records import Reported
from netspread.windows import Window

if TYPE_CHECKING:
    import duckdb

NAME = "contacts"
TITLE = "a contact a row: time, a, b; or as SocioPatterns has it, without a header: t i j (and the groups of both)"
EXAMPLE = """
time,a,b
20,ana,ben
40,ana,ben
40,ben,cia
"""

_PAIRS = (*words.BETWEEN, ("i", "j"))
_WEIGHTS = ("count", "hours")


def recognizes(source: Source) -> bool:
    """Whether there are a time and two people in no order, or the bare columns of SocioPatterns."""
    table = source.table
    return _is_bare(table) or len(_columns(table, ReadOptions())) >= 3


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each pair in contact; its weight is the number of contacts, or the hours that they lasted."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same for several lists together."""
    weight = options.weight or "count"
    if weight not in _WEIGHTS:
        raise one_of("weight", weight, _WEIGHTS)
    cut = None if options.window is None else Window.of(options.window, since=options.since)
    notes = Notes()
    with spilling(options.memory) as base:
        found = (piece for source in sources for piece in _contacts(source, options, notes))
        given = stored(base, "given", found, {"one": "text", "other": "text", "time": "timestamp", "hours": "double"})
        told: list[str] = []
        _sound(base, options, told)
        hours = _hours(base, told, given) if weight == "hours" else "1.0"
        numbered(base, "person", "select one as name from contact union all select other from contact")
        names, size = names_in(base, "person"), number(base, "select count(*) from contact")
        told.append(Phrase("{size:,} contacts of {count:,} people", size=size, count=len(names)))
        told.append(
            Phrase(
                "a tie weighs {what}",
                what=Phrase("1 for each contact") if weight == "count" else Phrase("the hours of contact"),
            )
        )
        sums = PairSums(base, len(names), cut)
        rows = f"""select a.code as one, b.code as other, {hours} as hours, time from contact
            join person a on one = a.name join person b on other = b.name
            order by time nulls last, a.code, b.code, hours"""
        for portion in portions(base, rows, portion_of(2)):
            sums.add(_events(portion))
        shared = Shared(sums.ties(names)[0], names, (), {"contacts": size})
    return shared.reported(NAME, sources, told=[*notes.sentences, *told])


def _events(contacts: pd.DataFrame) -> pd.DataFrame:
    """Return contacts as events of two people."""
    return pd.DataFrame(
        {
            "event": np.repeat(np.arange(len(contacts)), 2),
            "person": contacts[["one", "other"]].to_numpy().ravel(),
            "hours": np.repeat(contacts["hours"].to_numpy(np.float64), 2),
            "time": np.repeat(contacts["time"].to_numpy("datetime64[us]"), 2),
        }
    )


def _sound(base: "duckdb.DuckDBPyConnection", options: ReadOptions, told: list[str]) -> None:
    """Make the table of the contacts of two people in the dates asked for."""
    two = "one is not null and other is not null and one <> other"
    wrong = number(base, f"select count(*) from given where not coalesce({two}, false)")
    if wrong:
        told.append(Phrase("{count:,} rows that do not name two people left out", count=wrong))
    base.execute(
        f"create table contact as select * from given where {two} and {within('time', options.since, options.until)}"
    )
    base.execute("drop table given")
    if options.since or options.until:
        timeless = number(base, "select count(*) from contact where time is null")
        if timeless:
            told.append(
                Phrase("{count:,} contacts have no time and are kept, whatever the dates asked for", count=timeless)
            )


def _columns(table: Table, options: ReadOptions) -> dict[str, str]:
    """Return role -> column, if there are a time and two people."""
    time = options.columns.get("time") or table.find((*words.TIME, "t"))
    for one, other in _PAIRS:
        if time is not None and (one, other) in pairwise(table.keys):
            at = table.keys.index(one)
            found = {"time": time, "one": table.header[at], "other": table.header[at + 1]}
            length = table.find(("duration", "duration s", "seconds", "duration seconds", "length"))
            return found if length is None else {**found, "seconds": length}
    return {}


def _is_bare(table: Table) -> bool:
    """Whether there is no header: a time that only grows, two ids, and perhaps the groups of both.

    Without the groups, three columns of numbers may be a tie list: times are then known by their steps of 20 seconds.
    """
    rows = [tuple(name.split(" (")[0] for name in table.header), *table.rows[:200]]
    if len(table.header) not in (3, 5) or not all(all(cell.isdecimal() for cell in row[:3]) for row in rows):
        return False
    if any(len(cell) > 15 for row in rows for cell in row[:3]):
        return False
    times = [int(row[0]) for row in rows]
    grows = all(one <= other for one, other in pairwise(times))
    if len(table.header) == 5:
        return grows and not any(cell.isdecimal() for row in rows for cell in row[3:])
    return grows and len(rows) > 20 and all(time % 20 == 0 for time in times) and times[0] > 0


def _contacts(source: Source, options: ReadOptions, notes: Notes) -> Iterator[pd.DataFrame]:
    table = source.table if options.sheet is None else source.sheet(options.sheet)
    if _is_bare(table):
        notes.tell(
            Phrase(
                "no header found: the columns are taken as {names}",
                names=["time", "person", "person", *["groups"] * (len(table.header) > 3)],
            )
        )
        yield _bare(source, options)
        return
    names = _columns(table, options)
    if not names:
        raise ReadError(
            f"{source.where}: no columns for a time and two people were found among {', '.join(table.header[:12])}; "
            "call them time, a, b"
        )
    for columns in pieces(source, names, options, notes):
        rows = {"one": columns.people("one"), "other": columns.people("other"), "time": columns.times("time")}
        if "seconds" in names:
            rows["hours"] = columns.hours("seconds", per_hour=3600)
        yield pd.DataFrame(rows)


def _bare(source: Source, options: ReadOptions) -> pd.DataFrame:
    table = source.sheet(options.sheet)
    whole = [tuple(name.split(" (")[0] for name in table.header), *table.rows]
    return pd.DataFrame(
        {
            "one": pd.Series([row[1] for row in whole], dtype="str"),
            "other": pd.Series([row[2] for row in whole], dtype="str"),
            "time": parsed_times(
                [row[0] for row in whole],
                where=lambda cell: f"{source.where}, line {source.line_of(cell, 0)}: column 1",
            ).column,
        }
    )


def _hours(base: "duckdb.DuckDBPyConnection", told: list[str], given: set[str]) -> str:
    """Return how long each contact lasted: as the file says, or the step of time between contacts."""
    if "hours" in given:
        return "coalesce(hours, 0.0)"
    step = number(
        base,
        """select min(step) from (select epoch_us(time) - lag(epoch_us(time)) over (order by time) as step
        from (select distinct time from contact where time is not null))""",
    )
    if not step:
        raise ChoiceError("the contacts have no length, so hours cannot be the weight; choose count")
    told.append(
        Phrase(
            "each contact is taken to last {seconds:g} seconds, the shortest step of time in the file",
            seconds=step / 1000000.0,
        )
    )
    return repr(step / 3.6e9)
