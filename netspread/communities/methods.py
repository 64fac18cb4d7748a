"""Methods: how communities are found; igraph and scikit-learn do the work.

Most look at the network without direction, the weights of both directions added up; ``METHODS`` tells which.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from inspect import signature
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netspread.chance import seeded
from netspread.communities.positions import core_periphery, structural_equivalence
from netspread.errors import ChoiceError, in_range
from netspread.network import Network

if TYPE_CHECKING:
    import igraph

#: Girvan & Newman's method removes ties one by one; beyond this many ties that takes minutes.
_MOST_TIES = 5_000


def leiden(
    graph: "igraph.Graph", *, seed: int, resolution: float = 1.0, objective: str = "modularity"
) -> NDArray[np.int64]:
    """Return a group number for each person by the Leiden method (Traag, Waltman & van Eck 2019, *Sci Rep* 9:5233).

    *objective* is ``"modularity"`` or ``"CPM"`` (constant Potts model); a higher *resolution* gives more, smaller
    communities. It goes on until nothing improves.
    """
    if objective not in ("modularity", "CPM"):
        raise ChoiceError(f"objective {objective!r} is unknown; choose 'modularity' or 'CPM'")
    in_range("resolution", resolution, 0)
    with seeded(seed):
        found = graph.community_leiden(objective, weights="weight", resolution=resolution, n_iterations=-1)
    return np.array(found.membership, dtype=np.int64)


def louvain(graph: "igraph.Graph", *, seed: int, resolution: float = 1.0) -> NDArray[np.int64]:
    """Return a group number for each person by the Louvain method (Blondel et al. 2008, *J Stat Mech* P10008)."""
    in_range("resolution", resolution, 0)
    with seeded(seed):
        found = graph.community_multilevel(weights="weight", resolution=resolution)
    return np.array(found.membership, dtype=np.int64)


def infomap(graph: "igraph.Graph", *, seed: int, trials: int = 10) -> NDArray[np.int64]:
    """Return groups in which a walk along ties stays long; direction counts (Rosvall & Bergstrom 2008, *PNAS*)."""
    in_range("trials", trials, 1)
    with seeded(seed):
        found = graph.community_infomap(edge_weights="weight", trials=trials)
    return np.array(found.membership, dtype=np.int64)


def walktrap(graph: "igraph.Graph", *, seed: int, steps: int = 4) -> NDArray[np.int64]:  # noqa: ARG001  # no randomness
    """Return groups that short random walks stay in (Pons & Latapy 2006, *JGAA* 10:191), cut at best modularity."""
    in_range("steps", steps, 1)
    found = graph.community_walktrap(weights="weight", steps=steps)
    return np.array(found.as_clustering().membership, dtype=np.int64)


def label_propagation(graph: "igraph.Graph", *, seed: int) -> NDArray[np.int64]:
    """Return groups where each takes the label of most contacts (Raghavan, Albert & Kumara 2007, *PRE* 76:036106)."""
    with seeded(seed):
        found = graph.community_label_propagation(weights="weight")
    return np.array(found.membership, dtype=np.int64)


def leading_eigenvector(graph: "igraph.Graph", *, seed: int) -> NDArray[np.int64]:
    """Return groups by repeated halving along the leading eigenvector of modularity (Newman 2006, *PRE* 74:036104)."""
    with seeded(seed):
        found = graph.community_leading_eigenvector(weights="weight")
    return np.array(found.membership, dtype=np.int64)


def girvan_newman(graph: "igraph.Graph", *, seed: int) -> NDArray[np.int64]:  # noqa: ARG001  # there is no randomness
    """Return groups left when the ties with most betweenness go first (Girvan & Newman 2002, *PNAS* 99:7821)."""
    if graph.ecount() > _MOST_TIES:
        raise ChoiceError(
            f"girvan-newman takes too long on {graph.ecount()} ties (at most {_MOST_TIES}); choose leiden instead"
        )
    if not graph.ecount():
        return np.arange(graph.vcount())
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
        communities = len(np.unique(leiden(undirected(network), seed=seed)[tied]))
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


@dataclass(frozen=True, slots=True)
class Method:
    """A way to divide people.

    Attributes
    ----------
    find
        ``find(view(network), seed=..., **options)`` gives a value a person, shape (n,).
    view
        What of the network it looks at.
    meaning
        What its communities are, in one line.
    directed, weighted
        Whether the direction of ties, and their weight, count.
    draws
        Whether another seed may give other communities.
    """

    find: Callable[..., NDArray[Any]]
    view: Callable[[Network], Any]
    meaning: str
    directed: bool = False
    weighted: bool = True
    draws: bool = False

    def check(self, name: str, options: Iterable[str]) -> None:
        """Raise ``ChoiceError`` if the method, called *name*, does not take one of *options*."""
        unknown = set(options) - set(signature(self.find).parameters)
        if unknown:
            raise ChoiceError(f"method {name!r} has no option '{min(unknown)}'; leave it out")


def undirected(network: Network) -> "igraph.Graph":
    """Return the igraph graph without direction, the weights of both directions added up."""
    import igraph

    both = network.contacts()
    egos = np.repeat(np.arange(network.n_people, dtype=np.int32), np.diff(both.starts))
    once = egos < both.targets
    graph = igraph.Graph(n=network.n_people, edges=np.column_stack([egos[once], both.targets[once]]))
    graph.es["weight"] = both.weights[once]
    return graph


def itself(network: Network) -> Network:
    """Return *network* as it is."""
    return network


def directed(network: Network) -> "igraph.Graph":
    """Return the igraph graph with direction and weights, and nothing else of the people."""
    import igraph

    graph = igraph.Graph(n=network.n_people, edges=np.column_stack([network.egos(), network.alters]), directed=True)
    graph.es["weight"] = network.weights
    return graph


#: Hyphenated name -> method.
METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "leiden": Method(leiden, undirected, "more ties inside than by chance, every community connected", draws=True),
        "louvain": Method(louvain, undirected, "more ties inside than by chance", draws=True),
        "infomap": Method(infomap, directed, "a walk along ties stays inside for long", directed=True, draws=True),
        "walktrap": Method(walktrap, undirected, "short random walks stay inside"),
        "label-propagation": Method(label_propagation, undirected, "everybody is with most contacts", draws=True),
        "leading-eigenvector": Method(leading_eigenvector, undirected, "halved where fewest ties run, again and again"),
        "girvan-newman": Method(
            girvan_newman, undirected, "left when the ties with most betweenness go first", weighted=False
        ),
        "spectral": Method(spectral, itself, "near each other in the leading eigenvectors of the ties", draws=True),
        "core-periphery": Method(
            core_periphery, itself, "a core of people tied to each other, and the people around it", weighted=False
        ),
        "structural-equivalence": Method(
            structural_equivalence, itself, "ties to and from the same others", directed=True
        ),
        "groups": Method(groups, itself, "the formal organization: the values of an attribute", weighted=False),
    }
)
