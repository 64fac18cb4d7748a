"""Added: how many more people are reached if two people had a tie, world by world.

The arcs that are there and the ties tried have each their own coin in a world, so that a tie added never makes a
world reach fewer, and ties are compared in the same worlds.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, mixed, stream
from netspread.kernels.jit import kernel

#: Coins of added ties stand in a stream of their own.
_ADDED = np.uint64(0xA5A5_5A5A_A5A5_5A5A)
_ALWAYS = np.uint32(0xFFFFFFFF)


@kernel
def _passes(coins: np.uint64, number: np.uint64, limit: np.uint32) -> bool | np.bool_:
    """Whether the coin of that number is under *limit*; 2**32 - 1 is always."""
    return limit == _ALWAYS or np.uint32(mixed(coins + number * GOLD) >> np.uint64(32)) < limit


@kernel
def _spread(
    starts: NDArray[np.int64],
    targets: NDArray[np.int32],
    limits: NDArray[np.uint32],
    ones: NDArray[np.int64],
    others: NDArray[np.int64],
    taken: NDArray[np.int64],
    limit: np.uint32,
    coins: np.uint64,
    reached: NDArray[np.int64],  # (n,) who is reached carries *mark*, or *base*
    mark: np.int64,
    base: np.int64,
    queue: NDArray[np.int32],  # (n,) those in it up to tail are reached, and to be followed from head on
    head: np.int64,
    tail: np.int64,
) -> np.int64:
    """Follow live arcs and live ties taken from the queue, marking who is new with *mark*; return the new tail."""
    grown = True
    while grown:
        while head < tail:
            v = queue[head]
            head += np.int64(1)
            for arc in range(starts[v], starts[v + 1]):
                w = targets[arc]
                if reached[w] != mark and reached[w] != base and _passes(coins, np.uint64(arc), limits[arc]):
                    reached[w] = mark
                    queue[tail] = w
                    tail += np.int64(1)
        grown = False
        for tie in taken:
            here = reached[ones[tie]] == base or reached[ones[tie]] == mark
            there = reached[others[tie]] == base or reached[others[tie]] == mark
            if here != there and _passes(coins ^ _ADDED, np.uint64(tie), limit):
                w = others[tie] if here else ones[tie]
                reached[w] = mark
                queue[tail] = w
                tail += np.int64(1)
                grown = True
    return tail


@kernel
def gains(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    limits: NDArray[np.uint32],  # (m,) an arc is live if its coin is under this; 2**32 - 1 is always
    seeds: NDArray[np.int64],  # (worlds, k) who starts in each world
    ones: NDArray[np.int64],  # (c,) the ties tried: between these people ...
    others: NDArray[np.int64],  # (c,) ... and these, passing it on either way
    taken: NDArray[np.int64],  # (a,) which of them are there already
    limit: np.uint32,  # of their coins
    seed: int,
    first: int,  # the number of the first world
    reaches: NDArray[np.int64],  # (worlds,) out: people reached with the ties that are there
    more: NDArray[np.int64],  # (c,) out, added to: people reached more by each tie, over all worlds
) -> None:
    """Add up what each tie would bring, given the arcs and the ties taken."""
    n = starts.size - 1
    reached = np.full(n, -1, np.int64)
    queue = np.empty(n, np.int32)
    mark = np.int64(0)
    for world in range(seeds.shape[0]):
        coins = stream(np.uint64(seed), np.uint64(first + world))
        mark += np.int64(1)
        base = mark
        tail = np.int64(0)
        for at in range(seeds.shape[1]):
            if reached[seeds[world, at]] != base:
                reached[seeds[world, at]] = base
                queue[tail] = seeds[world, at]
                tail += np.int64(1)
        tail = _spread(
            starts, targets, limits, ones, others, taken, limit, coins, reached, base, base, queue, np.int64(0), tail
        )
        reaches[world] = tail
        for tie in range(ones.size):
            here = reached[ones[tie]] == base
            if here != (reached[others[tie]] == base) and _passes(coins ^ _ADDED, np.uint64(tie), limit):
                mark += np.int64(1)
                new = others[tie] if here else ones[tie]
                reached[new] = mark
                queue[tail] = new
                end = _spread(
                    starts, targets, limits, ones, others, taken, limit, coins, reached, mark, base, queue, tail,
                    tail + np.int64(1),
                )  # fmt: skip
                more[tie] += end - tail


@kernel
def nearer(
    hops: NDArray[np.float64],  # (s, n) steps from each starting person to everybody; infinite where there is no way
    outward: NDArray[np.float64],  # (e, n) steps from each end of a tie tried to everybody
    end: NDArray[np.int64],  # (n,) which row of *outward* is a person's
    ones: NDArray[np.int64],  # (c,)
    others: NDArray[np.int64],  # (c,)
    gain: NDArray[np.float64],  # (c,) out: how much the sum of 1 / distance grows with each tie
) -> None:
    """Tell how much nearer people come by each tie, which leads either way."""
    for tie in range(ones.size):
        total = 0.0
        for source in range(hops.shape[0]):
            one, other = hops[source, ones[tie]], hops[source, others[tie]]
            # Only whoever has at least two steps less to one end than to the other gains anything behind it.
            if one + 1.0 < other:
                before, behind = one, end[others[tie]]
            elif other + 1.0 < one:
                before, behind = other, end[ones[tie]]
            else:
                continue
            for person in range(hops.shape[1]):
                way = before + 1.0 + outward[behind, person]
                if way < hops[source, person]:
                    total += 1.0 / way - 1.0 / hops[source, person]
        gain[tie] = total
