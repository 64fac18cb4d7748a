"""Decisions: names that somebody decided on, in a table that is written for review and read back."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from netspread.cells import neutral, write_csv
from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.names import Matches, named_by_id, with_names
from netspread.readers.source import Source
from netspread.readers.spelling import normalized

#: Verdicts in a table of decisions that count; people also leave the column out.
_DECIDED = frozenset({"decided", "sure", "yes", ""})


def with_decisions(matches: Matches, path: Path, staff: pd.DataFrame) -> Matches:
    """Return *matches* with what somebody decided in the file *path* (columns name, person, verdict, person_name).

    A row counts if its verdict is ``decided``, ``sure`` or ``yes``; an empty person there means: not on the list. It
    does not count if its person has left the staff list, or the id is now that of somebody with another name.

    Raises
    ------
    ReadError
        If the file has no such columns.
    """
    table = Source(path).sheet(None)
    name_column, person_column = table.find(["name"]), table.find(["person"])
    if name_column is None or person_column is None:
        raise ReadError(f"{path}: columns 'name' and 'person' are needed; take the names.csv that netspread wrote")
    verdict_column = table.find(["verdict"])
    verdicts = table.column(verdict_column) if verdict_column else ["decided"] * len(table.rows)
    called_column = table.find(["person name"])
    called = table.column(called_column) if called_column else [""] * len(table.rows)
    rows = zip(table.column(name_column), table.column(person_column), verdicts, called, strict=True)
    said = {name: (person, then) for name, person, verdict, then in rows if verdict.casefold() in _DECIDED}
    now = named_by_id(staff)
    gone = {person for person, _ in said.values() if person and person not in staff.index}
    other = {person for person, then in said.values() if then and person in now and not _same(then, now[person])}
    frame = matches.frame.set_index("name", drop=False)
    # In the table a name that a spreadsheet would run as a formula has a mark in front.
    mine = {name: said.get(name) or said.get(neutral(name)) for name in frame.index}
    decided = {name: found[0] for name, found in mine.items() if found and found[0] not in gone | other}
    frame.loc[list(decided), "person"] = list(decided.values())
    frame.loc[list(decided), "verdict"] = "decided"
    told = [Phrase("{count} names as decided in {file}", count=len(decided), file=path.name)]
    if gone:
        told.append(
            Phrase(
                "{count} people in {file} are no longer on the staff list: {names}",
                count=len(gone),
                file=path.name,
                names=_few(gone),
            )
        )
    if other:
        told.append(
            Phrase(
                "{count} ids in {file} are of other people on the staff list now: {names}",
                count=len(other),
                file=path.name,
                names=_few(other),
            )
        )
    return Matches(with_names(frame.reset_index(drop=True), staff), tuple(told))


def write_review(matches: Matches, path: Path) -> None:
    """Write the table for people to decide, doubtful names first."""
    order = {"review": 0, "unknown": 1, "decided": 2, "sure": 3}
    frame = matches.frame.assign(place=matches.frame["verdict"].map(order))
    write_csv(frame.sort_values(["place", "score"], kind="stable").drop(columns="place"), path)


def _same(one: str, other: str) -> bool:
    return normalized(one) == normalized(other)


def _few(ids: Iterable[str]) -> str:
    return ", ".join(f"'{person}'" for person in sorted(ids)[:5])
