"""Cohesion: cores, and who or what alone holds parts of a network together."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def cores(
    starts: NDArray[np.int64],  # (n + 1,)
    contacts: NDArray[np.int32],  # (m,) each pair from both sides
) -> NDArray[np.int64]:
    """Return the k-core of each person, shape (n,), taking away whoever has fewest contacts left.

    People stand in the order of contacts left, and move one place forward when a contact goes (Batagelj & Zaversnik
    2003, arXiv:cs/0310049).
    """
    n = starts.size - 1
    left = starts[1:] - starts[:-1]
    order, place = np.empty(n, np.int64), np.empty(n, np.int64)
    first = np.zeros(left.max() + 2 if n else 1, np.int64)  # of those with so many left
    for contacts_left in left:
        first[contacts_left + 1] += 1
    for k in range(1, first.size):
        first[k] += first[k - 1]
    free = first.copy()
    for v in range(n):
        place[v] = free[left[v]]
        free[left[v]] += 1
        order[place[v]] = v
    for at in range(n):
        v = order[at]
        for e in range(starts[v], starts[v + 1]):
            w = contacts[e]
            if left[w] > left[v]:
                other_at = max(first[left[w]], at + 1)
                other = order[other_at]
                order[place[w]], place[other] = other, place[w]
                order[other_at], place[w] = w, other_at
                first[left[w]] = other_at + 1
                left[w] -= 1
    return left


@kernel
def parts(
    starts: NDArray[np.int64],  # (n + 1,)
    contacts: NDArray[np.int32],  # (m,) each pair from both sides
    gone: NDArray[np.bool_],  # (n,) who is not there at all
    articulates: NDArray[np.bool_],  # (n,) out: without this person some of the others are no longer connected
    bridge_to: NDArray[np.int64],  # (n,) out: the tie to this person is the only way to some others; -1 if none
    together: NDArray[np.int64],  # (n,) out: ordered pairs of the others in the component still connected
    component: NDArray[np.int64],  # (n,) out: how many people the component has
) -> None:
    """Search in depth for what alone connects: nothing behind leads back before it (Hopcroft & Tarjan 1973)."""
    n = starts.size - 1
    number = np.where(gone, 0, -1)  # when somebody is found; whoever is gone counts as found
    back = np.empty(n, np.int64)  # the earliest number to which those behind lead back
    came_from = np.full(n, -1, np.int64)
    arc = starts[:-1].copy()
    size = np.ones(n, np.int64)
    cut_off = np.zeros(n, np.int64)
    order = np.empty(n, np.int64)
    bridge_to[:] = -1
    together[:] = 0
    articulates[:] = False
    for root in range(n):
        if number[root] != -1:
            continue
        number[root], back[root], order[0] = 1, 1, root
        found, v = 1, np.int64(root)
        while v != -1:
            if arc[v] < starts[v + 1]:
                w = np.int64(contacts[arc[v]])
                arc[v] += 1
                if number[w] == -1:
                    came_from[w] = v
                    order[found] = w
                    found += 1
                    number[w], back[w] = found, found
                    v = w
                elif w != came_from[v] and not gone[w]:
                    back[v] = min(back[v], number[w])
                continue
            before = came_from[v]
            if before != -1:
                size[before] += size[v]
                back[before] = min(back[before], back[v])
                if back[v] >= number[before]:
                    cut_off[before] += size[v]
                    together[before] += size[v] * (size[v] - 1)
                    # The root holds together only if it has something on both sides.
                    articulates[before] |= came_from[before] != -1 or cut_off[before] > size[v]
                if back[v] > number[before]:
                    bridge_to[v] = before
            v = before
        for at in range(found):
            v = order[at]
            rest = found - 1 - cut_off[v]
            together[v] += rest * (rest - 1)
            component[v] = found
