"""Batches: what one piece of a mailbox or chat holds, as numbers that duckdb can join."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
#: The time of a message that has none.
NEVER = int(np.iinfo(np.int64).min)


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What one piece of a log holds; people are numbers of its own.

    Attributes
    ----------
    people
        The people (and lists) that occur; all else names them by their place here.
    messages
        A row each: key, ego, time (microseconds since 1970, or ``NEVER``), kind (its place in the reader's list), and
        key of the thread (0 for none).
    addressed
        Key of the message, alter.
    answers
        Key of the message, key of one that it answers, and which: 0 for the nearest, then those before it.
    names
        (person, name) -> how often that name was written.
    lists
        Addresses of mailing lists.
    counts
        What was left out -> how many messages.
    """

    people: tuple[str, ...]
    messages: Numbers
    addressed: Numbers
    answers: Numbers
    names: Mapping[tuple[str, str], int]
    lists: frozenset[str]
    counts: Mapping[str, int]


@dataclass(slots=True, eq=False)
class Collector:
    """A batch in the making."""

    _codes: dict[str, int] = field(default_factory=dict)
    _messages: list[tuple[int, ...]] = field(default_factory=list)
    _addressed: list[tuple[int, ...]] = field(default_factory=list)
    _answers: list[tuple[int, ...]] = field(default_factory=list)
    names: Counter[tuple[str, str]] = field(default_factory=Counter)
    lists: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        key: int,
        ego: str,
        *,
        time: int | None,
        alters: Iterable[str] = (),
        answers: Sequence[int] = (),
        kind: int = 0,
        thread: int = 0,
    ) -> None:
        """Add a message; *time* in microseconds since 1970."""
        codes = self._codes
        row = (key, codes.setdefault(ego, len(codes)), NEVER if time is None else time, kind, thread)
        self._messages.append(row)
        self._addressed += [(key, codes.setdefault(alter, len(codes))) for alter in alters]
        self._answers += [(key, answered, step) for step, answered in enumerate(answers)]

    def batch(self) -> Batch:
        """Return what was added."""
        return Batch(
            tuple(self._codes),
            _numbers(self._messages, 5),
            _numbers(self._addressed, 2),
            _numbers(self._answers, 3),
            self.names,
            frozenset(self.lists),
            self.counts,
        )


def _numbers(rows: list[tuple[int, ...]], width: int) -> Numbers:
    return np.array(rows, dtype=np.int64).reshape(-1, width)
