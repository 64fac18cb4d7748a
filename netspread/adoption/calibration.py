"""Calibration: the model of spreading whose parameters fit what did happen, with intervals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betainc, betaln

from netspread import engine
from netspread.adoption.diffusion import BEFORE, Diffusion, known_exposure
from netspread.adoption.exposure import exposure
from netspread.adoption.hazards import Cases, Fitted
from netspread.errors import ChoiceError, in_range, one_of
from netspread.network import Network
from netspread.spread.models import (
    MODELS,
    SI,
    Broadcast,
    CascadeByWeight,
    FractionalThreshold,
    GivenThresholds,
    IndependentCascade,
    Model,
    Start,
)
from netspread.spread.worlds import Worlds

_FALL = 1.920729410347062
#: The attribute that fitted thresholds are written to.
COLUMN = "fitted_threshold"
#: Of the draws of approximate Bayesian computation, the nearest share is kept.
_KEPT = 0.02
_WORLDS = 25


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Calibration:
    """A model fitted to what did happen.

    Attributes
    ----------
    model
        The model, ready for :func:`netspread.compare` and :func:`netspread.simulate`.
    network
        On which it runs: the diffusion's, with the attribute ``fitted_threshold`` where the model goes by it.
    table
        ``parameter, estimate, low, high``: 95 % intervals.
    method
        ``likelihood`` or ``abc``.
    log_likelihood
        nan for ``abc``.
    told
        What the model cannot explain, in sentences.
    """

    model: Model
    network: Network
    table: pd.DataFrame
    method: str
    log_likelihood: float
    told: tuple[str, ...]

    def parameter(self, name: str) -> "pd.Series[Any]":
        """Return the row of a parameter."""
        rows = self.table[self.table["parameter"] == name]
        if not len(rows):
            raise one_of("parameter", name, list(self.table["parameter"]))
        return rows.iloc[0]

    def to_frame(self) -> pd.DataFrame:
        """Return the table."""
        return self.table

    def __repr__(self) -> str:
        """Return one line: the parameters."""
        shown = (f"{r.parameter} {r.estimate:.4g} ({r.low:.4g} to {r.high:.4g})" for r in self.table.itertuples())
        return f"Calibration of {self.model.name} by {self.method}: {', '.join(shown)}"


def calibrate(diffusion: Diffusion, *, model: str = "ic", runs: int = 2000, seed: int = 1) -> Calibration:
    """Return the model whose parameters fit the diffusion best.

    By likelihood, where each person in each period is one case: ``ic``, ``ic-weight`` (an adopter has one chance, in
    the next period; Saito, Nakano & Kimura 2008, *KES*), ``si``, ``broadcast`` (each adopter goes on trying),
    ``fraction`` (one threshold for all), ``lt`` (each has a threshold, drawn from a beta distribution; seen through
    the exposures between which people adopt). All have a chance to adopt without the network besides, because some
    always do: without it everybody who adopts with no adopter around would make the model impossible. It is told as
    ``outside``.

    By simulation, for ``sir``, ``sis``, ``ic-group`` and other models with chances: approximate Bayesian computation
    (Beaumont, Zhang & Balding 2002, *Genetics* 162:2025): *runs* sets of chances, log-evenly from 0.001 to 1, are
    simulated from the first period's adopters, and the 2 % are kept whose curves are nearest to the observed one.

    Parameters
    ----------
    diffusion
        Who adopted when.
    model
        A name as ``--model`` takes it; options that are no chances go in brackets: ``sir(periods=12)``,
        ``ic-group(groups=unit)``.
    runs, seed
        Of simulation.

    Raises
    ------
    ChoiceError
        If the model has nothing to fit, or nobody adopts after the first period.
    """
    in_range("runs", runs, 100)
    name = model.partition("(")[0].strip()
    if name not in MODELS:
        raise one_of("model", name, MODELS)
    if not ((diffusion.times > 0) & (diffusion.times < diffusion.n_periods)).any():
        raise ChoiceError("nobody adopts after the first period, so there is nothing to fit a model to")
    if name in _FITS:
        return _FITS[name](diffusion)
    return _simulated(diffusion, model, name, runs, seed)


def cases(diffusion: Diffusion, *, once: bool, weighted: bool = False) -> Cases:
    """Return all person-periods by how many adopters are around: those of the period before only, if *once*."""
    seen = exposure(diffusion, normalized=False, weighted=weighted, cumulative=not once, lag=1).values
    number = np.arange(diffusion.n_periods)
    times = diffusion.times[:, None]
    at_risk = (number >= 1) & (number <= times) & (times > BEFORE) & diffusion.present.T & ~np.isnan(seen)
    at_risk &= known_exposure(diffusion.networks[0])[:, None]
    return Cases.of(seen[at_risk], np.broadcast_to(times == number, at_risk.shape)[at_risk])


def _by_hazard(
    *, once: bool, weighted: bool, made: Callable[[float, float, int], Model]
) -> Callable[[Diffusion], Calibration]:
    def fit(diffusion: Diffusion) -> Calibration:
        fitted = Fitted.of(cases(diffusion, once=once, weighted=weighted))
        p, outside = _chance(fitted.each), _chance(fitted.outside)
        rows = [
            ("p", p, *map(_chance, fitted.interval(1))),
            ("outside", outside, *map(_chance, fitted.interval(0))),
        ]
        table = pd.DataFrame(rows, columns=["parameter", "estimate", "low", "high"])
        alone = float(fitted.cases.adopt[fitted.cases.around == 0].sum())
        when = "in the period before" if once else "by then"
        told = [f"{alone:.0f} of {fitted.cases.adopt.sum():.0f} adopters had no adopter around {when}"]
        chosen = made(p, outside, diffusion.n_periods)
        if not isinstance(chosen, Broadcast):
            told.append(f"in each period {outside:.1%} adopted without the network, which this model leaves out")
        return Calibration(chosen, diffusion.networks[-1], table, "likelihood", fitted.log_likelihood, tuple(told))

    return fit


def _by_fraction(diffusion: Diffusion) -> Calibration:
    """Fit one threshold for all: below it people adopt with one chance in a period, from it on with another."""
    seen, adopts = _person_periods(diffusion)
    candidates = np.unique(seen[seen > 0])
    if not len(candidates):
        raise ChoiceError("nobody had an adopter around before adopting, so no threshold can be seen")
    logs = np.array([_two_chances(seen, adopts, share) for share in candidates])
    best = int(np.argmax(logs))
    possible = candidates[logs >= logs[best] - _FALL]
    below = seen < candidates[best]
    rows = [
        ("share", candidates[best], possible.min(), possible.max()),
        ("outside", *_proportion(adopts[below])),
        ("above", *_proportion(adopts[~below])),
    ]
    told = [
        f"from the threshold on {adopts[~below].mean():.1%} adopt in a period, before it {adopts[below].mean():.1%}",
        "the model takes these as all and nobody",
    ]
    table = pd.DataFrame(rows, columns=["parameter", "estimate", "low", "high"])
    model = FractionalThreshold(float(candidates[best]))
    return Calibration(model, diffusion.networks[-1], table, "likelihood", float(logs[best]), tuple(told))


def _by_thresholds(diffusion: Diffusion) -> Calibration:
    """Fit a beta distribution of thresholds, of which only is seen between which two exposures each one lies."""
    low, high, adopts = _spans(diffusion)
    if not (high > low).any():
        raise ChoiceError("nobody's exposure ever rises, so no threshold can be seen")

    def loss(at: NDArray[np.float64]) -> float:
        a, b = _shapes(at[0], at[1])
        outside = 1 / (1 + np.exp(-at[2]))
        above = np.maximum(1 - betainc(a, b, low), 1e-12)
        passed = np.clip((betainc(a, b, high) - betainc(a, b, low)) / above, 0, 1)
        chance = np.clip(1 - (1 - outside) * (1 - passed), 1e-12, 1 - 1e-12)
        return -float(np.where(adopts, np.log(chance), np.log1p(-chance)).sum())

    limits = [(-6.0, 6.0), (-3.0, 7.0), (-15.0, 5.0)]
    starts = [np.array([0.0, 1.0, -3.0]), np.array([2.0, 1.0, -2.0]), np.array([-1.0, 0.5, -4.0])]
    fits = [minimize(loss, start, bounds=limits, method="L-BFGS-B") for start in starts]
    best = min(fits, key=lambda fit: float(fit.fun))
    ends = [_profile(loss, best.x, limits, which, float(best.fun)) for which in (0, 2)]
    logistic = [tuple(1 / (1 + np.exp(-np.array([best.x[at], *span])))) for at, span in zip((0, 2), ends, strict=True)]
    a, b = _shapes(best.x[0], best.x[1])
    spread = float(np.sqrt(a * b / ((a + b) ** 2 * (a + b + 1))))
    rows = [("mean", *logistic[0]), ("deviation", spread, np.nan, np.nan), ("outside", *logistic[1])]
    table = pd.DataFrame(rows, columns=["parameter", "estimate", "low", "high"])
    network = diffusion.networks[-1]
    expected = _expected(diffusion, a, b)
    fitted = pd.Series(expected, index=network.people.index, name=COLUMN)
    network = replace(network, people=pd.concat([network.people, fitted], axis=1))
    told = [
        "each person's threshold is the expected one between the exposures at which they had not, and had, adopted",
        f"in each period {logistic[1][0]:.1%} adopted without the network, which this model leaves out",
    ]
    return Calibration(GivenThresholds(COLUMN), network, table, "likelihood", -float(best.fun), tuple(told))


_FITS: Mapping[str, Callable[[Diffusion], Calibration]] = MappingProxyType(
    {
        "ic": _by_hazard(once=True, weighted=False, made=lambda p, _o, _t: IndependentCascade(p)),
        "ic-weight": _by_hazard(once=True, weighted=True, made=lambda p, _o, _t: CascadeByWeight(p)),
        "si": _by_hazard(once=False, weighted=False, made=lambda p, _o, t: SI(p, max(t - 1, 1))),
        "broadcast": _by_hazard(once=False, weighted=False, made=lambda p, o, t: Broadcast(p, o, max(t - 1, 1))),
        "fraction": _by_fraction,
        "lt": _by_thresholds,
    }
)


def _chance(rate: float) -> float:
    return float(-np.expm1(-rate))


def _person_periods(diffusion: Diffusion) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return (exposure in the period before, adopts) of everybody at risk."""
    _, seen, adopts = _spans(diffusion)
    return seen, adopts


def _spans(diffusion: Diffusion) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Return (exposure two periods before, exposure in the period before, adopts) of everybody at risk.

    Exposure never falls here: what once was not enough is not enough later, as a threshold is one number.
    """
    seen = exposure(diffusion, lag=1).values
    seen[:, 0] = 0.0
    highest = np.maximum.accumulate(np.nan_to_num(seen), axis=1)
    number = np.arange(diffusion.n_periods)
    times = diffusion.times[:, None]
    at_risk = (number >= 1) & (number <= times) & (times > BEFORE) & diffusion.present.T
    at_risk &= known_exposure(diffusion.networks[0])[:, None]
    before = np.concatenate([np.zeros((len(seen), 1)), highest[:, :-1]], axis=1)
    adopts = np.broadcast_to(times == number, at_risk.shape)
    return before[at_risk], highest[at_risk], adopts[at_risk]


def _two_chances(seen: NDArray[np.float64], adopts: NDArray[np.bool_], share: float) -> float:
    above = seen >= share
    # A threshold from which people adopt less often than below it is none.
    if not above.any() or above.all() or adopts[above].mean() < adopts[~above].mean():
        return _bernoulli(adopts)
    return _bernoulli(adopts[above]) + _bernoulli(adopts[~above])


def _bernoulli(adopts: NDArray[np.bool_]) -> float:
    hits, n = int(adopts.sum()), len(adopts)
    if hits in (0, n):
        return 0.0
    return float(hits * np.log(hits / n) + (n - hits) * np.log1p(-hits / n))


def _proportion(adopts: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Return a share and its interval (Clopper & Pearson)."""
    from scipy.stats import binomtest

    if not len(adopts):
        return float("nan"), 0.0, 1.0
    ends = binomtest(int(adopts.sum()), len(adopts)).proportion_ci(0.95)
    return float(adopts.mean()), float(ends.low), float(ends.high)


def _shapes(logit_mean: float, log_size: float) -> tuple[float, float]:
    mean, size = 1 / (1 + np.exp(-logit_mean)), np.exp(log_size)
    return float(mean * size), float((1 - mean) * size)


def _profile(
    loss: Callable[[NDArray[np.float64]], float], best: NDArray[np.float64], limits: list[tuple[float, float]],
    which: int, lowest: float,
) -> tuple[float, float]:  # fmt: skip
    """Return the ends of the 95 % interval of one parameter, the others fitted anew at each step."""
    others = [at for at in range(len(best)) if at != which]

    def rise(value: float, start: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        def held(rest: NDArray[np.float64]) -> float:
            whole = best.copy()
            whole[which], whole[others] = value, rest
            return loss(whole)

        fit = minimize(held, start, bounds=[limits[at] for at in others], method="L-BFGS-B")
        return float(fit.fun) - lowest - _FALL, np.asarray(fit.x)

    ends = []
    for direction, edge in zip((-1, 1), limits[which], strict=True):
        inside, step, start = float(best[which]), 0.25, best[others]
        while True:
            value = inside + direction * step
            if (value - edge) * direction >= 0:
                ends.append(edge)
                break
            over, start = rise(value, start)
            if over > 0:
                ends.append(_halved(rise, start, inside, value))
                break
            inside, step = value, step * 1.5
    return ends[0], ends[1]


def _halved(
    rise: Callable[[float, NDArray[np.float64]], tuple[float, NDArray[np.float64]]],
    start: NDArray[np.float64],
    inside: float,
    outside: float,
) -> float:
    """Return where the profile likelihood has fallen as far as it may."""
    for _ in range(12):
        middle = (inside + outside) / 2
        inside, outside = (inside, middle) if rise(middle, start)[0] > 0 else (middle, outside)
    return (inside + outside) / 2


def _expected(diffusion: Diffusion, a: float, b: float) -> NDArray[np.float64]:
    """Return each person's expected threshold, given between which exposures it lies."""
    seen = np.maximum.accumulate(np.nan_to_num(exposure(diffusion, lag=1).values), axis=1)
    n, last = seen.shape[0], seen.shape[1] - 1
    everybody = np.arange(n)
    low, high = np.zeros(n), np.ones(n)
    adopted = diffusion.timed & (diffusion.times > 0)
    when = np.minimum(diffusion.times, last)
    previous = np.where(when > 0, seen[everybody, np.maximum(when - 1, 0)], 0.0)
    low[adopted] = previous[adopted]
    risen = adopted & (seen[everybody, when] > previous)
    high[risen] = seen[everybody, when][risen]
    never = diffusion.times == diffusion.n_periods
    low[never] = seen[never, last]
    low = np.minimum(low, 1 - 1e-9)
    mass = betainc(a, b, high) - betainc(a, b, low)
    moment = np.exp(betaln(a + 1, b) - betaln(a, b)) * (betainc(a + 1, b, high) - betainc(a + 1, b, low))
    middle = (low + high) / 2
    return np.clip(np.where(mass > 1e-9, moment / np.maximum(mass, 1e-12), middle), low, high)


def _simulated(diffusion: Diffusion, text: str, name: str, runs: int, seed: int) -> Calibration:
    """Fit by approximate Bayesian computation."""
    from netspread.spread.models import parse

    kind = MODELS[name]
    chances = [f.name for f in fields(kind) if f.type is float and f"{f.name}=" not in text]  # type: ignore[arg-type]
    if not chances:
        raise ChoiceError(f"model '{text}' has no chance left to fit; choose one of: {', '.join(sorted(_FITS))}, sir")
    extra: dict[str, Any] = {}
    if any(f.name == "periods" for f in fields(kind)) and "periods=" not in text:  # type: ignore[arg-type]
        extra["periods"] = max(diffusion.n_periods - 1, 1)
    random = np.random.default_rng(seed)
    drawn = np.exp(random.uniform(np.log(1e-3), 0, (runs, len(chances))))
    start = Start.at_once(np.flatnonzero(diffusion.times <= 0))
    if not len(start.positions):
        raise ChoiceError("nobody adopts in the first period, so nobody can start a simulation; begin later (first)")
    number = np.arange(diffusion.n_periods)[:, None]
    observed = (diffusion.times <= number).sum(axis=1) / diffusion.n_people

    def distance(at: int) -> float:
        tried = parse(text, **extra, **dict(zip(chances, drawn[at].tolist(), strict=True)))
        tally = Worlds(diffusion.networks[0], tried, _WORLDS, seed).spread(start)
        curve = tally.steps.mean(axis=0).cumsum()[: len(observed)] / diffusion.n_people
        curve = np.concatenate([curve, np.full(len(observed) - len(curve), curve[-1])])
        return float(np.sqrt(((curve - observed) ** 2).mean()))

    distances = np.array(engine.run(distance, range(runs), name=f"trying {name}"))
    kept = drawn[np.argsort(distances, kind="stable")[: max(int(_KEPT * runs), 10)]]
    middle = np.median(kept, axis=0)
    ends = np.quantile(kept, [0.025, 0.975], axis=0)
    table = pd.DataFrame({"parameter": chances, "estimate": middle, "low": ends[0], "high": ends[1]})
    model = parse(text, **extra, **dict(zip(chances, middle.tolist(), strict=True)))
    told = (f"the nearest curves are off by {np.sort(distances)[: len(kept)].mean():.1%} of the people in a period",)
    return Calibration(model, diffusion.networks[-1], table, "abc", float("nan"), told)


__all__ = ["COLUMN", "Calibration", "calibrate", "cases"]
