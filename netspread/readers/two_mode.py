"""Two-mode data: from attendances (who was at which event) to ties between people, which have no direction.

Newman (2001), *Physical Review E* 64:016132; Breiger (1974), *Social Forces* 53:181.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError, NetworkError, ReadError, in_range, one_of
from netspread.kernels.pairs import events_shared
from netspread.readers.source import Source
from netspread.records import Reported
from netspread.windows import Window, naive

Sharing = Literal["newman", "count", "hours"]


#: What a tie weighs, by the rule and by whether hours are known.
_WEIGHED = {
    ("newman", False): "1/(k - 1) for each shared event of k people",
    ("newman", True): "hours/(k - 1) for each shared event of k people",
    ("count", False): "1 for each shared event",
    ("count", True): "1 for each shared event",
    ("hours", True): "the hours of shared events",
}


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What people share, as ties without direction.

    Attributes
    ----------
    ties
        As ``Reported.ties``: each pair once (in each window), ego before alter by id; ``time`` is the last shared
        event, or where its window begins.
    people
        The ids of everybody who attended anything in the window of time, sorted; some may have no tie.
    told
        What was left out, in sentences.
    counts
        ``events``, ``attendances``, and the events left out: ``bulk_events``, ``lone_events`` (of one person).
    """

    ties: pd.DataFrame
    people: pd.Index
    told: tuple[str, ...]
    counts: Mapping[str, int]

    def reported(self, name: str, sources: Sequence[Source], *, told: Sequence[str] = ()) -> Reported:
        """Return this as what the reader *name* reports; *told* is what it decided before.

        Raises
        ------
        ReadError
            If nobody is tied to anybody.
        """
        told = (*told, *self.told)
        if not len(self.ties):
            raise ReadError(
                f"{sources[0].where}: no two people were together ({'; '.join(told[-4:])}); loosen the rules, or check "
                "the columns"
            )
        return Reported(
            self.ties,
            pd.DataFrame(index=pd.Index(self.people, name="person")),
            "both",
            name,
            directed=False,
            sources=tuple(dict.fromkeys(source.path for source in sources)),
            told=tuple(told),
            counts=self.counts,
        )


def shared_events(
    attendances: pd.DataFrame,
    *,
    weights: str = "newman",
    max_people: int = 50,
    since: str | None = None,
    until: str | None = None,
    window: str | None = None,
) -> Shared:
    """Return a tie between every two people who were at the same event.

    An attendance that stands twice is one; its hours add up. The time of an event is that of its first attendance.

    Parameters
    ----------
    attendances
        A row for each person at an event: ``person``, ``event``, and if known ``hours`` and ``time``.
    weights
        What a shared event of k people counts: ``"newman"``, 1/(k - 1), times the hours if they are known, so that
        everybody's time is shared out among the others; ``"count"``, 1; ``"hours"``, the hours that both were
        there, taken as those of who was there for less.
    max_people
        Events of more people are left out as bulk.
    since, until
        Only events from this day on, only before that day (ISO dates); events without a time are kept.
    window
        As :class:`netspread.windows.Window` takes it, e.g. ``"week"``: ties are counted in each by itself. All time
        is one by default.

    Raises
    ------
    ChoiceError
        If an option names nothing known, or hours are asked for and not known.
    NetworkError
        If a column is missing, or hours are negative.
    """
    if weights not in get_args(Sharing):
        raise one_of("weight", weights, get_args(Sharing))
    in_range("max_people", max_people, 2)
    cut = None if window is None else Window.of(window, since=since)
    told: list[str] = []
    rows, names = _numbered(attendances, weights, told)
    rows = rows[between(rows["time"], since, until, told)]
    size = rows.groupby("event")["person"].transform("size")
    counts = {
        "events": int(rows["event"].nunique()),
        "attendances": len(rows),
        "bulk_events": int(rows.loc[size > max_people, "event"].nunique()),
        "lone_events": int((size == 1).sum()),
    }
    told += [*_in_words(counts, max_people), f"a tie weighs {_WEIGHED[weights, 'hours' in attendances]}"]
    people = names.take(np.unique(rows["person"]))
    rows = rows[(size > 1) & (size <= max_people)]
    ties = summed(rows, names, shared_out=weights == "newman", window=cut)
    return Shared(ties, people, tuple(told), counts)


def summed(
    rows: pd.DataFrame, names: pd.Index, *, shared_out: bool = False, window: Window | None = None
) -> pd.DataFrame:
    """Return the ties, as ``Reported.ties``, of attendances in numbers: ``event, person, hours, time``.

    Rows of an event stand together and have its time; *person* counts in *names*; *shared_out*: among the others.
    """
    n = max(len(names), 1)
    windows, begins = _in_windows(rows["time"], window)
    changes = rows["event"].diff().ne(0).to_numpy()
    starts = np.append(np.flatnonzero(changes), len(rows))
    people, places = rows["person"].to_numpy(np.int64), windows * n + rows["person"].to_numpy()
    keys, weights, last = events_shared(
        starts,
        people,
        rows["hours"].to_numpy(),
        np.cumsum(changes) - 1,
        places,
        np.argsort(places, kind="stable"),
        1.0 / np.maximum(np.diff(starts) - 1, 1) if shared_out else np.ones(len(starts) - 1),
        rows["time"].to_numpy("datetime64[us]").view(np.int64)[starts[:-1]],
        n,
    )
    keys, weights, last = keys[weights > 0], weights[weights > 0], last[weights > 0]
    firsts, seconds = np.divmod(keys, n)
    return pd.DataFrame(
        {
            "ego": names.take(firsts % n),
            "alter": names.take(seconds),
            "relation": pd.Series("", index=range(len(keys)), dtype="str"),
            "weight": weights,
            "time": last.view("datetime64[us]") if window is None else begins.take(firsts // n),
        }
    )


def _in_windows(times: pd.Series, window: Window | None) -> tuple[NDArray[np.int64], pd.Index]:
    """Return the number of the window that each time is in, and where each begins."""
    if window is None:
        return np.zeros(len(times), np.int64), pd.Index([])
    instants, distinct = pd.factorize(times, use_na_sentinel=False)
    begins = window.starts(pd.Series(distinct)).astype("datetime64[us]")
    codes, starts = pd.factorize(begins, sort=True, use_na_sentinel=False)
    return codes[instants].astype(np.int64), pd.Index(starts)


def _numbered(attendances: pd.DataFrame, weights: str, told: list[str]) -> tuple[pd.DataFrame, pd.Index]:
    """Return ``event, person, hours, time`` in numbers, each attendance once and event by event, and all names."""
    for column in ("person", "event"):
        if column not in attendances:
            raise NetworkError(f"the attendances have no column '{column}'; give person and event")
    timed = "hours" in attendances
    if weights == "hours" and not timed:
        raise ChoiceError("the attendances have no hours, so they cannot be the weight; choose newman or count")
    people, names = pd.factorize(attendances["person"].astype("str"), sort=True)
    events, _ = pd.factorize(attendances["event"])
    rows = pd.DataFrame({"event": events, "person": people, "hours": 1.0, "time": _times(attendances)})
    if timed:
        rows["hours"] = attendances["hours"].to_numpy(np.float64)
    known = (people >= 0) & (events >= 0) & (rows["hours"] >= 0)
    if not known.all():
        told.append(f"{int((~known).sum()):,} attendances without person, event or length left out")
    rows = rows[known].groupby(["event", "person"], as_index=False).agg({"hours": "sum", "time": "min"})
    if not timed or weights == "count":
        rows["hours"] = 1.0
    rows["time"] = rows.groupby("event")["time"].transform("min").astype("datetime64[us]")
    return rows, pd.Index(names, dtype="str")


def _times(attendances: pd.DataFrame) -> NDArray[np.datetime64]:
    if "time" not in attendances:
        return np.full(len(attendances), "NaT", "datetime64[us]")
    try:
        times = pd.to_datetime(attendances["time"], format="ISO8601", utc=True)
    except (ValueError, TypeError) as error:
        raise NetworkError(f"the attendances have a time that is no date ({error}); write 2024-03-01 09:15") from error
    return times.dt.tz_localize(None).to_numpy("datetime64[us]")


def between(times: pd.Series, since: str | None, until: str | None, told: list[str]) -> pd.Series:
    """Return which times are in the window; one that is not known is."""
    kept = pd.Series(data=True, index=times.index)
    if since is not None:
        kept &= ~(times < day(since))
    if until is not None:
        kept &= ~(times >= day(until))
    if (since or until) and times.isna().any():
        told.append(f"{int(times.isna().sum()):,} attendances have no time and are kept, whatever the dates asked for")
    return kept


def day(text: str) -> pd.Timestamp:
    """Return the time at which *text* begins.

    Raises
    ------
    ChoiceError
        If it is no date.
    """
    try:
        return naive(text)
    except ValueError as error:
        raise ChoiceError(f"'{text}' is no date; write dates as 2024-03-01") from error


def _in_words(counts: Mapping[str, int], max_people: int) -> list[str]:
    told = [f"{counts['attendances']:,} attendances at {counts['events']:,} events"]
    if counts["bulk_events"]:
        told.append(f"{counts['bulk_events']:,} events of more than {max_people} people left out as bulk")
    if counts["lone_events"]:
        told.append(f"{counts['lone_events']:,} events of one person tie nobody")
    return told
