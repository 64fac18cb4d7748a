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
    away again, found by marking v's alters and walking through what each a names.
    """
    marked = np.full(out_starts.size - 1, -1, np.int64)
    named_in = np.zeros(k, np.int64)
    naming_in = np.zeros(k, np.int64)
    for v in range(low, high):
        own = groups[v]
        n_out = out_starts[v + 1] - out_starts[v]
        n_in = in_starts[v + 1] - in_starts[v]
        for e in range(out_starts[v], out_starts[v + 1]):
            marked[out_alters[e]] = v
            named_in[groups[out_alters[e]]] += 1
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
            if marked[a] == v:  # a is named by v as well: the pair a, a is no pair
                if first == own:
                    coordinator -= 1
                else:
                    itinerant -= 1
            for x in range(out_starts[a], out_starts[a + 1]):
                b = out_alters[x]
                if marked[b] != v:
                    continue
                last = groups[b]
                if first == own and last == own:
                    coordinator -= 1
                elif first == own:
                    representative -= 1
                elif last == own:
                    gatekeeper -= 1
                elif first == last:
                    itinerant -= 1
                else:
                    liaison -= 1
        for e in range(out_starts[v], out_starts[v + 1]):
            named_in[groups[out_alters[e]]] = 0
        for e in range(in_starts[v], in_starts[v + 1]):
            naming_in[groups[in_egos[e]]] = 0
        counts[v, 0] = coordinator
        counts[v, 1] = itinerant
        counts[v, 2] = gatekeeper
        counts[v, 3] = representative
        counts[v, 4] = liaison


@kernel
def constraint(
    starts: NDArray[np.int64],  # (n + 1,)
    contacts: NDArray[np.int32],  # (m,) each pair from both sides
    both: NDArray[np.float64],  # (m,) a_ij + a_ji
    total: NDArray[np.float64],  # (n,) its sum for each person
    low: int,
    high: int,
    found: NDArray[np.float64],  # (n,) out; nan for an isolate
    hierarchy: NDArray[np.float64],  # (n,) out; nan for an isolate, 1 with one contact
) -> None:
    """Sum over the contacts j of c_ij = (p_ij + sum_q p_iq p_qj) squared, with p_ij = both_ij / total_i (Burt 1992).

    The hierarchy is how unequal the c_ij are: with r_j = c_ij over their mean, and N contacts,
    sum_j r_j ln(r_j) / (N ln(N)).
    """
    n = starts.size - 1
    invested = np.zeros(n)
    marked = np.full(n, -1, np.int64)
    for i in range(low, high):
        size = starts[i + 1] - starts[i]
        if size == 0:
            found[i] = np.nan
            hierarchy[i] = np.nan
            continue
        for e in range(starts[i], starts[i + 1]):
            invested[contacts[e]] = both[e] / total[i]
            marked[contacts[e]] = i
        for e in range(starts[i], starts[i + 1]):
            q = contacts[e]
            share = both[e] / total[i] / total[q]
            for x in range(starts[q], starts[q + 1]):
                j = contacts[x]
                if marked[j] == i:
                    invested[j] += share * both[x]
        summed = 0.0
        for e in range(starts[i], starts[i + 1]):
            summed += invested[contacts[e]] ** 2
        disorder = 0.0
        for e in range(starts[i], starts[i + 1]):
            ratio = invested[contacts[e]] ** 2 / summed * size
            disorder += ratio * np.log(ratio)
        found[i] = summed
        hierarchy[i] = disorder / (size * np.log(size)) if size > 1 else 1.0


@kernel
def ties_among(
    starts: NDArray[np.int64],  # (n + 1,)
    contacts: NDArray[np.int32],  # (m,) each pair from both sides
    low: int,
    high: int,
    found: NDArray[np.int64],  # (n,) out
) -> None:
    """Count the ties among each person's contacts, each from both sides."""
    marked = np.full(starts.size - 1, -1, np.int64)
    for i in range(low, high):
        for e in range(starts[i], starts[i + 1]):
            marked[contacts[e]] = i
        count = 0
        for e in range(starts[i], starts[i + 1]):
            q = contacts[e]
            for x in range(starts[q], starts[q + 1]):
                count += marked[contacts[x]] == i
        found[i] = count


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
