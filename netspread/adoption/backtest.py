"""Back-test: forecast the later periods from the earlier ones, and see who forecasts best."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread import engine
from netspread.adoption.at_risk import cases
from netspread.adoption.diffusion import Diffusion, known_exposure
from netspread.adoption.hazards import Cases, Fitted
from netspread.errors import ChoiceError, in_range, one_of
from netspread.kernels import adoption as kernels

_BLOCK = 100
#: ``forecast(seen, periods, runs, seed)``: how many have adopted, shape (runs, periods).
Forecaster = Callable[[Diffusion, int, int, int], NDArray[np.int64]]


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
    forecasters: Sequence[str] = ("network", "cascade", "bass", "no-network"),
    runs: int = 1000,
    level: float = 0.9,
    seed: int = 1,
) -> BackTest:
    """Return how well the first periods forecast the rest, with the network and without.

    Each forecaster is fitted by likelihood to the same person-periods, and forecasts with what its parameters leave
    open: ``network`` (a chance from outside, and one from each adopter around, in every period), ``cascade`` (from
    new adopters only), ``bass`` (from everybody who has adopted, wherever: a discrete Bass model by likelihood,
    Schmittlein & Mahajan 1982, *Marketing Science* 1:57), ``no-network`` (the same chance in every period). If the
    network helps, ``network`` should beat both others.

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


def _network(*, once: bool) -> Forecaster:
    def forecast(seen: Diffusion, periods: int, runs: int, seed: int) -> NDArray[np.int64]:
        rates = Fitted.of(cases(seen, once=once)).draws(runs, np.random.default_rng(seed))
        arcs = seen.networks[-1].influence_arcs()
        unknown = ~known_exposure(seen.networks[-1])
        typical = (
            float(np.bincount(arcs.targets, minlength=seen.n_people)[~unknown].mean()) if not unknown.all() else 0.0
        )
        outside, each = np.ascontiguousarray(rates[:, 0]), np.ascontiguousarray(rates[:, 1])

        def some(block: range) -> NDArray[np.int64]:
            out = np.empty((len(block), periods), np.int64)
            part = slice(block.start, block.stop)
            kernels.onward(
                arcs.starts, arcs.targets, seen.times, unknown, typical, seen.n_periods, once,
                outside[part], each[part], seed, block.start, out,
            )  # fmt: skip
            return out

        return np.concatenate(engine.run(some, engine.blocks(runs, _BLOCK), name="forecasting"))

    return forecast


def _mixed(*, imitation: bool) -> Forecaster:
    """Return a forecaster for whom everybody is around everybody, or nobody around anybody."""

    def forecast(seen: Diffusion, periods: int, runs: int, seed: int) -> NDArray[np.int64]:
        random = np.random.default_rng(seed)
        n = seen.n_people
        adopters = np.array([(seen.times <= period).sum() for period in range(seen.n_periods)])
        new = np.diff(adopters)
        around = adopters[:-1] / n if imitation else np.zeros(len(new))
        stay = n - adopters[1:]
        rates = Fitted.of(Cases(around, new.astype(np.float64), stay.astype(np.float64))).draws(runs, random)
        now = np.full(runs, adopters[-1])
        out = np.empty((runs, periods), np.int64)
        for period in range(periods):
            chance = -np.expm1(-(rates[:, 0] + rates[:, 1] * now / n))
            now = now + random.binomial(n - now, chance)
            out[:, period] = now
        return out

    return forecast


FORECASTERS: Mapping[str, Forecaster] = MappingProxyType(
    {
        "network": _network(once=False),
        "cascade": _network(once=True),
        "bass": _mixed(imitation=True),
        "no-network": _mixed(imitation=False),
    }
)

__all__ = ["FORECASTERS", "BackTest", "backtest", "crps"]
