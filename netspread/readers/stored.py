"""Stored: the bytes of a file, on the disk or in a zip archive, packed by gzip or not; never more than memory takes."""

import gzip
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from netspread.errors import ReadError
from netspread.readers.workbook import DAMAGED, MOST_RATIO, reason

#: A text file larger than this is no survey; logs are read by duckdb, which needs no such limit.
_MOST_BYTES = 2_000_000_000
#: How much is looked at to see what a file is, in bytes.
HEAD = 1 << 20
_PIECE = 1 << 24


class Stored:
    """The bytes of the file *path*, or of the one called *inside* in that archive."""

    path: Path
    inside: str

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.inside).name or self.path.name

    @property
    def where(self) -> str:
        """The file's place, for messages."""
        return f"{self.path}/{self.inside}" if self.inside else str(self.path)

    @property
    def place(self) -> tuple[Path, str]:
        """The folder or archive that the file is in, and its name there."""
        return (self.path, self.inside) if self.inside else (self.path.parent, self.path.name)

    @cached_property
    def head(self) -> bytes:
        """The first megabyte, unpacked if it is gzip."""
        try:
            with self._open() as file:
                return bytes(file.read(HEAD))
        except DAMAGED as error:
            raise ReadError(
                f"{self.where}: the file cannot be read ({reason(error)}); copy or export it again"
            ) from error

    def pieces(self) -> Iterator[bytes]:
        """Give all bytes, unpacked if they are gzip, in pieces that fit into memory."""
        packed, size = max(self.packed_size, 1), 0
        try:
            with self._open() as file:
                while piece := file.read(_PIECE):
                    size += len(piece)
                    if size > 50_000_000 and size / packed > MOST_RATIO:
                        raise ReadError(f"{self.where}: unpacks to over {MOST_RATIO} times its size; export it again")
                    yield piece
        except DAMAGED as error:
            raise ReadError(
                f"{self.where}: the file cannot be read ({reason(error)}); copy or export it again"
            ) from error

    @cached_property
    def raw(self) -> bytes:
        """All bytes, unpacked if gzip."""
        pieces, size = [], 0
        for piece in self.pieces():
            pieces.append(piece)
            size += len(piece)
            if size > _MOST_BYTES:
                raise ReadError(f"{self.where}: the file is larger than 2 GB; split it, or read it as a log")
        return b"".join(pieces)

    @property
    def is_workbook(self) -> bool:
        """Whether this is a spreadsheet file: XLSX, XLSM, XLSB, ODS, or the old XLS."""
        return self.head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))

    @property
    def is_parquet(self) -> bool:
        """Whether this is a Parquet file."""
        return self.head.startswith(b"PAR1")

    @cached_property
    def is_gzip(self) -> bool:
        """Whether the file is packed by gzip."""
        with self._as_stored() as file:
            return file.read(2) == b"\x1f\x8b"

    @property
    def packed_size(self) -> int:
        """How many bytes it takes where it is stored."""
        if not self.inside:
            return self.path.stat().st_size
        with zipfile.ZipFile(self.path) as archive:
            return archive.getinfo(self.inside).compress_size

    @contextmanager
    def _open(self) -> Iterator[BinaryIO]:
        """Open the bytes, unpacked if they are gzip."""
        with self._as_stored() as file:
            if not self.is_gzip:
                yield file
                return
            with gzip.open(file, "rb") as unpacked:
                yield cast("BinaryIO", unpacked)

    @contextmanager
    def _as_stored(self) -> Iterator[BinaryIO]:
        if not self.inside:
            with self.path.open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self.inside) as member:
            yield cast("BinaryIO", member)
