"""Workbook: a questionnaire to fill in without any survey tool; a row for each respondent, choices from lists."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from netspread.asking.questionnaire import INTRO, RESPONDENT, SLOTS, Questionnaire
from netspread.cells import neutral
from netspread.errors import ChoiceError

NAME = "xlsx"
FILE = "survey{}.xlsx"
BESIDE = False
HOW = """Open the workbook. Each respondent takes one row of the sheet "answers": choose your own name in the first
column, then your answers, from the lists. Somebody who names nobody chooses his or her name all the same.
Afterwards: give netspread the workbook as it is; several copies at once are put together."""
_MOST_COLUMNS = 16_384
_ANSWERS, _LISTS = "answers", "people"
_TICK = ("x",)
#: A fixed day, so that the same questions give the same bytes.
_MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write(asked: Questionnaire, path: Path) -> None:
    """Write the workbook: the sheet of answers, instructions, and the list of people that the cells offer.

    Raises
    ------
    ChoiceError
        If there are more columns than a sheet has.
    """
    columns = _columns(asked)
    if len(columns) >= _MOST_COLUMNS:
        raise ChoiceError(
            f"a sheet has {_MOST_COLUMNS:,} columns, not {len(columns) + 1:,}; take --style names, or --within"
        )
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": asked.title, "created": _MADE})
        _answers(book, asked, columns)
        _instructions(book, asked)
        lists = book.add_worksheet(_LISTS)
        for at, column in enumerate(([choice.label for choice in asked.choices], asked.scale or _TICK)):
            for row, text in enumerate(column):
                lists.write_string(row, at, neutral(text))


def _columns(asked: Questionnaire) -> list[str]:
    if asked.style == "names":
        return [f"{name} {at}" for name in asked.questions for at in range(1, SLOTS + 1)]
    return [f"{name} [{choice.label}]" for name in asked.questions for choice in asked.choices]


def _answers(book: Any, asked: Questionnaire, columns: list[str]) -> None:
    sheet = book.add_worksheet(_ANSWERS)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for at, name in enumerate([RESPONDENT, *columns]):
        sheet.write_string(0, at, neutral(name), head)
    last, width = len(asked.choices), len(columns)
    people = {"validate": "list", "source": f"={_LISTS}!$A$1:$A${len(asked.choices)}"}
    ratings = {"validate": "list", "source": f"={_LISTS}!$B$1:$B${len(asked.scale or _TICK)}"}
    sheet.data_validation(1, 0, last, 0, people)
    sheet.data_validation(1, 1, last, width, people if asked.style == "names" else ratings)
    sheet.set_column(0, width, 24 if asked.style == "names" else 14)
    sheet.freeze_panes(1, 1)


def _instructions(book: Any, asked: Questionnaire) -> None:
    sheet = book.add_worksheet("instructions")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100)
    how = f"Choose up to {SLOTS} people." if asked.style == "names" else "Put an x under each of them, or nothing."
    how = f"Say for each how often: {', '.join(asked.scale)}." if asked.scale else how
    questions = [f"{name}: {text} {how}" for name, text in asked.questions.items()]
    for row, text in enumerate([asked.title, INTRO, *HOW.split("\n"), *questions]):
        sheet.write_string(row, 0, neutral(text), wrapped)
