"""Workbook: the cells of a spreadsheet file as text; nothing in it is run, and what unpacks without end is refused."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from netspread.errors import ReadError, one_of

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

#: What the libraries raise on packed files that are damaged.
DAMAGED = (
    OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, ValueError,
    KeyError, OverflowError,
)  # fmt: skip
#: Within so many bytes a part of a workbook declares its entities, if it has any.
_START = 1 << 14
#: A workbook is a zip; one that unpacks to more, or by a larger factor, is a bomb.
MOST_UNPACKED, MOST_RATIO = 1 << 30, 500


#: Marks of no width, and those that turn the direction of writing: with them two names can look the same.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def opened(raw: bytes, *, where: str) -> "CalamineWorkbook":
    """Return the workbook in *raw*.

    Raises
    ------
    ReadError
        If it is broken, another zip archive, or unpacks to too much.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    if raw.startswith(b"PK"):
        _checked(raw, where)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except (CalamineError, ValueError, OSError) as error:
        raise ReadError(f"{where}: the workbook cannot be opened ({reason(error)}); save it again") from error


def cells(book: "CalamineWorkbook", sheet: str | None, *, where: str) -> list[list[str]]:
    """Return the cells of *sheet*, by default the first sheet that has any; empty columns on the left are left out.

    Raises
    ------
    ReadError, ChoiceError
        If there is no such sheet, it is broken, or no sheet has cells.
    """
    if sheet is not None and sheet not in book.sheet_names:
        raise one_of("sheet", sheet, book.sheet_names)
    for name in [sheet] if sheet is not None else book.sheet_names:
        try:
            page = book.get_sheet_by_name(name)
            rows = page.to_python(skip_empty_area=True)
        except Exception as error:  # calamine raises many kinds for a broken sheet
            raise ReadError(f"{where}: sheet '{name}' is broken ({reason(error)}); save it again") from error
        found = [[_text(cell) for cell in row] for row in rows]
        if any(any(row) for row in found):
            # Rows are numbered as the spreadsheet shows them.
            return [*([] for _ in range((page.start or (0, 0))[0])), *found]
    raise ReadError(f"{where}: the workbook has no cells; export it again")


def plain(text: str) -> str:
    """Return *text* with plain blanks, and without marks that nobody sees."""
    if text.isascii():
        return text
    return _UNSEEN.sub("", text.replace("\u00a0", " "))


def reason(error: BaseException) -> str:
    """Return what another library says of a fault, in one line."""
    return " ".join(str(error).split())[:120] or type(error).__name__


def refuse_bombs(entries: Iterable[zipfile.ZipInfo], *, most: int, where: str) -> None:
    """Raise ``ReadError`` if *entries* of a zip archive unpack to more than *most* bytes, or by an absurd factor."""
    sizes = [(entry.file_size, entry.compress_size) for entry in entries]
    unpacked, size = sum(size for size, _ in sizes), max(sum(size for _, size in sizes), 1)
    if unpacked > most or (unpacked > 50_000_000 and unpacked / size > MOST_RATIO):
        raise ReadError(f"{where}: unpacks to {unpacked / 1e6:,.0f} MB, which is too much; pack or export it again")


def _checked(raw: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            entries = packed.infolist()
            refuse_bombs(entries, most=MOST_UNPACKED, where=where)
            starts = [_start(packed, entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    except DAMAGED as error:
        raise ReadError(f"{where}: the workbook is broken or cut short; save or download it again") from error
    if any(b"<!DOCTYPE" in start or b"<!ENTITY" in start for start in starts):
        raise ReadError(f"{where}: the workbook declares entities, which is not safe to read; save it again")
    if not any(entry.filename.startswith("xl/") or entry.filename == "content.xml" for entry in entries):
        raise ReadError(f"{where}: this is a zip archive, not a workbook; name the archive itself")


def _start(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with packed.open(entry) as part:
        return part.read(_START).replace(b"\x00", b"")  # it may be UTF-16


def _text(cell: object) -> str:
    """Return a cell as text: whole numbers without .0, dates ISO."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e21 else repr(cell)
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat())
    return plain(str(cell))
