"""EgoNet folder: ego networks with a file of alters and a file of ties for each ego, whose number is in their names.

McCarty, *EgoNet*; the layout that the R package egor reads as EgoNet's: a table of egos, a folder of tables of alters,
a folder of tables of ties. Which ego a table of ties is of, its name alone says.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers import ego_networks
from netspread.readers.ego_networks import EgoNetwork
from netspread.readers.egor_files import EGOR, bare, take_alters, take_egos, take_ties
from netspread.readers.folder import Folder
from netspread.readers.reader import ReadOptions
from netspread.readers.table import Table
from netspread.records import Reported

NAME = "egonet folder"
TITLE = "ego networks as folders: EgoNet; a file of alters and one of ties for each ego"
EXAMPLE = """
== alters/alters_1.csv
alterID,sex
1,f
2,m
== alters/alters_2.csv
alterID,sex
1,m
== edges/edges_1.csv
Source,Target,weight
1,2,2
== edges/edges_2.csv
Source,Target,weight
== egos.csv
egoID,unit
1,x
2,y
"""
_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
#: An export has three folders: that of the egos, and two below it; a few more may lie beside them.
_MOST_FOLDERS = 6


class _Found(NamedTuple):
    """The files: that of the egos ("" if there is none), and number of an ego -> that of its alters, of its ties."""

    egos: str
    alters: Mapping[str, str]
    ties: Mapping[str, str]


def recognizes(folder: Folder) -> bool:
    """Whether there is a folder of tables of alters, and one of tables of ties that name no ego."""
    return _found(folder) is not None


def read(folder: Folder, options: ReadOptions) -> Reported:
    """Return the ties of egos to their alters, and among alters; alters count within their ego.

    Raises
    ------
    ReadError
        If a table of ties has no table of alters of that number, or a tie names an alter that is not there.
    """
    found = _found(folder)
    if found is None:
        raise ReadError(
            f"{folder.path}: no folder of tables of alters (alterID) with one of tables of ties (Source, Target) was "
            "found; export both"
        )
    lost = [name for number, name in found.ties.items() if number not in found.alters]
    if lost:
        raise ReadError(
            f"{folder.path}/{lost[0]}: there is no table of alters of the same number; export the alters of all egos"
        )
    interviews: dict[str, EgoNetwork] = {}
    if found.egos:
        take_egos(_table(folder, found.egos), EGOR, interviews)
    called = {ego.lstrip("0"): ego for ego in interviews}
    for number, name in found.alters.items():
        ego = called.get(number, number)
        take_alters(_of(_table(folder, name), ego), EGOR, interviews)
        if number in found.ties:
            take_ties(_of(_table(folder, found.ties[number]), ego), EGOR, interviews, options)
    told = [Phrase("the number in a file's name is taken as the ego")]
    without = sum(not interview.alters for interview in interviews.values())
    if without:
        told.append(Phrase("{count} egos have no table of alters, and name nobody", count=without))
    return ego_networks.reported(interviews.values(), name=NAME, sources=folder.sources, told=told)


def _found(folder: Folder) -> _Found | None:
    """Return the files; None if this is no such folder. One table of each folder is looked into."""
    numbered: dict[str, dict[str, str]] = {}
    others = []
    for name in folder.names:
        path = PurePosixPath(name)
        number = re.sub(r"[^0-9]", "", path.stem).lstrip("0")
        if path.suffix.casefold() in _ENDINGS and number and str(path.parent) != ".":
            numbered.setdefault(str(path.parent), {}).setdefault(number, name)
        elif path.suffix.casefold() in _ENDINGS:
            others.append(name)
    if not 2 <= len(numbered) <= _MOST_FOLDERS:
        return None
    columns = {parent: _columns(folder, next(iter(files.values()))) for parent, files in numbered.items()}
    alters = [parent for parent, names in columns.items() if "alterid" in names]
    ties = [parent for parent, names in columns.items() if {"source", "target"} <= names and "egoid" not in names]
    if len(alters) != 1 or len(ties) != 1 or alters == ties:
        return None
    egos = [name for name in others[:_MOST_FOLDERS] if "egoid" in _columns(folder, name)]
    return _Found(egos[0] if len(egos) == 1 else "", numbered[alters[0]], numbered[ties[0]])


def _columns(folder: Folder, name: str) -> frozenset[str]:
    try:
        source = folder.source(name)
        table = source.sheet(None, narrowest=1) if source.is_whole else source.table
        return frozenset(map(bare, table.header))
    except ReadError:
        return frozenset()


def _table(folder: Folder, name: str) -> Table:
    return folder.source(name).sheet(None, narrowest=1)


def _of(table: Table, ego: str) -> Table:
    """Return *table* with the ego in each row, where it does not say so itself."""
    if EGOR.ego in map(bare, table.header):
        return table
    return table.with_columns({"egoID": [ego] * len(table.rows)})
