"""UCINET DL: the text format of UCINET; Borgatti, Everett & Freeman (2002), *UCINET 6 for Windows*."""

import re
from collections.abc import Iterator, Sequence

from netspread.errors import ReadError
from netspread.readers.dl_header import MATRICES, Header, header_in
from netspread.readers.graph import Graph, Tie, number, refuse_absurd, reported, whole_number
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.records import Reported

NAME = "UCINET DL"
TITLE = "UCINET's text format (DL), of one or two modes"
EXAMPLE = """
dl n = 3, format = fullmatrix
labels:
Ana, Ben, Cia
data:
0 1 2
0 0 1
1 0 0
"""

_CELL = re.compile(r'"([^"]*)"|([^\s,"]+)')
_MISSING = frozenset({"na", ".", "", "n/a"})


def recognizes(source: Source) -> bool:
    """Whether the first word is ``dl``, and a word of that format follows."""
    return (
        not source.is_workbook
        and re.match(r"\ufeff?\s*dl\b[\s,]*(n|nr|nc|nm|format|title|data|labels?)\b", source.start, re.IGNORECASE)
        is not None
    )


def read(source: Source, options: ReadOptions) -> Reported:  # noqa: ARG001  # there is nothing to choose
    """Return the cells above 0 as ties from row to column, each matrix a relation.

    Whoever stands in the row is taken to name who stands in the column; half matrices have no direction. In a file of
    two modes the rows are people, tied by the columns that they share.

    Raises
    ------
    ReadError
        If the header or the data cannot be understood, with the number of the line.
    """
    return reported(_graph(source), source, NAME)


def _graph(source: Source) -> Graph:
    text = source.text.replace("\u201c", '"').replace("\u201d", '"')  # word processors turn the quotes
    header = header_in(text, source)
    refuse_absurd(max(header.rows, header.columns), source, place=source.where)
    refuse_absurd(header.matrices, source, place=source.where, what="matrices")
    known = [
        *(header.labels["matrix"]),
        *(str(at) for at in range(len(header.labels["matrix"]) + 1, header.matrices + 1)),
    ]
    relations = known if header.matrices > 1 or header.labels["matrix"] else [""]
    reading = _Matrices(source, header) if header.format in MATRICES else _Lists(source, header)
    ties = reading.ties(text, relations)
    rows, columns = header.names("row"), header.names("col")
    graph = Graph(ties=ties)
    if header.is_two_mode:
        # The same word may name a person and an event.
        graph.events = {f"{column} (column)" for column in columns}
        graph.ties = [tie._replace(alter=f"{tie.alter} (column)") for tie in ties]
        columns = [f"{column} (column)" for column in columns]
    graph.people = {name: {} for name in (*rows, *columns)}
    return graph


class _Matrices:
    """Numbers one after the other, which run over the ends of lines."""

    def __init__(self, source: Source, header: Header) -> None:
        self.source, self.header = source, header

    def ties(self, text: str, relations: Sequence[str]) -> list[Tie]:
        """Return the cells that are not 0."""
        cells = [quoted or plain for quoted, plain in _CELL.findall(text, self.header.data) if plain != "!"]
        ties: list[Tie] = []
        at = 0
        for relation in relations:
            at = self._matrix(cells, at, relation, ties)
        if at < len(cells):
            raise ReadError(
                f"{self.source.where}: {len(cells) - at} numbers are left over after {len(relations)} matrices of "
                f"{self.header.rows} x {self.header.columns}; mend n, nm or the format"
            )
        return ties

    def _matrix(self, cells: list[str], at: int, relation: str, ties: list[Tie]) -> int:
        header = self.header
        if "col" in header.embedded:
            self._take("col", cells[at : at + header.columns])
            at += header.columns
        names: list[str] = []
        found: list[tuple[int, int, str]] = []
        for row in range(header.rows):
            if "row" in header.embedded:
                names += cells[at : at + 1]
                at += 1
            columns = self._columns(row)
            found += [(row, column, cell) for column, cell in zip(columns, cells[at : at + len(columns)], strict=False)]
            at += len(columns)
            if at > len(cells):
                raise ReadError(
                    f"{self.source.where}: the data end after {len(cells)} cells, in row {row + 1} of {header.rows} x "
                    f"{header.columns}; save the data as DL again"
                )
        if "row" in header.embedded:
            self._take("row", names)
        egos, alters = header.names("row"), header.names("col")
        directed = header.format == "fullmatrix"
        for row, column, cell in found:
            if cell not in ("0", "0.0") and cell.casefold() not in _MISSING:
                place = f"{self.source.where}: the cell in row {row + 1}, column {column + 1}"
                weight = number(cell, place=place, what="it")
                ties.append(Tie(egos[row], alters[column], relation, weight, directed))
        return at

    def _columns(self, row: int) -> list[int]:
        """Return the columns that the file has of *row*."""
        header = self.header
        first, last = {"lowerhalf": (0, row + 1), "upperhalf": (row, header.columns)}.get(
            header.format, (0, header.columns)
        )
        return [column for column in range(first, last) if header.diagonal or column != row]

    def _take(self, side: str, names: list[str]) -> None:
        if len(set(names)) < len(names):
            raise ReadError(f"{self.source.where}: two {side} labels in the data are the same; give each one its own")
        if not self.header.labels[side]:
            self.header.labels[side] = names


class _Lists:
    """One ego, or one tie, a line."""

    def __init__(self, source: Source, header: Header) -> None:
        self.source, self.header = source, header
        self.at = {side: {name.casefold(): name for name in header.labels[side]} for side in ("row", "col")}
        if not header.is_two_mode:
            self.at["col"] = self.at["row"]

    def ties(self, text: str, relations: Sequence[str]) -> list[Tie]:
        """Return the ties of all lines; a line with ``!`` ends a matrix."""
        ties: list[Tie] = []
        first = text.count("\n", 0, self.header.data) + 1
        matrix, ego = 0, 0
        for line, row in enumerate(text[self.header.data :].split("\n"), first):
            cells = [quoted or plain for quoted, plain in _CELL.findall(row)]
            if not cells:
                continue
            if cells == ["!"]:
                matrix, ego = matrix + 1, 0
                continue
            if matrix >= len(relations):
                raise ReadError(f"{self.source.where}, line {line}: there are more matrices than nm says; mend nm")
            ego += 1
            ties += self._line(cells, ego, relations, matrix, f"{self.source.where}, line {line}")
        for side in ("row", "col"):
            self.header.labels[side] = list(self.at[side].values()) if self._named(side) else []
        return ties

    def _line(self, cells: list[str], ego: int, relations: Sequence[str], matrix: int, place: str) -> Iterator[Tie]:
        kind = self.header.format
        if kind == "nodelist1b":
            wanted = whole_number(cells[0], place=place, what="how many alters follow")
            if wanted != len(cells) - 1:
                raise ReadError(f"{place}: {wanted} alters are announced, but {len(cells) - 1} follow; mend the number")
            for cell in cells[1:]:
                yield Tie(self._name("row", str(ego), place), self._name("col", cell, place), relations[matrix])
        elif kind.startswith("nodelist"):
            name = self._name("row", cells[0], place)
            for cell in cells[1:]:
                yield Tie(name, self._name("col", cell, place), relations[matrix])
        elif len(cells) < 2:
            raise ReadError(f"{place}: '{cells[0][:40]}' stands alone; write who names whom")
        else:
            values = cells[2:] if kind == "edgearray1" else cells[2:3] or ["1"]
            if kind == "edgearray1" and len(values) != len(relations):
                raise ReadError(f"{place}: {len(values)} values for {len(relations)} matrices; give one for each")
            asked = relations if kind == "edgearray1" else relations[matrix : matrix + 1]
            name, alter = self._name("row", cells[0], place), self._name("col", cells[1], place)
            for relation, value in zip(asked, values, strict=True):
                if value.casefold() not in _MISSING:
                    yield Tie(name, alter, relation, number(value, place=place, what="the value"))

    def _named(self, side: str) -> bool:
        return bool(self.at[side]) or side in self.header.embedded

    def _name(self, side: str, cell: str, place: str) -> str:
        """Return who is meant by a cell: a label if labels are embedded, else the number of one."""
        header, known = self.header, self.at[side]
        count = header.rows if side == "row" else header.columns
        if side in header.embedded:
            if cell.casefold() not in known and len(known) >= count:
                raise ReadError(f"{place}: '{cell[:40]}' is one more than the {count} announced; mend n, or the name")
            return known.setdefault(cell.casefold(), cell)
        at = whole_number(cell, place=place, what="each person (or say 'labels embedded')")
        if not 1 <= at <= count:
            raise ReadError(f"{place}: there is no number {at} among {count}; mend it")
        return header.labels[side][at - 1] if header.labels[side] else cell
