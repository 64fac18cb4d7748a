"""Reverse-reachable sets: who would have reached a person drawn at random, one set a sample.

Borgs, Brautbar, Chayes & Lucier (2014, *SODA*); jumping from live arc to live arc: Guo et al. (2020, *SIGMOD*).
Sample j depends on the random seed and j alone.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, below, mixed, sparks, stream
from netspread.kernels.jit import kernel, prefetch
from netspread.kernels.odds import Sparking, drawn_from

_HALF = np.uint64(32)
#: How many threshold searches go on in turn: each has a bit of a byte for whom it has seen, and a part of the samples.
_SEARCHES = 8


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
    odds: Sparking,  # of the arcs turned round: to those who influence each person
    seed: int,
    low: int,
    high: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return (people, ends): sample low + i is ``people[ends[i]:ends[i + 1]]``, its root first.

    Sparks as in :func:`netspread.kernels.cascade.by_influencer`.
    """
    starts, sources, upto, rates, sure, alike, lots = odds
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
            drawn = np.uint32(coin >> _HALF)
            if drawn <= upto[row, 0]:
                continue
            number = 1 + np.int64(drawn > upto[row, 1]) + np.int64(drawn > upto[row, 2])
            if drawn > upto[row, 3]:
                number = sparks(coin, rates[row])
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
def _parts(low: int, high: int) -> NDArray[np.int64]:
    """Return where the samples of each search begin, and where the last ones end: shape (searches + 1,)."""
    parts = np.empty(_SEARCHES + 1, np.int64)
    for search in range(_SEARCHES + 1):
        parts[search] = low + (high - low) * search // _SEARCHES
    return parts


@kernel
def _roomier(people: NDArray[np.int32], used: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return room for twice as many in each search."""
    roomier = np.empty((_SEARCHES, 2 * people.shape[1]), np.int32)
    for search in range(_SEARCHES):
        roomier[search, : used[search]] = people[search, : used[search]]
    return roomier


@kernel
def _unseen(seen: NDArray[np.uint8], people: NDArray[np.int32], search: int, low: np.int64, high: np.int64) -> None:
    """Forget whom the search has seen: ``people[search, low:high]``."""
    others = np.uint8(255 - (1 << search))
    for at in range(low, high):
        seen[people[search, at]] &= others


@kernel
def _in_order(
    people: NDArray[np.int32], sizes: NDArray[np.int64], used: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return (people, ends) of all samples, those of the first search first."""
    flat = np.empty(used.sum(), np.int32)
    begin = np.int64(0)
    for search in range(_SEARCHES):
        flat[begin : begin + used[search]] = people[search, : used[search]]
        begin += used[search]
    ends = np.zeros(sizes.size + 1, np.int64)
    for sample in range(sizes.size):
        ends[sample + 1] = ends[sample] + sizes[sample]
    return flat, ends


@kernel
def by_threshold(
    starts: NDArray[np.uint32],  # (n + 1,)
    sources: NDArray[np.int32],  # (m,) who influences each person
    lots: NDArray[np.uint32],  # (m, 3) see ``kernels.odds``; or (0, 3): all influence alike
    seed: int,
    low: int,
    high: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return samples as :func:`by_cascade`: each person has one live arc, drawn by influence (Kempe et al. 2003).

    A search is a single chain, in which each step waits for memory. So several go on in turn, one step each: what the
    others will read is fetched meanwhile. Cascades branch, and always know of more to fetch: for them it does not pay.
    """
    n = starts.size - 1
    seen = np.zeros(n, np.uint8)  # a bit for each search
    parts = _parts(low, high)
    people = np.empty((_SEARCHES, (high - low) // 2 + n), np.int32)
    sizes = np.empty(high - low, np.int64)
    sample = parts[:-1].copy()
    own = np.empty(_SEARCHES, np.uint64)
    following = np.full(_SEARCHES, np.int32(-1))  # whom the search comes to next; -1: on with the next sample
    used = np.zeros(_SEARCHES, np.int64)  # people of the samples that are done
    tail = np.zeros(_SEARCHES, np.int64)
    left = high - low
    while left > 0:
        for search in range(_SEARCHES):
            bit = np.uint8(1 << search)
            v = following[search]
            if v >= 0 and seen[v] & bit == 0:
                seen[v] |= bit
                people[search, tail[search]] = v
                tail[search] += 1
                begin = np.int64(starts[v])
                count = np.int64(starts[v + 1]) - begin
                following[search] = -1
                if count > 0:
                    own[search] += GOLD
                    coin = mixed(own[search])
                    arc = begin + np.int64(((coin >> _HALF) * np.uint64(count)) >> _HALF)
                    w = drawn_from(lots, arc, coin) if lots.size else sources[arc]
                    prefetch(starts, w)
                    prefetch(seen, w)
                    following[search] = w
                continue
            if sample[search] == parts[search + 1]:
                continue
            if tail[search] > used[search]:
                _unseen(seen, people, search, used[search], tail[search])
                sizes[sample[search] - low] = tail[search] - used[search]
                used[search] = tail[search]
                sample[search] += 1
                left -= 1
                following[search] = -1
                if sample[search] == parts[search + 1]:
                    continue
            if people.shape[1] - tail[search] < n:
                people = _roomier(people, tail)
            own[search] = stream(np.uint64(seed), np.uint64(sample[search]))
            root = np.int32(below(mixed(own[search]), np.uint64(n)))
            prefetch(starts, root)
            prefetch(seen, root)
            following[search] = root
    return _in_order(people, sizes, used)
