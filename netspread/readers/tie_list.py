"""Tie list: one reported tie a row."""

from pathlib import Path

import numpy as np
import pandas as pd

from netspread.errors import ReadError
from netspread.network import Influence
from netspread.readers import message_log, words
from netspread.readers.reader import ReadOptions, people_frame, tie_frame
from netspread.readers.source import Source
from netspread.readers.table import Table, key
from netspread.readers.times import parsed_times
from netspread.records import Reported

NAME = "tie list"
TITLE = "one tie a row: ego, alter, and if you like relation, weight, date"
EXAMPLE = """
ego,alter,relation,weight
ana,ben,advice,2
ana,cia,trust,1
ben,cia,advice,3
"""


def recognizes(source: Source) -> bool:
    """Whether two columns are called as ego and alter usually are, or all is numbers without a header."""
    if message_log.recognizes(source):
        return False
    return _pair(source.table) is not None or _is_bare(source.table)


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each row; what the columns were taken for is told."""
    table = source.sheet(options.sheet)
    if _is_bare(table) and not options.columns:
        table = _with_header(table)
    pair = _pair(table) or ("", "", True)
    ego, alter = options.columns.get("ego", pair[0]), options.columns.get("alter", pair[1])
    if not ego or not alter:
        raise ReadError(
            f"{source.path}: no columns for ego and alter were found among {', '.join(table.header[:12])}; "
            "say which with --column ego=NAME --column alter=NAME"
        )
    directed = pair[2] or "ego" in options.columns
    found = {role: options.columns.get(role) or table.find(names) for role, names in _OPTIONAL.items()}
    egos, alters = table.column(ego), table.column(alter)
    _complete(table, ego, egos)
    _complete(table, alter, alters)
    weights, kept = _weights(table, found["weight"])
    relation = table.column(found["relation"]) if found["relation"] else ""
    times = (
        parsed_times(table.column(found["time"]), where=f"{source.path}: column '{found['time']}'")
        if found["time"]
        else None
    )
    ties = tie_frame(egos, alters, relation=relation, weight=weights, time=None if times is None else times.column)
    named = " and ".join(f"'{name}' as {role}" for role, name in {"ego": ego, "alter": alter, **found}.items() if name)
    told = [*table.told, f"columns taken: {named}", *([] if times is None else times.told)]
    if (~kept).any():
        told.append(f"{int((~kept).sum())} rows with weight 0 or none left out")
    if not directed:
        told.append(f"'{ego}' and '{alter}' are taken as ties without direction")
    influence: Influence = "alter_to_ego" if directed else "both"
    if key(ego) in _SENDERS:
        influence = "ego_to_alter"
        told.append(f"'{ego}' is taken as who writes, and so influences; say --influence if it is otherwise")
    pool = pd.unique(pd.Series(np.column_stack([egos, alters]).ravel(), dtype="str"))
    return Reported(
        ties[kept].reset_index(drop=True),
        people_frame(pool),
        influence,
        NAME,
        directed=directed,
        sources=(Path(source.path),),
        respondents=frozenset(egos) if influence == "alter_to_ego" else None,
        told=tuple(told),
    )


#: An ego called so writes to the alter, and does not name somebody.
_SENDERS = frozenset({"sender", "sender address", "caller", "author"})
_OPTIONAL = {"relation": words.RELATION, "weight": words.WEIGHT, "time": words.TIME}


def _pair(table: Table) -> tuple[str, str, bool] | None:
    """Return the columns of ego and alter, and whether their order means anything."""
    for one, other in words.BETWEEN:
        a, b = table.find([one]), table.find([other])
        if a and b:
            return a, b, False
    ego, alter = table.find(words.EGO), table.find(words.ALTER)
    return (ego, alter, True) if ego and alter and ego != alter else None


def _is_bare(table: Table) -> bool:
    """Whether there is no header: two or three columns of numbers from the first row on."""
    width = len(table.header)
    rows = [tuple(name.split(" (")[0] for name in table.header), *table.rows[:50]]
    return 2 <= width <= 3 and all(all(_is_number(cell) for cell in row) for row in rows)


def _with_header(table: Table) -> Table:
    first = tuple(name.split(" (")[0] for name in table.header)  # a repeated number had got a mark
    header = ("ego", "alter", "weight")[: len(first)]
    told = (*table.told, "no header found: the columns are taken as " + ", ".join(header))
    return Table(table.where, header, (first, *table.rows), (1, *(line for line in table.lines)), told)


def _complete(table: Table, name: str, cells: list[str]) -> None:
    if "" in cells:
        line = table.lines[cells.index("")]
        raise ReadError(f"{table.where}, line {line}: column '{name}' is empty; fill it in or delete the line")


def _weights(table: Table, name: str | None) -> tuple[np.ndarray, np.ndarray]:
    """Return (weights, kept): an empty weight is 1, a weight of 0 is no tie."""
    if name is None:
        return np.ones(len(table.rows)), np.ones(len(table.rows), dtype=bool)
    cells = table.column(name)
    weights = np.ones(len(cells))
    for at, cell in enumerate(cells):
        if cell:
            weights[at] = weight_of(cell, where=f"{table.where}, line {table.lines[at]}: column '{name}'")
    return weights, weights > 0


def weight_of(cell: str, *, where: str) -> float:
    """Return the number in *cell*, or what the word in it usually counts.

    Raises
    ------
    ReadError
        If it is neither, or below 0.
    """
    if key(cell) in words.SCALE:
        return words.SCALE[key(cell)]
    try:
        weight = float(cell.replace(",", ".") if cell.count(",") == 1 and "." not in cell else cell)
    except ValueError as error:
        raise ReadError(
            f"{where} has '{cell[:40]}', which is no number; give a number, or --scale '{cell[:40]}=1'"
        ) from error
    if not 0 <= weight < float("inf"):
        raise ReadError(f"{where} has weight {cell}; weights must be numbers of 0 or more")
    return weight


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
