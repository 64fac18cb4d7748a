"""Growth: the curves of Bass and of Verhulst, fitted to how many had adopted by when; the network plays no part."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.adoption.curves import curve
from netspread.adoption.diffusion import Diffusion
from netspread.errors import ChoiceError, one_of

Law = Literal["bass", "logistic"]
LAWS: tuple[Law, ...] = get_args(Law)
_SIGMAS = 1.959963984540054
_Curve = Callable[..., NDArray[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class Growth:
    """A curve fitted to the share of adopters.

    Attributes
    ----------
    law
        ``bass`` or ``logistic``.
    estimates, errors
        Name -> value, and its standard error. Bass: ``p`` (innovation: those who adopt without others), ``q``
        (imitation), ``m`` (the share of people who ever will, 1 if it was not fitted). Logistic: ``rate``, ``middle``
        (the period, counted from 1, in which half of m have adopted), ``m``.
    observed, cumulative, new
        float64, shape (P,): the share observed; F, the share that the curve has; f, what it adds in each period.
    residual
        The sum of squared differences.
    """

    law: Law
    estimates: dict[str, float]
    errors: dict[str, float]
    observed: NDArray[np.float64]
    cumulative: NDArray[np.float64]
    new: NDArray[np.float64]
    residual: float

    def ahead(self, periods: int) -> NDArray[np.float64]:
        """Return the share that the curve has in periods 1, 2, ... *periods*, observed or not."""
        return _LAWS[self.law](np.arange(1.0, periods + 1), *self.estimates.values())

    def to_frame(self) -> pd.DataFrame:
        """Return ``parameter, estimate, se, low, high``: the 95 % interval by the standard error."""
        rows = [
            (name, value, error, value - _SIGMAS * error, value + _SIGMAS * error)
            for (name, value), error in zip(self.estimates.items(), self.errors.values(), strict=True)
        ]
        return pd.DataFrame(rows, columns=["parameter", "estimate", "se", "low", "high"])


def growth(diffusion: Diffusion, *, law: Law = "bass", ceiling: bool = False) -> Growth:
    """Return the curve that fits the observed shares best, by least squares.

    Bass (1969), *Management Science* 15:215: ``F(t) = m (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t)`` for t = 1, 2, ...
    Logistic: ``F(t) = m / (1 + e^-rate (t - middle))``.

    Parameters
    ----------
    diffusion
        Who adopted when; at least 4 periods.
    law
        ``bass`` or ``logistic``.
    ceiling
        True to fit the ceiling m too; else it is 1, everybody, as in netdiffuseR's ``fitbass``.

    Raises
    ------
    ChoiceError
        If there are too few periods, or no curve fits.

    Examples
    --------
    >>> from netspread.adoption.diffusion import diffusion
    >>> from netspread.network import Network
    >>> people = [f"p{i}" for i in range(20)]
    >>> ring = Network.from_ties([(a, b) for a, b in zip(people, people[1:])])
    >>> times = [1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 7]
    >>> fit = growth(diffusion(ring, adopted=dict(zip(people, times))), ceiling=True)
    >>> 0.5 < fit.estimates["q"] < 1
    True
    """
    from scipy.optimize import curve_fit

    if law not in LAWS:
        raise one_of("law", law, LAWS)
    observed = curve(diffusion)["share"].to_numpy()
    periods = np.arange(1.0, len(observed) + 1)
    names = ["p", "q", "m"] if law == "bass" else ["rate", "middle", "m"]
    middle = 1.0 + float(np.searchsorted(observed, observed[-1] / 2))
    start = [min(max(observed[0], 1e-3), 0.5), 0.5] if law == "bass" else [0.5, middle]
    low, high = ([1e-9, -1.0], [1.0, 10.0]) if law == "bass" else ([-20.0, -1000.0], [20.0, 10_000.0])
    free = len(names) if ceiling else 2
    if len(observed) <= free:
        raise ChoiceError(f"a curve of {free} numbers needs more than {len(observed)} periods; look at more of them")
    if ceiling:
        start, low, high = [*start, min(observed[-1] + 0.05, 1.0)], [*low, float(observed[-1]) * 0.5], [*high, 1.0]
    try:
        values, covariance = curve_fit(_LAWS[law], periods, observed, start, bounds=(low, high), xtol=1e-14, ftol=1e-14)
    except RuntimeError as error:
        raise ChoiceError(f"no {law} curve fits the {len(observed)} periods; look at more of them") from error
    errors = np.sqrt(np.diag(covariance))
    fitted = _LAWS[law](periods, *values)
    return Growth(
        law,
        dict(zip(names, [*values.tolist(), 1.0][: len(names)], strict=True)),
        dict(zip(names, [*errors.tolist(), 0.0][: len(names)], strict=True)),
        observed,
        fitted,
        np.diff(fitted, prepend=0.0),
        float(((observed - fitted) ** 2).sum()),
    )


def _bass(t: NDArray[np.float64], p: float, q: float, m: float = 1.0) -> NDArray[np.float64]:
    decay = np.exp(-(p + q) * t)
    return np.asarray(m * (1 - decay) / (1 + q / p * decay))


def _logistic(t: NDArray[np.float64], rate: float, middle: float, m: float = 1.0) -> NDArray[np.float64]:
    return np.asarray(m / (1 + np.exp(-rate * (t - middle))))


_LAWS: dict[Law, _Curve] = {"bass": _bass, "logistic": _logistic}
