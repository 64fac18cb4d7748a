"""Qualtrics: a text file in the advanced format; ids are the numbers of choices where they are numbers."""

from collections.abc import Iterable
from pathlib import Path

from netspread.asking.questionnaire import INTRO, RESPONDENT, SLOTS, WHO, Choice, Questionnaire

NAME = "qualtrics"
FILE = "qualtrics{}.txt"
BESIDE = False
HOW = """In Qualtrics: make a survey, then "Tools", "Import/Export", "Import Survey", and choose the file.
Afterwards: "Data & Analysis", "Export Data", CSV, "Use choice text"."""


def write(asked: Questionnaire, path: Path) -> None:
    """Write the survey: multiple answers, a matrix or drop-down lists for each question."""
    people = _choices(asked.choices)
    parts = [
        "[[AdvancedFormat]]",
        f"[[Block:{' '.join(_plain(asked.title).split())}]]",
        f"[[Question:DB]]\n[[ID:intro]]\n{INTRO}",
        f"[[Question:MC:Dropdown]]\n[[ID:{RESPONDENT}]]\n{WHO}\n\n{people}",
    ]
    for name, text in asked.questions.items():
        parts += _question(asked, name, _plain(text), people)
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="")


def _question(asked: Questionnaire, name: str, text: str, people: str) -> list[str]:
    if asked.style == "names":
        return [
            f"[[Question:MC:Dropdown]]\n[[ID:{name}_{at}]]\n{text} - Colleague {at}\n\n{people}"
            for at in range(1, SLOTS + 1)
        ]
    if not asked.scale:
        return [f"[[Question:MC:MultipleAnswer]]\n[[ID:{name}]]\n{text}\n\n{people}"]
    answers = "\n".join(f"[[Answer:{weight}]]\n{_plain(word)}" for word, weight in asked.weights.items())
    return [f"[[Question:Matrix:SingleAnswer]]\n[[ID:{name}]]\n{text}\n\n{people}\n\n[[AdvancedAnswers]]\n{answers}"]


def _choices(choices: Iterable[Choice]) -> str:
    """Return the people as choices; where ids are no numbers these are counted, and the id is in the label alone."""
    choices = tuple(choices)
    numbers = all(c.person.isdecimal() and not c.person.startswith("0") and len(c.person) < 10 for c in choices)
    lines = [f"[[Choice:{choice.person if numbers else at}]]\n{choice.label}" for at, choice in enumerate(choices, 1)]
    return "\n".join(["[[AdvancedChoices]]", *lines])


def _plain(text: str) -> str:
    """Return *text* in one line, so that nothing in it is taken for a mark of the format."""
    return " ".join(text.replace("[[", "[").replace("]]", "]").split())
