"""Betweenness: how often a person stands on the shortest way between two others.

Freeman (1977), *Sociometry* 40:35; Brandes (2001), *Journal of Mathematical Sociology* 25:163.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netspread.network import Network

#: Above this many people betweenness is estimated from a sample of starting people.
EXACT_PEOPLE = 20_000
_SAMPLE = 512


def betweenness(network: Network) -> NDArray[np.float64]:
    """Return, summed over pairs of others, the share of shortest paths that lead through each person.

    Paths follow ties from ego to alter and count ties, not weights; pairs are ordered, or unordered in a network
    without direction. From 0 (an isolate too) to (n - 1)(n - 2). Above 20,000 people it is estimated
    (:func:`approximate_betweenness`).
    """
    if network.n_people > EXACT_PEOPLE:
        return approximate_betweenness(network).values
    return np.array(network.to_igraph().betweenness(directed=network.directed))


def weighted_betweenness(network: Network) -> NDArray[np.float64]:
    """Return :func:`betweenness` with a tie of weight w as a way of length 1 / w: strong ties are short."""
    return np.array(network.to_igraph().betweenness(directed=network.directed, weights=1.0 / _weights(network)))


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """An estimate of betweenness.

    Attributes
    ----------
    values
        float64, shape (n,), on the scale of the exact betweenness.
    error
        With probability *confidence* nobody's value is further from the exact one than this.
    confidence
        See *error*.
    sources
        From how many people it was computed.
    """

    values: NDArray[np.float64]
    error: float
    confidence: float
    sources: int


def approximate_betweenness(
    network: Network, *, sources: int = _SAMPLE, seed: int = 1, confidence: float = 0.9
) -> Estimate:
    """Return betweenness estimated from the shortest paths of some people drawn at random.

    What each starting person adds lies between 0 and n - 2, so that Hoeffding's inequality with the union bound
    over all people gives the error (Brandes & Pich 2007, *Int. J. Bifurcation and Chaos* 17:2303).
    """
    n = network.n_people
    sources = min(sources, n)
    drawn = np.sort(np.random.default_rng(seed).choice(n, sources, replace=False))
    graph = network.to_igraph()
    part = np.array(graph.betweenness(directed=network.directed, sources=drawn.tolist(), targets=None))
    halved = 1.0 if network.directed else 0.5
    bound = halved * n * max(n - 2, 0) * np.sqrt(np.log(2 * n / (1 - confidence)) / (2 * sources))
    exact = sources == n
    return Estimate(part * n / sources, 0.0 if exact else float(bound), confidence, sources)


def _weights(network: Network) -> NDArray[np.float64]:
    return network.ties()["weight"].to_numpy(dtype=np.float64)
