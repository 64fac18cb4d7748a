"""Name generator: a row for each respondent, who writes names: one a column, or several in a cell."""

import re
from pathlib import Path

from netspread.errors import ReadError
from netspread.readers import words
from netspread.readers.reader import ReadOptions, people_frame, tie_frame
from netspread.readers.respondents import last_answers, respondent_column
from netspread.readers.source import Source
from netspread.readers.table import Table, key
from netspread.records import Reported

NAME = "name generator"
TITLE = "a row for each respondent with the names that he or she wrote: a column for each, or one cell for all"
EXAMPLE = """
respondent,advice 1,advice 2,trust 1,trust 2
ana,ben,cia,ben,
ben,ana,,cia,ana
"""

_NUMBERED = re.compile(r"^(?P<stem>.*?)[\s_\-.:#(]*(?P<number>\d{1,2})\)?$", re.DOTALL)
_ORDINAL = re.compile(
    r"^(?P<number>\d)(st|nd|rd|th)\s+(?P<stem>choice|name|person|nominee|nomination).*$", re.IGNORECASE
)
_SEPARATORS = ("\n", ";", "|", " / ", ", ")
#: Columns that hold other things than names.
_NOT_NAMES = frozenset(
    {"timestamp", "date", "time", "start time", "completion time", "submitted", "unit", "department", "dept", "ward",
     "site", "team", "role", "job", "profession", "gender", "sex", "age", "tenure", "comments", "comment", "email",
     "name", "grade", "level", "seniority", "language"}
)  # fmt: skip


def recognizes(source: Source) -> bool:
    """Whether there are numbered columns of names, or a column whose cells hold several names."""
    table = source.table
    respondent = respondent_column(table, ReadOptions())
    return respondent is not None and bool(_questions(table, respondent))


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each name; each stem (or column) is one relation. "nobody" is an answer of no names."""
    table = source.sheet(options.sheet)
    respondent = respondent_column(table, options)
    if respondent is None:
        raise ReadError(f"{source.path}: no column says who answered; name it with --column ego=NAME")
    questions = _questions(table, respondent)
    if not questions:
        raise ReadError(f"{source.path}: no columns of names were found; expected e.g. 'advice 1', 'advice 2'")
    answers, told = last_answers(table, respondent)
    egos, alters, relations = [], [], []
    for relation, columns in questions.items():
        separator = _separator(table, columns)
        if separator is not None:
            told.append(f"names in '{relation}' are separated by {separator!r}")
        for ego, row in answers:
            for column in columns:
                for name in split_names(row[table.at(column)], separator):
                    egos.append(ego)
                    alters.append(name)
                    relations.append(relation)
    told.append("questions: " + ", ".join(f"'{name}' ({len(columns)} columns)" for name, columns in questions.items()))
    who = [ego for ego, _ in answers]
    return Reported(
        tie_frame(egos, alters, relation=relations),
        people_frame([*who, *alters]),
        "alter_to_ego",
        NAME,
        sources=(Path(source.path),),
        questions={relation: relation for relation in questions},
        respondents=frozenset(who),
        told=(*table.told, *told),
    )


def split_names(cell: str, separator: str | None) -> list[str]:
    """Return the names in *cell*, without blanks and answers that name nobody."""
    parts = cell.split(separator) if separator else [cell]
    return [name.strip() for name in parts if key(name) not in words.NOBODY]


def _questions(table: Table, respondent: str) -> dict[str, list[str]]:
    """Return relation -> its columns: numbered columns with the same stem, else columns of several names."""
    stems: dict[str, list[str]] = {}
    for name in table.header:
        match = _NUMBERED.match(name) or _ORDINAL.match(name)
        if match and name != respondent:
            stems.setdefault(match["stem"].strip(" _-.:#("), []).append(name)
    numbered = {stem: columns for stem, columns in stems.items() if len(columns) >= 2 and _holds_names(table, columns)}
    if numbered:
        return numbered
    several = {}
    for name in table.header:
        if name != respondent and key(name) not in _NOT_NAMES and _separator(table, [name]) is not None:
            several[name] = [name]
    return several


def _holds_names(table: Table, columns: list[str]) -> bool:
    """Whether the cells vary as names do, and are not all numbers of a scale."""
    cells = {key(row[table.at(name)]) for row in table.rows[:500] for name in columns} - words.NOBODY - words.MISSING
    numbers = [cell for cell in cells if cell.replace(".", "", 1).isdigit()]
    return bool(cells) and not (len(numbers) == len(cells) and len(cells) <= 11)


def _separator(table: Table, columns: list[str]) -> str | None:
    """Return what separates the names in these cells, if at least one cell in ten holds several."""
    cells = [row[table.at(name)] for row in table.rows for name in columns]
    filled = [cell for cell in cells if cell]
    for mark in _SEPARATORS:
        several = [cell for cell in filled if len([part for part in cell.split(mark) if part.strip()]) > 1]
        if len(several) < max(1, 0.1 * len(filled)):
            continue
        if mark == ", " and _is_last_first(several):
            continue
        return mark
    return None


def _is_last_first(cells: list[str]) -> bool:
    """Whether the commas stand inside names, as in "Ruiz, Ana": always one comma, one word on each side."""
    return all(re.fullmatch(r"[^,\s]+(?: [^,\s]+)?, [^,\s]+(?: [^,\s]+)?", cell) for cell in cells)
