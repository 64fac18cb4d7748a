"""Slow, obvious twins of measures: straight from the definitions, on dense 0/1 matrices."""

from fractions import Fraction

import networkx as nx
import numpy as np

import naive


def either_way(matrix):
    """A contact is somebody who names or is named."""
    return (matrix > 0) | (matrix.T > 0)


def nearness(matrix):
    """The sum of 1 / distance over all ordered pairs."""
    away = naive.distances(matrix)
    return (1 / away[np.isfinite(away) & (away > 0)]).sum()


def bridging(matrix):
    """Cut each tie in turn and measure again (Valente & Fujimoto 2010)."""
    contacts = either_way(matrix)
    n = len(contacts)
    drops = np.zeros((n, n))
    for a, b in zip(*np.nonzero(np.triu(contacts)), strict=True):
        cut = contacts.copy()
        cut[a, b] = cut[b, a] = False
        drops[a, b] = drops[b, a] = (nearness(contacts) - nearness(cut)) / (n * (n - 1))
    ties = contacts.sum(axis=1)
    return np.where(ties > 0, drops.sum(axis=1) / np.maximum(ties, 1), np.nan)


def tie_brokerage(graph):
    """Everett & Valente (2016): the mean number of pairs that each tie of a broker serves."""
    pairs = nx.edge_betweenness_centrality(graph, normalized=False)
    between = nx.betweenness_centrality(graph, normalized=False)
    scores = []
    for person in graph:
        if graph.is_directed():
            sides = [[pairs[tie] for tie in graph.in_edges(person)], [pairs[tie] for tie in graph.out_edges(person)]]
            scores.append(np.mean([np.mean(side) for side in sides]) if between[person] > 0 else 0)
        else:
            own = [pairs.get((person, other), pairs.get((other, person))) for other in graph[person]]
            scores.append(np.mean(own) if len(own) > 1 else 0)
    return scores


def collective_influence(matrix, radius):
    contacts = either_way(matrix)
    more = contacts.sum(axis=1) - 1
    return more * ((naive.distances(contacts) == radius) @ more)


def elected(successors):
    """VoteRank with exact fractions: who is elected, in order (Zhang et al. 2016)."""
    ties = sum(len(those) for those in successors)
    ability = [Fraction(1)] * len(successors)
    order = []
    while ties:
        votes = [
            Fraction(-1) if v in order else sum((ability[w] for w in successors[v]), Fraction(0))
            for v in range(len(successors))
        ]
        best = max(range(len(votes)), key=lambda v: (votes[v], -v))
        if votes[best] <= 0:
            break
        order.append(best)
        ability[best] = Fraction(0)
        for w in successors[best]:
            ability[w] = max(Fraction(0), ability[w] - Fraction(len(successors), ties))
    return order


def hierarchy(matrix):
    """Burt (1992), formula 2.9, from the shares of the constraint."""
    both = matrix.astype(float) + matrix.T
    total = both.sum(axis=1, keepdims=True)
    share = np.divide(both, total, out=np.zeros_like(both), where=total > 0)
    parts = np.where(both > 0, (share + share @ share) ** 2, 0)
    scores = []
    for row in parts:
        own = row[row > 0]
        if len(own) < 2:
            scores.append(1.0 if len(own) else np.nan)
        else:
            ratio = own / own.mean()
            scores.append((ratio * np.log(ratio)).sum() / (len(own) * np.log(len(own))))
    return np.array(scores)


def key_player_value(matrix, members, goal, steps):
    """Borgatti (2006), straight from the formulas; *matrix* runs from who influences to who is influenced."""
    n = len(matrix)
    others = [v for v in range(n) if v not in members]
    if goal in ("reach", "steps"):
        nearest = naive.distances(matrix)[list(members)].min(axis=0)
        if goal == "reach":
            return (len(members) + (1 / nearest[others]).sum()) / n
        return (nearest[others] <= steps).mean()
    left = either_way(matrix)[np.ix_(others, others)]
    away = naive.distances(left)
    pairs = len(others) * (len(others) - 1)
    if goal == "fragment":
        return 1 - nearness(left) / pairs
    return 1 - (np.isfinite(away).sum() - len(others)) / pairs
