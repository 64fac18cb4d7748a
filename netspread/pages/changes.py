"""Changes page: what two surveys say of each other, in pictures and plain words; and the folder that holds it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from netspread import engine, folders
from netspread.changes import AFTER, BEFORE, Changes
from netspread.communities.series import CommunitySeries
from netspread.language import speaking, spoken
from netspread.pages import charts, plots
from netspread.pages.alluvial import alluvial, events_in_words, flows_table
from netspread.pages.template import page

#: So many people, and curves of groups, are shown at most; so many groups stand at the top of the page.
_MOST_PEOPLE, _MOST_GROUPS, _LED = 10, 8, 3
#: Under this share of lasting ties the two hardly describe the same network (Snijders et al. 2010).
_HARDLY = 0.2
#: Response rates that differ by more than this are told.
_UNEVEN = 0.05
_CHANCE = 0.05


def draw_changes(found: Changes, *, language: str = "en") -> str:
    """Return the page as one HTML text; the same results give the same text."""
    with speaking(language) as said:
        return page(
            "changes.html",
            title=said.say("changes.title"),
            text=said.texts["changes"],
            as_table=said.say("report.as_table"),
            lead=[*answered(found)[:1], *lasted(found)[:1], *silos(found)[:_LED]],
            answered=answered(found),
            figures=_figures(found),
            lasted=lasted(found),
            ties_chart=_ties_chart(found),
            ranked=ranked(found),
            first_table=_first_table(found),
            named=named(found),
            named_table=_named_table(found),
            communities=communities(found),
            alluvial=alluvial(_called(found.communities)),
            flows=flows_table(_called(found.communities)),
            silos_how=said.say("changes.silos_how", groups=found.groups),
            silos=[*overall(found), *silos(found)],
            silos_chart=_silos_chart(found),
            silos_table=_silos_table(found),
            unknown=said.texts["changes_unknown"],
            sources=said.texts["changes_sources"],
            methods_how=said.say("changes.methods_how", seed=found.seed, draws=found.draws),
        )


def write_changes(
    found: Changes,
    folder: str | Path,
    *,
    force: bool = False,
    language: str = "en",
    record: Mapping[str, Any] = MappingProxyType({}),
) -> Path:
    """Write ``people.csv, ties.csv, communities.csv, silos.csv``, the page and ``run.json`` into *folder*.

    *record* goes into ``run.json`` beside the figures: what was read, with which options and versions. All or nothing.

    Raises
    ------
    SaveError
        If *folder* exists and *force* is not set, or cannot be written; nothing is left behind then.
    """

    def write(ready: Path) -> None:
        engine.step("writing")
        folders.fill(
            ready,
            tables={
                "people": found.people,
                "ties": found.turnover.ties,
                "communities": found.communities.flows(),
                "silos": found.inside,
            },
            pages={"changes": draw_changes(found, language=language)},
            record={"seed": found.seed, **figures(found), **record},
        )

    return folders.at_once(write, Path(folder), force=force)


def figures(found: Changes) -> dict[str, Any]:
    """Return the figures that stand for the whole, in plain types."""
    ties = found.turnover
    return {
        "figures": found.figures.to_dict("records"),
        "people": {there: found.count(there) for there in ("both", "joined", "left")},
        "answered_both": ties.answered,
        "ties": {change: ties.count(change) for change in ("formed", "kept", "dissolved")},
        "jaccard": ties.jaccard,
        "communities_nmi": found.nmi,
        "measure": found.measure,
        "draws": found.draws,
    }


def answered(found: Changes) -> list[str]:
    """Return who is there, and who answered."""
    say = spoken()
    counted = {there: say.say("counts.people", found.count(there)) for there in ("both", "joined", "left")}
    told = [say.say("changes.there", **counted), say.say("changes.compared", found.turnover.answered)]
    rates = found.figures.set_index("figure").loc["answered"]
    if abs(rates[AFTER] - rates[BEFORE]) > _UNEVEN:
        told.append(say.say("changes.uneven", before=say.percent(rates[BEFORE]), after=say.percent(rates[AFTER])))
    return told


def lasted(found: Changes) -> list[str]:
    """Return which ties lasted."""
    say, ties = spoken(), found.turnover
    if not len(ties.ties):
        return [say.say("changes.no_ties")]
    counted = {change: say.number(ties.count(change)) for change in ("kept", "formed", "dissolved")}
    told = [
        say.say(
            "changes.turnover",
            all=say.say("counts.ties", len(ties.ties)),
            jaccard=say.percent(ties.jaccard),
            **counted,
        )
    ]
    return told + [say.say("changes.hardly")] * (ties.jaccard < _HARDLY)


def ranked(found: Changes) -> list[str]:
    """Return what the ranks go by, and how sure they are."""
    say = spoken()
    told = [say.say("changes.ranked", measure=say.named("measures", found.measure, found.measure))]
    if found.draws:
        sure = "moved_low" in found.people
        told.append(say.say("changes.sure" if sure else "changes.unsure", draws=found.draws))
    return told


def named(found: Changes) -> list[str]:
    """Return how many are named by more or fewer people than before, and how many chance alone would give."""
    say, people = spoken(), found.turnover.people
    low = int((people["p_value"] < _CHANCE).sum())
    chance = say.number(np.ceil(_CHANCE * len(people)))
    told = say.say("changes.by_chance", len(people), chance=chance, found=say.say("changes.found", low))
    return [say.say("changes.named_how"), told]


def communities(found: Changes) -> list[str]:
    """Return how far the communities are the same, and what became of them."""
    told = events_in_words(_called(found.communities))
    if np.isnan(found.nmi):
        return told
    return [spoken().say("changes.alike", nmi=spoken().percent(found.nmi)), *told]


def silos(found: Changes) -> list[str]:
    """Return which groups have opened or closed beyond what chance explains, the largest change first."""
    if found.inside is None:
        return []
    say = spoken()
    sure = found.inside[((found.inside["low"] > 0) | (found.inside["high"] < 0)) & (found.inside["group"] != "")]
    told = [
        say.say(
            "changes.opened" if row["change"] < 0 else "changes.closed",
            group=row["group"],
            before=say.percent(row["before"]),
            after=say.percent(row["after"]),
        )
        for _, row in sure.sort_values("change", key=abs, ascending=False).iterrows()
    ]
    return told or [say.say("changes.no_silo")]


def overall(found: Changes) -> list[str]:
    """Return how much stays inside groups over all, and how sure a change of that is."""
    if found.inside is None or np.isnan(found.inside["change"].iloc[-1]):
        return []
    say, row = spoken(), found.inside.iloc[-1]
    before, after = say.percent(row["before"]), say.percent(row["after"])
    low, high = _signed(100 * row["low"], 1), _signed(100 * row["high"], 1)
    return [say.say("changes.overall", before=before, after=after, low=low, high=high)]


def _called(series: CommunitySeries) -> CommunitySeries:
    """Return the series with the two times called as the page calls them."""
    names = {when: spoken().say(f"changes.{when}") for when in (BEFORE, AFTER)}
    return replace(
        series,
        windows=tuple(names[when] for when in series.windows),
        members=series.members.assign(window=series.members["window"].map(names)),
    )


def _figures(found: Changes) -> Markup:
    say = spoken()
    table = found.figures.set_index("figure").copy()
    table.loc["answered"] *= 100
    rows = []
    for name, row in table.iterrows():
        digits = 1 if name == "mean_named" else 0
        rows.append((say.say(f"changes_figures.{name}"), *(say.number(row[when], digits) for when in (BEFORE, AFTER))))
    heads = [say.say("changes_columns.figure"), say.say("changes.before"), say.say("changes.after")]
    return charts.table(pd.DataFrame(rows, columns=heads), caption=say.say("changes.figures"))


def _ties_chart(found: Changes) -> Markup:
    say = spoken()
    rows = [
        charts.Bar(say.say(f"changes.{kind}"), found.turnover.count(kind)) for kind in ("kept", "formed", "dissolved")
    ]
    return charts.bars(rows, title=say.say("changes.chart"), unit=say.say("series_columns.people"))


def _first_table(found: Changes) -> Markup:
    """Return the first people after, and where they stood before."""
    people = found.people.dropna(subset=["rank_after"]).sort_values("rank_after", kind="stable").head(_MOST_PEOPLE)
    columns = ["person", "rank_before", "rank_after", "moved", "named_anew", "named_no_longer"]
    return _people_table(people, columns, spoken().say("changes.first", len(people)))


def _named_table(found: Changes) -> Markup:
    """Return the people whose changes are least likely by chance, as far as they are unlikely at all."""
    unlikely = found.people[found.people["p_value"] < _CHANCE].sort_values("p_value", kind="stable")
    if not len(unlikely):
        return Markup("")
    columns = ["person", "named_still", "named_anew", "named_no_longer", "p_value", "rank_before", "rank_after"]
    return _people_table(unlikely.head(_MOST_PEOPLE), columns, spoken().say("changes.named"))


def _people_table(people: pd.DataFrame, columns: list[str], caption: str) -> Markup:
    shown = people[columns].copy()
    if "name" in people:
        shown["person"] = people["name"].fillna(people["person"])
    for column in shown.columns.difference(["person", "p_value"]):
        shown[column] = shown[column].astype("int64")
    if "moved" in columns and "moved_low" in people:
        spans = [_span(int(low), int(high)) for low, high in people[["moved_low", "moved_high"]].to_numpy()]
        shown.insert(columns.index("moved") + 1, "span", spans)
    return charts.table(shown.rename(columns=spoken().texts["changes_columns"]), caption=caption, digits=3)


def _span(low: float, high: float, digits: int = 0) -> str:
    """Return the two ends of a change, with their signs."""
    return f"{_signed(low, digits)} … {_signed(high, digits)}"


def _signed(change: float, digits: int) -> str:
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return sign + spoken().number(abs(change), digits)


def _silos_chart(found: Changes) -> Markup:
    """Return a line for each of the groups that changed most."""
    if found.inside is None:
        return Markup("")
    say = spoken()
    groups = found.inside[found.inside["group"] != ""].dropna(subset=["change"])
    most = groups.sort_values("change", key=abs, ascending=False).head(_MOST_GROUPS)
    rows = [plots.Course(str(row["group"]), [100 * row["before"], 100 * row["after"]]) for _, row in most.iterrows()]
    if not rows:
        return Markup("")
    return plots.courses(
        [say.say("changes.before"), say.say("changes.after")],
        rows,
        title=say.say("changes.inside", groups=found.groups),
        x_label=say.say("changes.when"),
        y_label=say.say("changes.per_cent"),
        most=100,
    )


def _silos_table(found: Changes) -> Markup:
    if found.inside is None:
        return Markup("")
    say = spoken()
    table = found.inside.assign(group=found.inside["group"].replace("", say.say("changes.everybody")))
    table[["before", "after", "change"]] *= 100
    table["change_span"] = [
        "–" if np.isnan(low) else _span(100 * low, 100 * high, 1) for low, high in table[["low", "high"]].to_numpy()
    ]
    table = table.drop(columns=["low", "high"]).rename(columns=say.texts["changes_columns"])
    return charts.table(table, caption=say.say("changes.inside", groups=found.groups))
