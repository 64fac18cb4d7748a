"""Routes: which address is which page."""

import secrets
import threading
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from netspread.errors import NetspreadError
from netspread.pages.embed import asset
from netspread_cli.app import answer_pages as answer
from netspread_cli.app import files_pages as first
from netspread_cli.app import question_pages as question
from netspread_cli.app import studies_pages as studies
from netspread_cli.app import take_pages as away
from netspread_cli.app.desk import Desk, Posted, desk_of, posted, text
from netspread_cli.app.guard import START, Door, Guard, TooMuchError

_ASSETS = Path(str(files("netspread_cli.app"))) / "assets"
_KINDS = {"app.css": "text/css", "app.js": "text/javascript"}
#: Who guesses passwords waits so many seconds each time, and nobody guesses meanwhile.
_WAIT = 1.0
_guessing = threading.Lock()


def app_of(desk: Desk, door: Door, *, entered: Callable[[], None] = lambda: None) -> ASGIApp:
    """Return the app: its pages, behind the guard; *entered* is called once the page on the disk has done its work."""
    app = Starlette(
        routes=[
            Route("/", first.to_files),
            Route("/assets/{name}", _asset),
            Route(START, first.to_files),
            _form(START, _started),
            Route("/enter", _enter, methods=["GET"]),
            Route("/enter", posted(_entered), methods=["POST"]),
            *_PAGES,
        ],
        exception_handlers={
            TooMuchError: _too_much,
            NetspreadError: _wrong,
            OSError: _not_written,
            HTTPException: _http,
            Exception: _fault,
        },
    )
    app.state.desk, app.state.door, app.state.entered = desk, door, entered
    return Guard(app, door=door, welcome=lambda: _welcome(desk, door), refused=desk.refused)


def _form(path: str, answer: Posted) -> Route:
    return Route(path, posted(answer), methods=["POST"])


_PAGES = (
    Route("/files", first.start),
    _form("/files", first.begin),
    _form("/sample", first.sample),
    Route("/studies", studies.studies),
    _form("/keep", studies.keep),
    _form("/changes", studies.compare),
    Mount(
        "/studies/{study}",
        routes=[
            Route("/files", first.files),
            _form("/files", first.add),
            _form("/reading", first.reading),
            Route("/names", question.names),
            _form("/names", question.decide),
            Route("/names.csv", question.names_file),
            Route("/question", question.question),
            _form("/question", question.ask),
            Route("/work", answer.work),
            _form("/go", answer.again),
            _form("/cancel", answer.cancel),
            Route("/answer", answer.answer),
            *(Route(f"/{name}", answer.frame(name)) for name in ("report", "map", "changes")),
            *(Route(f"/{name}.html", answer.file(name)) for name in ("report", "map", "changes")),
            Route("/team", answer.team),
            Route("/try", answer.try_out),
            Route("/take", away.take),
            Route("/netspread.zip", away.archive),
            Route("/delete", studies.delete),
            _form("/delete", studies.deleted),
            _form("/again", studies.again),
        ],
    ),
)


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name == "report.css":
        return PlainTextResponse(asset(name), media_type="text/css")
    if name not in _KINDS:
        raise HTTPException(404)
    return FileResponse(_ASSETS / name, media_type=_KINDS[name])


def _welcome(desk: Desk, door: Door) -> Response:
    """Return a page that brings the cookie, and goes on by itself.

    Coming from a page that is not ours, a browser sends a strict cookie on no redirection: the next address has to be
    asked for by a page of ours. That one leaves nothing behind, as its own address may hold the token.
    """
    page = door.opened(desk.page("welcome"))
    page.headers["referrer-policy"] = "no-referrer"
    return page


def _started(desk: Desk, request: Request, form: FormData) -> Response:
    state = request.app.state
    if not state.door.is_token(text(form, "token")):
        return desk.refused("no_token", 403)
    state.entered()
    return _welcome(desk, state.door)


def _enter(request: Request) -> Response:
    if not request.app.state.door.password:
        raise HTTPException(404)
    return desk_of(request).page("enter", wrong="")


def _entered(desk: Desk, request: Request, form: FormData) -> Response:
    door: Door = request.app.state.door
    if not _guessing.acquire(blocking=False):
        return desk.page("enter", status=429, wrong=desk.say.say("app.password_wait"))
    try:
        if door.password and secrets.compare_digest(text(form, "password").encode(), door.password.encode()):
            return door.opened(first.to_files(request))
        time.sleep(_WAIT)
    finally:
        _guessing.release()
    return desk.page("enter", status=403, wrong=desk.say.say("app.wrong_password"))


async def _too_much(request: Request, error: Exception) -> Response:
    assert isinstance(error, TooMuchError)
    await error.rest.drain()
    return desk_of(request).refused("too_large", 413)


def _wrong(request: Request, error: Exception) -> Response:
    return desk_of(request).page("refused", status=400, sentence=desk_of(request).said(error))


def _not_written(request: Request, error: Exception) -> Response:
    return desk_of(request).page("refused", status=507, sentence=desk_of(request).said(error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    why = {404: "no_page", 405: "no_page"}.get(error.status_code, "not_understood")
    return desk_of(request).refused(why, error.status_code)


def _fault(request: Request, _error: Exception) -> Response:
    return desk_of(request).refused("fault", 500)
