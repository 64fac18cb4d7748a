"""Changes pictures: two surveys side by side, each picture with the table of the same numbers."""

import numpy as np
import pandas as pd
from markupsafe import Markup

from netspread.changes import AFTER, BEFORE, Changes
from netspread.language import spoken
from netspread.pages import charts, plots
from netspread.pages.changes_words import CHANCE, span_of

#: So many people, and curves of groups, are shown at most.
_MOST_PEOPLE, _MOST_GROUPS = 10, 8


def figures(found: Changes) -> Markup:
    """Return how many people, answers and ties there are, before and after."""
    say = spoken()
    table = found.figures.set_index("figure").copy()
    table.loc["answered"] *= 100
    rows = []
    for name, row in table.iterrows():
        digits = 1 if name == "mean_named" else 0
        rows.append((say.say(f"changes_figures.{name}"), *(say.number(row[when], digits) for when in (BEFORE, AFTER))))
    heads = [say.say("changes_columns.figure"), say.say("changes.before"), say.say("changes.after")]
    return charts.table(pd.DataFrame(rows, columns=heads), caption=say.say("changes.figures"))


def ties_chart(found: Changes) -> Markup:
    """Return how many ties lasted, came and went."""
    say = spoken()
    rows = [
        charts.Bar(say.say(f"changes.{kind}"), found.turnover.count(kind)) for kind in ("kept", "formed", "dissolved")
    ]
    return charts.bars(rows, title=say.say("changes.chart"), unit=say.say("series_columns.people"))


def first_table(found: Changes) -> Markup:
    """Return the first people after, and where they stood before."""
    people = found.people.dropna(subset=["rank_after"]).sort_values("rank_after", kind="stable").head(_MOST_PEOPLE)
    columns = ["person", "rank_before", "rank_after", "moved", "named_anew", "named_no_longer"]
    return _people_table(people, columns, spoken().say("changes.first", len(people)))


def named_table(found: Changes) -> Markup:
    """Return the people whose changes are least likely by chance, as far as they are unlikely at all."""
    unlikely = found.people[found.people["p_value"] < CHANCE].sort_values("p_value", kind="stable")
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
        spans = [span_of(int(low), int(high)) for low, high in people[["moved_low", "moved_high"]].to_numpy()]
        shown.insert(columns.index("moved") + 1, "span", spans)
    return charts.table(shown.rename(columns=spoken().texts["changes_columns"]), caption=caption, digits=3)


def silos_chart(found: Changes) -> Markup:
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


def silos_table(found: Changes) -> Markup:
    """Return how much stays inside each group, before and after, and how sure a change of it is."""
    if found.inside is None:
        return Markup("")
    say = spoken()
    table = found.inside.assign(group=found.inside["group"].replace("", say.say("changes.everybody")))
    table[["before", "after", "change"]] *= 100
    table["change_span"] = [
        "–" if np.isnan(low) else span_of(100 * low, 100 * high, 1) for low, high in table[["low", "high"]].to_numpy()
    ]
    table = table.drop(columns=["low", "high"]).rename(columns=say.texts["changes_columns"])
    return charts.table(table, caption=say.say("changes.inside", groups=found.groups))
