"""Paths: whom the shortest ways from, and to, a few starting people lead through.

Brandes (2001), *Journal of Mathematical Sociology* 25:163.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def _depends(
    starts: NDArray[np.int64],  # (n + 1,)
    alters: NDArray[np.int32],  # (m,)
    source: int,
    by_distance: bool,
    distance: NDArray[np.int32],  # (n,) -1 before and after
    ways: NDArray[np.float64],  # (n,) 0 before and after: how many shortest ways lead to each person
    share: NDArray[np.float64],  # (n,) what each of the ways to a person carries: that person, and all behind
    order: NDArray[np.int32],  # (n,) who is found, the nearest first
    once: NDArray[np.float64],  # (n,) out, added to
) -> None:
    """Add for each person the shares of the shortest ways from *source* to others that lead through that person.

    *by_distance*, a way counts only so far as the person stands nearer to its end than to *source*: at d of D
    steps, d / D.
    """
    distance[source] = 0
    ways[source] = 1.0
    order[0] = source
    head, found = 0, 1
    while head < found:
        v = order[head]
        head += 1
        next_step = distance[v] + 1
        ways_here = ways[v]
        for e in range(starts[v], starts[v + 1]):
            w = alters[e]
            if distance[w] < 0:
                distance[w] = next_step
                order[found] = w
                found += 1
            ways[w] += ways_here * (distance[w] == next_step)
    for at in range(found - 1, 0, -1):
        v = order[at]
        next_step = distance[v] + 1
        carried = 0.0
        for e in range(starts[v], starts[v + 1]):
            w = alters[e]
            carried += share[w] * (distance[w] == next_step)
        carried *= ways[v]
        if by_distance:
            share[v] = (1.0 / distance[v] + carried) / ways[v]
            once[v] += carried * distance[v]
        else:
            share[v] = (1.0 + carried) / ways[v]
            once[v] += carried
    for at in range(found):
        distance[order[at]] = -1
        ways[order[at]] = 0.0


@kernel
def dependencies(
    starts: NDArray[np.int64],  # (n + 1,)
    alters: NDArray[np.int32],  # (m,) whom each names
    in_starts: NDArray[np.int64],  # (n + 1,)
    in_egos: NDArray[np.int32],  # (m,) who names each; none: ways to the sources are left aside
    sources: NDArray[np.int64],  # (s,)
    by_distance: bool,
    summed: NDArray[np.float64],  # (n,) out, added to: the sum over the sources
    squared: NDArray[np.float64],  # (n,) out, added to: the sum of the squares; or (0,): not wanted
) -> None:
    """Add up how far ways from, and to, each of *sources* depend on each person."""
    n = starts.size - 1
    distance = np.full(n, -1, np.int32)
    ways, share, once = np.zeros(n), np.zeros(n), np.zeros(n)
    order = np.empty(n, np.int32)
    for source in sources:
        if squared.size == 0:
            _depends(starts, alters, source, by_distance, distance, ways, share, order, summed)
            continue
        once[:] = 0.0
        _depends(starts, alters, source, by_distance, distance, ways, share, order, once)
        if in_egos.size > 0:
            _depends(in_starts, in_egos, source, by_distance, distance, ways, share, order, once)
        for v in range(n):
            summed[v] += once[v]
            squared[v] += once[v] ** 2
