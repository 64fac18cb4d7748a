"""Folders: written at once or not at all; and records in JSON."""

import json
import math
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from netspread.cells import write_csv
from netspread.errors import SaveError

#: Raised when a name or a meaning in the files changes.
SCHEMA_VERSION = 1


def check_folder(folder: Path, *, force: bool) -> None:
    """Raise ``SaveError`` if *folder* could not be written: better before the work than after."""
    if folder.exists() and not folder.is_dir():
        raise SaveError(f"{folder}: a file of that name is in the way; choose another folder")
    if folder.exists() and not force:
        raise SaveError(f"{folder} exists already; add --force to replace it, or choose another folder with --out")
    above = _existing(folder.absolute().parent)
    for place in [above, folder] if folder.exists() else [above]:
        if not os.access(place, os.W_OK | os.X_OK) or not _can_write(place):
            raise SaveError(f"{folder}: nothing can be written into {place}; choose another folder with --out")


def at_once(write: Callable[[Path], None], folder: Path, *, force: bool) -> Path:
    """Let *write* fill a folder beside *folder*, put it there when it is complete, and return *folder*.

    Raises
    ------
    SaveError
        If *folder* exists and *force* is not set, or anything cannot be written; nothing is left behind then.
    """
    folder = folder.absolute()
    check_folder(folder, force=force)
    made = [parent for parent in (folder.parent, *folder.parent.parents) if not parent.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
            ready = Path(beside) / "ready"
            ready.mkdir()
            write(ready)
            if folder.exists():
                _exchange(ready, folder, Path(beside) / "replaced")
            else:
                ready.rename(folder)
    except OSError as error:
        for parent in made:
            shutil.rmtree(parent, ignore_errors=True)
        raise SaveError(f"{folder}: cannot be written ({error.strerror or error}); choose another folder") from error
    return folder


def _exchange(ready: Path, folder: Path, replaced: Path) -> None:
    """Put *ready* in the place of *folder*, with the files of others that are in there; or leave all as it was."""
    others = [entry.name for entry in folder.iterdir() if not (ready / entry.name).exists()]
    moved = []
    try:
        for name in others:
            (folder / name).rename(ready / name)
            moved.append(name)
        folder.rename(replaced)
        ready.rename(folder)
    except OSError:
        if replaced.exists():
            replaced.rename(folder)
        for name in moved:
            (ready / name).rename(folder / name)
        raise


def _existing(path: Path) -> Path:
    """Return *path*, or the nearest folder above it that exists."""
    while not path.exists():
        path = path.parent
    return path


def _can_write(folder: Path) -> bool:
    """Whether a file can be made in *folder*: permissions alone do not tell (a read-only disk, /proc)."""
    try:
        with tempfile.TemporaryDirectory(dir=folder):
            return True
    except OSError:
        return False


def fill(
    folder: Path,
    *,
    tables: Mapping[str, pd.DataFrame | None],
    pages: Mapping[str, str] | None = None,
    record: Mapping[str, Any] | None = None,
) -> None:
    """Write *tables* as CSV (those that are there), *pages* as HTML, and *record* as ``run.json`` into *folder*."""
    for name, table in tables.items():
        if table is not None:
            write_csv(table, folder / f"{name}.csv")
    for name, text in (pages or {}).items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8", newline="")
    if record is not None:
        write_json({"schema_version": SCHEMA_VERSION, **record}, folder / "run.json")


def write_json(value: Any, path: Path) -> None:
    """Write *value* to *path*; what is no number becomes null."""
    text = json.dumps(_finite(value), ensure_ascii=False, indent=2, allow_nan=False, default=str)
    path.write_text(text + "\n", encoding="utf-8", newline="")


def _finite(value: Any) -> Any:
    """Return *value* with null for what is no number."""
    if isinstance(value, dict):
        return {str(key): _finite(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(entry) for entry in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
