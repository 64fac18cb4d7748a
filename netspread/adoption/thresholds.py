"""Thresholds: how many had to adopt before a person did; and who adopted right after, or right before, whom."""

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.adoption.curves import CATEGORIES, curve
from netspread.adoption.diffusion import Diffusion
from netspread.adoption.exposure import Ties, around, exposure
from netspread.adoption.periods import BEFORE
from netspread.errors import ChoiceError, in_range
from netspread.kernels import adoption as kernels

THRESHOLD_CATEGORIES = ("Very Low Thresh.", "Low Thresh.", "High Thresh.", "Very High Thresh.")
NO_THRESHOLD = "Non-Adopters"

Fading = Literal["linear", "exponential"]


def thresholds(diffusion: Diffusion, *, lag: int = 0, **options: Any) -> NDArray[np.float64]:
    """Return each adopter's threshold: the exposure when they adopted; shape (n,), nan for everybody else.

    The exposure of the period of adoption itself, with ``lag=1`` of the one before (nan for those who adopt in the
    first). Somebody whom nobody influences has 0. Source: Valente (1996), *Social Networks* 18:69.

    Parameters
    ----------
    diffusion
        Who adopted when.
    lag, **options
        As of :func:`netspread.adoption.exposure.exposure`.
    """
    return exposure(diffusion, lag=lag, **options).at_adoption()


def system_thresholds(diffusion: Diffusion, *, lag: int = 0) -> NDArray[np.float64]:
    """Return the share of the whole network that had adopted when each adopter did; shape (n,), nan for the others.

    Valente (1995): somebody with a low threshold toward the network may have a high one toward the system.
    """
    share = curve(diffusion)["share"].to_numpy()
    lagged = np.concatenate([np.full(lag, np.nan), share])
    found = np.full(diffusion.n_people, np.nan)
    found[diffusion.timed] = lagged[diffusion.times[diffusion.timed]]
    return found


def threshold_categories(diffusion: Diffusion, *, lag: int = 0, **options: Any) -> pd.Series:
    """Return each person's threshold category: index ``person``.

    Thresholds against their mean and the mean plus and minus one standard deviation, as adopter categories go by
    time (Valente 1996); one equal to a cut counts as higher.
    """
    values = thresholds(diffusion, lag=lag, **options)
    known = values[~np.isnan(values)]
    middle, spread = known.mean() if len(known) else 0.0, known.std(ddof=1) if len(known) > 1 else 0.0
    place = np.searchsorted([middle - spread, middle, middle + spread], np.nan_to_num(values), side="right")
    labels = np.where(np.isnan(values), NO_THRESHOLD, np.array(THRESHOLD_CATEGORIES)[place])
    order = pd.CategoricalDtype([*THRESHOLD_CATEGORIES, NO_THRESHOLD], ordered=True)
    return pd.Series(labels, index=diffusion.people.index, name="threshold_category", dtype=order)


def category_table(times: pd.Series, thresholds_: pd.Series) -> pd.DataFrame:
    """Return how many people are in each pair of categories: rows by time, columns by threshold (Valente 1995)."""
    table = pd.crosstab(times, thresholds_, dropna=False)
    table.index.name = table.columns.name = None
    return table


def infectiousness(
    diffusion: Diffusion, *, window: int = 1, fading: Fading = "linear", normalized: bool = True,
    ties: Ties = "influence",
) -> NDArray[np.float64]:  # fmt: skip
    """Return how many adopt right after each adopter among those whom they influence: shape (n,).

    Of those whom a person influences and who adopt later, the share that adopts in the next period; with a wider
    *window* also in the periods after that, which count less (hits and those still to adopt are added
    up first). 0 if nobody does, for adopters of the last period, and
    nan for people without a time. Source: Myers (2000), *AJS* 106:173; Valente, Dyal, Chu, Wipfli & Fujimoto (2015),
    *Soc Sci Med* 147:89.

    Parameters
    ----------
    diffusion
        Who adopted when.
    window
        How many periods after the adoption count.
    fading
        How the k-th of them counts: ``linear`` 1 / k, ``exponential`` 1 / (1 + 0.5) ** (k - 1).
    normalized
        True to divide by how many people adopt in that period at all: so that somebody who is followed when
        everybody adopts is not called infectious.
    ties
        Which ties count, as of :func:`netspread.adoption.exposure.exposure`: by default the person's influence.
    """
    return _followed(diffusion, window, fading, ties, ahead=True, normalized=normalized)


def susceptibility(
    diffusion: Diffusion, *, window: int = 1, fading: Fading = "linear", normalized: bool = True,
    ties: Ties = "influence",
) -> NDArray[np.float64]:  # fmt: skip
    """Return how many adopted right before each adopter among those who influence them: shape (n,).

    The mirror image of :func:`infectiousness`: of those who influence the person and had adopted earlier, the share
    that did so in the period before. 0 for adopters of the first period. People who never adopt are not earlier
    adopters (netdiffuseR counts them as such).
    """
    return _followed(diffusion, window, fading, ties, ahead=False, normalized=normalized)


def degree_at_adoption(diffusion: Diffusion) -> pd.DataFrame:
    """Return ``person, in_degree, out_degree, degree`` in the period of adoption; missing for the others."""
    found = np.full((diffusion.n_people, 2), np.nan)
    for number in range(len(diffusion.networks)):
        network = diffusion.networks[number]
        there = diffusion.timed & ((diffusion.times == number) | (len(diffusion.networks) == 1))
        degrees = np.column_stack([np.bincount(network.alters, minlength=network.n_people), np.diff(network.starts)])
        found[there] = degrees[there]
    return pd.DataFrame(
        {
            "person": diffusion.people.index,
            "in_degree": found[:, 0],
            "out_degree": found[:, 1],
            "degree": found.sum(axis=1),
        }
    )


def _followed(
    diffusion: Diffusion, window: int, fading: Fading, ties: Ties, *, ahead: bool, normalized: bool
) -> NDArray[np.float64]:
    in_range("window", window, 1)
    n, last = diffusion.n_people, diffusion.n_periods - 1
    counts = np.bincount(diffusion.times[diffusion.timed], minlength=diffusion.n_periods)
    hits, counted, divisor = np.zeros(n), np.zeros(n), np.zeros(n)
    weight = _fading(fading)
    for period in range(diffusion.n_periods):
        for k in range(1, window + 1):
            when = period + k if ahead else period - k
            if not 0 <= when <= last:
                break
            # The network in which the one who follows looks around: that of the later adopter's period.
            network = diffusion.network(when if ahead else when + 1)
            arcs = around(network, ties)
            arcs = arcs.turned() if ahead else arcs
            span = (when, last) if ahead else (BEFORE, when)
            hit, among = np.zeros(n), np.zeros(n)
            kernels.around(arcs.starts, arcs.targets, diffusion.times, period, when, when, *span, hit, among)
            there = diffusion.times == period
            hits += weight(k) * hit
            counted += weight(k) * among
            divisor[there] += weight(k) * counts[when]
    found = np.divide(hits, counted, out=np.zeros(n), where=counted > 0)
    if normalized:
        found = np.divide(found, divisor, out=np.zeros(n), where=divisor > 0)
    found[~diffusion.timed] = np.nan
    return found


def _fading(name: Fading) -> Callable[[int], float]:
    if name == "linear":
        return lambda k: 1 / k
    if name == "exponential":
        return lambda k: 1 / 1.5 ** (k - 1)
    raise ChoiceError(f"fading {name!r} is unknown; choose linear or exponential")


__all__ = [
    "CATEGORIES",
    "THRESHOLD_CATEGORIES",
    "category_table",
    "degree_at_adoption",
    "infectiousness",
    "susceptibility",
    "system_thresholds",
    "threshold_categories",
    "thresholds",
]
