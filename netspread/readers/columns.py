"""Columns: some columns of a long table, each different cell kept once: as people, times, lengths of time."""

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netspread.errors import ReadError
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table
from netspread.readers.times import parsed_times

_ADDRESS = re.compile(r"^.*<\s*([^<>]+?)\s*>.*$")
_CLOCK = re.compile(r"^(\d{1,2})(?::(\d{2})(?::(\d{2}))?|(?=\s*[ap]))\s*([ap]\.?m\.?)?$", re.IGNORECASE)
_LENGTH = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2}))?")
_TIME_LIKE = re.compile(r"^\d[\d\s:./,TZ+-]*\s*([ap]\.?m\.?)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns that a reader wants.

    Attributes
    ----------
    where
        The file, for messages.
    names
        Role -> the name of its column.
    cells
        Role -> its cells, categories of text without blanks at the ends.
    told
        What was decided to read them; reading their cells adds to it.
    day_first
        Whether 3/4/2024 is the third of April.
    """

    where: str
    names: Mapping[str, str]
    cells: pd.DataFrame
    told: list[str]
    day_first: bool | None

    @classmethod
    def of(cls, source: Source, names: Mapping[str, str], options: ReadOptions) -> "Columns":
        """Return the columns *names* of *source*; a long text file is read without a list of all its rows."""
        cells, told = _cells(source, names, options.sheet)
        told.append("columns taken: " + ", ".join(f"'{name}' as {role}" for role, name in names.items()))
        return cls(source.where, names, cells, told, options.day_first)

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
        times = parsed_times(self._different(role), where=self._place(role), day_first=self.day_first)
        self.told.extend(sentence for sentence in times.told if sentence not in self.told)
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
                    f"{self._place(role)} has '{cell[:40]}', which is no length of time; write a number, or 1:30"
                )
        return self._mapped(role, np.array(found, dtype=np.float64))

    def _different(self, role: str) -> list[str]:
        return [str(cell) for cell in self.cells[role].cat.categories]

    def _mapped(self, role: str, values: "np.ndarray | list[str | None]") -> pd.Series:
        """Return for each cell the value that belongs to its category."""
        return _taken(self.cells[role], values)

    def _place(self, role: str) -> str:
        return f"{self.where}: column '{self.names[role]}'"


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


def _cells(source: Source, names: Mapping[str, str], sheet: str | None) -> tuple[pd.DataFrame, list[str]]:
    if not source.is_workbook and not source.is_whole and _is_plain(source):
        try:
            return _streamed(source, {role: source.table.at(name) for role, name in names.items()}), []
        except pd.errors.ParserError:
            pass  # rows of different widths: the slow way tidies them
    table = source.sheet(sheet)
    return pd.DataFrame({role: pd.Categorical(table.column(name)) for role, name in names.items()}), [*table.told]


def _is_plain(source: Source) -> bool:
    """Whether the header is the first line, and nothing had to be left out."""
    return source.table.lines[:1] == (2,) and not source.table.told and source.delimiter != " "


def _streamed(source: Source, at: Mapping[str, int]) -> pd.DataFrame:
    order = sorted(set(at.values()))
    frame = pd.read_csv(
        io.BytesIO(source.raw),
        sep=source.delimiter,
        usecols=order,
        dtype="category",
        na_filter=False,
        encoding=source.encoding,
        encoding_errors="replace",
    )
    tidy = [_stripped(frame.iloc[:, place]) for place in range(len(order))]
    return pd.DataFrame({role: tidy[order.index(place)] for role, place in at.items()})


def _stripped(cells: pd.Series) -> pd.Series:
    """Return categories of text without blanks at the ends."""
    different = [str(cell) for cell in cells.cat.categories]
    stripped: list[str | None] = [cell.strip() for cell in different]
    return cells if stripped == different else _taken(cells, stripped).astype("category")


def _taken(cells: pd.Series, values: "np.ndarray | list[str | None]") -> pd.Series:
    """Return for each cell the value that belongs to its category."""
    array = np.array(values, dtype=object) if isinstance(values, list) else values
    return pd.Series(array[cells.cat.codes.to_numpy()], index=cells.index)
