"""Plans: whom to train or ask in which period, what to look at, and when to stop."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from netspread.kernels import campaign as kernel
from netspread.logics.combined import SINGLE
from netspread.logics.mechanistic import phase
from netspread.logics.sentences import Figure, Sentence, Share, Word
from netspread.logics.stage import Outcome

if TYPE_CHECKING:
    from netspread.logics.results import Campaign

_LOW, _HIGH = 0.05, 0.95
#: What each column of actions is called.
_ACTIONS = {kernel.TRAINING: "train", kernel.PLANNER: "lead", kernel.LEADERS: "lead"}


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a plan; *period* counts from 1, and *unit* and *person* are empty where it is for all."""

    logic: str
    period: int
    unit: str
    person: str
    sentence: Sentence

    @property
    def place(self) -> tuple[str, int, str, str]:
        """Logic, period, unit, person."""
        return self.logic, self.period, self.unit, self.person

    def said(self) -> str:
        """Return what to do, in the language spoken."""
        return self.sentence.said()


def steps(found: "Campaign") -> list[Step]:
    """Return the plan of each logic, period by period: people first, then what to look at, and when to stop."""
    return [step for logic, outcome in found.outcomes.items() for step in _of(found, logic, outcome)]


def _of(found: "Campaign", logic: str, outcome: Outcome) -> Iterator[Step]:
    begins, used = found.stage.begins, _used(found, logic)
    tipped: set[int] = set()
    asking = outcome.actions.sum(axis=(1, 2)) >= _HALF
    last = int(np.flatnonzero(asking)[-1]) if asking.any() else begins
    for period in range(begins, found.stage.periods):
        yield from _asked(found, logic, outcome, period)
        looks: list[tuple[str, Sentence]] = []
        if "mechanistic" in used:
            looks += _gates(found, outcome, period)
        if "ecological" in used:
            looks += _probes(found, period)
        if "social" in used:
            looks += _norms(found, outcome, period, tipped)
        if period == last + 1:
            looks.append(("", _step("end")))
        looks.append(("", _foreseen(outcome, period)))
        for unit, sentence in looks:
            yield Step(logic, period + 1, unit, "", sentence)


#: Fewer people than this in the mean over worlds are nobody.
_HALF = 0.5


def _used(found: "Campaign", logic: str) -> set[str]:
    shares = found.shares if logic == "combined" else {logic: 1.0}
    return {name for name in SINGLE if shares.get(name, 0) > 0}


def _step(key: str, **values: object) -> Sentence:
    return Sentence("plan_steps", key, values)


def _asked(found: "Campaign", logic: str, outcome: Outcome, period: int) -> Iterator[Step]:
    sites, ids = found.stage.sites, found.stage.network.ids
    for column, key in _ACTIONS.items():
        chances = outcome.actions[period, column]
        first = np.argsort(-chances, kind="stable")[: round(float(chances.sum()))]
        for v in first[chances[first] > 0]:
            yield Step(logic, period + 1, sites.names[sites.of[v]], str(ids[v]), _step(key))


def _gates(found: "Campaign", outcome: Outcome, period: int) -> list[tuple[str, Sentence]]:
    """Return which sites open now, and behind which gate the next ones wait."""
    stage, values = found.stage, found.stage.values
    now, was = open_wave(outcome, period), open_wave(outcome, period - 1) if period > stage.begins else -1
    if now in (-1, was):
        return []
    sites = "; ".join(stage.sites.names[at] for at in stage.route if stage.wave_of[at] == now)
    told = {"phase": Word(phase(now)), "sites": sites}
    if now == int(stage.wave_of.max()):
        return [("", _step("open_last", **told))]
    if not (values["gate_adopted"] or values["gate_sustained"]):
        return [("", _step("open_free", **told))]
    gates = {
        "adopted": Share(values["gate_adopted"]),
        "sustained": Share(values["gate_sustained"]),
        "patience": Figure(values["patience"]),
    }
    return [("", _step("open", **told, **gates))]


def open_wave(outcome: Outcome, period: int) -> int:
    """Return the wave that is open in most worlds in *period* (from 0), -1 if none is."""
    return int(outcome.waves[period].argmax()) if outcome.waves[period].any() else -1


def _probes(found: "Campaign", period: int) -> list[tuple[str, Sentence]]:
    values = found.stage.values
    if period != int(values["probe_look"]) or values["probe_periods"] == 0:
        return []
    return [("", _step("probes", bar=Figure(values["probe_bar"], 1), rest=Figure(values["probe_rest"])))]


def _norms(found: "Campaign", outcome: Outcome, period: int, tipped: set[int]) -> list[tuple[str, Sentence]]:
    """Return the units that tip in this period, and from when on those who stand alone may leave."""
    stage, values = found.stage, found.stage.values
    told: list[tuple[str, Sentence]] = []
    share = outcome.unit_curves[period] / stage.sites.sizes
    for at in np.flatnonzero(share >= values["tipping"]):
        if int(at) not in tipped:
            tipped.add(int(at))
            if period > stage.begins:
                told.append((stage.sites.names[at], _step("tipped", share=Share(float(share[at])))))
    if period == stage.begins + int(values["sustain_after"]) and values["leave"] > 0:
        told.append(("", _step("alone")))
    return told


def _foreseen(outcome: Outcome, period: int) -> Sentence:
    using = outcome.curves[:, period + 1, kernel.USING]
    low, high = np.quantile(using, (_LOW, _HIGH))
    # Nobody can be behind if it may well be that there is nobody.
    key = "foreseen" if low >= _HALF else "foreseen_any"
    return _step(key, mean=Figure(float(using.mean())), low=Figure(float(low)), high=Figure(float(high)))
