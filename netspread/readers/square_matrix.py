"""Square matrix: the first row and the first column name the same people; a cell is the tie from row to column."""

from pathlib import Path

from netspread.readers.reader import ReadOptions, people_frame, tie_frame
from netspread.readers.source import Source
from netspread.readers.table import Table, key
from netspread.readers.tie_list import weight_of
from netspread.readers.words import MISSING
from netspread.records import Reported

NAME = "square matrix"
TITLE = "people by people: the cell in Ana's row and Ben's column says how strongly Ana names Ben"
EXAMPLE = """
,Ana,Ben,Cia
Ana,0,1,1
Ben,0,0,2
Cia,1,0,0
"""


def recognizes(source: Source) -> bool:
    """Whether the header and the first column hold the same names."""
    return is_square(source.table, whole=source.is_whole)


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each cell above 0 off the diagonal; an all-empty row is somebody who did not answer."""
    table = source.sheet(options.sheet)
    names = table.header[1:]
    scale = {key(word): weight for word, weight in options.scale.items()}
    egos, alters, weights = [], [], []
    answered = set()
    for row, line in zip(table.rows, table.lines, strict=True):
        for alter, cell in zip(names, row[1:], strict=True):
            if key(cell) in MISSING or key(alter) == key(row[0]):
                continue
            answered.add(row[0])
            word = key(cell)
            where = f"{source.path}, line {line}: column '{alter}'"
            weight = scale[word] if word in scale else weight_of(cell, where=where)
            if weight > 0:
                egos.append(row[0])
                alters.append(alter)
                weights.append(weight)
    ids = [row[0] for row in table.rows]
    spelled = {key(name): name for name in ids}
    empty = sorted(set(ids) - answered)
    told = list(table.told)
    if empty:
        told.append(f"{len(empty)} rows are empty: taken as people who did not answer")
    return Reported(
        tie_frame(egos, [spelled[key(alter)] for alter in alters], weight=weights),
        people_frame(ids),
        "alter_to_ego",
        NAME,
        sources=(Path(source.path),),
        respondents=frozenset(answered),
        listed=True,
        told=tuple(told),
    )


def is_square(table: Table, *, whole: bool) -> bool:
    """Whether the header and the first column hold the same names; *whole*: no row is still to come."""
    names, rows = [key(name) for name in table.header[1:]], [key(row[0]) for row in table.rows]
    if len(names) < 2 or not rows or len(set(rows)) < len(rows):
        return False
    return set(rows) == set(names) if whole else set(rows) <= set(names)
