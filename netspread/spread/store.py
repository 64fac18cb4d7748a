"""Store: worlds that are done are kept in a folder, so that a long comparison goes on where it was stopped.

What a block of worlds comes to follows from the network, the model, the seeds and the numbers of the worlds alone, so
it is kept under a hash of these; other questions may share a folder.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pandas as pd

from netspread import engine
from netspread.errors import SaveError
from netspread.network import Network
from netspread.spread.models import Start, Tally


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of tallies."""

    folder: Path

    def run(
        self, some: Callable[[range], Tally], blocks: Sequence[range], *, name: str, about: Iterable[object]
    ) -> list[Tally]:
        """Return the tally of each block; only those are computed that are not kept yet."""
        base = digest(about)
        files = [self.folder / f"{digest((base, block.start, block.stop))}.npz" for block in blocks]

        def one(at: int) -> Tally:
            kept = _read(files[at])
            if kept is not None:
                return kept
            tally = some(blocks[at])
            _write(tally, files[at])
            return tally

        # The folder is on this machine, so the work stays here.
        return engine.run(one, range(len(blocks)), name=name, in_place=True)


_store: ContextVar[Store | None] = ContextVar("_store", default=None)


def store_in_use() -> Store | None:
    """Return the store that worlds are kept in, if there is one."""
    return _store.get()


@contextmanager
def kept_in(folder: str | Path) -> Iterator[Store]:
    """Keep the worlds that are tried inside this ``with`` block in *folder*, and take those that are there.

    Raises
    ------
    SaveError
        If the folder cannot be made.
    """
    store = Store(Path(folder))
    try:
        store.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(f"{folder}: cannot be made ({error.strerror or error}); choose another folder") from error
    token = _store.set(store)
    try:
        yield store
    finally:
        _store.reset(token)


def digest(about: Iterable[object]) -> str:
    """Return what tells *about* from everything else."""
    hashed = hashlib.sha256(version("netspread").encode())
    for value in about:
        for part in _parts(value):
            hashed.update(len(part).to_bytes(8, "little"))
            hashed.update(part)
    return hashed.hexdigest()


def _parts(value: object) -> list[bytes]:
    """Return the bytes that tell *value* from others."""
    if isinstance(value, Network):
        people = value.people
        rows = pd.util.hash_pandas_object(people.astype("str"), index=True).to_numpy()
        arrays = [value.starts, value.alters, value.weights, rows, *value.layers.values()]
        said = repr((list(map(str, people.columns)), value.influence, value.directed, list(value.layers)))
        return [*(np.ascontiguousarray(array).tobytes() for array in arrays), said.encode()]
    if isinstance(value, Start):
        return [value.positions.tobytes(), value.periods.tobytes()]
    return [repr(value).encode()]


def _read(path: Path) -> Tally | None:
    """Return what is kept in *path*; nothing if it is not there, or was cut short."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return Tally(kept["reaches"], kept["steps"], kept["now"], kept["adopted"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _write(tally: Tally, path: Path) -> None:
    beside = path.with_suffix(".part.npz")
    try:
        np.savez_compressed(beside, reaches=tally.reaches, steps=tally.steps, now=tally.now, adopted=tally.adopted)
        beside.replace(path)
    except OSError as error:
        raise SaveError(f"{path.parent}: cannot be written ({error.strerror or error}); make room") from error
