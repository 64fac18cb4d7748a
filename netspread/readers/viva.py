"""Viva Insights: how much each two people (or groups) work together, counted by Microsoft."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.reader import ReadOptions, people_frame, tie_frame
from netspread.readers.source import Source
from netspread.readers.table import Table
from netspread.readers.times import parsed_times
from netspread.records import Reported
from netspread.windows import dated

NAME = "viva insights"
TITLE = "Viva Insights network query: person to person, or group to group (then the network is one of groups)"
EXAMPLE = """
PrimaryCollaborator_PersonId,SecondaryCollaborator_PersonId,MetricDate,PrimaryCollaborator_Organization,StrongTieScore
7f3a,91bc,2024-03-01,Medicine,83
91bc,7f3a,2024-03-01,Surgery,83
"""

_PAIRS = (
    ("primarycollaborator ", "secondarycollaborator "),
    ("timeinvestors ", "collaborators "),
    ("timeinvestor ", "collaborator "),
)
_WEIGHTS = (
    "strongtiescore", "collaboration hours", "group collaboration time invested", "collaboration time invested",
    "meetings", "diversetiescore",
)  # fmt: skip
#: What stands for no group in particular.
_REST = frozenset({"other collaborators", "other", "unclassified internal", "external", "self-collaboration"})
_WITHIN = frozenset({"within group", "collaborators within group"})


@dataclass(frozen=True, slots=True)
class _Ends:
    """The columns of both ends of a tie, and what they are."""

    ego: str
    alter: str
    own: str
    are_people: bool


def recognizes(source: Source) -> bool:
    """Whether the columns are those of a network query."""
    return _ends(source.table) is not None


def read(source: Source, options: ReadOptions) -> Reported:
    """Return the ties with their strength; a pair that stands in several weeks has a tie in each."""
    table = source.sheet(options.sheet)
    ends = _ends(table)
    if ends is None:
        raise ReadError(
            f"{source.where}: no columns PrimaryCollaborator_PersonId and SecondaryCollaborator_PersonId were found; "
            "run a person-to-person query"
        )
    told = [*table.told, _WHAT[ends.are_people]]
    frame = table.frame()
    weights, named = _weights(table, frame)
    told.append(
        Phrase("strength taken from '{named}'", named=named)
        if named
        else Phrase("no column of strength was found, so each row counts 1")
    )
    alters = frame[ends.alter].where(~frame[ends.alter].str.casefold().isin(_WITHIN), frame[ends.ego])
    known = frame[ends.ego].notna() & alters.notna() & ~alters.str.casefold().isin(_REST) & (weights > 0)
    if not ends.are_people and (~known).any():
        told.append(
            Phrase("{count} rows without strength or to no group in particular left out", count=int((~known).sum()))
        )
    dates = table.find(["metricdate", "date", "startdate", "month"])
    times = None
    if dates is not None:
        parsed = parsed_times(
            table.column(dates), where=lambda cell: table.place(cell, [dates]), day_first=options.day_first
        )
        told += parsed.told
        times = parsed.column[known].reset_index(drop=True)
    ties = tie_frame(frame[ends.ego][known], alters[known], weight=weights[known], time=times)
    ties = dated(ties, since=options.since, until=options.until, window=options.window)
    if options.window is not None:
        weights = ties.groupby(["ego", "alter", "relation", "time"], sort=False, dropna=False)["weight"].sum()
        ties = weights.reset_index()[list(ties.columns)]
    return Reported(
        ties,
        _people(frame[known], ends, ties),
        "both",
        NAME,
        sources=(Path(source.path),),
        told=tuple(told),
    )


_WHAT = {
    True: Phrase("ties between people, whose ids Viva Insights has scrambled; influence runs both ways"),
    False: Phrase(
        "this is a network of groups, not of people: nobody in it can be asked to start; influence runs both ways"
    ),
}


def _ends(table: Table) -> _Ends | None:
    """Return the columns of both ends: people if their ids are there, else groups."""
    for one, other in _PAIRS:
        ids = table.find([f"{one}personid"]), table.find([f"{other}personid"])
        if ids[0] and ids[1]:
            return _Ends(ids[0], ids[1], one, are_people=True)
        for name in ("organization", "group"):
            groups = table.find([f"{one}{name}"]), table.find([f"{other}{name}"])
            if groups[0] and groups[1]:
                return _Ends(groups[0], groups[1], one, are_people=False)
    return None


def _weights(table: Table, frame: pd.DataFrame) -> tuple[pd.Series, str | None]:
    named = table.find(_WEIGHTS)
    if named is None:
        return pd.Series(1.0, index=frame.index), None
    return pd.to_numeric(frame[named], errors="coerce").fillna(0.0), named


def _people(frame: pd.DataFrame, ends: _Ends, ties: pd.DataFrame) -> pd.DataFrame:
    """Return everybody, with the attributes that stand beside the first end."""
    people = people_frame(sorted({*ties["ego"], *ties["alter"]}))
    prefix = ends.ego[: len(ends.own)]
    attributes = [name for name in map(str, frame) if name.startswith(prefix) and name != ends.ego]
    first = frame.drop_duplicates(ends.ego).set_index(ends.ego)[attributes]
    first.columns = pd.Index([name[len(prefix) :].lower() for name in attributes])
    return people.join(first)
