"""Degree: how many people name a person, and how many that person names.

Freeman (1979), *Social Networks* 1:215. In a survey the in-degree, nominations received, is the plainest and best
tried measure of opinion leadership (Valente & Pumpuang 2007, *Health Education & Behavior* 34:881).
"""

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.kernels.arcs import pointed_at
from netspread.kernels.brokerage import reach_in_two
from netspread.network import Network

_BLOCK = 4096


def in_degree(network: Network) -> NDArray[np.float64]:
    """Return how many people name each person; weights do not count, an isolate has 0. Up to n - 1.

    Examples
    --------
    >>> in_degree(Network.from_ties([("ana", "cia"), ("ben", "cia")], people=["ana", "ben", "cia"]))
    array([0., 0., 2.])
    """
    return pointed_at(network.alters, network.n_people)


def weighted_in_degree(network: Network) -> NDArray[np.float64]:
    """Return the sum of the weights of the ties that point at each person; an isolate has 0."""
    return np.bincount(network.alters, weights=network.weights, minlength=network.n_people).astype(np.float64)


def out_degree(network: Network) -> NDArray[np.float64]:
    """Return how many people each person names; unknown, not 0, for who did not answer (see ``responded``)."""
    return np.diff(network.starts).astype(np.float64)


def weighted_out_degree(network: Network) -> NDArray[np.float64]:
    """Return the sum of the weights of the ties that each person reports; an isolate has 0."""
    return np.bincount(network.egos(), weights=network.weights, minlength=network.n_people).astype(np.float64)


def local_leader(network: Network, *, groups: str) -> NDArray[np.float64]:
    """Return how near each person comes to being the most named by the people of the own group.

    The number of people of the own group who name the person, as a share of that of whoever is most named there:
    1 for the leader of each group, whatever its size; 0 for whoever nobody of the own group names (an isolate
    too). *groups* is an attribute; those without a value are a group. Weights do not count.
    Valente & Davis (1999), *Annals of the American Academy of Political and Social Science* 566:55.
    """
    codes = np.unique(network.groups(groups).to_numpy(dtype=str), return_inverse=True)[1]
    inside = codes[network.egos()] == codes[network.alters]
    named = np.bincount(network.alters[inside], minlength=network.n_people)
    most = np.zeros(network.n_people, dtype=np.int64)  # by group; there are no more groups than people
    np.maximum.at(most, codes, named)
    return named / np.maximum(most[codes], 1)


def two_step_reach(network: Network) -> NDArray[np.float64]:
    """Return how many others are influenced by each person directly or through one person between.

    Follows ``network.influence_arcs()``: in a survey, those who name the person and those who name them. Weights do not
    count. From 0 (an isolate) to n - 1. Borgatti (2006), *Computational & Mathematical Organization Theory* 12:21.
    """
    arcs = network.influence_arcs()
    found = np.empty(network.n_people)

    def fill(block: range) -> None:
        reach_in_two(arcs.starts, arcs.targets, block.start, block.stop, found)

    engine.run(fill, engine.blocks(network.n_people, _BLOCK), name="two-step reach", in_place=True)
    return found
