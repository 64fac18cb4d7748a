"""Ranking: people in the order of a measure, rank 1 first; people with the same score share a rank."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from inspect import signature
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError, one_of
from netspread.measures.catalog import MEASURES, Measure
from netspread.network import Network

__all__ = ["MEASURES", "Measure", "Ranking", "rank"]


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
        What the measure was asked with (groups, ...), for the record; among them ``sources`` where the network is
        so large that the measure was estimated from some people's point of view.
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
        The attribute that brokerage roles and local leaders go by.
    **options
        Options of that measure (``damping`` of ``"pagerank"``, ``sources`` of ``"betweenness"``, ...).

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
    if measure.needs_groups and groups is None:
        raise ChoiceError(f"measure {by!r} goes by group; say which attribute, e.g. groups='unit'")
    asked = {**measure.sampling(network), **options}
    if measure.needs_groups:
        asked["groups"] = groups
    unknown = set(asked) - set(signature(measure.compute).parameters)
    if unknown:
        raise ChoiceError(f"measure {by!r} has no option '{min(unknown)}'; leave it out")
    known, key = _scores.setdefault(network, {}), (by, *sorted(asked.items()))
    if key not in known:
        known[key] = np.asarray(measure.compute(network, **asked), dtype=np.float64)
        known[key].setflags(write=False)
    return Ranking(network, by, known[key], measure.lowest_first, MappingProxyType(asked))
