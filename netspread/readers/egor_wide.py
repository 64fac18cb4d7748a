"""Egor wide: ego networks in one table, a row for each ego, numbered columns for the alters and for their pairs."""

import re
from itertools import combinations
from pathlib import Path

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers import ego_networks
from netspread.readers.ego_networks import Alter, EgoNetwork
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table, key
from netspread.readers.weights import weights_of
from netspread.records import Reported

NAME = "egor wide"
TITLE = "ego networks in one table; ties of alters as '1 to 2'"
EXAMPLE = """
egoID,unit,alterID.1,alter.sex.1,alterID.2,alter.sex.2,alterID.3,alter.sex.3,1 to 2,1 to 3,2 to 3
7,x,Ana,f,Ben,m,Cia,f,1,0,2
8,y,Dia,f,Eva,f,,,1,,
"""

_PAIR = re.compile(r"X?(\d{1,3})(?:[\s._-]*to[\s._-]*|[_-])(\d{1,3})", re.IGNORECASE)
_COUNTED_PAIR = re.compile(r"AP(\d{1,4})", re.IGNORECASE)
_NUMBERED = re.compile(r"(.*?\D)[._ -]*(\d{1,3})")
#: What the column of an alter's name is called, and that of how many alters there are.
_CALLED = ("alterid", "altername", "alterlist", "alter", "name", "nameofalter")
_HOW_MANY = ("netsize", "net size", "network size")
_EGO = ("egoid", "ego id", "ego", "id", "puid", "respondent", "respondent id", "interview id")


def recognizes(source: Source) -> bool:
    """Whether there are columns for pairs, and numbered ones for as many alters."""
    try:
        header = source.table.header
    except ReadError:  # it is no table; somebody else may know it
        return False
    pairs = _pairs(header)
    k = max((other for _, other in pairs), default=0)
    sure = any("to" in name.casefold() for name in (header[at] for at in pairs.values()))
    return k > 1 and (sure or len(pairs) == k * (k - 1) // 2) and bool(_blocks(header, k))


def read(source: Source, options: ReadOptions) -> Reported:
    """Return the ties of each ego to the alters, and among those; alters count within their ego.

    An alter is there if it has a name, or where there are no names, any answer; ``netsize`` says how many count.

    Raises
    ------
    ReadError
        If the columns for pairs are not those of all pairs, or an ego stands twice.
    """
    table = source.sheet(options.sheet)
    pairs = _pairs(table.header)
    if not pairs:
        raise ReadError(
            f"{source.where}: no columns for pairs of alters ('1 to 2') were found; name the file of one table"
        )
    k = max(other for _, other in pairs)
    missing = sorted(set(combinations(range(1, k + 1), 2)) - set(pairs))
    if missing:
        one, other = missing[0]
        raise ReadError(
            f"{source.where}: {k} alters have {k * (k - 1) // 2} pairs, but there are {len(pairs)} columns for pairs "
            f"('{one} to {other}' is missing); export them all"
        )
    blocks = _blocks(table.header, k)
    counted = weights_of(
        (row[at] for row in table.rows for at in pairs.values()),
        options.scale,
        where=lambda cell: table.place(cell, pairs.values()),
    )
    ego_at = table.at(options.columns.get("ego") or table.find(_EGO) or table.header[0])
    apart = {at for columns in blocks.values() for at in columns} | set(pairs.values()) | {ego_at}
    interviews: dict[str, EgoNetwork] = {}
    for line, row in zip(table.lines, table.rows, strict=True):
        if not row[ego_at] or row[ego_at] in interviews:
            raise ReadError(
                f"{source.where}, line {line}: ego '{row[ego_at][:40]}' stands twice or is empty; give each one row"
            )
        given = {
            table.header[at]: cell for at, cell in enumerate(row) if cell and at not in apart and not _is_own(table, at)
        }
        interview = EgoNetwork(row[ego_at], given, _alters(table, row, blocks, k))
        for (one, other), at in pairs.items():
            weight = counted[row[at]]
            if weight and {str(one), str(other)} <= interview.alters.keys():
                interview.ties.append((str(one), str(other), "alters", weight))
        interviews[row[ego_at]] = interview
    told = [*table.told, Phrase("'{column}' is taken as the ego", column=table.header[ego_at])]
    return ego_networks.reported(interviews.values(), name=NAME, sources=[Path(source.path)], told=told)


def _is_own(table: Table, at: int) -> bool:
    """Whether a column is no attribute: R's numbers of rows, or how many alters there are."""
    return table.header[at].startswith("column ") or key(table.header[at]) in _HOW_MANY


def _pairs(header: tuple[str, ...]) -> dict[tuple[int, int], int]:
    """Return pair -> where its column stands; pairs that are only counted stand in the order 1-2, 1-3, ..., 2-3."""
    found = {
        (int(pair[1]), int(pair[2])): at
        for at, name in enumerate(header)
        if (pair := _PAIR.fullmatch(name.strip())) and 0 < int(pair[1]) < int(pair[2])
    }
    counted = [at for at, name in enumerate(header) if _COUNTED_PAIR.fullmatch(name.strip())]
    k = next((k for k in range(2, 200) if k * (k - 1) // 2 == len(counted)), 0)
    return found or dict(zip(combinations(range(1, k + 1), 2), counted, strict=False))


def _blocks(header: tuple[str, ...], k: int) -> dict[str, list[int]]:
    """Return stem -> the columns of alters 1 to k, for the stems that have all of them."""
    found: dict[str, dict[int, int]] = {}
    for at, name in enumerate(header):
        numbered = _NUMBERED.fullmatch(name.strip())
        if numbered and not _PAIR.fullmatch(name.strip()) and not _COUNTED_PAIR.fullmatch(name.strip()):
            found.setdefault(numbered[1].rstrip("._ -"), {})[int(numbered[2])] = at
    numbers = range(1, k + 1)
    return {
        stem: [columns[number] for number in numbers]
        for stem, columns in found.items()
        if stem and columns.keys() >= set(numbers)
    }


def _alters(table: Table, row: tuple[str, ...], blocks: dict[str, list[int]], k: int) -> dict[str, Alter]:
    """Return number -> alter, for those that are there."""
    called = next((stem for word in _CALLED for stem in blocks if _bare(stem) == word), None)
    size = table.find(_HOW_MANY)
    said = row[table.at(size)] if size else ""
    most = int(said) if said.isdecimal() and len(said) < 6 else k
    alters = {}
    for at in range(min(most, k)):
        given = {stem: row[columns[at]] for stem, columns in blocks.items() if stem != called and row[columns[at]]}
        name = row[blocks[called][at]] if called else ""
        if name or (given and not called):
            alters[str(at + 1)] = Alter(name or str(at + 1), given)
    return alters


def _bare(stem: str) -> str:
    return re.sub(r"[^a-z]", "", stem.casefold())
