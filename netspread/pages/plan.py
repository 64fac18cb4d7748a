"""Plan: the page "Three ways to spread it", for a ward manager and for whoever wants to check it."""

from typing import Any

from netspread.language import speaking, spoken
from netspread.logics import parameters, states
from netspread.logics.campaigns import Campaign
from netspread.logics.sensitivity import Sensitivity
from netspread.pages import charts
from netspread.pages import plan_pictures as pictures
from netspread.pages import plan_words as words
from netspread.pages.template import page


def draw_plan(found: Campaign, swept: Sensitivity | None, *, language: str = "en") -> str:
    """Return the page as one HTML text; the same campaign gives the same text."""
    with speaking(language) as say:
        texts = say.texts
        return page(
            "plan.html",
            title=texts["plan"]["title"],
            text=texts["plan"],
            sections=_sections(found, swept),
            contents=texts["report"]["contents"],
            folds=texts["plan_folded"],
            pictures=pictures,
            words=words,
            found=found,
            swept=swept,
            changed=found.changed(),
            logics=[{"name": words.title(name), "text": texts["plan_logics"][name]} for name in found.outcomes],
            several=len(found.outcomes) > 1,
            nasss=texts["plan_nasss"].values(),
            made=say.say("plan.made", seed=found.stage.seed, worlds=say.number(found.worlds)),
            numbers=_numbers(found),
            states=charts.table(pictures.worded(states.states()), caption=texts["plan"]["states_table"]),
            transitions=charts.table(pictures.worded(states.transitions()), caption=texts["plan"]["transitions_table"]),
        )


def _sections(found: Campaign, swept: Sensitivity | None) -> dict[str, str]:
    """Return the sections that this page has, by key."""
    there = {"changed": found.before is not None, "mix": bool(found.shares), "sensitive": swept is not None}
    return {key: name for key, name in spoken().texts["plan_sections"].items() if there.get(key, True)}


def _numbers(found: Campaign) -> Any:
    say, frame = spoken(), parameters.table()
    frame["value"] = [say.short(found.stage.values[name]) for name in frame["parameter"]]
    for end in ("low", "high"):
        frame[end] = [say.short(value) for value in frame[end]]
    return charts.table(pictures.worded(frame), caption=say.say("plan.numbers_table"))
