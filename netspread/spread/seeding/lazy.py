"""Lazy greed: the next best again and again, without asking everybody each time (CELF; Leskovec et al. 2007, *KDD*)."""

import heapq
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

#: What somebody adds to those taken.
Gain = Callable[[int], float]


def lazily(
    gain: Gain, take: Callable[[int], None], first: Iterable[tuple[int, float]], chosen: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return *chosen* with its -1 filled in, always with whoever adds most; equal gains in the order of *first*.

    Parameters
    ----------
    gain, take
        What somebody would add now; take somebody. Gains must never grow when somebody is taken.
    first
        The candidates, with a gain that theirs is at most.
    chosen
        Those who are taken already, then -1.
    """
    held = set(chosen[chosen >= 0].tolist())
    waiting = [(-bound, rank, person, -1) for rank, (person, bound) in enumerate(first) if person not in held]
    heapq.heapify(waiting)
    for turn in np.flatnonzero(chosen < 0).tolist():
        while waiting[0][3] != turn:
            _, rank, person, _ = waiting[0]
            heapq.heapreplace(waiting, (-gain(person), rank, person, turn))
        chosen[turn] = heapq.heappop(waiting)[2]
        take(int(chosen[turn]))
    return chosen


def eagerly(
    gain: Gain, take: Callable[[int], None], candidates: NDArray[np.int64], chosen: NDArray[np.int64]
) -> NDArray[np.int64]:
    """As :func:`lazily`, asking everybody each time: for gains that may grow."""
    for turn in np.flatnonzero(chosen < 0).tolist():
        left = candidates[~np.isin(candidates, chosen)]
        chosen[turn] = left[int(np.argmax([gain(int(person)) for person in left]))]
        take(int(chosen[turn]))
    return chosen
