"""Back-test: forecast the later periods from the earlier ones, and see who forecasts best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.adoption.diffusion import Diffusion
from netspread.adoption.forecasts import FORECASTERS
from netspread.errors import ChoiceError, in_range, one_of


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BackTest:
    """Forecasts beside what happened.

    Attributes
    ----------
    fitted
        How many periods the forecasters saw.
    level
        Which share of what happens the intervals should cover.
    table
        ``forecaster, period, observed, mean, low, high, crps``: adopters, one row a forecaster and later period.
    """

    fitted: int
    level: float
    table: pd.DataFrame

    @property
    def best(self) -> str:
        """The forecaster with the lowest mean CRPS."""
        return str(self.to_frame()["forecaster"].iloc[0])

    def to_frame(self) -> pd.DataFrame:
        """Return ``forecaster, crps, coverage, error, width``, the best first.

        CRPS, the continuous ranked probability score, is the mean error of a forecast that says how sure it is, in
        people (Gneiting & Raftery 2007, *JASA* 102:359); coverage is the share of periods within the interval; error
        the mean distance of the mean; width that of the interval.
        """
        table = self.table.assign(
            coverage=((self.table["observed"] >= self.table["low"]) & (self.table["observed"] <= self.table["high"])),
            error=(self.table["observed"] - self.table["mean"]).abs(),
            width=self.table["high"] - self.table["low"],
        )
        means = table.groupby("forecaster", sort=False)[["crps", "coverage", "error", "width"]].mean()
        return means.sort_values("crps", kind="stable").reset_index()

    def __repr__(self) -> str:
        """Return one line: who forecasts best."""
        rows = self.to_frame()
        shown = ", ".join(f"{row.forecaster} {row.crps:.2f}" for row in rows.itertuples())
        return f"BackTest after {self.fitted} periods: mean CRPS in people {shown}"


def backtest(
    diffusion: Diffusion,
    *,
    fit: int | None = None,
    forecasters: Sequence[str] = tuple(FORECASTERS),
    runs: int = 1000,
    level: float = 0.9,
    seed: int = 1,
) -> BackTest:
    """Return how well the first periods forecast the rest, with the network and without.

    Each forecaster is fitted by likelihood to the same person-periods, and forecasts with what its parameters leave
    open: ``network`` (a chance from outside, and one from each adopter around, in every period), ``cascade`` (from
    new adopters only), ``bass`` (from everybody who has adopted, wherever: a discrete Bass model by likelihood,
    Schmittlein & Mahajan 1982, *Marketing Science* 1:57), ``no-network`` (the same chance in every period). If the
    network helps, ``network`` should beat both others. ``average`` mixes the four, as nobody knows beforehand which
    holds: its intervals are wider, and the honest ones; those of a rule hold if the rule does.

    Parameters
    ----------
    diffusion
        Who adopted when. Later periods of a series are forecast on its last network that was seen; people who did
        not say who influences them meet adopters as the others do on average.
    fit
        How many periods are seen; by default half of them.
    forecasters
        See above.
    runs, seed
        How many futures each forecaster draws, and which.
    level
        Of the intervals.

    Raises
    ------
    ChoiceError
        If too few periods are seen or left.
    """
    in_range("runs", runs, 10)
    seen = (diffusion.n_periods + 1) // 2 if fit is None else fit
    if not 2 <= seen < diffusion.n_periods:
        raise ChoiceError(
            f"fit is {seen} of {diffusion.n_periods} periods; see at least 2, and leave at least 1 to forecast"
        )
    for name in forecasters:
        if name not in FORECASTERS:
            raise one_of("forecaster", name, FORECASTERS)
    known = diffusion.until(seen)
    if not ((known.times > 0) & (known.times < seen)).any():
        raise ChoiceError(f"nobody adopts from the second to period {seen}, so there is nothing to fit to; see more")
    ahead = range(seen, diffusion.n_periods)
    observed = np.array([int((diffusion.times <= period).sum()) for period in ahead])
    rows = []
    for name in forecasters:
        drawn = FORECASTERS[name](known, len(ahead), runs, seed)
        low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
        for at, period in enumerate(ahead):
            one = drawn[:, at]
            rows.append(
                (name, diffusion.periods[period], observed[at], one.mean(), low[at], high[at], crps(one, observed[at]))
            )
    columns = ["forecaster", "period", "observed", "mean", "low", "high", "crps"]
    return BackTest(seen, level, pd.DataFrame(rows, columns=columns))


def crps(drawn: NDArray[np.integer] | NDArray[np.floating], observed: float) -> float:
    """Return the continuous ranked probability score of draws: mean |x - y| less half the mean |x - x'|.

    Examples
    --------
    >>> crps(np.array([3.0]), 5.0), crps(np.array([4.0, 6.0]), 5.0)
    (2.0, 0.5)
    """
    ordered = np.sort(np.asarray(drawn, dtype=np.float64))
    n = len(ordered)
    spread = (2 * np.arange(1, n + 1) - n - 1) @ ordered / n**2
    return float(np.abs(ordered - observed).mean() - spread)


__all__ = ["FORECASTERS", "BackTest", "backtest", "crps"]
