"""Pictures of a plan: its charts and tables, as a page shows them in the language spoken."""

import numpy as np
import pandas as pd
from markupsafe import Markup

from netspread.explain import name_of
from netspread.language import spoken
from netspread.logics.campaigns import Campaign
from netspread.logics.parameters import meaning
from netspread.logics.sensitivity import Sensitivity
from netspread.pages import charts
from netspread.pages.plan_words import SHOWN_PERIODS, called

#: So many numbers of the screen are drawn, points of a curve, and ends of people.
_MOST_NUMBERS, _POINTS = 12, 12
_SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


def worded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table as people read it: what columns and logics are called."""
    say, shown = spoken(), frame.copy()
    for column in {"logic", "first"} & set(shown):
        shown[column] = [say.named("plan_words", str(name), str(name)) for name in shown[column]]
    names = {**say.texts["plan_words"], **say.texts["plan_columns"]}
    return shown.rename(columns=lambda name: names.get(str(name), str(name)))


def _table(frame: pd.DataFrame, caption: str, digits: int = 1) -> Markup:
    return charts.table(worded(frame), caption=spoken().say(f"plan.{caption}"), digits=digits)


def curve(found: Campaign) -> Markup:
    """Return how many use it, period by period, with the band of 90 % of the worlds."""
    say, frame = spoken(), found.to_frame()
    periods = sorted(frame["period"].unique())
    shown = periods[:: max(1, len(periods) // _POINTS)]
    rows = [
        charts.Line(
            called(str(name)), tuple(part["adopted_mean"]), tuple(part["adopted_low"]), tuple(part["adopted_high"])
        )
        for name, part in frame[frame["period"].isin(shown)].groupby("logic", sort=False)
    ]
    x, y = say.say("plan.period"), say.say("plan.curve_y")
    return charts.lines(shown, rows, title=say.say("plan.curve"), x_label=x, y_label=y)


def curve_table(found: Campaign) -> Markup:
    """Return the same as a table, with those who sustain it, who gave up, and cost."""
    return _table(found.to_frame(), "curve_table")


def end_bars(found: Campaign) -> Markup:
    """Return how many sustain it at the end by each logic."""
    say = spoken()
    rows = [
        charts.Bar(called(row["logic"]), row["sustained_mean"], row["sustained_low"], row["sustained_high"])
        for row in found.summary.to_dict("records")
    ]
    return charts.bars(rows, title=say.say("plan.end_bars"), unit=say.say("plan.people"))


def outcomes(found: Campaign) -> Markup:
    """Return how many sustain it at the end, from the worst world to the best, for each logic."""
    say, at = spoken(), list(range(0, 101, 10))
    rows = [
        charts.Line(called(logic), tuple(np.percentile(outcome.sustained, at).tolist()))
        for logic, outcome in found.outcomes.items()
    ]
    x, y = say.say("plan.outcomes_x"), say.say("plan.end_bars")
    return charts.lines(at, rows, title=say.say("plan.outcomes"), x_label=x, y_label=y)


def outcomes_table(found: Campaign) -> Markup:
    """Return the distribution of those who sustain it over the worlds, by logic."""
    say, rows = spoken(), []
    names = [say.say("plan.least"), *(say.percent(share) for share in _SHARES), say.say("plan.most")]
    names[1 + len(_SHARES) // 2] = say.say("plan.middle")
    for logic, outcome in found.outcomes.items():
        rows.append((logic, *np.quantile(outcome.sustained, (0, *_SHARES, 1))))
    return _table(pd.DataFrame(rows, columns=["logic", *names]), "outcomes_table", digits=0)


def summary(found: Campaign) -> Markup:
    """Return people at the end, cost, and cost per sustained adopter."""
    names = ["logic", "adopted_mean", "sustained_mean", "abandoned_mean", "cost", "cost_per_sustained"]
    return _table(found.summary[names], "summary")


def times(found: Campaign) -> Markup:
    """Return when half and four fifths use it, and how often it fails."""
    shown = found.summary[["logic", "to_half", "to_four_fifths", "fails", "ended_at_gate"]].copy()
    for name in ("fails", "ended_at_gate"):
        shown[name] = 100 * shown[name]
    return _table(shown, "times", digits=0)


def alike(found: Campaign) -> Markup:
    """Return what each plan comes to when all mechanisms are at work."""
    return _table(found.alike(), "end_bars")


def unit_bars(found: Campaign) -> Markup:
    """Return the share of each unit that uses it at the end, by the best logic; the last unit is marked."""
    say, frame = spoken(), found.by_unit()
    frame = frame[frame["logic"] == found.best]
    rows = [
        charts.Bar(
            row["unit"],
            100 * row["adopted_mean"] / row["people"],
            100 * row["adopted_low"] / row["people"],
            100 * row["adopted_high"] / row["people"],
            at == 0,
        )
        for at, row in enumerate(frame.to_dict("records"))
    ]
    told = say.say("plan.unit_bars", logic=called(found.best))
    return charts.bars(rows, title=told, unit=say.say("plan.per_cent"), most=100)


def unit_table(found: Campaign) -> Markup:
    """Return all units by all logics."""
    frame = found.by_unit()
    frame["share"] = 100 * frame["share"]
    return _table(frame, "unit_table")


def mix_table(found: Campaign) -> Markup:
    """Return all mixes that were tried; nothing if the shares were given."""
    if found.search.empty:
        return Markup("")
    frame = found.search.copy()
    frame["order"] = [" > ".join(map(called, order.split(" > "))) if order else "" for order in frame["order"]]
    return _table(frame, "mix_table", digits=2)


def plan(found: Campaign, logic: str) -> Markup:
    """Return what to do in the next periods: whom, unit by unit, what to look at, and when to stop."""
    begins = found.stage.begins
    last = min(begins + SHOWN_PERIODS, found.stage.periods)
    frame = found.plan()
    frame = frame[(frame["logic"] == logic) & (frame["period"] <= last)].copy()
    frame["person"] = [name_of(found.stage.network, person) if person else "" for person in frame["person"]]
    by_unit = frame.groupby(["period", "action", "unit"], sort=False)["person"].agg(", ".join).reset_index()
    by_unit["whom"] = [": ".join(filter(None, pair)) for pair in zip(by_unit["unit"], by_unit["person"], strict=True)]
    shown = by_unit.groupby(["period", "action"], sort=False)["whom"].agg("; ".join).reset_index()
    return charts.table(worded(shown), caption=spoken().say("plan.plan_table", first=begins + 1, last=last))


def screen(swept: Sensitivity) -> Markup:
    """Return by how many people the lead changes over the range of each number, the largest first."""
    say = spoken()
    rows = [charts.Bar(row["parameter"], row["mu_star"]) for row in swept.screen.head(_MOST_NUMBERS).to_dict("records")]
    told = say.say("plan.screen", logic=called(swept.first))
    return charts.bars(rows, title=told, unit=say.say("plan.people"))


def screen_table(swept: Sensitivity) -> Markup:
    """Return the same of all numbers, with what they mean."""
    frame = swept.screen.copy()
    frame.insert(1, "meaning", [meaning(name) for name in frame["parameter"]])
    return _table(frame, "screen_table")


def one_table(swept: Sensitivity) -> Markup:
    """Return who sustains it with one number at an end of its range."""
    frame = swept.one_at_a_time.copy()
    frame["value"] = [spoken().short(value) for value in frame["value"]]
    return _table(frame, "one_table")
