"""Reading: what the child does with files: it looks at them, and at the names that somebody has to look at."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from netspread import readers
from netspread.cells import write_csv
from netspread.errors import NetspreadError
from netspread.language import spoken
from netspread.pages.checks import checks_of
from netspread.readers.decisions import write_review
from netspread.readers.folder import is_folder
from netspread.readers.source import Source
from netspread.readers.staff import read_staff
from netspread_cli.app.asked import asked_of, for_names, reported_of

#: So many rows of a file are shown, and so many different answers in it.
_ROWS, _ANSWERS = 8, 100
#: So many people are proposed while a name is typed.
MOST_PROPOSED = 3000


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


def look(folder: str, words: Sequence[str]) -> dict[str, Any]:
    """Return what would be read: format, people, ties, who answered, and what looks wrong."""
    reported = reported_of(folder, words)
    quality = reported.quality()
    say, called = spoken(), reported.called
    return {
        **{name: quality[name] for name in ("format", "people", "ties", "respondents", "response_rate", "relations")},
        "title": _titles().get(quality["format"], ""),
        "questions": quality["questions"],
        "told": [say.said(sentence) for sentence in quality["told"]],
        "checks": checks_of(quality, say),
        "unknown": len(quality["unknown_names"]),
        "columns": [str(name) for name in reported.people.columns if name not in ("responded", "name", "email")],
        "persons": [[str(person), called.get(str(person), "")] for person in reported.people.index[:MOST_PROPOSED]],
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


def _titles() -> dict[str, str]:
    return {reader.NAME: spoken().named("formats", reader.NAME, reader.TITLE) for reader in readers.READERS}


def doubtful(folder: str, words: Sequence[str]) -> dict[str, Any]:
    """Return the names that somebody has to look at, and the people they may mean."""
    asked = asked_of(folder, words)
    frame = readers.matched(asked["survey"], **for_names(asked)).frame
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
    alone = readers.matched(asked["survey"], **{**for_names(asked), "names": None}).frame.set_index("name")
    alone = alone.loc[frame["name"]]
    clear = (alone["verdict"] == "sure").to_numpy() & (alone["person"].to_numpy() == frame["person"].to_numpy())
    unclear: pd.DataFrame = frame[~clear]
    return unclear


def decide(folder: str, words: Sequence[str], decisions: Mapping[str, str], out: str) -> None:
    """Write the table of names with *decisions* (name -> id; empty: not on the list), as ``netspread names`` does."""
    asked = asked_of(folder, words)
    if asked["names"] is not None:
        before = _not_clear(readers.matched(asked["survey"], **for_names(asked)).frame, asked)
        before = before[before["verdict"] == "decided"]
        decisions = {**dict(zip(before["name"], before["person"], strict=True)), **decisions}
    table = pd.DataFrame({"name": list(decisions), "person": list(decisions.values())})
    write_csv(table.assign(verdict="decided"), Path(f".{out}"))
    try:
        matches = readers.matched(asked["survey"], **{**for_names(asked), "names": f".{out}"})
        write_review(matches, Path(out))
    finally:
        Path(f".{out}").unlink()


def parsed(folder: str, words: Sequence[str]) -> None:
    """See whether the command line takes *words*; what is wrong is raised."""
    asked_of(folder, words)
