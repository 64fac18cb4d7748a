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


def as_sentence(text: str) -> str:
    """Return what is wrong as a sentence of its own: errors begin small, as something may stand in front of them.

    >>> as_sentence("no file was chosen; choose one"), as_sentence("p is 3"), as_sentence("staff.csv: it is empty")
    ('No file was chosen; choose one.', 'p is 3.', 'staff.csv: it is empty.')
    """
    first, _, _ = text.partition(" ")
    begun = text[:1].upper() + text[1:] if len(first) > 1 and first.isalpha() and first.islower() else text
    return begun if begun.endswith((".", "!", "?", ")", "“", '"')) or not begun else f"{begun}."


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["as_sentence"] = as_sentence
    return found
