"""Choices: whom people name in one draw, given what counts in it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.completion import choose
from netspread.nonresponse.answers import Answers, Links

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Special(NamedTuple):
    """Pairs whose odds are not those of anybody alike."""

    rows: Integers  # position among those who choose
    alters: Integers
    odds: Floats  # how much they rise

    def and_also(self, other: "Special") -> "Special":
        """Return these pairs and others; the odds of a pair that stands in both are multiplied."""
        return Special(*(np.concatenate(both) for both in zip(self, other, strict=True)))

    def of(self, turn: Integers, n_rows: int) -> "Special":
        """Return the pairs of the rows at *turn*, with positions in it."""
        place = np.full(n_rows, -1)
        place[turn] = np.arange(len(turn))
        kept = place[self.rows] >= 0
        return Special(place[self.rows[kept]], self.alters[kept], self.odds[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Taste:
    """What counts in one draw, on the scale of log odds but for *likeness*."""

    fame: Floats  # (u, n)
    silent: float
    activity: float
    returned: float
    inside: float  # returned within a unit, beyond that
    together: float
    likeness: Floats  # (a,) factors

    def of(self, links: Links, shared: NDArray[np.bool_]) -> Floats:
        """Return how much the odds rise for each of the links, between people of one unit or not."""
        return np.asarray(self.answer(shared) ** links.named_back * np.exp(self.together * links.together))

    def answer(self, shared: NDArray[np.bool_]) -> Floats:
        """Return how much the odds rise for somebody who names one, of the same unit or not."""
        return np.asarray(np.exp(self.returned + self.inside * shared))


def chosen(
    answers: Answers,
    units: NDArray[np.int32],
    egos: Integers,
    counts: Integers,
    *,
    pull: Floats,
    likeness: Floats,
    special: Special,
    rng: np.random.Generator,
) -> NDArray[np.int32]:
    """Return whom each of *egos* chooses, so many as *counts* says: shape (s, most), -1 where fewer."""
    order = np.argsort(special.rows, kind="stable")
    starts = np.searchsorted(special.rows[order], np.arange(len(egos) + 1)).astype(np.int64)
    found = np.full((len(egos), max(1, int(counts.max(initial=0)))), -1, dtype=np.int32)
    choose(
        egos,
        counts,
        pull,
        units,
        answers.groups,
        answers.kinds,
        likeness,
        starts,
        special.alters[order].astype(np.int32),
        special.odds[order],
        int(rng.integers(2**62)),
        found,
    )
    return found
