"""Answer: the work while it goes on, and what came of it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from netspread.errors import ChoiceError, NetspreadError
from netspread.phrase import Phrase
from netspread_cli.app.desk import Desk, desk_of, there
from netspread_cli.app.guard import KEPT_POLICY
from netspread_cli.app.jobs import PHASES, Job
from netspread_cli.app.persons import person_of
from netspread_cli.app.shelf import StudyFolder

#: Pages of the answer that stand in a frame of ours.
_PAGES = {"report": "report.html", "map": "map.html", "changes": "changes.html"}
#: Seconds above which the time left is told in minutes.
_MINUTE = 90
#: So many refusals, additions or seeds are tried at once.
_MOST = 50


def work(request: Request) -> Response:
    """Show how far it is; go on when it is done."""
    desk = desk_of(request)
    study = desk.study(request)
    job = desk.jobs.of(study)
    if study.answer is not None and (job is None or job.is_over):
        return there(study, "answer")
    return desk.page("work", study=study, title=study.record.title, record=study.record, **_progress(desk, job))


def _progress(desk: Desk, job: Job | None) -> dict[str, Any]:
    say, names = desk.say, list(PHASES)
    if job is None:
        return {"over": True, "said": say.say("app.not_begun")}
    if job.is_over:
        return {"over": True, "said": job.error or say.say(f"app.{job.state}")}
    at = names.index(job.phase)
    waiting = job.state == "waiting"
    said = say.say("app.waiting", desk.jobs.before(job)) if waiting else say.say(f"app.phase_{_key(job.phase)}")
    left = job.seconds_left
    return {
        "over": False,
        "said": said,
        "percent": round(100 * job.done) if not waiting else 0,
        "left": "" if left is None else _left(desk, left),
        "phases": [
            (say.say(f"app.phase_{_key(name)}"), "past" if place < at else "now" if place == at and not waiting else "")
            for place, name in enumerate(names)
        ],
    }


def _key(phase: str) -> str:
    return phase.replace(" ", "_")


def _left(desk: Desk, seconds: float) -> str:
    if seconds > _MINUTE:
        return desk.say.say("app.minutes_left", round(seconds / 60))
    return desk.say.say("app.seconds_left", max(round(seconds), 1))


def again(desk: Desk, request: Request, _form: FormData) -> Response:
    """Begin once more what ended before its answer."""
    study = desk.study(request)
    if study.answer is None:
        desk.jobs.add(study)
    return there(study, "work")


def cancel(desk: Desk, request: Request, _form: FormData) -> Response:
    """Stop the work."""
    study = desk.study(request)
    job = desk.jobs.of(study)
    if job is not None:
        desk.jobs.cancel(job)
    return there(study, "work")


def answer(request: Request) -> Response:
    """Show what came out, and where to look further."""
    desk = desk_of(request)
    study = desk.study(request)
    found = study.answer
    if found is None:
        return there(study, "work" if desk.jobs.of(study) else "question")
    if study.record.command == "changes":
        return there(study, "changes")
    say = desk.say
    numbers = {"covered": say.number(found["covered"]), "all": say.number(found["people"])}
    first = say.say("app.ask_first", len(found["members"]), **numbers)
    page = desk.page(
        "answer", study=study, title=study.record.title, answer=found, first=first, wrong=_wrong(desk, study)
    )
    page.background = BackgroundTask(_made_ready, desk, study, found)
    return page


def _made_ready(desk: Desk, study: StudyFolder, found: dict[str, Any]) -> None:
    """Load what plans teams while the answer is being read, so that the first who says no is replaced at once."""
    with suppress(NetspreadError):
        desk.ask("team", study, answer=found, declined=[], more=[])


def _wrong(desk: Desk, study: StudyFolder) -> str:
    """Return what is wrong with a study that has its answer: it could not be brought to where studies are kept."""
    job = desk.jobs.of(study)
    return "" if job is None or study.path.parent == desk.shelf.kept else job.error


def frame(name: str) -> Callable[[Request], Response]:
    """Return the endpoint of a page that was written, in the frame of ours."""

    def endpoint(request: Request) -> Response:
        desk = desk_of(request)
        study, _ = answered(desk, request)
        record = study.record
        called = desk.say.say(f"app.{name}")
        return desk.page(
            "shown", study=study, title=record.title, record=record, called=called, file=_PAGES[name],
            wrong=_wrong(desk, study),
        )  # fmt: skip

    return endpoint


def file(name: str) -> Callable[[Request], Response]:
    """Return the endpoint of a page that was written, as it was."""

    def endpoint(request: Request) -> Response:
        study, _ = answered(desk_of(request), request)
        path = study.report / _PAGES[name]
        if not path.is_file():
            raise ChoiceError(Phrase("this study has no {page}", page=_PAGES[name]))
        return FileResponse(path, media_type="text/html", headers={"content-security-policy": KEPT_POLICY})

    return endpoint


def team(request: Request) -> Response:
    """Show the team again, when some said no and others are added."""
    desk = desk_of(request)
    study, found = answered(desk, request)
    declined, more = _several(request, "no"), _several(request, "more")
    now, wrong = None, ""
    try:
        declined = [person_of(person, found["persons"]) for person in declined]
        for value in more:
            if value not in found["values"]:
                raise ChoiceError(Phrase("'{value}' is none of: {known}", value=value, known=found["values"]))
        now = desk.ask("team", study, answer=found, declined=declined, more=more)
    except NetspreadError as error:
        wrong = desk.said(error)
    covers = "" if now is None else _covers(desk, found, now)
    asked = {"no": declined, "more": more}
    return desk.page(
        "team", study=study, title=study.record.title, answer=found, found=now, wrong=wrong, more=more, covers=covers,
        **_links(study, "team", asked),
    )  # fmt: skip


def _covers(desk: Desk, before: dict[str, Any], now: dict[str, Any]) -> str:
    say = desk.say
    figures = {
        "covered": say.number(now["covered"]),
        "all": say.number(before["people"]),
        "reach": say.number(now["reach"]),
    }
    told = say.say("app.covers", len(now["rows"]), **figures)
    if now["covered"] == before["covered"]:
        return told
    return f"{told} {say.say('app.covered_before', covered=say.number(before['covered']))}"


def try_out(request: Request) -> Response:
    """Show how far it goes from people of one's own choice, and at another chance."""
    desk = desk_of(request)
    study, found = answered(desk, request)
    say, called = desk.say, dict(map(tuple, found["persons"]))
    written, wrong, rows = request.query_params.get("p", ""), "", []
    chosen: list[str] = []
    p = found["p"]
    try:
        chosen = list(dict.fromkeys(person_of(who, found["persons"]) for who in _several(request, "who")))
        p = _chance(written) if written.strip() else p
        rows = desk.ask("tried", study, answer=found, who=chosen, p=p)
    except NetspreadError as error:
        wrong = desk.said(error)
    reached = ""
    if chosen and rows:
        reached = say.say(
            "app.reached", len(chosen), reach=say.number(rows[0]["reach"]), all=say.number(found["people"]),
            champions=say.number(rows[1]["reach"]),
        )  # fmt: skip
    return desk.page(
        "try", study=study, title=study.record.title, answer=found, wrong=wrong, rows=rows, reached=reached,
        p=_written(desk, p), chosen=[(person, called.get(person, person)) for person in chosen],
        same_worlds=say.say("app.same_worlds", worlds=say.number(found["worlds"]), p=_written(desk, found["p"])),
        **_links(study, "try", {"who": chosen, "p": [written] if written else []}),
    )  # fmt: skip


def _written(desk: Desk, p: float) -> str:
    return f"{p:g}".replace(".", desk.say.decimal)


def _chance(text: str) -> float:
    try:
        p = float(text.replace(",", "."))
    except ValueError as error:
        raise ChoiceError(
            Phrase("p is '{text}'; write a number from 0 to 1, as {example:.1f}", text=text, example=0.1)
        ) from error
    if not 0 <= p <= 1:
        raise ChoiceError(Phrase("p is {p:g}; it must be from 0 to 1", p=p))
    return p


def _several(request: Request, name: str) -> list[str]:
    return list(dict.fromkeys(value for value in request.query_params.getlist(name)[:_MOST] if value.strip()))


def _links(study: StudyFolder, page: str, asked: dict[str, list[str]]) -> dict[str, Any]:
    """Return what gives the address of the same page, with or without one of the things asked."""

    def address(name: str, values: list[str]) -> str:
        pairs = [(key, value) for key, old in asked.items() for value in (values if key == name else old)]
        return f"/studies/{study.id}/{page}?{urlencode(pairs)}"

    return {
        "with": lambda name, value: address(name, [*asked[name], value]),
        "without": lambda name, value: address(name, [other for other in asked[name] if other != value]),
    }


def answered(desk: Desk, request: Request) -> tuple[StudyFolder, dict[str, Any]]:
    """Return a study and its answer; ChoiceError if it has none."""
    study = desk.study(request)
    if study.answer is None:
        raise ChoiceError(Phrase("this study has no answer yet; press Go on its question"))
    return study, study.answer
