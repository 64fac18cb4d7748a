"""Private: the folder in which uploads and answers lie while the app runs; nobody else can look in, nothing stays."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_PREFIX = "netspread-app-"
#: A file that is held open and locked as long as the app of the folder runs.
_LOCK = "in-use"


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a new folder that only this user can enter, and remove it at the end; first remove what crashes left."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))  # made with mode 700
    try:
        with (folder / _LOCK).open("w") as lock:
            _lock(lock)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> list[Path]:
    """Remove the folders of apps that ended without doing so, and return them."""
    gone = []
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if folder.is_dir() and not folder.is_symlink() and _is_ours(folder) and not _is_in_use(folder):
            shutil.rmtree(folder, ignore_errors=True)
            gone.append(folder)
    return gone


def _is_ours(folder: Path) -> bool:
    return sys.platform == "win32" or folder.stat().st_uid == os.getuid()


def _is_in_use(folder: Path) -> bool:
    """Whether an app holds the lock; a folder without one is just being made."""
    try:
        with (folder / _LOCK).open("r+") as lock:
            _lock(lock)
    except OSError:
        return True
    return False


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        """Lock *file* until it is closed; OSError if another process has."""
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        """Lock *file* until it is closed; OSError if another process has."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
