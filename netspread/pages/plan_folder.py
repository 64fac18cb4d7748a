"""Plan folder: campaigns as tables and a page, written at once or not at all."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from netspread import folders
from netspread.language import speaking
from netspread.logics.campaigns import Campaign
from netspread.logics.sensitivity import Sensitivity
from netspread.pages.plan import draw_plan


def write_plan(
    found: Campaign,
    swept: Sensitivity | None,
    folder: Path,
    *,
    force: bool = False,
    language: str = "en",
    record: Mapping[str, Any] = MappingProxyType({}),
) -> Path:
    """Write ``campaigns.csv, summary.csv, units.csv, outcomes.csv, plan.csv``, the page and ``run.json`` into *folder*.

    The page, and what ``plan.csv`` says to do, are in *language*. *record* goes into ``run.json`` beside the figures:
    what was read, with which options and versions.

    Raises
    ------
    SaveError
        If *folder* exists and *force* is not set, or anything cannot be written; nothing is left behind then.
    """

    def write(ready: Path) -> None:
        tables = {
            "campaigns": found.to_frame(),
            "summary": found.summary,
            "units": found.by_unit(),
            "outcomes": found.ends(),
            "plan": found.plan(),
        }
        pages = {"plan": draw_plan(found, swept, language=language)}
        folders.fill(ready, tables=tables, pages=pages, record={**record, **_figures(found, swept, record)})

    with speaking(language):
        return folders.at_once(write, folder, force=force)


def _figures(found: Campaign, swept: Sensitivity | None, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that stands for the whole, in plain types; options are added to those of *record*."""
    stage = found.stage
    options = {
        "units": found.units,
        "periods": stage.periods,
        "budget": stage.budget,
        "logics": list(found.outcomes),
        "goal": found.goal,
        "sites": stage.order_of_sites,
        "observed_until": None if stage.observed is None else stage.observed.now,
    }
    return {
        "seed": stage.seed,
        "worlds": found.worlds,
        "options": {**record.get("options", {}), **options},
        "parameters": dict(stage.values),
        "shares": dict(found.shares),
        "order": list(found.order),
        "summary": found.summary.to_dict("records"),
        "by_unit": found.by_unit().to_dict("records"),
        "changed": found.changed(),
        "sensitivity": None if swept is None else _swept(swept),
    }


def _swept(swept: Sensitivity) -> dict[str, Any]:
    return {
        "first": swept.first,
        "sentence": swept.sentence(),
        "worlds": swept.worlds,
        "one_at_a_time": swept.one_at_a_time.to_dict("records"),
        "screen": swept.screen.to_dict("records"),
    }
