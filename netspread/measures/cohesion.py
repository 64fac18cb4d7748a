"""Cohesion: how deep inside the network a person stands, and who or what alone holds it together.

Ties count in both directions; weights do not count.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.kernels import cohesion as kernels
from netspread.measures.graph import contacts_of
from netspread.measures.kept import kept
from netspread.network import Network


def k_core(network: Network) -> NDArray[np.float64]:
    """Return the largest k for which each person belongs to a circle where all have at least k contacts in it.

    A contact is somebody whom one names or by whom one is named; weights do not count. From 0 (an isolate) to n - 1.
    Seidman (1983), *Social Networks* 5:269.
    """
    both = contacts_of(network)
    return kernels.cores(both.starts, both.targets).astype(np.float64)


def articulation_points(network: Network) -> NDArray[np.float64]:
    """Return 1 for each person without whom some of the others would no longer be connected, else 0.

    Ties connect in both directions, weights do not count; an isolate has 0.
    Hopcroft & Tarjan (1973), *Communications of the ACM* 16:372.
    """
    return parts(network).articulates.astype(np.float64)


def bridges(network: Network) -> NDArray[np.float64]:
    """Return how many bridges end at each person: ties that are the only way between those on either side.

    Ties connect in both directions, weights do not count. From 0 (an isolate too) to the number of contacts. Which ties
    these are, :func:`bridge_ties` tells. Hopcroft & Tarjan (1973), *Communications of the ACM* 16:372.
    """
    to = parts(network).bridge_to
    ends = np.flatnonzero(to >= 0)
    return np.bincount(np.concatenate([ends, to[ends]]), minlength=network.n_people).astype(np.float64)


def bridge_ties(network: Network) -> pd.DataFrame:
    """Return the bridges, one row each: ``person, contact``, in the order of ``network.people``."""
    to = parts(network).bridge_to
    ends = np.flatnonzero(to >= 0)
    pairs = np.sort(np.column_stack([ends, to[ends]]), axis=1)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    ids = network.people.index
    return pd.DataFrame({"person": ids[pairs[:, 0]], "contact": ids[pairs[:, 1]]})


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What the network falls into without each person in turn; shape (n,) each.

    Attributes
    ----------
    articulates
        bool: some of the others are no longer connected.
    bridge_to
        int64: the contact to whom the person's tie is a bridge with the person on the far side; -1 for none.
    together
        int64: ordered pairs of the others in the person's component who are still connected.
    component
        int64: how many people that component has; 0 for those *gone*.
    """

    articulates: NDArray[np.bool_]
    bridge_to: NDArray[np.int64]
    together: NDArray[np.int64]
    component: NDArray[np.int64]


def parts(network: Network, *, gone: NDArray[np.bool_] | None = None) -> Parts:
    """Return what the network, without those who are *gone*, falls into without each person."""
    if gone is None:
        return kept(network, "parts", lambda: _parts(network, np.zeros(network.n_people, dtype=bool)))
    return _parts(network, gone)


def _parts(network: Network, gone: NDArray[np.bool_]) -> Parts:
    n = network.n_people
    both = contacts_of(network)
    found = Parts(np.zeros(n, bool), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64))
    kernels.parts(both.starts, both.targets, gone, found.articulates, found.bridge_to, found.together, found.component)
    return found
