"""Summary: many sites side by side, on one page."""

from typing import Any
from urllib.parse import quote

import pandas as pd
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from netspread.pages import charts
from netspread.pages.embed import asset, policy
from netspread.pages.words import strategy

#: What is drawn: the column of a share, its title, digits.
_DRAWN = (
    ("response_rate", "Who answered", 0),
    ("density", "How dense the network is: ties, as a share of all that could be", 1),
    ("reach_share", "How many the best strategy reaches", 0),
)


def draw_summary(table: pd.DataFrame) -> str:
    """Return the page of a batch: *table* has the columns of ``netspread.batch.COLUMNS``."""
    style = asset("report.css")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    done = table[table["error"] == ""]
    failed = table[table["error"] != ""]
    page: str = environment.from_string(asset("summary.html")).render(
        policy=policy((), (style,)),
        style=Markup(style),  # noqa: S704  # our own file
        sites=len(table),
        failed=[(row["site"], row["error"]) for _, row in failed.iterrows()],
        done=[_card(row) for _, row in done.iterrows()],
        charts=[drawn for drawn in [*(_chart(done, *what) for what in _DRAWN), _silos(done)] if drawn is not None],
        table=charts.table(_shown(done), caption="All sites", digits=2),
    )
    return page


def _card(row: "pd.Series[Any]") -> dict[str, str]:
    """Return where the site's report is, and who leads there."""
    return {"name": str(row["site"]), "href": f"{quote(str(row['site']))}/report.html", "leaders": str(row["leaders"])}


def _chart(done: pd.DataFrame, column: str, title: str, digits: int) -> tuple[str, Markup] | None:
    known = done[done[column].notna()]
    if not len(known):
        return None
    rows = [charts.Bar(str(row["site"]), 100 * float(row[column])) for _, row in known.iterrows()]
    return f"{title}, per cent", charts.bars(rows, title=title, unit="per cent", digits=digits)


def _silos(done: pd.DataFrame) -> tuple[str, Markup] | None:
    """Return the share of ties that stay inside groups: a bar cannot show an index below nought."""
    known = done[done["e_i_index"].notna()]
    if not len(known):
        return None
    rows = [charts.Bar(str(row["site"]), 50 * (1 - float(row["e_i_index"]))) for _, row in known.iterrows()]
    title = "Ties that stay inside groups"
    return f"{title}, per cent", charts.bars(rows, title=title, unit="per cent", most=100)


def _shown(done: pd.DataFrame) -> pd.DataFrame:
    shown = done.drop(columns=["error", "leaders"])
    shown = shown.assign(best_strategy=shown["best_strategy"].map(strategy))
    for column in ("people", "ties", "communities"):
        shown[column] = shown[column].astype("int64")
    for column in ("response_rate", "density", "e_i_index", "reach_mean", "reach_share"):
        shown[column] = shown[column].astype("float64")
    return shown.rename(columns=lambda name: str(name).replace("_", " ").replace("e i index", "E-I index"))
