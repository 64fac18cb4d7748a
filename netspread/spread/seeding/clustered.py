"""Clustered seeds: people who know each other start together, for what nobody takes up from one person alone."""

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.kernels import clusters
from netspread.spread.models import ComplexContagion, FractionalThreshold
from netspread.spread.seeding.task import Choice, Task

_BLOCK = 100


def clustered(task: Task) -> Choice:
    """Return the cluster of people from which it carries farthest where one adopter is not enough.

    Around each person a cluster is grown: always whoever has most contacts in it joins. The best one is taken. How
    many adopters it takes is as the model says (complex, fraction), else 2. Centola & Macy (2007), *AJS* 113:702. In
    networks of more than 2,000 people only the 2,000 who influence most others are tried as the middle.
    """
    arcs, contacts = task.arcs(), task.network.contacts()
    needed, focals = _needed(task), task.candidates()
    reached = np.zeros(task.network.n_people, np.int64)
    engine.run(
        lambda block: clusters.reaches(
            arcs.starts, arcs.targets, contacts.starts, contacts.targets, needed, task.allowed, task.must,
            task.budget, focals[block.start : block.stop], reached,
        ),
        engine.blocks(len(focals), _BLOCK),
        name="clusters",
        in_place=True,
    )  # fmt: skip
    return _around(task, focals, reached)


def complex_centrality(task: Task) -> Choice:
    """Return the person of the highest complex centrality, and those around, by their contacts among the chosen.

    Complex centrality tells how long the chains are on which it spreads if a person and all whom the person
    influences start, where one adopter is not enough. Guilbeault & Centola (2021), *Nature Communications* 12:4430;
    as in their published script, chains are counted among all who adopt in the end. In networks of more than 2,000
    people only the 2,000 who influence most others are tried.
    """
    arcs, needed, focals = task.arcs(), _needed(task), task.candidates()
    found = np.zeros(task.network.n_people)
    engine.run(
        lambda block: clusters.complex_centrality(
            arcs.starts, arcs.targets, needed, focals[block.start : block.stop], found
        ),
        engine.blocks(len(focals), _BLOCK),
        name="complex centrality",
        in_place=True,
    )
    return _around(task, focals, found)


def _needed(task: Task) -> NDArray[np.int64]:
    """Return how many adopters each person needs: shape (n,)."""
    model, arcs = task.model, task.arcs()
    if isinstance(model, FractionalThreshold):
        return model.needed(arcs)
    return np.full(task.network.n_people, model.needed if isinstance(model, ComplexContagion) else 2, np.int64)


def _around(task: Task, focals: NDArray[np.int64], scores: NDArray[np.number]) -> Choice:
    """Return the cluster around the best of *focals*; who influences most people fills up where nobody is near."""
    contacts = task.network.contacts()
    cluster = np.full(task.budget, -1, np.int64)
    first = np.concatenate([task.must, focals[[np.argmax(scores[focals])]] if len(focals) else focals])[: task.budget]
    cluster[: len(first)] = first
    clusters.grow(
        contacts.starts, contacts.targets, task.allowed, cluster, len(first), np.zeros(task.network.n_people, np.int64)
    )
    return task.first(np.concatenate([cluster[cluster >= 0], focals]))
