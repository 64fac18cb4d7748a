"""Adoption page: what did happen, in pictures and plain words."""

from typing import Any

import pandas as pd

from netspread.adoption.calibration import Calibration
from netspread.adoption.results import Adoption
from netspread.language import Language, speaking
from netspread.pages import adoption_pictures as pictures
from netspread.pages import adoption_tests, charts
from netspread.pages import adoption_words as words
from netspread.pages.template import page


def draw_adoption(found: Adoption, *, language: str = "en") -> str:
    """Return the page as one HTML text; the same results give the same text.

    Why a test could not be made stands in the program's own words.
    """
    with speaking(language) as say:
        return _drawn(found, say)


def _drawn(found: Adoption, say: Language) -> str:
    texts = say.texts
    where = {"observed": texts["map"]["start_observed"], "where": texts["map"]["where_to_start"]}
    return page(
        "adoption.html",
        title=texts["adoption"]["title"],
        text=texts["adoption"],
        report=texts["report"],
        sections=texts["adoption_sections"],
        happened=words.happened(found),
        growth=words.growth(found),
        around=words.around(found),
        verdict=adoption_tests.verdict(found),
        tests=charts.table(adoption_tests.tests(found), caption=texts["adoption"]["tests_table"]),
        pictures=pictures,
        found=found,
        play_how=say.say("adoption.play_how", **where),
        left_out=words.left_out(found),
        models=[_model(name, fit, say) for name, fit in found.calibrations.items()],
        forecast=words.forecast(found),
        unknown=list(texts["adoption_cannot"].values()),
        sources={texts["adoption_sources"][name]: source for name, source in words.SOURCES.items()},
        notes=[say.said(sentence) for sentence in found.diffusion.told],
        made=say.say("adoption.made", seed=found.seed, runs=say.number(found.runs)),
    )


def _model(name: str, fit: Calibration, say: Language) -> dict[str, Any]:
    table = fit.table.assign(parameter=[_called(each, say) for each in fit.table["parameter"]])
    table = table.rename(columns=lambda column: _called(column, say))
    return {
        "name": f"{say.say(f'adoption_models.{name}')}: {fit.model.name}",
        "table": charts.table(pd.DataFrame(table), caption=say.say("adoption.model_table"), digits=4),
        "told": words.model(name, fit),
    }


def _called(name: str, say: Language) -> str:
    return say.named("adoption_models", name, name)
