"""Description: a network in figures, each with what it means.

Krackhardt (1994), in *Computational Organization Theory* (connectedness, hierarchy, efficiency); the others are in
:mod:`netspread.measures.whole`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from netspread.errors import one_of
from netspread.measures import whole
from netspread.measures.closeness import distances
from netspread.measures.cohesion import parts
from netspread.measures.degree import in_degree, out_degree
from netspread.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class Description:
    """Figures of a network as a whole.

    Attributes
    ----------
    network, groups
        Of what; the attribute of the figures about groups, ``None`` if there are none.
    figures
        By name, in the order of ``FIGURES``; nan where not defined.
    """

    network: Network
    groups: str | None
    figures: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        """Return one figure.

        Raises
        ------
        ChoiceError
            If there is none of that name.
        """
        if name not in self.figures:
            raise one_of("figure", name, self.figures)
        return self.figures[name]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a figure: ``figure, value, meaning``."""
        rows = [(name, value, FIGURES[name]) for name, value in self.figures.items()]
        return pd.DataFrame(rows, columns=["figure", "value", "meaning"])

    def _repr_html_(self) -> str:
        return self.to_frame().to_html(index=False, float_format="{:.4g}".format)


#: Each figure of a description, and what it means.
FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "people": "how many people",
        "ties": "how many ties",
        "isolates": "people without any tie",
        "density": "share of all possible ties that there are",
        "mean-degree": "how many people each person names on average",
        "reciprocity": "share of ties that are returned",
        "mutual-pairs": "pairs who name each other",
        "asymmetric-pairs": "pairs of whom one names the other",
        "null-pairs": "pairs without a tie",
        "transitivity": "share of pairs with a common contact who have a tie themselves",
        "clustering": "the same, averaged over people with two contacts or more",
        "directed-transitivity": "share of ways from one to another over a third that have a direct tie",
        "components": "parts with no tie between them, isolates included",
        "largest-component": "people in the largest of them",
        "strong-components": "parts inside which everybody reaches everybody along ties",
        "largest-strong-component": "people in the largest of them",
        "connectedness": "share of pairs who are connected at all, directions left aside",
        "mean-distance": "ties on the way from one person to another, where there is a way",
        "longest-distance": "the longest of these ways",
        "hierarchy": "share of pairs with a way between them where there is none back",
        "tree-efficiency": "share of ties that could not be left out, from 1 (a tree) to 0 (all possible ties)",
        "in-degree-centralization": "how far nominations go to one person",
        "out-degree-centralization": "how far one person makes all nominations",
        "degree-assortativity": "whether those who name many name those who are named by many",
        "e-i-index": "ties between groups minus ties inside, as a share of all ties",
        "group-assortativity": "how much more ties stay inside groups than by chance",
    }
)


def describe(network: Network, *, groups: str | None = None) -> Description:
    """Return the figures of ``FIGURES``; those about groups only with *groups*, an attribute.

    Distances above 50,000 people are measured from a sample (see
    :func:`~netspread.measures.closeness.in_closeness`).

    Examples
    --------
    >>> network = Network.from_ties([("a", "b"), ("b", "a"), ("b", "c")])
    >>> describe(network)["reciprocity"].__round__(3)
    0.667
    """
    figures = {
        "people": float(network.n_people),
        "ties": float(network.n_ties),
        "isolates": float((in_degree(network) + out_degree(network) == 0).sum()),
        "density": whole.density(network),
        "mean-degree": whole.mean_degree(network),
        "reciprocity": whole.reciprocity(network),
        **{f"{kind}-pairs": float(count) for kind, count in whole.dyads(network).items()},
        "transitivity": whole.transitivity(network),
        "clustering": whole.clustering(network),
        "directed-transitivity": whole.directed_transitivity(network),
        **_connection(network),
        "in-degree-centralization": whole.centralization(network, of="in-degree"),
        "out-degree-centralization": whole.centralization(network, of="out-degree"),
        "degree-assortativity": whole.degree_assortativity(network),
    }
    if groups is not None:
        figures["e-i-index"] = whole.e_i_index(network, groups=groups)
        figures["group-assortativity"] = whole.group_assortativity(network, groups=groups)
    return Description(network, groups, MappingProxyType(figures))


def _connection(network: Network) -> dict[str, float]:
    """Return the figures about components and distances (hierarchy and efficiency are Krackhardt's, 1994)."""
    from scipy.sparse.csgraph import connected_components

    n = network.n_people
    strong = np.bincount(connected_components(network.matrix(), connection="strong")[1]).astype(np.float64)
    size_of_own = parts(network).component
    sizes = np.bincount(size_of_own)
    weak = np.repeat(np.arange(len(sizes)), sizes // np.maximum(np.arange(len(sizes)), 1)).astype(np.float64)
    ways = distances(network)
    reached = ways.reached.sum() / ways.share
    there_and_back = (strong * (strong - 1) / 2).sum()
    tree = (weak - 1).sum()
    return {
        "components": float(len(weak)),
        "largest-component": float(weak.max(initial=0)),
        "strong-components": float(len(strong)),
        "largest-strong-component": float(strong.max(initial=0)),
        "connectedness": whole.share((weak * (weak - 1)).sum(), n * (n - 1)),
        "mean-distance": whole.share(float(ways.steps.sum()), float(ways.reached.sum())),
        "longest-distance": float(ways.longest),
        "hierarchy": 1 - whole.share(there_and_back, reached - there_and_back),
        "tree-efficiency": 1 - whole.share(len(network.alters) - tree, (weak * (weak - 1)).sum() - tree),
    }
