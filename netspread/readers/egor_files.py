"""Egor files: ego networks in three tables: egos, their alters, the ties among those.

Krenz, Krivitsky, Vacca, Bojanowski & Herz, *egor* (an R package); the same shape with other names for the columns is
written by openeddi and EgoWeb.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers import ego_networks, words
from netspread.readers.ego_networks import Alter, EgoNetwork
from netspread.readers.folder import Folder
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table, key
from netspread.readers.tables import whole
from netspread.readers.weights import weights_of
from netspread.records import Reported

NAME = "egor files"
TITLE = "ego networks in three tables: egor, openeddi, EgoWeb"
EXAMPLE = """
== alters.csv
egoID,alterID,sex
1,1,f
1,2,m
2,1,m
== egos.csv
egoID,unit
1,x
2,y
== ties.csv
egoID,Source,Target,weight
1,1,2,2
"""


class _Names(NamedTuple):
    """How a program calls the columns, without blanks, marks and case."""

    ego: str
    alter: str
    ends: tuple[str, str]
    called: str = ""


#: How egor calls them.
EGOR = _Names("egoid", "alterid", ("source", "target"))
_PROGRAMS = (
    EGOR,
    _Names("puid", "nameid", ("nameid", "targetid")),
    _Names("egoid", "alternumber", ("alter1number", "alter2number"), "altername"),
    _Names("interviewid", "alternumber", ("alter1number", "alter2number"), "altername"),
)
#: What EgoWeb writes besides the answers, or computes.
_OWN = frozenset(
    {"interviewid", "starttime", "endtime", "density", "maxdegreevalue", "maxbetweennessvalue", "maxeigenvectorvalue",
     "degreecentralization", "betweennesscentralization", "components", "dyads", "isolates", "degree", "betweenness",
     "eigenvector", "dyadmatchid", "matchuser", "matchedaltername", "alterpairid", "linkid", "alter1name", "alter2name",
     "alter1id", "alter2id", "column1"}
)  # fmt: skip


class _Set(NamedTuple):
    """The tables of one export: names of the files, and what their columns are called."""

    names: _Names
    egos: str
    alters: str
    ties: str


def recognizes(of: Source | Folder) -> bool:
    """Whether there is a table of alters within egos, and one of the ties among them or of the egos."""
    return _set(of) is not None


def is_alone(source: Source) -> bool:
    """Whether *source* is one of the tables of such an export, without the others."""
    columns = set(map(bare, source.table.header))
    several = any({one.ego, one.alter} <= columns or {one.ego, *one.ends} <= columns for one in _PROGRAMS)
    return several or ("interviewnumber" in columns and bool(columns & {"alternumber", "alter1number"}))


def read(of: Source | Folder, options: ReadOptions) -> Reported:
    """Return the ties of egos to their alters, and among alters; alters count within their ego.

    Raises
    ------
    ReadError
        If a tie names an ego or an alter that is not there.
    """
    found = _set(of)
    if found is None:
        raise ReadError(
            f"{of.path}: no table of alters (egoID, alterID) with one of ties (egoID, Source, Target) or of egos "
            "(egoID) was found; export all of them"
        )
    tables = whole(of, [name for name in found[1:] if name])
    interviews: dict[str, EgoNetwork] = {}
    if found.egos:
        take_egos(tables[found.egos], found.names, interviews)
    take_alters(tables[found.alters], found.names, interviews)
    if found.ties:
        take_ties(tables[found.ties], found.names, interviews, options)
    told = [sentence for table in tables.values() for sentence in table.told]
    if not found.ties:
        told.append(Phrase("there is no table of ties among alters, so they have none"))
    return ego_networks.reported(interviews.values(), name=NAME, sources=of.sources, told=told)


def _set(of: Source | Folder) -> _Set | None:
    tables = of.tables
    for names in _PROGRAMS:
        ties = _with(tables, {names.ego, *names.ends})
        alters = [name for name in _with(tables, {names.ego, names.alter}) if name not in ties]
        egos = [name for name in _with(tables, {names.ego}) if name not in (*ties, *alters)]
        if len(alters) == 1 and len(ties) <= 1 and len(egos) <= 1 and (ties or egos):
            return _Set(names, *(one[0] if one else "" for one in (egos, alters, ties)))
    return None


def _with(tables: Mapping[str, Table], wanted: set[str]) -> list[str]:
    return [name for name, table in tables.items() if wanted <= {bare(column) for column in table.header}]


def bare(column: str) -> str:
    """Return the name of a column without blanks, marks and case."""
    return re.sub(r"[^a-z0-9]", "", column.casefold())


def _at(table: Table, wanted: str) -> int:
    return next(at for at, column in enumerate(table.header) if bare(column) == wanted)


def _given(table: Table, row: tuple[str, ...], besides: set[str]) -> dict[str, str]:
    out = besides | _OWN
    return {name: cell for name, cell in zip(table.header, row, strict=True) if cell and bare(name) not in out}


def take_egos(table: Table, names: _Names, interviews: dict[str, EgoNetwork]) -> None:
    """Take the egos, and what they said of themselves."""
    at = _at(table, names.ego)
    for line, row in zip(table.lines, table.rows, strict=True):
        if not row[at] or row[at] in interviews:
            fault = f"the ego '{row[at][:40]}' stands twice" if row[at] else f"'{table.header[at]}' is empty"
            raise ReadError(f"{table.where}, line {line}: {fault}; give each ego one row")
        interviews[row[at]] = EgoNetwork(row[at], _given(table, row, {names.ego}))


def take_alters(table: Table, names: _Names, interviews: dict[str, EgoNetwork]) -> None:
    """Take the alters of each ego."""
    ego_at, alter_at = _at(table, names.ego), _at(table, names.alter)
    has_names = names.called in {bare(column) for column in table.header}
    name_at = _at(table, names.called) if has_names else alter_at
    for line, row in zip(table.lines, table.rows, strict=True):
        ego, alter = row[ego_at], row[alter_at]
        interview = interviews.setdefault(ego, EgoNetwork(ego))
        if not ego or not alter or alter in interview.alters:
            fault = f"alter '{alter[:40]}' of ego '{ego[:40]}' stands twice" if ego and alter else "an id is empty"
            raise ReadError(f"{table.where}, line {line}: {fault}; give each alter of an ego one row")
        given = _given(table, row, {names.ego, names.alter, names.called})
        of_ego = set(table.header[: alter_at if has_names else 0])  # EgoWeb says the ego's answers on each row again
        interview.attributes = {**interview.attributes, **{name: given[name] for name in given if name in of_ego}}
        own = {name: cell for name, cell in given.items() if name not in of_ego}
        interview.alters[alter] = Alter(row[name_at] or alter, own)


def take_ties(table: Table, names: _Names, interviews: dict[str, EgoNetwork], options: ReadOptions) -> None:
    """Take the ties; the column of weights, or each further column that asks about a pair, is a relation."""
    ego_at, one_at, other_at = _at(table, names.ego), *(_at(table, end) for end in names.ends)
    relations = _relations(table, names)
    for relation, column in relations.items():
        cells = table.column(column) if column else ["1"] * len(table.rows)
        counted = weights_of(cells, options.scale, where=_places(table, column))
        seen: set[tuple[str, str, str]] = set()
        for line, row, cell in zip(table.lines, table.rows, cells, strict=True):
            ego, one, other = row[ego_at], row[one_at], row[other_at]
            alters = interviews[ego].alters if ego in interviews else {}
            if one not in alters or other not in alters:
                lost = ego if ego not in interviews else one if one not in alters else other
                raise ReadError(
                    f"{table.where}, line {line}: '{lost[:40]}' is not among the alters of '{ego[:40]}'; add the row"
                )
            pair = (ego, min(one, other), max(one, other))
            if (weight := counted[cell]) and one != other and pair not in seen:  # some list a pair from both sides
                seen.add(pair)
                interviews[ego].ties.append((one, other, relation, weight))


def _places(table: Table, column: str) -> Callable[[str], str]:
    return lambda cell: table.place(cell, [column])


def _relations(table: Table, names: _Names) -> dict[str, str]:
    """Return relation -> column of its weights."""
    weighed = table.find(words.WEIGHT)
    if weighed or not names.called:
        return {"alters": weighed or ""}
    out = {names.ego, *names.ends} | _OWN
    asked = {
        column: column for column in table.header if bare(column) not in out and not key(column).startswith("column ")
    }
    return asked or {"alters": ""}
