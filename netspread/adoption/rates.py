"""Rates: cascades and hazards fitted by likelihood, with a chance from outside beside them."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from netspread.adoption.at_risk import cases
from netspread.adoption.calibrated import Calibration
from netspread.adoption.diffusion import Diffusion
from netspread.adoption.hazards import Fitted
from netspread.phrase import Phrase
from netspread.spread.models import Broadcast, Model


def by_rates(
    *, once: bool, weighted: bool, made: Callable[[float, float, int], Model]
) -> Callable[[Diffusion], Calibration]:
    """Return what fits the chances of each adopter around and from outside; *made* of (p, outside, periods) a model."""

    def fit(diffusion: Diffusion) -> Calibration:
        fitted = Fitted.of(cases(diffusion, once=once, weighted=weighted))
        p, outside = _chance(fitted.each), _chance(fitted.outside)
        rows = [
            ("p", p, *map(_chance, fitted.interval(1))),
            ("outside", outside, *map(_chance, fitted.interval(0))),
        ]
        table = pd.DataFrame(rows, columns=["parameter", "estimate", "low", "high"])
        alone = int(fitted.cases.adopt[fitted.cases.around == 0].sum()), int(fitted.cases.adopt.sum())
        when = Phrase("in the period before") if once else Phrase("by then")
        told = [
            Phrase(
                "{alone} of {adopters} adopters had no adopter around {when}",
                alone=alone[0],
                adopters=alone[1],
                when=when,
            )
        ]
        chosen = made(p, outside, diffusion.n_periods)
        if not isinstance(chosen, Broadcast):
            told.append(
                Phrase(
                    "in each period {outside:.1%} adopted without the network, which this model leaves out",
                    outside=outside,
                )
            )
        return Calibration(
            chosen, diffusion.networks[-1], table, "likelihood", fitted.log_likelihood, tuple(told), alone
        )

    return fit


def _chance(rate: float) -> float:
    return float(-np.expm1(-rate))
