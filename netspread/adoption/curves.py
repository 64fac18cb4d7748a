"""Curves: how many had adopted by when, how likely it was to adopt, and who is early and who late."""

import numpy as np
import pandas as pd
from scipy.stats import beta

from netspread.adoption.diffusion import Diffusion
from netspread.adoption.periods import BEFORE

#: Rogers' categories as Valente (1995) uses them: cut at one standard deviation either side of the mean.
CATEGORIES = ("Early Adopters", "Early Majority", "Late Majority", "Laggards")
INNOVATORS, NON_ADOPTERS = "Innovators", "Non-Adopters"


def curve(diffusion: Diffusion) -> pd.DataFrame:
    """Return ``period, adopters, share, rate, hazard``: how it spread.

    Adopters are cumulative, and share is of everybody. Rate is what is new, divided by the adopters before; hazard is
    what is new, divided by those who had not adopted before. Both are 0 in the first period, as in netdiffuseR: what
    went before is not known. In a series people count while they are in it.

    Source: Valente (1995), *Network Models of the Diffusion of Innovations*.

    Examples
    --------
    >>> from netspread.adoption.diffusion import diffusion
    >>> from netspread.network import Network
    >>> path = Network.from_ties([("b", "a"), ("c", "b")])
    >>> curve(diffusion(path, adopted={"a": 1, "b": 3}))["hazard"].tolist()
    [0.0, 0.0, 0.5]
    """
    there = diffusion.present
    number = np.arange(diffusion.n_periods)[:, None]
    adopters = ((diffusion.times <= number) & there).sum(axis=1)
    new = ((diffusion.times == number) & there).sum(axis=1)
    before = np.concatenate([[0], adopters[:-1]])
    at_risk = ((diffusion.times >= number) & there).sum(axis=1)
    rate = np.divide(new, before, out=np.full(len(new), np.nan), where=before > 0)
    hazard = np.divide(new, at_risk, out=np.full(len(new), np.nan), where=at_risk > 0)
    rate[0] = hazard[0] = 0.0
    return pd.DataFrame(
        {
            "period": list(diffusion.periods),
            "adopters": adopters,
            "share": adopters / np.maximum(there.sum(axis=1), 1),
            "rate": rate,
            "hazard": hazard,
        }
    )


def hazard(diffusion: Diffusion, *, level: float = 0.95) -> pd.DataFrame:
    """Return ``period, at_risk, new, hazard, low, high``: the chance to adopt, for those who had not yet.

    The first period counts as well: whoever had not adopted before it was at risk. The interval is that of Clopper &
    Pearson (1934), which never covers less often than *level* says.

    Examples
    --------
    >>> from netspread.adoption.diffusion import diffusion
    >>> from netspread.network import Network
    >>> path = Network.from_ties([("b", "a"), ("c", "b")])
    >>> hazard(diffusion(path, adopted={"a": 1, "b": 3}))["at_risk"].tolist()
    [3, 2, 2]
    """
    number = np.arange(diffusion.n_periods)[:, None]
    at_risk = ((diffusion.times >= number) & diffusion.present).sum(axis=1)
    new = ((diffusion.times == number) & diffusion.present).sum(axis=1)
    tail = (1 - level) / 2
    low = np.where(new > 0, beta.ppf(tail, np.maximum(new, 1), at_risk - new + 1), 0.0)
    high = np.where(new < at_risk, beta.ppf(1 - tail, new + 1, np.maximum(at_risk - new, 1)), 1.0)
    chance = np.divide(new, at_risk, out=np.full(len(new), np.nan), where=at_risk > 0)
    return pd.DataFrame(
        {"period": list(diffusion.periods), "at_risk": at_risk, "new": new, "hazard": chance, "low": low, "high": high}
    )


def categories(diffusion: Diffusion, *, innovators: bool = False) -> pd.Series:
    """Return each person's adopter category, by time: index ``person``.

    The time is compared with the mean and the mean plus and minus one standard deviation of all known times; one
    equal to a cut counts as later. People who have not adopted are ``Non-Adopters``; those who adopted before the
    first period belong to the first category.

    Parameters
    ----------
    diffusion
        Who adopted when.
    innovators
        True to split off Rogers' (2003) innovators, two standard deviations before the mean; else they are among the
        early adopters, as in Valente (1995) and netdiffuseR.
    """
    times = np.where(diffusion.timed, diffusion.times.astype(np.float64), np.nan)
    middle, spread = np.nanmean(times), _deviation(times)
    names: tuple[str, ...] = CATEGORIES
    cuts = [middle - spread, middle, middle + spread]
    if innovators:
        names, cuts = (INNOVATORS, *names), [middle - 2 * spread, *cuts]
    place = np.searchsorted(cuts, np.where(diffusion.timed, times, -np.inf), side="right")
    labels = np.array([*names, NON_ADOPTERS], dtype=object)
    place[(diffusion.times > BEFORE) & ~diffusion.timed] = len(names)
    order = pd.CategoricalDtype([*names, NON_ADOPTERS], ordered=True)
    return pd.Series(labels[place], index=diffusion.people.index, name="category", dtype=order)


def _deviation(values: "np.ndarray") -> float:
    known = values[~np.isnan(values)]
    return float(known.std(ddof=1)) if len(known) > 1 else 0.0
