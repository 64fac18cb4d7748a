"""Changes: what was observed, and what of the plan is different for it: for whom, and why."""

from typing import TYPE_CHECKING

import numpy as np

from netspread.explain import name_of
from netspread.kernels import campaign as kernel
from netspread.logics.mechanistic import phase
from netspread.logics.plans import open_wave
from netspread.logics.sentences import Figure, Sentence, Word

if TYPE_CHECKING:
    from netspread.logics.results import Campaign

#: So many people are named in a sentence.
_NAMED = 8


def changes(before: "Campaign", after: "Campaign") -> list[Sentence]:
    """Return what was seen against what was foreseen, where, what is believed now, and who is asked instead of whom."""
    told = [*_seen(before, after), _units(before, after), _belief(before, after)]
    for logic in after.outcomes:
        told += _of_logic(before, after, logic)
    return told


def _say(key: str, **values: object) -> Sentence:
    return Sentence("plan_changes", key, values)


def _seen(before: "Campaign", after: "Campaign") -> list[Sentence]:
    seen = after.stage.observed
    assert seen is not None
    using = int(seen.using.sum())
    people = Figure(after.stage.network.n_people)
    told = [_say("now", period=Figure(seen.now), using=Figure(using), people=people)]
    for logic, outcome in before.outcomes.items():
        worlds = outcome.curves[:, seen.now, kernel.USING]
        low, high = np.quantile(worlds, (0.05, 0.95))
        key = "less" if using < low else "more" if using > high else "within"
        foreseen = {"mean": Figure(float(worlds.mean())), "low": Figure(float(low)), "high": Figure(float(high))}
        told.append(_say(key, logic=Word(logic), **foreseen))
    return told


def _units(before: "Campaign", after: "Campaign") -> Sentence:
    seen, sites = after.stage.observed, after.stage.sites
    assert seen is not None
    foreseen = before.outcomes[after.best].unit_curves[seen.now]
    behind = np.bincount(sites.of, weights=seen.using, minlength=len(sites.sizes)) - foreseen
    worst, best = int(behind.argmin()), int(behind.argmax())
    distances = {
        "behind": Figure(float(behind[worst]), 1, signed=True),
        "ahead": Figure(float(behind[best]), 1, signed=True),
    }
    return _say("units", logic=Word(after.best), worst=sites.names[worst], best=sites.names[best], **distances)


def _belief(before: "Campaign", after: "Campaign") -> Sentence:
    prior = float(before.stage.belief @ before.stage.particles)
    now = float(after.stage.belief @ after.stage.particles)
    key = "p_same" if abs(now - prior) < 5e-4 else "p_up" if now > prior else "p_down"  # as shown
    return _say(key, before=Figure(prior, 3), now=Figure(now, 3))


def _of_logic(before: "Campaign", after: "Campaign", logic: str) -> list[Sentence]:
    """Return how *logic* is foreseen to end now, which wave is open, and who is in the plan from here, and who not."""
    word, now = Word(logic), after.stage.begins
    old, new = before.outcomes[logic], after.outcomes[logic]
    ends = {"before": Figure(float(old.sustained.mean())), "now": Figure(float(new.sustained.mean()))}
    told = [_say("end", logic=word, **ends)]
    waves = open_wave(old, now), open_wave(new, now)
    if -1 not in waves and waves[0] != waves[1]:
        phases = {"foreseen": Word(phase(waves[0])), "now": Word(phase(waves[1]))}
        told.append(_say("wave", logic=word, period=Figure(now + 1), **phases))
    people = _people(before, after, logic)
    told += [
        _say(key, logic=word, names=_names(after, ids), period=Figure(now + 1)) for key, ids in people.items() if ids
    ]
    return told if any(people.values()) else [*told, _say("same", logic=word)]


def _people(before: "Campaign", after: "Campaign", logic: str) -> dict[str, list[str]]:
    """Return who is new in the plan of *logic*, who comes sooner, and who is out of it, by why."""
    seen, now = after.stage.observed, after.stage.begins
    assert seen is not None

    def planned(plan: "Campaign", first: int) -> dict[str, int]:
        rows = [step for step in plan.steps if step.logic == logic and step.period > first and step.person]
        return {step.person: step.period for step in reversed(rows)}

    old, new, ever = planned(before, now), planned(after, now), planned(before, 0)
    at = dict(zip(after.stage.network.ids.tolist(), range(after.stage.network.n_people), strict=True))
    found: dict[str, list[str]] = {key: [] for key in ("late", "new", "sooner", "using", "done", "against", "others")}
    for person in sorted(set(new) - set(old), key=lambda person: (new[person], at[person])):
        found["late" if person in ever else "new"].append(person)
    found["sooner"] = sorted((p for p in old if new.get(p, old[p]) < old[p]), key=lambda p: (new[p], at[p]))
    for person in sorted(set(old) - set(new), key=lambda person: (old[person], at[person])):
        state, v = seen.state[at[person]], at[person]
        against = state in (kernel.ABANDONED, kernel.RESISTANT)
        key = "using" if seen.using[v] else "against" if against else "done" if seen.done[v] else "others"
        found[key].append(person)
    return found


def _names(after: "Campaign", ids: list[str]) -> str:
    """Return the first people by name, with their units, and how many more there are."""
    network, sites = after.stage.network, after.stage.sites
    shown = ids[:_NAMED]
    of = sites.of[network.positions(shown, what="person")]
    told = [f"{name_of(network, person)} ({sites.names[unit]})" for person, unit in zip(shown, of, strict=True)]
    return ", ".join(told + ([f"+{len(ids) - _NAMED}"] if len(ids) > _NAMED else []))
