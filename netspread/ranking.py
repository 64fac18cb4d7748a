"""Ranking: people in the order of a measure, rank 1 first; people with the same score share a rank."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import signature
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError, one_of
from netspread.measures import betweenness, brokerage, closeness, cohesion, degree, spectral
from netspread.network import Network

#: A measure: a network (and options) in, one number for each person out.
Compute = Callable[..., NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that can be asked for by name.

    Attributes
    ----------
    compute
        The function; its docstring tells definition, direction, weights, range and source.
    meaning
        What a high score says of a person, in the words of a report.
    lowest_first
        True if rank 1 is the lowest score.
    by_group
        True if it needs the option *groups*.
    """

    compute: Compute
    meaning: str
    lowest_first: bool = False
    by_group: bool = False


#: Hyphenated name -> measure, in the order of the reference.
MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "in-degree": Measure(degree.in_degree, "named by many people"),
        "weighted-in-degree": Measure(degree.weighted_in_degree, "named often or strongly"),
        "out-degree": Measure(degree.out_degree, "names many people"),
        "weighted-out-degree": Measure(degree.weighted_out_degree, "names often or strongly"),
        "in-closeness": Measure(closeness.in_closeness, "few steps away for everybody"),
        "harmonic": Measure(closeness.harmonic, "few steps away for many"),
        "eigenvector": Measure(spectral.eigenvector, "named by people who are much named themselves"),
        "pagerank": Measure(spectral.pagerank, "where following ties leads most often"),
        "weighted-pagerank": Measure(spectral.weighted_pagerank, "where following strong ties leads most often"),
        "hits-authority": Measure(spectral.hits_authority, "named by those who name the right people"),
        "katz": Measure(spectral.katz, "reached by many chains of ties, short ones counting most"),
        "k-core": Measure(cohesion.k_core, "deep inside the network"),
        "two-step-reach": Measure(degree.two_step_reach, "influences many directly or through one other"),
        "betweenness": Measure(betweenness.betweenness, "stands between others"),
        "weighted-betweenness": Measure(betweenness.weighted_betweenness, "stands between others on strong ties"),
        "articulation-point": Measure(cohesion.articulation_points, "holds parts of the network together alone"),
        "constraint": Measure(
            brokerage.constraint, "contacts know each other already (brokers have a low value)", lowest_first=True
        ),
        "effective-size": Measure(brokerage.effective_size, "contacts that do not know each other"),
        "efficiency": Measure(brokerage.efficiency, "hardly any contact repeats another"),
        "hierarchy": Measure(brokerage.hierarchy, "constrained by a single contact", lowest_first=True),
        **{
            name: Measure(brokerage.of_role(name), f"brokers {what}", by_group=True)
            for name, what in brokerage.ROLES.items()
        },
    }
)


#: What was computed of a network is kept as long as the network: strategies and pages ask for it again.
_scores: WeakKeyDictionary[Network, dict[tuple[Any, ...], NDArray[np.float64]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Ranking:
    """People in the order of one measure.

    Attributes
    ----------
    network
        Whose people are ranked.
    measure
        The measure's hyphenated name.
    scores
        float64, shape (n,), in the order of ``network.people``; nan where the measure is not defined.
    lowest_first
        True if a low score stands for a high rank (constraint: a broker has little of it).
    options
        What the measure was asked with (groups, ...), for the record.
    """

    network: Network
    measure: str
    scores: NDArray[np.float64]
    lowest_first: bool = False
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def ranks(self) -> NDArray[np.int64]:
        """Rank of each person, shape (n,): 1 first, equal scores share a rank, undefined ones come last."""
        keys = pd.Series(self.scores if self.lowest_first else -self.scores)
        return np.asarray(keys.rank(method="min", na_option="bottom"), dtype=np.int64)

    def to_frame(self, *, people: bool = False) -> pd.DataFrame:
        """Return ``rank, person, score``, the first rank first; with *people* all attributes too."""
        frame = pd.DataFrame({"rank": self.ranks, "person": self.network.people.index, "score": self.scores})
        if people:
            attributes = self.network.people.rename(columns=lambda name: f"{name}_given" if name in frame else name)
            frame = frame.join(attributes, on="person")
        return frame.sort_values("rank", kind="stable", ignore_index=True)

    def top(self, k: int) -> list[str]:
        """Return the ids of the first *k* people; at equal scores the network's order decides."""
        return self.to_frame()["person"].head(k).tolist()

    def __repr__(self) -> str:
        """Return one line: the measure and the first three people."""
        return f"Ranking by {self.measure} of {self.network.n_people} people: {', '.join(self.top(3))}, ..."

    def _repr_html_(self) -> str:
        return self.to_frame(people=True).head(20).to_html(index=False, float_format="{:.4g}".format)


def rank(network: Network, *, by: str, groups: str | None = None, **options: Any) -> Ranking:
    """Return the people of *network* in the order of the measure *by*.

    Parameters
    ----------
    network
        Any network.
    by
        One of ``ranking.MEASURES``, e.g. ``"in-degree"``.
    groups
        The attribute that brokerage roles go by.
    **options
        Options of that measure (``damping`` of ``"pagerank"``, ...).

    Raises
    ------
    ChoiceError
        If the measure is unknown, needs groups, or does not take an option.

    Examples
    --------
    >>> rank(Network.from_ties([("ana", "cia"), ("ben", "cia")]), by="in-degree").to_frame()
       rank person  score
    0     1    cia    2.0
    1     2    ana    0.0
    2     2    ben    0.0
    """
    if by not in MEASURES:
        raise one_of("measure", by, MEASURES)
    measure = MEASURES[by]
    if measure.by_group:
        if groups is None:
            raise ChoiceError(f"measure {by!r} goes by group; say which attribute, e.g. groups='unit'")
        options["groups"] = groups
    unknown = set(options) - set(signature(measure.compute).parameters)
    if unknown:
        raise ChoiceError(f"measure {by!r} has no option '{min(unknown)}'; leave it out")
    asked = (by, *sorted(options.items()))
    known = _scores.setdefault(network, {})
    if asked not in known:
        known[asked] = np.asarray(measure.compute(network, **options), dtype=np.float64)
        known[asked].setflags(write=False)
    scores = known[asked]
    return Ranking(network, by, scores, measure.lowest_first, MappingProxyType(dict(options)))
