"""Desk: what all pages share: the texts, the studies, the queue, and the process that reads and answers."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from netspread.language import Language, language
from netspread_cli.app.commands import reading_words, words
from netspread_cli.app.drawing import drawn
from netspread_cli.app.guard import MOST_BYTES
from netspread_cli.app.jobs import Jobs
from netspread_cli.app.process import Process
from netspread_cli.app.shelf import Record, Shelf, StudyFolder, the_study
from netspread_cli.app.trouble import told
from netspread_cli.app.uploads import MOST_FILES

#: What was read of so many studies is remembered; a form has so many fields at most.
_REMEMBERED, _MOST_FIELDS = 4, 20_000


class Desk:
    """What the pages of one app share; *folder* is private, *kept* where studies are kept."""

    def __init__(self, folder: Path, *, code: str = "en", kept: Path | None = None) -> None:
        self.say: Language = language(code)
        self.shelf = Shelf(folder, kept)
        self.reader = Process(folder, code)
        self.jobs = Jobs(folder, self.shelf, code)
        self._looked: OrderedDict[Any, dict[str, Any]] = OrderedDict()

    def page(self, name: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page."""
        return drawn(name, self.say, status=status, **values)

    def refused(self, why: str, status: int) -> Response:
        """Return the page that says why nothing is shown."""
        return self.page("refused", status=status, sentence=self.say.say(f"app.{why}", most=self.most))

    def said(self, error: Exception) -> str:
        """Return what is wrong, in the language of the pages."""
        return told(error, self.say)

    @property
    def most(self) -> str:
        """How much can be sent at once, in words."""
        return self.say.say("app.megabytes", size=self.say.number(MOST_BYTES / 1e6))

    @property
    def limits(self) -> dict[str, Any]:
        """What a form for files says and knows of its limits."""
        return {
            "most_bytes": MOST_BYTES,
            "most_files": MOST_FILES,
            "limits": self.say.say("app.limits", most=self.most, files=MOST_FILES),
            "too_large": self.say.say("app.too_large", most=self.most),
            "too_many": self.say.say("app.too_many", files=MOST_FILES),
        }

    def study(self, request: Request) -> StudyFolder:
        """Return the study in the address.

        Raises
        ------
        ChoiceError
            If there is none.
        """
        return the_study(self.shelf.find(request.path_params["study"]))

    def looked(self, study: StudyFolder) -> dict[str, Any]:
        """Return what would be read from a study's files, read once.

        Raises
        ------
        NetspreadError
            If they cannot be read.
        """
        asked = reading_words(study.record)
        sizes = tuple((name, (study.files / name).stat().st_mtime_ns) for name in study.names())
        key = (study.path, tuple(asked), sizes)
        if key not in self._looked:
            self._looked[key] = self.reader.ask("look", folder=str(study.files), words=asked)
            while len(self._looked) > _REMEMBERED:
                self._looked.popitem(last=False)
        return self._looked[key]

    def ask(self, do: str, study: StudyFolder, **known: Any) -> Any:
        """Ask the reading process something about a study."""
        return self.reader.ask(do, folder=str(study.files), words=words(study.record), **known)

    def note(self, study: StudyFolder, record: Record) -> None:
        """Write down what is known of a study, if the command line takes it.

        Raises
        ------
        NetspreadError
            If it does not.
        """
        self.reader.ask("parsed", folder=str(study.files), words=words(record))
        study.note(record)

    def end(self) -> None:
        """Stop everything that runs."""
        self.jobs.end()
        self.reader.end()


def desk_of(request: Request) -> Desk:
    """Return the desk of the app that was asked."""
    desk: Desk = request.app.state.desk
    return desk


def there(study: StudyFolder, page: str) -> RedirectResponse:
    """Send the browser on to a page of a study, so that reloading it sends nothing twice."""
    return RedirectResponse(f"/studies/{study.id}/{page}", 303)


#: Answers a form that was sent.
Posted = Callable[[Desk, Request, FormData], Response]


def posted(answer: Posted) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that reads the form and lets *answer* work on it in a thread."""

    async def endpoint(request: Request) -> Response:
        try:
            async with request.form(max_files=MOST_FILES, max_fields=_MOST_FIELDS) as form:
                return await run_in_threadpool(answer, desk_of(request), request, form)
        except OSError:  # the disk is full, and the browser still sending: it hears why only when it has ended
            await _sent(request)
            raise

    return endpoint


async def _sent(request: Request) -> None:
    """Wait until all of a request was sent, and keep nothing of it."""
    with suppress(RuntimeError):  # all of it was
        async for _ in request.stream():
            pass


def texts(form: FormData, name: str) -> list[str]:
    """Return what was written into the fields of that name."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


def text(form: FormData, name: str) -> str:
    """Return what was written into the field of that name, or nothing."""
    return next(iter(texts(form, name)), "").strip()
