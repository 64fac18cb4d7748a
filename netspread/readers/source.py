"""Source: a file looked at once, by its bytes and not by its name."""

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from netspread.errors import ChoiceError, NetspreadError, ReadError
from netspread.phrase import Phrase
from netspread.readers import parquet, workbook
from netspread.readers.delimiters import delimiter_of, lines_above, text_rows
from netspread.readers.stored import HEAD
from netspread.readers.table import Table, key
from netspread.readers.text import LONGEST_LINE, Text
from netspread.readers.workbook import plain

#: Of a file larger than its head so much is looked at to see what it is, in letters.
_PREVIEW = 1 << 17
_PARQUET_ROWS = 1000
_MOST_COLUMNS = 16_384
#: An export of more sheets or files is no set of a few tables that belong together.
MOST_TABLES = 24
_KINDS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
)

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

csv.field_size_limit(LONGEST_LINE)


@dataclass(frozen=True)
class Source(Text):
    """One file.

    Attributes
    ----------
    path
        Where it is.
    wanted
        The sheet to look at; of a workbook the first one with cells by default.
    inside
        If *path* is a zip archive: the file in it.

    Raises
    ------
    ReadError
        If there is no such file, or it is empty, binary, or no text that can be decoded.
    """

    path: Path
    wanted: str | None = None
    inside: str = ""

    def __post_init__(self) -> None:
        if not self.path.exists():
            raise ReadError(f"{self.where}: there is no such file; check the name and the folder")
        if self.path.is_dir():
            raise ReadError(f"{self.where}: this is a folder; name the file in it")
        if self.name.casefold().endswith((".##h", ".##d")):
            raise ReadError(f"{self.where}: this is UCINET's own binary format; in UCINET, save the data as DL")
        if not self.head.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
            raise ReadError(f"{self.where}: the file is empty; export it again")
        for magic, kind in _KINDS:
            if self.head.startswith(magic):
                raise ReadError(f"{self.where}: this is {kind}, not a table; export the data as CSV or XLSX")

    @property
    def sources(self) -> tuple[Path, ...]:
        """The file on the disk that it is."""
        return (self.path,)

    @property
    def told(self) -> tuple[str, ...]:
        """What is to be told of how the bytes were read."""
        if self.is_workbook or self.is_parquet or self.encoding not in ("cp1252", "utf-8"):
            return ()
        if self.encoding == "cp1252":
            return (Phrase("what is no UTF-8 was read as Windows-1252: look whether accents are right"),)
        cut = Phrase("the file ends in the middle of a letter, so it was cut short: export it again")
        return (cut,) if self._is_cut else ()

    @cached_property
    def delimiter(self) -> str:
        """What separates the columns."""
        return delimiter_of(self.opening)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets; one without a name for a text file."""
        return tuple(self._workbook.sheet_names) if self.is_workbook else ("",)

    @cached_property
    def _workbook(self) -> "CalamineWorkbook":
        return workbook.opened(self.raw, where=self.where)

    def rows(self, sheet: str | None = None) -> list[list[str]]:
        """Return all cells of a sheet (the first one with cells by default) as text, row by row."""
        if sheet is not None and not self.is_workbook:
            raise ChoiceError(f"{self.where}: this is no workbook, so it has no sheet '{sheet}'; leave --sheet out")
        if self.is_workbook:
            rows = workbook.cells(self._workbook, sheet, where=self.where)
        elif self.is_parquet:
            rows = [*parquet.rows(self.path, where=self.where)]
        else:
            rows = self._text_rows(self.text)
        if max(map(len, rows), default=0) > _MOST_COLUMNS:
            raise ReadError(f"{self.where}: more than {_MOST_COLUMNS:,} columns; no survey has so many, export again")
        return rows

    @cached_property
    def table(self) -> Table:
        """The beginning of the first sheet as a table with a header: enough to see what it is."""
        if self.is_parquet:
            return Table.of(parquet.rows(self.path, where=self.where, most=_PARQUET_ROWS), where=self.where)
        if self.is_workbook or self.is_whole:
            return self.sheet(self.wanted)
        end = self.opening.find("\n", _PREVIEW)
        return Table.of(self._text_rows(self.opening[: end if end > 0 else None]), where=self.where)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The sheets of a workbook of several, by name without capitals and marks; none if one was asked for."""
        if self.wanted is not None or not self.is_workbook or not 1 < len(self.sheets) <= MOST_TABLES:
            return {}
        found = {}
        for name in self.sheets:
            with suppress(NetspreadError):
                found[key(name)] = self.sheet(name, narrowest=1)
        return found

    @property
    def is_whole(self) -> bool:
        """Whether the head is all there is."""
        return len(self.head) < HEAD

    def sheet(self, name: str | None, *, narrowest: int = 2) -> Table:
        """Return the table on the sheet of that name, which has at least *narrowest* columns."""
        return Table.of(self.rows(name), where=self.where, narrowest=narrowest, told=self.told)

    def place_of(self, cell: str, column: str, *, sheet: str | None = None) -> str:
        """Return where *cell* stands first in a column of the table, for messages."""
        at = (self.table if sheet is None else self.sheet(sheet)).column_in_file(column)
        line = self.line_of(cell, at, sheet=sheet)
        return f"{self.where}{'' if line is None else f', line {line}'}: column '{column}'"

    def line_of(self, cell: str, at: int, *, sheet: str | None = None) -> int | None:
        """Return the first line with *cell* in the column that stands there, from 0; a long file is read once more."""
        rows = self.rows(sheet) if self.is_workbook else self._passing_rows()
        return next(
            (line for line, row in enumerate(rows, 1) if plain("".join(row[at : at + 1])).strip() == cell), None
        )

    def _passing_rows(self) -> Iterator[list[str]]:
        """Give the rows of a table of any length, none of them kept."""
        if self.is_parquet:
            return parquet.rows(self.path, where=self.where)
        above = lines_above(self.opening, self.delimiter)
        return text_rows(self.lines(), self.delimiter, above=above, where=self.where)

    def _text_rows(self, text: str) -> list[list[str]]:
        lines = io.StringIO(text, newline="")
        return [*text_rows(lines, self.delimiter, above=lines_above(text, self.delimiter), where=self.where)]
