"""Columns: some columns of a long table, read in pieces: as people, times, lengths of time."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.log_files import Opening, Way, quoted, relation
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.spilling import PIECE, readable, spilling
from netspread.readers.table import Table, columns_taken
from netspread.readers.times import parsed_times, witnesses

if TYPE_CHECKING:
    import duckdb

_ADDRESS = re.compile(r"^.*<\s*([^<>]+?)\s*>.*$")
_CLOCK = re.compile(r"^(\d{1,2})(?::(\d{2})(?::(\d{2}))?|(?=\s*[ap]))\s*([ap]\.?m\.?)?$", re.IGNORECASE)
_LENGTH = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2}))?")
#: What of a long file may lie in memory while it is read.
_SCAN = "256MiB"
_TIMED = frozenset({"time", "begin", "end"})
_TIME_LIKE = re.compile(r"^\d[\d\s:./,TZ+-]*\s*([ap]\.?m\.?)?$", re.IGNORECASE)


class Notes:
    """What is told of a file that is read in pieces: each sentence once, counts of all pieces added up."""

    def __init__(self) -> None:
        self._told: dict[str, None] = {}
        self._counts: Counter[str] = Counter()

    def tell(self, *sentences: str) -> None:
        """Tell *sentences*, those that have not been told."""
        self._told.update(dict.fromkeys(sentences))

    def count(self, many: int, what: str) -> None:
        """Tell how many there are of *what*, if any."""
        if many:
            self._counts[what] += many

    @property
    def sentences(self) -> list[str]:
        """All that is told."""
        return [
            *self._told,
            *(Phrase("{count:,} {what}", count=many, what=what) for what, many in self._counts.items()),
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """A piece of the columns that a reader wants, each different cell kept once.

    Attributes
    ----------
    source, sheet
        Where they are from.
    names
        Role -> the name of its column.
    cells
        Role -> its cells, categories of text without blanks at the ends.
    notes
        What was decided to read them; reading their cells adds to it.
    day_first
        Whether 3/4/2024 is the third of April.
    witnesses
        Role -> cells of the whole column by which its times are read, if this is not all of it.
    """

    source: Source
    sheet: str | None
    names: Mapping[str, str]
    cells: pd.DataFrame
    notes: Notes
    day_first: bool | None
    witnesses: Mapping[str, list[str]] = field(default_factory=dict)

    def people(self, role: str) -> pd.Series:
        """Return who is named: of ``Ana Ruiz <a@x>`` the address; addresses in lower case; an empty cell is missing."""
        return self._mapped(role, [person(cell) for cell in self._different(role)]).astype("str")

    def texts(self, role: str) -> pd.Series:
        """Return the cells as they stand; an empty one is missing."""
        return self._mapped(role, [cell or None for cell in self._different(role)]).astype("str")

    def times(self, role: str) -> pd.Series:
        """Return times, in UTC without zone.

        Raises
        ------
        ReadError
            If a cell is no date.
        """
        times = parsed_times(
            self._different(role),
            where=partial(self.place, role),
            day_first=self.day_first,
            by=self.witnesses.get(role),
        )
        self.notes.tell(*times.told)
        return self._mapped(role, times.column.to_numpy("datetime64[us]"))

    def clocks(self, role: str) -> pd.Series:
        """Return times of day, as lengths since midnight; missing where a cell is none."""
        return self._mapped(role, np.array([clock(cell) for cell in self._different(role)], dtype="timedelta64[us]"))

    def hours(self, role: str, *, per_hour: float = 1) -> pd.Series:
        """Return lengths in hours: numbers of which *per_hour* make an hour, or ``1:30`` for an hour and a half.

        Raises
        ------
        ReadError
            If a cell is neither.
        """
        found = [_hours(cell, per_hour) for cell in self._different(role)]
        for cell, hours in zip(self._different(role), found, strict=True):
            if hours < 0 or hours == float("inf"):
                raise ReadError(
                    f"{self.place(role, cell)} has '{cell[:40]}', which is no length of time; write a number, or 1:30"
                )
        return self._mapped(role, np.array(found, dtype=np.float64))

    def _different(self, role: str) -> list[str]:
        return [str(cell) for cell in self.cells[role].cat.categories]

    def _mapped(self, role: str, values: "np.ndarray | list[str | None]") -> pd.Series:
        """Return for each cell the value that belongs to its category."""
        return _taken(self.cells[role], values)

    def place(self, role: str, cell: str) -> str:
        """Return where *cell* stands first, for messages."""
        return self.source.place_of(cell, self.names[role], sheet=self.sheet)


def named(table: Table, wanted: Mapping[str, Iterable[str]], options: ReadOptions) -> dict[str, str]:
    """Return role -> the column that the user named for it, or one that is called as such columns usually are."""
    found = {role: options.columns.get(role) or table.find(names) for role, names in wanted.items()}
    return {role: name for role, name in found.items() if name}


def look_like_times(table: Table, *names: str) -> bool:
    """Whether the first filled cells of these columns are dates or times of day."""
    columns = [[cell for cell in table.column(name)[:50] if cell] for name in names]
    return all(cells and all(_TIME_LIKE.match(cell) for cell in cells) for cells in columns)


def person(cell: str) -> str | None:
    """Return who is named in a cell.

    Examples
    --------
    >>> person("Ana <A@x.org>"), person("Ben Ode"), person("")
    ('a@x.org', 'Ben Ode', None)
    """
    found = _ADDRESS.match(cell)
    name = found[1] if found else cell
    return (name.lower() if "@" in name else name) or None


def clock(cell: str) -> np.timedelta64:
    """Return the time of day in a cell.

    Examples
    --------
    >>> clock("7:30").item(), clock("10:00 PM").item(), clock("2024-03-01").item()
    (datetime.timedelta(seconds=27000), datetime.timedelta(seconds=79200), None)
    """
    found = _CLOCK.match(cell)
    if found is None:
        return np.timedelta64("NaT", "s")
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + 12 * (found[4][0] in "pP")
    if hour > 24 or minute > 59 or second > 59:
        return np.timedelta64("NaT", "s")
    return np.timedelta64((hour * 60 + minute) * 60 + second, "s")


def _hours(cell: str, per_hour: float) -> float:
    """Return the hours in a cell; missing if it is empty, below 0 if it is no length."""
    length = _LENGTH.fullmatch(cell)
    if length:
        return int(length[1]) + int(length[2]) / 60 + int(length[3] or 0) / 3600
    try:
        return float(cell.replace(",", ".")) / per_hour if cell else np.nan
    except ValueError:
        return -1.0


def pieces(source: Source, names: Mapping[str, str], options: ReadOptions, notes: Notes) -> Iterator[Columns]:
    """Give the columns *names* (role -> column) of *source*; a long file is read in pieces and never held whole."""
    if source.is_workbook or source.is_whole:
        table = source.sheet(options.sheet)
        notes.tell(*table.told)
    notes.tell(columns_taken(names))
    if source.is_workbook or source.is_whole:
        cells = pd.DataFrame({role: pd.Categorical(table.column(name)) for role, name in names.items()})
        yield Columns(source, options.sheet, names, cells, notes, options.day_first)
        return
    with spilling(_SCAN) as base:
        notes.tell(*_loaded(base, source, names, options.sheet))
        by = {role: witnesses(base, "cells", role) for role in names if role in _TIMED}
        base.execute("select * from cells")
        while len(piece := base.fetch_df_chunk(PIECE)):
            tidy = {role: _stripped(piece[role].fillna("").astype("category")) for role in names}
            yield Columns(source, options.sheet, names, pd.DataFrame(tidy), notes, options.day_first, by)


def _loaded(
    base: "duckdb.DuckDBPyConnection", source: Source, names: Mapping[str, str], sheet: str | None
) -> tuple[str, ...]:
    """Make the table ``cells``, a column for each role, and return what was decided to read it."""
    opening = Opening.of(source, sheet)
    picked = ", ".join(f'{quoted(name)} as "{role}"' for role, name in names.items())
    with tempfile.TemporaryDirectory(prefix="netspread-") as folder:
        way = Way(Path(folder))
        while True:
            try:
                with readable(source.where):
                    rows = relation(base, [source], [opening], way)
                    base.execute(f"create or replace table cells as select {picked} from ({rows})")
                break
            except ReadError as error:
                way = way.after(error)
    return opening.told


def _stripped(cells: pd.Series) -> pd.Series:
    """Return categories of text without blanks at the ends."""
    different = [str(cell) for cell in cells.cat.categories]
    stripped: list[str | None] = [cell.strip() for cell in different]
    return cells if stripped == different else _taken(cells, stripped).astype("category")


def _taken(cells: pd.Series, values: "np.ndarray | list[str | None]") -> pd.Series:
    """Return for each cell the value that belongs to its category."""
    array = np.array(values, dtype=object) if isinstance(values, list) else values
    return pd.Series(array[cells.cat.codes.to_numpy()], index=cells.index)
