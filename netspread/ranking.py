"""Ranking: people in the order of a measure, rank 1 first; people with the same score share a rank."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.network import Network


@dataclass(frozen=True, slots=True, eq=False)
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
        return keys.rank(method="min", na_option="bottom").astype("int64").to_numpy()

    def to_frame(self, *, people: bool = False) -> pd.DataFrame:
        """Return ``rank, person, score``, the first rank first; with *people* all attributes too."""
        frame = pd.DataFrame({"rank": self.ranks, "person": self.network.people.index, "score": self.scores})
        if people:
            frame = frame.join(self.network.people, on="person")
        return frame.sort_values("rank", kind="stable", ignore_index=True)

    def top(self, k: int) -> list[str]:
        """Return the ids of the first *k* people; at equal scores the network's order decides."""
        return self.to_frame()["person"].head(k).tolist()

    def __repr__(self) -> str:
        """Return one line: the measure and the first three people."""
        first = ", ".join(self.top(3))
        return f"Ranking by {self.measure} of {self.network.n_people} people: {first}, ..."

    def _repr_html_(self) -> str:
        return self.to_frame(people=True).head(20).to_html(index=False, float_format="{:.4g}".format)
