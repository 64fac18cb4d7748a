"""Innovations page: several things that spread among the same people, side by side."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from netspread.adoption.periods import named
from netspread.adoption.results import Adoption
from netspread.language import Language, speaking
from netspread.pages import charts, plots
from netspread.pages.adoption_pictures import periods, worded
from netspread.pages.adoption_tests import verdict
from netspread.pages.adoption_words import happened
from netspread.pages.template import page

#: More curves than this cannot be told apart.
_MOST_CURVES = 8


def compared(found: Mapping[str, Adoption]) -> pd.DataFrame:
    """Return one row an innovation: ``innovation, people, adopters, share, half, p, q, verdict``.

    ``half`` is the period by which half of all had adopted; ``p`` and ``q`` are of the Bass curve.
    """
    rows = []
    for name, one in found.items():
        last, half = one.curve.iloc[-1], one.curve.loc[one.curve["share"] >= 0.5, "period"]
        values = {} if one.bass is None else one.bass.estimates
        rows.append(
            {
                "innovation": name,
                "people": one.diffusion.n_people,
                "adopters": int(last["adopters"]),
                "share": float(last["share"]),
                "half": named(half.iloc[0]) if len(half) else "",
                "p": values.get("p", float("nan")),
                "q": values.get("q", float("nan")),
                "verdict": verdict(one),
            }
        )
    return pd.DataFrame(rows)


def draw_innovations(found: Mapping[str, Adoption], pages: Mapping[str, str], language: str = "en") -> str:
    """Return the page as one HTML text; *pages*: innovation -> the address of its own page."""
    with speaking(language) as say:
        return _drawn(found, pages, say)


def _drawn(found: Mapping[str, Adoption], pages: Mapping[str, str], say: Language) -> str:
    first = next(iter(found.values()))
    shares = {name: 100 * one.curve["share"] for name, one in found.items()}
    rows = [plots.Course(name, share.tolist()) for name, share in list(shares.items())[:_MOST_CURVES]]
    shown = compared(found).drop(columns="verdict")  # it stands on the cards
    table = worded(pd.DataFrame({"period": list(first.diffusion.periods), **shares}))
    return page(
        "innovations.html",
        title=say.say("innovations.title", len(found)),
        text=say.texts["innovations"],
        report=say.texts["report"],
        curves=plots.courses(
            periods(first),
            rows,
            title=say.say("innovations.curves"),
            x_label=say.say("adoption.period"),
            y_label=say.say("adoption.per_cent"),
        ),
        curves_table=charts.table(table, caption=say.say("innovations.curves_table")),
        table=charts.table(worded(shown), caption=say.say("innovations.table"), digits=3),
        cards=[_card(name, one, pages[name]) for name, one in found.items()],
    )


def _card(name: str, one: Adoption, address: str) -> dict[str, Any]:
    return {"name": name or one.diffusion.innovation, "href": address, "told": [happened(one)[0], verdict(one)]}
