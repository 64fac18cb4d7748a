"""Fractions: one threshold for all, fitted by likelihood."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.adoption.at_risk import spans
from netspread.adoption.calibrated import Calibration
from netspread.adoption.diffusion import Diffusion
from netspread.adoption.hazards import FALL
from netspread.errors import ChoiceError
from netspread.phrase import Phrase
from netspread.spread.models import FractionalThreshold


def by_fraction(diffusion: Diffusion) -> Calibration:
    """Fit one threshold for all: below it people adopt with one chance in a period, from it on with another."""
    _, seen, adopts = spans(diffusion)
    candidates = np.unique(seen[seen > 0])
    if not len(candidates):
        raise ChoiceError("nobody had an adopter around before adopting, so no threshold can be seen")
    logs = np.array([_two_chances(seen, adopts, share) for share in candidates])
    best = int(np.argmax(logs))
    possible = candidates[logs >= logs[best] - FALL]
    below = seen < candidates[best]
    early, late = _proportion(adopts[below]), _proportion(adopts[~below])
    rows = [
        ("share", candidates[best], possible.min(), possible.max()),
        ("outside", *early),
        ("above", *late),
    ]
    told = [
        Phrase(
            "from the threshold on {above:.1%} adopt in a period, before it {below:.1%}", above=late[0], below=early[0]
        ),
        Phrase("the model takes these as all and nobody"),
    ]
    table = pd.DataFrame(rows, columns=["parameter", "estimate", "low", "high"])
    model = FractionalThreshold(float(candidates[best]))
    return Calibration(model, diffusion.networks[-1], table, "likelihood", float(logs[best]), tuple(told))


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
