"""Questionnaire: what a survey tool's file says, whatever the tool: who answered, what was asked, in which columns.

A tool's reader knows only the layout of its files and hands over a `Questionnaire`; `netspread.readers.surveyed` makes
ties of it. The rules are the same for all tools:

- One question is one relation. It is called by the question's code (``Q5``, ``advice``); a tool without codes has its
  question's text, cut after 40 letters (`netspread.readers.stems.short`). The full text is kept as the question.
- A person offered by a question has words (a label) and maybe a code. The code is taken if the codes are ids: most are
  known people (on the staff list, or among those who answered), and they are not just counting (1, 2, 3, ...). So a
  questionnaire whose codes are staff ids needs no matching of names. Else the words are taken, and the code where
  there are none. A code in a cell (a drop-down, a value label) is read by the same rule.
- Rank 1 counts most: of k ranks, rank r has the weight k + 1 - r. A tick counts 1. Words and numbers: see `weights`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from types import MappingProxyType
from typing import Literal

from netspread.readers.stems import bracketed, dashed, numbered, plain, sharing, short
from netspread.readers.table import Table, key
from netspread.readers.words import RESPONDENT

#: How a question is answered: a tick, a rating or a rank for each person offered; names written (or chosen) in cells;
#: names in cells in order of rank.
Kind = Literal["ticks", "ratings", "ranks", "names", "places"]


@dataclass(frozen=True, slots=True)
class Item:
    """One column of a question.

    Attributes
    ----------
    at
        Where the column stands in the table.
    label
        What it is called in words: a person's name, "Name 1".
    code
        Its code.
    named
        The column in which the respondent wrote whom this one is about, if it is about whoever was named there.
    """

    at: int
    label: str = ""
    code: str = ""
    named: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes
    ----------
    name
        What the relation is called.
    text
        What was asked, in full.
    items
        Its columns.
    kind
        How it is answered, where the tool says so; else the cells tell.
    choices
        Code in a cell -> its words, where the file or a dictionary beside it says so.
    others
        Columns where people not offered could be written.
    mark
        What the tool puts between several choices in one cell; a name in ``separators.SEPARATORS``.
    """

    name: str
    text: str
    items: tuple[Item, ...]
    kind: Kind | None = None
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    others: tuple[int, ...] = ()
    mark: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Questionnaire:
    """What a file says.

    Attributes
    ----------
    format
        The reader's name.
    table
        The answers, a row each; its told sentences are passed on.
    who
        The columns that may say who answered, the surest first.
    questions
        What was asked, in the order of the file; columns that no question has are not looked at.
    unfinished
        The lines of answers that were not sent off.
    sure
        Whether all questions are known to be about people, each of the kind it says.
    """

    format: str
    table: Table
    who: tuple[str, ...]
    questions: tuple[Question, ...]
    unfinished: frozenset[int] = frozenset()
    sure: bool = False


def by_headers(headers: Mapping[int, str], *, mark: str | None = None) -> list[Question]:
    """Return the questions of columns (place -> header): "Question [Ana]", "Question - Ana", "Name 1".

    Columns that share a stem are one question; it is called by its first words.
    """
    names = list(headers.values())
    found: dict[str, tuple[str, str]] = {}
    for split in (bracketed, dashed, numbered):
        left = [name for name in names if name not in found]
        for stem, items in sharing(left, split).items():
            found |= {name: (stem, item) for name, item in items.items() if stem}
    grouped: dict[str, list[Item]] = {}
    for at, name in headers.items():
        stem, item = found.get(name, (name, ""))
        grouped.setdefault(stem, []).append(Item(at, item))
    questions = [Question(short(stem), plain(stem), tuple(items), mark=mark) for stem, items in grouped.items()]
    return told_apart(questions)


def told_apart(questions: Iterable[Question]) -> list[Question]:
    """Return *questions* so that no two are called the same: from the second on a number is added."""
    taken: set[str] = set()
    done = []
    for question in questions:
        name = question.name
        if name in taken:
            name = next(f"{name} ({at})" for at in count(2) if f"{name} ({at})" not in taken)
        taken.add(name)
        done.append(replace(question, name=name))
    return done


def asks_who(*texts: str) -> bool:
    """Whether a question asks who answers it: "Your name", "Who are you?", "Staff id".

    Examples
    --------
    >>> asks_who("What is your name?"), asks_who("Whom do you ask?")
    (True, False)
    """
    return any(key(text) in RESPONDENT or _WHO.search(key(text)) for text in texts)


_WHO = re.compile(
    r"\byour (?:full |own |first and last )?(?:name|id|initials|e ?mail(?: address)?|staff (?:id|number))\b"
    r"|who are you|ihr name|wie heißen sie|(?:votre|ton) nom|(?:su|tu) nombre|il (?:suo|tuo) nome"
    r"|your (?:staff|employee|personnel|payroll) (?:id|number)"
)
