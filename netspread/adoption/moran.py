"""Moran: do people who are tied to each other resemble each other in what they have adopted, or when."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import norm

from netspread.adoption.diffusion import Diffusion
from netspread.adoption.equivalence import geodesics
from netspread.errors import ChoiceError, one_of
from netspread.network import Network

Near = Literal["ties", "distance"]
NEARS: tuple[Near, ...] = get_args(Near)
_STEPS = 6
#: A matrix of the distances of more people than this would not fit into the memory of a laptop.
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Moran:
    """Moran's I.

    Attributes
    ----------
    observed
        About 0 if tied people resemble each other no more than others, up to 1 if fully; nan if all are the same.
    expected, deviation
        What to expect by chance, -1 / (n - 1), and its standard deviation, if the same values were given to other
        people.
    p
        How often chance alone gives a value as far from the expected one, in either direction (normal).
    """

    observed: float
    expected: float
    deviation: float
    p: float


def moran(values: Any, weights: Any, *, normalized: bool = True) -> Moran:
    """Return Moran's I of *values* over *weights*: shape (n,) and (n, n), entry (i, j) how near i holds j.

    Moran (1950), *Biometrika* 37:17; variance under randomization: Cliff & Ord (1981), *Spatial Processes*. People
    without anybody near stay in n, as in netdiffuseR.

    Parameters
    ----------
    values
        A number for each person; those that are nan are left out with their rows and columns.
    weights
        A matrix, sparse or not; its diagonal does not count.
    normalized
        True to make each row add up to 1.

    Examples
    --------
    >>> round(moran([1, 1, 0, 0], [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]).observed, 9)
    1.0
    """
    x = np.asarray(values, dtype=np.float64)
    w = csr_array(weights, dtype=np.float64)
    if w.shape != (len(x), len(x)):
        raise ChoiceError(
            f"weights have shape {w.shape}; they must have a row and a column for each of {len(x)} values"
        )
    known = ~np.isnan(x)
    x, w = x[known], w[known][:, known]
    w = w - csr_array((w.diagonal(), (range(len(x)), range(len(x)))), shape=w.shape)
    if normalized:
        total = w.sum(axis=1)
        w = csr_array(w.multiply(np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)[:, None]))
    n = len(x)
    z = x - x.mean() if n else x
    m2, s0 = float((z**2).sum()), float(w.sum())
    if n < 4 or m2 == 0 or s0 == 0:
        return Moran(float("nan"), float("nan"), float("nan"), float("nan"))
    observed = float(n / s0 * (z @ (w @ z)) / m2)
    expected = -1 / (n - 1)
    both = w + w.T
    s1 = float(both.multiply(both).sum()) / 2
    s2 = float(((w.sum(axis=0) + w.sum(axis=1)) ** 2).sum())
    kurtosis = n * float((z**4).sum()) / m2**2
    first = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    second = kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    variance = (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2
    deviation = float(np.sqrt(max(variance, 0)))
    p = float(2 * norm.sf(abs(observed - expected) / deviation)) if deviation > 0 else float("nan")
    return Moran(observed, expected, deviation, p)


def moran_over_time(
    diffusion: Diffusion, *, near: Near = "ties", normalized: bool = True, weighted: bool = False
) -> pd.DataFrame:
    """Return ``period, observed, expected, deviation, p``: Moran's I of having adopted, period by period.

    Missing in periods in which all or none had adopted.

    Parameters
    ----------
    diffusion
        Who adopted when.
    near
        ``ties``: ego's alters are near. ``distance``: everybody within 6 steps is, by 1 / steps.
    normalized, weighted
        Whether each person's rows add up to 1; whether ties count by weight.

    Raises
    ------
    ChoiceError
        If there are too many people for distances.
    """
    fixed = _near(diffusion.networks[0], near, weighted=weighted) if len(diffusion.networks) == 1 else None
    rows = []
    for number, period in enumerate(diffusion.periods):
        weights = _near(diffusion.network(number), near, weighted=weighted) if fixed is None else fixed
        adopted = np.where(diffusion.present[number], (diffusion.times <= number).astype(np.float64), np.nan)
        found = moran(adopted, weights, normalized=normalized)
        rows.append((period, found.observed, found.expected, found.deviation, found.p))
    return pd.DataFrame(rows, columns=["period", "observed", "expected", "deviation", "p"])


def moran_of_times(
    diffusion: Diffusion, *, near: Near = "ties", normalized: bool = True, weighted: bool = False
) -> Moran:
    """Return Moran's I of the time of adoption among adopters: do people who are tied adopt at about the same time."""
    times = np.where(diffusion.timed, diffusion.times.astype(np.float64), np.nan)
    return moran(times, _near(diffusion.networks[0], near, weighted=weighted), normalized=normalized)


def _near(network: Network, near: Near, *, weighted: bool) -> csr_array | NDArray[np.float64]:
    if near not in NEARS:
        raise one_of("near", near, NEARS)
    ties = network.matrix()
    if near == "ties":
        return ties if weighted else (ties > 0).astype(np.float64)
    if network.n_people > _MOST:
        raise ChoiceError(f"distances of {network.n_people} people are too many (at most {_MOST}); choose near='ties'")
    paths = geodesics(ties.toarray() > 0, _STEPS)
    return np.divide(1.0, paths, out=np.zeros_like(paths), where=paths > 0)
