"""Checks: how good the answers are, each sign with its figure and what it means."""

from collections.abc import Mapping
from typing import Any

from netspread.findings import Findings
from netspread.language import Language
from netspread.pages.words import said


def checks(found: Findings) -> list[tuple[str, str, str]]:
    """Return (check, figure, what it means) for each sign of how good the answers are."""
    return checks_of(found.quality(), said(found))


def checks_of(quality: Mapping[str, Any], say: Language) -> list[tuple[str, str, str]]:
    """Return the same from the figures of ``quality.json``, before anything was computed."""
    text = say.texts["checks"]
    rules = {name: say.named("rules", name, meaning) for name, meaning in quality["rules"].items()}
    relations = ", ".join(
        f"{name or say.say('report.not_named')} {say.number(ties)}" for name, ties in quality["relations"].items()
    )
    rows = [(text["ties"], relations, text["ties_mean"])]
    if quality["response_rate"] is not None:
        rows.append((text["answered"], say.percent(quality["response_rate"]), text["answered_mean"]))
    rows += [
        (text["oneself"], say.number(quality["self_nominations"]), text["oneself_mean"]),
        (text["twice"], say.number(quality["duplicates"]), text["twice_mean"]),
        (text["unknown"], say.number(len(quality["unknown_names"])), text["unknown_mean"]),
        (text["isolates"], say.number(quality["isolates"]), text["isolates_mean"]),
        (
            text["dates"],
            say.number(quality["dates_out_of_range"]),
            rules["dates_out_of_range"],
        ),
    ]
    if quality["respondents"] is not None:
        rows += [
            (
                text["straight"],
                say.number(len(quality["straight_lining"])),
                rules["straight_lining"],
            ),
            (
                text["extreme"],
                say.number(len(quality["extreme_nominators"])),
                rules["extreme_nominators"],
            ),
        ]
    if quality["likely_duplicates"]:
        rows.append((text["likely"], say.number(len(quality["likely_duplicates"])), text["likely_mean"]))
    return rows
