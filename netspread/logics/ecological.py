"""Ecological: plan, observe, plan again; what p is believed to be is learned on the way.

Adaptive greedy choice: Golovin & Krause (2011), *J Artif Intell Res* 42:427. The choice itself is made in the kernel,
since it differs from world to world with what was observed there.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels import campaign as kernel

#: How many values of p stand for the belief.
_PARTICLES = 15


def particles(p: float, spread: float) -> NDArray[np.float64]:
    """Return equally likely values of p: quantiles of a log-normal with median *p*, at most 0.99.

    Examples
    --------
    >>> particles(0.1, 0.0)
    array([0.1])
    """
    if p == 0 or spread == 0:
        return np.array([p])
    from scipy.stats import norm

    quantiles = norm.ppf((np.arange(_PARTICLES) + 0.5) / _PARTICLES)
    return np.minimum(p * np.exp(spread * quantiles), 0.99)


def learned(
    values: NDArray[np.float64],
    belief: NDArray[np.float64],
    exposures: NDArray[np.float64],
    adopted: NDArray[np.bool_],
    *,
    miss: float,
) -> NDArray[np.float64]:
    """Return the belief in each of *values* after people with these *exposures* were seen to adopt, or not."""
    after = belief.copy()
    kernel.learn(np.ones(len(exposures)), adopted.astype(float), exposures, 1.0 - miss, values, after)
    return after
