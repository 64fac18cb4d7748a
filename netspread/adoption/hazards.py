"""Hazards: the chance to adopt in a period, from outside and from each adopter around; fitted by likelihood.

A person with a adopters around adopts with chance ``1 - (1 - outside) (1 - p) ** a``. With rates in place of chances,
``u = -ln(1 - outside)`` and ``v = -ln(1 - p)``, that is ``1 - exp(-(u + v a))``, whose likelihood has one maximum.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize, minimize_scalar

#: Half of the 95 % quantile of chi square with one degree of freedom: how far a profile likelihood may fall.
FALL = 1.920729410347062
_GRID = 121
_STARTS, _GAIN = 6, 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Person-periods by how many adopters are around.

    Attributes
    ----------
    around
        float64, shape (k,): how many, at least 0.
    adopt, stay
        float64, shape (k,): how many person-periods with so many end in adoption, and how many do not.
    """

    around: NDArray[np.float64]
    adopt: NDArray[np.float64]
    stay: NDArray[np.float64]

    @classmethod
    def of(cls, around: NDArray[np.float64], adopts: NDArray[np.bool_]) -> "Cases":
        """Return the cases of single person-periods."""
        values, at = np.unique(around, return_inverse=True)
        adopt = np.bincount(at, adopts, len(values)).astype(np.float64)
        return cls(values, adopt, np.bincount(at, minlength=len(values)).astype(np.float64) - adopt)

    def log_likelihood(self, outside: float, each: float) -> float:
        """Return it for these rates."""
        return float(self.log_likelihoods(outside, np.array([each]))[0])

    def log_likelihoods(self, outside: float, each: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return it for one rate from outside and several from each adopter around."""
        rate = outside + each[:, None] * self.around
        with np.errstate(divide="ignore"):
            gained = np.where(self.adopt > 0, self.adopt * np.log(-np.expm1(-rate)), 0.0)
        return np.asarray((gained - self.stay * rate).sum(axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Rates fitted to cases.

    Attributes
    ----------
    outside, each
        The rates u and v; *each* is 0 where nobody ever has an adopter around.
    log_likelihood
        At these.
    """

    cases: Cases
    outside: float
    each: float
    log_likelihood: float

    @classmethod
    def of(cls, cases: Cases) -> "Fitted":
        """Return the rates of maximum likelihood; both are at least 0."""
        highest = float(cases.around.max(initial=0.0))
        total = float(cases.adopt.sum() / max((cases.adopt + cases.stay).sum(), 1))
        base = -np.log1p(-min(max(total, 1e-6), 1 - 1e-6))

        def loss(rates: NDArray[np.float64]) -> float:
            return -cases.log_likelihood(max(rates[0], 1e-12), rates[1] if highest else 0.0)

        bounds = [(1e-12, 20.0), (0.0, 20.0)]
        best = np.array([base / 2, base / max(2 * highest, 1.0)])
        # A simplex may flatten at a bound: it starts anew from where it stopped, until that gains nothing.
        for _ in range(_STARTS):
            before, exact = loss(best), {"xatol": 1e-10, "fatol": 1e-10}
            fit: Any = minimize(loss, best, bounds=bounds, method="Nelder-Mead", options=exact)  # type: ignore[call-overload]  # the stubs want other options
            best = np.asarray(fit.x)
            if before - float(fit.fun) < _GAIN:
                break
        each = float(best[1]) if highest else 0.0
        return cls(cases, float(best[0]), each, -loss(best))

    def interval(self, which: int) -> tuple[float, float]:
        """Return the 95 % interval of *outside* (0) or *each* (1) by profile likelihood."""
        best = (self.outside, self.each)[which]

        def drop(value: float) -> float:
            return self._profile(which, value) - (self.log_likelihood - FALL)

        floor = 1e-12 if which == 0 else 0.0
        low = floor if best <= floor or drop(floor) >= 0 else float(brentq(drop, floor, best, xtol=1e-12))
        high = max(2 * best, 1e-3)
        while drop(high) > 0 and high < 50:
            high *= 2
        return low, high if high >= 50 else float(brentq(drop, best, high, xtol=1e-12))

    def draws(self, count: int, random: np.random.Generator) -> NDArray[np.float64]:
        """Return rates that the cases leave possible: shape (count, 2), in proportion to the likelihood."""
        axes = [self._axis(0), self._axis(1)]
        logs = np.array([self.cases.log_likelihoods(u, axes[1]) for u in axes[0]])
        chance = np.exp(logs - logs.max()).ravel()
        picked = random.choice(chance.size, count, p=chance / chance.sum())
        at = np.unravel_index(picked, logs.shape)
        return np.column_stack([axes[0][at[0]], axes[1][at[1]]])

    def _profile(self, which: int, value: float) -> float:
        """Return the highest log-likelihood with one rate held at *value*."""

        def loss(other: float) -> float:
            return -self.cases.log_likelihood(*((value, other) if which == 0 else (max(other, 1e-12), value)))

        if not self.cases.around.any():
            return -loss(0.0) if which == 0 else self.log_likelihood
        widest = 4 * max(self.outside, self.each, 0.05)
        found: Any = minimize_scalar(loss, bounds=(0.0, widest), method="bounded", options={"xatol": 1e-10})
        return -min(float(found.fun), loss(0.0))

    def _axis(self, which: int) -> NDArray[np.float64]:
        if which == 1 and not self.cases.around.any():
            return np.zeros(1)
        low, high = self.interval(which)
        best = (self.outside, self.each)[which]
        # The interval is about two standard deviations either side; likelihood is nearly gone at twice that.
        return np.linspace(max(best - 2 * (best - low), 1e-12), best + 2 * (high - best), _GRID)
