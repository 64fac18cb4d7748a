"""Partition: who belongs to which community, and what each community is like."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import in_range, one_of
from netspread.network import Network

#: Of a long questionnaire the first attributes that divide people describe communities; the rest takes too long.
_MOST_COLUMNS = 30
#: An attribute with more values than this describes nobody, unless so many people share each of them.
_MOST_VALUES, _PEOPLE_EACH = 60, 40
#: A community is named after at most two values that have this share of it each, and together that.
_NAMED, _COVERED = 0.25, 0.6


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Partition:
    """Each person in one community.

    Attributes
    ----------
    network
        Whose people are divided.
    labels
        int64, shape (n,): 1 is the largest community; of two equally large ones the one with the first person
        comes first. Somebody without a tie is a community of one.
    method
        How it was found.
    modularity
        How many more ties lie inside communities than by chance, from -0.5 to 1, with both directions' weights
        added up (Newman & Girvan 2004, *Physical Review E* 69:026113); nan without ties.
    options
        What the method was asked with, for the record.
    given_names
        Community -> the name that somebody gave it, see :meth:`renamed`.
    """

    network: Network
    labels: NDArray[np.int64]
    method: str
    modularity: float
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    given_names: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, network: Network, groups: NDArray[Any], *, method: str, **options: Any) -> "Partition":
        """Return the partition whose communities are the different values of *groups*, shape (n,)."""
        labels = _ordered(groups)
        return cls(network, labels, method, modularity(network, labels), MappingProxyType(options))

    @property
    def n_communities(self) -> int:
        """How many communities there are, people without a tie included."""
        return int(self.labels.max(initial=0))

    def sizes(self) -> NDArray[np.int64]:
        """Return how many people each community has: shape (n_communities,), never rising."""
        return np.bincount(self.labels, minlength=self.n_communities + 1)[1:].astype(np.int64)

    @property
    def coverage(self) -> float:
        """The share of the weight of all ties that lies inside communities, from 0 to 1; nan without ties.

        Fortunato (2010), *Physics Reports* 486:75. One community of everybody has 1: more is not better by itself.
        """
        network = self.network
        within = self.labels[network.egos()] == self.labels[network.alters]
        total = float(network.weights.sum())
        return float(network.weights[within].sum()) / total if total else float("nan")

    @property
    def _tied(self) -> set[int]:
        """The communities in which anybody has a tie."""
        return set(np.unique(self.labels[np.diff(self.network.contacts().starts) > 0]).tolist())

    @property
    def n_tied(self) -> int:
        """How many communities there are, people without any tie left out."""
        return len(self._tied)

    def members(self, community: int) -> list[str]:
        """Return the ids of the people in *community*."""
        in_range("community", community, 1, max(self.n_communities, 1))
        return [str(person) for person in self.network.people.index[self.labels == community]]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a person: ``person, community``."""
        return pd.DataFrame({"person": self.network.people.index, "community": self.labels})

    def renamed(self, names: Mapping[str, str]) -> "Partition":
        """Return the partition with names of one's own: a community's number, or its name so far -> its new name.

        Raises
        ------
        ChoiceError
            If there is no such community.
        """
        number = {str(community): community for community in range(1, self.n_communities + 1)}
        known = number | {name: community for community, name in self.names.items()}
        for name in names:
            if name not in known:
                raise one_of("community", name, known)
        given = {known[old]: new for old, new in names.items() if new.strip()}
        return replace(self, given_names=MappingProxyType({**self.given_names, **given}))

    @property
    def names(self) -> dict[int, str]:
        """A plain name for each community: the one given, else what most of its people share; no name stands twice."""
        found: dict[int, str] = {}
        attribute = _telling_attribute(self)
        tied = self._tied
        for community in range(1, self.n_communities + 1):
            name = f"Community {community}"
            if community in self.given_names:
                name = self.given_names[community]
            elif community not in tied:
                name = "No ties"
            elif attribute is not None:
                name = _shared(self.network.groups(attribute)[self.labels == community]) or name
            copies = sum(other == name or other.startswith(f"{name} (") for other in found.values())
            found[community] = name if not copies else f"{name} ({copies + 1})"
        return found

    def table(self) -> pd.DataFrame:
        """Return one row a community, the largest first; see ``netspread`` docs, output files.

        ``community, name, people, ties`` (inside), ``density`` (ties inside among possible ones), ``inside`` (share
        of the weight of all its people's ties that stays inside), ``conductance`` (weight of the
        ties that leave, by the weight that touches its people or all others, whichever is less: 0 is cut off, 1 has
        nothing inside; Kannan, Vempala & Vetta 2004, *JACM* 51:497), ``leader`` (most named by the others of the
        community), and for each attribute (the first 30) that puts people into groups, its commonest value.
        """
        network, k = self.network, self.n_communities
        egos = network.egos()
        within = self.labels[egos] == self.labels[network.alters]
        sizes = self.sizes()
        ties = np.bincount(self.labels[egos[within]], minlength=k + 1)[1:] // (1 if network.directed else 2)
        possible = sizes * (sizes - 1) / (1 if network.directed else 2)
        touching = np.bincount(self.labels[egos], network.weights, k + 1)[1:]
        touching = touching + np.bincount(self.labels[network.alters], network.weights, k + 1)[1:]
        inside = 2 * np.bincount(self.labels[egos[within]], network.weights[within], k + 1)[1:]
        table = pd.DataFrame(
            {
                "community": np.arange(1, k + 1),
                "name": list(self.names.values()),
                "people": sizes,
                "ties": ties,
                "density": _share(ties, possible),
                "inside": _share(inside, touching),
                "conductance": _share(touching - inside, np.minimum(touching, touching.sum() - touching)),
                "leader": self._leaders(within),
            }
        )
        for column in dividing(network):
            values = network.groups(column)
            shown = f"{column}_given" if column in table else column
            table[shown] = [_commonest(values[self.labels == label]) for label in range(1, k + 1)]
        return table

    def _leaders(self, within: NDArray[np.bool_]) -> list[str]:
        """Return who is most named inside each community; the first of several."""
        named = np.bincount(self.network.alters[within], minlength=self.network.n_people)
        order = np.lexsort((np.arange(len(named)), -named, self.labels))
        first = np.searchsorted(self.labels[order], np.arange(1, self.n_communities + 1))
        return [str(person) for person in self.network.ids[order[first]]]

    def __repr__(self) -> str:
        """Return one line: how many communities, how clear."""
        alone = self.n_communities - self.n_tied
        apart = f" and {alone} people without ties" if alone else ""
        return f"Partition by {self.method}: {self.n_tied} communities{apart}, modularity {self.modularity:.3f}"

    def _repr_html_(self) -> str:
        # People without ties, each a community of one, are told in the line above.
        shown = self.table().head(self.n_tied).to_html(index=False, na_rep="–", float_format="{:.3g}".format)
        return f"<p>{escape(repr(self))}</p>{shown}"


def modularity(network: Network, labels: NDArray[np.int64]) -> float:
    """Return Newman's modularity of *labels* with both directions' weights added up; nan without ties."""
    both = network.contacts()
    total = float(both.weights.sum())
    if total == 0:
        return float("nan")
    owners = np.repeat(labels, np.diff(both.starts))
    inside = float(both.weights[owners == labels[both.targets]].sum())
    strength = np.bincount(owners, both.weights)
    return inside / total - float(np.square(strength / total).sum())


def _share(part: NDArray[Any], whole: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0), dtype=np.float64)


def _ordered(groups: NDArray[Any]) -> NDArray[np.int64]:
    """Return labels 1, 2, ... for the values of *groups*: by size, then by first person."""
    codes, values = pd.factorize(groups)
    sizes = np.bincount(codes, minlength=len(values))
    order = np.argsort(-sizes, kind="stable")  # codes are in order of first person already
    place = np.empty(len(values), dtype=np.int64)
    place[order] = np.arange(1, len(values) + 1)
    return place[codes] if len(codes) else np.zeros(0, dtype=np.int64)


def most_values(n_people: int) -> float:
    """Return how many values an attribute of so many people may have and still put them into groups."""
    return max(_MOST_VALUES, n_people / _PEOPLE_EACH)


def dividing(network: Network) -> list[str]:
    """Return the attributes that put people into groups: at least 2 values, and few."""
    found: list[str] = []
    most = min(most_values(network.n_people), network.n_people / 2)
    for column in network.people:
        few = column not in ("responded", "name", "email") and (1 < network.groups(str(column)).nunique() <= most)
        if few:
            found.append(str(column))
        if len(found) == _MOST_COLUMNS:
            break
    return found


def _telling_attribute(partition: Partition) -> str | None:
    """Return the attribute that agrees best with the communities, if any agrees at all."""
    from sklearn.metrics import adjusted_mutual_info_score

    columns = dividing(partition.network)
    if not columns or partition.n_communities < 2:
        return None
    agreement = [
        adjusted_mutual_info_score(partition.network.groups(column).to_numpy(dtype=object), partition.labels)
        for column in columns
    ]
    best = int(np.argmax(agreement))
    return columns[best] if agreement[best] > 0.05 else None


def _shared(values: pd.Series) -> str:
    """Return the one or two values that most people share, or nothing; a value of few is not told."""
    shares = values.value_counts(normalize=True, sort=False)
    shares = shares.sort_values(ascending=False, kind="stable")
    first = shares[shares >= _NAMED].head(2)
    return " & ".join(str(value) for value in first.index) if first.sum() >= _COVERED else ""


def _commonest(values: pd.Series) -> str:
    return str(values.value_counts(sort=False).sort_values(ascending=False, kind="stable").index[0])
