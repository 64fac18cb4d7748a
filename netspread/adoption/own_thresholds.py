"""Own thresholds: a threshold for each person, whose distribution is fitted by likelihood."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betainc, betaln

from netspread.adoption.at_risk import spans
from netspread.adoption.calibrated import COLUMN, Calibration
from netspread.adoption.diffusion import Diffusion
from netspread.adoption.exposure import exposure
from netspread.adoption.hazards import FALL
from netspread.errors import ChoiceError
from netspread.phrase import Phrase
from netspread.spread.models import GivenThresholds


def by_thresholds(diffusion: Diffusion) -> Calibration:
    """Fit a beta distribution of thresholds, of which only is seen between which two exposures each one lies."""
    low, high, adopts = spans(diffusion)
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
        Phrase(
            "each person's threshold is the expected one between the exposures at which they had not, and had, adopted"
        ),
        Phrase(
            "in each period {share:.1%} adopted without the network, which this model leaves out", share=logistic[1][0]
        ),
    ]
    return Calibration(GivenThresholds(COLUMN), network, table, "likelihood", -float(best.fun), tuple(told))


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
        return float(fit.fun) - lowest - FALL, np.asarray(fit.x)

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
