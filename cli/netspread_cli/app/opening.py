"""Opening: the browser is started so that nobody else on the machine learns the key to the pages.

What stands in a command line, every user of a Linux machine can read. The browser is therefore given the address of a
page on the disk that only this user can read, and that page brings the key along. On Windows and on a Mac no command
line tells others, and a page on the disk might be opened by another program: there it is the start address itself.
"""

import os
import sys
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from netspread.language import Language
from netspread_cli.app.drawing import drawn
from netspread_cli.app.guard import START, Door

_PREFIX, _ENDING = "netspread-start-", ".html"
#: A page that is older was left by a crash: its key opens nothing.
_LEFT = 3600


class Doorstep:
    """What the browser is given: the address of the page on the disk, or of the app itself."""

    def __init__(self, door: Door, say: Language, folder: Path) -> None:
        self._page = None if door.password or sys.platform in ("win32", "darwin") else _written(door, say, folder)
        self.address = door.start if self._page is None else self._page.as_uri()

    def open(self) -> None:
        """Start the browser."""
        webbrowser.open(self.address)

    def gone(self) -> None:
        """Remove the page: it has done its work."""
        if self._page is not None:
            self._page.unlink(missing_ok=True)


@contextmanager
def doorstep(door: Door, say: Language, folder: Path) -> Iterator[Doorstep]:
    """Give what the browser is given, and remove it at the end; *folder* is private."""
    step = Doorstep(door, say, folder)
    try:
        yield step
    finally:
        step.gone()


def _written(door: Door, say: Language, folder: Path) -> Path | None:
    """Return the page; None where none can be written.

    A browser in a box of its own (snap, flatpak) sees no temporary folder and no hidden one, but the user's home.
    """
    page = drawn("doorstep", say, to=f"{door.address}{START}", token=door.token).body
    for place in (Path.home(), folder):
        with suppress(OSError):
            _sweep(place)
            number, name = tempfile.mkstemp(_ENDING, _PREFIX, place)  # with mode 600
            with os.fdopen(number, "wb") as file:
                file.write(page)
            return Path(name)
    return None


def _sweep(place: Path) -> None:
    """Remove what apps left that were killed."""
    for page in place.glob(f"{_PREFIX}*{_ENDING}"):
        if time.time() - page.lstat().st_mtime > _LEFT:
            page.unlink(missing_ok=True)
