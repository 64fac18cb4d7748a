"""Clusters: groups of people who start together, and how far that carries where one adopter is not enough.

Centola & Macy (2007), *AJS* 113:702; Guilbeault & Centola (2021), *Nature Communications* 12:4430.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def grow(
    starts: NDArray[np.int64],  # (n + 1,) of contacts, each pair from both sides
    contacts: NDArray[np.int32],
    allowed: NDArray[np.bool_],  # (n,) who may join
    cluster: NDArray[np.int64],  # (k,) in: the first *count* people; out: all that joined
    count: int,
    inside: NDArray[np.int64],  # (n,) working space, zeros; zeros again afterwards
) -> int:
    """Let those join, one by one, who have most contacts in the cluster; return how many people it has then."""
    border = np.empty(contacts.size + 1, np.int32)
    members = 0
    width = 0
    while True:
        while members < count:  # tell the contacts of whoever came last
            v = cluster[members]
            members += 1
            for e in range(starts[v], starts[v + 1]):
                w = contacts[e]
                if inside[w] == 0:
                    border[width] = w
                    width += 1
                inside[w] += 1
        if count == cluster.size:
            break
        best = -1
        for at in range(width):
            w = border[at]
            if not allowed[w]:
                continue
            member = False
            for other in range(count):
                member |= cluster[other] == w
            if not member and (best < 0 or inside[w] > inside[best]):
                best = w
        if best < 0:
            break
        cluster[count] = best
        count += 1
    for at in range(width):
        inside[border[at]] = 0
    return count


@kernel
def _spread(
    starts: NDArray[np.int64],  # (n + 1,) of influence
    targets: NDArray[np.int32],
    needed: NDArray[np.int64],  # (n,) at least 1
    queue: NDArray[np.int64],  # (n,) in: the first *count* people are adopters; out: all who adopt
    count: int,
    heard: NDArray[np.int64],  # (n,) out: how many adopters influence each; -1 for adopters
) -> int:
    """Let all adopt who have enough adopters; return how many people have adopted."""
    heard[:] = 0
    for at in range(count):
        heard[queue[at]] = -1
    head = 0
    while head < count:
        v = queue[head]
        head += 1
        for e in range(starts[v], starts[v + 1]):
            w = targets[e]
            if heard[w] >= 0:
                heard[w] += 1
                if heard[w] >= needed[w]:
                    heard[w] = -1
                    queue[count] = w
                    count += 1
    return count


@kernel
def reaches(
    starts: NDArray[np.int64],  # (n + 1,) of influence
    targets: NDArray[np.int32],
    near_starts: NDArray[np.int64],  # (n + 1,) of contacts, each pair from both sides
    near: NDArray[np.int32],
    needed: NDArray[np.int64],  # (n,) at least 1
    allowed: NDArray[np.bool_],
    must: NDArray[np.int64],  # who is in every cluster
    size: int,
    focals: NDArray[np.int64],  # (f,) who may be in the middle
    found: NDArray[np.int64],  # (n,) out, for these
) -> None:
    """Tell how many people adopt if the cluster of *size* around each of *focals* starts."""
    n = starts.size - 1
    cluster, queue = np.empty(size, np.int64), np.empty(n, np.int64)
    heard, inside = np.empty(n, np.int64), np.zeros(n, np.int64)
    for focal in focals:
        count = must.size
        cluster[:count] = must
        if count < size and not (must == focal).any():
            cluster[count] = focal
            count += 1
        count = grow(near_starts, near, allowed, cluster, count, inside)
        queue[:count] = cluster[:count]
        found[focal] = _spread(starts, targets, needed, queue, count, heard)


@kernel
def complex_centrality(
    starts: NDArray[np.int64],  # (n + 1,) of influence
    targets: NDArray[np.int32],
    needed: NDArray[np.int64],  # (n,) at least 1
    focals: NDArray[np.int64],  # (f,) whose it is to be
    found: NDArray[np.float64],  # (n,) out, for these
) -> None:
    """Tell how far it gets from each of *focals* and those whom the person influences, if all of these start.

    That is the mean over everybody of the steps from the person through adopters; 0 for those who do not adopt.
    """
    n = starts.size - 1
    queue = np.empty(n, np.int64)
    heard, steps = np.empty(n, np.int64), np.empty(n, np.int64)
    for focal in focals:
        queue[0] = focal
        count = 1
        for e in range(starts[focal], starts[focal + 1]):
            queue[count] = targets[e]
            count += 1
        _spread(starts, targets, needed, queue, count, heard)
        steps[:] = -1
        steps[focal] = 0
        queue[0] = focal
        head, count, total = 0, 1, 0
        while head < count:
            v = queue[head]
            head += 1
            total += steps[v]
            for e in range(starts[v], starts[v + 1]):
                w = targets[e]
                if heard[w] == -1 and steps[w] < 0:
                    steps[w] = steps[v] + 1
                    queue[count] = w
                    count += 1
        found[focal] = total / n


@kernel
def nearness(
    starts: NDArray[np.int64],  # (n + 1,) of influence
    targets: NDArray[np.int32],
    best: NDArray[np.float64],  # (n,) in: how near each person is to those chosen; out, if *keep*: with *person* too
    person: int,
    keep: bool,
    steps: NDArray[np.int64],  # (n,) working space, -1; -1 again afterwards
    queue: NDArray[np.int32],  # (n,) working space
) -> float:
    """Return how much nearer everybody gets if *person* is chosen: 1 / steps from the nearest, 1 for the chosen."""
    queue[0] = person
    steps[person] = 0
    head, count = 0, 1
    gain = 0.0
    while head < count:
        v = queue[head]
        head += 1
        near = 1.0 / max(steps[v], 1)
        if near > best[v]:
            gain += near - best[v]
            if keep:
                best[v] = near
        for e in range(starts[v], starts[v + 1]):
            w = targets[e]
            if steps[w] < 0:
                steps[w] = steps[v] + 1
                queue[count] = w
                count += 1
    for at in range(count):
        steps[queue[at]] = -1
    return gain
