"""Start: the section on where to start, and what a comparison of strategies answers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from netspread import folders
from netspread.language import speaking, spoken
from netspread.pages import start_pictures as pictures
from netspread.pages import start_words as words
from netspread.pages.template import page, part
from netspread.spread.answers import Answers


def section(found: Answers, *, fitted: Sequence[str] = ()) -> Markup:
    """Return the section: which way reaches most, whether it is worth it, who is left out, how fast, does it hold.

    *fitted* are the sentences on what was learned from what did happen.
    """
    return part(
        "start.html",
        text=spoken().texts["start"],
        as_table=spoken().say("report.as_table"),
        best=[spoken().say("start.models_how", len(found.comparison.models)), *fitted, *words.best(found)],
        seeds=pictures.seeds(found),
        comparisons=pictures.comparisons(found),
        enough=words.enough(found),
        returns_chart=pictures.returns_chart(found),
        returns_table=pictures.returns_table(found),
        left_out=words.left_out(found),
        groups_chart=pictures.groups_chart(found),
        groups_table=pictures.groups_table(found),
        fast=words.fast(found),
        curve_chart=pictures.curve_chart(found),
        curve_table=pictures.curve_table(found),
        holds=words.holds(found),
        sweep_chart=pictures.sweep_chart(found),
        sweep_table=pictures.sweep_table(found),
        held_table=pictures.held_table(found),
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
    figures = {
        "best": found.comparison.best,
        "random_seeds_needed": found.enough.seeds,
        "gini": None if found.equity is None else found.equity.gini,
        "steps_to_half": found.half,
        "safest": found.safest,
        "worst_regret": found.worst_regret().to_dict("records"),
    }

    def write(ready: Path) -> None:
        folders.fill(
            ready,
            tables={
                "seeding": found.comparison.to_frame(),
                "held": found.held,
                "returns": found.returns,
                "groups": None if found.equity is None else found.equity.table,
            },
            pages={"compare": draw_answers(found, language=language)},
            record={"seed": found.comparison.seed, **figures, **record},
        )

    return folders.at_once(write, Path(folder), force=force)
