"""LimeSurvey: the survey's structure, separated by tabs; ids are the codes of sub-questions."""

import csv
import io
from pathlib import Path

from netspread.asking.questionnaire import INTRO, RESPONDENT, SLOTS, WHO, Questionnaire
from netspread.errors import ChoiceError

NAME = "limesurvey"
FILE = "limesurvey{}.txt"
BESIDE = False
HOW = """In LimeSurvey: "Create survey", "Import", choose the file, then activate the survey (not anonymized).
Afterwards: "Responses", "Export", "CSV"; headings "Question code" (or code and text), responses "Full answers"."""
_COLUMNS = (
    "class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other",
    "default", "same_default", "use_dropdown",
)  # fmt: skip
#: As long as the database of LimeSurvey lets the code of a sub-question, and of an answer, be.
_LONGEST, _LONGEST_ANSWER = 20, 5


def write(asked: Questionnaire, path: Path) -> None:
    """Write the structure: check boxes (M) or arrays (F) for each question; UTF-8 with byte-order mark.

    Raises
    ------
    ChoiceError
        If an id is too long for a code.
    """
    long = next((choice.code for choice in asked.choices if len(choice.code) > _LONGEST), None)
    if long is not None:
        raise ChoiceError(
            f"LimeSurvey takes codes of up to {_LONGEST} letters and digits, and '{long}' is longer; give the staff "
            "list a column 'id' of short ids"
        )
    answers = _answers([(code, choice.label) for code, choice in zip(_codes(asked), asked.choices, strict=True)])
    rows = [
        _row("S", "", "language", "en"),
        _row("S", "", "format", "G"),
        _row("S", "", "anonymized", "N"),
        _row("S", "", "datestamp", "Y"),
        _row("SL", "", "surveyls_title", asked.title, language="en"),
        _row("SL", "", "surveyls_welcometext", INTRO, language="en"),
        _row("G", "1", "Colleagues", "", relevance="1", language="en"),
        _row("Q", "!", RESPONDENT, WHO, relevance="1", language="en", mandatory="Y"),
        *answers,
    ]
    for name, text in asked.questions.items():
        rows += _question(asked, name, text, answers)
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, restval="", delimiter="\t", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: " ".join(cell.split()) for name, cell in row.items()} for row in rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")


def _question(asked: Questionnaire, name: str, text: str, answers: list[dict[str, str]]) -> list[dict[str, str]]:
    if asked.style == "names":
        slots = [(f"SQ{at}", f"Colleague {at}") for at in range(1, SLOTS + 1)]
        head = _row("Q", "F", name, text, relevance="1", language="en", mandatory="N", use_dropdown="1")
        return [head, *_parts("SQ", slots), *answers]
    people = _parts("SQ", [(choice.code, choice.label) for choice in asked.choices])
    kind = "F" if asked.scale else "M"
    head = _row("Q", kind, name, text, relevance="1", language="en", mandatory="N", other="N")
    return [head, *people, *_answers([(f"A{weight}", word) for word, weight in asked.weights.items()])]


def _codes(asked: Questionnaire) -> list[str]:
    """Return the codes of people as answers: the ids if they are short, else numbers (the id is in the label)."""
    if all(len(choice.code) <= _LONGEST_ANSWER for choice in asked.choices):
        return [choice.code for choice in asked.choices]
    return [f"p{at:04}" for at in range(1, len(asked.choices) + 1)]


def _answers(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return _parts("A", pairs)


def _parts(kind: str, pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [_row(kind, "0", code, text, relevance="1" if kind == "SQ" else "", language="en") for code, text in pairs]


def _row(kind: str, type_: str, name: str, text: str, **cells: str) -> dict[str, str]:
    return {"class": kind, "type/scale": type_, "name": name, "text": text, **cells}
