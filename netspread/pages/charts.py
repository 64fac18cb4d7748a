"""Charts: small drawings in SVG, readable without color, each beside a table with the same numbers.

Colors come from the page's style sheet by class, so that they follow light, dark and print.
"""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd
from markupsafe import Markup
from numpy.typing import NDArray

from netspread.language import spoken
from netspread.network import Network

_ROW = 26
WIDTH = 640
_LABEL = 220
_LONGEST = 30
#: How wide a letter is at the size of phones, and how far lines of text are apart.
_LETTER, _LINE = 8.6, 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: a label, a value, and if known the interval around it."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    marked: bool = False


def bars(rows: Sequence[Bar], *, title: str, unit: str, most: float | None = None, digits: int = 0) -> Markup:
    """Return horizontal bars, with a whisker where there is an interval."""
    top = most or max([row.high or row.value for row in rows], default=1.0) or 1.0
    room = WIDTH - _LABEL - 60
    parts = []
    for at, row in enumerate(rows):
        y = at * _ROW + 4
        width = max(row.value, 0) / top * room
        parts.append(f'<text class="label" x="{_LABEL - 8}" y="{y + 13}">{escape(_cut(row.label))}</text>')
        kind = "bar marked" if row.marked else "bar"
        parts.append(f'<rect class="{kind}" x="{_LABEL}" y="{y}" width="{width:.1f}" height="{_ROW - 8}"/>')
        end = width
        if row.low is not None and row.high is not None:
            low, high = (_LABEL + max(edge, 0) / top * room for edge in (row.low, row.high))
            middle = y + (_ROW - 8) / 2
            ends = f"M{low:.1f} {middle - 4}v8M{high:.1f} {middle - 4}v8"
            parts.append(f'<path class="whisker" d="M{low:.1f} {middle}H{high:.1f}{ends}"/>')
            end = high - _LABEL
        parts.append(
            f'<text class="value" x="{_LABEL + end + 6:.1f}" y="{y + 13}">{spoken().number(row.value, digits)}</text>'
        )
    return svg(
        "".join(parts),
        WIDTH,
        len(rows) * _ROW + 4,
        title=title,
        description=spoken().say("charts.in_unit", title=title, unit=unit),
    )


def ranges(rows: Sequence[Bar], *, title: str, unit: str, description: str) -> Markup:
    """Return a dot for each value, 1 at the left, with a whisker over its interval.

    The chart ends where the longest whisker does; an arrow stands for a dot beyond.
    """
    last = max([row.high or row.value for row in rows], default=1.0)
    room = WIDTH - _LABEL - 40
    step = max(1.0, nice(last / 6))
    height = len(rows) * _ROW + 4

    def x(place: float) -> float:
        return _LABEL + 10 + room * (place - 1) / max(last - 1, 1)

    parts = []
    for place in (1.0, *np.arange(step, last + 1e-9, step)):
        if place == 1 or place >= 1 + step / 2:
            parts.append(f'<path class="grid" d="M{x(place):.1f} 4V{height}"/>')
            parts.append(f'<text class="tick middle" x="{x(place):.1f}" y="{height + 15}">{tick(place)}</text>')
    for at, row in enumerate(rows):
        y = at * _ROW + _ROW / 2
        parts.append(f'<text class="label" x="{_LABEL - 8}" y="{y + 4}">{escape(_cut(row.label))}</text>')
        if row.low is not None and row.high is not None:
            low, high = x(row.low), x(row.high)
            ends = f"M{low:.1f} {y - 4}v8M{high:.1f} {y - 4}v8"
            parts.append(f'<path class="whisker" d="M{low:.1f} {y}H{high:.1f}{ends}"/>')
        if row.value <= last:
            parts.append(f'<circle class="place" cx="{x(row.value):.1f}" cy="{y}" r="5"/>')
        else:
            parts.append(f'<path class="place" d="M{x(last) + 10:.1f} {y - 5}l9 5l-9 5z"/>')
    parts.append(f'<text class="tick middle" x="{_LABEL + 10 + room / 2}" y="{height + 32}">{escape(unit)}</text>')
    return svg("".join(parts), WIDTH, height + 40, title=title, description=description)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: points with the same x as all others, and if known the interval around them."""

    label: str
    values: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


def lines(xs: Sequence[float], rows: Sequence[Line], *, title: str, x_label: str, y_label: str) -> Markup:
    """Return lines over a common x, told apart by dash and by the label at their end."""
    left, bottom, height, right = 54, 40, 250, 210
    top = max([max(row.high or row.values) for row in rows], default=1.0) or 1.0
    step = nice(top / 4)
    top = math.ceil(top / step) * step
    width = WIDTH - left - right
    positions = [left + width * at / max(len(xs) - 1, 1) for at in range(len(xs))]
    parts = []
    for at in np.arange(0, top + step / 2, step):
        y = 8 + height * (1 - at / top)
        parts.append(f'<path class="grid" d="M{left} {y:.1f}h{width}"/>')
        parts.append(f'<text class="tick end" x="{left - 6}" y="{y + 4:.1f}">{tick(at)}</text>')
    for x, value in zip(positions, xs, strict=True):
        parts.append(f'<text class="tick middle" x="{x:.1f}" y="{height + 24}">{tick(value)}</text>')
    for at, row in enumerate(rows):
        points = [(x, 8 + height * (1 - value / top)) for x, value in zip(positions, row.values, strict=True)]
        if row.low:
            edges = [*zip(positions, row.low, strict=True), *reversed([*zip(positions, row.high, strict=True)])]
            band = "L".join(f"{x:.1f} {8 + height * (1 - value / top):.1f}" for x, value in edges)
            parts.append(f'<path class="band line{at % 8}" d="M{band}Z"/>')
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path class="line line{at % 8}" d="{path}"/>')
        parts.extend(f'<circle class="dot line{at % 8}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
    heights = [8 + height * (1 - row.values[-1] / top) for row in rows]
    parts.append(beside([row.label for row in rows], heights, left + width + 10))
    parts.append(f'<text class="tick middle" x="{left + width / 2}" y="{height + bottom + 4}">{escape(x_label)}</text>')
    description = spoken().say("charts.against", title=title, y=y_label, x=x_label)
    return svg("".join(parts), WIDTH, height + bottom + 12, title=title, description=description)


def heat_map(names: Sequence[str], values: NDArray[np.float64], counts: NDArray[np.int64], *, title: str) -> Markup:
    """Return a grid of ratios, row to column: darker above 1, empty where nothing was expected; counts written in."""
    k = len(names)
    cell = max(18, min(40, 520 // max(k, 1)))
    label = 150
    parts = []
    for row in range(k):
        name = escape(_cut(names[row], 20))
        y = label + row * cell + cell / 2 + 4
        parts.append(f'<text class="label" x="{label - 6}" y="{y:.1f}">{name}</text>')
        x = label + row * cell + cell / 2 + 4
        parts.append(
            f'<text class="label start" x="{x:.1f}" y="{label - 6}" '
            f'transform="rotate(-55 {x:.1f} {label - 6})">{name}</text>'
        )
        for column in range(k):
            ratio = values[row, column]
            level = 0 if not np.isfinite(ratio) or ratio == 0 else int(np.clip(np.log2(ratio) + 3, 1, 6))
            x, y = label + column * cell, label + row * cell
            parts.append(
                f'<rect class="heat heat{level}" x="{x}" y="{y}" width="{cell - 1}" height="{cell - 1}"><title>'
                f"{name} to {escape(names[column])}: {counts[row, column]} ties</title></rect>"
            )
            if cell >= 26 and counts[row, column]:
                inside = "cell light" if level >= 4 else "cell"
                place = f'x="{x + cell / 2 - 0.5:.1f}" y="{y + cell / 2 + 4:.1f}"'
                parts.append(f'<text class="{inside}" {place}>{counts[row, column]}</text>')
    size = label + k * cell + 8
    return svg(
        "".join(parts),
        size + 60,
        size,
        title=title,
        description=f"{title}: a darker cell means more ties than by chance.",
    )


def network_picture(network: Network, where: NDArray[np.float64], labels: NDArray[np.int64], *, title: str) -> Markup:
    """Return the network as a still picture: dots by community, at most 6,000 ties."""
    low, high = where.min(axis=0), where.max(axis=0)
    scale = 1000 / max(*(high - low), 1.0)
    spots = (where - low) * scale + 12
    width, height = (high - low) * scale + 24
    egos = network.egos()
    drawn = np.arange(len(egos))
    if len(drawn) > 6000:
        drawn = np.sort(np.argsort(-network.weights, kind="stable")[:6000])
    ways = "".join(
        f"M{spots[a, 0]:.0f} {spots[a, 1]:.0f}L{spots[b, 0]:.0f} {spots[b, 1]:.0f}"
        for a, b in zip(egos[drawn], network.alters[drawn], strict=True)
    )
    named = np.bincount(network.alters, minlength=network.n_people)
    radius = (3 + 9 * np.sqrt(named / max(named.max(), 1))) * (1 if network.n_people < 2000 else 0.5)
    dots = "".join(
        f'<circle class="person c{(label - 1) % 8}" cx="{x:.0f}" cy="{y:.0f}" r="{r:.1f}"/>'
        for (x, y), r, label in zip(spots, radius, labels, strict=True)
    )
    return svg(
        f'<path class="ties" d="{ways}"/>{dots}',
        float(width),
        float(height),
        title=title,
        description=spoken().say(
            "charts.network_told", people=spoken().number(network.n_people), ties=spoken().number(network.n_ties)
        ),
    )


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
    return Markup(  # noqa: S704  # every cell is escaped above
        f'<div class="scroll"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def svg(inner: str, width: float, height: float, *, title: str, description: str) -> Markup:
    """Return a drawing with what it shows in words; *inner* is markup, its texts escaped."""
    return Markup(  # noqa: S704  # labels are escaped where they are put in
        f'<svg class="chart" role="img" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'aria-label="{escape(description, quote=True)}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{inner}</svg>"
    )


def _cut(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def tick(value: float) -> str:
    """Return a number at an axis, as the language of the page writes it."""
    return spoken().short(value)


def _shown(value: object, digits: int) -> str:
    if isinstance(value, float):
        return "–" if math.isnan(value) else spoken().number(value, digits)
    return spoken().number(value) if isinstance(value, int | np.integer) else str(value)


def nice(step: float) -> float:
    """Return 1, 2 or 5 times a power of ten, at least *step*."""
    power = 10.0 ** math.floor(math.log10(max(step, 1e-9)))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= step)


def beside(labels: Sequence[str], heights: Sequence[float], x: float) -> str:
    """Return the names of lines beside their ends, from *x* to the right edge: long ones wrapped, none over another."""
    wrapped = [textwrap.wrap(label, int((WIDTH - x) / _LETTER), max_lines=3, placeholder=" …") for label in labels]
    parts, free = [], -math.inf
    for at in np.argsort(heights, kind="stable"):
        y = max(heights[at] + 4, free)
        rows = "".join(
            f'<tspan x="{x}" y="{y + _LINE * row:.1f}">{escape(part)}</tspan>' for row, part in enumerate(wrapped[at])
        )
        parts.append(f'<text class="key line{at % 8}">{rows}</text>')
        free = y + _LINE * len(wrapped[at]) + 1
    return "".join(parts)
