"""Losses: how much nearness goes when one tie, or one person, is taken away.

Nearness from a source is the sum of 1 / distance to all others. Without a tie a - b, or without a person a, only
those change from whom all shortest ways to the source lead through it: whoever has all nearer neighbors among those
who change, changes too. So one breadth first search for each source serves all ties (or people) at once.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def _search(
    starts: NDArray[np.int64],  # (n + 1,)
    contacts: NDArray[np.int32],  # (m,)
    source: int,
    distance: NDArray[np.int32],  # (n,) out: -1 where nobody has come; -2 (who is gone) stays
    nearer: NDArray[np.int32],  # (n,) out: how many contacts are one step nearer to the source
    before: NDArray[np.int32],  # (n,) out: from whom each is found first
    by: NDArray[np.int64],  # (n,) out: and over which tie
    order: NDArray[np.int32],  # (n,) out: who is found, the nearest first
) -> int:
    """Find the distances from *source*; return how many people are found."""
    distance[source] = 0
    nearer[source] = 0
    order[0] = source
    head, found = 0, 1
    while head < found:
        v = order[head]
        head += 1
        next_step = distance[v] + 1
        for e in range(starts[v], starts[v + 1]):
            w = contacts[e]
            if distance[w] == -1:
                distance[w] = next_step
                nearer[w] = 0
                before[w] = v
                by[w] = e
                order[found] = w
                found += 1
            nearer[w] += distance[w] == next_step  # without a branch, which nobody could foresee
    return found


@kernel
def _detour(
    starts: NDArray[np.int64],
    contacts: NDArray[np.int32],
    distance: NDArray[np.int32],  # (n,) from the source
    nearer: NDArray[np.int32],  # (n,)
    without: int,  # the person who is gone, or from whom the tie that is gone comes
    count: int,  # how many stand in *cut* at first: contacts of *without* who have no other nearer contact
    cut: NDArray[np.int32],  # (n,) who has to go another way, the nearest first
    stamp: int,  # another for each call
    is_cut: NDArray[np.int64],  # (n,) the stamp where somebody is cut
    met: NDArray[np.int64],  # (n,) the stamp where *left* is valid
    left: NDArray[np.int32],  # (n,) how many nearer contacts are not known to be cut
    longer: NDArray[np.int32],  # (n,) the new distance; n if there is no way
) -> float:
    """Return the nearness that is lost by the detours that those in *cut*, and all behind them, have to take."""
    for at in range(count):
        is_cut[cut[at]] = stamp
    head = 0
    while head < count:
        v = cut[head]
        head += 1
        for e in range(starts[v], starts[v + 1]):
            w = contacts[e]
            if distance[w] == distance[v] + 1:
                if met[w] != stamp:
                    met[w] = stamp
                    left[w] = nearer[w]
                left[w] -= 1
                if left[w] == 0:
                    is_cut[w] = stamp
                    cut[count] = w
                    count += 1
    nowhere = distance.size
    for at in range(count):
        v = cut[at]
        longer[v] = nowhere
        for e in range(starts[v], starts[v + 1]):
            w = contacts[e]
            if w != without and distance[w] >= 0 and is_cut[w] != stamp:
                longer[v] = min(longer[v], distance[w] + 1)
    changed = count > 1  # among themselves the cut may pass a detour on
    while changed:
        changed = False
        for at in range(count):
            v = cut[at]
            for e in range(starts[v], starts[v + 1]):
                w = contacts[e]
                if is_cut[w] == stamp and longer[w] + 1 < longer[v]:
                    longer[v] = longer[w] + 1
                    changed = True
    lost = 0.0
    for at in range(count):
        v = cut[at]
        lost += 1.0 / distance[v] - (1.0 / longer[v] if longer[v] < nowhere else 0.0)
    return lost


@kernel
def _alone(
    starts: NDArray[np.int64],
    contacts: NDArray[np.int32],
    distance: NDArray[np.int32],  # (n,) from the source
    nearer: NDArray[np.int32],  # (n,)
    without: int,
    w: int,
) -> int:
    """Return the distance of *w* without the tie to *without*, the only nearer contact; 0 if others change as well.

    Most are so lucky: a contact is as near as they are, or further away but found by another as well.
    """
    here = distance[w]
    instead = 0
    for e in range(starts[w], starts[w + 1]):
        x = contacts[e]
        if distance[x] == here + 1:
            if nearer[x] == 1:
                return 0
            if instead == 0:
                instead = here + 2
        elif x != without:
            instead = here + 1
    return instead


@kernel
def by_tie(
    starts: NDArray[np.int64],  # (n + 1,)
    contacts: NDArray[np.int32],  # (m,) each pair from both sides
    sources: NDArray[np.int64],  # (s,)
    lost: NDArray[np.float64],  # (m,) out, added to: the loss without the tie that is first used in this direction
    hits: NDArray[np.int32],  # (m,) out, added to: how many sources lose something
) -> None:
    """Add up the nearness from *sources* that is lost without each tie."""
    n = starts.size - 1
    distance = np.full(n, -1, np.int32)
    nearer, left, longer = np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32)
    order, cut = np.empty(n, np.int32), np.empty(n, np.int32)
    before, by = np.empty(n, np.int32), np.empty(n, np.int64)
    is_cut, met = np.zeros(n, np.int64), np.zeros(n, np.int64)
    stamp = 0
    for source in sources:
        found = _search(starts, contacts, source, distance, nearer, before, by, order)
        for at in range(1, found):
            w = order[at]
            if nearer[w] == 1:  # only the tie that found w leads to it
                hits[by[w]] += 1
                instead = _alone(starts, contacts, distance, nearer, before[w], w)
                if instead > 0:
                    lost[by[w]] += 1.0 / distance[w] - 1.0 / instead
                    continue
                stamp += 1
                cut[0] = w
                lost[by[w]] += _detour(
                    starts, contacts, distance, nearer, before[w], 1, cut, stamp, is_cut, met, left, longer
                )
        for at in range(found):
            distance[order[at]] = -1


@kernel
def by_person(
    starts: NDArray[np.int64],  # (n + 1,)
    contacts: NDArray[np.int32],  # (m,) each pair from both sides
    gone: NDArray[np.bool_],  # (n,) who is not there at all
    sources: NDArray[np.int64],  # (s,)
    near: NDArray[np.float64],  # (n,) out, added to: the nearness of each person to the sources
    lost: NDArray[np.float64],  # (n,) out, added to: the loss among the others without each person
) -> None:
    """Add up the nearness from *sources* to each person, and what the others lose of theirs without the person."""
    n = starts.size - 1
    distance = np.where(gone, np.int32(-2), np.int32(-1)).astype(np.int32)
    nearer, left, longer = np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32)
    order, cut = np.empty(n, np.int32), np.empty(n, np.int32)
    before, by = np.empty(n, np.int32), np.empty(n, np.int64)
    is_cut, met = np.zeros(n, np.int64), np.zeros(n, np.int64)
    stamp = 0
    for source in sources:
        if gone[source]:
            continue
        found = _search(starts, contacts, source, distance, nearer, before, by, order)
        for at in range(1, found):
            v = order[at]
            near[v] += 1.0 / distance[v]
            stamp += 1
            count = 0
            for e in range(starts[v], starts[v + 1]):
                w = contacts[e]
                if distance[w] == distance[v] + 1 and nearer[w] == 1:
                    cut[count] = w
                    count += 1
            if count > 0:
                lost[v] += _detour(starts, contacts, distance, nearer, v, count, cut, stamp, is_cut, met, left, longer)
        for at in range(found):
            distance[order[at]] = -1
