"""Drawing: a page of the app from its template and the texts of the language."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from netspread.language import Language

_HERE = Path(__file__).parent


def drawn(name: str, say: Language, /, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page *name* in the language *say*; what is put in is escaped."""
    page = _environment().get_template(f"{name}.html")
    return HTMLResponse(page.render(here=name, say=say, text=say.texts["app"], **values), status)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
