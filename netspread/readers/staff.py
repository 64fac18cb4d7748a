"""Staff list: who could have answered, with their attributes."""

from pathlib import Path

import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.source import Source
from netspread.readers.table import Table, key
from netspread.readers.tables import with_numbers

#: What the column of ids is called, the surest first.
_IDS = (
    "id", "staff id", "person id", "employee id", "staff number", "employee number", "person", "payroll number",
    "username", "email", "e mail", "email address", "name", "full name",
)  # fmt: skip


def read_staff(path: str | Path) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return (people, told): index ``person``, the other columns as attributes, as given (text, or all numbers).

    Raises
    ------
    ReadError
        If there is no column of ids, an id is empty, or two people share one.
    """
    return staff_in(Source(Path(path)).sheet(None, narrowest=1))


def staff_in(table: Table) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return (people, told) of a staff list as :func:`read_staff` does."""
    path = table.where
    column = table.find(_IDS) or _first_unique(table)
    if column is None:
        raise ReadError(
            f"{path}: no column holds an id of its own for each person (columns: {', '.join(table.header[:10])}); "
            "add a column 'id'"
        )
    ids = table.column(column)
    if "" in ids:
        raise ReadError(f"{path}, line {table.lines[ids.index('')]}: '{column}' is empty; give each person an id")
    double = pd.Series(ids, index=table.lines)
    double = double[double.duplicated()]
    if len(double):
        raise ReadError(f"{path}, line {double.index[0]}: id '{double.iloc[0]}' stands twice; give each person one row")
    people = table.frame().drop(columns=column)
    people.index = pd.Index(ids, dtype="str", name="person")
    if column.casefold() in ("name", "full name"):
        people.insert(0, "name", people.index)
    people.columns = pd.Index([_attribute(name) for name in people.columns])
    return with_numbers(people), (
        *table.told,
        Phrase("staff list: {count} people by '{column}'", count=len(people), column=column),
    )


def _first_unique(table: Table) -> str | None:
    for name in table.header:
        cells = table.column(name)
        if all(cells) and len(set(cells)) == len(cells):
            return name
    return None


def _attribute(name: str) -> str:
    """Return a column's name; the usual ones in the way that the rest of the program looks for them."""
    return key(name) if key(name) in {"name", "unit", "role", "site", "email", "department", "ward", "team"} else name
