"""Heat map: who turns to whom, group by group."""

from collections.abc import Sequence
from html import escape

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from netspread.language import spoken
from netspread.pages.drawing import DESK, PHONE, cut, for_both, svg

#: How wide cells are at least and at most on a desk, and on a phone; counts are written into wide ones.
_CELLS = {DESK: (18, 40), PHONE: (16, 30)}
_WRITTEN = 26


def heat_map(names: Sequence[str], values: NDArray[np.float64], counts: NDArray[np.int64], *, title: str) -> Markup:
    """Return a grid of ratios, row to column: darker above 1, empty where nothing was expected; counts written in."""

    def draw(width: int) -> Markup:
        k, label = len(names), 150 if width == DESK else 110
        least, most = _CELLS[width]
        cell = max(least, min(most, (width - label - 10) // max(k, 1)))
        parts = [_names(names, label, cell, 20 if width == DESK else 14)]
        for row in range(k):
            parts += [
                _cell(
                    values[row, column],
                    int(counts[row, column]),
                    _told(names[row], names[column], int(counts[row, column])),
                    x=label + column * cell,
                    y=label + row * cell,
                    cell=cell,
                )
                for column in range(k)
            ]
        told = spoken().say("charts.heat_told", title=title)
        size = label + k * cell + 8
        kind = "desk" if width == DESK else "phone"
        return svg("".join(parts), max(size, width), size, title=title, description=told, kind=kind)

    return for_both(draw)


def _names(names: Sequence[str], label: int, cell: int, longest: int) -> str:
    """Return the names of the groups, at the left and upright above."""
    parts = []
    for at, name in enumerate(names):
        shown, middle = escape(cut(name, longest)), label + at * cell + cell / 2 + 4
        parts.append(f'<text class="label" x="{label - 6}" y="{middle:.1f}">{shown}</text>')
        turned = f'transform="rotate(-90 {middle:.1f} {label - 6})"'
        parts.append(f'<text class="start" x="{middle:.1f}" y="{label - 6}" {turned}>{shown}</text>')
    return "".join(parts)


def _cell(ratio: float, count: int, told: str, *, x: float, y: float, cell: int) -> str:
    """Return one cell, as dark as the ratio is high; *told* is what it says to whoever points at it."""
    level = 0 if not np.isfinite(ratio) or ratio == 0 else int(np.clip(np.log2(ratio) + 3, 1, 6))
    drawn = (
        f'<rect class="heat heat{level}" x="{x}" y="{y}" width="{cell - 1}" height="{cell - 1}">'
        f"<title>{escape(told)}</title></rect>"
    )
    if cell < _WRITTEN or not count:
        return drawn
    inside = "cell light" if level >= 4 else "cell"
    return f'{drawn}<text class="{inside}" x="{x + cell / 2 - 0.5:.1f}" y="{y + cell / 2 + 4:.1f}">{count}</text>'


def _told(ego: str, alter: str, count: int) -> str:
    return spoken().say("charts.heat_cell", count, ego=ego, alter=alter)
