"""Source: a file looked at once, by its bytes and not by its name."""

import codecs
import csv
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from netspread.errors import ChoiceError, NetspreadError, ReadError
from netspread.phrase import Phrase
from netspread.readers import parquet, workbook
from netspread.readers.delimiters import delimiter_of, text_rows
from netspread.readers.encodings import as_utf8, decoded, whole_lines
from netspread.readers.stored import HEAD, Stored
from netspread.readers.table import Table, key
from netspread.readers.workbook import plain

#: Of a file larger than its head so much is looked at to see what it is, in letters.
_PREVIEW = 1 << 17
#: Within so many bytes a format that has a signature shows it.
_START = 1 << 14
_PARQUET_ROWS = 1000
_LONGEST_LINE = 1 << 20
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

csv.field_size_limit(_LONGEST_LINE)


@dataclass(frozen=True)
class Source(Stored):
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
    def is_workbook(self) -> bool:
        """Whether this is a spreadsheet file: XLSX, XLSM, XLSB, ODS, or the old XLS."""
        return self.head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))

    @property
    def is_parquet(self) -> bool:
        """Whether this is a Parquet file."""
        return self.head.startswith(b"PAR1")

    @cached_property
    def encoding(self) -> str:
        """The encoding of the text: by its mark, else UTF-8 (also if cut short in a letter), else Windows-1252."""
        return self._marked or ("cp1252" if self._utf8 == "broken" else "utf-8")

    @cached_property
    def likely_encoding(self) -> str:
        """The encoding that the first megabyte promises."""
        return self._marked or ("cp1252" if as_utf8([self.head]) == "broken" else "utf-8")

    @cached_property
    def _marked(self) -> str:
        """The encoding that the first bytes give away; empty if they give none."""
        head = self.head
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        if head.startswith(b"\xef\xbb\xbf"):
            return "utf-8-sig"
        if head[:200].count(b"\x00") > len(head[:200]) // 4:
            return "utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"
        if b"\x00" in head:
            raise ReadError(f"{self.where}: the file holds NUL bytes, so it is no text; export it again as CSV or XLSX")
        return ""

    @cached_property
    def _utf8(self) -> Literal["whole", "cut", "broken"]:
        """Whether the text is UTF-8, to its end or to the middle of its last letter."""
        return as_utf8(self.pieces())

    @property
    def _is_cut(self) -> bool:
        return not self._marked and self._utf8 == "cut"

    def write_utf8(self, path: Path) -> None:
        """Write the text to *path* as UTF-8 without a mark, piece by piece; what its encoding does not know is marked.

        For programs that read nothing else.
        """
        with path.open("w", encoding="utf-8", newline="") as file:
            if self.encoding == "cp1252":
                for piece in whole_lines(self.pieces()):
                    file.write(decoded(piece, "cp1252"))
                return
            decoder = codecs.getincrementaldecoder(self.encoding)(errors="replace")
            for piece in self.pieces():
                file.write(decoder.decode(piece))
            file.write(decoder.decode(b"", final=True))

    @cached_property
    def text(self) -> str:
        """The whole text; what the encoding does not know becomes a mark."""
        text = plain(decoded(self.raw, self.encoding))
        if "\x00" in text:
            raise ReadError(f"{self.where}: the file holds NUL characters, so it is no text; export it again")
        return text

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
    def opening(self) -> str:
        """The text of the head, for looking at."""
        if self.is_parquet:
            return ""
        text = plain(decoded(self.head, self.likely_encoding))
        if len(text.partition("\n")[0]) > _LONGEST_LINE // 2:
            longest = f"a line is longer than {_LONGEST_LINE // 2:,} characters"
            raise ReadError(f"{self.where}: {longest}; this is no table, export the data as CSV or XLSX")
        return text

    @property
    def start(self) -> str:
        """The first letters of the text, however long its lines are."""
        return "" if self.is_parquet else plain(self.head[:_START].decode(self.likely_encoding, errors="replace"))

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
            rows = parquet.cells(self.path, where=self.where)
        else:
            rows = self._text_rows(self.text)
        if max(map(len, rows), default=0) > _MOST_COLUMNS:
            raise ReadError(f"{self.where}: more than {_MOST_COLUMNS:,} columns; no survey has so many, export again")
        return rows

    @cached_property
    def table(self) -> Table:
        """The beginning of the first sheet as a table with a header: enough to see what it is."""
        if self.is_parquet:
            return Table.of(parquet.cells(self.path, where=self.where, most=_PARQUET_ROWS), where=self.where)
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

    def _text_rows(self, text: str) -> list[list[str]]:
        return text_rows(text, self.delimiter, where=self.where)
