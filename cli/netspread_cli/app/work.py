"""Work: what the child does when it is asked: the commands of ``netspread``, with their answers in plain types."""

import json
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from netspread import readers
from netspread.build import build
from netspread.cells import write_csv
from netspread.champions import Champions, champions
from netspread.errors import NetspreadError
from netspread.explain import name_of
from netspread.findings import Findings
from netspread.language import speaking
from netspread.network import Network
from netspread.pages import start_words
from netspread.pages import words as sentences
from netspread.readers.decisions import write_review
from netspread.readers.folder import is_folder
from netspread.readers.source import Source
from netspread.readers.staff import read_staff
from netspread.records import Reported
from netspread.spread.compare import Comparison
from netspread.spread.models import IndependentCascade
from netspread.spread.simulate import simulate
from netspread_cli import options
from netspread_cli.app.commands import READING
from netspread_cli.commands import changes as changes_command
from netspread_cli.commands import run as run_command

#: So many rows of a file are shown, and so many different answers in it.
_ROWS, _ANSWERS = 8, 100
#: So many people are proposed while a name is typed.
_MOST_PROPOSED = 3000
_READING = {field.parameter for field in READING} | {"staff", "names"}


def roles(folder: str, files: Sequence[str]) -> dict[str, str]:
    """Return file -> what it seems to be: ``survey``, ``staff``, ``names`` or ``other``."""
    os.chdir(folder)
    return {name: _role(Path(name)) for name in files}


def _role(path: Path) -> str:
    with suppress(NetspreadError):
        if is_folder(path):
            return "survey"
        source = Source(path)
        if {"name", "person", "verdict"} <= set(source.table.keys):
            return "names"
        readers.recognized(source)
        return "survey"
    with suppress(NetspreadError):
        people, _ = read_staff(path)
        return "staff" if len(people) > 1 else "other"
    return "other"


def look(folder: str, words: Sequence[str], language: str) -> dict[str, Any]:
    """Return what would be read: format, people, ties, who answered, and what looks wrong."""
    reported = _reported(folder, words)
    quality = reported.quality()
    with speaking(language) as say:
        checks = sentences.checks_of(quality, say)
    called = reported.called
    return {
        **{name: quality[name] for name in ("format", "people", "ties", "respondents", "response_rate", "relations")},
        "title": _titles().get(quality["format"], ""),
        "questions": quality["questions"],
        "told": quality["told"],
        "checks": checks,
        "unknown": len(quality["unknown_names"]),
        "columns": [str(name) for name in reported.people.columns if name not in ("responded", "name", "email")],
        "persons": [[str(person), called.get(str(person), "")] for person in reported.people.index[:_MOST_PROPOSED]],
    }


def first_rows(folder: str, file: str, sheet: str | None) -> dict[str, Any]:
    """Return the beginning of a file as a table, its sheets, and which answers stand in it again and again."""
    os.chdir(folder)
    source = Source(Path(file), sheet)
    table = source.table
    width = min(len(table.header), 40)
    counts = Counter(cell for row in table.rows for cell in row if cell and len(cell) <= 40)
    return {
        "sheets": [name for name in source.sheets if name],
        "header": table.header[:width],
        "columns": table.header,
        "rows": [row[:width] for row in table.rows[:_ROWS]],
        "answers": [[cell, count] for cell, count in counts.most_common(_ANSWERS) if count > 2],
    }


def formats() -> list[list[str]]:
    """Return the name and title of every format."""
    return [[name, title] for name, title in _titles().items()]


def doubtful(folder: str, words: Sequence[str]) -> dict[str, Any]:
    """Return the names that somebody has to look at, and the people they may mean."""
    asked = _asked(folder, words)
    frame = readers.matched(asked["survey"], **_for_names(asked)).frame
    open_ = _not_clear(frame, asked)
    place = open_["verdict"].map({"review": 0, "unknown": 1})
    open_ = open_.assign(place=place.fillna(2)).sort_values(["place", "score"], kind="stable")
    people, _ = read_staff(asked["staff"])
    called = people["name"] if "name" in people else pd.Series("", index=people.index)
    return {
        "rows": open_.drop(columns="place").to_dict("records"),
        "sure": len(frame) - len(open_),
        "persons": [[str(person), str(name)] for person, name in called.items()],
    }


def _not_clear(frame: pd.DataFrame, asked: Mapping[str, Any]) -> pd.DataFrame:
    """Return the rows of names that are not clear by themselves, or that somebody decided otherwise."""
    alone = readers.matched(asked["survey"], **{**_for_names(asked), "names": None}).frame.set_index("name")
    alone = alone.loc[frame["name"]]
    clear = (alone["verdict"] == "sure").to_numpy() & (alone["person"].to_numpy() == frame["person"].to_numpy())
    unclear: pd.DataFrame = frame[~clear]
    return unclear


def decide(folder: str, words: Sequence[str], decisions: Mapping[str, str], out: str) -> None:
    """Write the table of names with *decisions* (name -> id; empty: not on the list), as ``netspread names`` does."""
    asked = _asked(folder, words)
    if asked["names"] is not None:
        before = _not_clear(readers.matched(asked["survey"], **_for_names(asked)).frame, asked)
        before = before[before["verdict"] == "decided"]
        decisions = {**dict(zip(before["name"], before["person"], strict=True)), **decisions}
    table = pd.DataFrame({"name": list(decisions), "person": list(decisions.values())})
    write_csv(table.assign(verdict="decided"), Path(f".{out}"))
    try:
        matches = readers.matched(asked["survey"], **{**_for_names(asked), "names": f".{out}"})
        write_review(matches, Path(out))
    finally:
        Path(f".{out}").unlink()


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
        "persons": [[str(id_), name_of(found.network, str(id_))] for id_ in found.network.ids[:_MOST_PROPOSED]],
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


def team(
    folder: str, words: Sequence[str], answer: Mapping[str, Any], declined: Sequence[str], more: Sequence[str]
) -> dict[str, Any]:
    """Return the team when *declined* said no, with one more person from each of *more* (values of the groups)."""
    network = _network(folder, tuple(words))
    how = {name: answer[name] for name in ("p", "worlds", "seed")}
    asked = {**answer["team"], "declined": [*answer["team"]["declined"], *declined]}
    found = _team(folder, tuple(words), json.dumps({**asked, **how}))
    for value in more:
        there = network.ids[network.groups(answer["groups"]).to_numpy() == value]
        free = {*map(str, there), *found.people} - {*asked["declined"], *asked["exclude"]}
        others = [str(person) for person in network.ids if str(person) not in free]
        wanted = {"size": len(found.people) + 1, "must_have": found.people, "exclude": others, "cover": found.cover}
        found = _team(folder, tuple(words), json.dumps({**wanted, **how}))
    spread = found.comparison.spread("list")
    groups = None if answer["groups"] is None else network.groups(answer["groups"])
    at = dict(zip(found.people, network.positions(found.people), strict=True))
    rows = found.members.to_dict("records")
    return {
        "covered": found.covered,
        "reach": spread.reach_mean,
        "rows": [
            {
                **row,
                "name": name_of(network, row["person"]),
                "group": "" if groups is None else str(groups.iloc[at[row["person"]]]),
                "reserve_name": name_of(network, row["reserve"]) if row["reserve"] else "",
                "new": row["person"] not in answer["members"],
            }
            for row in rows
        ],
        "declined": [[person, name_of(network, person)] for person in declined],
    }


def tried(
    folder: str, words: Sequence[str], answer: Mapping[str, Any], who: Sequence[str], p: float
) -> list[dict[str, Any]]:
    """Return the reach of *who*, the champions and each strategy's seeds, in the same worlds, at the chance *p*."""
    network = _network(folder, tuple(words))
    sets = {**({"own": list(who)} if who else {}), "champions": answer["members"], **answer["strategies"]}
    rows = []
    for name, seeds in sets.items():
        spread = simulate(
            network, seeds=seeds, model=IndependentCascade(p), worlds=answer["worlds"], seed=answer["seed"]
        )
        rows.append(
            {"name": name, "seeds": len(spread.seeds), "reach": spread.reach_mean, "low": spread.reach_low,
             "high": spread.reach_high, "people": [name_of(network, person) for person in spread.seeds]}
        )  # fmt: skip
    return rows


def parsed(folder: str, words: Sequence[str]) -> None:
    """See whether the command line takes *words*; what is wrong is raised."""
    _asked(folder, words)


def _asked(folder: str, words: Sequence[str]) -> dict[str, Any]:
    """Return what the options of ``netspread run`` come to, with *folder* as the place of files."""
    os.chdir(folder)
    return run_command.command.make_context("run", list(words)).params


def _for_names(asked: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in asked.items() if name in _READING and name != "min_group"}
    return options.given(kept)


def _reported(folder: str, words: Sequence[str]) -> Reported:
    asked = _asked(folder, words)
    kept = {name: value for name, value in asked.items() if name in _READING}
    return readers.read(asked["survey"], **options.given(kept))


@lru_cache(maxsize=2)
def _network(folder: str, words: tuple[str, ...]) -> Network:
    """Return the network of an answered study, whose files change no more."""
    asked = _asked(folder, words)
    how = {name: asked[name] for name in ("relation", "influence", "since", "until", "min_weight")}
    return build(_reported(folder, words), **how)


@lru_cache(maxsize=32)
def _team(folder: str, words: tuple[str, ...], asked: str) -> Champions:
    """Return the team for the options in *asked* (JSON): people look at one after another, and go back."""
    how = json.loads(asked)
    return champions(_network(folder, words), model=IndependentCascade(how.pop("p")), priced=False, **how)


def _titles() -> dict[str, str]:
    return {reader.NAME: reader.TITLE for reader in readers.READERS}


#: What can be asked of the child.
DOES: Mapping[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (roles, look, first_rows, formats, doubtful, decide, run, changes, team, tried, parsed)
}
