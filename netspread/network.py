"""Network: people, and the ties that run from ego (answers, sends) to alter (is named, addressed)."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread import graphs
from netspread.arcs import INFLUENCE_IN_WORDS, INFLUENCES, Arcs, Influence, compressed
from netspread.errors import one_of
from netspread.tie_tables import checked_weights, people_frame, positions, tie_frame

if TYPE_CHECKING:
    import igraph
    import networkx as nx
    from scipy.sparse import csr_array

__all__ = ["INFLUENCES", "INFLUENCE_IN_WORDS", "Arcs", "Influence", "Network", "compressed"]


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
        frame = tie_frame(ties)
        table = people_frame(people, frame)
        egos, alters = positions(frame, table.index)
        weights = checked_weights(frame)
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
        return cls._of_graph(*graphs.of_networkx(graph, weight), graph.is_directed(), relation, influence)

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
        return cls._of_graph(*graphs.of_igraph(graph, weight), graph.is_directed(), relation, influence)

    @classmethod
    def _of_graph(
        cls,
        people: pd.DataFrame,
        ties: pd.DataFrame,
        directed: bool,
        relation: str,
        influence: Influence | None,
    ) -> Self:
        usual: Influence = "alter_to_ego" if directed else "both"
        return cls.from_ties(ties, people=people, relation=relation, influence=influence or usual, directed=directed)

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
        egos, alters = positions(ties, self.people.index)
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
        if not wanted:  # looking for nobody would take pandas longer than it takes to choose in a small network
            return np.zeros(0, np.int64)
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
        kept, ids = self._once(), self.people.index
        return pd.DataFrame(
            {"ego": ids[self.egos()[kept]], "alter": ids[self.alters[kept]], "weight": self.weights[kept]}
        )

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
        graph = graphs.as_networkx(self.people, self.ties(), directed=self.directed)
        graph.graph.update(relation=self.relation, influence=self.influence)
        return graph

    def to_igraph(self) -> "igraph.Graph":
        """Return an igraph ``Graph`` with vertex ``name``, all attributes, and edge ``weight``."""
        kept = self._once()
        ends = np.column_stack([self.egos()[kept], self.alters[kept]])
        return graphs.as_igraph(self.people, ends, self.weights[kept], directed=self.directed)

    def _once(self) -> NDArray[np.bool_]:
        """Return which ties stand for themselves: of one without direction, the first of its two."""
        return np.full(len(self.alters), fill_value=True) if self.directed else self.egos() < self.alters

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
