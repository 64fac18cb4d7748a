"""Delimiters: what separates the columns of a text, and its rows."""

import csv
import io
import re

from netspread.errors import ReadError

_DELIMITERS = (",", ";", "\t", "|")


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


def text_rows(text: str, delimiter: str, *, where: str) -> list[list[str]]:
    """Return the cells of *text*, row by row; comments above it, and a line that names the mark, are empty rows.

    Raises
    ------
    ReadError
        If it is no table.
    """
    if delimiter == " ":
        return [[] if line.startswith("#") else line.split() for line in text.splitlines()]
    comments = _COMMENTS.match(text)
    above = comments.group() if comments else ""
    lines = io.StringIO(text[len(above) :], newline="")
    skipped = len(above.splitlines())
    if text[:5].casefold() == f"sep={delimiter}":
        lines.readline()
        skipped = 1
    try:
        return [*([] for _ in range(skipped)), *csv.reader(lines, delimiter=delimiter)]
    except csv.Error as error:
        raise ReadError(f"{where}: the table cannot be read ({error}); export it again as CSV") from error
