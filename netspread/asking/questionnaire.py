"""Questionnaire: who is asked what, and who can be chosen, whatever the tool."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from netspread.errors import ChoiceError, one_of
from netspread.readers.codes import code_of, label_of
from netspread.readers.words import SCALE, answer

Style = Literal["roster", "names"]

#: So many people can be chosen with the style "names".
SLOTS = 5
#: The column in which people say who they are, and how that is asked.
RESPONDENT, WHO = "respondent", "Who are you? Please choose your name."
INTRO = (
    "We would like to learn whom people here turn to, so that a change can start where it is heard. Taking part is "
    "voluntary, and you can stop at any time. As you are asked about colleagues, this survey cannot be anonymous: your "
    "answers are stored with your name, seen only by those who analyse them, and never used to judge anybody's work. "
    "Reports show groups, not what a single person answered. If you do not wish to be named by others, tell us, and "
    "you will be removed. By sending off the survey you agree to this."
)
_NAME = re.compile(r"[a-z]{1,15}")
_TAKEN = frozenset({RESPONDENT, "intro", "recordid", "id", "survey"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A person who can be chosen: the id, its code, and what he or she is called."""

    person: str
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One questionnaire.

    Attributes
    ----------
    choices
        Who is asked, and can be chosen, by name.
    questions
        Name of the relation -> the text of its question.
    style
        ``roster``: tick or rate each on a list; ``names``: choose a few from drop-down lists.
    scale
        Words from none to most; empty if people are ticked.
    unit, slug
        Whose questionnaire it is, and the same for the name of a file; empty if it is everybody's.
    """

    choices: tuple[Choice, ...]
    questions: Mapping[str, str]
    style: Style
    scale: tuple[str, ...]
    unit: str = ""
    slug: str = ""

    @property
    def title(self) -> str:
        """What the survey is called."""
        return f"Who turns to whom{f' in {self.unit}' if self.unit else ''}"

    @property
    def weights(self) -> dict[str, int]:
        """Word of the scale -> what it counts: as usual where all words are known, else 0, 1, 2, ... in order."""
        usual = [SCALE.get(answer(word)) for word in self.scale]
        known = [int(weight) for weight in usual if weight is not None]
        counts = known if len(set(known)) == len(usual) else range(len(usual))
        return dict(zip(self.scale, counts, strict=True))


def questionnaires(
    people: pd.DataFrame, questions: Mapping[str, str], *, style: Style, within: str | None, scale: Sequence[str]
) -> list[Questionnaire]:
    """Return the questionnaire of everybody on the staff list, or of each unit if *within* is a column.

    Raises
    ------
    ChoiceError
        If an option is wrong, or ids cannot be told apart in codes.
    """
    _check(people, questions, style, within, scale)
    names = people["name"] if "name" in people else pd.Series(people.index, index=people.index)
    called = names.fillna("").astype("str")
    every = pd.Series(
        {
            person: Choice(str(person), code_of(str(person)), label_of(str(person), called[person]))
            for person in people.index
        }
    ).loc[sorted(people.index, key=lambda person: (called[person].casefold(), str(person)))]
    units = pd.Series("", index=people.index) if within is None else people[within].astype("str")
    units = units.where(people[within].notna(), "no unit") if within is not None else units
    made = []
    for unit in sorted(units.unique()):
        choices = tuple(every[units[every.index] == unit])
        if len(choices) > 1:  # alone there is nobody to choose
            slug = "-".join(re.findall(r"\w+", unit.casefold()))
            made.append(Questionnaire(choices, dict(questions), style, tuple(scale), unit, slug))
    if not made:
        raise ChoiceError("no two people are asked together; give a longer staff list, or leave --within out")
    if len({one.slug for one in made}) < len(made):
        raise ChoiceError(f"units of '{within}' differ in marks or capitals alone; give them names of their own")
    return made


def _check(
    people: pd.DataFrame, questions: Mapping[str, str], style: str, within: str | None, scale: Sequence[str]
) -> None:
    if style not in get_args(Style):
        raise one_of("style", style, get_args(Style))
    if within is not None and within not in people:
        raise one_of("column", within, [str(name) for name in people])
    if scale and style == "names":
        raise ChoiceError("a scale rates people on a list; take --style roster with it, or leave --scale out")
    if len({word.strip().casefold() for word in scale} - {""}) != len(scale) or len(scale) == 1:
        raise ChoiceError("a scale has two different words or more, from none to most: never,monthly,weekly,daily")
    _check_questions(questions)
    _check_ids(people)


def _check_questions(questions: Mapping[str, str]) -> None:
    if not questions:
        raise ChoiceError('no question is asked; write --question advice="Whom do you go to for advice?"')
    for name, text in questions.items():
        if not _NAME.fullmatch(name) or name in _TAKEN:
            raise ChoiceError(
                f"'{name}' cannot be the name of a question; take a word of up to 15 small letters, such as 'advice'"
            )
        if not text.strip():
            raise ChoiceError(f"the question '{name}' has no text; write --question {name}=\"Whom do you ...?\"")


def _check_ids(people: pd.DataFrame) -> None:
    taken: dict[str, str] = {}
    for person in map(str, people.index):
        code = code_of(person)
        if not code or taken.setdefault(code, person) != person:
            other = f" and '{taken[code]}'" if code else ""
            raise ChoiceError(
                f"id '{person}'{other} cannot be told apart by letters and digits alone, and tools take no other "
                "codes; give the staff list a column 'id' of letters and digits"
            )
