"""Studies: those of the past: open them, compare two, go on from one, delete one for good."""

import shutil
from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from netspread.errors import ChoiceError, NetspreadError
from netspread.phrase import Phrase
from netspread_cli.app.commands import READING
from netspread_cli.app.desk import Desk, desk_of, text, there
from netspread_cli.app.shelf import Record, StudyFolder, the_study

#: The two networks of a comparison, as its command line names them.
_BEFORE, _AFTER, _NETWORK = "before.graphml", "after.graphml", "network.graphml"


def studies(request: Request) -> Response:
    """Show the list."""
    return _studies(desk_of(request))


def _studies(desk: Desk, wrong: str = "") -> Response:
    shelf, say = desk.shelf, desk.say
    shown = [_row(desk, study) for study in shelf.studies()]
    kept = say.say("app.kept_nowhere") if shelf.kept is None else say.say("app.kept_in", folder=str(shelf.kept))
    return desk.page(
        "studies",
        status=400 if wrong else 200,
        wrong=wrong,
        studies=shown,
        comparable=[row for row in shown if row["again"] and row["answered"]],
        kept=kept,
        folder="" if shelf.kept is None else str(shelf.kept),
    )


def _row(desk: Desk, study: StudyFolder) -> dict[str, Any]:
    record, job, answered = study.record, desk.jobs.of(study), study.answer is not None
    open_ = job is not None and not job.is_over
    state = "answered_state" if answered else "at_work" if open_ else "draft"
    return {
        "id": study.id,
        "title": record.title,
        "made": record.made[:16].replace("T", " "),
        "about": _about(record),
        "state": desk.say.say(f"app.{state}"),
        "answered": answered,
        "again": record.command == "run",
        "page": "answer" if answered else "work" if open_ or record.command == "changes" else "files",
    }


def _about(record: Record) -> str:
    """Return what tells a study from others: its files, as far as they are not its title, and what is asked of it."""
    files = [] if record.command == "changes" else [name for name in record.survey if name != record.title]
    return ", ".join([*files, *record.options.get("relation", ())])


def keep(desk: Desk, _request: Request, form: FormData) -> Response:
    """Keep studies in another folder from now on."""
    try:
        desk.shelf.keep_in(text(form, "folder"))
    except NetspreadError as error:
        return _studies(desk, desk.said(error))
    return RedirectResponse("/studies", 303)


def delete(request: Request) -> Response:
    """Ask once more."""
    desk = desk_of(request)
    study = desk.study(request)
    return desk.page("delete", study=study, title=study.record.title)


def deleted(desk: Desk, request: Request, _form: FormData) -> Response:
    """Delete a study for good."""
    study = desk.study(request)
    job = desk.jobs.of(study)
    if job is not None:
        desk.jobs.cancel(job)
    desk.shelf.delete(study)
    return RedirectResponse("/studies", 303)


def again(desk: Desk, request: Request, _form: FormData) -> Response:
    """Begin a study with the staff list, the decided names and the options of another; its survey is yet to come."""
    old = desk.study(request)
    record = old.record
    new = desk.shelf.new(desk.say.say("app.again_title", title=record.title), options=record.options)
    for name in old.names():
        if name not in record.survey:
            shutil.copy(old.files / name, new.files / name)
    # How the old survey was read may not hold for the new one.
    kept = {name: values for name, values in record.options.items() if name not in {field.name for field in READING}}
    new.note(replace(new.record, staff=record.staff, names=record.names, options=kept))
    return there(new, "files")


def compare(desk: Desk, _request: Request, form: FormData) -> Response:
    """Compare two studies."""
    try:
        before, after = (the_study(desk.shelf.find(text(form, end))) for end in ("before", "after"))
        if before.id == after.id:
            raise ChoiceError(Phrase("before and after are the same study; choose two"))
        titles = [before.record.title, after.record.title]
        study = desk.shelf.new(desk.say.say("app.changes_title", before=titles[0], after=titles[1]), command="changes")
        for old, name in ((before, _BEFORE), (after, _AFTER)):
            if not (old.report / _NETWORK).is_file():
                raise ChoiceError(
                    Phrase("'{title}' has no answer yet; press Go on its question", title=old.record.title)
                )
            shutil.copy(old.report / _NETWORK, study.files / name)
    except NetspreadError as error:
        return _studies(desk, desk.said(error))
    options: dict[str, list[str]] = {}
    if desk.say.code != "en":
        options["language"] = [desk.say.code]
    study.note(replace(study.record, survey=(_BEFORE, _AFTER), options=options))
    desk.jobs.add(study)
    return there(study, "work")
