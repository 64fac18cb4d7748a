"""Words of a plan: the sentences of its page and of the terminal, made from the figures; texts in ``languages/``."""

from netspread.language import spoken
from netspread.logics.campaigns import Campaign
from netspread.logics.combined import SINGLE
from netspread.logics.mixes import flatness
from netspread.logics.sensitivity import Sensitivity

#: The plan on the page holds so many periods from the next one on; ``plan.csv`` holds all.
SHOWN_PERIODS = 6


def called(logic: str) -> str:
    """Return what a logic is called."""
    return spoken().say(f"plan_words.{logic}")


def title(logic: str) -> str:
    """Return what a logic is called, as a heading."""
    return called(logic).capitalize()


def lead(found: Campaign) -> list[str]:
    """Return how large the campaign is, by which logic most people sustain it, and which gates are not passed."""
    say, stage = spoken(), found.stage
    row = found.summary.set_index("logic").loc[found.best]
    size = say.say(
        "plan.lead",
        people=say.say("counts.people", stage.network.n_people),
        units=say.number(len(stage.sites.names)),
        column=found.units,
        periods=say.number(stage.periods),
        budget=say.short(stage.budget),
    )
    figures = {
        key: say.number(row[f"sustained_{name}"]) for key, name in (("mean", "mean"), ("low", "low"), ("high", "high"))
    }
    return [f"{size} {say.say('plan.lead_best', logic=called(found.best), **figures)}", *gates(found)]


def gates(found: Campaign) -> list[str]:
    """Return for each logic in how many worlds a gate is not passed, if it happens."""
    say = spoken()
    return [
        say.say("plan.gate", logic=title(row["logic"]), share=say.percent(row["ended_at_gate"]))
        for row in found.summary.to_dict("records")
        if row["ended_at_gate"]
    ]


def units(found: Campaign) -> list[str]:
    """Return for each logic which unit is last, and how far it is from the first."""
    say, table = spoken(), found.by_unit().set_index(["logic", "unit"])
    return [
        say.say(
            "plan.units_how",
            logic=title(row["logic"]),
            unit=row["last_unit"],
            share=say.percent(table.loc[(row["logic"], row["last_unit"]), "share"]),
            between=say.say("plan.points", 100 * row["between_units"]),
        )
        for row in found.summary.to_dict("records")
    ]


def mix(found: Campaign) -> list[str]:
    """Return what the shares of the combined logic are, and how much they matter."""
    say = spoken()
    shares = ", ".join(
        say.say("plan.mix_share", share=say.percent(found.shares[name]), logic=called(name))
        for name in SINGLE
        if found.shares[name] > 0
    )
    order = say.say("plan.mix_then").join(called(name) for name in found.order)
    turn = say.say("plan.mix_turn", order=order) if order else say.say("plan.mix_at_once")
    if found.search.empty:
        return [say.say("plan.mix_asked", shares=shares, turn=turn)]
    near, tried = flatness(found.search)
    flat = say.say("plan.mix_flat" if near > tried / 2 else "plan.mix_sharp", near=near, all=tried)
    return [say.say("plan.mix_best", shares=shares, turn=turn), flat]


def plan_how(found: Campaign) -> str:
    """Return how the plan is to be read."""
    return spoken().say("plan.plan_how", periods=min(SHOWN_PERIODS, found.stage.periods - found.stage.begins))


def times_how(found: Campaign) -> str:
    """Return what it is to fail."""
    return spoken().say("plan.times_how", goal=spoken().percent(found.goal))


def sensitive(swept: Sensitivity) -> str:
    """Return what turns the order of the logics, in one sentence."""
    told = swept.sentence()
    return told[0].upper() + told[1:]


def sensitive_how(swept: Sensitivity) -> str:
    """Return how that was found."""
    return spoken().say("plan.sensitive_how", worlds=spoken().number(swept.worlds))
