"""States: where a person can stand in a campaign, what leads from one to the next, and which numbers say how often."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from netspread.language import spoken

#: The states of a person, in the order of their numbers in the kernel.
STATES: Mapping[str, str] = {
    "unaware": "has not heard of it",
    "aware": "has heard of it, does not use it",
    "adopted": "uses it, still on trial",
    "sustained": "has used it for as many periods as sustain_after says",
    "abandoned": "used it and gave up",
    "resistant": "will not use it, whatever is done",
}


@dataclass(frozen=True, slots=True)
class Transition:
    """What leads from one of the states *before* to the state *after*; without states, what a plan goes by.

    Attributes
    ----------
    before, after
        Of :data:`STATES`.
    when
        In one sentence; the logics in which it can happen are named, the others leave it out.
    numbers
        The parameters at work in it.
    """

    before: tuple[str, ...]
    after: str
    when: str
    numbers: tuple[str, ...]


_NEW = ("unaware", "aware")
TRANSITIONS: Mapping[str, Transition] = {
    "resists": Transition(_NEW, "resistant", "before the first period", ("resisters",)),
    "hears": Transition(
        ("unaware",), "aware", "each period: news; ecological, social: or a contact who uses it tells of it",
        ("awareness", "talk"),
    ),
    "told": Transition(
        ("unaware",), "aware", "trained without effect, or asked to lead and refused", ("training_effect", "refuse")
    ),
    "trained": Transition(
        _NEW, "adopted", "mechanistic: trained; the effect is less with each wave after the pilot",
        ("training_effect", "fidelity_loss"),
    ),
    "asked": Transition(_NEW, "adopted", "ecological, social: asked to lead and did not refuse", ("refuse",)),
    "unprompted": Transition(("aware",), "adopted", "each period, unprompted", ("alone",)),
    "contacts": Transition(
        ("aware",), "adopted",
        "ecological: each period 1 - (1 - p) ** (fit of the unit x strengths of ties to users, summed)",
        ("p", "fit", "fit_gain", "strengthen", "fade"),
    ),
    "pressure": Transition(
        ("aware",), "adopted", "social: pressure above 0 and at least the person's own threshold",
        ("threshold", "threshold_sd", "status", "homophily", "norm", "tipping", "negative"),
    ),
    "lasts": Transition(("adopted",), "sustained", "after so many periods of use", ("sustain_after",)),
    "gives_up": Transition(
        ("adopted",), "abandoned", "each period; less with support (mechanistic) or local fit (ecological)",
        ("abandon", "support_capacity", "support_effect", "fit_gain"),
    ),
    "leaves": Transition(
        ("adopted", "sustained"), "abandoned", "social: each period after the trial, where pressure is under the level",
        ("sustain_after", "keep_level", "leave"),
    ),
    "returns": Transition(
        ("abandoned",), "adopted", "as from aware, with a part of the chance; or trained, or asked to lead",
        ("readopt",),
    ),
    "waves": Transition(
        (), "", "mechanistic: which sites are trained when, and behind which gate",
        ("setup", "factor", "gate_adopted", "gate_sustained", "patience"),
    ),
    "places": Transition(
        (), "", "how many can be trained or asked in a period", ("training_cost", "champion_cost")
    ),
    "seen": Transition((), "", "ecological: what the planner sees and believes", ("miss", "p_spread")),
    "probes": Transition(
        (), "", "ecological: one person a unit at first; units in which probes fail rest",
        ("probe_periods", "probe_look", "probe_bar", "probe_rest"),
    ),
    "leading": Transition((), "", "social: who is asked to lead", ("leaders",)),
}  # fmt: skip


def states() -> pd.DataFrame:
    """Return all states in the language spoken: ``state, meaning``."""
    say = spoken()
    rows = [(say.say(f"plan_words.{name}"), say.named("states", name, meaning)) for name, meaning in STATES.items()]
    return pd.DataFrame(rows, columns=["state", "meaning"])


def transitions() -> pd.DataFrame:
    """Return what leads from state to state, and after that what plans go by: ``from, to, when, numbers``."""
    rows = [
        (_or(each.before), _or((each.after,)), spoken().named("transitions", key, each.when), ", ".join(each.numbers))
        for key, each in TRANSITIONS.items()
    ]
    return pd.DataFrame(rows, columns=["from", "to", "when", "numbers"])


def _or(names: tuple[str, ...]) -> str:
    words = [spoken().say(f"plan_words.{name}") for name in names if name] or ["–"]
    return words[0] if len(words) == 1 else spoken().say("plan_words.or", one=words[0], other=words[1])
