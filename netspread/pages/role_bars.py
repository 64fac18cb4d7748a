"""Role bars: how often each broker stands between two others, and in which role."""

from collections.abc import Mapping
from html import escape

import numpy as np
from markupsafe import Markup

from netspread.explain import name_of
from netspread.findings import Findings
from netspread.language import spoken
from netspread.measures.brokerage import ROLES
from netspread.pages.drawing import DESK, Rows, for_both, svg

_PEOPLE = 10
_KEY, _KEY_LINE = 4, 22


def draw(found: Findings) -> Markup:
    """Return one bar for each of the first brokers, in parts for the five roles; nothing without groups."""
    if found.groups is None:
        return Markup("")
    people = found.brokers.top(_PEOPLE)
    at = found.network.positions(people)
    counts = {role: found.scores[role].scores[at] for role in ROLES}
    totals = np.sum(list(counts.values()), axis=0)
    names, title = [name_of(found.network, person) for person in people], spoken().say("charts.role_bars")

    def draw_in(width: int) -> Markup:
        columns = 2 if width == DESK else 1
        place = Rows(width, right=60, begin=_KEY_LINE * -(-len(ROLES) // columns) + _KEY)
        parts = [_key(place.left, columns)]
        for row, name in enumerate(names):
            own = {role: float(counts[role][row]) for role in ROLES}
            parts += [place.label(row, name), _bar(name, own, place, row, max(float(totals.max()), 1.0))]
        return svg("".join(parts), width, place.height(len(names)), title=title, description=title)

    return for_both(draw_in)


def _bar(name: str, counts: Mapping[str, float], place: Rows, row: int, longest: float) -> str:
    """Return the parts of one bar, and their sum behind it."""
    say, x, y, parts = spoken(), float(place.left), place.top(row), []
    for number, (role, count) in enumerate(counts.items()):
        width = count / longest * place.room
        told = say.say("charts.role_times", name=name, count=int(count), role=say.named("measures", role, role))
        parts.append(
            f'<rect class="role c{number}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{place.thick}">'
            f"<title>{escape(told)}</title></rect>"
        )
        x += width
    total = say.number(int(sum(counts.values())))
    return "".join(parts) + f'<text class="value" x="{x + 6:.1f}" y="{y + 13}">{total}</text>'


def _key(left: float, columns: int) -> str:
    """Return which color stands for which role."""
    parts = []
    for number, role in enumerate(ROLES):
        x, y = left + number % columns * 210, number // columns * _KEY_LINE
        parts.append(f'<rect class="role c{number}" x="{x}" y="{y + 2}" width="12" height="12"/>')
        called = spoken().named("measures", role, role).partition(" (")[0]
        parts.append(f'<text x="{x + 18}" y="{y + 13}">{escape(called)}</text>')
    return "".join(parts)
