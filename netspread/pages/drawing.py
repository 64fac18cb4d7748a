"""Drawing: what all pictures share.

Each is drawn twice, for a desk and for a phone, where the letters of a picture made for a desk would be too small to
read; the style sheet shows the one that fits. Colors come from there by class: they follow light, dark and print.
"""

import math
import textwrap
from collections.abc import Callable, Sequence
from html import escape

import numpy as np
from markupsafe import Markup

from netspread.language import spoken

#: How wide pictures are; a page on a phone is about so wide.
DESK, PHONE = 640, 340
#: How wide a letter is at most, and how far lines of text are apart.
LETTER, LINE = 8.6, 16
_ROW, _LABEL = 26, 220
#: How long a piece of a line is beside its name.
_PIECE = 28


def for_both(draw: Callable[[int], Markup]) -> Markup:
    """Return the picture for a desk and the one for a phone; *draw* is given the width."""
    return draw(DESK) + draw(PHONE)


def svg(inner: str, width: float, height: float, *, title: str, description: str, kind: str = "") -> Markup:
    """Return a drawing with what it shows in words; *inner* is markup, its texts escaped.

    A drawing as wide as a desk or a phone is shown there alone, if *kind* says no other.
    """
    kind = kind or {DESK: "desk", PHONE: "phone"}.get(int(width), "")
    return Markup(  # noqa: S704  # labels are escaped where they are put in
        f'<svg class="chart {kind}" role="img" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'aria-label="{escape(description, quote=True)}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{inner}</svg>"
    )


class Rows:
    """Rows with a label each: beside the row on a desk, above it on a phone.

    Attributes
    ----------
    left, room
        Where what is drawn begins, and how wide it may be.
    """

    def __init__(self, width: int, *, right: float, begin: float = 0) -> None:
        self.left, self._above = (_LABEL, 0) if width == DESK else (2, 18)
        self.room = width - self.left - right
        self._begin = begin + 4

    @property
    def thick(self) -> int:
        """How high a bar is."""
        return _ROW - 8

    def top(self, at: int) -> float:
        """Return where the bar of a row begins."""
        return self._begin + at * (_ROW + self._above) + self._above

    def height(self, count: int) -> float:
        """Return where the rows end."""
        return self._begin + count * (_ROW + self._above)

    def label(self, at: int, text: str) -> str:
        """Return the label of a row."""
        if self._above:
            return f'<text class="start" x="{self.left}" y="{self.top(at) - 5}">{escape(cut(text, 38))}</text>'
        return f'<text class="label" x="{self.left - 8}" y="{self.top(at) + 13}">{escape(cut(text))}</text>'


def cut(text: str, longest: int = 30) -> str:
    """Return the text, or its beginning."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def tick(value: float) -> str:
    """Return a number at an axis, as the language of the page writes it."""
    return spoken().short(value)


def nice(step: float) -> float:
    """Return 1, 2 or 5 times a power of ten, at least *step*."""
    power = 10.0 ** math.floor(math.log10(max(step, 1e-9)))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= step)


def beside(labels: Sequence[str], heights: Sequence[float], x: float) -> str:
    """Return the names of lines beside their ends, from *x* to the right edge, with a piece of the line each.

    Long ones are wrapped, and none lies over another.
    """
    begin = x + _PIECE + 6
    wrapped = [textwrap.wrap(label, int((DESK - begin) / LETTER), max_lines=3, placeholder=" …") for label in labels]
    parts, free = [], -math.inf
    for at in np.argsort(heights, kind="stable"):
        y = max(heights[at] + 4, free)
        parts.append(_piece(x, y, at) + _wrapped(wrapped[at], begin, y, at))
        free = y + LINE * len(wrapped[at]) + 1
    return "".join(parts)


def below(labels: Sequence[str], y: float) -> tuple[str, float]:
    """Return the names of lines one under another with a piece of the line each, from *y* on, and where they end."""
    parts = []
    for at, label in enumerate(labels):
        rows = textwrap.wrap(label, int((PHONE - 42) / LETTER), max_lines=3, placeholder=" …")
        parts.append(_piece(4, y, at) + _wrapped(rows, 4 + _PIECE + 8, y, at))
        y += LINE * len(rows) + 4
    return "".join(parts), y


def _piece(x: float, y: float, at: int) -> str:
    """Return a piece of a line, beside its name: where names are pushed apart, only it tells which is which."""
    return f'<path class="line line{at % 8}" d="M{x:.1f} {y - 4:.1f}h{_PIECE}"/>'


def _wrapped(rows: Sequence[str], x: float, y: float, at: int) -> str:
    lines = "".join(f'<tspan x="{x}" y="{y + LINE * row:.1f}">{escape(part)}</tspan>' for row, part in enumerate(rows))
    return f'<text class="key line{at % 8}">{lines}</text>'
