"""Covering: the people who together are in as many reverse-reachable samples as greed can find."""

import math

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel

_HALVINGS = 40


@kernel
def _index(
    people: NDArray[np.int32], ends: NDArray[np.int64], counts: NDArray[np.int32], least: np.int64
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return (slots, where): ``where[slots[v]:slots[v + 1]]`` are the samples with v, of all who are in *least*."""
    n = counts.size
    kept = counts >= least
    slots = np.zeros(n + 1, np.int64)
    for v in range(n):
        slots[v + 1] = slots[v] + (np.int64(counts[v]) if kept[v] else np.int64(0))
    where = np.empty(slots[n], np.int32)
    free = slots[:-1].copy()
    sample = np.int64(0)
    for at in range(people.size):  # one loop, however short samples are
        v = people[at]
        if kept[v]:
            while ends[sample + 1] <= at:
                sample += 1
            where[free[v]] = sample
            free[v] += 1
    return slots, where


@kernel
def _first_of_most(
    front: NDArray[np.int32],  # (gains,) who comes first in the list of each gain; -1: nobody
    behind: NDArray[np.int32],  # (n,) who comes next in the same list
    gain: NDArray[np.int32],
    open_to: NDArray[np.bool_],  # (n,) who may still be chosen
    most: np.int64,
) -> tuple[np.int64, np.int64]:
    """Return the first person of those with the largest gain, or -1 if nobody has *most*; and the largest possible."""
    best = np.int64(-1)
    v = front[most]
    front[most] = -1
    while v >= 0:
        after = behind[v]
        if open_to[v]:
            behind[v] = front[gain[v]]
            front[gain[v]] = v
            if gain[v] == most and (best < 0 or v < best):
                best = np.int64(v)
        v = after
    return best, most if best >= 0 else most - np.int64(1)


@kernel
def cover(
    people: NDArray[np.int32],  # all samples, one behind the other
    ends: NDArray[np.int64],  # (samples + 1,)
    allowed: NDArray[np.bool_],  # (n,) who may be chosen
    k: int,
    chosen: NDArray[np.int64],  # (k,) in: those that must be chosen, then -1; out: all, in order
    gains: NDArray[np.int64],  # (k,) out: how many more samples each covers
) -> np.int64:
    """Choose *k* people who cover as many samples as greed can, and return a bound on what any *k* could cover.

    Counts are kept up to date in place: each sample is walked through only once, when it is covered. People wait in
    lists by count, and are moved to the list where they belong when they are come across. Of equals the first is
    taken. The bound is that of Tang et al. (2018, *SIGMOD*): covered so far plus the *k* largest gains left, the least
    of it over all rounds.
    """
    n = allowed.size
    samples = ends.size - 1
    counts = np.zeros(n, np.int32)
    for at in range(people.size):
        counts[people[at]] += 1
    gain = counts.copy()
    most = np.int64(counts.max())
    having = np.zeros(most + 1, np.int64)  # how many people who may be chosen have each gain
    for v in range(n):
        having[gain[v]] += np.int64(allowed[v])
    # Who is in few samples is hardly ever chosen: the index does without, until it has to be made anew.
    least = most
    some = having[most]
    while least > 1 and some < 10 * k:
        least -= 1
        some += having[least]
    slots, where = _index(people, ends, counts, least)
    front = np.full(most + 1, -1, np.int32)
    behind = np.empty(n, np.int32)
    for v in range(n - 1, -1, -1):
        if allowed[v]:
            behind[v] = front[gain[v]]
            front[gain[v]] = v
    covered = np.zeros(samples, np.uint8)
    open_to = allowed.copy()
    total = np.int64(0)
    bound = np.int64(1) << np.int64(62)
    for turn in range(k + 1):
        left, sum_left, level = np.int64(k), np.int64(0), most
        while left > 0 and level > 0:
            some = min(left, having[level])
            sum_left += some * level
            left -= some
            level -= 1
        bound = min(bound, total + sum_left)
        if turn == k:
            break
        best = chosen[turn]
        while best < 0:
            best, most = _first_of_most(front, behind, gain, open_to, most)
        if counts[best] < least:
            least = np.int64(counts[best] // 2)
            slots, where = _index(people, ends, counts, least)
        chosen[turn] = best
        open_to[best] = False
        gains[turn] = gain[best]
        total += gain[best]
        having[gain[best]] -= np.int64(allowed[best])
        for slot in range(slots[best], slots[best + 1]):
            sample = where[slot]
            if covered[sample] == 0:
                covered[sample] = 1
                for at in range(ends[sample], ends[sample + 1]):
                    v = people[at]
                    if open_to[v]:
                        having[gain[v]] -= 1
                        having[gain[v] - 1] += 1
                    gain[v] -= 1
    return bound


@kernel
def covered_by(
    people: NDArray[np.int32],
    ends: NDArray[np.int64],
    chosen: NDArray[np.bool_],  # (n,)
) -> int:
    """Return how many samples hold one of the *chosen*."""
    count = 0
    for sample in range(ends.size - 1):
        for at in range(ends[sample], ends[sample + 1]):
            if chosen[people[at]]:
                count += 1
                break
    return count


@kernel
def at_least(hits: int, tries: int, doubt: float) -> float:
    """Return the chance that is there at least if *hits* of independent *tries* came true, wrong with chance *doubt*.

    Clopper & Pearson (1934), *Biometrika* 26:404: the chance at which so many hits or more are as rare as *doubt*. The
    tail of the binomial distribution falls faster than a geometric series that begins alike, and is taken for one: the
    result is a little smaller than theirs (where *doubt* is 1e-6, by 0.5 % of the way to ``hits / tries``), never
    larger.

    Examples
    --------
    >>> round(at_least(90, 100, 0.025), 3)
    0.822
    """
    if hits == 0:
        return 0.0
    if hits == tries:
        return math.exp(math.log(doubt) / tries)
    ways = math.lgamma(tries + 1.0) - math.lgamma(hits + 1.0) - math.lgamma(tries - hits + 1.0)
    low, high = 0.0, hits / tries
    for _ in range(_HALVINGS):
        chance = (low + high) / 2
        falling = (tries - hits) * chance / ((hits + 1) * (1 - chance))
        tail = ways + hits * math.log(chance) + (tries - hits) * math.log1p(-chance) - math.log1p(-falling)
        if tail < math.log(doubt):
            low = chance
        else:
            high = chance
    return low
