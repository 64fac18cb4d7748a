"""Delimiters: what separates the columns of a text, and its rows."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from netspread.errors import ReadError

_DELIMITERS = (",", ";", "\t", "|")


_BREAK = re.compile(r"\r\n?|\n")
#: Lines of comment above a list of numbers, as research collections have them.
_COMMENTS = re.compile(r"(?:[#%][^\r\n]*(?:\r\n?|\n))+(?=[\d\s,;|.eE+-]+(?:[\r\n]|$))")


def _evenness(sample: str, mark: str) -> float:
    try:
        counts = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if row]
    except csv.Error:
        return 0.0
    wide = [count for count in counts if count > 1]
    if not wide:
        return 0.0
    usual = max(set(wide), key=wide.count)
    return wide.count(usual) / len(counts) + min(usual, 50) / 1000


def _all_numbers(rows: list[list[str]]) -> bool:
    return all(cell.replace(".", "", 1).lstrip("-").isdigit() for row in rows for cell in row)


def delimiter_of(opening: str) -> str:
    """Return the mark that gives most records of the *opening* of a text the same number of cells above one."""
    lines = _COMMENTS.sub("", opening, count=1).splitlines()
    sample = "\n".join(lines[:200])
    if lines and lines[0].casefold().startswith("sep=") and lines[0][4:] in _DELIMITERS:
        return lines[0][4]
    scores = {mark: _evenness(sample, mark) for mark in _DELIMITERS}
    best = max(scores, key=lambda mark: scores[mark])
    if scores[best] > 0:
        return best
    data = [line.split() for line in lines[:200] if line.strip() and not line.startswith("#")]
    # Lists of contacts have words after the numbers: the groups of both people.
    numbers = [cells[:3] for cells in data]
    if data and len({len(cells) for cells in data}) == 1 and len(data[0]) > 1 and _all_numbers(numbers):
        return " "
    return ","


def text_rows(lines: Iterable[str], delimiter: str, *, above: int, where: str) -> Iterator[list[str]]:
    """Give the cells of *lines*, row by row; the lines *above* the table, and comments in lists of numbers, are empty.

    Raises
    ------
    ReadError
        If it is no table.
    """
    if delimiter == " ":
        yield from ([] if line.startswith("#") else line.split() for line in lines)
        return
    rest = iter(lines)
    yield from ([] for _ in islice(rest, above))
    try:
        yield from csv.reader(rest, delimiter=delimiter)
    except csv.Error as error:
        raise ReadError(f"{where}: the table cannot be read ({error}); export it again as CSV") from error


def lines_above(opening: str, delimiter: str) -> int:
    r"""Return how many lines stand above the table: comments, or one that names the mark between its columns.

    Examples
    --------
    >>> lines_above("sep=;\nego;alter\n", ";"), lines_above("# who\n1,2\n", ","), lines_above("ego,alter\n", ",")
    (1, 1, 0)
    """
    if opening[:5].casefold() == f"sep={delimiter}":
        return 1
    comments = _COMMENTS.match(opening)
    return len(_BREAK.findall(comments.group())) if comments else 0
