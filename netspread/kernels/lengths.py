"""Lengths: whom the shortest ways from one person lead through, where ties have lengths.

People wait in buckets as wide as the shortest tie: whoever stands in the nearest bucket cannot come nearer any more, in
whatever order they are taken (Denardo & Fox 1979, *Operations Research* 27:161). Shares of ways: Brandes (2001),
*Journal of Mathematical Sociology* 25:163.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel

#: Ways are as long as each other if their lengths differ by no larger share: sums round differently in another order.
_SAME = 1e-10


@kernel
def depends_by_length(
    starts: NDArray[np.int64],  # (n + 1,)
    alters: NDArray[np.int32],  # (m,)
    lengths: NDArray[np.float64],  # (m,) above the width of a bucket
    narrow: float,  # one by the width of a bucket
    source: int,
    by_distance: bool,
    state: NDArray[np.float64],  # (n, 2) infinite and 0 before and after: the distance, and ways and shares
    first: NDArray[np.int32],  # (b,) -1 before and after: the first entry of each bucket; the buckets are a ring
    following: NDArray[np.int32],  # (m + 1,) the next entry of the same bucket, -1 for none
    who: NDArray[np.int32],  # (m + 1,) who waits in each entry
    order: NDArray[np.int32],  # (n,) who is found, by bucket
    once: NDArray[np.float64],  # (n,) out, added to
) -> None:
    """Add for each person the shares of the shortest ways from *source* that lead through that person.

    As :func:`netspread.kernels.paths.depends`, with lengths. Who has come nearer waits twice; the later entry is void.
    """
    state[source, 0] = 0.0
    state[source, 1] = 1.0
    who[0], following[0], first[0] = source, -1, 0
    entries, waiting, found = 1, 1, 0
    bucket = np.int64(0)
    while waiting > 0:
        entry = first[bucket % first.size]
        first[bucket % first.size] = -1
        while entry >= 0:
            v = who[entry]
            entry = following[entry]
            waiting -= 1
            here, ways_here = state[v, 0], state[v, 1]
            if np.int64(here * narrow) != bucket:
                continue
            order[found] = v
            found += 1
            for e in range(starts[v], starts[v + 1]):
                w = alters[e]
                known, length = state[w, 0], here + lengths[e]
                if length > known * (1.0 + _SAME):  # most are known to be nearer
                    continue
                if length >= known * (1.0 - _SAME):
                    state[w, 1] += ways_here * (known > here)
                    continue
                state[w, 0] = length
                state[w, 1] = ways_here
                to = np.int64(length * narrow)
                if known == np.inf or np.int64(known * narrow) != to:
                    who[entries] = w
                    following[entries] = first[to % first.size]
                    first[to % first.size] = entries
                    entries += 1
                    waiting += 1
        bucket += 1
    for at in range(found - 1, 0, -1):
        v = order[at]
        here, carried = state[v, 0], 0.0
        for e in range(starts[v], starts[v + 1]):
            w = alters[e]
            known = state[w, 0]
            carried += state[w, 1] * (known > here and here + lengths[e] <= known * (1.0 + _SAME))
        carried *= state[v, 1]
        if by_distance:
            state[v, 1] = (1.0 / here + carried) / state[v, 1]
            once[v] += carried * here
        else:
            state[v, 1] = (1.0 + carried) / state[v, 1]
            once[v] += carried
    for at in range(found):
        state[order[at], 0] = np.inf
        state[order[at], 1] = 0.0
