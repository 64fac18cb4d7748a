"""Start pictures: the charts of where to start, each with a table that has the same numbers."""

from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup
from numpy.typing import NDArray

from netspread.explain import name_of
from netspread.language import spoken
from netspread.pages import charts
from netspread.spread.answers import Answers

#: A share of fewer people says little.
_FEWEST = 5


def setting_in_words(found: Answers, kind: str, setting: str) -> str:
    """Return in words what is true instead."""
    say = spoken()
    if kind == "first":
        return say.model(found.comparison.models[0])
    if kind == "model":
        return say.model(next(model for model in found.sensitivity if model.name == setting))
    if (kind, setting) == ("threshold", "random"):
        return say.say("start.setting_threshold_random")
    number = setting if kind == "answers" else say.number(float(setting), 2)
    return say.say(f"start.setting_{kind}", value=number)


def comparisons(found: Answers) -> list[dict[str, Any]]:
    """Return a chart and a table for each model: what each strategy reaches."""
    frame, say = found.comparison.to_frame(), spoken()
    shown = []
    for number, model in enumerate(found.comparison.models, 1):
        rows = frame[frame["model"] == model.name].sort_values("reach_mean", ascending=False, kind="stable")
        ends = zip(rows["strategy"], rows["reach_mean"], rows["reach_low"], rows["reach_high"], strict=True)
        drawn = [
            charts.Bar(say.strategy(name), mean, low, high, marked=at == 0)
            for at, (name, mean, low, high) in enumerate(ends)
        ]
        title = say.say("charts.rule", number=number, rule=say.model(model))
        table = rows[["strategy", "reach_mean", "reach_low", "reach_high"]]
        table = table.assign(strategy=[say.strategy(name) for name in table["strategy"]])
        table.columns = pd.Index(
            [say.say("columns.strategy"), say.say("charts.reached"), say.say("columns.from"), say.say("columns.to")]
        )
        most = float(rows["reach_high"].max()) * 1.05
        shown.append(
            {
                "title": title,
                "chart": charts.bars(drawn, title=title, unit=say.say("charts.reached"), most=most),
                "table": charts.table(table, caption=say.say("charts.reached_caption")),
            }
        )
    return shown


def seeds(found: Answers) -> Markup:
    """Return the people of the best strategy, in its order."""
    network, people, say = found.comparison.network, list(found.best.seeds), spoken()
    shown = pd.DataFrame(
        {
            say.say("columns.order"): range(1, len(people) + 1),
            say.say("columns.name"): [name_of(network, person) for person in people],
        }
    )
    groups = None if found.equity is None else found.equity.groups
    for column in ("unit", "role", groups):
        if column and column in network.people and column not in shown:
            shown[column] = network.groups(column).iloc[network.positions(people)].to_numpy()
    return charts.table(shown, caption=say.say("charts.seeds", strategy=say.strategy(found.comparison.best)))


def returns_chart(found: Answers) -> Markup:
    """Return what more people bring."""
    say, table = spoken(), found.returns
    rows = [
        charts.Bar(say.say("counts.people", int(row["budget"])), row["reach_mean"], row["reach_low"], row["reach_high"])
        for _, row in table.iterrows()
    ]
    return charts.bars(rows, title=say.say("start.returns_title"), unit=say.say("charts.reached"))


def returns_table(found: Answers) -> Markup:
    """Return the same as a table."""
    names = spoken().texts["start_columns"]
    return charts.table(found.returns.rename(columns=names), caption=spoken().say("start.returns_title"))


def shown_groups(found: Answers) -> pd.DataFrame:
    """Return the groups that are large enough for a share to say something, the least reached first."""
    if found.equity is None:
        return pd.DataFrame(columns=["group", "people", "reach_mean", "share"])
    table = found.equity.table
    return table[table["people"] >= _FEWEST]


def groups_chart(found: Answers) -> Markup:
    """Return which share of each group is reached."""
    table, say = shown_groups(found), spoken()
    rows = [
        charts.Bar(str(row["group"]), 100 * row["share"], marked=at == 0)
        for at, (_, row) in enumerate(table.iterrows())
    ]
    return charts.bars(rows, title=say.say("start.groups_title"), unit=say.say("charts.per_cent"), digits=1)


def groups_table(found: Answers) -> Markup:
    """Return the same as a table, small groups too."""
    if found.equity is None:
        return Markup("")
    table = found.equity.table.assign(share=100 * found.equity.table["share"])
    return charts.table(
        table.rename(columns=spoken().texts["start_columns"]), caption=spoken().say("start.groups_title")
    )


def _courses(found: Answers) -> list[charts.Line]:
    """Return how many have adopted after each step, from the best strategy and from people drawn at random."""
    say, comparison = spoken(), found.comparison
    names = [
        comparison.best,
        *(["random"] if "random" in comparison.strategies and comparison.best != "random" else []),
    ]
    spreads = [comparison.spread(name) for name in names]
    last = max(len(spread.curve) for spread in spreads)
    rows = []
    for name, spread in zip(names, spreads, strict=True):
        low, high = spread.curve_quantiles((0.05, 0.95))
        rows.append(charts.Line(say.strategy(name), *(_to_end(curve, last) for curve in (spread.curve, low, high))))
    return rows


def _step(found: Answers) -> str:
    return spoken().say("start.step" if found.best.model.duration is None else "start.period")


def _to_end(curve: NDArray[np.float64], last: int) -> tuple[float, ...]:
    """Return the curve, going on as it ends."""
    return (*curve.tolist(), *[float(curve[-1])] * (last - len(curve)))


def curve_chart(found: Answers) -> Markup:
    """Return how many have adopted step by step."""
    say, rows = spoken(), _courses(found)
    return charts.lines(
        list(range(len(rows[0].values))),
        rows,
        title=say.say("start.curve_title"),
        x_label=_step(found),
        y_label=say.say("charts.reached"),
    )


def curve_table(found: Answers) -> Markup:
    """Return the same as a table."""
    say, rows = spoken(), _courses(found)
    table = pd.DataFrame({_step(found): range(len(rows[0].values))})
    for row in rows:
        table[row.label] = row.values
        table[f"{row.label}, 5 %"], table[f"{row.label}, 95 %"] = row.low, row.high
    return charts.table(table, caption=say.say("start.curve_title"))


def _sweep(found: Answers) -> pd.DataFrame:
    """Return what each strategy reaches at each chance p: a row for each p, a column for each strategy."""
    rows = found.held[found.held["kind"] == "p"]
    wide = rows.pivot_table(index="setting", columns="strategy", values="reach_mean", sort=False)
    return wide.rename(index=float).sort_index()


def sweep_chart(found: Answers) -> Markup:
    """Return what each strategy reaches by the chance p; nothing where fewer than two were tried."""
    say, wide = spoken(), _sweep(found)
    if len(wide) < 2:
        return Markup("")
    return charts.lines(
        wide.index.tolist(),
        [charts.Line(say.strategy(str(name)), tuple(wide[name])) for name in wide],
        title=say.say("charts.sweep"),
        x_label=say.say("charts.sweep_x"),
        y_label=say.say("charts.reached"),
    )


def sweep_table(found: Answers) -> Markup:
    """Return the same as a table."""
    say, wide = spoken(), _sweep(found)
    if len(wide) < 2:
        return Markup("")
    table = wide[list(found.comparison.strategies)].rename(columns=say.strategy)
    table.insert(0, say.say("charts.sweep_x"), [say.number(p, 2) for p in wide.index])
    return charts.table(table, caption=say.say("charts.sweep"))


def held_table(found: Answers) -> Markup:
    """Return what each strategy costs under each setting, in per cent of what the best of them reaches there."""
    say = spoken()
    costs = found.held.assign(cost=100 * found.held["regret_share"])
    wide = costs.pivot_table(index=["kind", "setting"], columns="strategy", values="cost", sort=False)
    table = wide[list(found.comparison.strategies)].rename(columns=say.strategy)
    table.insert(0, say.say("start.setting"), [setting_in_words(found, *key) for key in wide.index])
    return charts.table(table, caption=say.say("start.held_title"))
