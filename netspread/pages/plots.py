"""Plots: curves over time with a band or whiskers, points in a plane, and the network period by period."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from netspread.language import spoken
from netspread.network import Network
from netspread.pages.charts import beside, nice, svg, tick

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 640, 250, 58, 10, 170, 52
#: A date at the last tick needs as much room beside it.
_EDGE = 48
_MOST_TICKS = 12
_PER_ROW = 3


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
        The ends of its interval, drawn as whiskers, where there is one.
    """

    label: str
    values: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None


def courses(
    periods: Sequence[str], rows: Sequence[Course], *, title: str, x_label: str, y_label: str, most: float | None = None
) -> Markup:
    """Return curves over *periods*, told apart by dash and label."""
    known = [value for row in rows for value in (*row.values, *(row.high or ())) if not math.isnan(value)]
    lowest = min([0.0, *(value for row in rows for value in (*row.values, *(row.low or ())) if not math.isnan(value))])
    top = most or max([*known, 1e-9])
    frame = _Frame(len(periods) - 1, lowest, top)
    parts = [frame.grid(), frame.labels(periods, x_label)]
    for at, row in enumerate(rows):
        points = [(frame.x(k), frame.y(value)) for k, value in enumerate(row.values) if not math.isnan(value)]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path class="line line{at % 8}" d="{path}"/>')
        if row.low is not None and row.high is not None:
            spans = zip(range(len(periods)), row.low, row.high, strict=True)
            bars = "".join(
                f"M{frame.x(k):.1f} {frame.y(low):.1f}V{frame.y(high):.1f}"
                for k, low, high in spans
                if not math.isnan(low + high)
            )
            parts.append(f'<path class="whisker" d="{bars}"/>')
        parts.extend(f'<circle class="dot line{at % 8}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
    heights = [frame.y(_last(row.values)) for row in rows]
    parts.append(beside([row.label for row in rows], heights, _WIDTH - _RIGHT + 12))
    description = spoken().say("charts.against", title=title, y=y_label, x=x_label)
    return svg("".join(parts), _WIDTH, _HEIGHT + _TOP + _BOTTOM, title=title, description=description)


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
    right = max([*(x for x, _ in places), 1e-9])
    frame = _Frame(len(x_names) - 1 if x_names else right, 0.0, max([*(y for _, y in places), 1e-9]), wide=True)
    parts = [frame.grid(), frame.labels(x_names, x_label) if x_names else frame.numbers(right, x_label)]
    for (x, y), people in sorted(places.items()):
        told = ", ".join(people[:8])
        if len(people) > 8:
            told = spoken().say("adoption.and_more", len(people) - 8, names=told)
        parts.append(
            f'<circle class="point" cx="{frame.x(x):.1f}" cy="{frame.y(y):.1f}" r="{2.5 + math.sqrt(len(people)):.1f}">'
            f"<title>{escape(told)}</title></circle>"
        )
    parts.append(f'<text class="tick start" x="{_LEFT}" y="{_TOP + 2}">{escape(y_label)}</text>')
    description = spoken().say("charts.against_sized", title=title, y=y_label, x=x_label)
    return svg("".join(parts), _WIDTH, _HEIGHT + _TOP + _BOTTOM, title=title, description=description)


def stills(
    networks: Sequence[Network], where: NDArray[np.float64], adopted: Sequence[NDArray[np.bool_]],
    names: Sequence[str], *, title: str,
) -> Markup:  # fmt: skip
    """Return the network at several times, side by side: full dots have adopted, empty ones have not."""
    size, gap = 210.0, 12.0
    low, high = where.min(axis=0), where.max(axis=0)
    scale = (size - 14) / max(*(high - low), 1.0)
    spots = (where - low) * scale + 7
    tall = float((high - low)[1] * scale + 14)
    radius = 3.2 if len(where) < 300 else 2.0 if len(where) < 1000 else 1.2
    parts = []
    for at, (network, full, name) in enumerate(zip(networks, adopted, names, strict=True)):
        x, y = (at % _PER_ROW) * (size + gap), (at // _PER_ROW) * (tall + 48)
        egos = network.egos()
        ways = "".join(
            f"M{spots[a, 0]:.0f} {spots[a, 1]:.0f}L{spots[b, 0]:.0f} {spots[b, 1]:.0f}"
            for a, b in zip(egos[:4000], network.alters[:4000], strict=True)
        )
        dots = "".join(
            f'<circle class="{"adopter" if on else "waiting"}" cx="{px:.1f}" cy="{py:.1f}" r="{radius}"/>'
            for (px, py), on in zip(spots, full, strict=True)
        )
        told = spoken().say("adoption.still", int(full.sum()), all=spoken().number(len(full)))
        parts.append(
            f'<g transform="translate({x:.0f} {y:.0f})"><text x="4" y="14">{escape(name)}</text>'
            f'<text x="4" y="31">{escape(told)}</text><g transform="translate(0 38)">'
            f'<path class="ties" d="{ways}"/>{dots}</g></g>'
        )
    rows = (len(networks) + _PER_ROW - 1) // _PER_ROW
    width = _PER_ROW * (size + gap)
    description = spoken().say("adoption.full_dots", title=title)
    return svg("".join(parts), width, rows * (tall + 48), title=title, description=description)


class _Frame:
    """Where a value stands in a picture."""

    def __init__(self, right: float, low: float, high: float, *, wide: bool = False) -> None:
        self.right = max(right, 1e-9)
        self.step = nice((high - low) / 4)
        self.low = math.floor(low / self.step) * self.step
        self.high = max(math.ceil(high / self.step - 1e-9) * self.step, self.low + self.step)
        self.width = _WIDTH - _LEFT - (_EDGE if wide else _RIGHT)

    def x(self, value: float) -> float:
        return _LEFT + self.width * value / self.right

    def y(self, value: float) -> float:
        return _TOP + 8 + (_HEIGHT - 8) * (1 - (value - self.low) / (self.high - self.low))

    def grid(self) -> str:
        parts = []
        for at in np.arange(self.low, self.high + self.step / 2, self.step):
            y = self.y(float(at))
            parts.append(f'<path class="grid" d="M{_LEFT} {y:.1f}h{self.width}"/>')
            shown = 0.0 if abs(at) < 1e-12 else float(at)
            parts.append(f'<text class="tick end" x="{_LEFT - 6}" y="{y + 4:.1f}">{tick(shown)}</text>')
        return "".join(parts)

    def labels(self, names: Sequence[str], x_label: str) -> str:
        longest = max(len(name) for name in names)
        every = max(1, math.ceil(len(names) / (_MOST_TICKS if longest < 6 else _MOST_TICKS // 2)))
        ticks = [(self.x(at), name) for at, name in enumerate(names) if at % every == 0]
        return self._ticks(ticks, x_label)

    def numbers(self, right: float, x_label: str) -> str:
        step = nice(right / 5)
        return self._ticks([(self.x(k), tick(k)) for k in np.arange(0, right + step / 1e6, step)], x_label)

    def _ticks(self, ticks: list[tuple[float, str]], x_label: str) -> str:
        y = _TOP + _HEIGHT
        parts = [f'<text class="tick middle" x="{x:.1f}" y="{y + 18}">{escape(name)}</text>' for x, name in ticks]
        middle = _LEFT + self.width / 2
        return "".join(parts) + f'<text class="tick middle" x="{middle:.1f}" y="{y + 40}">{escape(x_label)}</text>'


def _last(values: Sequence[float]) -> float:
    return next((value for value in reversed(values) if not math.isnan(value)), 0.0)
