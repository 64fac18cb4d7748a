"""Distances: how far people are apart, for 64 starting people at once.

One bit a starting person: a machine word says which of the 64 have come to a person already (multi-source breadth
first search; Then et al. 2014, *PVLDB* 8:449).
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def _ones(word: np.uint64) -> np.int64:
    """Return how many bits of *word* are set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@kernel
def tally(
    in_starts: NDArray[np.int64],  # (n + 1,)
    in_egos: NDArray[np.int32],  # (m,) from whom a step leads to each person
    sources: NDArray[np.int64],  # (s,) the starting people
    steps: NDArray[np.int64],  # (n,) out, added to: the sum of the distances from the starting people
    reached: NDArray[np.int64],  # (n,) out, added to: how many starting people come here, oneself not counted
    inverse: NDArray[np.float64],  # (n,) out, added to: the sum of 1 / distance
) -> None:
    """Add up the distances from *sources* to everybody."""
    n = in_starts.size - 1
    seen = np.empty(n, np.uint64)
    now = np.empty(n, np.uint64)
    then = np.empty(n, np.uint64)
    for first in range(0, sources.size, 64):
        seen[:] = np.uint64(0)
        now[:] = np.uint64(0)
        for bit in range(min(64, sources.size - first)):
            mark = np.uint64(1) << np.uint64(bit)
            seen[sources[first + bit]] |= mark
            now[sources[first + bit]] |= mark
        distance = 0
        moved = True
        while moved:
            distance += 1
            moved = False
            for v in range(n):
                came = np.uint64(0)
                for e in range(in_starts[v], in_starts[v + 1]):
                    came |= now[in_egos[e]]
                came &= ~seen[v]
                then[v] = came
                if came != np.uint64(0):
                    moved = True
                    count = _ones(came)
                    steps[v] += distance * count
                    reached[v] += count
                    inverse[v] += count / distance
            for v in range(n):
                seen[v] |= then[v]
            now, then = then, now
