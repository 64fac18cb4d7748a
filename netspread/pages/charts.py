"""Charts: bars, ranges and lines in SVG, readable without color, each beside a table with the same numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd
from markupsafe import Markup

from netspread.language import spoken
from netspread.pages.drawing import Rows, for_both, nice, svg, tick
from netspread.pages.plots import Course, courses

#: More bars than this do not fit on a screen, nor on a sheet of paper.
MOST_BARS = 24
#: A table of more columns than this is printed in smaller letters.
_WIDE = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: a label, a value, and if known the interval around it."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    marked: bool = False


def bars(rows: Sequence[Bar], *, title: str, unit: str, most: float | None = None, digits: int = 0) -> Markup:
    """Return horizontal bars, with a whisker where there is an interval; of very many the first, and how many more."""
    top = most or max([row.high or row.value for row in rows], default=1.0) or 1.0
    description = spoken().say("charts.in_unit", title=title, unit=unit)
    shown = rows[:MOST_BARS]

    def draw(width: int) -> Markup:
        place = Rows(width, right=60)
        drawn = [place.label(at, row.label) + _bar(row, place, at, top, digits) for at, row in enumerate(shown)]
        return svg("".join(drawn), width, place.height(len(shown)), title=title, description=description)

    return for_both(draw) + _cut_short(len(shown), len(rows))


def _cut_short(shown: int, count: int) -> Markup:
    """Return the sentence that tells of bars that are left out."""
    if shown == count:
        return Markup("")
    say = spoken()
    told = say.say("charts.first_bars", shown=say.number(shown), all=say.number(count))
    return Markup('<p class="note">{}</p>').format(told)


def _bar(row: Bar, place: Rows, at: int, top: float, digits: int) -> str:
    """Return one bar, its whisker and its value."""
    y, width = place.top(at), max(row.value, 0) / top * place.room
    kind = "bar marked" if row.marked else "bar"
    drawn = f'<rect class="{kind}" x="{place.left}" y="{y}" width="{width:.1f}" height="{place.thick}"/>'
    end = place.left + width
    if row.low is not None and row.high is not None:
        low, end = (place.left + max(edge, 0) / top * place.room for edge in (row.low, row.high))
        drawn += _whisker(low, end, y + place.thick / 2)
    return drawn + f'<text class="value" x="{end + 6:.1f}" y="{y + 13}">{spoken().number(row.value, digits)}</text>'


def _whisker(low: float, high: float, y: float) -> str:
    return f'<path class="whisker" d="M{low:.1f} {y}H{high:.1f}M{low:.1f} {y - 4}v8M{high:.1f} {y - 4}v8"/>'


def ranges(rows: Sequence[Bar], *, title: str, unit: str, description: str) -> Markup:
    """Return a dot for each value, 1 at the left, with a whisker over its interval.

    The chart ends where the longest whisker does; an arrow stands for a dot beyond.
    """
    last = max([row.high or row.value for row in rows], default=1.0)
    step = max(1.0, nice(last / 6))
    ticks = [1.0, *(place for place in np.arange(step, last + 1e-9, step) if place >= 1 + step / 2)]

    def draw(width: int) -> Markup:
        place = Rows(width, right=40)
        height = place.height(len(rows))

        def x(value: float) -> float:
            return place.left + 10 + place.room * (value - 1) / max(last - 1, 1)

        parts = []
        for value in ticks:
            parts.append(f'<path class="grid" d="M{x(value):.1f} 4V{height}"/>')
            parts.append(f'<text class="tick middle" x="{x(value):.1f}" y="{height + 15}">{tick(value)}</text>')
        for at, row in enumerate(rows):
            y = place.top(at) + place.thick / 2
            parts.append(place.label(at, row.label))
            if row.low is not None and row.high is not None:
                parts.append(_whisker(x(row.low), x(row.high), y))
            if row.value <= last:
                parts.append(f'<circle class="place" cx="{x(row.value):.1f}" cy="{y}" r="5"/>')
            else:
                parts.append(f'<path class="place" d="M{x(last) + 10:.1f} {y - 5}l9 5l-9 5z"/>')
        middle = place.left + 10 + place.room / 2
        parts.append(f'<text class="tick middle" x="{middle}" y="{height + 32}">{escape(unit)}</text>')
        return svg("".join(parts), width, height + 40, title=title, description=description)

    return for_both(draw)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: points with the same x as all others, and if known the interval around them."""

    label: str
    values: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


def lines(xs: Sequence[float], rows: Sequence[Line], *, title: str, x_label: str, y_label: str) -> Markup:
    """Return lines over a common x, each in its band, told apart by dash and by label."""
    drawn = [Course(row.label, row.values, row.low, row.high) for row in rows]
    return courses([tick(x) for x in xs], drawn, title=title, x_label=x_label, y_label=y_label, banded=True)


def table(frame: pd.DataFrame, *, caption: str, digits: int = 1) -> Markup:
    """Return *frame* as an HTML table; numbers to the right, rounded."""
    numeric = {name: frame[name].dtype.kind in "iuf" for name in frame}
    head = "".join(
        f'<th scope="col"{" class=number" if numeric[name] else ""}>{escape(str(name))}</th>' for name in frame
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=number' if numeric[name] else ''}>{escape(_shown(value, digits))}</td>"
            for name, value in zip(frame.columns, row, strict=True)
        )
        + "</tr>"
        for row in frame.itertuples(index=False)
    )
    called = escape(caption, quote=True)
    kind = ' class="wide"' if len(frame.columns) > _WIDE else ""
    return Markup(  # noqa: S704  # every cell is escaped above
        f'<div class="scroll" tabindex="0" role="region" aria-label="{called}"><table{kind}><caption>{called}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _shown(value: object, digits: int) -> str:
    if isinstance(value, float):
        return "–" if math.isnan(value) else spoken().number(value, digits)
    return spoken().number(value) if isinstance(value, int | np.integer) else str(value)
