"""Tables: all tables of an export, which are the sheets of a workbook, or the files of a folder."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

import pandas as pd

from netspread.errors import NetspreadError
from netspread.readers.folder import Folder
from netspread.readers.source import Source
from netspread.readers.table import Table, key

#: An export of more files is no set of a few tables.
_MOST = 24


def glances(of: Source | Folder) -> Mapping[str, Table]:
    """Return the beginning of each table, by its name in small letters without ending; none if there are too many."""
    if isinstance(of, Source):
        names = of.sheets if of.is_workbook and len(of.sheets) <= _MOST else ()
        return {key(name): table for name in names if (table := _glance(Source(of.path, name, of.inside))) is not None}
    if len(of.names) > _MOST:
        return {}
    return {_stem(name): table for name in of.names if (table := _glance(of.source(name))) is not None}


def whole(of: Source | Folder, names: Iterable[str]) -> dict[str, Table]:
    """Return the tables of those names, whole."""
    if isinstance(of, Source):
        sheets = {key(name): name for name in of.sheets}
        return {name: of.sheet(sheets[name], narrowest=1) for name in names}
    files = {_stem(name): name for name in of.names}
    return {name: of.source(files[name]).sheet(None, narrowest=1) for name in names}


def attributes(table: Table, *, besides: Iterable[str]) -> list[dict[str, str]]:
    """Return for each row its filled cells by column, the columns *besides* left out."""
    out = frozenset(besides)
    kept = [(at, name) for at, name in enumerate(table.header) if name not in out]
    return [{name: row[at] for at, name in kept if row[at]} for row in table.rows]


def with_numbers(people: pd.DataFrame) -> pd.DataFrame:
    """Return *people* with the columns of which every cell is a number as numbers; codes like 007 stay text."""
    people = people.copy()
    for name in people:
        numbers = pd.to_numeric(people[name], errors="coerce")
        # A number that loses its leading zero was a code.
        if numbers.notna().sum() == people[name].notna().sum() and not people[name].str.match(r"0\d").any():
            people[name] = numbers
    return people


def _glance(source: Source) -> Table | None:
    try:
        return source.sheet(source.wanted, narrowest=1) if source.is_workbook else source.table
    except NetspreadError:
        return None


def _stem(name: str) -> str:
    return key(PurePosixPath(name).stem)
