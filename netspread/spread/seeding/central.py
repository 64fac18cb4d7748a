"""Seeds by position: who comes first by a measure, everywhere or in each community."""

from collections.abc import Callable

import numpy as np

from netspread.communities import communities
from netspread.ranking import rank
from netspread.spread.seeding.task import Choice, Task


def by_measure(name: str) -> Callable[[Task], Choice]:
    """Return the strategy that takes the first people by the measure *name*; equal ranks in random order."""

    def choose(task: Task) -> Choice:
        ranks = rank(task.network, by=name).ranks
        return task.first(np.lexsort((task.rng.random(len(ranks)), ranks)))

    return choose


def community_leaders(task: Task) -> Choice:
    """Return whoever influences most people inside each community, large communities first, in turns.

    The first turn takes the leader of each community, the next turn the second of each, and so on; communities of
    one come last. Valente & Davis (1999), *Annals AAPSS* 566:55.
    """
    labels = communities(task.network, seed=task.seed).labels
    arcs = task.arcs()
    sources = np.repeat(np.arange(task.network.n_people), np.diff(arcs.starts))
    inside = labels[sources] == labels[arcs.targets]
    led = np.bincount(sources[inside], minlength=task.network.n_people)
    order = np.lexsort((task.rng.random(len(led)), -led, labels))
    order = order[task.allowed[order]]
    first = np.searchsorted(labels[order], labels[order])
    turn = np.arange(len(order)) - first
    alone = np.bincount(labels)[labels[order]] == 1
    return task.first(order[np.lexsort((labels[order], turn, alone))])


def degree_discount(task: Task) -> Choice:
    """Return people who influence many, each counted less the more of those who influence them are seeds already.

    For a cascade with one chance p for all arcs; other models are taken as p = 0.1.
    Chen, Wang & Yang (2009), *KDD*.
    """
    p = float(getattr(task.model, "p", 0.1))
    arcs = task.arcs()
    degrees = np.diff(arcs.starts).astype(np.float64)
    seeded = np.zeros(len(degrees))
    scores = np.where(task.allowed, degrees, -np.inf)
    chosen = []
    for turn in range(task.budget):
        best = int(task.must[turn]) if turn < len(task.must) else int(np.argmax(scores))
        chosen.append(best)
        scores[best] = -np.inf
        near = arcs.targets[arcs.starts[best] : arcs.starts[best + 1]]
        seeded[near] += 1
        t, d = seeded[near], degrees[near]
        scores[near] = np.where(np.isfinite(scores[near]), d - 2 * t - (d - t) * t * p, -np.inf)
    return Choice(np.array(chosen, dtype=np.int64))
