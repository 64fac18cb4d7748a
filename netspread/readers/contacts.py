"""Contacts: who was near whom, one contact of a few seconds a row, as badges record it (SocioPatterns)."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from netspread.errors import ChoiceError, ReadError, one_of
from netspread.readers import words
from netspread.readers.columns import Columns
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table
from netspread.readers.times import parsed_times
from netspread.readers.two_mode import Shared, between, summed
from netspread.records import Reported
from netspread.windows import Window

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
    told: list[str] = []
    parts = [_contacts(source, options, told) for source in sources]
    rows = pd.concat(parts, ignore_index=True)
    known = rows["one"].notna() & rows["other"].notna() & (rows["one"] != rows["other"])
    if not known.all():
        told.append(f"{int((~known).sum()):,} rows that do not name two people left out")
    rows = rows[known]
    rows = rows[between(rows["time"], options.since, options.until, told)]
    hours = _hours(rows, told) if weight == "hours" else np.ones(len(rows))
    codes, names = pd.factorize(pd.concat([rows["one"], rows["other"]]), sort=True)
    met = pd.DataFrame(
        {
            "event": np.repeat(np.arange(len(rows)), 2),
            "person": codes.reshape(2, -1).T.ravel(),
            "hours": np.repeat(hours, 2),
            "time": np.repeat(rows["time"].to_numpy("datetime64[us]"), 2),
        }
    )
    told.append(f"{len(rows):,} contacts of {len(names):,} people")
    told.append("a tie weighs " + ("1 for each contact" if weight == "count" else "the hours of contact"))
    shared = Shared(summed(met, pd.Index(names), window=cut), pd.Index(names), (), {"contacts": len(rows)})
    return shared.reported(NAME, sources, told=told)


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


def _contacts(source: Source, options: ReadOptions, told: list[str]) -> pd.DataFrame:
    table = source.table if options.sheet is None else source.sheet(options.sheet)
    if _is_bare(table):
        told.append(
            "no header found: the columns are taken as time, person, person" + ", groups" * (len(table.header) > 3)
        )
        return _bare(source, options)
    names = _columns(table, options)
    if not names:
        raise ReadError(
            f"{source.where}: no columns for a time and two people were found among {', '.join(table.header[:12])}; "
            "call them time, a, b"
        )
    columns = Columns.of(source, names, options)
    rows = pd.DataFrame({"one": columns.people("one"), "other": columns.people("other"), "time": columns.times("time")})
    if "seconds" in names:
        rows["hours"] = columns.hours("seconds", per_hour=3600)
    told += columns.told
    return rows


def _bare(source: Source, options: ReadOptions) -> pd.DataFrame:
    table = source.sheet(options.sheet)
    whole = [tuple(name.split(" (")[0] for name in table.header), *table.rows]
    return pd.DataFrame(
        {
            "one": pd.Series([row[1] for row in whole], dtype="str"),
            "other": pd.Series([row[2] for row in whole], dtype="str"),
            "time": parsed_times([row[0] for row in whole], where=f"{source.where}: column 1").column,
        }
    )


def _hours(rows: pd.DataFrame, told: list[str]) -> np.ndarray:
    """Return how long each contact lasted: as the file says, or the step of time between contacts."""
    if "hours" in rows:
        return rows["hours"].fillna(0.0).to_numpy()
    instants = np.unique(rows["time"].dropna().to_numpy("datetime64[us]"))
    if len(instants) < 2:
        raise ChoiceError("the contacts have no length, so hours cannot be the weight; choose count")
    step = np.diff(instants).min() / np.timedelta64(1, "s")
    told.append(f"each contact is taken to last {step:g} seconds, the shortest step of time in the file")
    return np.full(len(rows), step / 3600)
