"""Equivalence: how alike two people are placed in the network, as exposure to people in the same place takes it."""

import numpy as np
from numpy.typing import NDArray

from netspread.errors import ChoiceError, in_range
from netspread.network import Network

#: A matrix of more people than this would not fit into the memory of a laptop.
_MOST = 10_000


def structural_equivalence(network: Network, *, steps: int = 6, groups: str | None = None) -> NDArray[np.float64]:
    """Return how structurally equivalent each pair is: shape (n, n), each row adding up to 1, 0 on the diagonal.

    Two people are alike if their distances to and from all others are. Of the shortest paths of at most *steps* ties
    (0 where there is none), divided by the longest, the Euclidean distance d of two people's rows and columns is
    taken, the pair itself left out but for their two distances to each other; then
    ``se[i, j] = (max(d[i]) - d[i, j]) / sum of these over j``. So the largest value stands for the most equivalent.

    Burt (1987), *AJS* 92:1287; Valente (1995). As netdiffuseR's ``struct_equiv``. Its ``exposure`` weighs people by
    1 / se when it is asked for structural equivalence, that is the least equivalent most; to get the same, take
    ``matrix=1 / se`` where ``se`` is above 0.

    Parameters
    ----------
    network
        Ties as they run, from ego to alter; weights do not count.
    steps
        The longest path that is looked at, at least 1.
    groups
        A column: only people of the same group are compared, each group as a network of its own.

    Raises
    ------
    ChoiceError
        If there are too many people for a matrix.
    """
    in_range("steps", steps, 1)
    if network.n_people > _MOST:
        raise ChoiceError(
            f"structural equivalence compares all pairs, and {network.n_people} people are too many (at most {_MOST}); "
            "take a part of the network"
        )
    ties = network.matrix().toarray() > 0
    if groups is None:
        return _equivalence(ties, steps)
    labels = network.groups(groups).to_numpy()
    found = np.zeros(ties.shape)
    for label in np.unique(labels):
        inside = np.flatnonzero(labels == label)
        found[np.ix_(inside, inside)] = _equivalence(ties[np.ix_(inside, inside)], steps)
    return found


def geodesics(ties: NDArray[np.bool_], steps: int) -> NDArray[np.float64]:
    """Return the length of the shortest directed path of at most *steps* ties, 0 where there is none: shape (n, n)."""
    reached = np.eye(len(ties), dtype=bool)
    found = np.zeros(ties.shape)
    front = ties & ~reached
    links = ties.astype(np.float32)
    for step in range(1, steps + 1):
        found[front] = step
        reached |= front
        front = (front.astype(np.float32) @ links > 0) & ~reached
        if not front.any():
            break
    return found


def _equivalence(ties: NDArray[np.bool_], steps: int) -> NDArray[np.float64]:
    paths = geodesics(ties, steps)
    g = paths / max(paths.max(), 1.0)
    squares = _pairs(g) + _pairs(g.T)
    # What was summed over everybody k: k = i and k = j (the diagonal of g is 0) are taken out again.
    squares -= 2 * (g.T**2 + g**2)
    distance = np.sqrt(np.maximum(squares + (g - g.T) ** 2, 0))
    np.fill_diagonal(distance, 0)
    nearness = distance.max(axis=1, keepdims=True) - distance
    np.fill_diagonal(nearness, 0)
    total = nearness.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(nearness, total, out=np.zeros_like(nearness), where=total > 0))


def _pairs(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the squared Euclidean distance of each pair of rows."""
    product = rows @ rows.T
    norms = product.diagonal()
    return np.asarray(norms[:, None] + norms[None, :] - 2 * product)
