"""Files: the first pages: files in, and told at once what was recognized."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from netspread import samples
from netspread.errors import ChoiceError, NetspreadError
from netspread.phrase import Phrase
from netspread.readers.reader import ROLES
from netspread_cli.app.commands import READING
from netspread_cli.app.desk import Desk, desk_of, text, there
from netspread_cli.app.form import given
from netspread_cli.app.shelf import Record, StudyFolder
from netspread_cli.app.uploads import take

#: Options that are chosen by looking at the first rows; what is not seen there is written as on the command line.
_BY_LOOKING = frozenset({"format-in", "sheet"})
#: So many different answers are shown.
_ANSWERS = 14
#: What a column can be: asked first, and further down.
_FIRST_ROLES = ("ego", "alter", "weight")
_FURTHER_ROLES = tuple(role for role in ROLES if role not in _FIRST_ROLES)
#: What files are called of which a study has one.
_ROLE_NAMES = {"staff": Phrase("staff"), "names": Phrase("names")}
#: What the sample is asked, as by ``netspread demo``.
_SAMPLE = {"groups": ["unit"], "champions": ["12"], "quota": ["unit=1"]}


def start(request: Request) -> Response:
    """Show where files can be dropped."""
    return _start(desk_of(request))


def _start(desk: Desk, wrong: str = "") -> Response:
    return desk.page("start", status=400 if wrong else 200, wrong=wrong, **desk.limits)


def begin(desk: Desk, _request: Request, form: FormData) -> Response:
    """Make a study of the files that were sent."""
    study = desk.shelf.new(desk.say.say("app.untitled"))
    try:
        taken = take(form.getlist("files"), study.files)
        _sorted(desk, study, taken)
    except (NetspreadError, OSError) as error:
        desk.shelf.delete(study)
        return _start(desk, desk.said(error))
    return there(study, "files")


def sample(desk: Desk, _request: Request, _form: FormData) -> Response:
    """Make a study of the sample hospital."""
    study = desk.shelf.new(desk.say.say("app.sample_title"))
    for name in ("survey.csv", "staff.csv"):
        (study.files / name).write_bytes((samples.folder() / "hospital" / name).read_bytes())
    study.note(replace(study.record, survey=("survey.csv",), staff="staff.csv", options=_with(desk, _SAMPLE)))
    return there(study, "files")


def _with(desk: Desk, options: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return *options* with the language of the pages, if that is not the usual one."""
    return options if desk.say.code == "en" else {**options, "language": [desk.say.code]}


def add(desk: Desk, request: Request, form: FormData) -> Response:
    """Add files to a study."""
    study = desk.shelf.to_change(desk.study(request))
    try:
        _sorted(desk, study, take(form.getlist("files"), study.files))
    except NetspreadError as error:
        return _files(desk, study, desk.said(error))
    return there(study, "files")


def _sorted(desk: Desk, study: StudyFolder, taken: list[str]) -> None:
    """Note what each of the new files seems to be."""
    seems = desk.reader.ask("roles", folder=str(study.files), files=taken)
    record = study.record
    by_role = defaultdict(list)
    for name in taken:
        by_role[seems[name]].append(name)
    record = replace(
        record,
        survey=(*record.survey, *by_role["survey"]),
        staff=record.staff or next(iter(by_role["staff"]), ""),
        names=record.names or next(iter(by_role["names"]), ""),
    )
    if not record.survey and by_role["other"]:  # not recognized: look at it, and tell how it is to be read
        record = replace(record, survey=(by_role["other"][0],))
    if not record.options:
        record = replace(record, title=_title(desk, record), options=_with(desk, {}))
    study.note(record)


def _title(desk: Desk, record: Record) -> str:
    return desk.shelf.free_title(record.survey[0]) if record.survey else record.title


def files(request: Request) -> Response:
    """Show what was recognized, and what can be said otherwise."""
    desk = desk_of(request)
    return _files(desk, desk.study(request))


def _files(desk: Desk, study: StudyFolder, wrong: str = "", record: Record | None = None) -> Response:
    record, found = record or study.record, None
    if record.survey and not wrong:
        try:
            found = desk.looked(study)
        except NetspreadError as error:
            wrong = desk.said(error)
    elif not record.survey:
        wrong = wrong or desk.say.say("app.no_survey")
    options: defaultdict[str, Sequence[str]] = defaultdict(list, record.options)
    rows = _rows(desk, study, record, found)
    return desk.page(
        "files",
        study=study,
        title=record.title,
        record=record,
        found=found,
        wrong=wrong,
        files=study.names(),
        roles=_roles(record, study.names()),
        rows=rows,
        roles_of_columns={"first": _FIRST_ROLES, "further": _FURTHER_ROLES},
        unseen=_unseen(options, rows),
        formats=desk.reader.ask("formats"),
        options=options,
        columns=_pairs(options["column"]),
        scale=_pairs(options["scale"]),
        reading=[field for field in READING if field.name not in _BY_LOOKING],
        **desk.limits,
    )


def _roles(record: Record, names: list[str]) -> dict[str, str]:
    known = {record.staff: "staff", record.names: "names", **dict.fromkeys(record.survey, "survey")}
    return {name: known.get(name, "other") for name in names}


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


def reading(desk: Desk, request: Request, form: FormData) -> Response:
    """Note what the files are, and how they are to be read."""
    study = desk.shelf.to_change(desk.study(request))
    record = study.record
    try:
        roles = {name: text(form, f"role:{name}") for name in study.names()}
        for name in [name for name, role in roles.items() if role == "away"]:
            (study.files / name).unlink()
        record = replace(
            record,
            survey=tuple(name for name, role in roles.items() if role == "survey"),
            staff=_only(roles, "staff"),
            names=_only(roles, "names"),
        )
        asked = {name: values for name, values in record.options.items() if name not in {f.name for f in READING}}
        if form.get("format-in") is not None:
            asked |= _said(form, study.names())
        else:
            asked = dict(record.options)
        record = replace(record, options=asked)
        if record.survey:
            desk.note(study, record)
        else:
            study.note(record)
    except NetspreadError as error:
        return _files(desk, study, desk.said(error), record)
    return there(study, "files")


def _only(roles: dict[str, str], role: str) -> str:
    found = [name for name, other in roles.items() if other == role]
    if len(found) > 1:
        raise ChoiceError(
            Phrase("only one file can be the {role} file: choose one of {files}", role=_ROLE_NAMES[role], files=found)
        )
    return found[0] if found else ""


def _said(form: FormData, names: list[str]) -> dict[str, list[str]]:
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


def to_files(_request: Request) -> Response:
    """Send on to the first page."""
    return RedirectResponse("/files", 303)
