"""Answering: what the child does when Go is pressed: the command itself, and what the page of its answer needs."""

import os
from collections.abc import Sequence
from typing import Any

from netspread.explain import name_of
from netspread.findings import Findings
from netspread.language import speaking
from netspread.pages import start_words
from netspread.pages import words as sentences
from netspread.spread.compare import Comparison
from netspread.spread.models import IndependentCascade
from netspread_cli.app.reading import MOST_PROPOSED
from netspread_cli.commands import changes as changes_command
from netspread_cli.commands import run as run_command


def run(folder: str, words: Sequence[str]) -> dict[str, Any]:
    """Do the main job as the command line does, and return what the page of the answer needs."""
    os.chdir(folder)
    found: Findings = run_command.command.main([*words, "--force", "--quiet"], standalone_mode=False)
    comparison, team = found.comparison, found.champions
    with speaking(found.language):
        lead = [*sentences.asked(found), *start_words.best(found.answers)]
    first = comparison.models[0]
    assert isinstance(first, IndependentCascade)
    return {
        "lead": lead,
        "language": found.language,
        "relation": found.relation,
        "groups": found.groups,
        "values": [] if found.groups is None else sorted(found.network.groups(found.groups).dropna().unique()),
        "people": found.network.n_people,
        "persons": [[str(id_), name_of(found.network, str(id_))] for id_ in found.network.ids[:MOST_PROPOSED]],
        "p": first.p,
        "worlds": found.worlds,
        "seed": found.seed,
        "team": {**team.options, "cover": team.cover},
        "members": list(team.people),
        "named": [[name_of(found.network, person), group] for person, group in _grouped(found)],
        "covered": team.covered,
        "strategies": _sets(comparison),
    }


def _sets(comparison: Comparison) -> dict[str, list[str]]:
    """Return strategy -> its people; one that draws people anew in each block of worlds has none to be tried."""
    spreads = {name: comparison.spread(name) for name in comparison.strategies}
    return {name: list(spread.seeds) for name, spread in spreads.items() if spread.draws == 1}


def _grouped(found: Findings) -> list[tuple[str, str]]:
    """Return the champions with their groups."""
    people = found.champions.people
    if found.groups is None:
        return [(person, "") for person in people]
    groups = found.network.groups(found.groups).fillna("").iloc[found.network.positions(people)]
    return list(zip(people, map(str, groups), strict=True))


def changes(folder: str, words: Sequence[str]) -> dict[str, Any]:
    """Compare two studies as the command line does."""
    os.chdir(folder)
    changes_command.command.main([*words, "--force", "--quiet"], standalone_mode=False)
    return {"page": "changes.html"}
