"""Tie list: one reported tie a row."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from netspread.errors import ReadError
from netspread.network import INFLUENCES, Influence
from netspread.phrase import Phrase
from netspread.readers import message_log, words
from netspread.readers.reader import ReadOptions, people_frame, tie_frame
from netspread.readers.source import Source
from netspread.readers.square_matrix import is_square
from netspread.readers.table import Table, columns_taken, key
from netspread.readers.times import parsed_times
from netspread.readers.weights import in_words, weights_of
from netspread.records import Reported
from netspread.windows import dated

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
    table = source.table
    if message_log.recognizes(source) or is_square(table, whole=source.is_whole):
        return False
    return _pair(table) is not None or _is_bare(table)


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each row; what the columns were taken for is told."""
    table = source.sheet(options.sheet)
    if _is_bare(table) and not options.columns:
        table = _with_header(table)
    pair = _pair(table) or ("", "", True)
    ego, alter = options.columns.get("ego", pair[0]), options.columns.get("alter", pair[1])
    if not ego or not alter:
        raise ReadError(
            f"{source.where}: no columns for ego and alter were found among {', '.join(table.header[:12])}; "
            "say which with --column ego=NAME --column alter=NAME"
        )
    found = {role: options.columns.get(role) or table.find(names) for role, names in _OPTIONAL.items()}
    directed, mutual = _direction(table, found, default=pair[2] or "ego" in options.columns)
    told = [*table.told, columns_taken({"ego": ego, "alter": alter} | found)]
    ties = _ties(table, {"ego": ego, "alter": alter, **found}, options, told)
    people = people_frame(pd.unique(pd.Series(ties[["ego", "alter"]].to_numpy().ravel(), dtype="str")))
    nobody = [alter for alter in pd.unique(ties["alter"]) if _names_nobody(alter)]
    somebody = ~ties["alter"].isin(nobody).to_numpy()
    egos = frozenset(ties["ego"])
    if not somebody.all():
        told.append(Phrase("{count} answers of nobody", count=int((~somebody).sum())))
        people = people_frame([*ties["ego"], *ties["alter"][somebody]])
    kept = ties["weight"].to_numpy() > 0
    if not kept.all():
        told.append(Phrase("{count} rows with weight 0 left out", count=int((~kept).sum())))
    ties = dated(ties[kept & somebody], since=options.since, until=options.until, window=options.window)
    both = mutual[ties.index.to_numpy()]
    if directed and both.any():
        told.append(Phrase("{count} ties without direction are taken from both sides", count=int(both.sum())))
        ties = pd.concat([ties, ties[both].rename(columns={"ego": "alter", "alter": "ego"})])
    if not directed:
        told.append(Phrase("'{ego}' and '{alter}' are taken as ties without direction", ego=ego, alter=alter))
    influence: Influence = "alter_to_ego" if directed else "both"
    said = _said_influence(table)
    if said is not None:
        influence = said
    elif directed and key(ego) in _SENDERS:
        influence = "ego_to_alter"
        told.append(
            Phrase("'{ego}' is taken as who writes, and so influences; say --influence if it is otherwise", ego=ego)
        )
    return Reported(
        ties.reset_index(drop=True),
        people,
        influence,
        NAME,
        directed=directed,
        sources=(Path(source.path),),
        respondents=egos if influence == "alter_to_ego" else None,
        told=tuple(told),
    )


#: An ego called so writes to the alter, and does not name somebody.
_SENDERS = frozenset({"sender", "sender address", "caller", "author"})
_OPTIONAL = {"relation": words.RELATION, "weight": words.WEIGHT, "time": words.TIME}


def _ties(table: Table, names: dict[str, str | None], options: ReadOptions, told: list[str]) -> pd.DataFrame:
    """Return a row for each row of the table, also where it names nobody or its weight is 0."""
    cells = {role: table.column(name) for role, name in names.items() if name}
    for role in ("ego", "alter"):
        _complete(table, str(names[role]), cells[role])
    times = None
    if "time" in cells:
        name = str(names["time"])
        times = parsed_times(cells["time"], where=lambda cell: table.place(cell, [name]), day_first=options.day_first)
        told += times.told
    return tie_frame(
        cells["ego"],
        cells["alter"],
        relation=cells.get("relation", ""),
        weight=_weights(table, names["weight"], options, told),
        time=None if times is None else times.column,
    )


def _said_influence(table: Table) -> Influence | None:
    """Return how influence runs, where a column ``influence`` says the same of every tie."""
    column = table.find(["influence"])
    said = set(table.column(column)) if column else set()
    return next((influence for influence in INFLUENCES if said == {influence}), None)


def _names_nobody(alter: str) -> bool:
    """Whether the cell is a word for nobody; a mark or a short code might be somebody's id."""
    return len(alter) > 1 and words.answer(alter) in words.NOBODY


def _direction(table: Table, found: dict[str, str | None], *, default: bool) -> tuple[bool, np.ndarray]:
    """Return whether ties have a direction, and which rows mean both; a column of just that is no relation."""
    name = found["relation"]
    kinds = [cell.casefold() for cell in table.column(name)] if name else []
    if not any(kinds) or not set(kinds) <= {"directed", "undirected", "mutual", ""}:
        return default, np.zeros(len(table.rows), dtype=bool)
    found["relation"] = None
    both = np.array([kind in ("undirected", "mutual") for kind in kinds], dtype=bool)
    return not both.all(), both


def _pair(table: Table) -> tuple[str, str, bool] | None:
    """Return the columns of ego and alter, and whether their order means anything."""
    keys = table.keys
    for one, other in words.BETWEEN:
        if (one, other) in pairwise(keys):
            at = keys.index(one)
            return table.header[at], table.header[at + 1], False
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
    told = (*table.told, Phrase("no header found: the columns are taken as {names}", names=", ".join(header)))
    return Table(table.where, header, (first, *table.rows), (1, *(line for line in table.lines)), told)


def _complete(table: Table, name: str, cells: list[str]) -> None:
    if "" in cells:
        line = table.lines[cells.index("")]
        raise ReadError(f"{table.where}, line {line}: column '{name}' is empty; fill it in or delete the line")


def _weights(table: Table, name: str | None, options: ReadOptions, told: list[str]) -> float | np.ndarray:
    """Return the weight of each row; one without a weight counts 1."""
    if name is None:
        return 1.0
    cells = table.column(name)
    weights = weights_of(cells, options.scale, where=lambda cell: table.place(cell, [name]))
    told += in_words(cells, weights)
    empty = sum(weights[cell] is None for cell in cells)
    if empty:
        told.append(Phrase("{count} rows without a weight count 1", count=empty))
    return np.array([1.0 if (weight := weights[cell]) is None else weight for cell in cells])


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
