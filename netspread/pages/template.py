"""Template: a page, or a part of one, from a file in ``assets/`` and values that are escaped."""

from functools import cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from netspread.language import spoken
from netspread.pages.embed import asset, policy


def page(name: str, /, *, title: str, **values: Any) -> str:
    """Return the whole page *name*, which extends ``page.html``: our style sheet in it, no script, no request."""
    style = asset("report.css")
    drawn: str = (
        _environment()
        .get_template(name)
        .render(
            policy=policy((), (style,)),
            style=Markup(style),  # noqa: S704  # our own file
            language=spoken().code,
            title=title,
            **values,
        )
    )
    return drawn


def part(name: str, /, **values: Any) -> Markup:
    """Return the part *name* of a page."""
    return Markup(_environment().get_template(name).render(**values))  # noqa: S704  # the template escapes


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
