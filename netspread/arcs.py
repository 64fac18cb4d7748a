"""Arcs: ties as arrays, and in which direction influence runs along them."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Influence = Literal["alter_to_ego", "ego_to_alter", "both"]
INFLUENCES: tuple[Influence, ...] = get_args(Influence)

#: What each direction of influence means, in the words of a summary.
INFLUENCE_IN_WORDS: dict[Influence, str] = {
    "alter_to_ego": "whoever is named influences the one who names",
    "ego_to_alter": "whoever writes influences the one who is written to",
    "both": "influence runs both ways along a tie",
}


@dataclass(frozen=True, slots=True)
class Arcs:
    """Who influences whom: one arc from the influencing to the influenced person.

    Attributes
    ----------
    starts
        int64, shape (n + 1,): where each influencer's arcs begin.
    targets
        int32, shape (m,): the person influenced; sorted for each influencer.
    weights
        float64, shape (m,): the weight of the tie; both ties' sum where influence runs both ways.
    """

    starts: NDArray[np.int64]
    targets: NDArray[np.int32]
    weights: NDArray[np.float64]

    def turned(self) -> "Arcs":
        """Return the same arcs seen from the influenced: ``targets`` are then the influencers."""
        from netspread.kernels import arcs  # numba loads when there is something to compute

        return Arcs(*arcs.turned(self.starts, self.targets, self.weights))

    def both_ways(self) -> "Arcs":
        """Return the arcs together with the same arcs turned; where both were there, their weights are added up."""
        from netspread.kernels import arcs

        back = self.turned()
        parts = (self.starts, self.targets, self.weights, back.starts, back.targets, back.weights)
        return Arcs(*arcs.both_ways(*parts))


def compressed(
    n: int, egos: NDArray[np.integer], alters: NDArray[np.integer], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Return the ties sorted by ego and alter, repeated ones added up, as (starts, alters, weights)."""
    order = np.lexsort((alters, egos))
    egos, alters, weights = egos[order], alters[order], weights[order]
    first = np.ones(len(egos), dtype=bool)
    first[1:] = (egos[1:] != egos[:-1]) | (alters[1:] != alters[:-1])
    summed = np.add.reduceat(weights, np.flatnonzero(first)) if len(weights) else weights
    starts = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(egos[first], minlength=n), out=starts[1:])
    return starts, alters[first].astype(np.int32), summed
