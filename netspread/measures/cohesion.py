"""Cohesion: how deep inside the network a person stands.

Seidman (1983), *Social Networks* 5:269.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.network import Network


def k_core(network: Network) -> NDArray[np.float64]:
    """Return the largest k for which each person belongs to a circle where all have at least k contacts in it.

    A contact is somebody whom one names or by whom one is named; weights do not count. An isolate has 0.
    """
    graph = network.to_igraph().as_undirected(mode="collapse") if network.directed else network.to_igraph()
    return np.array(graph.coreness(), dtype=np.float64)


def articulation_points(network: Network) -> NDArray[np.float64]:
    """Return 1 for each person without whom some of the others would no longer be connected, else 0.

    Ties count in both directions.
    """
    found = np.zeros(network.n_people)
    found[network.to_igraph().articulation_points()] = 1.0
    return found
