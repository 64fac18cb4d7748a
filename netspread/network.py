"""Network: people, and the ties that run from ego (answers, sends) to alter (is named, addressed)."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import NetworkError, one_of

if TYPE_CHECKING:
    import igraph
    import networkx as nx
    from scipy.sparse import csr_array

Influence = Literal["alter_to_ego", "ego_to_alter", "both"]
INFLUENCES: tuple[Influence, ...] = get_args(Influence)

#: What each direction of influence means, in the words of a summary.
INFLUENCE_IN_WORDS: dict[Influence, str] = {
    "alter_to_ego": "whoever is named influences the one who names",
    "ego_to_alter": "whoever writes influences the one who is written to",
    "both": "influence runs both ways along a tie",
}


@dataclass(frozen=True, slots=True)
class Arcs:
    """Who influences whom: one arc from the influencing to the influenced person.

    Attributes
    ----------
    starts
        int64, shape (n + 1,): where each influencer's arcs begin.
    targets
        int32, shape (m,): the person influenced; sorted for each influencer.
    weights
        float64, shape (m,): the weight of the tie; both ties' sum where influence runs both ways.
    """

    starts: NDArray[np.int64]
    targets: NDArray[np.int32]
    weights: NDArray[np.float64]

    def turned(self) -> "Arcs":
        """Return the same arcs seen from the influenced: ``targets`` are then the influencers."""
        from netspread.kernels import arcs  # numba loads when there is something to compute

        return Arcs(*arcs.turned(self.starts, self.targets, self.weights))

    def both_ways(self) -> "Arcs":
        """Return the arcs together with the same arcs turned; where both were there, their weights are added up."""
        from netspread.kernels import arcs

        back = self.turned()
        parts = (self.starts, self.targets, self.weights, back.starts, back.targets, back.weights)
        return Arcs(*arcs.both_ways(*parts))


@dataclass(frozen=True, slots=True, eq=False, repr=False, weakref_slot=True)
class Network:
    """People and the ties that run from ego to alter.

    Make one with :meth:`from_ties`, :meth:`from_networkx`, :meth:`from_igraph`, or ``netspread.build``.

    Attributes
    ----------
    people
        One row a person; the index, named ``person``, holds unique ids (text), the columns attributes.
        The column ``responded`` (bool), where there is one, says who answered: the missing ties of the others
        are unknown, not zero.
    starts
        int64, shape (n + 1,): where each ego's ties begin.
    alters
        int32, shape (m,): the person each tie points at, sorted for each ego, never the ego, never twice.
    weights
        float64, shape (m,): tie strength, always above 0.
    relation
        What was asked, in one word or phrase.
    influence
        How influence runs: ``"alter_to_ego"`` (a nomination: the named person influences the one who names),
        ``"ego_to_alter"`` (a message: the sender influences the recipient) or ``"both"``.
    directed
        False if a tie has no direction; it then stands twice, once from each side.
    layers
        Relation -> bool, shape (m,): which ties stand in it. Empty, unless several relations are together in one
        network; see :meth:`with_layers`.
    """

    people: pd.DataFrame
    starts: NDArray[np.int64]
    alters: NDArray[np.int32]
    weights: NDArray[np.float64]
    relation: str = ""
    influence: Influence = "alter_to_ego"
    directed: bool = True
    layers: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.influence not in INFLUENCES:
            raise one_of("influence", self.influence, INFLUENCES)
        for array in (self.starts, self.alters, self.weights):
            array.setflags(write=False)

    @classmethod
    def from_ties(
        cls,
        ties: pd.DataFrame | Iterable[Sequence[Any]],
        *,
        people: pd.DataFrame | Iterable[str] | None = None,
        relation: str = "",
        influence: Influence = "alter_to_ego",
        directed: bool = True,
    ) -> Self:
        """Return the network of *ties*: a frame with ``ego, alter[, weight]``, or such tuples.

        Repeated ties become one whose weight is their sum. Ties from a person to the same person are
        left out, with a warning. With ``directed=False`` the order of ego and alter means nothing.

        Parameters
        ----------
        ties
            One row a tie; a missing weight is 1.
        people
            Everybody, also those without a tie: a frame whose index (or column ``person`` or ``id``) holds
            the ids, or the ids alone. By default the people of the ties, in order of first appearance.
        relation, influence, directed
            See :class:`Network`.

        Raises
        ------
        NetworkError
            If a tie names nobody or somebody who is not among *people*, or a weight is not above 0.

        Examples
        --------
        >>> star = Network.from_ties([("a", "b"), ("a", "c", 2.0)])
        >>> star
        Network: 3 people, 2 ties, influence alter_to_ego
        >>> star.ties()
          ego alter  weight
        0   a     b     1.0
        1   a     c     2.0
        """
        frame = _tie_frame(ties)
        table = _people_frame(people, frame)
        egos, alters = _positions(frame, table.index)
        weights = _checked_weights(frame)
        to_self = egos == alters
        if to_self.any():
            warnings.warn(f"{to_self.sum()} ties of people to themselves were left out", stacklevel=2)
            egos, alters, weights = egos[~to_self], alters[~to_self], weights[~to_self]
        if not directed:
            egos, alters = np.concatenate([egos, alters]), np.concatenate([alters, egos])
            weights = np.concatenate([weights, weights])
        starts, merged, summed = compressed(len(table), egos, alters, weights)
        return cls(table, starts, merged, summed, relation, influence, directed)

    @classmethod
    def from_networkx(
        cls,
        graph: "nx.Graph[Any]",
        *,
        weight: str = "weight",
        relation: str = "",
        influence: Influence | None = None,
    ) -> Self:
        """Return the network of a networkx graph; node attributes become columns of ``people``.

        Parallel edges are added up. Without *influence* a directed graph is taken as nominations
        (``"alter_to_ego"``) and an undirected one as ``"both"``.
        """
        names = [str(node) for node in graph.nodes]
        attributes = [dict(data) for _, data in graph.nodes(data=True)]
        people = pd.DataFrame(attributes, index=pd.Index(names, dtype="str"))
        people = people.rename(columns=str)
        rows = [(str(a), str(b), data.get(weight, 1.0)) for a, b, data in graph.edges(data=True)]
        directed = graph.is_directed()
        return cls.from_ties(
            pd.DataFrame(rows, columns=["ego", "alter", "weight"]),
            people=people,
            relation=relation,
            influence=influence or ("alter_to_ego" if directed else "both"),
            directed=directed,
        )

    @classmethod
    def from_igraph(
        cls,
        graph: "igraph.Graph",
        *,
        weight: str = "weight",
        relation: str = "",
        influence: Influence | None = None,
    ) -> Self:
        """Return the network of an igraph graph; ids are the vertex attribute ``name``, if there is one."""
        attributes = {key: graph.vs[key] for key in graph.vs.attributes()}
        names = [str(name) for name in attributes.pop("name", range(graph.vcount()))]
        people = pd.DataFrame(attributes, index=pd.Index(names, dtype="str"))
        pairs = np.array(graph.get_edgelist(), dtype=np.int64).reshape(-1, 2)
        weights = graph.es[weight] if weight in graph.es.attributes() else np.ones(len(pairs))
        ids = np.array(names, dtype=object)
        directed = graph.is_directed()
        return cls.from_ties(
            pd.DataFrame({"ego": ids[pairs[:, 0]], "alter": ids[pairs[:, 1]], "weight": weights}),
            people=people,
            relation=relation,
            influence=influence or ("alter_to_ego" if directed else "both"),
            directed=directed,
        )

    @property
    def n_people(self) -> int:
        """How many people there are."""
        return len(self.people)

    @property
    def n_ties(self) -> int:
        """How many ties there are; one without direction counts once."""
        return len(self.alters) if self.directed else len(self.alters) // 2

    @property
    def ids(self) -> NDArray[np.object_]:
        """The ids of all people, in order: shape (n,)."""
        return self.people.index.to_numpy(dtype=object)

    @property
    def responded(self) -> NDArray[np.bool_]:
        """Who answered, shape (n,): everybody, unless ``people`` says otherwise."""
        if "responded" not in self.people:
            return np.ones(self.n_people, dtype=bool)
        return self.people["responded"].to_numpy(dtype=bool)

    def egos(self) -> NDArray[np.int32]:
        """Return the position of each tie's ego: shape (m,), beside ``alters``."""
        return np.repeat(np.arange(self.n_people, dtype=np.int32), np.diff(self.starts))

    def with_layers(self, ties: pd.DataFrame) -> Self:
        """Return the network that knows which of its ties stand in each relation of *ties* (``ego, alter, relation``).

        Raises
        ------
        NetworkError
            If one of these ties names somebody who is not in the network.

        Examples
        --------
        >>> ties = pd.DataFrame({"ego": ["a", "a"], "alter": ["b", "c"], "relation": ["advice", "trust"]})
        >>> {name: ties.tolist() for name, ties in Network.from_ties(ties).with_layers(ties).layers.items()}
        {'advice': [True, False], 'trust': [False, True]}
        """
        egos, alters = _positions(ties, self.people.index)
        relations = ties["relation"].to_numpy()
        if not self.directed:
            egos, alters = np.concatenate([egos, alters]), np.concatenate([alters, egos])
            relations = np.concatenate([relations, relations])
        own = self.egos() * np.int64(self.n_people) + self.alters
        named = egos * np.int64(self.n_people) + alters
        layers = {str(name): np.isin(own, named[relations == name]) for name in dict.fromkeys(relations)}
        return replace(self, layers=layers)

    def positions(self, people: Iterable[str], *, what: str = "person") -> NDArray[np.int64]:
        """Return where each of *people* stands in ``people``: shape (k,).

        Raises
        ------
        ChoiceError
            If somebody is not in the network; the nearest ids are proposed.
        """
        wanted = [str(person) for person in people]
        found = self.people.index.get_indexer(pd.Index(wanted, dtype="str"))
        for person, position in zip(wanted, found, strict=True):
            if position < 0:
                ids = [str(known) for known in self.people.index]
                names = self.people["name"].dropna().astype(str) if "name" in self.people else pd.Series(dtype=str)
                raise one_of(what, person, ids, called=dict(zip(names, names.index.astype(str), strict=True)))
        return found.astype(np.int64)

    def groups(self, column: str) -> pd.Series:
        """Return the attribute *column* as text, ``"(missing)"`` where it is empty.

        Raises
        ------
        ChoiceError
            If there is no such column; those that there are, are listed.
        """
        if column not in self.people:
            raise one_of("group column", column, [str(name) for name in self.people.columns])
        values = self.people[column]
        texts = values.astype("str")
        return texts.where(values.notna() & (texts != ""), "(missing)")

    def ties(self) -> pd.DataFrame:
        """Return one row a tie: ``ego, alter, weight``; a tie without direction stands once."""
        egos = self.egos()
        kept = np.full(len(egos), fill_value=True) if self.directed else egos < self.alters
        ids = self.people.index
        return pd.DataFrame({"ego": ids[egos[kept]], "alter": ids[self.alters[kept]], "weight": self.weights[kept]})

    def matrix(self) -> "csr_array":
        """Return the n x n sparse matrix whose entry (ego, alter) is the weight of that tie."""
        from scipy.sparse import csr_array

        n = self.n_people
        return csr_array((self.weights, self.alters, self.starts), shape=(n, n))

    def influence_arcs(self) -> Arcs:
        """Return who influences whom, according to ``influence``."""
        along = Arcs(self.starts, self.alters, self.weights)
        if self.influence == "ego_to_alter" or not self.directed:
            return along
        if self.influence == "alter_to_ego":
            return along.turned()
        return along.both_ways()

    def contacts(self) -> Arcs:
        """Return each person's contacts, whoever named whom; both directions' weights are added up.

        Every pair stands from both sides. In a network without direction each tie counts for both directions.
        """
        if not self.directed:
            return Arcs(self.starts, self.alters, 2 * self.weights)
        return Arcs(self.starts, self.alters, self.weights).both_ways()

    def to_networkx(self) -> "nx.Graph[str]":
        """Return a networkx ``DiGraph`` (``Graph`` if not directed) with all attributes and weights."""
        import networkx as nx

        graph: nx.Graph[str] = nx.DiGraph() if self.directed else nx.Graph()
        graph.graph.update(relation=self.relation, influence=self.influence)
        for person, row in zip(self.people.index, self.people.to_dict("records"), strict=True):
            graph.add_node(person, **{str(key): value for key, value in row.items()})
        frame = self.ties()
        graph.add_weighted_edges_from(zip(frame["ego"], frame["alter"], frame["weight"].tolist(), strict=True))
        return graph

    def to_igraph(self) -> "igraph.Graph":
        """Return an igraph ``Graph`` with vertex ``name``, all attributes, and edge ``weight``."""
        import igraph

        egos = self.egos()
        kept = np.full(len(egos), fill_value=True) if self.directed else egos < self.alters
        graph = igraph.Graph(
            n=self.n_people, edges=np.column_stack([egos[kept], self.alters[kept]]), directed=self.directed
        )
        for column in self.people:
            shown = "name_given" if column == "name" else str(column)  # igraph keeps its ids under "name"
            graph.vs[shown] = self.people[column].tolist()
        graph.vs["name"] = self.people.index.tolist()
        graph.es["weight"] = self.weights[kept]
        return graph

    def __repr__(self) -> str:
        """Return one line: what the network is of."""
        relation = f" of {self.relation!r}" if self.relation else ""
        return f"Network{relation}: {self.n_people} people, {self.n_ties} ties, influence {self.influence}"

    def _repr_html_(self) -> str:
        rows = {
            "people": self.n_people,
            "answered": int(self.responded.sum()),
            "ties": self.n_ties,
            "relation": self.relation or "(not named)",
            "influence": INFLUENCE_IN_WORDS[self.influence],
            "attributes": ", ".join(str(column) for column in self.people) or "none",
        }
        cells = "".join(f"<tr><th>{key}</th><td>{escape(str(value))}</td></tr>" for key, value in rows.items())
        return f"<table><caption>Network</caption>{cells}</table>"


def _tie_frame(ties: pd.DataFrame | Iterable[Sequence[Any]]) -> pd.DataFrame:
    if not isinstance(ties, pd.DataFrame):
        rows = [(*tie, 1.0)[:3] for tie in ties]
        return pd.DataFrame(rows, columns=["ego", "alter", "weight"])
    missing = {"ego", "alter"} - set(ties.columns)
    if missing:
        raise NetworkError(
            f"ties have no column '{min(missing)}'; name the columns ego, alter and, if you like, weight "
            f"(found: {', '.join(str(column) for column in ties.columns)})"
        )
    return ties


def _people_frame(people: pd.DataFrame | Iterable[str] | None, ties: pd.DataFrame) -> pd.DataFrame:
    if people is None:
        mixed = np.column_stack([_as_ids(ties["ego"]), _as_ids(ties["alter"])]).ravel()
        table = pd.DataFrame(index=pd.unique(pd.Series(mixed, dtype="str")))
    elif isinstance(people, pd.DataFrame):
        # A frame that was never given an index holds its ids in a column.
        bare = isinstance(people.index, pd.RangeIndex)
        key = next((name for name in ("person", "id") if bare and name in people), None)
        table = people.set_index(key) if key else people.copy(deep=False)
    else:
        table = pd.DataFrame(index=pd.Index(list(people), dtype="object"))
    table.index = pd.Index(_as_ids(table.index.to_series()), dtype="str", name="person")
    if not table.index.is_unique:
        double = table.index[table.index.duplicated()][0]
        raise NetworkError(f"person '{double}' stands twice among the people; give each person one row")
    return table


def _as_ids(values: pd.Series) -> NDArray[np.object_]:
    if values.isna().any():
        at = int(values.isna().to_numpy().argmax())
        raise NetworkError(f"row {at + 1}: an id is missing; name the person, or leave the row out")
    return values.astype("str").to_numpy(dtype=object)


def _positions(ties: pd.DataFrame, index: pd.Index) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    found = []
    for side in ("ego", "alter"):
        ids = _as_ids(ties[side])
        at = index.get_indexer(pd.Index(ids, dtype="str"))
        if (at < 0).any():
            row = int((at < 0).argmax())
            raise NetworkError(
                f"tie '{ties['ego'].iloc[row]}' -> '{ties['alter'].iloc[row]}': '{ids[row]}' is not among "
                "the people; add the person, or leave the tie out"
            )
        found.append(at.astype(np.int32))
    return found[0], found[1]


def _checked_weights(ties: pd.DataFrame) -> NDArray[np.float64]:
    if "weight" not in ties:
        return np.ones(len(ties))
    weights = pd.to_numeric(ties["weight"], errors="coerce").to_numpy(dtype=np.float64, copy=True)
    blank = ties["weight"].isna().to_numpy()
    weights[blank] = 1.0
    wrong = ~((weights > 0) & np.isfinite(weights))
    if wrong.any():
        row = int(wrong.argmax())
        raise NetworkError(
            f"tie '{ties['ego'].iloc[row]}' -> '{ties['alter'].iloc[row]}' has weight "
            f"{ties['weight'].iloc[row]}; weights must be numbers above 0"
        )
    return weights


def compressed(
    n: int, egos: NDArray[np.integer], alters: NDArray[np.integer], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Return the ties sorted by ego and alter, repeated ones added up, as (starts, alters, weights)."""
    order = np.lexsort((alters, egos))
    egos, alters, weights = egos[order], alters[order], weights[order]
    first = np.ones(len(egos), dtype=bool)
    first[1:] = (egos[1:] != egos[:-1]) | (alters[1:] != alters[:-1])
    summed = np.add.reduceat(weights, np.flatnonzero(first)) if len(weights) else weights
    starts = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(egos[first], minlength=n), out=starts[1:])
    return starts, alters[first].astype(np.int32), summed
