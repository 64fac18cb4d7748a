"""Brokerage: counts of open two-paths by group, and Burt's constraint, one person at a time."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def roles(
    out_starts: NDArray[np.int64],  # (n + 1,)
    out_alters: NDArray[np.int32],  # (m,) whom each names, sorted
    in_starts: NDArray[np.int64],  # (n + 1,)
    in_egos: NDArray[np.int32],  # (m,) who names each, sorted
    groups: NDArray[np.int32],  # (n,) 0 .. k - 1
    k: int,
    low: int,
    high: int,
    counts: NDArray[np.int64],  # (n, 5) out: coordinator, itinerant, gatekeeper, representative, liaison
) -> None:
    """Count for each broker v in ``low .. high`` the pairs a -> v -> b without a -> b, by the groups of a, v, b.

    All pairs are counted from tallies by group; then those with a tie a -> b, and those with a = b, are taken
    away again, found by marking the groups of v's alters and walking through what each a names.
    """
    marked = np.zeros(out_starts.size - 1, np.int32)  # group + 1 of those whom v names
    named_in = np.zeros(k, np.int64)
    naming_in = np.zeros(k, np.int64)
    for v in range(low, high):
        own = groups[v]
        n_out = out_starts[v + 1] - out_starts[v]
        n_in = in_starts[v + 1] - in_starts[v]
        for e in range(out_starts[v], out_starts[v + 1]):
            b = out_alters[e]
            marked[b] = groups[b] + 1
            named_in[groups[b]] += 1
        for e in range(in_starts[v], in_starts[v + 1]):
            naming_in[groups[in_egos[e]]] += 1
        coordinator = naming_in[own] * named_in[own]
        gatekeeper = (n_in - naming_in[own]) * named_in[own]
        representative = naming_in[own] * (n_out - named_in[own])
        itinerant = 0
        for e in range(in_starts[v], in_starts[v + 1]):
            group = groups[in_egos[e]]
            if group != own:
                itinerant += named_in[group]
        liaison = (n_in - naming_in[own]) * (n_out - named_in[own]) - itinerant
        for e in range(in_starts[v], in_starts[v + 1]):
            a = in_egos[e]
            first = groups[a]
            direct, direct_own, direct_first = 0, 0, 0
            for x in range(out_starts[a], out_starts[a + 1]):
                last = marked[out_alters[x]]  # counted without branches, which nobody could foresee
                direct += last != 0
                direct_own += last == own + 1
                direct_first += last == first + 1
            returned = marked[a] != 0  # a is named by v as well: the pair a, a is no pair
            if first == own:
                coordinator -= direct_own + returned
                representative -= direct - direct_own
            else:
                itinerant -= direct_first + returned
                gatekeeper -= direct_own
                liaison -= direct - direct_own - direct_first
        for e in range(out_starts[v], out_starts[v + 1]):
            marked[out_alters[e]] = 0
            named_in[groups[out_alters[e]]] = 0
        for e in range(in_starts[v], in_starts[v + 1]):
            naming_in[groups[in_egos[e]]] = 0
        counts[v, 0] = coordinator
        counts[v, 1] = itinerant
        counts[v, 2] = gatekeeper
        counts[v, 3] = representative
        counts[v, 4] = liaison


@kernel
def pairs(
    starts: NDArray[np.int64],  # (n + 1,)
    contacts: NDArray[np.int32],  # (m,) each pair from both sides
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Return each pair of contacts once, with the one who has fewer contacts: (ahead, partners, places).

    The partners of v are ``partners[ahead[v]:ahead[v + 1]]``, and *places* says where each pair stands in *contacts*.
    So lists are short even for those who have many contacts, and each triangle has one corner from which both
    others are partners (Chiba & Nishizeki 1985, *SIAM Journal on Computing* 14:210).
    """
    n = starts.size - 1
    ahead = np.zeros(n + 1, np.int64)
    partners = np.empty(contacts.size // 2, np.int32)
    places = np.empty(contacts.size // 2, np.int64)
    at = 0
    for v in range(n):
        size = starts[v + 1] - starts[v]
        for e in range(starts[v], starts[v + 1]):
            w = contacts[e]
            more = starts[w + 1] - starts[w]
            if more > size or (more == size and w > v):
                partners[at] = w
                places[at] = e
                at += 1
        ahead[v + 1] = at
    return ahead, partners, places


@kernel
def shared(
    ahead: NDArray[np.int64],  # (n + 1,) see pairs()
    partners: NDArray[np.int32],  # (k,)
    ties: NDArray[np.float64],  # (k,) b_ij = a_ij + a_ji of each pair
    total: NDArray[np.float64],  # (n,) the sum of a person's ties
) -> NDArray[np.float64]:
    """Return for each pair ij of contacts: b_ij + sum_q b_iq b_qj / total_q, the same from both sides: shape (k,)."""
    invested = ties.copy()
    pair = np.full(total.size, -1, np.int64)
    for v in range(total.size):
        for e in range(ahead[v], ahead[v + 1]):
            pair[partners[e]] = e
        for e in range(ahead[v], ahead[v + 1]):
            u = partners[e]
            for x in range(ahead[u], ahead[u + 1]):
                third = pair[partners[x]]
                if third >= 0:
                    w = partners[x]
                    invested[e] += ties[third] * ties[x] / total[w]
                    invested[x] += ties[e] * ties[third] / total[v]
                    invested[third] += ties[e] * ties[x] / total[u]
        for e in range(ahead[v], ahead[v + 1]):
            pair[partners[e]] = -1
    return invested


@kernel
def triangles(
    ahead: NDArray[np.int64],  # (n + 1,) see pairs()
    partners: NDArray[np.int32],  # (k,)
) -> NDArray[np.int64]:
    """Return in how many triangles each person is: pairs of contacts who are contacts of each other."""
    n = ahead.size - 1
    found = np.zeros(n, np.int64)
    marked = np.full(n, -1, np.int64)
    for v in range(n):
        for e in range(ahead[v], ahead[v + 1]):
            marked[partners[e]] = v
        for e in range(ahead[v], ahead[v + 1]):
            u = partners[e]
            for x in range(ahead[u], ahead[u + 1]):
                if marked[partners[x]] == v:
                    found[v] += 1
                    found[u] += 1
                    found[partners[x]] += 1
    return found


@kernel
def constraint(
    ahead: NDArray[np.int64],  # (n + 1,) see pairs()
    partners: NDArray[np.int32],
    invested: NDArray[np.float64],
    total: NDArray[np.float64],  # (n,)
    found: NDArray[np.float64],  # (n,) 0; out: nan for an isolate
) -> None:
    """Sum over the contacts j of c_ij = (p_ij + sum_q p_iq p_qj) squared, with p_ij = both_ij / total_i (Burt 1992)."""
    for v in range(total.size):
        for e in range(ahead[v], ahead[v + 1]):
            w = partners[e]
            found[v] += (invested[e] / total[v]) ** 2
            found[w] += (invested[e] / total[w]) ** 2
    for v in range(total.size):
        if total[v] == 0.0:
            found[v] = np.nan


@kernel
def hierarchy(
    ahead: NDArray[np.int64],  # (n + 1,) see pairs()
    partners: NDArray[np.int32],
    invested: NDArray[np.float64],
    total: NDArray[np.float64],  # (n,)
    contacts: NDArray[np.int64],  # (n,) how many each person has
    constraints: NDArray[np.float64],  # (n,)
    found: NDArray[np.float64],  # (n,) 0; out: nan for an isolate, 1 with one contact
) -> None:
    """Sum over the contacts j of r_j ln(r_j) / (N ln(N)), where r_j is c_ij over the mean of the N of them."""
    for v in range(total.size):
        for e in range(ahead[v], ahead[v + 1]):
            w = partners[e]
            own = (invested[e] / total[v]) ** 2 / constraints[v] * contacts[v]
            other = (invested[e] / total[w]) ** 2 / constraints[w] * contacts[w]
            found[v] += own * np.log(own)
            found[w] += other * np.log(other)
    for v in range(total.size):
        if contacts[v] == 0:
            found[v] = np.nan
        else:
            found[v] = found[v] / (contacts[v] * np.log(contacts[v])) if contacts[v] > 1 else 1.0


@kernel
def reach_in_two(
    starts: NDArray[np.int64],  # (n + 1,) of arcs to the influenced
    targets: NDArray[np.int32],  # (m,)
    low: int,
    high: int,
    found: NDArray[np.float64],  # (n,) out
) -> None:
    """Count the others whom each person can reach in at most two steps."""
    marked = np.full(starts.size - 1, -1, np.int64)
    for v in range(low, high):
        marked[v] = v
        reached = 0
        for e in range(starts[v], starts[v + 1]):
            if marked[targets[e]] != v:
                marked[targets[e]] = v
                reached += 1
        for e in range(starts[v], starts[v + 1]):
            w = targets[e]
            for x in range(starts[w], starts[w + 1]):
                if marked[targets[x]] != v:
                    marked[targets[x]] = v
                    reached += 1
        found[v] = reached
