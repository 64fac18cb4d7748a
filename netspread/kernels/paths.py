"""Paths: whom the shortest ways from, and to, a few starting people lead through.

Brandes (2001), *Journal of Mathematical Sociology* 25:163.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel
from netspread.kernels.lengths import depends_by_length


@kernel
def depends(
    starts: NDArray[np.int64],  # (n + 1,)
    alters: NDArray[np.int32],  # (m,)
    source: int,
    by_distance: bool,
    state: NDArray[np.float64],  # (n, 2) -1 and 0 before and after: the distance, and see below
    order: NDArray[np.int32],  # (n,) who is found, the nearest first; ~v while nobody is behind v
    once: NDArray[np.float64],  # (n,) out, added to
) -> None:
    """Add for each person the shares of the shortest ways from *source* to others that lead through that person.

    *by_distance*, a way counts only so far as the person stands nearer to its end than to *source*: at d of D
    steps, d / D. Beside the distance stands how many shortest ways lead to each person; and, once all behind are done,
    what each of these ways carries: that person, and all behind. Side by side, both come with one read of memory.
    """
    state[source, 0] = 0.0
    state[source, 1] = 1.0
    order[0] = source
    head, found = 0, 1
    while head < found:
        v = order[head]
        next_step = state[v, 0] + 1.0
        ways_here = state[v, 1]
        leads_on = False
        for e in range(starts[v], starts[v + 1]):
            w = alters[e]
            if state[w, 0] < 0.0:
                state[w, 0] = next_step
                order[found] = w
                found += 1
            behind = state[w, 0] == next_step
            state[w, 1] += ways_here * behind
            leads_on |= behind
        if not leads_on:
            order[head] = ~v
        head += 1
    for at in range(found - 1, 0, -1):
        v = order[at]
        carried = 0.0
        if v < 0:
            v = ~v
            order[at] = v
        else:
            next_step = state[v, 0] + 1.0
            for e in range(starts[v], starts[v + 1]):
                w = alters[e]
                carried += state[w, 1] * (state[w, 0] == next_step)
            carried *= state[v, 1]
        if by_distance:
            state[v, 1] = (1.0 / state[v, 0] + carried) / state[v, 1]
            once[v] += carried * state[v, 0]
        else:
            state[v, 1] = (1.0 + carried) / state[v, 1]
            once[v] += carried
    order[0] = source
    for at in range(found):
        state[order[at], 0] = -1.0
        state[order[at], 1] = 0.0


@kernel
def dependencies(
    starts: NDArray[np.int64],  # (n + 1,)
    alters: NDArray[np.int32],  # (m,) whom each names
    lengths: NDArray[np.float64],  # (m,) how long each tie is; none: all 1
    in_starts: NDArray[np.int64],  # (n + 1,)
    in_egos: NDArray[np.int32],  # (m,) who names each; none: ways to the sources are left aside
    in_lengths: NDArray[np.float64],  # (m,) or none
    sources: NDArray[np.int64],  # (s,)
    by_distance: bool,
    summed: NDArray[np.float64],  # (n,) out, added to: the sum over the sources
    squared: NDArray[np.float64],  # (n,) out, added to: the sum of the squares; or (0,): not wanted
) -> None:
    """Add up how far ways from, and to, each of *sources* depend on each person."""
    n = starts.size - 1
    state, once = np.zeros((n, 2)), np.zeros(n)
    state[:, 0] = np.inf if lengths.size > 0 else -1.0
    order = np.empty(n, np.int32)
    # Buckets a little narrower than the shortest tie, so that no rounding puts two people of a way into one.
    narrow = 1.001 / lengths.min() if lengths.size > 0 else 1.0
    first = np.full(int(lengths.max() * narrow) + 2 if lengths.size > 0 else 0, np.int32(-1))
    following, who = np.empty(lengths.size + 1, np.int32), np.empty(lengths.size + 1, np.int32)
    for source in sources:
        once[:] = 0.0
        for ends in range(1 + (in_egos.size > 0)):
            there, others, far = (in_starts, in_egos, in_lengths) if ends else (starts, alters, lengths)
            if lengths.size == 0:
                depends(there, others, source, by_distance, state, order, once)
            else:
                depends_by_length(
                    there, others, far, narrow, source, by_distance, state, first, following, who, order, once
                )
        for v in range(n):
            summed[v] += once[v]
        for v in range(squared.size):
            squared[v] += once[v] ** 2
