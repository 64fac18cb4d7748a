"""Tables: the whole tables of an export, which are sheets of a workbook or files of a folder; and their cells."""

from collections.abc import Iterable

import pandas as pd

from netspread.readers.folder import Folder, stem
from netspread.readers.source import Source
from netspread.readers.table import Table, key


def whole(of: Source | Folder, names: Iterable[str]) -> dict[str, Table]:
    """Return the tables of those names, whole."""
    if isinstance(of, Source):
        sheets = {key(name): name for name in of.sheets}
        return {name: of.sheet(sheets[name], narrowest=1) for name in names}
    files = {stem(name): name for name in of.names}
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
