"""Seeds by position: who comes first by a measure, everywhere or in each community."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread import engine
from netspread.communities import communities
from netspread.kernels.clusters import nearness
from netspread.network import Network
from netspread.ranking import rank
from netspread.spread.seeding.lazy import lazily
from netspread.spread.seeding.task import Choice, Task

_BLOCK = 50


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


def leader_matched(task: Task) -> Choice:
    """Return leaders so that as many people as can be have one of their own: somebody who influences them directly.

    Each next leader influences most people who have no leader yet; among equals, most people at all. See
    :func:`matched` for who belongs to whom. Valente & Davis (1999), *Annals AAPSS* 566:55.
    """
    arcs = task.arcs()
    degrees = np.diff(arcs.starts).astype(np.float64)
    led = np.zeros(len(degrees), dtype=bool)

    def people(person: int) -> NDArray[np.int32]:
        return arcs.targets[arcs.starts[person] : arcs.starts[person + 1]]

    def gain(person: int) -> float:
        return float((~led[people(person)]).sum()) + float(not led[person])

    def take(person: int) -> None:
        led[people(person)] = True
        led[person] = True

    chosen = task.open()
    for person in task.must.tolist():
        take(person)
    order = np.argsort(-degrees, kind="stable")
    order = order[task.allowed[order]]
    bounds = ((int(person), degrees[person] + 1) for person in order)
    return Choice(lazily(gain, take, bounds, chosen))


def matched(network: Network, leaders: tuple[str, ...] | list[str]) -> pd.DataFrame:
    """Return who belongs to which leader: ``person, leader, steps``.

    Everybody belongs to the leader from whom influence takes fewest steps; among equals to the one whose people are
    fewest so far. ``leader`` is missing for those whom no leader reaches.
    """
    arcs, starts = network.influence_arcs(), network.positions(leaders)
    steps = np.full(network.n_people, -1, np.int64)
    leader = np.full(network.n_people, -1, np.int64)
    steps[starts], leader[starts] = 0, np.arange(len(starts))
    sizes = np.ones(len(starts), np.int64)
    sources = arcs.turned()
    edge, step = starts, 0
    while len(edge):
        step += 1
        reached = np.unique(np.concatenate([arcs.targets[arcs.starts[v] : arcs.starts[v + 1]] for v in edge]))
        edge = reached[steps[reached] < 0].astype(np.int64)
        for person in edge.tolist():
            near = sources.targets[sources.starts[person] : sources.starts[person + 1]]
            options = np.unique(leader[near[steps[near] == step - 1]])
            leader[person] = options[np.argmin(sizes[options])]
            sizes[leader[person]] += 1
        steps[edge] = step
    names = np.array([*leaders, None], dtype=object)[leader]
    table = pd.DataFrame({"person": network.people.index, "leader": names, "steps": steps})
    return table.assign(steps=table["steps"].where(table["steps"] >= 0))


def key_player(task: Task) -> Choice:
    """Return people who together are nearest to everybody: the sum of 1 / steps from the nearest of them is largest.

    Borgatti (2006), *Computational & Mathematical Organization Theory* 12:21 (KPP-Pos, distance-weighted reach), by
    greed, which comes to at least 1 - 1/e of the best possible. In networks of more than 2,000 people only the 2,000
    who influence most others are tried.
    """
    arcs, n = task.arcs(), task.network.n_people
    best = np.zeros(n)

    def nearer(person: int, *, keep: bool) -> float:
        steps, queue = np.full(n, -1, np.int64), np.empty(n, np.int32)
        return float(nearness(arcs.starts, arcs.targets, best, person, keep, steps, queue))

    def gain(person: int) -> float:
        return nearer(person, keep=False)

    def take(person: int) -> None:
        nearer(person, keep=True)

    for person in task.must.tolist():
        take(person)
    able = task.candidates()
    blocks = [able[at : at + _BLOCK] for at in range(0, len(able), _BLOCK)]
    parts = engine.run(lambda block: [gain(int(person)) for person in block], blocks, name="key players")
    first = zip(able.tolist(), [bound for part in parts for bound in part], strict=True)
    return Choice(lazily(gain, take, first, task.open()))
