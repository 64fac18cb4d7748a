"""Spilling: a place to count in, of bounded memory; what does not fit lies on the disk for as long as it is needed."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from netspread.errors import ChoiceError, ReadError

if TYPE_CHECKING:
    import duckdb

#: How many of duckdb's vectors (2048 rows) are fetched at once.
PIECE = 100


@contextmanager
def spilling(memory: str) -> "Iterator[duckdb.DuckDBPyConnection]":
    """Open a duckdb for so much *memory*; its files lie in a folder that is removed afterwards.

    Raises
    ------
    ChoiceError
        If *memory* means nothing, or too little.
    """
    import duckdb

    limit = _for_duckdb(bytes_in(memory))
    with tempfile.TemporaryDirectory(prefix="netspread-") as spill:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{limit // 1024}KiB",
            "temp_directory": spill,
            "threads": str(_threads(limit)),
            "autoinstall_known_extensions": False,  # nothing is ever fetched
        }
        with duckdb.connect(config=config) as base:
            base.execute("set enable_progress_bar = false; set preserve_insertion_order = false")
            base.execute("set timezone = 'UTC'")
            yield base


@contextmanager
def readable(where: str) -> Iterator[None]:
    """Turn errors of duckdb into a sentence about the file *where*."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        reason = " ".join(str(error).split())[:160]
        raise ReadError(f"{where}: the log cannot be read ({reason}); export it again as CSV") from error


def bytes_in(text: str) -> int:
    """Return the number of bytes that *text* means.

    Raises
    ------
    ChoiceError
        If it means none, or less than 256 MiB.

    Examples
    --------
    >>> bytes_in("2GiB"), bytes_in("500 MB")
    (2147483648, 500000000)
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT])(i?)B?\s*", text, re.IGNORECASE)
    if found is None:
        raise ChoiceError(f"memory {text!r} is unknown; write it as 2GiB or 512MiB")
    size = int(float(found[1]) * (1024 if found[3] else 1000) ** ("KMGT".index(found[2].upper()) + 1))
    if size < 256 << 20:
        raise ChoiceError(f"memory {text!r} is too little to work in; give at least 256MiB")
    return size


def _for_duckdb(memory: int) -> int:
    """Return what duckdb may take of *memory*: Python, its libraries and the ties that come back need the rest."""
    return max(memory - (384 << 20), memory // 4, 96 << 20)


def _threads(limit: int) -> int:
    """Return how many threads duckdb may use: each needs memory of its own."""
    from joblib import cpu_count

    return max(1, min(int(cpu_count()), limit // (64 << 20)))
