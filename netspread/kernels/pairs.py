"""Pairs: what two people share, added up pair by pair; the memory follows the pairs, never people x people.

The tally is a table of numbers with open addresses (linear probing): a pair is one number, its first person below
its second.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import mixed
from netspread.kernels.jit import kernel

_EMPTY = np.int64(-1)


@kernel
def _slot(keys: NDArray[np.int64], key: int) -> np.int64:
    """Return where *key* stands, or where it belongs if it is new; the table has a power of two places."""
    mask = np.uint64(keys.size - 1)
    at = mixed(np.uint64(key)) & mask
    while keys[np.int64(at)] != key and keys[np.int64(at)] != _EMPTY:
        at = (at + np.uint64(1)) & mask
    return np.int64(at)


@kernel
def _grown(
    keys: NDArray[np.int64], sums: NDArray[np.float64], marks: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Return the same tally in twice the room."""
    wider = np.full(2 * keys.size, _EMPTY, np.int64)
    wide_sums = np.zeros(wider.size, np.float64)
    wide_marks = np.zeros((wider.size, marks.shape[1]), np.int64)
    for old in range(keys.size):
        if keys[old] != _EMPTY:
            at = _slot(wider, keys[old])
            wider[at] = keys[old]
            wide_sums[at] = sums[old]
            wide_marks[at] = marks[old]
    return wider, wide_sums, wide_marks


@kernel
def events_shared(
    starts: NDArray[np.int64],  # (events + 1,)
    people: NDArray[np.int64],  # (attendances,) who was at each event; nobody twice
    hours: NDArray[np.float64],  # (attendances,) how long
    shares: NDArray[np.float64],  # (events,) what an hour counts at each event
    times: NDArray[np.int64],  # (events,) when
    windows: NDArray[np.int64],  # (events,) in which window of time
    n: int,  # how many people there are
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Return for each pair and window: the pair's number, its weight, how many events it shared and the last time.

    The number is ``(window * n + first) * n + second``. Two people are together as long as the one who was there
    for less. Work: the sum over events of the pairs there.
    """
    keys, sums, marks = np.full(1024, _EMPTY, np.int64), np.zeros(1024, np.float64), np.zeros((1024, 2), np.int64)
    used = 0
    for event in range(starts.size - 1):
        for one in range(starts[event], starts[event + 1]):
            for other in range(one + 1, starts[event + 1]):
                low, high = min(people[one], people[other]), max(people[one], people[other])
                key = (windows[event] * n + low) * n + high
                at = _slot(keys, key)
                if keys[at] == _EMPTY:
                    if 2 * used > keys.size:
                        keys, sums, marks = _grown(keys, sums, marks)
                        at = _slot(keys, key)
                    keys[at] = key
                    marks[at, 1] = times[event]
                    used += 1
                sums[at] += shares[event] * min(hours[one], hours[other])
                marks[at, 0] += 1
                marks[at, 1] = max(marks[at, 1], times[event])
    taken = np.flatnonzero(keys != _EMPTY)
    order = taken[np.argsort(keys[taken])]
    return keys[order], sums[order], marks[order]
