"""Fingerprint: what tells a file, or a folder of files, from others."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from netspread.readers.folder import Folder


def fingerprint(path: Path) -> Mapping[str, Any]:
    """Return what tells a file from others; of a folder, its files by name and content."""
    if not path.is_dir():
        return {"name": path.name, "bytes": path.stat().st_size, "sha256": _digest(path)}
    files = Folder(path).sources
    hashed = hashlib.sha256()
    for file in files:
        hashed.update(f"{file.relative_to(path).as_posix()}\0{_digest(file)}\n".encode())
    size = sum(file.stat().st_size for file in files)
    return {"name": path.name, "files": len(files), "bytes": size, "sha256": hashed.hexdigest()}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprints(paths: Iterable[Path], *, private: bool = False) -> tuple[Mapping[str, Any], ...]:
    """Return what each file was; *private*: without its name, which may be somebody's."""
    return tuple(
        {**fingerprint(path), **({"name": f"input-{number}{path.suffix}"} if private else {})}
        for number, path in enumerate(paths, 1)
    )
