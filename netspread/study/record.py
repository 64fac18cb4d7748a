"""What ``run.json`` tells of a study: by what it was made, with which options, and how long it took."""

import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

from netspread import engine
from netspread.readers.listed import People, file_given, people_listed

_LIBRARIES = ("numpy", "scipy", "pandas", "networkx", "igraph", "scikit-learn", "numba", "joblib", "pyvis")


def versions() -> dict[str, str]:
    """Return the versions of Python, netspread and the libraries that the numbers depend on."""
    return {
        "python": platform.python_version(),
        "netspread": version("netspread"),
        **{name: version(name) for name in _LIBRARIES},
    }


def as_told(given: People, *, private: bool) -> str | bool | list[str]:
    """Return how ``run.json`` tells of people who were named: the file's name, or their ids; not where all is private.

    Parameters
    ----------
    given
        As it was given.
    private
        Only whether somebody was named.
    """
    file = file_given(given)
    if private:
        return file is not None or bool(people_listed(given))
    return list(people_listed(given)) if file is None else file.name


class Clock:
    """Measures how long each step takes, and tells the engine's listener that it began."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        """Measure what runs inside this ``with`` block, as *step*."""
        engine.step(step)
        began = time.perf_counter()
        yield
        self.seconds[step] = round(time.perf_counter() - began, 3)
