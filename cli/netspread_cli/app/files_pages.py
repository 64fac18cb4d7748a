"""Files: the first pages: files in, and told at once what was recognized."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from netspread import samples
from netspread.errors import ChoiceError, NetspreadError
from netspread.phrase import Phrase
from netspread_cli.app.commands import READING
from netspread_cli.app.desk import Desk, desk_of, text, there
from netspread_cli.app.first_look import choices, said_of
from netspread_cli.app.shelf import Record, StudyFolder
from netspread_cli.app.uploads import take

#: Options that say how a survey is read.
_HOW_READ = frozenset(field.name for field in READING)
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
    return desk.page(
        "files",
        study=study,
        title=record.title,
        record=record,
        found=found,
        wrong=wrong,
        files=study.names(),
        roles=_roles(record, study.names()),
        **choices(desk, study, record, found),
        **desk.limits,
    )


def _roles(record: Record, names: list[str]) -> dict[str, str]:
    known = {record.staff: "staff", record.names: "names", **dict.fromkeys(record.survey, "survey")}
    return {name: known.get(name, "other") for name in names}


def reading(desk: Desk, request: Request, form: FormData) -> Response:
    """Note what the files are, and how they are to be read."""
    study = desk.shelf.to_change(desk.study(request))
    record = study.record
    try:
        record = replace(record, **_sorted_by_hand(study, form))
        if form.get("format-in") is not None:
            asked = {name: values for name, values in record.options.items() if name not in _HOW_READ}
            record = replace(record, options=asked | said_of(form, study.names()))
        if record.survey:
            desk.note(study, record)
        else:
            study.note(record)
    except NetspreadError as error:
        return _files(desk, study, desk.said(error), record)
    return there(study, "files")


def _sorted_by_hand(study: StudyFolder, form: FormData) -> dict[str, Any]:
    """Return which file is what, as somebody said; what is to go is removed."""
    roles = {name: text(form, f"role:{name}") for name in study.names()}
    survey = tuple(name for name, role in roles.items() if role == "survey")
    sorted_ = {"survey": survey, "staff": _only(roles, "staff"), "names": _only(roles, "names")}
    for name in [name for name, role in roles.items() if role == "away"]:
        (study.files / name).unlink()
    return sorted_


def _only(roles: dict[str, str], role: str) -> str:
    found = [name for name, other in roles.items() if other == role]
    if len(found) > 1:
        raise ChoiceError(
            Phrase("only one file can be the {role} file: choose one of {files}", role=_ROLE_NAMES[role], files=found)
        )
    return found[0] if found else ""


def to_files(_request: Request) -> Response:
    """Send on to the first page."""
    return RedirectResponse("/files", 303)
