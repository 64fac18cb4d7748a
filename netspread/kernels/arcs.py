"""Arcs: the same ties seen from the other end, and from both ends."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def pointed_at(targets: NDArray[np.int32], n: int) -> NDArray[np.float64]:
    """Return how many arcs point at each of *n* people: shape (n,)."""
    count = np.zeros(n, np.int32)  # half as wide as the result, so that more of it is near
    for target in targets:
        count[target] += 1
    return count.astype(np.float64)


@kernel
def turned(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    weights: NDArray[np.float64],  # (m,)
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Return the arcs grouped by target: (starts, sources, weights); sources are sorted for each target."""
    n = starts.size - 1
    first = np.zeros(n + 1, np.int64)
    for e in range(targets.size):
        first[targets[e] + 1] += 1
    for v in range(n):
        first[v + 1] += first[v]
    sources = np.empty(targets.size, np.int32)
    carried = np.empty(targets.size, np.float64)
    free = first[:-1].copy()
    for v in range(n):
        for e in range(starts[v], starts[v + 1]):
            at = free[targets[e]]
            free[targets[e]] = at + 1
            sources[at] = v
            carried[at] = weights[e]
    return first, sources, carried


@kernel
def both_ways(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,) sorted for each person
    weights: NDArray[np.float64],  # (m,)
    in_starts: NDArray[np.int64],  # (n + 1,) the same arcs, turned
    in_sources: NDArray[np.int32],  # (m,)
    in_weights: NDArray[np.float64],  # (m,)
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Return everybody at the other end of an arc of each person, sorted, the weights of both arcs added up."""
    n = starts.size - 1
    first = np.zeros(n + 1, np.int64)
    others = np.empty(2 * targets.size, np.int32)
    summed = np.empty(2 * targets.size, np.float64)
    at = 0
    for v in range(n):
        a, b = starts[v], in_starts[v]
        end_a, end_b = starts[v + 1], in_starts[v + 1]
        while a < end_a or b < end_b:
            if b == end_b or (a < end_a and targets[a] < in_sources[b]):
                others[at], summed[at] = targets[a], weights[a]
                a += 1
            elif a == end_a or in_sources[b] < targets[a]:
                others[at], summed[at] = in_sources[b], in_weights[b]
                b += 1
            else:
                others[at], summed[at] = targets[a], weights[a] + in_weights[b]
                a += 1
                b += 1
            at += 1
        first[v + 1] = at
    return first, others[:at].copy(), summed[:at].copy()
