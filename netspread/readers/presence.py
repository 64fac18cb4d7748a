"""Presence: from stays (who was where, from when to when) to ties between people who were there together."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import in_range, one_of
from netspread.kernels.pairs import stays_overlapping
from netspread.readers.two_mode import Shared, day, summed
from netspread.windows import Window

#: What an overlap counts -> what a tie weighs then.
OVERLAP_WEIGHTS = {
    "hours": "the hours together",
    "count": "1 for each time together",
    "newman": "the hours together, over k - 1 for k people who were there",
    "places": "1 for each place shared",
}
_HOUR, _MINUTE = 3_600_000_000, 60_000_000
#: A stay of more days is told: it may be a slip in a date.
_LONG = 7


def overlaps(
    stays: pd.DataFrame,
    *,
    weights: str = "hours",
    handover: float = 15,
    max_people: int = 50,
    since: str | None = None,
    until: str | None = None,
    window: str | None = None,
) -> Shared:
    """Return a tie between every two people who were at the same place at the same time.

    Stays of one person at one place that overlap are one stay.

    Parameters
    ----------
    stays
        A row for each stay: ``person``, ``place``, ``begin``, ``end`` (datetime64).
    weights
        ``"hours"`` together; ``"count"``: how many times; ``"newman"``: the hours, shared out among the k - 1 others
        who are ever at the place (a meeting); ``"places"``: at how many different ones.
    handover
        Overlaps of up to so many minutes are hand-overs and left out; 0 counts them all.
    max_people
        A place that ever has more people at once is left out: there, being together means little.
    since, until
        Only the time from this day on, only before that day (ISO dates); a stay is cut there.
    window
        As :class:`netspread.windows.Window` takes it, e.g. ``"week"``: ties are counted in each by itself, an overlap
        in the one in which it begins.

    Raises
    ------
    ChoiceError
        If an option names nothing known, or is out of its range.
    """
    if weights not in OVERLAP_WEIGHTS:
        raise one_of("weight", weights, OVERLAP_WEIGHTS)
    in_range("handover", handover, 0)
    in_range("max_people", max_people, 2)
    cut = None if window is None else Window.of(window, since=since)
    told: list[str] = []
    rows, names, places = _merged(_sound(stays, since, until, told))
    people = names.take(np.unique(rows["person"]))
    told.append(f"{len(rows):,} stays at {len(places):,} places")
    rows, crowded = _uncrowded(rows, places, max_people, told)
    met = meetings(rows, least=round(handover * _MINUTE))
    if weights == "newman":
        others = rows.groupby("place")["person"].nunique().reindex(range(len(places)), fill_value=0).to_numpy() - 1
        met["hours"] /= others[met["place"]]
    elif weights == "count":
        met["hours"] = 1.0
    ties = summed(_once(met, cut) if weights == "places" else met, names, window=cut)
    told.append(f"a tie weighs {OVERLAP_WEIGHTS[weights]}")
    counts = {"stays": len(rows), "places": len(places), "overlaps": len(met) // 2, "crowded_places": crowded}
    return Shared(ties, people, tuple(told), counts)


def shared_places(
    visits: pd.DataFrame,
    *,
    within_days: float = 30,
    min_shared: int = 11,
    max_people: int = 50,
    since: str | None = None,
    until: str | None = None,
    window: str | None = None,
) -> Shared:
    """Return a tie between every two people who were at the same places (patients' records) soon after each other.

    Parameters
    ----------
    visits
        A row for each visit: ``person``, ``place``, ``time``.
    within_days
        Two people share a place if they were there within so many days.
    min_shared
        A tie needs as many shared places (in each window by itself); its weight is their number.
    max_people
        A place with more people within so many days is left out.
    since, until
        Only visits from this day on, only before that day (ISO dates).
    window
        As :class:`netspread.windows.Window` takes it: a place counts where the two were there together first.
    """
    in_range("within_days", within_days, 0, 36_525)
    in_range("min_shared", min_shared, 1)
    in_range("max_people", max_people, 2)
    cut = None if window is None else Window.of(window, since=since)
    told: list[str] = []
    known = visits.notna().all(axis="columns")
    if not known.all():
        told.append(f"{int((~known).sum()):,} rows without person, place or time left out")
    visits = visits[known]
    if since is not None:
        visits = visits[visits["time"] >= day(since)]
    if until is not None:
        visits = visits[visits["time"] < day(until)]
    # Whoever comes on the last day still shares it: the end itself is not part of a stay.
    length = pd.Timedelta(days=within_days) + pd.Timedelta(microseconds=1)
    rows, names, places = _merged(visits.assign(begin=visits["time"], end=visits["time"] + length))
    told.append(f"{len(visits):,} visits of {rows['person'].nunique():,} people to {len(places):,} places")
    people = names.take(np.unique(rows["person"]))
    rows, crowded = _uncrowded(rows, places, max_people, told)
    ties = summed(_once(meetings(rows, least=0), cut), names, window=cut)
    told.append("a tie weighs 1 for each place shared")
    enough = ties["weight"] >= min_shared
    if not enough.all():
        told.append(f"{int((~enough).sum()):,} of {len(ties):,} pairs share fewer than {min_shared} and are not tied")
    counts = {"visits": len(visits), "places": len(places), "crowded_places": crowded}
    return Shared(ties[enough].reset_index(drop=True), people, tuple(told), counts)


def meetings(rows: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """Return the overlaps of stays in numbers, as events of two people: ``event, person, hours, time, place``.

    *rows*: ``place, person, begin, end`` (microseconds), by place and begin; *least*: only longer ones.
    """
    place, person, begin, end = (rows[name].to_numpy(np.int64) for name in ("place", "person", "begin", "end"))
    nothing = np.empty(0, np.int64)
    size = stays_overlapping(place, person, begin, end, least, nothing, nothing)
    ones, others = np.empty(size, np.int64), np.empty(size, np.int64)
    stays_overlapping(place, person, begin, end, least, ones, others)
    hours = (np.minimum(end[ones], end[others]) - begin[others]) / _HOUR
    return pd.DataFrame(
        {
            "event": np.repeat(np.arange(size), 2),
            "person": np.column_stack([person[ones], person[others]]).ravel(),
            "hours": np.repeat(hours, 2),
            "time": np.repeat(begin[others].view("datetime64[us]"), 2),
            "place": np.repeat(place[ones], 2),
        }
    )


def _sound(stays: pd.DataFrame, since: str | None, until: str | None, told: list[str]) -> pd.DataFrame:
    """Return the stays that end after they begin, cut to the dates asked for."""
    known = stays[["person", "place", "begin", "end"]].notna().all(axis="columns")
    ordered = stays["begin"] < stays["end"]
    for wrong, what in ((~known, "without person, place or times"), (known & ~ordered, "that end before they begin")):
        if wrong.any():
            told.append(f"{int(wrong.sum()):,} stays {what} left out")
    stays = stays[known & ordered]
    longest = (stays["end"] - stays["begin"]).max()
    if len(stays) and longest > pd.Timedelta(days=_LONG):
        told.append(f"the longest stay lasts {longest.days:,} days; look whether its dates are right")
    if since is not None:
        stays = stays.assign(begin=stays["begin"].where(stays["begin"] > day(since), day(since)))
    if until is not None:
        stays = stays.assign(end=stays["end"].where(stays["end"] < day(until), day(until)))
    return stays[stays["begin"] < stays["end"]]


def _merged(stays: pd.DataFrame) -> tuple[pd.DataFrame, pd.Index, pd.Index]:
    """Return the stays in numbers by place and begin, overlapping ones of a person as one; names; places."""
    people, names = pd.factorize(stays["person"].astype("str"), sort=True)
    at, places = pd.factorize(stays["place"].astype("str"), sort=True)
    rows = pd.DataFrame(
        {
            "place": at,
            "person": people,
            "begin": stays["begin"].to_numpy("datetime64[us]").view(np.int64),
            "end": stays["end"].to_numpy("datetime64[us]").view(np.int64),
        }
    ).sort_values(["place", "person", "begin"], kind="stable", ignore_index=True)
    same = ~rows[["place", "person"]].diff().ne(0).any(axis="columns")
    until_now = rows.groupby(["place", "person"])["end"].cummax().shift(fill_value=0)
    rows["stay"] = (~(same & (rows["begin"] < until_now))).cumsum()
    rows = rows.groupby("stay").agg({"place": "first", "person": "first", "begin": "first", "end": "max"})
    rows = rows.sort_values(["place", "begin", "person"], ignore_index=True)
    return rows, pd.Index(names, dtype="str"), pd.Index(places, dtype="str")


def _uncrowded(rows: pd.DataFrame, places: pd.Index, max_people: int, told: list[str]) -> tuple[pd.DataFrame, int]:
    """Return the stays at places that never have more than *max_people* at once, and how many others there are."""
    crowded = np.greater(_crowds(rows), max_people)
    if crowded.any():
        shown = ", ".join(f"'{place}'" for place in places[crowded][:3]) + (", ..." if crowded.sum() > 3 else "")
        told.append(f"{int(crowded.sum()):,} places with more than {max_people} people at once left out ({shown})")
    return rows[~crowded[rows["place"]]], int(crowded.sum())


def _once(met: pd.DataFrame, cut: Window | None) -> pd.DataFrame:
    """Return the meetings, one for each pair and place (and window), each to count 1."""
    one, other = met["person"].to_numpy()[::2], met["person"].to_numpy()[1::2]
    pairs = pd.DataFrame(
        {"place": met["place"].to_numpy()[::2], "low": np.minimum(one, other), "high": np.maximum(one, other)}
    )
    if cut is not None:
        pairs["window"] = cut.starts(met["time"].iloc[::2].reset_index(drop=True))
    first = np.repeat(~pairs.duplicated().to_numpy(), 2)
    return met[first].assign(hours=1.0)


def _crowds(rows: pd.DataFrame) -> NDArray[np.int64]:
    """Return how many people are at each place at most, at one time; who leaves makes room for who comes."""
    size = len(rows)
    moves = np.concatenate([rows["begin"], rows["end"]])
    places, step = np.tile(rows["place"], 2), np.repeat([1, -1], size)
    order = np.lexsort((step, moves, places))
    present = np.cumsum(step[order])  # everybody has left a place before the next one begins
    most = np.zeros(int(rows["place"].max()) + 1 if size else 0, np.int64)
    np.maximum.at(most, places[order], present)
    return most
