"""Closure: how often people who share a contact are in contact themselves, in units of which few answered.

Nobody has told who belongs together in such a unit, so names drawn one by one close too few triangles. The silent of
the unit then exchange names, until ways of two steps are closed as often as in the units that answered.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import expit

from netspread.kernels.closure import closed_ways, exchange

#: A unit tells how often ways are closed if so many of it answered. It is told if a smaller share of it did, and it has
#: so many people at least and at most: in fewer hardly anything is open, in more it takes long.
_FEWEST, _MOST, _SHARE = 10, 1000, 0.7
#: How often to try to exchange each name.
_TRIES = 50

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """How much units that answered hold together, and which ones hardly did.

    What is told of a unit is the logarithm of the odds that a way of two steps is closed, against the odds that any two
    are in contact.
    """

    mean: float
    spread: float  # of what is drawn for another unit
    freedom: int  # of that spread
    units: tuple[Integers, ...]  # the members of each unit that hardly answered
    unit: Integers  # (n,) which of them each person belongs to; -1 for none
    answered: tuple[NDArray[np.bool_], ...]  # (p, p) for each of these units, who named whom

    @classmethod
    def fitted(cls, ties: csr_array, known: NDArray[np.bool_], units: NDArray[np.int32]) -> Self | None:
        """Return what the units that answered show; ``None`` where no unit is silent, or fewer than two tell."""
        members = [np.flatnonzero(units == unit) for unit in range(int(units.max(initial=0)) + 1)]
        silent = tuple(those for those in members if _FEWEST <= len(those) <= _MOST and known[those].mean() < _SHARE)
        if not silent:
            return None
        asked = [those[known[those]] for those in members if known[those].sum() >= _FEWEST]
        told = [odds for odds in (_log_odds(_named(ties, those)) for those in asked) if odds is not None]
        if len(told) < 2:
            return None
        spread = np.std(told, ddof=1) * np.sqrt(1 + 1 / len(told))
        unit = np.full(len(known), -1)
        for at, those in enumerate(silent):
            unit[those] = at
        answered = tuple(_named(ties, those) for those in silent)
        return cls(float(np.mean(told)), float(spread), len(told) - 1, silent, unit, answered)

    def exchanged(self, egos: Integers, alters: Integers, rng: np.random.Generator) -> Integers:
        """Return the *alters* of the drawn names after the silent of each unit that hardly answered exchanged some."""
        alters = alters.copy()
        inside = np.where(self.unit[egos] == self.unit[alters], self.unit[egos], -1)
        order = np.argsort(inside, kind="stable")
        ends = np.searchsorted(inside[order], np.arange(len(self.units) + 1))
        for at, (those, answered) in enumerate(zip(self.units, self.answered, strict=True)):
            within = order[ends[at] : ends[at + 1]]
            if not len(within):
                continue
            givers, given = np.searchsorted(those, egos[within]), np.searchsorted(those, alters[within])
            named = answered.copy()
            named[givers, given] = True
            contacts = named | named.T
            odds = self.mean + self.spread * rng.standard_t(self.freedom) + np.log(_usual(contacts))
            stream = np.uint64(rng.integers(2**62))
            exchange(named, givers, given, closed_ways(contacts)[1] * expit(odds), stream, _TRIES * len(given))
            alters[within] = those[given]
        return alters


def _named(ties: csr_array, those: Integers) -> NDArray[np.bool_]:
    return np.asarray(ties[those][:, those].toarray() > 0)


def _log_odds(named: NDArray[np.bool_]) -> float | None:
    """Return how much the people of one unit hold together; ``None`` where they have no ways, or all are in contact."""
    contacts = named | named.T
    closed, ways = closed_ways(contacts)
    if not ways or contacts.sum() == len(named) * (len(named) - 1):
        return None
    return float(np.log((closed + 0.5) / (ways - closed + 0.5) / _usual(contacts)))


def _usual(contacts: NDArray[np.bool_]) -> float:
    """Return the odds that any two are in contact."""
    pairs = len(contacts) * (len(contacts) - 1)
    return float((contacts.sum() + 0.5) / (pairs - contacts.sum() + 0.5))
