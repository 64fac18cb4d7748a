"""Attributes: what a survey asks of the respondents themselves, as columns of people."""

import re
from collections.abc import Collection, Sequence

import pandas as pd

from netspread.phrase import Phrase
from netspread.readers.answers import asks_whom
from netspread.readers.questionnaire import Question
from netspread.readers.stems import short
from netspread.readers.table import key
from netspread.readers.words import MISSING, answer

#: What groups of people are usually called; a question that has one of these words in it is called by it.
_USUAL = ("unit", "department", "ward", "team", "site", "role", "profession")
#: Who somebody is, where, and by what machine: never an attribute.
_PRIVATE = re.compile(
    r"\b(?:ip(?: ?addr\w*)?|latitude|longitude|location|e ?mail|telephone|phone|mobile|language|birth|dob|"
    r"(?:first|last|sur|family|your|full)[ ]?name|postcode|zip|address|token|user ?agent|browser|consent|signature)\b"
)
#: Longer cells are remarks, and remarks tell who wrote them.
_LONGEST = 80


def attributes(
    questions: Sequence[Question], egos: Sequence[str], rows: Sequence[tuple[str, ...]]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return a row a person of *egos* with the answers to *questions* in words, and what is to be told of them.

    Left out are columns that tell who or where somebody is (address, telephone, language, place), remarks, and
    columns that nobody filled in. A question about one of the usual groups (unit, ward, role, ...) is called by it.
    """
    columns: dict[str, list[str]] = {}
    private, remarks = [], []
    for question in questions:
        if question.kind == "ticks":
            continue
        for item in question.items:
            cells = [
                "" if answer(cell := row[item.at]) in MISSING else question.choices.get(cell, cell) for row in rows
            ]
            if not any(cells):
                continue
            if is_private(question):
                private.append(question.name)
            elif max(map(len, cells)) > _LONGEST or any("\n" in cell for cell in cells):
                remarks.append(question.name)
            else:
                columns[_called(question, item.label or item.code, columns)] = cells
    told = [Phrase("left out as personal: {names}", names=list(dict.fromkeys(private)))] if private else []
    if remarks:
        told.append(Phrase("remarks left out: {names}", names=list(dict.fromkeys(remarks))))
    frame = pd.DataFrame(columns, index=pd.Index(list(egos), dtype="str", name="person"), dtype="str")
    frame = frame.where(frame != "")
    return frame.apply(_as_numbers) if len(frame.columns) else frame, tuple(told)


def is_private(question: Question) -> bool:
    """Whether a question asks who or where the respondent is."""
    text = key(f"{question.text} {question.name}")
    return bool(_PRIVATE.search(text)) and not asks_whom(question)


def _called(question: Question, item: str, taken: Collection[str]) -> str:
    usual = [word for word in _USUAL if word in key(question.text).split() or word == key(question.name)]
    name = usual[0] if len(usual) == 1 and not item else short(question.name)
    name = f"{name}: {short(item)}" if item else name
    name = name if name not in ("person", "responded") else f"{name} (asked)"
    return name if name not in taken else next(n for at in range(2, 10_000) if (n := f"{name} ({at})") not in taken)


def _as_numbers(column: "pd.Series[str]") -> "pd.Series[str] | pd.Series[float]":
    """Return *column* as numbers if all of it are; a number that loses its leading zero was a code."""
    numbers = pd.to_numeric(column, errors="coerce")
    is_code = column.str.match(r"0\d").fillna(value=False).any()
    return numbers if not is_code and numbers.notna().sum() == column.notna().sum() else column
