"""Changes page: what two surveys say of each other, in pictures and plain words; and the folder that holds it."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from netspread import engine, folders
from netspread.changes import Changes
from netspread.language import speaking
from netspread.pages import changes_pictures as pictures
from netspread.pages import changes_words as words
from netspread.pages.alluvial import alluvial, flows_table
from netspread.pages.template import page

#: So many groups stand at the top of the page.
_LED = 3


def draw_changes(found: Changes, *, language: str = "en") -> str:
    """Return the page as one HTML text; the same results give the same text."""
    with speaking(language) as said:
        return page(
            "changes.html",
            title=said.say("changes.title"),
            text=said.texts["changes"],
            as_table=said.say("report.as_table"),
            lead=[*words.answered(found)[:1], *words.lasted(found)[:1], *words.silos(found)[:_LED]],
            answered=words.answered(found),
            figures=pictures.figures(found),
            lasted=words.lasted(found),
            ties_chart=pictures.ties_chart(found),
            ranked=words.ranked(found),
            first_table=pictures.first_table(found),
            named=words.named(found),
            named_table=pictures.named_table(found),
            communities=words.communities(found),
            alluvial=alluvial(words.called(found.communities)),
            flows=flows_table(words.called(found.communities)),
            silos_how=said.say("changes.silos_how", groups=found.groups),
            silos=[*words.overall(found), *words.silos(found)],
            silos_chart=pictures.silos_chart(found),
            silos_table=pictures.silos_table(found),
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
