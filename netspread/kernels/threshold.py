"""Thresholds: who adopts when enough of those who influence have.

All numbers are whole, so that the order in which influence arrives never matters.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, mixed, stream
from netspread.kernels.jit import kernel

#: The influence of all who influence a person, together; a threshold is from 1 to this.
WHOLE = 1 << 31


@kernel
def spread(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    influence: NDArray[np.int64],  # (m,) from 1 to WHOLE
    given: NDArray[np.int64],  # (n,) thresholds, at least 1; or (0,): random ones, anew in each world
    seeds: NDArray[np.int64],  # (k,) no repeats
    seed: int,
    first: int,  # the number of the first world
    reaches: NDArray[np.int64],  # (worlds,) out: people reached, seeds included
    steps: NDArray[np.int64],  # (worlds, s) out: how many adopt in each step; the last column takes what is later
    adopted: NDArray[np.int64],  # (n,) out, added to: in how many worlds each adopts; or (0,) not to count
) -> None:
    """Spread from *seeds*: a person adopts when the influence of adopters comes up to the threshold."""
    n = starts.size - 1
    heard = np.full(n, -1, np.int64)  # the world in which somebody was last influenced
    missing = np.zeros(n, np.int64)  # what is left to the threshold there; 0 once adopted
    queue = np.empty(n, np.int32)
    last = steps.shape[1] - 1
    for world in range(reaches.size):
        coins = stream(np.uint64(seed), np.uint64(first + world))
        tail = 0
        for v in seeds:
            heard[v] = world
            missing[v] = 0
            queue[tail] = v
            tail += 1
        head = 0
        step = 0
        steps[world, 0] = tail
        while head < tail:
            step += 1
            end = tail
            while head < end:
                v = queue[head]
                head += 1
                for arc in range(starts[v], starts[v + 1]):
                    w = targets[arc]
                    if heard[w] != world:
                        heard[w] = world
                        if given.size:
                            missing[w] = given[w]
                        else:
                            missing[w] = 1 + np.int64(mixed(coins + np.uint64(w) * GOLD) >> np.uint64(33))
                    if missing[w] > 0:
                        missing[w] -= influence[arc]
                        if missing[w] <= 0:
                            missing[w] = 0
                            queue[tail] = w
                            tail += 1
            steps[world, min(step, last)] += tail - end
        reaches[world] = tail
        if adopted.size:
            for at in range(tail):
                adopted[queue[at]] += 1
