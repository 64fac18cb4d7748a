"""UCINET DL: the text format of UCINET; Borgatti, Everett & Freeman (2002), *UCINET 6 for Windows*."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from netspread.errors import ReadError, one_of
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

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|(?P<data>data\s*:)|(?P<labels>(?:(?P<of>row|col|column|matrix|level)s?\s+)?labels?'
    r'(?:\s+(?P<embedded>embedded))?(?![^\s,=:])\s*:?)|(?P<word>[^\s,="]+)',
    re.IGNORECASE,
)
_CELL = re.compile(r'"([^"]*)"|([^\s,"]+)')
_SHORT = {
    "fm": "fullmatrix", "full": "fullmatrix", "uh": "upperhalf", "lh": "lowerhalf", "el1": "edgelist1",
    "linklist1": "edgelist1", "el2": "edgelist2", "linklist2": "edgelist2", "nl1": "nodelist1", "nl2": "nodelist2",
    "ea1": "edgearray1",
}  # fmt: skip
_MATRICES = ("fullmatrix", "upperhalf", "lowerhalf")
_LISTS = ("edgelist1", "edgelist2", "nodelist1", "nodelist1b", "nodelist2", "edgearray1")
_MISSING = frozenset({"na", ".", "", "n/a"})


@dataclass(slots=True)
class _Header:
    """What stands above the data; ``rows`` and ``columns`` are how many there are."""

    rows: int = 0
    columns: int = 0
    is_two_mode: bool = False
    matrices: int = 1
    format: str = "fullmatrix"
    diagonal: bool = True
    labels: dict[str, list[str]] = field(default_factory=lambda: {"row": [], "col": [], "matrix": []})
    embedded: set[str] = field(default_factory=set)
    data: int = 0

    def names(self, side: str) -> list[str]:
        """Return what rows or columns are called: by their labels (of one mode, the others' too), else by numbers."""
        count, other = (self.rows, "col") if side == "row" else (self.columns, "row")
        return (
            self.labels[side]
            or (not self.is_two_mode and self.labels[other])
            or [str(at) for at in range(1, count + 1)]
        )


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
    header = _header(text, source)
    refuse_absurd(max(header.rows, header.columns), source, place=source.where)
    known = [
        *(header.labels["matrix"]),
        *(str(at) for at in range(len(header.labels["matrix"]) + 1, header.matrices + 1)),
    ]
    relations = known if header.matrices > 1 or header.labels["matrix"] else [""]
    reading = _Matrices(source, header) if header.format in _MATRICES else _Lists(source, header)
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


def _header(text: str, source: Source) -> _Header:
    """Return what stands above the data; words in any order, parted by blanks, commas or ``=``."""
    header, tokens = _Header(), list(_tokens(text))
    at = 1
    while at < len(tokens):
        token = tokens[at]
        word = (token["word"] or token["quoted"] or "").casefold()
        place = f"{source.where}, line {text.count(chr(10), 0, token.start()) + 1}"
        following = tokens[at + 1]["word"] or tokens[at + 1]["quoted"] or "" if at + 1 < len(tokens) else ""
        at += 2
        if token["data"]:
            header.data = token.end()
            break
        if token["labels"]:
            at = _labels(header, tokens, at - 1, place)
        elif word in ("n", "nr", "nc", "nm"):
            _count(header, word, whole_number(following, place=place, what=f"{word}="))
        elif word == "format":
            header.format = _SHORT.get(following.casefold(), following.casefold())
            if header.format not in (*_MATRICES, *_LISTS):
                raise ReadError(f"{place}: {one_of('format', following[:40], (*_MATRICES, *_LISTS))}")
        elif word == "diagonal":
            header.diagonal = following.casefold() != "absent"
        elif word != "title":
            raise ReadError(f"{place}: '{word[:40]}' is no word of a DL header; save the data as DL again")
    if not header.data:
        raise ReadError(f"{source.where}: there is no 'data:' in it, so it is cut short; save the data as DL again")
    return header


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of the header, up to and with ``data:``."""
    for token in _TOKEN.finditer(text):
        yield token
        if token["data"]:
            return


def _count(header: _Header, word: str, count: int) -> None:
    if word == "n":
        header.rows = header.columns = count
    elif word == "nr":
        header.rows, header.is_two_mode = count, True
    elif word == "nc":
        header.columns, header.is_two_mode = count, True
    else:
        header.matrices = count


def _labels(header: _Header, tokens: list[re.Match[str]], at: int, place: str) -> int:
    """Take the labels from token *at* on; return where the header goes on."""
    of = (tokens[at - 1]["of"] or "").casefold()
    sides = {"": ("row", "col"), "column": ("col",)}.get(of, (of,))
    if tokens[at - 1]["embedded"]:
        header.embedded.update(sides)
        return at
    wanted = {"matrix": header.matrices, "col": header.columns}.get(sides[-1], header.rows)
    found: list[str] = []
    while at < len(tokens) and len(found) < wanted and not (tokens[at]["data"] or tokens[at]["labels"]):
        found.append(" ".join((tokens[at]["quoted"] or tokens[at]["word"] or "").split()))
        at += 1
    if len(found) != wanted:
        raise ReadError(
            f"{place}: there are {len(found)} labels for {wanted}; give each one a label, in quotes if it has blanks"
        )
    twice = next((name for name in found if found.count(name) > 1), None) if wanted < 5000 else None
    if twice is not None or len(set(found)) < wanted:
        raise ReadError(f"{place}: the label '{twice or ''}' stands twice; give each one a label of its own")
    for side in sides:
        header.labels[side] = found
    return at


class _Matrices:
    """Numbers one after the other, which run over the ends of lines."""

    def __init__(self, source: Source, header: _Header) -> None:
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

    def __init__(self, source: Source, header: _Header) -> None:
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
