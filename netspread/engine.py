"""Engine: where heavy, splittable work runs, and who is told about its progress.

Work goes through joblib: threads here by default, and Dask, Ray or Spark when the caller says
``joblib.parallel_config(backend=...)``. Results come back in the order of the pieces, so they never
depend on who was quicker.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Listener(Protocol):
    """Somebody who wants to know how far the work is: a terminal, a page, a test."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """Be told that *done* of *total* pieces of *step* are finished."""


def _silent(_step: str, _done: int, _total: int, /) -> None:
    return


_listener: ContextVar[Listener] = ContextVar("_listener", default=_silent)
_jobs: ContextVar[int | None] = ContextVar("_jobs", default=None)


@contextmanager
def told(listener: Listener) -> Iterator[None]:
    """Tell *listener* about every step that runs inside this ``with`` block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def using(jobs: int | None) -> Iterator[None]:
    """Let work inside this ``with`` block use *jobs* threads; ``None`` means one for each core."""
    token = _jobs.set(jobs)
    try:
        yield
    finally:
        _jobs.reset(token)


def step(name: str) -> None:
    """Say that a step of unknown length begins."""
    _listener.get()(name, 0, 0)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def run(function: Callable[[Piece], Result], pieces: Sequence[Piece], *, name: str) -> list[Result]:
    """Return ``function(piece)`` for each piece, in order, computed wherever joblib is set to.

    Parameters
    ----------
    function
        Pure: its result depends on the piece alone. Kernels release the GIL, so threads suffice.
    pieces
        What to work on. Keep them small: they travel to other machines when the backend is a cluster.
    name
        What a listener is told.
    """
    tell = _listener.get()
    tell(name, 0, len(pieces))
    if len(pieces) == 1:
        return [function(pieces[0])]
    from joblib import Parallel, delayed  # loads numpy, which `netspread --help` does not need

    parallel = Parallel(n_jobs=_jobs.get() or cores(), prefer="threads", return_as="generator")
    results: list[Result] = []
    for result in parallel(delayed(function)(piece) for piece in pieces):
        results.append(result)
        tell(name, len(results), len(pieces))
    return results


def blocks(total: int, size: int) -> list[range]:
    """Return ``range(total)`` cut into ranges of at most *size*; the cut never depends on the machine.

    Examples
    --------
    >>> blocks(5, 2)
    [range(0, 2), range(2, 4), range(4, 5)]
    """
    return [range(low, min(low + size, total)) for low in range(0, total, size)]
