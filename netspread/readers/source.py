"""Source: a file looked at once, by its bytes and not by its name."""

import csv
import gzip
import io
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from netspread.errors import ReadError, one_of
from netspread.readers.table import Table

#: A text file larger than this is no survey; logs are read by duckdb, which needs no such limit.
_MOST_BYTES = 2_000_000_000
_HEAD = 1 << 20
_LONGEST_LINE = 1 << 20
_MOST_COLUMNS = 16_384
#: A workbook is a zip; one that unpacks to more, or by a larger factor, is a bomb.
_MOST_UNPACKED, _MOST_RATIO = 1 << 30, 500
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
_DELIMITERS = (",", ";", "\t", "|")

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

csv.field_size_limit(_LONGEST_LINE)


@dataclass(frozen=True)
class Source:
    """One file.

    Raises
    ------
    ReadError
        If there is no such file, or it is empty, binary, or no text that can be decoded.
    """

    path: Path

    def __post_init__(self) -> None:
        if not self.path.exists():
            raise ReadError(f"{self.path}: there is no such file; check the name and the folder")
        if self.path.is_dir():
            raise ReadError(f"{self.path}: this is a folder; name the file in it")
        if not self.head.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
            raise ReadError(f"{self.path}: the file is empty; export it again")
        for magic, kind in _KINDS:
            if self.head.startswith(magic):
                raise ReadError(f"{self.path}: this is {kind}, not a table; export the data as CSV or XLSX")

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.path.name

    @cached_property
    def head(self) -> bytes:
        """The first megabyte, unpacked if it is gzip."""
        try:
            with self._open() as file:
                return bytes(file.read(_HEAD))
        except (OSError, EOFError, gzip.BadGzipFile) as error:
            raise ReadError(
                f"{self.path}: the file cannot be read ({_reason(error)}); copy or export it again"
            ) from error

    @property
    def is_workbook(self) -> bool:
        """Whether this is a spreadsheet file: XLSX, XLSM, XLSB, ODS, or the old XLS."""
        return self.head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))

    @cached_property
    def encoding(self) -> str:
        """The encoding of the text: by its mark, else UTF-8 if it is that, else Windows-1252."""
        head = self.head
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        if head.startswith(b"\xef\xbb\xbf"):
            return "utf-8-sig"
        if head[:200].count(b"\x00") > len(head[:200]) // 4:
            return "utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"
        if b"\x00" in head:
            raise ReadError(f"{self.path}: the file holds NUL bytes, so it is no text; export it again as CSV or XLSX")
        try:
            self.raw.decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
        return "utf-8"

    @cached_property
    def raw(self) -> bytes:
        """All bytes, unpacked if gzip."""
        with self._open() as file:
            raw = file.read(_MOST_BYTES + 1)
        if len(raw) > _MOST_BYTES:
            raise ReadError(f"{self.path}: the file is larger than 2 GB; split it, or read it as a message log")
        return raw

    @cached_property
    def text(self) -> str:
        """The whole text; what Windows-1252 does not know becomes a mark."""
        text = self.raw.decode(self.encoding, errors="replace")
        if "\x00" in text:
            raise ReadError(f"{self.path}: the file holds NUL characters, so it is no text; export it again")
        return text

    @cached_property
    def opening(self) -> str:
        """The text of the head, for looking at."""
        text = self.head.decode(self.encoding, errors="replace")
        if max(map(len, text.splitlines()), default=0) > _LONGEST_LINE // 2:
            raise ReadError(f"{self.path}: a line is longer than {_LONGEST_LINE // 2:,} characters; this is no table")
        return text

    @cached_property
    def delimiter(self) -> str:
        """What separates the columns: the mark that gives most records the same number of cells above one."""
        lines = self.opening.splitlines()
        sample = "\n".join(lines[:200])
        if lines and lines[0].casefold().startswith("sep=") and len(lines[0]) == 5:
            return lines[0][4]
        scores = {mark: _evenness(sample, mark) for mark in _DELIMITERS}
        best = max(scores, key=lambda mark: scores[mark])
        if scores[best] > 0:
            return best
        data = [line.split() for line in lines[:200] if line.strip() and not line.startswith("#")]
        if data and len({len(cells) for cells in data}) == 1 and len(data[0]) > 1 and _all_numbers(data):
            return " "
        return ","

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets; one without a name for a text file."""
        return tuple(self._workbook.sheet_names) if self.is_workbook else ("",)

    @cached_property
    def _workbook(self) -> "CalamineWorkbook":
        from python_calamine import CalamineError, CalamineWorkbook

        self._refuse_bombs()
        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(self.raw))
        except (CalamineError, ValueError, OSError) as error:
            raise ReadError(f"{self.path}: the workbook cannot be opened ({_reason(error)}); save it again") from error

    def rows(self, sheet: str | None = None) -> list[list[str]]:
        """Return all cells of a sheet (the first one with cells by default) as text, row by row."""
        rows = self._workbook_rows(sheet) if self.is_workbook else self._text_rows(self.text)
        if max(map(len, rows), default=0) > _MOST_COLUMNS:
            raise ReadError(f"{self.path}: more than {_MOST_COLUMNS:,} columns; no survey has so many, export again")
        return rows

    @cached_property
    def table(self) -> Table:
        """The beginning of the first sheet as a table with a header: enough to see what it is."""
        if self.is_workbook or self.is_whole:
            return self.sheet(None)
        return Table.of(self._text_rows(self.opening[: self.opening.rindex("\n")]), where=str(self.path))

    @property
    def is_whole(self) -> bool:
        """Whether the head is all there is."""
        return len(self.head) < _HEAD

    def sheet(self, name: str | None, *, narrowest: int = 2) -> Table:
        """Return the table on the sheet of that name, which has at least *narrowest* columns."""
        return Table.of(self.rows(name), where=str(self.path), narrowest=narrowest)

    def _text_rows(self, text: str) -> list[list[str]]:
        if self.delimiter == " ":
            found = text.splitlines()
            return [line.split() for line in found if line.strip() and not line.startswith("#")]
        lines = io.StringIO(text, newline="")
        if text[:5].casefold() == f"sep={self.delimiter}":
            lines.readline()
        try:
            return list(csv.reader(lines, delimiter=self.delimiter))
        except csv.Error as error:
            raise ReadError(f"{self.path}: the table cannot be read ({error}); export it again as CSV") from error

    def _workbook_rows(self, sheet: str | None) -> list[list[str]]:
        book = self._workbook
        if sheet is not None and sheet not in book.sheet_names:
            raise one_of("sheet", sheet, book.sheet_names)
        for name in [sheet] if sheet is not None else book.sheet_names:
            try:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
            except Exception as error:  # calamine raises many kinds for a broken sheet
                raise ReadError(f"{self.path}: sheet '{name}' is broken ({_reason(error)}); save it again") from error
            cells = [[_cell_text(cell) for cell in row] for row in rows]
            if any(any(row) for row in cells):
                return cells
        raise ReadError(f"{self.path}: the workbook has no cells; export it again")

    def _refuse_bombs(self) -> None:
        if not self.head.startswith(b"PK"):
            return
        try:
            with zipfile.ZipFile(io.BytesIO(self.raw)) as packed:
                sizes = [(info.file_size, info.compress_size) for info in packed.infolist()]
                names = packed.namelist()
        except zipfile.BadZipFile as error:
            raise ReadError(f"{self.path}: the workbook is broken or cut short; save or download it again") from error
        unpacked, size = sum(size for size, _ in sizes), max(sum(size for _, size in sizes), 1)
        if unpacked > _MOST_UNPACKED or (unpacked > 50_000_000 and unpacked / size > _MOST_RATIO):
            raise ReadError(f"{self.path}: unpacks to {unpacked / 1e6:,.0f} MB, too much for a survey; save it again")
        if not any(name.startswith("xl/") or name == "content.xml" for name in names):
            raise ReadError(f"{self.path}: this is a zip archive, not a workbook; unpack it and name the file inside")

    def _open(self) -> BinaryIO:
        with self.path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        return cast("BinaryIO", gzip.open(self.path, "rb")) if packed else self.path.open("rb")


def _evenness(sample: str, mark: str) -> float:
    try:
        counts = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if row]
    except csv.Error:
        return 0.0
    wide = [count for count in counts if count > 1]
    if not wide:
        return 0.0
    usual = max(set(wide), key=wide.count)
    return wide.count(usual) / len(counts) + min(usual, 50) / 1000


def _all_numbers(rows: list[list[str]]) -> bool:
    return all(cell.replace(".", "", 1).lstrip("-").isdigit() for row in rows for cell in row)


def _cell_text(cell: object) -> str:
    """Return a workbook's cell as text: whole numbers without .0, dates ISO."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat())
    return str(cell)


def _reason(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
