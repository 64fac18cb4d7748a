"""Question: who is asked about, and the names that somebody has to look at before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from netspread.errors import ChoiceError, NetspreadError
from netspread.phrase import Phrase
from netspread_cli.app.commands import ASKING, FIRST
from netspread_cli.app.desk import Desk, desk_of, text, texts, there
from netspread_cli.app.form import given
from netspread_cli.app.persons import person_of, persons_of, written
from netspread_cli.app.shelf import Record, StudyFolder

_NAMES = "names.csv"


def names(request: Request) -> Response:
    """Show which names are doubtful."""
    desk = desk_of(request)
    return _names(desk, desk.study(request))


def _names(desk: Desk, study: StudyFolder, wrong: str = "") -> Response:
    record, found = study.record, None
    if record.staff and record.survey:
        try:
            found = desk.ask("doubtful", study)
        except NetspreadError as error:
            wrong = wrong or desk.said(error)
    return desk.page(
        "names",
        study=study,
        title=record.title,
        record=record,
        found=found,
        wrong=wrong,
        nothing="" if wrong else desk.say.say("app.names_need_list"),
    )


def decide(desk: Desk, request: Request, form: FormData) -> Response:
    """Keep what was decided about names."""
    study = desk.shelf.to_change(desk.study(request))
    try:
        persons = desk.ask("doubtful", study)["persons"]
        decisions = {}
        for at, name in enumerate(texts(form, "name"), 1):
            decided = _decided(text(form, f"is:{at}"), text(form, f"other:{at}"), persons)
            if decided is not None:
                decisions[name] = decided
        out = study.record.names or _NAMES
        desk.ask("decide", study, decisions=decisions, out=out)
        study.note(replace(study.record, names=out))
    except NetspreadError as error:
        return _names(desk, study, desk.said(error))
    return there(study, "names")


def _decided(choice: str, other: str, persons: Sequence[Sequence[str]]) -> str | None:
    """Return the id that was chosen, "" for nobody on the list; None if it was left open."""
    kind, _, id_ = choice.partition(":")
    if kind == "id":
        return person_of(id_, persons)
    if kind == "other":
        return person_of(other, persons)
    return "" if kind == "nobody" else None


def names_file(request: Request) -> Response:
    """Give the table of names away."""
    study = desk_of(request).study(request)
    name = study.record.names
    if name not in study.names():
        raise ChoiceError(Phrase("nothing was decided about names in this study yet"))
    return FileResponse(study.files / name, media_type="text/csv", filename=_NAMES)


def question(request: Request) -> Response:
    """Show what can be asked, filled in so that nothing has to be changed."""
    desk = desk_of(request)
    return _question(desk, desk.study(request))


def _question(desk: Desk, study: StudyFolder, wrong: str = "", record: Record | None = None) -> Response:
    try:
        found = desk.looked(study)
    except NetspreadError:
        return there(study, "files")  # where it is told what is wrong
    record = record or study.record
    by_name = {field.name: field for field in ASKING}
    return desk.page(
        "question",
        study=study,
        title=record.title,
        wrong=wrong,
        options=defaultdict(list, record.options),
        first=[by_name[name] for name in FIRST if name in by_name],
        rest=[field for field in ASKING if field.name not in FIRST],
        choices=_choices(desk, found),
        usual={"groups": desk.say.say("app.usual")},
        files=study.names(),
        people=lambda values: written(values, found["persons"]),
    )


def _choices(desk: Desk, found: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    relations = []
    for name, ties in found["relations"].items():
        asked = found["questions"].get(name) or name
        relations.append((name, f"{asked} ({desk.say.say('counts.ties', ties)})"))
    return {"relation": relations, "groups": [(name, name) for name in found["columns"]]}


def ask(desk: Desk, request: Request, form: FormData) -> Response:
    """Keep what is asked, and begin to answer it."""
    study = desk.shelf.to_change(desk.study(request))
    record = study.record
    try:
        persons = desk.looked(study)["persons"]
        said = _people_by_id(form, persons, study.names())
        kept = {name: list(values) for name, values in record.options.items() if name not in {f.name for f in ASKING}}
        record = replace(record, options={**kept, **given(ASKING, said, study.names())})
        desk.note(study, record)
    except NetspreadError as error:
        return _question(desk, study, desk.said(error), record)
    desk.jobs.add(study)
    return there(study, "work")


def _people_by_id(form: FormData, persons: Sequence[Sequence[str]], files: Sequence[str]) -> FormData:
    """Return the form with people by their ids; a file of ids stays one."""
    pairs: list[tuple[str, str | UploadFile]] = []
    people = {field.name for field in ASKING if field.kind == "people"}
    for name, value in form.multi_items():
        if name in people and isinstance(value, str) and value.strip() not in files:
            pairs.append((name, ";".join(persons_of(value, persons))))
        else:
            pairs.append((name, value))
    return FormData(pairs)
