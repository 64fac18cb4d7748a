"""REDCap: a data dictionary of 18 columns; ids are the codes of check boxes and matrix rows."""

from pathlib import Path

import pandas as pd

from netspread.asking.questionnaire import INTRO, RESPONDENT, SLOTS, WHO, Questionnaire
from netspread.cells import write_csv
from netspread.errors import ChoiceError

NAME = "redcap"
FILE = "redcap-data-dictionary{}.csv"
BESIDE = True
HOW = """In REDCap: make a project, open "Data Dictionary", upload the file, and enable the project as a survey.
Afterwards: "Data Exports", "CSV / Microsoft Excel (raw data)". Give netspread the data dictionary beside the
export, so that it knows the words of questions and answers."""
_COLUMNS = (
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
    "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
)  # fmt: skip
#: REDCap advises against longer names of fields, and some exports cut them.
_LONGEST = 26


def write(asked: Questionnaire, path: Path) -> None:
    """Write the data dictionary: a check box, a matrix or drop-down lists for each question.

    Raises
    ------
    ChoiceError
        If an id is too long for the name of a field.
    """
    people = " | ".join(f"{choice.code}, {choice.label}" for choice in asked.choices)
    rows = [
        _field("record_id", "text", "Record ID"),
        _field("intro", "descriptive", INTRO),
        _field(RESPONDENT, "dropdown", WHO, people, validation="autocomplete", identifier="y", required="y"),
    ]
    for name, text in asked.questions.items():
        rows += _question(asked, name, text, people)
    long = next((row for row in rows if len(row["Variable / Field Name"]) > _LONGEST), None)
    if long is not None:
        raise ChoiceError(
            f"REDCap takes names of fields of up to {_LONGEST} letters, and '{long['Variable / Field Name']}' is longer"
            "; give the question a shorter name, or the staff list a column 'id' of short ids"
        )
    whole = [{name: row.get(name, "") for name in _COLUMNS} for row in rows]
    write_csv(pd.DataFrame(whole), path)


def _question(asked: Questionnaire, name: str, text: str, people: str) -> list[dict[str, str]]:
    if asked.style == "names":
        return [
            _field(f"{name}_{at}", "dropdown", f"{text} - Colleague {at}", people, validation="autocomplete")
            for at in range(1, SLOTS + 1)
        ]
    if not asked.scale:
        return [_field(name, "checkbox", text, people)]
    scale = " | ".join(f"{weight}, {word}" for word, weight in asked.weights.items())
    return [
        _field(f"{name}_{choice.code}", "radio", choice.label, scale, section="" if at else text, group=name)
        for at, choice in enumerate(asked.choices)
    ]


def _field(
    name: str,
    kind: str,
    label: str,
    choices: str = "",
    *,
    section: str = "",
    group: str = "",
    validation: str = "",
    identifier: str = "",
    required: str = "",
) -> dict[str, str]:
    return {
        "Variable / Field Name": name,
        "Form Name": "survey",
        "Section Header": section,
        "Field Type": kind,
        "Field Label": label,
        "Choices, Calculations, OR Slider Labels": choices,
        "Text Validation Type OR Show Slider Number": validation,
        "Identifier?": identifier,
        "Required Field?": required,
        "Matrix Group Name": group,
    }
