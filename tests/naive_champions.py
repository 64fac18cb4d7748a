"""Slow, obvious twin of the choice of champions: all teams, one by one."""

import itertools

import numpy as np

import naive


def covered(matrix, team, steps):
    """Who is within so many steps of one of *team*; *matrix* runs from who influences to who is influenced."""
    return naive.distances(matrix)[list(team)].min(axis=0) <= steps


def best_value(matrix, worth, size, *, steps=1, must=(), exclude=(), quotas=(), prices=None, budget=np.inf, kinds=None):
    """Return (values of *kinds* on the team, worth covered) of the best team; None if no team keeps to the rules."""
    n = len(matrix)
    sizes = [size] if prices is None else range(1, size + 1)
    best = None
    for team in itertools.chain.from_iterable(itertools.combinations(range(n), k) for k in sizes):
        if not set(must) <= set(team) or set(exclude) & set(team):
            continue
        if prices is not None and sum(prices[v] for v in team) > budget:
            continue
        if any([groups[v] for v in team].count(group) < least for groups, least in quotas for group in set(groups)):
            continue
        stand = 0 if kinds is None else len({kinds[v] for v in team})
        value = (stand, worth[covered(matrix, team, steps)].sum())
        best = value if best is None or value > best else best
    return best
