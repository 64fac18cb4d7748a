"""Spectral measures: who is named by people who are themselves much named."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from netspread.chance import seeded
from netspread.errors import in_range
from netspread.measures.graph import graph_of, tie_weights
from netspread.network import Network


def eigenvector(network: Network) -> NDArray[np.float64]:
    """Return fame that comes from the fame of those who name a person; weights do not count, the largest is 1.

    The leading eigenvector of x_j = sum of x_i over those i who name j. In a network of several pieces only the
    piece with the largest eigenvalue has values; without a cycle of ties all are 0. An isolate has 0.
    Bonacich (1972), *Journal of Mathematical Sociology* 2:113.
    """
    import igraph

    if not network.n_ties:
        return np.zeros(network.n_people)
    try:
        with _settled():
            # igraph goes along the direction, if any
            found = np.array(graph_of(network).eigenvector_centrality(scale=True))
    except igraph.InternalError:  # it may not settle where all eigenvalues are equally large, as in rings
        found = _fame_step_by_step(network)
    return np.where(np.abs(found) < 1e-12, 0.0, found)


def _fame_step_by_step(network: Network) -> NDArray[np.float64]:
    named_by = network.matrix().T.astype(bool).astype(np.float64).tocsr()
    fame = np.ones(network.n_people)
    for _ in range(10_000):
        # A step of A + I has the same leading vector, and settles also where ties run round in a ring.
        after = named_by @ fame + fame
        after /= after.max()
        settled = np.allclose(after, fame, rtol=0, atol=1e-13)
        fame = after
        if settled:
            break
    return fame


def pagerank(network: Network, *, damping: float = 0.85, weighted: bool = False) -> NDArray[np.float64]:
    """Return the chance to be found at each person by somebody who follows ties, now and then starting anew.

    Ties are followed from ego to alter with equal chances, with *weighted* in proportion to their weights; who
    names nobody passes on to everybody. Above 0 for everybody, an isolate too; sums to 1.
    Brin & Page (1998), *Computer Networks* 30:107.

    Raises
    ------
    ChoiceError
        If *damping*, the chance to go on, is not from 0 to 0.999.
    """
    in_range("damping", damping, 0, 0.999)
    weights = tie_weights(network).tolist() if weighted else None
    return np.array(graph_of(network).pagerank(damping=damping, weights=weights))


def weighted_pagerank(network: Network, *, damping: float = 0.85) -> NDArray[np.float64]:
    """Return :func:`pagerank` where a tie is followed with a chance in proportion to its weight."""
    return pagerank(network, damping=damping, weighted=True)


def hits_authority(network: Network) -> NDArray[np.float64]:
    """Return how much each person is named by good judges, who are those that name good authorities.

    The leading eigenvector of A'A, where A has 1 for each tie from ego to alter; weights do not count. The largest
    is 1, an isolate has 0. Kleinberg (1999), *Journal of the ACM* 46:604.
    """
    if not network.n_ties:
        return np.zeros(network.n_people)
    with _settled():
        return np.array(graph_of(network).authority_score(scale=True))


def katz(network: Network, *, share: float = 0.5) -> NDArray[np.float64]:
    """Return the number of walks that end at each person, a walk of k ties counting alpha to the k.

    alpha is *share* of 1 / (largest eigenvalue), so that the sum converges; without a cycle of ties alpha is
    *share*. Weights do not count. Somebody whom nobody names has 0. Katz (1953), *Psychometrika* 18:39.

    Raises
    ------
    ChoiceError
        If *share* is not from 0 to 0.99.
    """
    in_range("share", share, 0, 0.99)
    named_by = network.matrix().T.astype(bool).astype(np.float64).tocsr()
    radius = _spectral_radius(network)
    alpha = share / radius if radius > 0 else share
    walks = np.zeros(network.n_people)
    for _ in range(10_000):  # each turn adds the walks that are one tie longer, and they count *share* as much
        longer = alpha * (named_by @ (walks + 1.0))
        settled = np.allclose(longer, walks, rtol=1e-13, atol=0)
        walks = longer
        if settled:
            break
    return walks


@contextmanager
def _settled() -> Iterator[None]:
    """Let the search for an eigenvector always begin at the same place.

    And keep igraph from warning that many values are 0: the docstrings tell when they are.
    """
    with seeded(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        yield


def _spectral_radius(network: Network) -> float:
    """Return the largest eigenvalue of the 0/1 matrix; 0 if there is no cycle of ties.

    It is that of the circles in which everybody reaches everybody, so ties between these are left out.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    circle = connected_components(network.matrix(), connection="strong")[1]
    egos = network.egos()
    inside = circle[egos] == circle[network.alters]
    if not inside.any():
        return 0.0
    n = network.n_people
    at = (network.alters[inside], egos[inside])
    ties = coo_array((np.ones(inside.sum()), at), shape=(n, n)).tocsr()
    vector = np.ones(n)
    value = 0.0
    for _ in range(10_000):
        # A step of A + I has the same leading vector, and settles also where ties run round in a ring.
        after = ties @ vector + vector
        norm = float(np.linalg.norm(after) / np.linalg.norm(vector))
        vector = after / np.linalg.norm(after)
        if abs(norm - value) < 1e-13 * norm:
            break
        value = norm
    return norm - 1.0
