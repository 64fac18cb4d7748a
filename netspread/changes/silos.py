"""Silos: whether ties stay inside groups more, or less, than before."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.network import Network

#: How often people are drawn anew for the intervals, so many draws at a time, and the share that an interval covers.
_BOOTSTRAP, _AT_ONCE, _COVERED = 1000, 50, 0.95


def inside(before: Network, after: Network, *, groups: str, seed: int) -> pd.DataFrame:
    """Return the share of names given that stay inside the ego's group, before and after: one row a group, then all.

    Parameters
    ----------
    before, after
        Networks over the same people, in the same order. Those count as egos who answered both times.
    groups
        The attribute; somebody who has changed groups counts at each time where he or she was.
    seed
        For the intervals.

    Returns
    -------
    ``group, people, before, after, change, low, high``: *people* are the egos (of the group before); shares from 0 to
    1, nan where nobody of the group named anybody; ``low`` and ``high`` are the ends of the 95 % interval of the
    change, by bootstrap over egos (Efron & Tibshirani 1993). The last row has the group ``""``: everybody.
    """
    egos = np.flatnonzero(before.responded & after.responded)
    names = np.union1d(before.groups(groups).unique(), after.groups(groups).unique())
    counted = [_counted(network, names, groups, egos) for network in (before, after)]
    change = _change(counted, np.ones((1, len(egos))))[0]
    drawn = _bootstrapped(counted, len(egos), seed)
    low, high = np.nanquantile(_finite(drawn), [(1 - _COVERED) / 2, (1 + _COVERED) / 2], axis=0)
    low[np.isnan(change)] = high[np.isnan(change)] = np.nan
    codes = pd.Index(names).get_indexer(pd.Index(before.groups(groups).iloc[egos]))
    one = np.ones((1, len(egos)))
    return pd.DataFrame(
        {
            "group": [*names, ""],
            "people": [*np.bincount(codes, minlength=len(names)), len(egos)],
            "before": _shares(counted[0], one)[0],
            "after": _shares(counted[1], one)[0],
            "change": change,
            "low": low,
            "high": high,
        }
    )


def _counted(
    network: Network, names: NDArray[np.object_], groups: str, egos: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the names given inside the own group, and all of them, by ego and group; the last column is all groups."""
    codes = pd.Index(names).get_indexer(pd.Index(network.groups(groups)))
    given = np.diff(network.starts)
    own = np.bincount(
        network.egos(), weights=codes[network.egos()] == codes[network.alters], minlength=network.n_people
    )
    found = []
    for values in (own, given):
        table = np.zeros((len(egos), len(names) + 1))
        table[np.arange(len(egos)), codes[egos]] = values[egos]
        table[:, -1] = values[egos]
        found.append(table)
    return found[0], found[1]


def _shares(
    counted: tuple[NDArray[np.float64], NDArray[np.float64]], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    own, given = (weights @ table for table in counted)
    return np.divide(own, given, out=np.full_like(own, np.nan), where=given > 0)


def _change(
    counted: list[tuple[NDArray[np.float64], NDArray[np.float64]]], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    return _shares(counted[1], weights) - _shares(counted[0], weights)


def _bootstrapped(
    counted: list[tuple[NDArray[np.float64], NDArray[np.float64]]], n: int, seed: int
) -> NDArray[np.float64]:
    """Return the change when the egos are drawn anew: shape (draws, groups + 1)."""
    rng = np.random.default_rng(seed)
    parts = []
    for _ in range(_BOOTSTRAP // _AT_ONCE):
        weights = rng.multinomial(n, np.full(n, 1 / max(n, 1)), size=_AT_ONCE).astype(np.float64)
        parts.append(_change(counted, weights))
    return np.concatenate(parts)


def _finite(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return *drawn* with 0 where nothing is known in any draw, so that no quantile is taken of nothing."""
    empty = np.isnan(drawn).all(axis=0)
    drawn[:, empty] = 0.0
    return drawn
