"""Thresholds: who adopts when enough of those who influence have. There is no chance in it."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def spread(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    needed: NDArray[np.int64],  # (n,) how many adopters each person needs, at least 1
    seeds: NDArray[np.int64],  # (k,) no repeats
    steps: NDArray[np.int64],  # (s,) out: how many adopt in each step; the last one takes what is later
    adopts: NDArray[np.int64],  # (n,) out: 1 for whoever adopts, else 0
) -> None:
    """Spread from *seeds*: a person adopts when as many adopters influence that person as are needed."""
    missing = needed.copy()
    queue = np.empty(needed.size, np.int32)
    last = steps.size - 1
    steps[:] = 0
    adopts[:] = 0
    tail = 0
    for v in seeds:
        missing[v] = 0
        adopts[v] = 1
        queue[tail] = v
        tail += 1
    head = 0
    step = 0
    steps[0] = tail
    while head < tail:
        step += 1
        end = tail
        while head < end:
            v = queue[head]
            head += 1
            for arc in range(starts[v], starts[v + 1]):
                w = targets[arc]
                missing[w] -= 1
                if missing[w] == 0 and not adopts[w]:
                    adopts[w] = 1
                    queue[tail] = w
                    tail += 1
        steps[min(step, last)] += tail - end
