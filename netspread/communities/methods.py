"""Methods: how communities are found; igraph and scikit-learn do the work.

All but ``infomap`` look at the network without direction, the weights of both directions added up.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netspread.chance import seeded
from netspread.errors import ChoiceError, in_range
from netspread.network import Network

if TYPE_CHECKING:
    import igraph

#: Girvan & Newman's method removes ties one by one; beyond this many ties that takes minutes.
_MOST_TIES = 5_000


def leiden(network: Network, *, seed: int, resolution: float = 1.0, objective: str = "modularity") -> NDArray[np.int64]:
    """Return a group number for each person by the Leiden method (Traag, Waltman & van Eck 2019, *Sci Rep* 9:5233).

    *objective* is ``"modularity"`` or ``"CPM"`` (constant Potts model); a higher *resolution* gives more, smaller
    communities. It goes on until nothing improves.
    """
    if objective not in ("modularity", "CPM"):
        raise ChoiceError(f"objective {objective!r} is unknown; choose 'modularity' or 'CPM'")
    in_range("resolution", resolution, 0)
    graph = undirected(network)
    with seeded(seed):
        found = graph.community_leiden(objective, weights="weight", resolution=resolution, n_iterations=-1)
    return np.array(found.membership, dtype=np.int64)


def louvain(network: Network, *, seed: int, resolution: float = 1.0) -> NDArray[np.int64]:
    """Return a group number for each person by the Louvain method (Blondel et al. 2008, *J Stat Mech* P10008)."""
    in_range("resolution", resolution, 0)
    graph = undirected(network)
    with seeded(seed):
        found = graph.community_multilevel(weights="weight", resolution=resolution)
    return np.array(found.membership, dtype=np.int64)


def infomap(network: Network, *, seed: int, trials: int = 10) -> NDArray[np.int64]:
    """Return groups in which a walk along ties stays long; direction counts (Rosvall & Bergstrom 2008, *PNAS*)."""
    in_range("trials", trials, 1)
    with seeded(seed):
        found = network.to_igraph().community_infomap(edge_weights="weight", trials=trials)
    return np.array(found.membership, dtype=np.int64)


def walktrap(network: Network, *, seed: int, steps: int = 4) -> NDArray[np.int64]:  # noqa: ARG001  # no randomness
    """Return groups that short random walks stay in (Pons & Latapy 2006, *JGAA* 10:191), cut at best modularity."""
    in_range("steps", steps, 1)
    found = undirected(network).community_walktrap(weights="weight", steps=steps)
    return np.array(found.as_clustering().membership, dtype=np.int64)


def label_propagation(network: Network, *, seed: int) -> NDArray[np.int64]:
    """Return groups where each takes the label of most contacts (Raghavan, Albert & Kumara 2007, *PRE* 76:036106)."""
    graph = undirected(network)
    with seeded(seed):
        found = graph.community_label_propagation(weights="weight")
    return np.array(found.membership, dtype=np.int64)


def leading_eigenvector(network: Network, *, seed: int) -> NDArray[np.int64]:
    """Return groups by repeated halving along the leading eigenvector of modularity (Newman 2006, *PRE* 74:036104)."""
    graph = undirected(network)
    with seeded(seed):
        found = graph.community_leading_eigenvector(weights="weight")
    return np.array(found.membership, dtype=np.int64)


def girvan_newman(network: Network, *, seed: int) -> NDArray[np.int64]:  # noqa: ARG001  # there is no randomness
    """Return groups left when the ties with most betweenness go first (Girvan & Newman 2002, *PNAS* 99:7821)."""
    graph = undirected(network)
    if graph.ecount() > _MOST_TIES:
        raise ChoiceError(
            f"girvan-newman takes too long on {graph.ecount()} ties (at most {_MOST_TIES}); choose leiden instead"
        )
    if not graph.ecount():
        return np.arange(network.n_people)
    found = graph.community_edge_betweenness(directed=False).as_clustering()
    return np.array(found.membership, dtype=np.int64)


def spectral(network: Network, *, seed: int, communities: int | None = None) -> NDArray[np.int64]:
    """Return groups by spectral clustering (von Luxburg 2007, *Stat Comput* 17:395); people without ties stay alone.

    *communities* says how many; by default as many as Leiden finds among those who have ties.
    """
    from scipy.sparse import csr_array
    from sklearn.cluster import SpectralClustering

    both = network.contacts()
    tied = np.flatnonzero(np.diff(both.starts) > 0)
    labels = -1 - np.arange(network.n_people)
    if not len(tied):
        return labels
    if communities is None:
        communities = len(np.unique(leiden(network, seed=seed)[tied]))
    in_range("communities", communities, 1, max(len(tied), 1))
    n = network.n_people
    matrix = csr_array((both.weights, both.targets, both.starts), shape=(n, n))[tied][:, tied]
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # scikit-learn asks
    if len(tied) > communities > 1:
        work = SpectralClustering(communities, affinity="precomputed", random_state=seed, assign_labels="cluster_qr")
        labels[tied] = work.fit_predict(matrix)
    else:
        labels[tied] = 0 if communities == 1 else np.arange(len(tied))
    return labels


def groups(network: Network, *, seed: int, column: str | None = None) -> NDArray[Any]:  # noqa: ARG001  # as given
    """Return the formal organization as it is: the values of the attribute *column*."""
    if column is None:
        raise ChoiceError("method 'groups' takes an attribute as it is; say which, e.g. column='unit'")
    return network.groups(column).to_numpy(dtype=object)


#: Hyphenated name -> method.
METHODS: Mapping[str, Callable[..., NDArray[Any]]] = MappingProxyType(
    {
        "leiden": leiden,
        "louvain": louvain,
        "infomap": infomap,
        "walktrap": walktrap,
        "label-propagation": label_propagation,
        "leading-eigenvector": leading_eigenvector,
        "girvan-newman": girvan_newman,
        "spectral": spectral,
        "groups": groups,
    }
)


def undirected(network: Network) -> "igraph.Graph":
    """Return the igraph graph without direction, the weights of both directions added up."""
    import igraph

    both = network.contacts()
    egos = np.repeat(np.arange(network.n_people, dtype=np.int32), np.diff(both.starts))
    once = egos < both.targets
    graph = igraph.Graph(n=network.n_people, edges=np.column_stack([egos[once], both.targets[once]]))
    graph.es["weight"] = both.weights[once]
    return graph
