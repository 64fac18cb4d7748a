"""From the files and options of a command to a network; what was decided is told on stderr."""

from pathlib import Path
from typing import Any

from netspread.build import build
from netspread.network import Influence, Network
from netspread.readers import read
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
    reported = read(survey, **kept)
    for sentence in reported.told:
        console.remark(sentence)
    return build(reported, relation=relation, influence=influence, since=kept.get("since"), until=kept.get("until"))
