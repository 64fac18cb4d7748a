"""Presence pairs: which stays overlap, found by sorting within each place, never person by person."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netspread.kernels.pairs import stays_overlapping
from netspread.readers.pair_sums import portions
from netspread.windows import Window

if TYPE_CHECKING:
    import duckdb

_HOUR = 3_600_000_000


def meetings(base: "duckdb.DuckDBPyConnection", *, least: int, size: int, whole_places: bool) -> Iterator[pd.DataFrame]:
    """Give the overlaps of the merged stays, as events of two people: ``event, person, hours, time, place, others``.

    In frames of the overlaps of about *size* stays; *least*: only longer ones; *others*: how many other people are ever
    at the place.
    """
    query = """select place, person, "begin", "end", others from merged join (
            select place, count(distinct person) - 1 as others from merged group by place) using (place)
        order by place, "begin", person"""
    still = pd.DataFrame()
    for rows in portions(base, query, size, whole=["place"] if whole_places else []):
        both = pd.concat([still, rows], ignore_index=True) if len(still) else rows
        yield _overlaps(both, least=least, seen=len(still))
        place, begin = (rows[name].iloc[-1] for name in ("place", "begin"))
        still = both[(both["place"] == place) & (both["end"] > begin)]


def _overlaps(rows: pd.DataFrame, *, least: int, seen: int) -> pd.DataFrame:
    """Return the overlaps among *rows*, by place and begin; those among the first *seen* were given before."""
    place, person, begin, end = (rows[name].to_numpy(np.int64) for name in ("place", "person", "begin", "end"))
    nothing = np.empty(0, np.int64)
    size = stays_overlapping(place, person, begin, end, least, nothing, nothing)
    ones, others = np.empty(size, np.int64), np.empty(size, np.int64)
    stays_overlapping(place, person, begin, end, least, ones, others)
    ones, others = ones[others >= seen], others[others >= seen]
    hours = (np.minimum(end[ones], end[others]) - begin[others]) / _HOUR
    return pd.DataFrame(
        {
            "event": np.repeat(np.arange(len(ones)), 2),
            "person": np.column_stack([person[ones], person[others]]).ravel(),
            "hours": np.repeat(hours, 2),
            "time": np.repeat(begin[others].view("datetime64[us]"), 2),
            "place": np.repeat(place[ones], 2),
            "others": np.repeat(rows["others"].to_numpy()[ones], 2),
        }
    )


def met_once(met: pd.DataFrame, cut: Window | None) -> pd.DataFrame:
    """Return the meetings, one for each pair and place (and window), each to count 1."""
    one, other = met["person"].to_numpy()[::2], met["person"].to_numpy()[1::2]
    pairs = pd.DataFrame(
        {"place": met["place"].to_numpy()[::2], "low": np.minimum(one, other), "high": np.maximum(one, other)}
    )
    if cut is not None:
        pairs["window"] = cut.starts(met["time"].iloc[::2].reset_index(drop=True))
    first = np.repeat(~pairs.duplicated().to_numpy(), 2)
    return met[first].assign(hours=1.0)
