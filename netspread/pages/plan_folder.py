"""Plan folder: campaigns as tables and a page, written at once or not at all."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from netspread import folders
from netspread.cells import write_csv
from netspread.folders import SCHEMA_VERSION, write_json
from netspread.logics.campaigns import Campaign
from netspread.logics.sensitivity import Sensitivity
from netspread.pages.plan import draw_plan


def write_plan(
    found: Campaign,
    swept: Sensitivity | None,
    folder: Path,
    *,
    force: bool = False,
    record: Mapping[str, Any] = MappingProxyType({}),
) -> Path:
    """Write ``campaigns.csv``, ``plan.csv``, ``plan.html`` and ``run.json`` into *folder*, and return that.

    *record* goes into ``run.json`` beside the figures: what was read, with which options and versions.

    Raises
    ------
    SaveError
        If *folder* exists and *force* is not set, or anything cannot be written; nothing is left behind then.
    """

    def write(ready: Path) -> None:
        write_csv(found.to_frame(), ready / "campaigns.csv")
        write_csv(found.plan(), ready / "plan.csv")
        (ready / "plan.html").write_text(draw_plan(found, swept), encoding="utf-8", newline="")
        stage = found.stage
        write_json(
            {
                "schema_version": SCHEMA_VERSION,
                **record,
                "seed": stage.seed,
                "worlds": found.worlds,
                "options": {
                    **record.get("options", {}),
                    "units": found.units,
                    "periods": stage.periods,
                    "budget": stage.budget,
                    "logics": list(found.outcomes),
                    "goal": found.goal,
                    "sites": stage.order_of_sites,
                    "observed_until": None if stage.observed is None else stage.observed.now,
                },
                "parameters": dict(stage.values),
                "shares": dict(found.shares),
                "order": list(found.order),
                "summary": found.summary.to_dict("records"),
                "by_unit": found.by_unit().to_dict("records"),
                "changed": found.changed(),
                "sensitivity": None
                if swept is None
                else {
                    "first": swept.first,
                    "sentence": swept.sentence(),
                    "worlds": swept.worlds,
                    "one_at_a_time": swept.one_at_a_time.to_dict("records"),
                    "screen": swept.screen.to_dict("records"),
                },
            },
            ready / "run.json",
        )

    return folders.at_once(write, folder, force=force)
