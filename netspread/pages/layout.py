"""Layout: a place in the plane for everybody, communities kept together."""

import math

import numpy as np
from numpy.typing import NDArray

from netspread.chance import seeded
from netspread.network import Network

#: Pull of the unseen centers that keep a community, and all communities, together.
_TO_CENTER, _TO_MIDDLE = 0.35, 0.25
_SPACING = 44.0


def places(network: Network, labels: NDArray[np.int64] | None = None, *, seed: int = 1) -> NDArray[np.float64]:
    """Return x and y for each person: shape (n, 2), in pixels at full size; the same seed gives the same places.

    Force-directed (Fruchterman & Reingold 1991, *Software: Practice & Experience* 21:1129), starting from a place
    for each community of *labels*. People without ties stand in rows below.
    """
    n = network.n_people
    both = network.contacts()
    degrees = np.diff(both.starts)
    tied = np.flatnonzero(degrees > 0)
    found = np.zeros((n, 2))
    if len(tied):
        groups = np.zeros(n, dtype=np.int64) if labels is None else labels
        found[tied] = _forced(network, tied, groups[tied], seed)
    alone = np.flatnonzero(degrees == 0)
    if len(alone):
        found[alone] = _rows(len(alone), found[tied])
    return np.round(found, 1)


def _forced(network: Network, tied: NDArray[np.int64], groups: NDArray[np.int64], seed: int) -> NDArray[np.float64]:
    import igraph

    count = len(tied)
    position = np.full(network.n_people, -1)
    position[tied] = np.arange(count)
    _, community = np.unique(groups, return_inverse=True)
    k = int(community.max()) + 1
    egos = network.egos()
    once = (egos < network.alters) | network.directed
    pairs = np.column_stack([position[egos[once]], position[network.alters[once]]])
    to_center = np.column_stack([np.arange(count), count + community])
    to_middle = np.column_stack([count + np.arange(k), np.full(k, count + k)])
    graph = igraph.Graph(n=count + k + 1, edges=np.concatenate([pairs, to_center, to_middle]))
    inside = community[pairs[:, 0]] == community[pairs[:, 1]]
    weights = np.concatenate([np.where(inside, 1.0, 0.4), np.full(count, _TO_CENTER), np.full(k, _TO_MIDDLE)])
    start = _start(community, k, seed)
    with seeded(seed):
        drawn = graph.layout_fruchterman_reingold(
            weights=weights.tolist(),
            seed=start.tolist(),
            niter=500 if count < 3000 else 120,
            start_temp=math.sqrt(count + k) / 4,
            grid=count > 1000,
        )
    coordinates = np.array(drawn.coords)[:count]
    coordinates -= coordinates.mean(axis=0)
    reach = np.sqrt(np.mean(np.square(coordinates))) or 1.0
    return coordinates * (_SPACING * math.sqrt(count) / (2 * reach))


def _start(community: NDArray[np.int64], k: int, seed: int) -> NDArray[np.float64]:
    """Return where everybody starts: near the center of the community, centers in a sunflower's order."""
    rng = np.random.default_rng(seed)
    sizes = np.bincount(community, minlength=k)
    radius = np.sqrt(np.cumsum(sizes) - sizes / 2)
    angle = np.arange(k) * math.pi * (3 - math.sqrt(5))
    centers = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    people = centers[community] + rng.normal(0, 0.35, (len(community), 2)) * np.sqrt(sizes[community])[:, None]
    return np.concatenate([people, centers, np.zeros((1, 2))])


def _rows(count: int, others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places in rows under everybody else."""
    width = max(1, math.ceil(math.sqrt(count * 4)))
    row, column = np.divmod(np.arange(count), width)
    bottom = others[:, 1].max() + 2 * _SPACING if len(others) else 0.0
    middle = others[:, 0].mean() if len(others) else 0.0
    return np.column_stack(
        [middle + (column - (min(width, count) - 1) / 2) * _SPACING * 0.8, bottom + row * _SPACING * 0.8]
    )
