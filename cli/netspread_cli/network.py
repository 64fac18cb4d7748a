"""From the files and options of a command to a network; what was decided is told on stderr."""

from pathlib import Path
from typing import Any

from netspread.build import build
from netspread.network import Influence, Network
from netspread.readers import read
from netspread.records import Reported
from netspread_cli import console, options


def network_of(
    survey: tuple[Path, ...],
    *,
    relation: str | None = None,
    influence: Influence | None = None,
    **choices: Any,
) -> Network:
    """Return the network that the command was asked about."""
    kept = options.given(choices)
    reported = reported_of(survey, **choices)
    return build(reported, relation=relation, influence=influence, since=kept.get("since"), until=kept.get("until"))


def reported_of(survey: tuple[Path, ...], **choices: Any) -> Reported:
    """Return what the files report; what was decided is told."""
    reported = read(survey, **options.given(choices))
    for sentence in reported.told:
        console.remark(sentence)
    return reported
