"""Parameters: every number of a campaign, with its source or the word "assumed"."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from netspread.errors import ChoiceError, in_range, one_of
from netspread.kernels.campaign import Settings
from netspread.language import spoken

#: The source of numbers that nobody has measured.
ASSUMED = "assumed, sweep it"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of a campaign.

    Attributes
    ----------
    value, low, high
        What it is by default, and the range that sensitivity sweeps.
    logic
        Whose it is; "all" for what holds in each of them.
    meaning, source
        In one sentence; where it comes from.
    least, most
        What it can be at all.
    """

    value: float
    low: float
    high: float
    logic: str
    meaning: str
    source: str = ASSUMED
    least: float = 0.0
    most: float = 1.0

    def counts_for(self, logic: str) -> bool:
        """Return whether the number is at work in *logic* alone."""
        return self.logic == "all" or logic in self.logic


_MANY = float("inf")
PARAMETERS: Mapping[str, Parameter] = {
    "awareness": Parameter(0.02, 0.0, 0.1, "all", "chance per period to hear of it by news"),
    "talk": Parameter(0.3, 0.1, 0.6, "all", "chance per period that a contact who uses it tells of it"),
    "alone": Parameter(
        0.0, 0.0, 0.01, "all", "chance per period that an aware person adopts unprompted",
        "assumed none; the innovators of Bass (1969), Manag Sci 15:215",
    ),
    "abandon": Parameter(0.04, 0.01, 0.1, "all", "chance per period to give up while on trial"),
    "sustain_after": Parameter(3, 2, 6, "all", "periods of use after which it counts as sustained", most=_MANY),
    "readopt": Parameter(0.25, 0.0, 0.5, "all", "what is left of the chance to adopt for somebody who gave up"),
    "resisters": Parameter(
        0.05, 0.0, 0.2, "all", "share of people who will not use it, whatever is done",
        "assumed, sweep it; that there are such: Greenhalgh et al. (2004), Milbank Q 82:581",
    ),
    "training_cost": Parameter(1, 1, 3, "all", "cost of a training place, in units of the budget", most=_MANY),
    "champion_cost": Parameter(3, 1, 6, "all", "cost of a champion's days, in units of the budget", most=_MANY),
    "refuse": Parameter(0.2, 0.0, 0.5, "ecological, social", "chance that somebody asked to lead refuses"),
    "training_effect": Parameter(0.6, 0.3, 0.8, "mechanistic", "chance that training in the pilot leads to use"),
    "fidelity_loss": Parameter(
        0.1, 0.0, 0.3, "mechanistic", "share of the effect of training that each later wave loses",
        "assumed, sweep it; that it is lost: Durlak & DuPre (2008), Am J Community Psychol 41:327",
    ),
    "support_capacity": Parameter(20, 0, 60, "mechanistic", "how many people on trial can be supported", most=_MANY),
    "support_effect": Parameter(0.5, 0.0, 0.9, "mechanistic", "share of giving up that full support prevents"),
    "setup": Parameter(
        1, 0, 3, "mechanistic", "periods of set-up before the first training",
        "the phase: Barker, Reid & Schall (2016), Implement Sci 11:12; its length is assumed", most=_MANY,
    ),
    "factor": Parameter(
        5, 2, 10, "mechanistic", "how many times more sites each wave has than the one before",
        "Barker, Reid & Schall (2016), Implement Sci 11:12", least=2, most=_MANY,
    ),
    "gate_adopted": Parameter(0.35, 0.0, 0.6, "mechanistic", "share using it that the sites so far must show"),
    "gate_sustained": Parameter(0.3, 0.0, 0.7, "mechanistic", "share of those who took it up that must have sustained"),
    "patience": Parameter(6, 3, 12, "mechanistic", "periods after which a gate not passed ends it", most=_MANY),
    "p": Parameter(0.06, 0.02, 0.15, "ecological", "chance per period that a tie to a user leads to use, at fit 1"),
    "p_spread": Parameter(
        0.5, 0.0, 1.0, "ecological", "how uncertain p is: the deviation of its logarithm", most=3.0
    ),
    "miss": Parameter(0.1, 0.0, 0.4, "ecological", "chance per period that a change of use is not seen"),
    "fit": Parameter(0.6, 0.3, 1.0, "ecological", "how well it fits a unit at first"),
    "fit_gain": Parameter(0.8, 0.0, 1.5, "ecological", "how much fit a unit gains when all in it use it", most=_MANY),
    "strengthen": Parameter(0.05, 0.0, 0.2, "ecological", "growth per period of a tie between two users"),
    "fade": Parameter(0.02, 0.0, 0.1, "ecological", "loss per period of a tie whose influencer does not use it"),
    "probe_periods": Parameter(2, 0, 4, "ecological", "periods of probing: one person a unit", most=_MANY),
    "probe_look": Parameter(5, 3, 8, "ecological", "the period in which probes are looked at", most=_MANY),
    "probe_bar": Parameter(0.5, 0.0, 2.0, "ecological", "users won per probe, under which a unit rests", most=_MANY),
    "probe_rest": Parameter(6, 2, 12, "ecological", "for how many periods such a unit rests", most=_MANY),
    "threshold": Parameter(
        0.3, 0.1, 0.6, "social", "mean threshold: the pressure that suffices",
        "assumed, sweep it; the notion: Granovetter (1978), Am J Sociol 83:1420; Valente (1996), Soc Networks 18:69",
        most=_MANY,
    ),
    "threshold_sd": Parameter(0.15, 0.0, 0.3, "social", "deviation of thresholds between people", most=_MANY),
    "status": Parameter(
        0.5, 0.0, 1.0, "social", "how influence grows with status: (1 + people influenced) to this power",
        "assumed, sweep it; that leaders count more: Valente & Davis (1999), Annals AAPSS 566:55", most=3.0,
    ),
    "homophily": Parameter(
        0.3, 0.0, 0.8, "social", "how much less influence counts that comes from another unit",
        "assumed, sweep it; that likes listen to likes: McPherson et al. (2001), Annu Rev Sociol 27:415",
    ),
    "norm": Parameter(0.3, 0.0, 0.6, "social", "weight of the unit's share of users in the pressure"),
    "tipping": Parameter(0.5, 0.25, 0.75, "social", "share of users in the unit from which it is the visible norm"),
    "negative": Parameter(0.5, 0.0, 1.0, "social", "weight of those against it, beside a user", most=3.0),
    "keep_level": Parameter(0.1, 0.0, 0.2, "social", "pressure under which users may leave", least=-3.0),
    "leave": Parameter(0.15, 0.0, 0.4, "social", "chance per period to leave then"),
    "leaders": Parameter(
        0.15, 0.05, 0.25, "social", "share of the people who can be asked to lead",
        "10 to 15 per cent: Valente & Davis (1999), Annals AAPSS 566:55",
    ),
}  # fmt: skip


def table() -> pd.DataFrame:
    """Return all parameters: ``parameter, value, low, high, logic, meaning, source``, in the language spoken."""
    rows = [
        (name, each.value, each.low, each.high, _logics(each.logic), meaning(name), _source(name, each.source))
        for name, each in PARAMETERS.items()
    ]
    return pd.DataFrame(rows, columns=["parameter", "value", "low", "high", "logic", "meaning", "source"])


def meaning(name: str) -> str:
    """Return what the number *name* means, in the language spoken."""
    return spoken().named("parameters", name, PARAMETERS[name].meaning)


def _logics(names: str) -> str:
    return ", ".join(spoken().say(f"plan_words.{name}") for name in names.split(", "))


def _source(name: str, source: str) -> str:
    return spoken().named("parameter_sources", "assumed" if source == ASSUMED else name, source)


def checked(given: Mapping[str, float]) -> dict[str, float]:
    """Return the value of every parameter, *given* ones instead of the defaults.

    Raises
    ------
    ChoiceError
        If a name is unknown, or a value is no number or out of its range.
    """
    values = {name: float(each.value) for name, each in PARAMETERS.items()}
    for name, value in given.items():
        if name not in PARAMETERS:
            raise one_of("parameter", name, PARAMETERS)
        if isinstance(value, bool | str):
            raise ChoiceError(f"parameter {name} is {value!r}; it must be a number")
        in_range(f"parameter {name}", value, PARAMETERS[name].least, PARAMETERS[name].most)
        values[name] = float(value)
    return values


def settings(values: Mapping[str, float]) -> Settings:
    """Return the numbers that the kernel asks for, all of one kind: else it would be compiled anew for each mixture."""
    return Settings(**{name: float(values[name]) for name in Settings._fields})
