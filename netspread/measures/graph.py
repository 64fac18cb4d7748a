"""Graph: the network as igraph needs it, and as contacts, made once for all measures that go by it."""

from typing import TYPE_CHECKING

import numpy as np

from netspread.measures.kept import kept
from netspread.network import Arcs, Network

if TYPE_CHECKING:
    import igraph

#: What is made of a network with more ties takes too much room beside it, and is made anew for each measure.
_KEPT_TIES = 5_000_000


def graph_of(network: Network) -> "igraph.Graph":
    """Return the network's ties as an igraph graph, without names and weights; see :func:`tie_weights`."""
    import igraph

    def made() -> "igraph.Graph":
        egos, once = network.egos(), _once(network)
        ends = np.column_stack([egos[once], network.alters[once]]).astype(np.int64)
        return igraph.Graph(n=network.n_people, edges=ends, directed=network.directed)

    graph: igraph.Graph = kept(network, "graph", made) if network.n_ties <= _KEPT_TIES else made()
    return graph


def contacts_of(network: Network) -> Arcs:
    """Return ``network.contacts()``, which nobody may change."""
    return kept(network, "contacts", network.contacts) if network.n_ties <= _KEPT_TIES else network.contacts()


def tie_weights(network: Network) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the weights in the order of the graph's edges: one for each tie."""
    return network.weights[_once(network)]


def _once(network: Network) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which ties stand in the graph: each one without direction stands once."""
    return np.full(len(network.alters), fill_value=True) if network.directed else network.egos() < network.alters
