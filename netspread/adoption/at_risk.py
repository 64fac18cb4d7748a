"""At risk: the person-periods that can end in adoption, and how many adopters are around in each."""

import numpy as np
from numpy.typing import NDArray

from netspread.adoption.diffusion import Diffusion, known_exposure
from netspread.adoption.exposure import exposure
from netspread.adoption.hazards import Cases
from netspread.adoption.periods import BEFORE


def cases(diffusion: Diffusion, *, once: bool, weighted: bool = False) -> Cases:
    """Return all person-periods by how many adopters are around: those of the period before only, if *once*."""
    around, adopts, _ = one_by_one(diffusion, once=once, weighted=weighted)
    return Cases.of(around, adopts)


def one_by_one(
    diffusion: Diffusion, *, once: bool, weighted: bool = False
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.int64]]:
    """Return (adopters around, adopts, period) of each person-period, as :func:`cases` counts them."""
    seen = exposure(diffusion, normalized=False, weighted=weighted, cumulative=not once, lag=1).values
    number = np.arange(diffusion.n_periods)
    times = diffusion.times[:, None]
    at_risk = (number >= 1) & (number <= times) & (times > BEFORE) & diffusion.present.T & ~np.isnan(seen)
    at_risk &= known_exposure(diffusion.networks[0])[:, None]
    adopts, period = (np.broadcast_to(each, at_risk.shape)[at_risk] for each in (times == number, number))
    return seen[at_risk], adopts, period


def spans(diffusion: Diffusion) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
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
