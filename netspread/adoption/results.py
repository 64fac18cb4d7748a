"""Results: all that adoption data tell, in one frozen value that pages can draw and folders can hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from netspread import engine
from netspread.adoption.backtest import BackTest, backtest
from netspread.adoption.calibration import Calibration, calibrate
from netspread.adoption.contagion import Reversal, reversal_test, shuffle_test
from netspread.adoption.curves import categories, curve, hazard
from netspread.adoption.diffusion import Diffusion
from netspread.adoption.exposure import Exposure, exposure
from netspread.adoption.growth import Growth, growth
from netspread.adoption.matching import Matched, matched_estimate
from netspread.adoption.moran import Moran, moran_of_times, moran_over_time
from netspread.adoption.periods import BEFORE
from netspread.adoption.regression import EventHistory, event_history
from netspread.adoption.structure import Draws, structure_test
from netspread.adoption.thresholds import infectiousness, susceptibility, threshold_categories
from netspread.errors import ChoiceError, in_range

Value = TypeVar("Value")
#: Models that are fitted by likelihood, the one that feeds comparisons of strategies first.
CALIBRATED = ("ic", "broadcast", "fraction", "lt")


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Adoption:
    """What did happen, and what it says about how it spread.

    Attributes
    ----------
    diffusion
        Who adopted when, on which network.
    exposure
        Each person's exposure, without lag.
    curve, hazard, moran
        Tables by period, see :func:`curve`, :func:`hazard`, :func:`moran_over_time`.
    people
        ``person, time, category, threshold, infectiousness, susceptibility``.
    threshold_category
        Each person's category by threshold.
    bass, logistic
        Curves without a network; ``None`` if none fits.
    tests
        Name -> result; those that the data do not allow are in *left_out*.
    calibrations
        Model -> what fits best.
    forecasts
        The back-test, or ``None``.
    left_out
        Name -> why it could not be done, in a sentence.
    seed, runs
        Of all chance.
    """

    diffusion: Diffusion
    exposure: Exposure
    curve: pd.DataFrame
    hazard: pd.DataFrame
    moran: pd.DataFrame
    people: pd.DataFrame
    threshold_category: pd.Series
    bass: Growth | None
    logistic: Growth | None
    tests: Mapping[str, Draws | Moran | Reversal | Matched | EventHistory]
    calibrations: Mapping[str, Calibration]
    forecasts: BackTest | None
    left_out: Mapping[str, str]
    seed: int
    runs: int

    def tests_data(self) -> dict[str, Any]:
        """Return what ``tests.json`` holds, in plain types."""
        diffusion = self.diffusion
        shown: dict[str, Any] = {
            "innovation": diffusion.innovation,
            "people": diffusion.n_people,
            "periods": [_plain(period) for period in diffusion.periods],
            "adopters": int((diffusion.times < diffusion.n_periods).sum()),
            "adopted_before": int((diffusion.times == BEFORE).sum()),
            "seed": self.seed,
            "runs": self.runs,
            "told": list(diffusion.told),
            "tests": {name: _figures(result) for name, result in self.tests.items()},
            "moran_by_period": _rows(self.moran),
            "hazard_by_period": _rows(self.hazard),
            "curves": {
                fit.law: {"parameters": _rows(fit.to_frame()), "residual": fit.residual}
                for fit in (self.bass, self.logistic)
                if fit is not None
            },
            "calibration": {
                name: {
                    "model": found.model.name,
                    "method": found.method,
                    "log_likelihood": found.log_likelihood,
                    "parameters": _rows(found.table),
                    "told": list(found.told),
                }
                for name, found in self.calibrations.items()
            },
            "left_out": dict(self.left_out),
        }
        if self.forecasts is not None:
            scores = {"fitted_periods": self.forecasts.fitted, "level": self.forecasts.level}
            shown["backtest"] = {**scores, "scores": _rows(self.forecasts.to_frame())}
        return shown

    def to_frame(self) -> pd.DataFrame:
        """Return one row a person, as ``people.csv`` has it."""
        return self.people

    def __repr__(self) -> str:
        """Return one line: what was looked at."""
        return f"Adoption: {self.diffusion!r}; {len(self.tests)} tests, {len(self.left_out)} left out"

    def _repr_html_(self) -> str:
        return self.curve.to_html(index=False, float_format="{:.3f}".format)


def adoption(
    diffusion: Diffusion,
    *,
    attributes: Sequence[str] | None = None,
    innovators: bool = False,
    window: int = 1,
    lag: int = 0,
    runs: int = 1000,
    seed: int = 1,
) -> Adoption:
    """Return all that the data tell: curves, exposure, thresholds, tests of contagion, calibrated models, forecasts.

    Parameters
    ----------
    diffusion
        Who adopted when.
    attributes
        Columns of people that may make tied people alike; matched on, and terms of the regression. By default none
        in the regression, and all usable ones in the matching.
    innovators
        Whether the earliest are a category of their own.
    window
        Of infectiousness and susceptibility.
    lag
        Of exposure, and so of thresholds: 0 counts alters who adopt in the same period.
    runs, seed
        How many draws each test takes, and which.

    Raises
    ------
    ChoiceError
        If an attribute is unknown, or an option is out of range.
    """
    in_range("runs", runs, 10)
    for column in attributes or ():
        diffusion.networks[0].groups(column)
    engine.step("exposure and thresholds")
    seen = exposure(diffusion, lag=lag)
    left_out: dict[str, str] = {}

    def tried(name: str, act: Callable[[], Value]) -> Value | None:
        engine.step(name.replace("_", " "))
        try:
            return act()
        except ChoiceError as error:
            left_out[name] = str(error)
            return None

    chosen = list(attributes or ())
    acts: dict[str, Callable[[], Draws | Moran | Reversal | Matched | EventHistory]] = {
        "structure_rewired": lambda: structure_test(diffusion, lag=lag, runs=runs, seed=seed),
        "structure_permuted": lambda: structure_test(diffusion, how="permute", lag=lag, runs=runs, seed=seed),
        "moran_of_times": lambda: moran_of_times(diffusion),
        "shuffle": lambda: shuffle_test(diffusion, runs=runs, seed=seed),
        "reversal": lambda: reversal_test(diffusion, runs=runs, seed=seed),
        "matched": lambda: matched_estimate(diffusion, attributes=attributes, runs=runs, seed=seed),
        "event_history": lambda: event_history(diffusion, attributes=chosen),
        "event_history_without_periods": lambda: event_history(diffusion, attributes=chosen, period_effects=False),
    }
    tests = {name: found for name, act in acts.items() if (found := tried(name, act)) is not None}
    fits = {name: tried(f"calibration_{name}", partial(calibrate, diffusion, model=name)) for name in CALIBRATED}
    return Adoption(
        diffusion=diffusion,
        exposure=seen,
        curve=curve(diffusion),
        hazard=hazard(diffusion),
        moran=moran_over_time(diffusion),
        people=_people(diffusion, seen, innovators=innovators, window=window),
        threshold_category=threshold_categories(diffusion, lag=lag),
        bass=tried("bass", lambda: growth(diffusion)),
        logistic=tried("logistic", lambda: growth(diffusion, law="logistic", ceiling=diffusion.n_periods > 4)),
        tests=tests,
        calibrations={name: found for name, found in fits.items() if found is not None},
        forecasts=tried("backtest", lambda: backtest(diffusion, runs=runs, seed=seed)),
        left_out=left_out,
        seed=seed,
        runs=runs,
    )


def _people(diffusion: Diffusion, seen: Exposure, *, innovators: bool, window: int) -> pd.DataFrame:
    return diffusion.to_frame().assign(
        category=categories(diffusion, innovators=innovators).to_numpy(),
        threshold=seen.at_adoption(),
        infectiousness=infectiousness(diffusion, window=window),
        susceptibility=susceptibility(diffusion, window=window),
    )


def _figures(result: Draws | Moran | Reversal | Matched | EventHistory) -> dict[str, Any]:
    if isinstance(result, Draws):
        low, high = result.interval()
        return {
            "how": result.how,
            "statistic": result.statistic,
            "observed": result.observed,
            "draws": len(result.values),
            "mean": result.mean,
            "deviation": result.deviation,
            "low": low,
            "high": high,
            "p": result.p,
        }
    if isinstance(result, EventHistory):
        return {
            "rows": result.rows,
            "events": result.events,
            "log_likelihood": result.log_likelihood,
            "terms": _rows(result.table),
            "told": list(result.told),
        }
    names = [name for name in type(result).__slots__ if not name.startswith("_")]
    extra = {"difference": result.difference} if isinstance(result, Reversal | Matched) else {}
    return {name: _plain(getattr(result, name)) for name in names} | extra


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): _plain(value) for key, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value.item() if isinstance(value, np.generic) else value
