"""Jisc Online Surveys (formerly BOS): numbered questions, "2. How often ...", "2.a. Ana Ruiz"."""

import re

from netspread.readers.questionnaire import Item, Question, Questionnaire, asks_who, told_apart
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.stems import common, plain
from netspread.readers.surveyed import reported
from netspread.readers.table import key
from netspread.records import Reported

NAME = "jisc online surveys"
TITLE = "Jisc Online Surveys (BOS) export, CSV or XLSX"
EXAMPLE = """
Unique Response Number,1. Your name,2. How often do you ask ... - Ana Ruiz,2.a. Ben Ode,2.b. Cia Kay
100001-100000-1000001,Ana Ruiz,,Weekly,Never
100001-100000-1000002,Ben Ode,Daily,,Monthly
"""

_IDS = frozenset({"unique response number", "response id"})
_NUMBERED = re.compile(
    r"^Q?(?P<number>\d+(?:\.\d+)*)(?:\.(?P<item>[a-z]{1,2}|\d+\.[a-z]))?[.:]\s*(?P<text>.*)$", re.DOTALL
)


def recognizes(source: Source) -> bool:
    """Whether the first column is the response's number, and most others are numbered questions."""
    table = source.table
    others = [name for name in table.header if key(name) not in _IDS]
    asked = [name for name in others if _NUMBERED.match(name)]
    return table.keys[0] in _IDS and len(asked) > len(others) / 2 and "last page" not in table.keys


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a relation for each question about people, called by its number: ``Q2``."""
    table = source.sheet(options.sheet)
    grouped: dict[str, list[tuple[int, str]]] = {}
    for at, name in enumerate(table.header):
        match = _NUMBERED.match(name)
        if match is not None:
            grouped.setdefault(match["number"], []).append((at, plain(match["text"])))
    questions = told_apart(_question(number, columns) for number, columns in _under_stems(grouped).items())
    own = [table.header[q.items[0].at] for q in questions if len(q.items) == 1 and asks_who(q.text)]
    asked = Questionnaire(NAME, table, (*own, table.header[0]), tuple(questions))
    return reported(asked, options, path=source.path)


def _under_stems(grouped: dict[str, list[tuple[int, str]]]) -> dict[str, list[tuple[int, str]]]:
    """Return the columns of 2.1, 2.2, ... under 2 where each of these has one column, so that they are its items."""
    found: dict[str, list[tuple[int, str]]] = {}
    for number, columns in grouped.items():
        above = number.rpartition(".")[0]
        alone = all(len(c) == 1 for n, c in grouped.items() if n.rpartition(".")[0] == above)
        found.setdefault(above if above and alone and len(columns) == 1 else number, []).extend(columns)
    return found


def _question(number: str, columns: list[tuple[int, str]]) -> Question:
    if len(columns) == 1:
        return Question(f"Q{number}", columns[0][1] or number, (Item(columns[0][0]),), mark="','")
    stem, labels = common([text for _, text in columns])
    if not stem:  # the first column alone has the question before its item
        stem, _, first = labels[0].rpartition(" - ")
        labels = [first, *labels[1:]]
    items = [Item(at, label) for (at, _), label in zip(columns, labels, strict=True)]
    return Question(f"Q{number}", stem or f"Q{number}", tuple(items))
