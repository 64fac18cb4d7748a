"""Table: a header and rows of text, without the clutter that people leave around it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

import pandas as pd

from netspread.errors import ReadError, one_of
from netspread.phrase import Phrase

_TOTALS = re.compile(r"(grand )?(total|sum|summe|average|mean|n\s*=\s*\d+)\b.*", re.IGNORECASE)


def columns_taken(names: Mapping[str, str | None]) -> Phrase:
    """Return what is told of the columns: role -> name, without those that have none."""
    taken = [Phrase("'{name}' as {role}", name=name, role=role) for role, name in names.items() if name]
    return Phrase("columns taken: {taken}", taken=taken)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Named columns of text.

    Attributes
    ----------
    where
        The file, for messages.
    header
        The names of the columns as they stand; no name stands twice, none is empty.
    rows
        The cells, as wide as the header; no row is all empty.
    lines
        The number of each row in its sheet, from 1.
    told
        What was left out.
    columns
        Where each column stands in its sheet, from 0, if columns in between were left out as empty.
    """

    where: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    told: tuple[str, ...]
    columns: tuple[int, ...] = ()

    @classmethod
    def of(cls, cells: Iterable[Iterable[str]], *, where: str, narrowest: int = 2, told: Iterable[str] = ()) -> "Table":
        """Return the table in *cells*: title rows above, empty rows and columns, and totals below are left out.

        *told* is what was decided before, to read the cells at all.

        Raises
        ------
        ReadError
            If there is nothing, or fewer columns than *narrowest*.
        """
        filled = [(line, tidied) for line, row in enumerate(cells, 1) if any(tidied := [*map(str.strip, row)])]
        if not filled:
            raise ReadError(f"{where}: the file holds no data; export it again")
        width = _width([row for _, row in filled])
        if width < narrowest:
            raise ReadError(
                f"{where}: only one column was found ('{filled[0][1][0][:40]}'); "
                "separate the columns by comma, semicolon or tab; a list of people alone goes with --staff"
            )
        filled = [(line, row if len(row) == width else (row + [""] * width)[:width]) for line, row in filled]
        told = [*told]
        titles = 0
        while titles < min(5, len(filled) - 1) and _is_title(filled[titles][1], filled[titles + 1][1]):
            titles += 1
        if titles:
            told.append(Phrase("{count} title row{s} above the header left out", count=titles, s="s" * (titles > 1)))
        header, body = filled[titles][1], filled[titles + 1 :]
        totals = 0
        while len(body) > totals + 1 and _TOTALS.fullmatch(body[-1 - totals][1][0]):
            totals += 1
        if totals:
            told.append(Phrase("{count} row{s} of totals at the bottom left out", count=totals, s="s" * (totals > 1)))
            body = body[:-totals]
        used = [at for at in range(width) if header[at] or any(row[at] for _, row in body)]
        names = _unique([header[at] for at in used])
        return cls(
            where,
            tuple(names),
            tuple(tuple(row) if len(used) == width else tuple(row[at] for at in used) for _, row in body),
            tuple(line for line, _ in body),
            tuple(told),
            tuple(used),
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """The header as it is compared: without case, marks and spaces at the ends."""
        return tuple(key(name) for name in self.header)

    def column_in_file(self, name: str) -> int:
        """Return where a column stands in the file, from 0."""
        at = self.at(name)
        return self.columns[at] if self.columns else at

    def is_nameless(self, at: int) -> bool:
        """Whether the header has no name over a column, so that it is called by its place."""
        return self.header[at] == _nameless(at + 1)

    def column(self, name: str) -> list[str]:
        """Return the cells of one column.

        Raises
        ------
        ChoiceError
            If there is no such column.
        """
        at = self.at(name)
        return [row[at] for row in self.rows]

    def place(self, cell: str, columns: Iterable[int | str]) -> str:
        """Return where *cell* stands first in *columns* (places or names), for messages."""
        among = [column if isinstance(column, int) else self.at(column) for column in columns]
        for line, row in zip(self.lines, self.rows, strict=True):
            for at in among:
                if row[at] == cell:
                    return f"{self.where}, line {line}: column '{self.header[at]}'"
        return self.where

    def at(self, name: str) -> int:
        """Return where a column stands: the one of exactly that name, else one that is compared as the same."""
        if name in self.header:
            return self.header.index(name)
        keys, wanted = self.keys, key(name)
        if wanted not in keys:
            raise one_of(f"{self.where}: column", name, self.header)
        return keys.index(wanted)

    def find(self, words: Iterable[str]) -> str | None:
        """Return the first column whose name is one of *words*, in the order of the words."""
        keys = self.keys
        for word in words:
            if word in keys:
                return self.header[keys.index(word)]
        return None

    def below(self, rows: int) -> "Table":
        """Return the table without its first *rows*, which belong to the header."""
        return replace(self, rows=self.rows[rows:], lines=self.lines[rows:])

    def only(self, kept: Iterable[bool], *, told: str = "") -> "Table":
        """Return the rows that are *kept*, and tell how many the others are if there are any."""
        flags = list(kept)
        left = len(flags) - sum(flags)
        return replace(
            self,
            rows=tuple(row for row, flag in zip(self.rows, flags, strict=True) if flag),
            lines=tuple(line for line, flag in zip(self.lines, flags, strict=True) if flag),
            told=(*self.told, Phrase("{count} {what}", count=left, what=told)) if left and told else self.told,
        )

    def with_columns(self, columns: Mapping[str, Sequence[str]]) -> "Table":
        """Return the table with more *columns* on the right; a name that is taken gets a number."""
        header, rows = self.header, [list(row) for row in self.rows]
        for name, cells in columns.items():
            header = (*header, replace(self, header=header).free(name))
            for row, cell in zip(rows, cells, strict=True):
                row.append(cell)
        return replace(self, header=header, rows=tuple(map(tuple, rows)))

    def free(self, name: str) -> str:
        """Return *name*, or if a column is called so, *name* with a number."""
        taken = set(self.header)
        return name if name not in taken else next(f"{name} ({at})" for at in count(2) if f"{name} ({at})" not in taken)

    def tell(self, *sentences: str) -> "Table":
        """Return the table with more to be told."""
        return replace(self, told=(*self.told, *sentences))

    def frame(self) -> pd.DataFrame:
        """Return the cells as text columns; an empty cell is missing."""
        frame = pd.DataFrame(list(self.rows), columns=list(self.header), dtype="str")
        return frame.where(frame != "")


def key(name: str) -> str:
    """Return a column's name as it is compared.

    Examples
    --------
    >>> key(" Staff_ID: ")
    'staff id'
    """
    return " ".join(re.sub(r"[_\-.:?*()]+", " ", name.casefold()).split())


def _width(rows: list[list[str]]) -> int:
    """Return how many columns there are, without those on the right that are empty all the way down."""
    width = max(map(len, rows))
    while not any(len(row) >= width and row[width - 1] for row in rows):
        width -= 1
    return width


def _is_title(row: list[str], below: list[str]) -> bool:
    """Whether *row* is a line of text over the table: one cell, above a row of several."""
    return sum(map(bool, row)) == 1 and sum(map(bool, below)) > 1 and bool(row[0])


def _nameless(at: int) -> str:
    return f"column {at}"


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    result = []
    for at, name in enumerate(names, 1):
        shown = name or _nameless(at)
        seen[shown] = seen.get(shown, 0) + 1
        result.append(shown if seen[shown] == 1 else f"{shown} ({seen[shown]})")
    return result
