"""Pair sums: what pairs of people share, added up portion by portion, in a memory that is bounded by spilling.

Rows lie in duckdb. They come back in order, a portion at a time; a kernel adds up each portion, and the sums of all
portions are added in their order. Portions are cut by the rows alone, so that the last digit is the same in any memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.kernels.pairs import events_shared
from netspread.readers.spilling import PIECE
from netspread.windows import Window, naive

if TYPE_CHECKING:
    import duckdb

#: A portion holds about so many pairs of people who may share something.
_PAIRS = 1 << 21
#: So many rows of sums are added up at once.
_SUMS = 1 << 20
_KEYS = ["begin", "first", "second"]


def stored(
    base: "duckdb.DuckDBPyConnection", table: str, frames: Iterable[pd.DataFrame], columns: Mapping[str, str]
) -> set[str]:
    """Put *frames* into a *table* of these *columns* (name -> type) and return which of them any frame had."""
    typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    base.execute(f"create table {table} ({typed})")
    given: set[str] = set()
    for frame in frames:
        there = [name for name in columns if name in frame]
        given.update(there)
        base.register("piece", frame[there])
        picked = ", ".join(f'"{name}"' for name in there)
        base.execute(f"insert into {table} ({picked}) select {picked} from piece")
        base.unregister("piece")
    return given


def numbered(base: "duckdb.DuckDBPyConnection", table: str, query: str) -> None:
    """Make a *table* of the different names that *query* gives as ``name``, numbered in order from 0: ``code``."""
    base.execute(
        f"create table {table} as select name, (row_number() over (order by name) - 1)::int as code from "
        f"(select distinct name from ({query}))"
    )


def names_in(base: "duckdb.DuckDBPyConnection", table: str) -> pd.Index:
    """Return the names in a table made by :func:`numbered`, by their numbers."""
    found = base.execute(f"select name from {table} order by code").fetchall()
    return pd.Index(pd.Series([row[0] for row in found], dtype="str"))


def number(base: "duckdb.DuckDBPyConnection", query: str) -> int:
    """Return the one number that *query* gives; 0 for none."""
    found = base.execute(query).fetchone()
    return int(found[0] or 0) if found else 0


def within(column: str, since: str | None, until: str | None) -> str:
    """Return the condition that *column* lies in the dates asked for; a time that is not known does."""
    limits = [
        f"{column} {sign} timestamp '{naive(day):%Y-%m-%d %H:%M:%S.%f}'"
        for sign, day in ((">=", since), ("<", until))
        if day is not None
    ]
    return f"coalesce({' and '.join(limits)}, true)" if limits else "true"


def portion_of(most_at_once: int) -> int:
    """Return how many rows make a portion, of which each shares something with at most so many others."""
    return max(_PAIRS // most_at_once, 1024)


def portions(
    base: "duckdb.DuckDBPyConnection", query: str, size: int, *, whole: Sequence[str] = ()
) -> Iterator[pd.DataFrame]:
    """Give the rows of *query* in frames of about *size*; rows with the same *whole* columns stay together.

    Nothing else may be asked of *base* meanwhile; its cursors may.
    """
    base.execute(query)
    kept: list[pd.DataFrame] = []
    held = 0
    while len(piece := base.fetch_df_chunk(PIECE)):
        kept.append(piece)
        held += len(piece)
        if held < size:
            continue
        rows = pd.concat(kept, ignore_index=True)
        while len(rows) >= size:
            cut = _last_change(rows, size, whole)
            if not cut:
                break
            yield rows.iloc[:cut].reset_index(drop=True)
            rows = rows.iloc[cut:].reset_index(drop=True)
        kept, held = [rows], len(rows)
    if held:
        yield pd.concat(kept, ignore_index=True)


def _last_change(rows: pd.DataFrame, size: int, whole: Sequence[str]) -> int:
    """Return the number of rows to cut off: *size*, or a little around it where the *whole* columns change."""
    if not whole:
        return size
    changes = np.zeros(len(rows), np.bool_)
    for name in whole:
        cells = rows[name].to_numpy()
        changes[1:] |= (cells[1:] != cells[:-1]) & ~(pd.isna(cells[1:]) & pd.isna(cells[:-1]))
    places = np.flatnonzero(changes)
    before = places[places <= size]
    return int(before[-1]) if before.size else int(places[0]) if places.size else 0


class PairSums:
    """The sums of pairs so far.

    Attributes
    ----------
    base
        Where they lie; a cursor of the one that rows come from.
    n
        How many people there are.
    window
        How time is cut, if it is.
    """

    def __init__(self, base: "duckdb.DuckDBPyConnection", n: int, window: Window | None) -> None:
        self.base = base.cursor()
        self.n, self.window = max(n, 1), window
        self._portion = 0
        self.base.execute(
            'create table sum ("begin" timestamp, first int, second int, weight double, last timestamp, portion int)'
        )

    def add(self, rows: pd.DataFrame, *, shared_out: bool = False) -> None:
        """Add attendances in numbers, ``event, person, hours, time``; all of an event, which has one time.

        *shared_out*: an hour counts 1/(k - 1) at an event of k people.
        """
        sums = _summed(rows, self.n, self.window, shared_out=shared_out)
        self.base.register("piece", sums)
        self.base.execute(f"insert into sum select *, {self._portion} from piece")
        self.base.unregister("piece")
        self._portion += 1

    def ties(self, names: pd.Index, *, least: float = 0) -> tuple[pd.DataFrame, int]:
        """Return the ties of at least this weight, as ``Reported.ties``, and how many pairs weigh less than it.

        ``time`` is the last thing shared, or where the window begins.
        """
        query = 'select * from sum order by "begin" nulls last, first, second, portion'
        parts, few = [], 0
        for rows in portions(self.base, query, _SUMS, whole=_KEYS):
            changes = rows[_KEYS].ne(rows[_KEYS].shift()) & ~(rows[_KEYS].isna() & rows[_KEYS].shift().isna())
            starts = np.flatnonzero(changes.any(axis="columns").to_numpy() | (np.arange(len(rows)) == 0))
            weights = np.add.reduceat(rows["weight"].to_numpy(), starts)
            enough = weights >= least
            few += int((~enough).sum())
            last = rows["last"].to_numpy("datetime64[us]")
            # A time that is not known is the smallest number, so the last known one wins.
            last = np.maximum.reduceat(last.view(np.int64), starts).view("datetime64[us]")
            kept = rows[_KEYS].iloc[starts[enough]]
            time = last[enough] if self.window is None else kept["begin"].to_numpy("datetime64[us]")
            if self.window is not None and self.window.since is not None:
                time = np.maximum(time, self.window.since.to_datetime64())
            parts.append(_named(kept, names, weights[enough], time))
        return (pd.concat(parts, ignore_index=True) if parts else _named(_NOBODY, names, _NONE, _NEVER)), few


_NOBODY = pd.DataFrame({name: np.empty(0, np.int64) for name in _KEYS})
_NONE, _NEVER = np.empty(0, np.float64), np.empty(0, "datetime64[us]")


def _named(
    pairs: pd.DataFrame, names: pd.Index, weights: NDArray[np.float64], time: NDArray[np.datetime64]
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "ego": names.take(pairs["first"].to_numpy(np.int64)),
            "alter": names.take(pairs["second"].to_numpy(np.int64)),
            "relation": pd.Series("", index=range(len(pairs)), dtype="str"),
            "weight": weights,
            "time": time,
        }
    )


def _summed(rows: pd.DataFrame, n: int, window: Window | None, *, shared_out: bool) -> pd.DataFrame:
    """Return ``begin, first, second, weight, last``: the pairs of one portion that share more than nothing."""
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
    some = weights > 0
    firsts, seconds = np.divmod(keys[some], n)
    return pd.DataFrame(
        {
            "begin": begins.take(firsts // n),
            "first": firsts % n,
            "second": seconds,
            "weight": weights[some],
            "last": last[some].view("datetime64[us]"),
        }
    )


def _in_windows(times: pd.Series, window: Window | None) -> tuple[NDArray[np.int64], pd.Index]:
    """Return the number of the window that each time is in, and where each begins."""
    if window is None:
        return np.zeros(len(times), np.int64), pd.Index(np.array(["NaT"], "datetime64[us]"))
    instants, distinct = pd.factorize(times, use_na_sentinel=False)
    begins = window.starts(pd.Series(distinct)).astype("datetime64[us]")
    codes, starts = pd.factorize(begins, sort=True, use_na_sentinel=False)
    return codes[instants].astype(np.int64), pd.Index(starts)
