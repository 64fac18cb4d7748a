"""Folder: several files of one export, in a folder or a zip archive; nothing is ever unpacked to the disk."""

import os
import stat
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from netspread.errors import NetspreadError, ReadError
from netspread.readers.source import MOST_TABLES, Source
from netspread.readers.table import Table, key
from netspread.readers.workbook import DAMAGED, reason, refuse_bombs

#: More files than this are no export of a survey or of some years' messages.
_MOST_FILES = 1_000_000
_MOST_UNPACKED = 20 << 30
#: A larger file is a log, which nobody looks into twice.
_LARGEST_TABLE = 200 << 20
#: So many files are looked at to see what a folder holds; so many, and so many bytes, are read at once.
_LOOKED_AT, _TOGETHER, _PORTION = 20, 1000, 16 << 20
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
    def sizes(self) -> Mapping[str, int]:
        """The files in it, sorted -> their bytes, unpacked; what systems leave behind is not among them.

        They are paths from its top, parted by ``/``.

        Raises
        ------
        ReadError
            If there are none, or too many; if an archive is broken, unpacks to too much, or has a file that would
            lie outside of it.
        """
        found = self._packed() if self.is_archive else self._on_disk()
        sizes = {name: found[name] for name in sorted(found) if _CLUTTER.isdisjoint(name.split("/"))}
        if not sizes:
            raise ReadError(f"{self.path}: there are no files in it; name the folder or archive of the export")
        if len(sizes) > _MOST_FILES:
            raise ReadError(f"{self.path}: there are more than {_MOST_FILES:,} files in it; name a part of them")
        return sizes

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The files in it, sorted; see :attr:`sizes`."""
        return tuple(self.sizes)

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

    def is_mostly(self, wanted: Callable[[bytes], bool], *, besides: Collection[str] = ()) -> bool:
        """Whether the first bytes of at least half of the files are as *wanted*; some are looked at.

        *besides* are endings of names (``.html``) that do not count.
        """
        names = [name for name in self.names if PurePosixPath(name).suffix.casefold() not in besides]
        looked_at = names[:: max(len(names) // _LOOKED_AT, 1)][:_LOOKED_AT]
        return bool(looked_at) and 2 * sum(self._is(name, wanted) for name in looked_at) >= len(looked_at)

    def _is(self, name: str, wanted: Callable[[bytes], bool]) -> bool:
        try:
            return wanted(self.source(name).head)
        except ReadError:
            return False

    def _on_disk(self) -> dict[str, int]:
        """Return the regular files below the folder; links are not followed, as they may lead anywhere."""
        found, waiting = {}, [""]
        try:
            while waiting:
                inside = waiting.pop()
                with os.scandir(self.path / inside) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(f"{inside}{entry.name}/")
                        elif entry.is_file(follow_symlinks=False):
                            found[inside + entry.name] = entry.stat(follow_symlinks=False).st_size
        except OSError as error:
            raise ReadError(
                f"{self.path}: the folder cannot be read ({reason(error)}); check who may open it"
            ) from error
        return found

    def _packed(self) -> dict[str, int]:
        try:
            with zipfile.ZipFile(self.path) as packed:
                entries = packed.infolist()
        except DAMAGED as error:
            raise ReadError(f"{self.path}: the archive is broken or cut short; download it again") from error
        refuse_bombs(entries, most=_MOST_UNPACKED, where=str(self.path))
        for entry in entries:
            _refuse_outside(entry, where=str(self.path))
        return {entry.filename: entry.file_size for entry in entries if not entry.is_dir()}


def portions(sizes: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Return the names of files, with their *sizes*, in portions of much the same work.

    Examples
    --------
    >>> portions({"a": 20_000_000, "b": 1, "c": 1})
    [('a',), ('b', 'c')]
    """
    found: list[list[str]] = []
    room = 0
    for name, size in sizes.items():
        if room <= 0 or len(found[-1]) == _TOGETHER:
            found.append([])
            room = _PORTION
        found[-1].append(name)
        room -= size
    return [tuple(names) for names in found]


def opened(path: Path, names: Iterable[str]) -> Iterator[tuple[str, BinaryIO]]:
    """Yield each of the files *names* in the folder or archive *path*, and the file open for reading.

    Who reads it does so inside of :func:`faults_told`, as that goes wrong where it is read.

    Raises
    ------
    ReadError
        If one cannot be opened.
    """
    if path.is_dir():
        for name in names:
            with faults_told(f"{path}/{name}"), (path / name).open("rb") as file:
                yield name, file
        return
    with faults_told(str(path)), zipfile.ZipFile(path) as archive:
        for name in names:
            with archive.open(name) as member:
                yield name, cast("BinaryIO", member)


@contextmanager
def faults_told(where: str) -> Iterator[None]:
    """Turn what goes wrong when a file is opened or read, also a packed one, into a ``ReadError``."""
    try:
        yield
    except DAMAGED as error:
        raise ReadError(f"{where}: the file cannot be read ({reason(error)}); copy or export it again") from error


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
        raise ReadError(f"{where}: the archive has a file outside of itself ('{name[:60]}'); pack the export again")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ReadError(f"{where}: the archive has a link ('{name[:60]}'); pack the files themselves")
    if entry.flag_bits & 1:
        raise ReadError(f"{where}: the archive is locked by a password; unpack it first")
