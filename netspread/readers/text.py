"""Text: the letters of a stored file: its encoding, its beginning, its lines; the whole never held unless asked for."""

import codecs
import io
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal

from netspread.errors import ReadError
from netspread.readers.encodings import as_utf8, decoded, whole_lines
from netspread.readers.stored import Stored
from netspread.readers.workbook import plain

#: Within so many bytes a format that has a signature shows it.
_START = 1 << 14
LONGEST_LINE = 1 << 20


class Text(Stored):
    """The letters of a file, which may be in any of the usual encodings."""

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
            file.writelines(self._texts())

    def _texts(self) -> Iterator[str]:
        """Give the whole text in pieces that fit into memory."""
        if self.encoding == "cp1252":
            return (decoded(piece, "cp1252") for piece in whole_lines(self.pieces()))
        return codecs.iterdecode(self.pieces(), self.encoding, errors="replace")

    def lines(self) -> Iterator[str]:
        """Give the lines of the whole text, piece by piece."""
        rest = ""
        for piece in self._texts():
            text = rest + piece
            end = 1 + max(text.rfind("\n"), text.rfind("\r", 0, -1))  # at the very end it may be half of \r\n
            yield from io.StringIO(text[:end], newline="")
            rest = text[end:]
        yield from io.StringIO(rest, newline="")

    @cached_property
    def text(self) -> str:
        """The whole text; what the encoding does not know becomes a mark."""
        text = plain(decoded(self.raw, self.encoding))
        if "\x00" in text:
            raise ReadError(f"{self.where}: the file holds NUL characters, so it is no text; export it again")
        return text

    @cached_property
    def opening(self) -> str:
        """The text of the head, for looking at."""
        if self.is_parquet:
            return ""
        text = plain(decoded(self.head, self.likely_encoding))
        if len(text.partition("\n")[0]) > LONGEST_LINE // 2:
            longest = f"a line is longer than {LONGEST_LINE // 2:,} characters"
            raise ReadError(f"{self.where}: {longest}; this is no table, export the data as CSV or XLSX")
        return text

    @property
    def start(self) -> str:
        """The first letters of the text, however long its lines are."""
        return "" if self.is_parquet else plain(self.head[:_START].decode(self.likely_encoding, errors="replace"))
