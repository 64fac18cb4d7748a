"""Start: the section on where to start, and what a comparison of strategies answers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup
from numpy.typing import NDArray

from netspread import folders
from netspread.cells import write_csv
from netspread.explain import name_of
from netspread.folders import SCHEMA_VERSION, write_json
from netspread.language import speaking, spoken
from netspread.pages import charts
from netspread.pages.template import page, part
from netspread.spread.answers import Answers

#: A difference of reach under the first share is called little, one under the second none.
_LITTLE, _NEARLY = 0.1, 0.03
#: Random people who do as well are "a few more" up to this share of those chosen.
_FEW_MORE = 0.3
#: A share of so many people says little, and a chart of more groups than this cannot be read.
_FEWEST, _MOST_GROUPS = 5, 30


def section(found: Answers, *, fitted: Sequence[str] = ()) -> Markup:
    """Return the section: which way reaches most, whether it is worth it, who is left out, how fast, does it hold.

    *fitted* are the sentences on what was learned from what did happen.
    """
    return part(
        "start.html",
        text=spoken().texts["start"],
        as_table=spoken().say("report.as_table"),
        best=[spoken().say("report.models_how"), *fitted, *best(found)],
        seeds=_seeds(found),
        comparisons=_comparisons(found),
        enough=enough(found),
        returns_chart=_returns_chart(found),
        returns_table=_returns_table(found),
        left_out=left_out(found),
        groups_chart=_groups_chart(found),
        groups_table=_groups_table(found),
        fast=fast(found),
        curve_chart=_curve_chart(found),
        curve_table=_curve_table(found),
        holds=holds(found),
        sweep_chart=_sweep_chart(found),
        held_table=_held_table(found),
    )


def draw_answers(found: Answers, *, language: str = "en") -> str:
    """Return the section as a page of its own; the same answers give the same text."""
    with speaking(language) as said:
        return page("compare.html", title=said.say("start.title"), section=section(found))


def write_answers(
    found: Answers,
    folder: str | Path,
    *,
    force: bool = False,
    language: str = "en",
    record: Mapping[str, Any] = MappingProxyType({}),
) -> Path:
    """Write ``seeding.csv, held.csv, returns.csv, groups.csv``, the page and ``run.json`` into *folder*; return it.

    *record* goes into ``run.json``: what was read, with which options and versions. All or nothing.

    Raises
    ------
    SaveError
        If *folder* exists and *force* is not set, or cannot be written; nothing is left behind then.
    """

    def write(ready: Path) -> None:
        write_csv(found.comparison.to_frame(), ready / "seeding.csv")
        write_csv(found.held, ready / "held.csv")
        write_csv(found.returns, ready / "returns.csv")
        if found.equity is not None:
            write_csv(found.equity.table, ready / "groups.csv")
        (ready / "compare.html").write_text(draw_answers(found, language=language), encoding="utf-8", newline="")
        figures = {
            "best": found.comparison.best,
            "random_seeds_needed": found.enough.seeds,
            "gini": None if found.equity is None else found.equity.gini,
            "steps_to_half": found.half,
            "safest": found.safest,
            "worst_regret": found.worst_regret().to_dict("records"),
        }
        seed = found.comparison.seed
        write_json({"schema_version": SCHEMA_VERSION, "seed": seed, **figures, **record}, ready / "run.json")

    return folders.at_once(write, Path(folder), force=force)


def best(found: Answers) -> list[str]:
    """Return which way to start does best, by how much, and which others are as good."""
    say, comparison, spread = spoken(), found.comparison, found.best
    name = comparison.best
    told = [
        say.say(
            "report.best",
            rule=say.model(comparison.models[0]),
            people=say.say("counts.people", len(spread.seeds)),
            strategy=say.strategy(name),
            reach=say.number(spread.reach_mean),
            all=say.number(comparison.network.n_people),
            tries=say.number(comparison.worlds),
        )
    ]
    if "random" in comparison.strategies and name != "random":
        more = comparison.differences("random").set_index("strategy").loc[name]
        figures = {"more": more["more"], "low": more["more_low"], "high": more["more_high"]}
        told.append(say.say("report.more", **{key: say.number(value) for key, value in figures.items()}))
        if more["more_low"] <= 0 or more["more"] < _LITTLE * comparison.spread("random").reach_mean:
            told.append(say.say("report.little"))
    others = [
        say.say("report.quoted", name=say.strategy(other))
        for other in comparison.strategies
        if other != name and abs(comparison.spread(other).reach_mean - spread.reach_mean) < _NEARLY * spread.reach_mean
    ]
    if others:
        told.append(say.say("report.nearly", strategies=", ".join(others)))
    return told


def enough(found: Answers) -> list[str]:
    """Return how many people drawn at random do as well, whether choosing pays, and what more people bring."""
    say, needed = spoken(), found.enough
    count = len(found.best.seeds)
    people = say.say("counts.people", count)
    if needed.seeds is None or needed.more is None:
        told = [say.say("start.never", people=people)]
    elif needed.more <= max(1, _FEW_MORE * count):
        told = [say.say("start.few_more", needed.seeds, people=people)]
    else:
        told = [say.say("start.many_more", needed.seeds, people=people, more=say.number(needed.more))]
    table = found.returns
    if len(table) > 1:
        first, last, before = table.iloc[0], table.iloc[-1], table.iloc[-2]
        told.append(
            say.say(
                "start.returns",
                people=say.say("counts.people", int(first["budget"])),
                first=say.number(first["per_seed"], 1),
                low=say.number(before["budget"]),
                high=say.number(last["budget"]),
                last=say.number(last["per_seed"], 1),
            )
        )
    return told


def left_out(found: Answers) -> list[str]:
    """Return which group is reached least, and how uneven it is over all; nothing where there are no groups."""
    table = _shown_groups(found)
    if found.equity is None or len(table) < 2:
        return []
    say, worst, most = spoken(), table.iloc[0], table.iloc[-1]
    shares = {"low": say.percent(worst["share"]), "high": say.percent(most["share"])}
    return [
        say.say("report.left_out", worst=worst["group"], best=most["group"], **shares),
        say.say("start.gini", gini=say.number(found.equity.gini, 2)),
    ]


def fast(found: Answers) -> list[str]:
    """Return how soon half have adopted, and what a single try may come to."""
    say, spread = spoken(), found.best
    low, middle, high = spread.quantiles()
    return [
        say.say("start.half", round(found.half)),
        say.say(
            "start.single", low=say.number(low), middle=say.number(middle), high=say.number(high),
            mean=say.number(spread.reach_mean),
        ),
    ]  # fmt: skip


def holds(found: Answers) -> list[str]:
    """Return whether the choice holds when something else is true, and which choice is safest."""
    say = spoken()
    worst = found.worst_regret().set_index("strategy")
    own, safe = found.comparison.best, found.safest
    count = found.held[["kind", "setting"]].drop_duplicates().shape[0]
    row = worst.loc[safe]
    told = [
        say.say("start.held_how", count),
        *([say.say("start.held_silent")] if (found.held["kind"] == "answers").any() else []),
        say.say(
            "start.safest",
            strategy=say.strategy(safe),
            share=say.percent(row["regret_share"]),
            setting=setting_in_words(found, str(row["kind"]), str(row["setting"])),
        ),
    ]
    if safe != own:
        other = worst.loc[own]
        told.append(
            say.say(
                "start.not_safe",
                strategy=say.strategy(own),
                share=say.percent(other["regret_share"]),
                setting=setting_in_words(found, str(other["kind"]), str(other["setting"])),
            )
        )
    return told


def setting_in_words(found: Answers, kind: str, setting: str) -> str:
    """Return in words what is true instead."""
    say = spoken()
    if kind == "first":
        return say.model(found.comparison.models[0])
    if (kind, setting) == ("threshold", "random"):
        return say.say("start.setting_threshold_random")
    number = setting if kind == "answers" else say.number(float(setting), 2)
    return say.say(f"start.setting_{kind}", value=number)


def _comparisons(found: Answers) -> list[dict[str, Any]]:
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


def _seeds(found: Answers) -> Markup:
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


def _returns_chart(found: Answers) -> Markup:
    say, table = spoken(), found.returns
    rows = [
        charts.Bar(say.say("counts.people", int(row["budget"])), row["reach_mean"], row["reach_low"], row["reach_high"])
        for _, row in table.iterrows()
    ]
    return charts.bars(rows, title=say.say("start.returns_title"), unit=say.say("charts.reached"))


def _returns_table(found: Answers) -> Markup:
    names = spoken().texts["start_columns"]
    return charts.table(found.returns.rename(columns=names), caption=spoken().say("start.returns_title"))


def _shown_groups(found: Answers) -> pd.DataFrame:
    """Return the groups that are large enough for a share to say something, the least reached first."""
    if found.equity is None:
        return pd.DataFrame(columns=["group", "people", "reach_mean", "share"])
    table = found.equity.table
    return table[table["people"] >= _FEWEST]


def _groups_chart(found: Answers) -> Markup:
    table = _shown_groups(found)
    if len(table) > _MOST_GROUPS:
        return Markup("")
    say = spoken()
    rows = [
        charts.Bar(str(row["group"]), 100 * row["share"], marked=at == 0)
        for at, (_, row) in enumerate(table.iterrows())
    ]
    return charts.bars(rows, title=say.say("start.groups_title"), unit=say.say("charts.per_cent"), digits=1)


def _groups_table(found: Answers) -> Markup:
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


def _to_end(curve: NDArray[np.float64], last: int) -> tuple[float, ...]:
    """Return the curve, going on as it ends."""
    return (*curve.tolist(), *[float(curve[-1])] * (last - len(curve)))


def _curve_chart(found: Answers) -> Markup:
    say, rows = spoken(), _courses(found)
    return charts.lines(
        list(range(len(rows[0].values))),
        rows,
        title=say.say("start.curve_title"),
        x_label=say.say("start.step"),
        y_label=say.say("charts.reached"),
    )


def _curve_table(found: Answers) -> Markup:
    say, rows = spoken(), _courses(found)
    table = pd.DataFrame({say.say("start.step"): range(len(rows[0].values))})
    for row in rows:
        table[row.label] = row.values
        table[f"{row.label}, 5 %"], table[f"{row.label}, 95 %"] = row.low, row.high
    return charts.table(table, caption=say.say("start.curve_title"))


def _sweep_chart(found: Answers) -> Markup:
    say = spoken()
    wide = found.held[found.held["kind"] == "p"].pivot_table(
        index="setting", columns="strategy", values="reach_mean", sort=False
    )
    return charts.lines(
        [float(p) for p in wide.index],
        [charts.Line(say.strategy(str(name)), tuple(wide[name])) for name in wide],
        title=say.say("charts.sweep"),
        x_label=say.say("charts.sweep_x"),
        y_label=say.say("charts.reached"),
    )


def _held_table(found: Answers) -> Markup:
    """Return what each strategy costs under each setting, in per cent of what the best of them reaches there."""
    say = spoken()
    costs = found.held.assign(cost=100 * found.held["regret_share"])
    wide = costs.pivot_table(index=["kind", "setting"], columns="strategy", values="cost", sort=False)
    table = wide[list(found.comparison.strategies)].rename(columns=say.strategy)
    table.insert(0, say.say("start.setting"), [setting_in_words(found, *key) for key in wide.index])
    return charts.table(table, caption=say.say("start.held_title"))
