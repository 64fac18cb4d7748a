"""Series: communities over time windows, who stays together, and what is born, dies, merges and splits.

Communities of windows that follow each other are matched by the people they share (Greene, Doyle & Cunningham 2010,
*ASONAM*): the same community keeps its number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from netspread import engine
from netspread.communities.methods import METHODS
from netspread.communities.partition import Partition
from netspread.errors import ChoiceError, in_range, one_of
from netspread.network import Network


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CommunitySeries:
    """Communities window by window.

    Attributes
    ----------
    windows
        The names of the windows, in order.
    members
        One row for each person with a tie in a window: ``window, person, community``. A number means the same
        community in all windows; numbers go by first appearance, and by size within a window.
    likeness
        The least Jaccard index, people shared by people in either, that makes a community come from another.
    """

    windows: tuple[str, ...]
    members: pd.DataFrame
    likeness: float

    def to_frame(self) -> pd.DataFrame:
        """Return ``window, person, community``."""
        return self.members

    def flows(self) -> pd.DataFrame:
        """Return how many people go from where to where: ``window, community, next_window, next_community, people``.

        Only people who have ties in both windows: the bands of an alluvial picture.
        """
        parts = []
        for one, other in zip(self.windows, self.windows[1:], strict=False):
            both = self._of(one).merge(self._of(other), on="person", suffixes=("", "_next"))
            counted = both.groupby(["community", "community_next"]).size().reset_index(name="people")
            counted = counted.rename(columns={"community_next": "next_community"})
            counted.insert(0, "window", one)
            counted.insert(2, "next_window", other)
            parts.append(counted)
        columns = ["window", "community", "next_window", "next_community", "people"]
        return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)

    def events(self) -> pd.DataFrame:
        """Return what happens: ``window, event, community, others``, the window being that in which it is seen first.

        ``born`` (like none before), ``ended`` (like none after), ``split`` (``others`` come from it), ``merged``
        (``others`` went into it). ``others`` are numbers joined by ``;``.
        """
        rows: list[tuple[str, str, int, str]] = []
        for one, other in zip(self.windows, self.windows[1:], strict=False):
            before, after = self._of(one), self._of(other)
            names, next_names, alike = _alike(before, after)
            comes = alike >= self.likeness
            for at, name in enumerate(names):
                into = next_names[comes[at]]
                if len(into) != 1:
                    rows.append((other, "split" if len(into) else "ended", int(name), _joined(into)))
            for at, name in enumerate(next_names):
                out_of = names[comes[:, at]]
                if len(out_of) != 1:
                    rows.append((other, "merged" if len(out_of) else "born", int(name), _joined(out_of)))
        return pd.DataFrame(rows, columns=["window", "event", "community", "others"])

    def _of(self, window: str) -> pd.DataFrame:
        return self.members.loc[self.members["window"] == window, ["person", "community"]]

    def __repr__(self) -> str:
        """Return one line: how many windows, how much happened."""
        events = self.events()["event"].value_counts()
        told = ", ".join(f"{int(events.get(kind, 0))} {kind}" for kind in ("born", "ended", "split", "merged"))
        return f"Communities in {len(self.windows)} windows: {told}"

    def _repr_html_(self) -> str:
        return self.events().to_html(index=False)


def community_series(
    networks: Mapping[Any, Network], *, method: str = "leiden", likeness: float = 0.3, seed: int = 1, **options: Any
) -> CommunitySeries:
    """Return the communities of each network of a series, matched from one to the next.

    Parameters
    ----------
    networks
        Window -> network, in order of time, as ``netspread.series`` gives them; people may come and go.
    method, seed, **options
        As in ``netspread.communities``.
    likeness
        From 0 to 1: a community comes from one before if they share at least this part of the people in either who
        are there in both windows (0.3 as in Greene, Doyle & Cunningham 2010).

    Raises
    ------
    ChoiceError
        If there is no network, or the method is unknown.
    """
    in_range("likeness", likeness, 0, 1)
    if method not in METHODS:
        raise one_of("method", method, METHODS)
    if not networks:
        raise ChoiceError("there is no network in the series; give at least one window")
    how = METHODS[method]
    how.check(method, options)
    parts: list[pd.DataFrame] = []
    before = pd.DataFrame(columns=["person", "community"])
    last = 0
    for window, network in networks.items():
        engine.step(f"communities of {_called(window)}")
        found = Partition.of(network, how.find(how.view(network), seed=seed, **options), method=method)
        members = found.to_frame()[np.diff(network.contacts().starts) > 0]
        members = members.assign(window=_called(window), community=_kept(before, members, last, likeness))
        last = max([last, *members["community"]])
        parts.append(members)
        before = members if len(members) else before  # a week of holidays ends nothing
    table = pd.concat(parts, ignore_index=True)[["window", "person", "community"]]
    return CommunitySeries(tuple(map(_called, networks)), table, likeness)


def _called(window: object) -> str:
    return f"{window:%Y-%m-%d}" if isinstance(window, pd.Timestamp) else str(window)


def matched(reference: Partition, partition: Partition) -> Partition:
    """Return *partition* with the labels of *reference* where a community is the same by most people shared.

    Communities that *reference* does not have get numbers above its own. So runs with other seeds, methods or ties
    can be read side by side; labels go by size no more.
    """
    before, after = reference.to_frame(), partition.to_frame()
    labels = _kept(before, after, int(reference.labels.max(initial=0)), 0.0)
    return replace(partition, labels=labels)


def _kept(before: pd.DataFrame, after: pd.DataFrame, last: int, likeness: float) -> NDArray[np.int64]:
    """Return the communities of *after* under the numbers of *before*; new ones come after *last*, by size."""
    names, next_names, alike = _alike(before, after)
    number: dict[int, int] = {}
    if len(names) and len(next_names):
        one, other = linear_sum_assignment(-alike)
        number = {
            int(next_names[b]): int(names[a])
            for a, b in zip(one, other, strict=True)
            if alike[a, b] > 0 and alike[a, b] >= likeness
        }
    sizes = after["community"].value_counts(sort=False)
    fresh = sorted((name for name in sizes.index if int(name) not in number), key=lambda name: (-sizes[name], name))
    number |= {int(name): last + 1 + at for at, name in enumerate(fresh)}
    return np.array([number[int(name)] for name in after["community"]], dtype=np.int64)


def _alike(
    before: pd.DataFrame, after: pd.DataFrame
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return the communities before and after, and the Jaccard index of each pair, of people who are in both."""
    both = before[["person", "community"]].merge(after[["person", "community"]], on="person", suffixes=("", "_next"))
    names, next_names = _numbers(before), _numbers(after)
    shared = np.zeros((len(names), len(next_names)))
    at = np.searchsorted(names, both["community"]), np.searchsorted(next_names, both["community_next"])
    np.add.at(shared, at, 1)
    either = shared.sum(axis=1)[:, None] + shared.sum(axis=0)[None, :] - shared
    return names, next_names, np.divide(shared, either, out=np.zeros_like(shared), where=either > 0)


def _numbers(members: pd.DataFrame) -> NDArray[np.int64]:
    return np.array(sorted(set(members["community"])), dtype=np.int64)


def _joined(numbers: NDArray[np.int64]) -> str:
    return ";".join(str(number) for number in numbers)
