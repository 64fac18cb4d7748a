"""Odds: the chances of a network's arcs, laid out as the kernels of cascades and of reverse samples want them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.odds import Sparking, aliases
from netspread.network import Arcs

#: A chance above this is certain: coins do not tell it from 1.
_SURE = 1 - 2.0**-32


@dataclass(frozen=True, slots=True, eq=False)
class Odds:
    """Arcs and how often sparks fall on them.

    Attributes
    ----------
    starts, targets
        uint32 and int32: the arcs that are possible; of each person, those come first that are certain.
    rates
        float64, shape (rows,): how many sparks fall on a person's other arcs on average.
    sure
        int32, shape (rows,): how many of a person's arcs are certain; shape (0,) if none is anywhere.
    alike
        True if all arcs of a person have the same chance; then row d is for whoever has d arcs. Else row v is for
        person v.
    lots
        uint32, shape (m, 3): see ``netspread.kernels.odds``; shape (0, 3) if alike.
    """

    starts: NDArray[np.uint32]
    targets: NDArray[np.int32]
    rates: NDArray[np.float64]
    sure: NDArray[np.int32]
    alike: bool
    lots: NDArray[np.uint32]

    @classmethod
    def by_count(cls, arcs: Arcs, chances: NDArray[np.float64]) -> "Odds":
        """Return the odds where each arc of whoever has d of them has the chance ``chances[d]``."""
        counts = np.arange(len(chances))
        certain = chances > _SURE
        return cls(
            arcs.starts.astype(np.uint32),
            arcs.targets,
            np.where(certain, 0.0, sparks_for(chances) * counts.astype(np.float64)),
            np.where(certain, counts, 0).astype(np.int32) if certain[1:].any() else np.zeros(0, np.int32),
            alike=True,
            lots=np.zeros((0, 3), np.uint32),
        )

    @classmethod
    def by_arc(cls, arcs: Arcs, chances: NDArray[np.float64]) -> "Odds":
        """Return the odds where each arc has a chance of its own."""
        n = len(arcs.starts) - 1
        owners = np.repeat(np.arange(n, dtype=np.int32), np.diff(arcs.starts))
        certain = chances > _SURE
        order = np.lexsort((~certain, owners)) if certain.any() else np.arange(len(owners))
        order = order[chances[order] > 0]
        owners, targets, certain = owners[order], arcs.targets[order], certain[order]
        rates = np.where(certain, 0.0, sparks_for(chances[order]))
        starts = np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=n))]).astype(np.int64)
        sure = np.bincount(owners[certain], minlength=n).astype(np.int32)
        lots = np.zeros((len(targets), 3), np.uint32)
        aliases(starts[:-1] + sure, starts[1:], targets, rates, lots)
        return cls(
            starts.astype(np.uint32),
            targets,
            np.bincount(owners, rates, minlength=n).astype(np.float64),
            sure if certain.any() else np.zeros(0, np.int32),
            alike=False,
            lots=lots,
        )

    @property
    def room(self) -> int:
        """More sparks than this never fall on one person's arcs (mean, twice over, and 200)."""
        return 200 + 2 * int(self.rates.max(initial=0.0))

    def for_kernels(self) -> Sparking:
        """Return the arrays in the order in which kernels take them."""
        upto = _upto_three(self.rates)
        return self.starts, self.targets, upto, self.rates, self.sure, self.alike, self.lots


def sparks_for(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many sparks have to fall on an arc on average, so that one does with that chance."""
    return np.asarray(-np.log1p(-np.minimum(chances, _SURE)))


def _upto_three(rates: NDArray[np.float64]) -> NDArray[np.uint32]:
    """Return the chances that 0, 1, 2, 3 sparks at most fall, as parts of 2**32: shape (rows, 4)."""
    chances = np.exp(-rates) * np.stack([np.ones(len(rates)), rates, rates**2 / 2, rates**3 / 6])
    return np.ascontiguousarray(np.maximum(np.rint(chances.cumsum(axis=0) * 2.0**32) - 1, 0).T.astype(np.uint32))
