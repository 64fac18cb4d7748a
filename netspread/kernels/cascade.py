"""Cascades: spreading from seeds over live arcs, world by world.

An arc is live in a world or not, whoever starts (Kempe, Kleinberg & Tardos 2003, *KDD*): that is a pure function of
the random seed, the world, and the arc (or the influencing person).
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, above_zero, mixed, stream
from netspread.kernels.jit import kernel


@kernel
def by_person(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    p: float,  # above 0, below 1: the chance of each arc
    nobody: NDArray[np.float64],  # (n,) the chance (1 - p) ** arcs that none of a person's arcs is live
    seeds: NDArray[np.int64],  # (k,) no repeats
    seed: int,
    first: int,  # the number of the first world
    reaches: NDArray[np.int64],  # (worlds,) out: people reached, seeds included
    steps: NDArray[np.int64],  # (worlds, s) out: how many adopt in each step; the last column takes what is later
    adopted: NDArray[np.int64],  # (n,) out, added to: in how many worlds each adopts; or (0,) not to count
) -> None:
    """Spread where every arc has the same chance: each person's stream jumps from live arc to live arc."""
    n = starts.size - 1
    seen = np.full(n, -1, np.int64)
    queue = np.empty(n, np.int32)
    inverse = 1.0 / np.log1p(-p)
    last = steps.shape[1] - 1
    for world in range(reaches.size):
        coins = stream(np.uint64(seed), np.uint64(first + world))
        tail = 0
        for v in seeds:
            seen[v] = world
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
                own = mixed(coins + np.uint64(v) * GOLD)
                coin = above_zero(own)
                if coin <= nobody[v]:
                    continue
                arc = starts[v] + np.int64(np.log(coin) * inverse)
                while arc < starts[v + 1]:
                    w = targets[arc]
                    if seen[w] != world:
                        seen[w] = world
                        queue[tail] = w
                        tail += 1
                    own += GOLD
                    arc += 1 + np.int64(np.log(above_zero(mixed(own))) * inverse)
            steps[world, min(step, last)] += tail - end
        reaches[world] = tail
        if adopted.size:
            for at in range(tail):
                adopted[queue[at]] += 1


@kernel
def by_arc(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    limits: NDArray[np.uint32],  # (m,) an arc is live if its coin is under this; 2**32 - 1 is always
    seeds: NDArray[np.int64],  # (k,) no repeats
    seed: int,
    first: int,
    reaches: NDArray[np.int64],  # (worlds,) out
    steps: NDArray[np.int64],  # (worlds, s) out
    adopted: NDArray[np.int64],  # (n,) or (0,) out, added to
) -> None:
    """Spread where each arc has its own chance: one coin an arc."""
    n = starts.size - 1
    seen = np.full(n, -1, np.int64)
    queue = np.empty(n + 1, np.int32)
    most = 0
    for v in range(n):
        most = max(most, starts[v + 1] - starts[v])
    live = np.empty(most + 1, np.int32)
    last = steps.shape[1] - 1
    for world in range(reaches.size):
        coins = stream(np.uint64(seed), np.uint64(first + world))
        tail = np.int64(0)
        for v in seeds:
            seen[v] = world
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
                count = np.int64(0)
                # Without a branch, so that several coins are tossed at once; then only live arcs are followed.
                for arc in range(starts[v], starts[v + 1]):
                    coin = np.uint32(mixed(coins + np.uint64(arc) * GOLD) >> np.uint64(32))
                    live[count] = targets[arc]
                    count += np.int64((coin < limits[arc]) | (limits[arc] == np.uint32(0xFFFFFFFF)))
                for at in range(count):
                    w = live[at]
                    queue[tail] = w
                    tail += np.int64(seen[w] != world)
                    seen[w] = world
            steps[world, min(step, last)] += tail - end
        reaches[world] = tail
        if adopted.size:
            for at in range(tail):
                adopted[queue[at]] += 1
