"""Reverse-reachable sets: who would have reached a person drawn at random, one set a sample.

Borgs, Brautbar, Chayes & Lucier (2014, *SODA*); jumping from live arc to live arc: Guo et al. (2020, *SIGMOD*).
Sample j depends on the random seed and j alone.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, above_zero, below, mixed, sparks, stream
from netspread.kernels.jit import kernel, prefetch
from netspread.kernels.odds import drawn_from

_HALF = np.uint64(32)


@kernel
def _cleared(seen: NDArray[np.uint8], people: NDArray[np.int32], low: np.int64, high: np.int64) -> None:
    """Forget who was seen; those who were are ``people[low:high]``."""
    if 16 * (high - low) < seen.size:
        for at in range(low, high):
            seen[people[at]] = 0
    else:
        seen[:] = 0


@kernel
def _longer(buffer: NDArray[np.int32], used: np.int64) -> NDArray[np.int32]:
    longer = np.empty(2 * buffer.size, np.int32)
    longer[:used] = buffer[:used]
    return longer


@kernel
def by_cascade(
    starts: NDArray[np.uint32],  # (n + 1,)
    sources: NDArray[np.int32],  # (m,) who influences each person; those come first who surely convince
    rates: NDArray[np.float64],  # (rows, 2) how many sparks fall on a person's other arcs, and the chance of none
    sure: NDArray[np.int32],  # (rows,) how many surely convince; or (0,): nobody does
    alike: bool,  # True if all arcs of a person are, and a row is how many there are; else a row is a person
    lots: NDArray[np.uint32],  # (m, 3) see ``kernels.odds``; (0, 3) if alike
    seed: int,
    low: int,
    high: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return (people, ends): sample low + i is ``people[ends[i]:ends[i + 1]]``, its root first.

    Sparks as in :func:`netspread.kernels.cascade.by_influencer`.
    """
    n = starts.size - 1
    seen = np.zeros(n, np.uint8)
    people = np.empty(max(n, 4 * (high - low)) + n + 1, np.int32)
    ends = np.zeros(high - low + 1, np.int64)
    used = cleared = np.int64(0)
    following = stream(np.uint64(seed), np.uint64(low))
    root = below(mixed(following), np.uint64(n))
    for sample in range(low, high):
        while people.size - used < n + 1:
            people = _longer(people, used)
        mark = np.uint8((sample - low) % 255 + 1)
        if mark == 1:  # marks are used again
            _cleared(seen, people, cleared, used)
            cleared = used
        own, v = following, np.int32(root)
        # Where the next sample begins is known already: let the processor fetch it.
        following = stream(np.uint64(seed), np.uint64(sample + 1))
        root = below(mixed(following), np.uint64(n))
        prefetch(starts, root)
        prefetch(seen, root)
        seen[v] = mark
        people[used] = v
        head = used
        tail = used + 1
        while head < tail:
            v = people[head]
            head += 1
            begin = np.int64(starts[v])
            count = np.int64(starts[v + 1]) - begin
            if head < tail:
                prefetch(sources, np.int64(starts[people[head]]))
            row = count if alike else np.int64(v)
            if sure.size:
                for _ in range(sure[row]):
                    w = sources[begin]
                    begin += 1
                    count -= 1
                    people[tail] = w
                    tail += np.int64(seen[w] != mark)
                    seen[w] = mark
            if count == 0:
                continue
            own += GOLD
            coin = mixed(own)
            drawn = above_zero(coin)
            rate = rates[row, 0]
            none = rates[row, 1]
            if drawn <= none:
                continue
            upto_one = none + none * rate
            upto_two = upto_one + none * rate * rate * 0.5
            upto_three = upto_two + none * rate * rate * rate * (1.0 / 6.0)
            number = 1 + np.int64(drawn > upto_one) + np.int64(drawn > upto_two)
            if drawn > upto_three:
                number = sparks(coin, rate, none)
            for _ in range(number):
                own += GOLD
                coin = mixed(own)
                arc = begin + np.int64(((coin >> _HALF) * np.uint64(count)) >> _HALF)
                w = sources[arc] if alike else drawn_from(lots, arc, coin)
                prefetch(starts, w)
                people[tail] = w
                tail += np.int64(seen[w] != mark)
                seen[w] = mark
        used = tail
        ends[sample - low + 1] = used
    return people[:used], ends


@kernel
def by_threshold(
    starts: NDArray[np.uint32],  # (n + 1,)
    sources: NDArray[np.int32],  # (m,) who influences each person
    lots: NDArray[np.uint32],  # (m, 3) see ``kernels.odds``; or (0, 3): all influence alike
    seed: int,
    low: int,
    high: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return samples as :func:`by_cascade`: each person has one live arc, drawn by influence (Kempe et al. 2003)."""
    n = starts.size - 1
    seen = np.zeros(n, np.uint8)
    people = np.empty(max(n, 4 * (high - low)) + n, np.int32)
    ends = np.zeros(high - low + 1, np.int64)
    used = cleared = np.int64(0)
    following = stream(np.uint64(seed), np.uint64(low))
    root = below(mixed(following), np.uint64(n))
    for sample in range(low, high):
        while people.size - used < n:
            people = _longer(people, used)
        mark = np.uint8((sample - low) % 255 + 1)
        if mark == 1:  # marks are used again
            _cleared(seen, people, cleared, used)
            cleared = used
        own, v = following, np.int32(root)
        following = stream(np.uint64(seed), np.uint64(sample + 1))
        root = below(mixed(following), np.uint64(n))
        prefetch(starts, root)
        prefetch(seen, root)
        tail = used
        while seen[v] != mark:
            seen[v] = mark
            people[tail] = v
            tail += 1
            begin = np.int64(starts[v])
            count = np.int64(starts[v + 1]) - begin
            if count == 0:
                break
            own += GOLD
            coin = mixed(own)
            arc = begin + np.int64(((coin >> _HALF) * np.uint64(count)) >> _HALF)
            v = drawn_from(lots, arc, coin) if lots.size else sources[arc]
        used = tail
        ends[sample - low + 1] = used
    return people[:used], ends


@kernel
def _index(
    people: NDArray[np.int32], ends: NDArray[np.int64], counts: NDArray[np.int32], least: np.int64
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return (slots, where): ``where[slots[v]:slots[v + 1]]`` are the samples with v, of all who are in *least*."""
    n = counts.size
    slots = np.zeros(n + 1, np.int64)
    for v in range(n):
        slots[v + 1] = slots[v] + (np.int64(counts[v]) if counts[v] >= least else np.int64(0))
    where = np.empty(slots[n], np.int32)
    free = slots[:-1].copy()
    for sample in range(ends.size - 1):
        for at in range(ends[sample], ends[sample + 1]):
            v = people[at]
            if counts[v] >= least:
                where[free[v]] = sample
                free[v] += 1
    return slots, where


@kernel
def _first_of_most(
    front: NDArray[np.int32],  # (gains,) who comes first in the list of each gain; -1: nobody
    behind: NDArray[np.int32],  # (n,) who comes next in the same list
    gain: NDArray[np.int32],
    taken: NDArray[np.uint8],
    most: np.int64,
) -> tuple[np.int64, np.int64]:
    """Return the first person of those with the largest gain, or -1 if nobody has *most*; and the largest possible."""
    best = np.int64(-1)
    v = front[most]
    front[most] = -1
    while v >= 0:
        after = behind[v]
        if taken[v] == 0:
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
    while least > 1 and some < 4 * k:
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
    taken = np.zeros(n, np.uint8)
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
            best, most = _first_of_most(front, behind, gain, taken, most)
        if counts[best] < least:
            least = np.int64(counts[best] // 2)
            slots, where = _index(people, ends, counts, least)
        chosen[turn] = best
        taken[best] = 1
        gains[turn] = gain[best]
        total += gain[best]
        having[gain[best]] -= np.int64(allowed[best])
        for slot in range(slots[best], slots[best + 1]):
            sample = where[slot]
            if covered[sample] == 0:
                covered[sample] = 1
                for at in range(ends[sample], ends[sample + 1]):
                    v = people[at]
                    if allowed[v] and taken[v] == 0:
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
