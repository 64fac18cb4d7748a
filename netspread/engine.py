"""Engine: where heavy, splittable work runs, and who is told about its progress.

Work goes through joblib: threads here by default, and Dask, Ray or Spark when the caller says
``joblib.parallel_config(backend=...)``. Results come back in the order of the pieces, so they never
depend on who was quicker.
"""

import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, Literal, Protocol, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")


#: How many workers may be lost in one piece of work.
_MOST_LOST = 5


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


class _Work:
    """A function with all that it holds (a network's arrays, say), to be sent to each worker of a cluster once.

    Dask sends an argument once if it is told that it is large, and finds it again by its identity. Others pickle it for
    each piece, Spark in several threads at once, which kernels do not bear: so it is pickled once, for all of them.
    """

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function
        self._packed: bytes | None = None
        self._lock = Lock()

    def __call__(self, piece: Any) -> Any:
        return self.function(piece)

    def __sizeof__(self) -> int:
        return 1 << 20

    def __reduce__(self) -> tuple[Callable[[bytes], "_Work"], tuple[bytes]]:
        from joblib import wrap_non_picklable_objects  # such as a function within a function

        with self._lock:
            if self._packed is None:
                self._packed = pickle.dumps(wrap_non_picklable_objects(self.function, keep_wrapper=False))
        return _unpacked, (self._packed,)


def _unpacked(packed: bytes) -> _Work:
    return _Work(pickle.loads(packed))  # noqa: S301  # what this process or the one that asked has packed


def _done(work: _Work, piece: Any) -> Any:
    return work(piece)


def run(
    function: Callable[[Piece], Result], pieces: Sequence[Piece], *, name: str, in_place: bool = False
) -> list[Result]:
    """Return ``function(piece)`` for each piece, in order, computed wherever joblib is set to.

    Parameters
    ----------
    function
        Pure: its result depends on the piece alone. Kernels release the GIL, so threads suffice.
    pieces
        What to work on. Keep them and the results small: they travel when the backend is a cluster. What the function
        holds goes to each worker once.
    name
        What a listener is told.
    in_place
        True if the function writes into arrays of the caller instead: then it always runs in threads of this process.
    """
    return list(stream(function, pieces, name=name, in_place=in_place))


def stream(
    function: Callable[[Piece], Result],
    pieces: Sequence[Piece],
    *,
    name: str,
    in_place: bool = False,
    prefer: Literal["threads", "processes"] = "threads",
) -> Iterator[Result]:
    """Yield ``function(piece)`` for each piece, in order, as soon as it is there; else as :func:`run`.

    Parameters
    ----------
    prefer
        ``"processes"`` for much work in plain Python, which threads cannot share; they take a second to start.
    """
    tell = _listener.get()
    tell(name, 0, len(pieces))
    if len(pieces) == 1:
        yield function(pieces[0])
        return
    from joblib import delayed  # loads numpy, which `netspread --help` does not need

    where = {"require": "sharedmem"} if in_place else {"prefer": prefer}
    done = lost = 0
    while done < len(pieces):
        parallel = _parallel(**where)
        work = _Work(function)
        try:
            for result in parallel(delayed(_done)(work, piece) for piece in pieces[done:]):
                done += 1
                yield result
                tell(name, done, len(pieces))
        except CancelledError:  # a worker of a cluster was lost with what had been sent to it: ask the others
            lost += 1
            if lost > _MOST_LOST:
                raise


def _parallel(**where: Any) -> Any:
    """Return joblib's parallel work where it is set to; results come one by one where the backend can (Ray cannot)."""
    from joblib import Parallel
    from joblib.parallel import get_active_backend

    jobs = _jobs.get() or -1
    backend, _ = get_active_backend(prefer=where.get("prefer"), require=where.get("require"))
    return Parallel(n_jobs=jobs, return_as="generator" if backend.supports_return_generator else "list", **where)


def blocks(total: int, size: int) -> list[range]:
    """Return ``range(total)`` cut into ranges of at most *size*; the cut never depends on the machine.

    Examples
    --------
    >>> blocks(5, 2)
    [range(0, 2), range(2, 4), range(4, 5)]
    """
    return [range(low, min(low + size, total)) for low in range(0, total, size)]
