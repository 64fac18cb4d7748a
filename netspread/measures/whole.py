"""Whole: figures that describe the network as a whole, not its people one by one.

Wasserman & Faust (1994), *Social Network Analysis*; Freeman (1979), *Social Networks* 1:215 (centralization).
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import one_of
from netspread.measures.betweenness import betweenness
from netspread.measures.brokerage import open_ways, ties_among_contacts
from netspread.measures.degree import in_degree, out_degree
from netspread.measures.graph import contacts_of
from netspread.network import Network

# fmt: off
_TRIADS = (
    "003", "012", "102", "021D", "021U", "021C", "111D", "111U",
    "030T", "030C", "201", "120D", "120U", "120C", "210", "300",
)
# fmt: on


def density(network: Network) -> float:
    """Return the share of all possible ties that there are, 0 to 1; nan with fewer than 2 people."""
    n = network.n_people
    return share(len(network.alters), n * (n - 1))


def mean_degree(network: Network) -> float:
    """Return how many people each person names on average (has as contacts, in a network without direction)."""
    return share(len(network.alters), network.n_people)


def reciprocity(network: Network) -> float:
    """Return the share of ties that are returned, 0 to 1; nan without ties, 1 in a network without direction."""
    return share(2 * dyads(network)["mutual"], len(network.alters))


def dyads(network: Network) -> dict[str, int]:
    """Return how many pairs of people name each other, name in one direction, and have no tie at all."""
    n = network.n_people
    tied = len(contacts_of(network).targets) // 2
    mutual = len(network.alters) - tied
    return {"mutual": mutual, "asymmetric": tied - mutual, "null": n * (n - 1) // 2 - tied}


def triads(network: Network) -> pd.Series:
    """Return how many triples of people are of each of the 16 kinds, by their M-A-N names (``"030T"``, ...).

    A tie without direction counts as mutual. Holland & Leinhardt (1970), *American Journal of Sociology* 76:492.
    """
    from igraph import Graph

    graph = Graph(n=network.n_people, edges=np.column_stack([network.egos(), network.alters]), directed=True)
    return pd.Series(dict(zip(_TRIADS, graph.triad_census(), strict=True)), name="triples", dtype=np.int64)


def transitivity(network: Network) -> float:
    """Return the share of ways a - v - b over which a and b have a tie as well, directions left aside.

    0 to 1; nan if nobody has two contacts. Three times the triangles over the connected triples.
    """
    among, contacts = ties_among_contacts(network)
    return share(among.sum(), (contacts * (contacts - 1)).sum())


def clustering(network: Network) -> float:
    """Return the mean, over people with two contacts or more, of the share of their contacts' pairs with a tie."""
    among, contacts = ties_among_contacts(network)
    many = contacts > 1
    return float(np.mean(among[many] / (contacts * (contacts - 1))[many])) if many.any() else np.nan


def directed_transitivity(network: Network) -> float:
    """Return the share of ways a -> v -> b, a and b different, for which there is a -> b; nan without such ways."""
    n = network.n_people
    counts = open_ways(network, np.zeros(n, dtype=np.int32), 1)
    there_and_back = 2 * dyads(network)["mutual"]
    ways = int((np.diff(network.starts) * np.bincount(network.alters, minlength=n)).sum()) - there_and_back
    return share(ways - counts.sum(), ways)


def centralization(network: Network, *, of: str = "in-degree") -> float:
    """Return how far the network is like a star: 1 if one person has all, 0 if everybody has the same.

    The sum of the differences to the highest value, as a share of that in a star of as many people; nan with
    fewer than 3. *of* is ``"in-degree"``, ``"out-degree"`` or ``"betweenness"``. Freeman (1979).

    Raises
    ------
    ChoiceError
        If *of* is something else.
    """
    if of not in _CENTRALITIES:
        raise one_of("centralization of", of, _CENTRALITIES)
    n = network.n_people
    values = _CENTRALITIES[of](network)
    if of == "betweenness":
        star = (n - 1) ** 2 * (n - 2) / (1 if network.directed else 2)
    else:
        star = (n - 1) ** 2 if network.directed else (n - 1) * (n - 2)
    return share(float((values.max(initial=0) - values).sum()), star if n > 2 else 0)


def degree_assortativity(network: Network) -> float:
    """Return the correlation, over ties, of how many people the ego names and by how many the alter is named.

    -1 to 1; nan where one of the two is the same for all ties. Newman (2003), *Physical Review E* 67:026126.
    """
    named, names = in_degree(network)[network.alters], out_degree(network)[network.egos()]
    if not len(named) or np.ptp(named) == 0 or np.ptp(names) == 0:
        return np.nan
    return float(np.corrcoef(names, named)[0, 1])


def e_i_index(network: Network, *, groups: str) -> float:
    """Return (ties between groups - ties inside) / all ties: -1 if all stay inside, 1 if none does; nan without ties.

    *groups* is an attribute; those without a value are a group. Krackhardt & Stern (1988), *Social Psychology
    Quarterly* 51:123.
    """
    codes = _codes(network, groups)
    between = int((codes[network.egos()] != codes[network.alters]).sum())
    return share(2 * between - len(network.alters), len(network.alters))


def group_assortativity(network: Network, *, groups: str) -> float:
    """Return how much more ties stay inside groups than if each person's ties went to random others.

    1 if all stay inside, 0 if as many as by chance; nan without ties or where all are in one group. Newman (2003).
    """
    codes = _codes(network, groups)
    k = int(codes.max(initial=0)) + 1
    mixing = np.bincount(codes[network.egos()] * k + codes[network.alters], minlength=k * k).reshape(k, k)
    total = max(len(network.alters), 1)
    by_chance = float((mixing.sum(axis=0) / total) @ (mixing.sum(axis=1) / total))
    return share(np.trace(mixing) / total - by_chance, 1 - by_chance)


def _codes(network: Network, groups: str) -> NDArray[np.int64]:
    return pd.factorize(network.groups(groups))[0].astype(np.int64)


def share(part: float, whole: float) -> float:
    """Return part / whole; nan where whole is 0."""
    return float(part / whole) if whole else np.nan


_CENTRALITIES: dict[str, Callable[[Network], NDArray[np.float64]]] = {
    "in-degree": in_degree,
    "out-degree": out_degree,
    "betweenness": betweenness,
}
