"""Influence: who reaches crowds around, and who is elected by those not yet spoken for."""

import heapq

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def collective(
    starts: NDArray[np.int64],  # (n + 1,)
    contacts: NDArray[np.int32],  # (m,) each pair from both sides
    radius: int,
    low: int,
    high: int,
    found: NDArray[np.float64],  # (n,) out
) -> None:
    """Return (k_i - 1) times the sum of (k_j - 1) over the people j exactly *radius* steps away, k contacts each."""
    n = starts.size - 1
    marked = np.full(n, np.int32(-1))
    order = np.empty(n, np.int32)
    beyond = (starts[1:] - starts[:-1] - 1).astype(np.int32)  # as small as can be, to stay in the cache
    for i in range(low, high):
        marked[i] = i
        order[0] = i
        begin, end = 0, 1
        crowd = 0
        for _ in range(radius):
            reached = end
            for at in range(begin, end):
                v = order[at]
                for e in range(starts[v], starts[v + 1]):
                    w = contacts[e]
                    if marked[w] != i:
                        marked[w] = i
                        order[reached] = w
                        reached += 1
            begin, end = end, reached
        for at in range(begin, end):
            crowd += beyond[order[at]]
        found[i] = (starts[i + 1] - starts[i] - 1) * crowd


@kernel
def elect(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,) of arcs to the influenced, who vote for whoever influences them
) -> NDArray[np.int64]:
    """Return the place of each person in the elections, shape (n,): 1 first, 0 for those who are left without a vote.

    Somebody's vote counts 1, and n / m (one by the mean number of arcs) less after each election that it took part
    in; here all is multiplied by m, so that votes are whole numbers. Votes only ever become fewer, so whoever still
    has the most after counting again is elected.
    """
    n, m = starts.size - 1, targets.size
    ability = np.full(n, m)
    place = np.zeros(n, np.int64)
    waiting = [(-m * (starts[v + 1] - starts[v]), v) for v in range(n)]
    heapq.heapify(waiting)
    elected = 0
    while len(waiting) > 0:
        v = heapq.heappop(waiting)[1]
        votes = 0
        for e in range(starts[v], starts[v + 1]):
            votes += ability[targets[e]]
        if votes == 0:
            continue
        if len(waiting) > 0 and (-votes, v) > waiting[0]:
            heapq.heappush(waiting, (-votes, v))
            continue
        elected += 1
        place[v] = elected
        ability[v] = 0
        for e in range(starts[v], starts[v + 1]):
            w = targets[e]
            ability[w] = max(0, ability[w] - n)
    return place
