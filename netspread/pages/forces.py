"""Forces: people drawn together by their ties, from a start that hangs on who they are."""

import math

import numpy as np
from numpy.typing import NDArray

from netspread.chance import seeded

#: How far people stand apart, in pixels at full size.
SPACING = 44.0
#: The start is so much wider than high, as screens are.
_WIDE = 1.25


def forced(
    pairs: NDArray[np.int64], weights: NDArray[np.float64], start: NDArray[np.float64], seed: int, *, rounds: int = 500
) -> NDArray[np.float64]:
    """Return the places of Fruchterman & Reingold from *start*."""
    import igraph

    count = len(start)
    graph: igraph.Graph = igraph.Graph(n=count, edges=pairs)
    with seeded(seed):
        drawn = graph.layout_fruchterman_reingold(
            weights=weights.tolist(),
            seed=start.tolist(),
            niter=rounds,
            start_temp=math.sqrt(count) / 10,
            grid=count > 1000,
        )
    return np.array(drawn.coords).reshape(count, 2)


def sized(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the places around the middle, and so far apart that there is room for everybody."""
    drawn = drawn - drawn.mean(axis=0)
    reach = np.sqrt(np.mean(np.square(drawn))) or 1.0
    return drawn * (SPACING * math.sqrt(len(drawn)) / (2 * reach))


def least_mark(community: NDArray[np.int64], marks: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a number for each community that stays if nearly all of its people stay: the least of their marks."""
    least = np.full(int(community.max()) + 1, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(least, community, marks)
    return least


def start_places(community: NDArray[np.int64], k: int, marks: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return where everybody starts: by the own mark, around the community's center on an ellipse, wider than high."""
    sizes = np.bincount(community, minlength=k)
    order = np.argsort(np.argsort(least_mark(community, marks), kind="stable"), kind="stable")
    angle = 2 * math.pi * order / k
    far = 0.6 * math.sqrt(len(community)) * (k > 1)
    centers = far * np.column_stack([_WIDE * np.cos(angle), np.sin(angle) / _WIDE])
    turn, out = (marks >> np.uint64(32)) / 2**32, (marks & np.uint64(0xFFFFFFFF)) / 2**32
    around = np.column_stack([np.cos(2 * math.pi * turn), np.sin(2 * math.pi * turn)]) * np.sqrt(out)[:, None]
    people = centers[community] + 0.5 * around * np.sqrt(sizes[community])[:, None]
    return np.concatenate([people, centers, np.zeros((1, 2))])
