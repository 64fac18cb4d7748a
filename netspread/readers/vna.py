"""VNA: the text format of NetDraw, which keeps attributes and ties in one file."""

import csv
import re
from collections.abc import Iterator

from netspread.errors import ReadError
from netspread.readers import words
from netspread.readers.graph import Graph, Tie, number, reported
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import key
from netspread.records import Reported

NAME = "VNA"
TITLE = "NetDraw's text format (VNA): attributes and ties"
EXAMPLE = """
*node data
ID unit
"Ana" x
"Ben" x
"Cia" y
*tie data
from to advice
"Ana" "Ben" 1
"Cia" "Ben" 2
"""

_SECTION = re.compile(r"\*\s*(node|tie)s?\s+(data|properties)\b", re.IGNORECASE)
_CELL = re.compile(r'"([^"]*)"|([^\s"]+)')
#: Columns for drawing, which tell nothing of a person.
_DRAWING = frozenset(
    {"x", "y", "color", "colour", "shape", "size", "shortlabel", "labelsize", "labelcolor", "active", "gap",
     "headcolor", "headsize", "headstyle"}
)  # fmt: skip


def recognizes(source: Source) -> bool:
    """Whether the first line begins a section of such a file."""
    return not source.is_workbook and _SECTION.match(source.start.lstrip("\ufeff \t\r\n")) is not None


def read(source: Source, options: ReadOptions) -> Reported:  # noqa: ARG001  # there is nothing to choose
    """Return a tie for each value that is not 0: each further column of the tie data is a relation.

    A tie runs from who names to who is named. Columns for drawing are left out.

    Raises
    ------
    ReadError
        If a line has too few or too many values, with its number.
    """
    graph = Graph()
    for word, rows in _sections(source):
        if word == "node":
            _take_people(graph, rows, source)
        else:
            _take_ties(graph, rows, source)
    return reported(graph, source, NAME)


def _take_people(graph: Graph, rows: list[tuple[int, list[str]]], source: Source) -> None:
    for name, *values in _below(rows, source):
        attributes = graph.people.setdefault(name, {})
        attributes.update({k: v for k, v in zip(rows[0][1][1:], values, strict=True) if key(k) not in _DRAWING and v})


def _take_ties(graph: Graph, rows: list[tuple[int, list[str]]], source: Source) -> None:
    relations = [column for column in rows[0][1][2:] if key(column) not in _DRAWING] if rows else []
    columns = [rows[0][1].index(column) for column in relations]
    if len(relations) == 1 and key(relations[0]) in words.WEIGHT:
        relations = [""]
    for (line, _), cells in zip(rows[1:], _below(rows, source), strict=True):
        if len(cells) < 2:
            raise ReadError(f"{source.where}, line {line}: '{cells[0][:40]}' stands alone; write who names whom")
        for relation, at in zip(relations or [""], columns or [0], strict=True):
            place = f"{source.where}, line {line}"
            weight = number(cells[at] or "0", place=place, what=f"'{relation}'") if columns else 1.0
            if weight:
                graph.ties.append(Tie(cells[0], cells[1], relation, weight))


def _below(rows: list[tuple[int, list[str]]], source: Source) -> Iterator[list[str]]:
    """Yield the cells below the header, as many as it has."""
    for line, cells in rows[1:]:
        if len(cells) != len(rows[0][1]):
            raise ReadError(
                f"{source.where}, line {line}: {len(cells)} values below {len(rows[0][1])} columns; put values with "
                "blanks in quotes"
            )
        yield cells


def _sections(source: Source) -> Iterator[tuple[str, list[tuple[int, list[str]]]]]:
    """Yield each section: ``node`` or ``tie``, and its lines as cells, with their numbers."""
    found: list[tuple[str, list[tuple[int, list[str]]]]] = []
    for line, row in enumerate(source.text.splitlines(), 1):
        section = _SECTION.match(row.strip())
        if section is not None:
            found.append((section[1].casefold(), []))
        elif row.strip() and found:
            found[-1][1].append((line, _cells(row, f"{source.where}, line {line}")))
    yield from found


def _cells(row: str, place: str) -> list[str]:
    """Return the values of a line, parted by commas if there are any outside quotes, else by blanks."""
    if "," not in re.sub(r'"[^"]*"', "", row):
        return [quoted or plain for quoted, plain in _CELL.findall(row)] or [""]
    try:
        return [cell.strip() for cell in next(csv.reader([row], skipinitialspace=True))]
    except csv.Error as error:
        raise ReadError(f"{place} cannot be read ({error}); save the file again") from error
