"""Ranking: people in the order of a measure, rank 1 first; people with the same score share a rank.

How sure a rank is when some did not answer is told from the ranks in plausible complete networks
(``netspread.nonresponse``), in each of which people with the same score are put in order by lot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import in_range
from netspread.measures.catalog import MEASURES, Measure
from netspread.network import Network
from netspread.nonresponse import Completions, Method, completions
from netspread.places import asked, drawn_places

__all__ = ["MEASURES", "Measure", "Ranking", "rank", "uncertain_ranks"]

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
    low, high
        int64, shape (n,): between which ranks each person stands in nine of ten plausible complete networks
        (:meth:`netspread.places.Places.interval`); ``None`` if none were drawn.
    top_k_chance
        float64, shape (n,): in what share of them each is among the first ``top_k``, people with the same score
        sharing the places left; ``None`` if none were drawn. Over all people these add up to ``top_k``.
    top_k, draws
        How many are the first; how many networks were drawn.
    drawn_sources
        From how many people's point of view the measure was estimated in these networks: 128 above 2,000 people for
        measures of shortest paths, though the scores themselves are exact; ``None`` if it was not estimated.
    """

    network: Network
    measure: str
    scores: NDArray[np.float64]
    lowest_first: bool = False
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    low: NDArray[np.int64] | None = None
    high: NDArray[np.int64] | None = None
    top_k_chance: NDArray[np.float64] | None = None
    top_k: int = 0
    draws: int = 0
    drawn_sources: int | None = None

    @property
    def ranks(self) -> NDArray[np.int64]:
        """Rank of each person, shape (n,): 1 first, equal scores share a rank, undefined ones come last."""
        keys = pd.Series(self.scores if self.lowest_first else -self.scores)
        return np.asarray(keys.rank(method="min", na_option="bottom"), dtype=np.int64)

    def to_frame(self, *, people: bool = False) -> pd.DataFrame:
        """Return ``rank, person, score``, the first rank first; with *people* all attributes too.

        Where plausible networks were drawn, ``low, high, top_k_chance`` follow the score.
        """
        frame = pd.DataFrame({"rank": self.ranks, "person": self.network.people.index, "score": self.scores})
        if self.low is not None:
            frame = frame.assign(low=self.low, high=self.high, top_k_chance=self.top_k_chance)
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


def rank(
    network: Network,
    *,
    by: str,
    groups: str | None = None,
    draws: int = 0,
    top: int = 10,
    seed: int = 1,
    cap: int | None = None,
    forgotten: float = 0.0,
    invented: float = 0.0,
    **options: Any,
) -> Ranking:
    """Return the people of *network* in the order of the measure *by*.

    Parameters
    ----------
    network
        Any network.
    by
        One of ``ranking.MEASURES``, e.g. ``"in-degree"``.
    groups
        The attribute that brokerage roles and local leaders go by.
    draws
        How many plausible complete networks to draw, to tell how sure the ranks are; 0 for none. Where everybody
        answered and no noise is asked for, only people of the same score change places.
    top
        How many are the first, for the chance to be among them.
    seed
        The random seed of the draws, and of a measure that is estimated.
    cap, forgotten, invented
        See :func:`netspread.nonresponse.completions`.
    **options
        Options of that measure (``damping`` of ``"pagerank"``, ``sources`` of ``"betweenness"``, ...).

    Raises
    ------
    ChoiceError
        If the measure is unknown, needs groups, or does not take an option, or a number is out of its range.
    NetworkError
        If nothing can be drawn, e.g. because nobody answered.

    Examples
    --------
    >>> rank(Network.from_ties([("ana", "cia"), ("ben", "cia")]), by="in-degree").to_frame()
       rank person  score
    0     1    cia    2.0
    1     2    ana    0.0
    2     2    ben    0.0
    """
    in_range("draws", draws, 0)
    measure, chosen = asked(network, by, groups, seed, options)
    known, key = _scores.setdefault(network, {}), (by, *sorted(chosen.items()))
    if key not in known:
        known[key] = np.asarray(measure.compute(network, **chosen), dtype=np.float64)
        known[key].setflags(write=False)
    ranking = Ranking(network, by, known[key], measure.lowest_first, MappingProxyType(chosen))
    if not draws:
        return ranking
    drawn = completions(network, draws=draws, seed=seed, cap=cap, forgotten=forgotten, invented=invented)
    return _sure([ranking], drawn, top=top, groups=groups)[by]


def uncertain_ranks(
    network: Network,
    *,
    by: Sequence[str],
    draws: int = 100,
    top: int = 10,
    seed: int = 1,
    groups: str | None = None,
    method: Method = "draws",
    cap: int | None = None,
    forgotten: float = 0.0,
    invented: float = 0.0,
) -> dict[str, Ranking]:
    """Return the ranking by each of the measures *by*, with its uncertainty from the same draws.

    As :func:`rank` with *draws*, for several measures at once; *method* is that of
    :func:`netspread.nonresponse.completions`.

    Examples
    --------
    >>> people = pd.DataFrame({"responded": [True, True, False]}, index=["ana", "ben", "cia"])
    >>> network = Network.from_ties([("ana", "cia"), ("ben", "cia"), ("ben", "ana")], people=people)
    >>> uncertain_ranks(network, by=["in-degree"], top=1)["in-degree"].to_frame()
       rank person  score  low  high  top_k_chance
    0     1    cia    2.0    1     2          ...
    1     2    ana    1.0    1     2          ...
    2     3    ben    0.0    3     3          ...
    """
    in_range("draws", draws, 1)
    rankings = [rank(network, by=name, groups=groups, seed=seed) for name in dict.fromkeys(by)]
    drawn = completions(network, draws=draws, seed=seed, method=method, cap=cap, forgotten=forgotten, invented=invented)
    return _sure(rankings, drawn, top=top, groups=groups)


def _sure(rankings: Sequence[Ranking], drawn: Completions, *, top: int, groups: str | None) -> dict[str, Ranking]:
    """Return the rankings by name, with their intervals and chances."""
    in_range("top", top, 1)
    places = drawn_places(drawn, by=[ranking.measure for ranking in rankings], groups=groups)
    found = {}
    for ranking in rankings:
        placed = places[ranking.measure]
        low, high = placed.interval()
        found[ranking.measure] = replace(
            ranking,
            low=low,
            high=high,
            top_k_chance=placed.chance(top),
            top_k=top,
            draws=len(drawn),
            drawn_sources=placed.sources,
        )
    return found
