"""Cascades: spreading from seeds over live arcs, world by world.

An arc is live in a world or not, whoever starts (Kempe, Kleinberg & Tardos 2003, *KDD*): that is a pure function of
the random seed, the world, and the influencing person (in :func:`by_influencer`) or the influenced one (in
:func:`by_listener`).
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, mixed, sparks, stream
from netspread.kernels.jit import kernel, prefetch
from netspread.kernels.odds import Sparking, drawn_from

_HALF = np.uint64(32)
#: So many sparks are followed together, so that one does not wait for the memory of another.
_TOGETHER = 256
#: The influence of all who influence a person, together.
WHOLE = 1 << 31


@kernel
def by_influencer(
    odds: Sparking,
    room: int,  # more sparks than this never fall on one person's arcs
    seeds: NDArray[np.int64],  # (k,) no repeats
    seed: int,
    first: int,  # the number of the first world
    reaches: NDArray[np.int64],  # (worlds,) out: people reached, seeds included
    steps: NDArray[np.int64],  # (worlds, s) out: how many adopt in each step; the last column takes what is later
    adopted: NDArray[np.int64],  # (n,) out, added to: in how many worlds each adopts; or (0,) not to count
) -> None:
    """Spread where arcs are live independently of each other, without a coin for arcs that are not.

    Sparks fall on a person's arcs as a Poisson process, and an arc is live if any falls on it. None falls on an arc of
    rate r with chance exp(-r), whatever falls on others (Kingman 1993, *Poisson Processes*, section 5.1): rate
    -log(1 - p) is chance p. How many fall is one coin; where each falls is another.
    """
    starts, targets, upto, rates, sure, alike, lots = odds
    n = starts.size - 1
    seen = np.zeros(n, np.uint8)
    queue = np.empty(n + 1, np.int32)
    falling = np.empty(_TOGETHER + room, np.uint64)
    begins = np.empty(_TOGETHER + room, np.int64)
    counts = np.empty(_TOGETHER + room, np.uint64)
    last = steps.shape[1] - 1
    for world in range(reaches.size):
        coins = stream(np.uint64(seed), np.uint64(first + world))
        mark = np.uint8(world % 255 + 1)
        if mark == 1:  # marks are used again
            seen[:] = 0
        tail = np.int64(0)
        for v in seeds:
            seen[v] = mark
            queue[tail] = v
            tail += 1
        head = np.int64(0)
        step = 0
        steps[world, 0] = tail
        while head < tail:
            step += 1
            end = tail
            while head < end:
                found = np.int64(0)
                while head < end and found < _TOGETHER:
                    v = queue[head]
                    head += 1
                    begin = np.int64(starts[v])
                    count = np.int64(starts[v + 1]) - begin
                    row = count if alike else np.int64(v)
                    if sure.size:
                        for _ in range(sure[row]):
                            w = targets[begin]
                            begin += 1
                            count -= 1
                            queue[tail] = w
                            tail += np.int64(seen[w] != mark)
                            seen[w] = mark
                    own = mixed(coins + np.uint64(v) * GOLD)
                    drawn = np.uint32(own >> _HALF)
                    # As a rule there are three at most: without a branch, so that several people are asked at once.
                    for k in range(3):
                        falling[found + k] = own + np.uint64(k + 1) * GOLD
                        begins[found + k] = begin
                        counts[found + k] = np.uint64(count)
                    if drawn > upto[row, 3]:
                        number = sparks(own, rates[row])
                        for k in range(3, number):
                            falling[found + k] = own + np.uint64(k + 1) * GOLD
                            begins[found + k] = begin
                            counts[found + k] = np.uint64(count)
                        found += number
                    else:
                        for most in range(3):
                            found += np.int64(drawn > upto[row, most])
                for at in range(found):
                    coin = mixed(falling[at])
                    arc = begins[at] + np.int64(((coin >> _HALF) * counts[at]) >> _HALF)
                    w = targets[arc] if alike else drawn_from(lots, arc, coin)
                    queue[tail] = w
                    tail += np.int64(seen[w] != mark)
                    seen[w] = mark
            steps[world, min(step, last)] += tail - end
        reaches[world] = tail
        if adopted.size:
            for at in range(tail):
                adopted[queue[at]] += 1


@kernel
def by_listener(
    starts: NDArray[np.uint32],  # (n + 1,)
    shares: NDArray[np.uint32],  # (m, 3) of each arc: whom it influences, the influence before it, and its own
    seeds: NDArray[np.int64],  # (k,) no repeats
    seed: int,
    first: int,  # the number of the first world
    reaches: NDArray[np.int64],  # (worlds,) out: people reached, seeds included
    steps: NDArray[np.int64],  # (worlds, s) out: how many adopt in each step; the last column takes what is later
    adopted: NDArray[np.int64],  # (n,) out, added to: in how many worlds each adopts; or (0,) not to count
) -> None:
    """Spread where one arc at most is live of all that lead to a person, drawn by influence.

    Each person draws a number from 0 to 2**31, and listens to the arc that holds it when all influence on that person
    is laid end to end. Who listens to one is convinced by one: but for seeds nobody has to be remembered.
    """
    n = starts.size - 1
    seeding = np.zeros(n, np.uint8)
    for v in seeds:
        seeding[v] = 1
    queue = np.empty(n + seeds.size + 1, np.int32)
    last = steps.shape[1] - 1
    for world in range(reaches.size):
        coins = stream(np.uint64(seed), np.uint64(first + world))
        tail = np.int64(0)
        for v in seeds:
            queue[tail] = v
            tail += 1
        head = np.int64(0)
        step = 0
        steps[world, 0] = tail
        while head < tail:
            step += 1
            end = tail
            while head < end:
                v = queue[head]
                head += 1
                if head + 2 < end:  # so that these are at hand when it is their turn
                    prefetch(shares, 3 * np.int64(starts[queue[head + 2]]))
                for arc in range(np.int64(starts[v]), np.int64(starts[v + 1])):
                    w = shares[arc, 0]
                    drawn = np.uint32(mixed(coins + np.uint64(w) * GOLD) >> np.uint64(33))
                    queue[tail] = w
                    tail += np.int64(np.uint32(drawn - shares[arc, 1]) < shares[arc, 2])
            kept = end
            for at in range(end, tail):
                w = queue[at]
                prefetch(starts, w)
                queue[kept] = w
                kept += np.int64(1 - seeding[w])
            tail = kept
            steps[world, min(step, last)] += tail - end
        reaches[world] = tail
        if adopted.size:
            for at in range(tail):
                adopted[queue[at]] += 1
