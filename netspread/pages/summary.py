"""Summary: many sites side by side, on one page."""

from typing import Any
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from netspread.language import Language, speaking
from netspread.pages import charts
from netspread.pages.template import page

#: What is drawn: the column of a share, digits.
_DRAWN = (("response_rate", 0), ("density", 1), ("reach_share", 0))


def draw_summary(table: pd.DataFrame, *, language: str = "en") -> str:
    """Return the page of a batch: *table* has the columns of ``netspread.batch.COLUMNS``."""
    with speaking(language) as said:
        return _drawn(table, said)


def _drawn(table: pd.DataFrame, said: Language) -> str:
    done = table[table["error"] == ""]
    failed = table[table["error"] != ""]
    lead = "summary.lead_failed" if len(failed) else "summary.lead"
    return page(
        "summary.html",
        title=said.say("summary.title", len(table)),
        lead=said.say(lead, done=said.number(len(done)), failed=said.number(len(failed))),
        text=said.texts["summary"],
        failed=[(row["site"], row["error"]) for _, row in failed.iterrows()],
        done=[_card(row, said) for _, row in done.iterrows()],
        charts=[
            drawn
            for drawn in [*(_chart(done, *what, said) for what in _DRAWN), _silos(done, said)]
            if drawn is not None
        ],
        table=charts.table(_shown(done, said), caption=said.say("summary.all_sites"), digits=3),
    )


def _card(row: "pd.Series[Any]", said: Language) -> dict[str, str]:
    """Return where the site's report is, and who leads there."""
    leaders = said.say("summary.leaders", names=row["leaders"])
    return {"name": str(row["site"]), "href": f"{quote(str(row['site']))}/report.html", "leaders": leaders}


def _chart(done: pd.DataFrame, column: str, digits: int, said: Language) -> tuple[str, Markup] | None:
    known = done[done[column].notna()]
    if not len(known):
        return None
    rows = [charts.Bar(str(row["site"]), 100 * float(row[column])) for _, row in known.iterrows()]
    title = said.say(f"summary.{column}")
    drawn = charts.bars(
        _first(rows, least=column == "response_rate"),
        title=title,
        unit=said.say("summary.unit_per_cent"),
        digits=digits,
    )
    return said.say("summary.per_cent", title=title), drawn


def _silos(done: pd.DataFrame, said: Language) -> tuple[str, Markup] | None:
    """Return the share of ties that stay inside groups: a bar cannot show an index below nought."""
    known = done[done["e_i_index"].notna()]
    if not len(known):
        return None
    rows = [charts.Bar(str(row["site"]), 50 * (1 - float(row["e_i_index"]))) for _, row in known.iterrows()]
    title = said.say("summary.inside")
    drawn = charts.bars(_first(rows), title=title, unit=said.say("summary.unit_per_cent"), most=100)
    return said.say("summary.per_cent", title=title), drawn


def _first(rows: list[charts.Bar], *, least: bool = False) -> list[charts.Bar]:
    """Return the sites in their order; of more than can be drawn, those with the most, or the *least*, first."""
    if len(rows) <= charts.MOST_BARS:
        return rows
    return sorted(rows, key=lambda row: row.value if least else -row.value)


def _shown(done: pd.DataFrame, said: Language) -> pd.DataFrame:
    shown = done.drop(columns=["error", "leaders"])
    shown = shown.assign(best_strategy=[said.strategy(name) for name in shown["best_strategy"]])
    for column in ("people", "ties", "communities"):
        shown[column] = shown[column].astype("int64")
    for column in ("response_rate", "density", "e_i_index", "reach_mean", "reach_share"):
        shown[column] = shown[column].astype("float64")
    return shown.dropna(axis="columns", how="all").rename(columns=said.texts["summary_columns"])
