"""Plots: curves with a band or whiskers, and points in a plane."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from netspread.language import spoken
from netspread.pages.drawing import for_both
from netspread.pages.frame import Frame


@dataclass(frozen=True, slots=True)
class Course:
    """One curve over time.

    Attributes
    ----------
    label
        What stands beside it.
    values
        One a period; nan where there is none.
    low, high
        The ends of its interval, where there is one.
    """

    label: str
    values: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None


def courses(
    periods: Sequence[str],
    rows: Sequence[Course],
    *,
    title: str,
    x_label: str,
    y_label: str,
    most: float | None = None,
    banded: bool = False,
) -> Markup:
    """Return curves over *periods*, told apart by dash and label; intervals as whiskers, or *banded*."""
    ends = [*_known(value for row in rows for value in (*row.values, *(row.low or ()), *(row.high or ())))]
    lowest, top = min([0.0, *ends]), most or max([*ends, 1e-9])
    description = spoken().say("charts.against", title=title, y=y_label, x=x_label)

    def draw(width: int) -> Markup:
        frame = Frame(width, len(periods) - 1, lowest, top, named=True)
        parts = [frame.grid(), frame.names(periods, x_label)]
        for at, row in enumerate(rows):
            parts += [_interval(frame, row, f"line{at % 8}", banded=banded), _curve(frame, row, f"line{at % 8}")]
        names, last = [row.label for row in rows], [_last(row.values) for row in rows]
        return frame.svg(parts, names=names, ends=last, title=title, description=description)

    return for_both(draw)


def points(
    xs: Sequence[float],
    ys: Sequence[float],
    labels: Sequence[str],
    *,
    title: str,
    x_label: str,
    y_label: str,
    x_names: Sequence[str] | None = None,
) -> Markup:
    """Return a dot for each person, larger where several stand in the same place; *labels* show on pointing."""
    places: dict[tuple[float, float], list[str]] = {}
    for x, y, label in zip(xs, ys, labels, strict=True):
        if not math.isnan(x + y):
            places.setdefault((round(x, 6), round(y, 6)), []).append(label)
    right = len(x_names) - 1 if x_names else max([*(x for x, _ in places), 1e-9])
    top = max([*(y for _, y in places), 1e-9])
    description = spoken().say("charts.against_sized", title=title, y=y_label, x=x_label)

    def draw(width: int) -> Markup:
        frame = Frame(width, right, 0.0, top, named=False)
        parts = [frame.grid(), frame.names(x_names, x_label) if x_names else frame.numbers(x_label)]
        parts += [
            f'<circle class="point" cx="{frame.x(x):.1f}" cy="{frame.y(y):.1f}" r="{2.5 + math.sqrt(len(people)):.1f}">'
            f"<title>{escape(_some(people))}</title></circle>"
            for (x, y), people in sorted(places.items())
        ]
        return frame.svg([*parts, frame.above(y_label)], title=title, description=description)

    return for_both(draw)


def _curve(frame: Frame, row: Course, kind: str) -> str:
    spots = [(frame.x(k), frame.y(value)) for k, value in enumerate(row.values) if not math.isnan(value)]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spots) if spots else ""
    dots = "".join(f'<circle class="dot {kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in spots)
    return f'<path class="line {kind}" d="{path}"/>{dots}'


def _interval(frame: Frame, row: Course, kind: str, *, banded: bool) -> str:
    """Return the interval around a curve: a band, or a whisker at each point."""
    if not row.low or not row.high:
        return ""
    spans = [
        (frame.x(k), frame.y(low), frame.y(high))
        for k, (low, high) in enumerate(zip(row.low, row.high, strict=True))
        if not math.isnan(low + high)
    ]
    if not banded:
        return f'<path class="whisker" d="{"".join(f"M{x:.1f} {low:.1f}V{high:.1f}" for x, low, high in spans)}"/>'
    edges = [*((x, low) for x, low, _ in spans), *((x, high) for x, _, high in reversed(spans))]
    return f'<path class="band {kind}" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in edges)}Z"/>'


def _some(people: Sequence[str]) -> str:
    """Return the first of the names, and how many more there are."""
    told = ", ".join(people[:8])
    return spoken().say("adoption.and_more", len(people) - 8, names=told) if len(people) > 8 else told


def _known(values: Iterable[float]) -> Iterable[float]:
    return (value for value in values if not math.isnan(value))


def _last(values: Sequence[float]) -> float:
    return next((value for value in reversed(values) if not math.isnan(value)), 0.0)
