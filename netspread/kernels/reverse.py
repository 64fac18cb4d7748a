"""Reverse-reachable sets: who would have reached a person drawn at random, one set a sample.

Borgs, Brautbar, Chayes & Lucier (2014, *SODA*); jumping from live arc to live arc: Guo et al. (2020, *SIGMOD*).
Sample j depends on the random seed and j alone.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, above_zero, below, mixed, stream
from netspread.kernels.jit import kernel


@kernel
def _longer(buffer: NDArray[np.int32], used: int) -> NDArray[np.int32]:
    longer = np.empty(2 * buffer.size, np.int32)
    longer[:used] = buffer[:used]
    return longer


@kernel
def by_cascade(
    in_starts: NDArray[np.int64],  # (n + 1,)
    in_sources: NDArray[np.int32],  # (m,) who influences each person
    chance: NDArray[np.float64],  # (n,) of each arc that leads to a person
    limits: NDArray[np.float64],  # (m,) the chance of each arc by itself; or (0,): as *chance* says
    seed: int,
    low: int,
    high: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return (people, ends): sample low + i is ``people[ends[i]:ends[i + 1]]``, its root first."""
    n = in_starts.size - 1
    seen = np.full(n, -1, np.int64)
    people = np.empty(max(n, 4 * (high - low)) + n, np.int32)
    ends = np.zeros(high - low + 1, np.int64)
    used = 0
    for sample in range(low, high):
        while people.size - used < n:
            people = _longer(people, used)
        own = stream(np.uint64(seed), np.uint64(sample))
        root = below(mixed(own), np.uint64(n))
        seen[root] = sample
        people[used] = root
        head = used
        tail = used + 1
        while head < tail:
            v = people[head]
            head += 1
            if limits.size:
                for arc in range(in_starts[v], in_starts[v + 1]):
                    own += GOLD
                    if above_zero(mixed(own)) <= limits[arc]:
                        w = in_sources[arc]
                        if seen[w] != sample:
                            seen[w] = sample
                            people[tail] = w
                            tail += 1
                continue
            p = chance[v]
            if p <= 0.0:
                continue
            inverse = 1.0 / np.log1p(-p) if p < 1.0 else 0.0
            own += GOLD
            arc = in_starts[v] + np.int64(np.log(above_zero(mixed(own))) * inverse)
            while arc < in_starts[v + 1]:
                w = in_sources[arc]
                if seen[w] != sample:
                    seen[w] = sample
                    people[tail] = w
                    tail += 1
                own += GOLD
                arc += 1 + np.int64(np.log(above_zero(mixed(own))) * inverse)
        used = tail
        ends[sample - low + 1] = used
    return people[:used].copy(), ends


@kernel
def by_threshold(
    in_starts: NDArray[np.int64],  # (n + 1,)
    in_sources: NDArray[np.int32],  # (m,)
    cumulated: NDArray[np.int64],  # (m,) influence of a person's arcs up to this one; the last is the whole
    whole: int,
    seed: int,
    low: int,
    high: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return samples as :func:`by_cascade`: each person has one live arc, drawn by influence (Kempe et al. 2003)."""
    n = in_starts.size - 1
    seen = np.full(n, -1, np.int64)
    people = np.empty(max(n, 4 * (high - low)) + n, np.int32)
    ends = np.zeros(high - low + 1, np.int64)
    used = 0
    for sample in range(low, high):
        while people.size - used < n:
            people = _longer(people, used)
        own = stream(np.uint64(seed), np.uint64(sample))
        v = below(mixed(own), np.uint64(n))
        while seen[v] != sample:
            seen[v] = sample
            people[used] = v
            used += 1
            a, b = in_starts[v], in_starts[v + 1]
            if a == b:
                break
            own += GOLD
            drawn = below(mixed(own), np.uint64(whole))
            while a < b:
                middle = (a + b) // 2
                if cumulated[middle] <= drawn:
                    a = middle + 1
                else:
                    b = middle
            v = in_sources[a]
        ends[sample - low + 1] = used
    return people[:used].copy(), ends


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

    Lazy greedy through a heap would do; counts that are kept up to date in place are quicker here, as each sample
    is walked through only once, when it is covered. The bound is that of Tang et al. (2018, *SIGMOD*): covered so
    far plus the *k* largest gains left, the least of it over all rounds.
    """
    n = allowed.size
    samples = ends.size - 1
    gain = np.zeros(n, np.int64)
    for at in range(people.size):
        gain[people[at]] += 1
    slots = np.zeros(n + 1, np.int64)
    for v in range(n):
        slots[v + 1] = slots[v] + gain[v]
    where = np.empty(people.size, np.int32)
    free = slots[:-1].copy()
    for sample in range(samples):
        for at in range(ends[sample], ends[sample + 1]):
            v = people[at]
            where[free[v]] = sample
            free[v] += 1
    covered = np.zeros(samples, np.bool_)
    taken = np.zeros(n, np.bool_)
    total = np.int64(0)
    bound = np.int64(1) << np.int64(62)
    best_left = np.empty(k, np.int64)
    for turn in range(k + 1):
        held = 0
        for v in range(n):
            if taken[v] or not allowed[v]:
                continue
            if held == k and gain[v] <= best_left[k - 1]:
                continue
            at = held if held < k else k - 1
            while at > 0 and best_left[at - 1] < gain[v]:
                best_left[at] = best_left[at - 1]
                at -= 1
            best_left[at] = gain[v]
            held = min(held + 1, k)
        bound = min(bound, total + best_left[:held].sum())
        if turn == k:
            break
        best = chosen[turn]
        if best < 0:
            for v in range(n):
                if allowed[v] and not taken[v] and (best < 0 or gain[v] > gain[best]):
                    best = v
        chosen[turn] = best
        taken[best] = True
        gains[turn] = gain[best]
        total += gain[best]
        for slot in range(slots[best], slots[best + 1]):
            sample = where[slot]
            if not covered[sample]:
                covered[sample] = True
                for at in range(ends[sample], ends[sample + 1]):
                    gain[people[at]] -= 1
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
