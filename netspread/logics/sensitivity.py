"""Sensitivity: which numbers turn the ranking of logics, one at a time and by a screen over all of them (Morris).

Morris (1991), *Technometrics* 33:161; Campolongo et al. (2007), *Environ Model Softw* 22:1509.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netspread.logics.combined import SINGLE
from netspread.logics.parameters import PARAMETERS
from netspread.logics.stage import Stage

if TYPE_CHECKING:
    from netspread.logics.campaigns import Campaign

#: Each trial has so many worlds, fewer in a large network, so that it takes about as long.
_WORLDS, _STEPS = 100, 2_000_000
#: Ways through the space of numbers, each of which changes every number once.
_WAYS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """What the ranking of the single logics hangs on.

    Attributes
    ----------
    one_at_a_time
        ``parameter, value, mechanistic, ecological, social, first``: the mean of people who sustain it at the end when
        this number alone is at the end of its range.
    screen
        ``parameter, mu_star, sigma``: by how many people the lead of the first logic over the best other changes over
        the range of the number, in the mean over the others, largest first; sigma tells of interplay.
    first
        The first logic with all numbers as they were.
    worlds
        In how many worlds each was tried.
    """

    one_at_a_time: pd.DataFrame
    screen: pd.DataFrame
    first: str
    worlds: int

    def sentence(self) -> str:
        """Return which logic is first, and what turns that: "social is first unless ..."."""
        turned = self.one_at_a_time[self.one_at_a_time["first"] != self.first]
        if turned.empty:
            return f"{self.first} is first, and no number alone, within its range, turns that."
        told = [f"{row.parameter} is {row.value:g} (then {row.first})" for row in turned.itertuples()]
        return f"{self.first} is first unless {'; or '.join(told)}."


def sensitivity(campaign: "Campaign") -> Sensitivity:
    """Return what the ranking of the three single logics hangs on."""
    stage = campaign.stage
    worlds = max(4, min(_WORLDS, campaign.worlds, _STEPS // (stage.network.n_people * stage.periods)))
    usual = _kept(stage, worlds)
    first = max(usual, key=lambda logic: usual[logic])
    rows = []
    for name, parameter in PARAMETERS.items():
        for value in (parameter.low, parameter.high):
            if value == stage.values[name]:
                continue
            kept = _kept(stage.with_values(**{name: value}), worlds)
            rows.append({"parameter": name, "value": value, **kept, "first": max(kept, key=lambda each: kept[each])})
    return Sensitivity(pd.DataFrame(rows), _screen(stage, first, worlds), first, worlds)


def _kept(stage: Stage, worlds: int) -> dict[str, float]:
    return {
        logic: float(
            stage.play({one: float(one == logic) for one in SINGLE}, worlds=worlds, name="sensitivity").sustained.mean()
        )
        for logic in SINGLE
    }


def _screen(stage: Stage, first: str, worlds: int) -> pd.DataFrame:
    from SALib.analyze import morris as analysis  # needs a second to load
    from SALib.sample import morris as sample

    names = list(PARAMETERS)
    bounds = [[PARAMETERS[name].low, PARAMETERS[name].high] for name in names]
    problem: dict[str, Any] = {"num_vars": len(names), "names": names, "bounds": bounds}
    points = sample.sample(problem, N=_WAYS, num_levels=4, seed=stage.seed)
    leads = []
    for point in points:
        kept = _kept(stage.with_values(**dict(zip(names, point.tolist(), strict=True))), worlds)
        leads.append(kept[first] - max(kept[logic] for logic in SINGLE if logic != first))
    found = analysis.analyze(problem, points, np.array(leads), num_levels=4, seed=stage.seed)
    frame = pd.DataFrame({"parameter": names, "mu_star": found["mu_star"], "sigma": found["sigma"]})
    return frame.sort_values("mu_star", ascending=False, kind="stable").reset_index(drop=True)
