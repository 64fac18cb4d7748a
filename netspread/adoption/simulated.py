"""Simulated: chances fitted by approximate Bayesian computation, for models whose likelihood cannot be written down."""

from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd

from netspread import engine
from netspread.adoption.calibrated import Calibration
from netspread.adoption.diffusion import Diffusion
from netspread.errors import ChoiceError
from netspread.phrase import Phrase
from netspread.spread.models import MODELS, Start, parse
from netspread.spread.worlds import Worlds

#: Of the draws of approximate Bayesian computation, the nearest share is kept.
_KEPT = 0.02
_WORLDS = 25


def by_simulation(diffusion: Diffusion, text: str, name: str, *, runs: int, seed: int) -> Calibration:
    """Return what fits best by approximate Bayesian computation, as :func:`calibrate` tells it."""
    kind = MODELS[name]
    chances = [f.name for f in fields(kind) if f.type is float and f"{f.name}=" not in text]  # type: ignore[arg-type]  # all models are dataclasses
    if not chances:
        raise ChoiceError(f"model '{text}' has no chance left to fit; choose one of: ic, broadcast, lt, fraction, sir")
    extra: dict[str, Any] = {}
    if any(f.name == "periods" for f in fields(kind)) and "periods=" not in text:  # type: ignore[arg-type]  # all models are dataclasses
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
    told = (
        Phrase(
            "the nearest curves are off by {share:.1%} of the people in a period",
            share=np.sort(distances)[: len(kept)].mean(),
        ),
    )
    return Calibration(model, diffusion.networks[-1], table, "abc", float("nan"), told)
