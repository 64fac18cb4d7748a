"""Sensitivity: which numbers turn the ranking of logics, one at a time and by a screen over all of them (Morris).

Morris (1991), *Technometrics* 33:161; Campolongo et al. (2007), *Environ Model Softw* 22:1509.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import one_of
from netspread.language import spoken
from netspread.logics.combined import SINGLE
from netspread.logics.parameters import PARAMETERS, meaning
from netspread.logics.stage import Stage

if TYPE_CHECKING:
    from netspread.logics.campaigns import Campaign

#: Worlds of a trial with one number changed, and of one of the screen; fewer in a large network, so that both take
#: about as long in any.
_WORLDS, _SCREEN_WORLDS, _STEPS = 100, 40, 2_000_000
#: Ways through the space of numbers, each of which changes every number once.
_WAYS = 6


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sensitivity:
    """What the ranking of the single logics hangs on.

    Attributes
    ----------
    one_at_a_time
        ``parameter, value, mechanistic, ecological, social, first``: the mean of people who sustain it at the end when
        this number alone is at the end of its range; ``first`` is another logic than usual only if it leads by more
        than two standard errors of the difference over the same worlds.
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

    def __repr__(self) -> str:
        """Return one line: which logic is first, and how often a number puts another there."""
        return f"Sensitivity of {len(self.screen)} numbers: {self.first} is first, {len(self.turns)} settings turn that"

    def _repr_html_(self) -> str:
        return self.screen.to_html(index=False, float_format="{:.3g}".format)

    @property
    def turns(self) -> pd.DataFrame:
        """The rows of ``one_at_a_time`` in which another logic is first, the number that counts most first."""
        place = {name: at for at, name in enumerate(self.screen["parameter"])}
        rows = self.one_at_a_time[self.one_at_a_time["first"] != self.first]
        return rows.sort_values("parameter", key=lambda names: names.map(place), kind="stable")

    def sentence(self) -> str:
        """Return in the language spoken which logic is first, and what turns that: "social is first unless ..."."""
        say, first = spoken(), _called(self.first)
        if self.turns.empty:
            return say.say("plan.first_holds", logic=first)
        told = [
            say.say(
                "plan.turn",
                parameter=row["parameter"],
                value=say.short(float(row["value"])),
                logic=_called(row["first"]),
            )
            for row in self.turns.to_dict("records")
        ]
        return say.say("plan.first_unless", logic=first, turns=say.say("plan.turn_or").join(told))

    def turns_in_words(self, usual: Mapping[str, float]) -> list[str]:
        """Return a sentence for each of ``turns``: what the number means, how it differs from *usual*, what then."""
        say = spoken()
        return [
            say.say(
                "plan.turn_words",
                meaning=meaning(row["parameter"]),
                parameter=row["parameter"],
                value=say.short(row["value"]),
                usual=say.short(usual[row["parameter"]]),
                logic=_called(row["first"]),
                there=say.number(row[row["first"]]),
                here=say.number(row[self.first]),
                first=_called(self.first),
            )
            for row in self.turns.to_dict("records")
        ]


def _called(logic: object) -> str:
    return spoken().say(f"plan_words.{logic}")


def sensitivity(campaign: "Campaign", *, names: Sequence[str] = tuple(PARAMETERS)) -> Sensitivity:
    """Return what the ranking of the three single logics hangs on, of the parameters *names*.

    Raises
    ------
    ChoiceError
        If a parameter is unknown.
    """
    for name in names:
        if name not in PARAMETERS:
            raise one_of("parameter", name, PARAMETERS)
    stage = campaign.stage
    most = max(4, min(campaign.worlds, _STEPS // (stage.network.n_people * stage.periods)))
    worlds = min(_WORLDS, most)
    ends = [(name, end) for name in names for end in (PARAMETERS[name].low, PARAMETERS[name].high)]
    alone = [(name, value) for name, value in ends if value != stage.values[name]]
    usual, *tried = _kept(stage, [{}, *({name: value} for name, value in alone)], worlds)
    means = _means(usual)
    first = max(means, key=lambda logic: means[logic])
    rows = [
        {"parameter": name, "value": value, **_means(kept), "first": _leader(kept, first)}
        for (name, value), kept in zip(alone, tried, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["parameter", "value", *SINGLE, "first"])
    return Sensitivity(frame, _screen(stage, names, first, min(_SCREEN_WORLDS, most)), first, worlds)


def _means(kept: Mapping[str, NDArray[np.float64]]) -> dict[str, float]:
    return {logic: float(worlds.mean()) for logic, worlds in kept.items()}


def _leader(kept: Mapping[str, NDArray[np.float64]], usual: str) -> str:
    """Return the first logic: another than *usual* only if it leads in the same worlds by more than chance does."""
    means = _means(kept)
    best = max(means, key=lambda logic: means[logic])
    lead = kept[best] - kept[usual]
    return best if lead.mean() > 2 * lead.std(ddof=1) / np.sqrt(len(lead)) else usual


def _kept(stage: Stage, points: Sequence[Mapping[str, float]], worlds: int) -> list[dict[str, NDArray[np.float64]]]:
    """Return who sustains it at the end in each world, by logic, at each of *points*, which change some values.

    A number that is not at work in a logic changes nothing there, so that most points have been played before.
    """

    def at(logic: str, point: Mapping[str, float]) -> tuple[str, tuple[tuple[str, float], ...]]:
        own = {name: value for name, value in point.items() if PARAMETERS[name].counts_for(logic)}
        return logic, tuple(sorted((name, value) for name, value in own.items() if value != stage.values[name]))

    trials = list(dict.fromkeys(at(logic, point) for point in points for logic in SINGLE))

    def play(trial: tuple[str, tuple[tuple[str, float], ...]]) -> NDArray[np.float64]:
        logic, values = trial
        shares = {one: float(one == logic) for one in SINGLE}
        return stage.with_values(**dict(values)).play(shares, worlds=worlds).sustained

    found = dict(zip(trials, engine.run(play, trials, name="what the order hangs on"), strict=True))
    return [{logic: found[at(logic, point)] for logic in SINGLE} for point in points]


def _screen(stage: Stage, names: Sequence[str], first: str, worlds: int) -> pd.DataFrame:
    from SALib.analyze import morris as analysis  # needs a second to load
    from SALib.sample import morris as sample

    bounds = [[PARAMETERS[name].low, PARAMETERS[name].high] for name in names]
    problem: dict[str, Any] = {"num_vars": len(names), "names": list(names), "bounds": bounds}
    points = sample.sample(problem, N=_WAYS, num_levels=4, seed=stage.seed)
    tried = _kept(stage, [dict(zip(names, point.tolist(), strict=True)) for point in points], worlds)
    leads = [kept[first] - max(kept[logic] for logic in SINGLE if logic != first) for kept in map(_means, tried)]
    found = analysis.analyze(problem, points, np.array(leads), num_levels=4, seed=stage.seed)
    frame = pd.DataFrame({"parameter": names, "mu_star": found["mu_star"], "sigma": found["sigma"]})
    return frame.sort_values("mu_star", ascending=False, kind="stable").reset_index(drop=True)
