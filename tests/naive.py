"""Slow, obvious twins of what the kernels do fast."""

import itertools
import math

import numpy as np

MASK = (1 << 64) - 1
GOLD = 0x9E3779B97F4A7C15


def role_counts(matrix, groups):
    """Gould & Fernandez by the triple loop: coordinator, itinerant, gatekeeper, representative, liaison."""
    n = len(matrix)
    counts = np.zeros((n, 5), dtype=int)
    for a, v, b in itertools.permutations(range(n), 3):
        if matrix[a, v] and matrix[v, b] and not matrix[a, b]:
            ga, gv, gb = groups[a], groups[v], groups[b]
            if ga == gv == gb:
                role = 0
            elif ga == gb:
                role = 1
            elif gv == gb:
                role = 2
            elif ga == gv:
                role = 3
            else:
                role = 4
            counts[v, role] += 1
    return counts


def burt_constraint(matrix):
    """Burt (1992) from the definition, on a dense matrix of weights."""
    both = matrix + matrix.T
    total = both.sum(axis=1, keepdims=True)
    share = np.divide(both, total, out=np.zeros_like(both, dtype=float), where=total > 0)
    reach = np.where(both > 0, share + share @ share, 0.0)
    return np.where(total[:, 0] > 0, (reach**2).sum(axis=1), np.nan)


def distances(matrix):
    """Shortest distances by repeated multiplication; inf where there is no way."""
    n = len(matrix)
    found = np.full((n, n), np.inf)
    np.fill_diagonal(found, 0)
    reach, ways = np.eye(n, dtype=bool), np.eye(n, dtype=bool)
    for step in range(1, n):
        ways = (ways.astype(int) @ (matrix > 0).astype(int)) > 0
        new = ways & ~reach
        found[new] = step
        reach |= new
    return found


def spread(arcs, live, seeds):
    """Everybody who can be reached from *seeds* over arcs that are live; and how many adopt in each step."""
    adopted, edge, steps = set(seeds), set(seeds), [len(set(seeds))]
    while edge:
        edge = {
            int(arcs.targets[arc])
            for person in edge
            for arc in range(arcs.starts[person], arcs.starts[person + 1])
            if live(person, arc)
        } - adopted
        adopted |= edge
        steps.append(len(edge))
    return adopted, steps


def expected_cascade(arcs, p, seeds):
    """The exact expected reach of the independent cascade, over all 2**m worlds."""
    m = len(arcs.targets)
    total = 0.0
    for coins in itertools.product([False, True], repeat=m):
        chance = np.prod([p if coin else 1 - p for coin in coins])
        total += chance * len(spread(arcs, lambda _person, arc, coins=coins: coins[arc], seeds)[0])
    return total


def mixed(z):
    """splitmix64's scramble in Python's whole numbers."""
    mask = (1 << 64) - 1
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
    return z ^ (z >> 31)


def race_chances(egos, named, groups, likeness):
    """The chance that each ego names each person, when the race of alters stops at its expected number (bisection)."""
    n = groups.shape[1]
    chances = np.zeros((n, n))
    for ego in egos:
        weights = np.array([np.prod(np.where(groups[:, j] == groups[:, ego], likeness, 1.0)) for j in range(n)])
        weights[ego] = 0
        low, high = 0.0, 1e6
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if (1 - np.exp(-weights * middle)).sum() < named[ego] else (low, middle)
        chances[ego] = 1 - np.exp(-weights * low)
    return chances


def race(ego, count, weights, stream):
    """The people chosen one after the other in proportion to their weights; of more than half, those left out are."""
    n = len(weights)
    base = mixed(mixed(stream * GOLD & MASK) ^ (int(ego) * 0xD1342543DE82EF95 & MASK))
    spared = 2 * count > n - 1
    left = {j: 1 / weights[j] if spared else weights[j] for j in range(n) if j != ego}
    chosen = []
    for k in range(n - 1 - count if spared else count):
        mark = ((mixed((base + k * GOLD) & MASK) >> 11) + 0.5) / 2**53 * sum(left.values())
        for found, weight in left.items():  # noqa: B007  # the one at which it stops
            if mark < weight:
                break
            mark -= weight
        chosen.append(found)
        del left[found]
    return sorted(left) if spared else sorted(chosen)


def follow(convinced, seeds):
    """Everybody who can be reached from *seeds* by ``convinced(person)``; and how many adopt in each step."""
    adopted, edge, steps = set(seeds), set(seeds), [len(set(seeds))]
    while edge:
        edge = {int(w) for v in edge for w in convinced(v)} - adopted
        adopted |= edge
        steps.append(len(edge))
    return adopted, steps


def sparked(odds, v, coins):
    """Whom person *v* convinces in the world of *coins*: sparks are counted by one coin, and placed by one each."""
    begin, end = int(odds.starts[v]), int(odds.starts[v + 1])
    row = end - begin if odds.alike else v
    first = begin + (int(odds.sure[row]) if len(odds.sure) else 0)
    rate = float(odds.rates[row])
    own = mixed((coins + v * GOLD) & MASK)
    number, upto = 0, math.exp(-rate)
    while ((own >> 11) + 1) / 2**53 > upto and number < 60:
        number += 1
        upto = math.exp(-rate) * sum(rate**k / math.factorial(k) for k in range(number + 1))
    people = [int(w) for w in odds.targets[begin:first]]
    for k in range(1, number + 1):
        coin = mixed((own + k * GOLD) & MASK)
        arc = first + ((coin >> 32) * (end - first) >> 32)
        stays = odds.alike or coin & 0xFFFFFFFF < odds.lots[arc, 1]
        people.append(int(odds.targets[arc] if stays else odds.lots[arc, 2]))
    return people
