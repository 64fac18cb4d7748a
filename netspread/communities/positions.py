"""Positions: people who are tied alike, whether or not they are tied to each other."""

import numpy as np
from numpy.typing import NDArray

from netspread.errors import ChoiceError, in_range
from netspread.network import Network

#: Everybody is compared with everybody.
_MOST_PEOPLE = 3_000


def core_periphery(network: Network, *, seed: int) -> NDArray[np.int64]:  # noqa: ARG001  # there is no randomness
    """Return 0 for the core, 1 for the periphery; ties count without direction and weight.

    The core is the set of people for whom fewest pairs differ from the ideal of Borgatti & Everett (2000, *Social
    Networks* 21:375): all tied inside the core, none inside the periphery, anything between. For a core of k people
    that number depends on their contacts alone, so the k with most contacts are the best, and the best k is found by
    trying all (Lip 2011, arXiv:1102.5511). Of equally good cores the smallest is taken.
    """
    degree = np.diff(network.contacts().starts)
    order = np.argsort(-degree, kind="stable")
    k = np.arange(network.n_people + 1)
    in_core = np.concatenate([[0], np.cumsum(degree[order])])
    # Pairs missing inside the core and present inside the periphery.
    differing = (k * (k - 1) + degree.sum() - 2 * in_core) / 2
    core = order[: int(np.argmin(differing))]
    labels = np.ones(network.n_people, dtype=np.int64)
    labels[core] = 0
    return labels


def structural_equivalence(network: Network, *, seed: int, positions: int = 4) -> NDArray[np.int64]:  # noqa: ARG001  # methods are called alike; this one draws nothing
    """Return groups of people whose ties go to, and come from, the same others (Lorrain & White 1971).

    Profiles of in- and out-ties are compared by their Euclidean distance, the ties between the two people and to
    themselves set aside (Burt 1976, *Social Forces* 55:93), and joined by average linkage into *positions* groups
    (fewer, if there are not so many people).

    Raises
    ------
    ChoiceError
        If there are more people than can be compared pair by pair.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    n = network.n_people
    in_range("positions", positions, 1)
    if n > _MOST_PEOPLE:
        raise ChoiceError(
            f"structural-equivalence compares all pairs of {n} people (at most {_MOST_PEOPLE}); choose leiden instead"
        )
    if n < 2:
        return np.zeros(n, dtype=np.int64)
    distance = np.sqrt(np.maximum(_apart(network.matrix().toarray()), 0))
    joined = linkage(squareform(distance, checks=False), method="average")
    return np.asarray(fcluster(joined, positions, criterion="maxclust"), dtype=np.int64)


def _apart(ties: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the squared distance of all profiles, (n, n): over third people alone, plus the exchanged pair."""
    out, into = ties @ ties.T, ties.T @ ties
    length = np.square(ties).sum(axis=1) + np.square(ties).sum(axis=0)
    all_others = length[:, None] + length[None, :] - 2 * (out + into)
    # The columns of i and j themselves: (0 - x_ij)^2 from the rows, twice over for in and out, are replaced by
    # (x_ij - x_ji)^2, so that two people who name each other alike are not apart for it.
    own = np.square(ties) + np.square(ties.T)
    return np.asarray(all_others - 2 * own + np.square(ties - ties.T), dtype=np.float64)
