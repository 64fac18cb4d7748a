"""Series: how a network changes, one network for each window of time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from netspread.build import chosen_relation, tied
from netspread.errors import NetworkError
from netspread.network import Network
from netspread.records import Reported
from netspread.windows import Window, within


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NetworkSeries(Mapping[pd.Timestamp, Network]):
    """Networks over the same people, by the start of their window of time, the earliest first.

    Attributes
    ----------
    windows
        The start of each window.
    networks
        The network of each window.
    """

    windows: pd.DatetimeIndex
    networks: tuple[Network, ...]

    def __getitem__(self, window: object) -> Network:
        """Return the network of the window that starts at *window* (a time, or a date as text).

        Raises
        ------
        KeyError
            If none does.
        """
        return dict(zip(self.windows, self.networks, strict=True))[pd.Timestamp(str(window))]

    def __iter__(self) -> Iterator[pd.Timestamp]:
        """Give the starts of the windows."""
        return iter(self.windows)

    def __len__(self) -> int:
        """Return how many windows there are."""
        return len(self.networks)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a window: ``window, people, tied`` (people with a tie), ``ties, weight``."""
        rows = []
        for network in self.networks:
            ties = network.ties()
            tied_people = pd.concat([ties["ego"], ties["alter"]]).nunique()
            rows.append((network.n_people, tied_people, network.n_ties, float(ties["weight"].sum())))
        frame = pd.DataFrame(rows, columns=["people", "tied", "ties", "weight"])
        frame.insert(0, "window", self.windows)
        return frame

    def __repr__(self) -> str:
        """Return one line: what there is."""
        first, last = (f"{window:%Y-%m-%d}" for window in (self.windows[0], self.windows[-1]))
        return f"NetworkSeries: {len(self)} windows from {first} to {last}, {self.networks[0].n_people} people"

    def _repr_html_(self) -> str:
        """Return the table for a notebook."""
        return self.to_frame().to_html(index=False)


def series(reported: Reported, *, window: str | None = None, **rules: Any) -> NetworkSeries:
    """Return one network for each window of time, over the same people.

    A window without a tie between the first and the last has a network without ties; ties without a time are in
    none.

    Parameters
    ----------
    reported
        What ``netspread.read`` returned, best read with the same *window*: then each message counts in its window.
        Of ties with a single time each, all messages count in the window of that time.
    window
        ``day``, ``week``, ``month``, ``quarter``, ``year``, or days as in ``14D``. By default the ties' own times
        are the windows, as of a survey asked in waves.
    **rules
        Those of :func:`build`.

    Raises
    ------
    ChoiceError
        If an option names nothing known.
    NetworkError
        If no tie has a time.

    Examples
    --------
    >>> from netspread.records import Reported
    >>> ties = pd.DataFrame({"ego": ["a", "b"], "alter": ["b", "a"], "relation": "", "weight": 1.0})
    >>> ties["time"] = pd.to_datetime(["2024-03-01", "2024-03-12"])
    >>> people = pd.DataFrame(index=["a", "b"])
    >>> series(Reported(ties, people, "ego_to_alter", "message log"), window="week").to_frame()
          window  people  tied  ties  weight
    0 2024-02-26       2     2     1     1.0
    1 2024-03-04       2     0     0     0.0
    2 2024-03-11       2     2     1     1.0
    """
    since, until = rules.pop("since", None), rules.pop("until", None)
    ties = reported.ties[reported.ties["time"].notna()]
    if not len(ties):
        raise NetworkError("no tie has a time, so there are no windows; name the column of times")
    ties = within(ties, since, until)
    if not len(ties):
        raise NetworkError(f"no tie is left of {len(reported.ties)} reported; loosen the dates")
    if window is None:
        starts = ties["time"]
        windows = pd.DatetimeIndex(starts.drop_duplicates().sort_values())
    else:
        cut = Window.of(window, since=since)
        starts = cut.starts(ties["time"])
        windows = cut.between(starts.min(), starts.max())
    name = chosen_relation(reported, rules.pop("relation", None))
    parts = dict(iter(ties.groupby(starts)))
    networks = [tied(reported, parts.get(start, ties[:0]), relation=name, **rules) for start in windows]
    return NetworkSeries(windows, tuple(networks))
