"""Frame: the axes of a picture, and where a value stands between them."""

import math
from collections.abc import Sequence
from html import escape

import numpy as np
from markupsafe import Markup

from netspread.pages.drawing import DESK, below, beside, nice, svg, tick

_HEIGHT, _LEFT, _TOP = 250, 58, 10
#: Room at the right: for the names of lines, or for half of a date at the last tick.
_NAMES, _EDGE = 196, 48
#: How wide a letter of a tick is at most, and the gap between two ticks.
_TICK_LETTER, _TICK_GAP = 7.6, 10


class Frame:
    """Where a value stands in a picture *width* wide: x from 0 to *right*, y from *low* to *high*.

    *named* is whether lines have names, which stand at the right on a desk, and below on a phone.
    """

    def __init__(self, width: int, right: float, low: float, high: float, *, named: bool) -> None:
        self._sheet, self._named = width, named
        self.right = max(right, 1e-9)
        step = nice((high - low) / 4)
        self._step = step
        self.low = math.floor(low / step) * step
        self.high = max(math.ceil(high / step - 1e-9) * step, self.low + step)
        edge = _NAMES if named and width == DESK else _EDGE if width == DESK else _EDGE / 2
        self.width = width - _LEFT - edge

    def x(self, value: float) -> float:
        """Return where a value stands from left to right."""
        return _LEFT + self.width * value / self.right

    def y(self, value: float) -> float:
        """Return where a value stands from top to bottom."""
        return _TOP + 8 + (_HEIGHT - 8) * (1 - (value - self.low) / (self.high - self.low))

    def grid(self) -> str:
        """Return the lines across, with their values."""
        parts = []
        for at in np.arange(self.low, self.high + self._step / 2, self._step):
            y = self.y(float(at))
            parts.append(f'<path class="grid" d="M{_LEFT} {y:.1f}h{self.width}"/>')
            shown = 0.0 if abs(at) < 1e-12 else float(at)
            parts.append(f'<text class="tick end" x="{_LEFT - 6}" y="{y + 4:.1f}">{tick(shown)}</text>')
        return "".join(parts)

    def names(self, names: Sequence[str], label: str) -> str:
        """Return the x axis with a name a position, as many as there is room for."""
        room = max(map(len, names), default=0) * _TICK_LETTER + _TICK_GAP
        every = max(1, math.ceil(room * max(len(names) - 1, 1) / self.width))
        return self._axis([(self.x(at), name) for at, name in enumerate(names) if at % every == 0], label)

    def numbers(self, label: str) -> str:
        """Return the x axis with round numbers."""
        step = nice(self.right / 5)
        return self._axis([(self.x(k), tick(k)) for k in np.arange(0, self.right + step / 1e6, step)], label)

    def above(self, label: str) -> str:
        """Return what the y axis measures, above it."""
        return f'<text class="tick start" x="{_LEFT}" y="{_TOP + 2}">{escape(label)}</text>'

    def svg(
        self, parts: Sequence[str], *, names: Sequence[str] = (), ends: Sequence[float] = (), **words: str
    ) -> Markup:
        """Return the picture; *names* are those of its lines, *ends* where the lines end."""
        height, key = _TOP + _HEIGHT + 52.0, ""
        if self._named and self._sheet == DESK:
            key = beside(names, [self.y(end) for end in ends], self.x(self.right) + 12)
        elif self._named:
            key, height = below(names, height + 14)
        return svg("".join(parts) + key, self._sheet, height, title=words["title"], description=words["description"])

    def _axis(self, ticks: list[tuple[float, str]], label: str) -> str:
        y = _TOP + _HEIGHT
        parts = [f'<text class="tick middle" x="{x:.1f}" y="{y + 18}">{escape(name)}</text>' for x, name in ticks]
        middle = _LEFT + self.width / 2
        return "".join(parts) + f'<text class="tick middle" x="{middle:.1f}" y="{y + 40}">{escape(label)}</text>'
