"""Folder: several files of one export, in a folder or a zip archive; nothing is ever unpacked to the disk."""

import stat
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from netspread.errors import NetspreadError, ReadError
from netspread.readers.source import MOST_TABLES, Source
from netspread.readers.table import Table, key
from netspread.readers.workbook import DAMAGED, refuse_bombs

#: More files than this are no export of a survey or of a year's messages.
_MOST_FILES = 200_000
_MOST_UNPACKED = 20 << 30
#: A larger file is a log, which nobody looks into twice.
_LARGEST_TABLE = 200 << 20
#: What systems leave behind in folders.
_CLUTTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Folder:
    """A folder, or a zip archive, known by the names of the files in it.

    Attributes
    ----------
    path
        Where it is.
    """

    path: Path

    @property
    def is_archive(self) -> bool:
        """Whether this is a zip archive."""
        return not self.path.is_dir()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The files in it, sorted: paths from its top, parted by ``/``; what systems leave behind is not among them.

        Raises
        ------
        ReadError
            If there are none, or too many; if an archive is broken, unpacks to too much, or has a file that would
            lie outside of it.
        """
        found = self._packed_names() if self.is_archive else self._names_on_disk()
        names = sorted(name for name in found if not _CLUTTER.intersection(PurePosixPath(name).parts))
        if not names:
            raise ReadError(f"{self.path}: there are no files in it; name the folder or archive of the export")
        if len(names) > _MOST_FILES:
            raise ReadError(f"{self.path}: there are more than {_MOST_FILES:,} files in it; name a part of them")
        return tuple(names)

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files on the disk that it is."""
        if self.is_archive:
            return (self.path,)
        return tuple(self.path / name for name in self.names)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The tables in it as far as they are looked at, by name without ending, capitals and marks; no logs."""
        if len(self.names) > MOST_TABLES:
            return {}
        found = {}
        for name in self.names:
            with suppress(NetspreadError):
                if (source := self.source(name)).packed_size <= _LARGEST_TABLE:
                    found[stem(name)] = source.sheet(None, narrowest=1) if source.is_whole else source.table
        return found

    def source(self, name: str, wanted: str | None = None) -> Source:
        """Return the file of that name."""
        return Source(self.path, wanted, inside=name) if self.is_archive else Source(self.path / name, wanted)

    def _names_on_disk(self) -> list[str]:
        """Return the regular files below the folder; links are not followed, as they may lead anywhere."""
        files = (file for file in self.path.rglob("*") if file.is_file() and not file.is_symlink())
        return [file.relative_to(self.path).as_posix() for file in files]

    def _packed_names(self) -> list[str]:
        try:
            with zipfile.ZipFile(self.path) as packed:
                entries = packed.infolist()
        except DAMAGED as error:
            raise ReadError(f"{self.path}: the archive is broken or cut short; download it again") from error
        refuse_bombs(entries, most=_MOST_UNPACKED, where=str(self.path))
        for entry in entries:
            _refuse_outside(entry, where=str(self.path))
        return [entry.filename for entry in entries if not entry.is_dir()]


@dataclass(frozen=True)
class Listed(Folder):
    """Files named one after the other, which may be one export as if they lay in one folder.

    Attributes
    ----------
    files
        Where they are.
    """

    files: tuple[Path, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The files as they were named."""
        return tuple(map(str, self.files))

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files."""
        return self.files

    def source(self, name: str, wanted: str | None = None) -> Source:
        """Return the file of that name."""
        return Source(Path(name), wanted)


def stem(name: str) -> str:
    """Return what a file is called, without ending, capitals and marks."""
    return key(PurePosixPath(name).stem)


def is_folder(path: Path) -> bool:
    """Whether *path* is a folder or a zip archive of files; workbooks are zip archives, but one file each."""
    if path.is_dir():
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            return False
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
    except DAMAGED:
        return False
    return not any(name.startswith("xl/") or name == "content.xml" for name in names)


def _refuse_outside(entry: zipfile.ZipInfo, *, where: str) -> None:
    """Raise ``ReadError`` if *entry* would lie outside of the archive's folder, is a link, or is locked."""
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in PurePosixPath(name).parts or name[1:2] == ":":
        raise ReadError(f"{where}: the archive has a file outside of itself ('{name[:60]}'); it is not safe to read")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ReadError(f"{where}: the archive has a link ('{name[:60]}'); pack the files themselves")
    if entry.flag_bits & 1:
        raise ReadError(f"{where}: the archive is locked by a password; unpack it first")
