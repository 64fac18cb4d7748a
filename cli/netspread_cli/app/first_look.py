"""First look: the beginning of the survey, and what can be said of how it is to be read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.datastructures import FormData

from netspread.errors import NetspreadError
from netspread.readers.reader import ROLES
from netspread_cli.app.commands import READING
from netspread_cli.app.desk import Desk, text
from netspread_cli.app.form import given
from netspread_cli.app.shelf import Record, StudyFolder

#: Options that are chosen by looking at the first rows; what is not seen there is written as on the command line.
_BY_LOOKING = frozenset({"format-in", "sheet"})
#: So many different answers are shown.
_ANSWERS = 14
#: What a column can be: asked first, and further down.
_FIRST_ROLES = ("ego", "alter", "weight")
_FURTHER_ROLES = tuple(role for role in ROLES if role not in _FIRST_ROLES)


def choices(desk: Desk, study: StudyFolder, record: Record, found: dict[str, Any] | None) -> dict[str, Any]:
    """Return what the page shows, and asks, of how the survey is to be read; *found* is how it was, if it could be."""
    options: defaultdict[str, Sequence[str]] = defaultdict(list, record.options)
    rows = _rows(desk, study, record, found)
    return {
        "rows": rows,
        "roles_of_columns": {"first": _FIRST_ROLES, "further": _FURTHER_ROLES},
        "unseen": _unseen(options, rows),
        "formats": desk.reader.ask("formats"),
        "options": options,
        "columns": _pairs(options["column"]),
        "scale": _pairs(options["scale"]),
        "reading": [field for field in READING if field.name not in _BY_LOOKING],
    }


def _rows(desk: Desk, study: StudyFolder, record: Record, found: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the beginning of the survey, and its answers that are not people; None for what is no table."""
    if not record.survey:
        return None
    sheet = next(iter(record.options.get("sheet", ())), None)
    try:
        rows: dict[str, Any] = desk.reader.ask(
            "first_rows", folder=str(study.files), file=record.survey[0], sheet=sheet
        )
    except NetspreadError:
        return None
    people = {name for person in (found or {}).get("persons", ()) for name in person}
    rows["answers"] = [[answer, count] for answer, count in rows["answers"] if answer not in people][:_ANSWERS]
    return rows


def _unseen(options: Mapping[str, Sequence[str]], rows: dict[str, Any] | None) -> dict[str, list[str]]:
    """Return what is said of columns and answers that the first rows do not show."""
    columns = {f"{role}={name}" for role in ROLES for name in (rows or {}).get("columns", ())}
    answers = {answer for answer, _ in (rows or {}).get("answers", ())}
    return {
        "column": [value for value in options["column"] if value not in columns],
        "scale": [value for value in options["scale"] if value.partition("=")[0] not in answers],
    }


def _pairs(values: Sequence[str]) -> dict[str, str]:
    return defaultdict(str, (value.partition("=")[::2] for value in values))


def said_of(form: FormData, names: list[str]) -> dict[str, list[str]]:
    """Return the options of reading that a form sets."""
    said = given(READING, form, names)
    columns = [f"{role}={value}" for role in ROLES if (value := text(form, f"column:{role}"))]
    scale = [
        f"{key.removeprefix('scale:')}={value}"
        for key in form
        if key.startswith("scale:") and (value := text(form, key).replace(",", "."))
    ]
    chosen = {"column": [*said.get("column", ()), *columns], "scale": [*said.get("scale", ()), *scale]}
    return {**said, **{name: values for name, values in chosen.items() if values}}
