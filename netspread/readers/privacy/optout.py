"""Opt-out: people who want no part in it, and every trace of them, are removed."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.names import match_names
from netspread.readers.privacy.identifying import cleaned
from netspread.readers.source import Source
from netspread.readers.table import key
from netspread.records import Reported

#: A written name that is so like the name of somebody who opted out is a trace of that person.
_TRACE = 85.0
#: Columns of what people are called; a text that is more than one word of a name.
_CALLED, _WHOLE = re.compile(r"name|mail|user|login"), re.compile(r"\s|@|\d")
#: What the columns of such a table are called; nothing else is a header, as it may be somebody's name.
_HEADERS = frozenset(
    {"id", "person", "code", "staff id", "person id", "employee id", "staff number", "name", "full name", "first name",
     "given name", "last name", "surname", "family name", "email", "e mail", "email address", "username"}
)  # fmt: skip


def without(reported: Reported, path: Path, *, by_list: bool) -> Reported:
    """Return *reported* without the people in the file *path*: no tie, no row, no name of theirs.

    The file has a person a line (or row): an id, a name or an e-mail address, spelt in any way that is read for a
    name. *by_list*: what is not on the staff list is a name as somebody wrote it, which may mean one of them.

    Raises
    ------
    ReadError
        If the file cannot be read, or it is not sure who is meant.
    """
    rows = _rows(path)
    gone, others = _meant(rows, reported.people, path, by_list=by_list)
    spelled = _spellings(rows, reported.people, gone)
    traces = _traces(_loose(reported, by_list=by_list), spelled)
    missing = sum(not set(_ways(row)) & set(traces.values()) for row in others)
    gone |= {person for person, name in _names(reported.people, by_list=by_list) if name in traces} | set(traces)
    instead = dict.fromkeys(sorted(spelled | gone, key=lambda name: (-len(name), name)), "(removed)")
    ties = reported.ties
    people = reported.people[~reported.people.index.isin(gone)]
    told = [cleaned(sentence, instead) for sentence in reported.told]
    told.append(
        Phrase(
            "opted out, and removed with every tie and name of theirs: {people}", people=_people(len(rows) - missing)
        )
    )
    if missing:
        told.append(Phrase("opted out, and not found in the files: {people}", people=_people(missing)))
    whole = replace(
        reported,
        ties=ties[~(ties["ego"].isin(gone) | ties["alter"].isin(gone))].reset_index(drop=True),
        people=_emptied(people, instead),
        respondents=None if reported.respondents is None else reported.respondents - gone,
        unknown_names={name: count for name, count in reported.unknown_names.items() if name not in gone},
        likely_duplicates=tuple(pair for pair in reported.likely_duplicates if not {pair[0], pair[1]} & gone),
        told=tuple(told),
    )
    return whole.relabeled(lambda name: name, lambda text: cleaned(text, instead))


def staying(people: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Return the *people* of a staff list without those who opted out in *path*.

    Raises
    ------
    ReadError
        If the file cannot be read, or it is not sure who is meant.
    """
    gone, _ = _meant(_rows(path), people, path, by_list=True)
    return people[~people.index.isin(gone)]


def left(names: pd.DataFrame, people: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Return the table of matched *names* without those who opted out in *path*."""
    rows = _rows(path)
    gone, _ = _meant(rows, people, path, by_list=True)
    loose = names.loc[~names["person"].isin(set(people.index) - gone) | (names["verdict"] == "review"), "name"]
    traces = _traces(loose, _spellings(rows, people, gone))
    return names[~(names["name"].isin(traces) | names["person"].isin(gone) | names["runner_up"].isin(gone))]


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return (line, its cells) for each person in the file; of a table with a header the columns that say who."""
    cells = [[cell.strip() for cell in row] for row in Source(path).rows()]
    header = cells[0] if cells else []
    who = [at for at, name in enumerate(header) if key(name) in _HEADERS]
    first = 1 if who else 0
    who = who or list(range(max(map(len, cells), default=0)))
    rows = [(line, [row[at] for at in who if at < len(row) and row[at]]) for line, row in enumerate(cells, 1)]
    return [(line, row) for line, row in rows[first:] if row]


def _meant(
    rows: list[tuple[int, list[str]]], people: pd.DataFrame, path: Path, *, by_list: bool
) -> tuple[set[str], list[list[str]]]:
    """Return (ids of those who are meant, the rows that mean nobody of *people*)."""
    frame = match_names({name for _, row in rows for name in _ways(row)}, people).frame.set_index("name")
    gone, others = set(), []
    for line, row in rows:
        verdicts = frame.loc[_ways(row)]
        sure = verdicts[verdicts["verdict"] == "sure"].sort_values("score", ascending=False, kind="stable")
        if len(sure):
            gone.add(str(sure["person"].iloc[0]))
        elif by_list and (verdicts["verdict"] == "review").any():
            raise ReadError(f"{path}, line {line}: it is not sure who is meant; write the id of the person")
        else:
            others.append(row)
    return gone, others


def _people(number: int) -> str:
    return Phrase("1 person") if number == 1 else Phrase("{count} people", count=number)


def _ways(row: list[str]) -> list[str]:
    """Return the ways in which a row names its person: each cell, and all together ("Ruiz, Ana" in two columns)."""
    return row if len(row) == 1 else [*row, ", ".join(row[:2]), " ".join(row)]


def _spellings(rows: list[tuple[int, list[str]]], people: pd.DataFrame, gone: set[str]) -> set[str]:
    """Return everything that those in *gone* are called; a part of a name is no spelling, as others share it."""
    called = [column for column in people if _CALLED.search(key(str(column)))]
    cells = {str(cell) for column in called for cell in people[people.index.isin(gone)][column].dropna()}
    alone = {row[0] for _, row in rows if len(row) == 1}
    written = {name for _, row in rows for name in _ways(row)}
    return gone | alone | {name for name in cells | written if _WHOLE.search(name.strip())}


def _loose(reported: Reported, *, by_list: bool) -> Iterable[str]:
    """Return the names that nobody has said of whom they are."""
    named = pd.concat([reported.ties["ego"], reported.ties["alter"]]).astype("str")
    if by_list:
        named = named[~named.isin(reported.people.index)]
        return dict.fromkeys([*map(str, named.unique()), *reported.unknown_names])
    names = [name for _, name in _names(reported.people, by_list=by_list)]
    return dict.fromkeys([*map(str, reported.people.index), *map(str, named.unique()), *names])


def _names(people: pd.DataFrame, *, by_list: bool) -> list[tuple[str, str]]:
    """Return (id, name) of people whom no staff list tells apart, where the file has names."""
    if by_list or "name" not in people:
        return []
    return [(str(person), str(name)) for person, name in people["name"].dropna().items()]


def _traces(names: Iterable[str], spelled: set[str]) -> dict[str, str]:
    """Return which of *names* hold one of those *spelled*, or are so like it that they may mean that person -> it."""
    names, known = list(names), sorted(spelled)
    every = dict.fromkeys(known, "")
    holding = {
        name: next(one for one in known if cleaned(name, {one: ""}) != name)
        for name in names
        if cleaned(name, every) != name
    }
    # No name is the id of a spelling: names are compared with the spelling alone.
    ids = {f"\x00{at}": one for at, one in enumerate(known)}
    frame = match_names(names, pd.DataFrame({"name": known}, index=list(ids))).frame
    like = frame[(frame["score"] >= _TRACE) & (frame["person"] != "")]
    return {**{name: ids[person] for name, person in zip(like["name"], like["person"], strict=True)}, **holding}


def _emptied(people: pd.DataFrame, instead: dict[str, str]) -> pd.DataFrame:
    """Return *people* without the cells that name somebody of *instead*, such as a manager or a remark."""
    folded = {name.casefold() for name in instead}

    def names_them(cell: object) -> bool:
        return str(cell).casefold() in folded or cleaned(str(cell), instead) != str(cell)

    kept = people.copy()
    for column in people:
        if people[column].dtype.kind not in "biuf":
            them = [name for name in people[column].dropna().unique() if names_them(name)]
            if them:
                kept[column] = people[column].where(~people[column].isin(them))
    return kept
