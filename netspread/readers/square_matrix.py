"""Square matrix: the first row and the first column name the same people; a cell is the tie from row to column."""

from itertools import chain
from pathlib import Path

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.reader import ReadOptions, people_frame, tie_frame
from netspread.readers.source import Source
from netspread.readers.table import Table, key
from netspread.readers.weights import in_words, weights_of
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
    _refuse_other_shapes(table)
    spelled = {key(row[0]): row[0] for row in table.rows}
    alters = [spelled[key(name)] for name in table.header[1:]]
    columns = range(1, len(table.header))
    cells = chain.from_iterable(row[1:] for row in table.rows)
    weights = weights_of(cells, options.scale, where=lambda cell: table.place(cell, columns))
    answers = [
        (row[0], alter, weight)
        for row in table.rows
        for alter, cell in zip(alters, row[1:], strict=True)
        if alter != row[0] and (weight := weights[cell]) is not None
    ]
    ties = [tie for tie in answers if tie[2] > 0]
    answered = frozenset(ego for ego, _, _ in answers)
    told = [*table.told, *in_words(weights, weights)]
    if len(answered) < len(spelled):
        told.append(
            Phrase("{count} rows are empty: taken as people who did not answer", count=len(spelled) - len(answered))
        )
    return Reported(
        tie_frame([ego for ego, _, _ in ties], [alter for _, alter, _ in ties], weight=[weight for *_, weight in ties]),
        people_frame(spelled.values()),
        "alter_to_ego",
        NAME,
        sources=(Path(source.path),),
        respondents=answered,
        listed=True,
        told=tuple(told),
    )


def is_square(table: Table, *, whole: bool) -> bool:
    """Whether the header and the first column hold the same names; *whole*: no row is still to come."""
    if len(table.rows) > len(table.header) - 1 or (whole and len(table.rows) < len(table.header) - 1):
        return False
    names, rows = [key(name) for name in table.header[1:]], [key(row[0]) for row in table.rows]
    if len(names) < 2 or not rows or len(set(rows)) < len(rows):
        return False
    return set(rows) == set(names) if whole else set(rows) <= set(names)


def _refuse_other_shapes(table: Table) -> None:
    """Raise ``ReadError`` unless the first column holds each name of the header once."""
    rows = [key(row[0]) for row in table.rows]
    twice = next((at for at, name in enumerate(rows) if name in rows[:at]), None)
    if twice is not None:
        raise ReadError(
            f"{table.where}, line {table.lines[twice]}: '{table.rows[twice][0]}' has two rows in the square matrix; "
            "give each person one"
        )
    for name in table.header[1:]:
        if key(name) not in rows:
            raise ReadError(f"{table.where}: '{name}' has a column but no row in the square matrix; add the row")
    columns = {key(name) for name in table.header[1:]}
    for line, row in zip(table.lines, table.rows, strict=True):
        if key(row[0]) not in columns:
            raise ReadError(
                f"{table.where}, line {line}: '{row[0]}' has a row but no column in the square matrix; add the column"
            )
