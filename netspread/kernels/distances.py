"""Distances: how far people are apart, for 256 starting people at once.

One bit a starting person: four machine words say which of the 256 have come to a person already (multi-source
breadth first search; Then et al. 2014, *PVLDB* 8:449).
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel

_WORDS = 4


@kernel
def _ones(word: np.uint64) -> np.int64:
    """Return how many bits of *word* are set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@kernel
def _start(
    sources: NDArray[np.int64],  # (s,) at most 256
    unseen: NDArray[np.uint64],  # (n, 4) out: whom of them each person has not yet heard of
    now: NDArray[np.uint64],  # (n, 4) out: of whom each has heard last
) -> None:
    """Let each of *sources* be known to himself or herself alone."""
    now[:] = np.uint64(0)
    everybody = np.zeros(_WORDS, np.uint64)
    for bit in range(sources.size):
        mark = np.uint64(1) << np.uint64(bit % 64)
        everybody[bit // 64] |= mark
        now[sources[bit], bit // 64] |= mark
    for v in range(now.shape[0]):
        for word in range(_WORDS):
            unseen[v, word] = everybody[word] & ~now[v, word]


@kernel
def tally(
    in_starts: NDArray[np.int64],  # (n + 1,)
    in_egos: NDArray[np.int32],  # (m,) from whom a step leads to each person
    sources: NDArray[np.int64],  # (s,) the starting people
    steps: NDArray[np.int64],  # (n,) out, added to: the sum of the distances from the starting people
    reached: NDArray[np.int64],  # (n,) out, added to: how many starting people come here, oneself not counted
    inverse: NDArray[np.float64],  # (n,) out, added to: the sum of 1 / distance
) -> int:
    """Add up the distances from *sources* to everybody; return the longest of them."""
    n = in_starts.size - 1
    nought = np.uint64(0)
    unseen = np.empty((n, _WORDS), np.uint64)
    now = np.empty((n, _WORDS), np.uint64)
    then = np.empty((n, _WORDS), np.uint64)
    longest = 0
    for first in range(0, sources.size, 64 * _WORDS):
        _start(sources[first : first + 64 * _WORDS], unseen, now)
        distance = 0
        moved = True
        while moved:
            distance += 1
            moved = False
            for v in range(n):
                a, b, c, d = nought, nought, nought, nought
                if unseen[v, 0] | unseen[v, 1] | unseen[v, 2] | unseen[v, 3] != nought:
                    for e in range(in_starts[v], in_starts[v + 1]):
                        ego = in_egos[e]
                        a |= now[ego, 0]
                        b |= now[ego, 1]
                        c |= now[ego, 2]
                        d |= now[ego, 3]
                    a &= unseen[v, 0]
                    b &= unseen[v, 1]
                    c &= unseen[v, 2]
                    d &= unseen[v, 3]
                then[v, 0] = a
                then[v, 1] = b
                then[v, 2] = c
                then[v, 3] = d
                count = _ones(a) + _ones(b) + _ones(c) + _ones(d)
                if count > 0:
                    unseen[v, 0] ^= a
                    unseen[v, 1] ^= b
                    unseen[v, 2] ^= c
                    unseen[v, 3] ^= d
                    moved = True
                    longest = max(longest, distance)
                    steps[v] += distance * count
                    reached[v] += count
                    inverse[v] += count / distance
            now, then = then, now
    return longest
