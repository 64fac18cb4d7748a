"""Role bars: how often each broker stands between two others, and in which role."""

from html import escape

import numpy as np
from markupsafe import Markup

from netspread.explain import name_of
from netspread.findings import Findings
from netspread.language import spoken
from netspread.measures.brokerage import ROLES

_PEOPLE = 10
_ROW, _WIDTH, _LABEL, _KEY = 26, 640, 220, 70


def draw(found: Findings) -> Markup:
    """Return one bar for each of the first brokers, in parts for the five roles; nothing without groups."""
    if found.groups is None:
        return Markup("")
    people, say = found.brokers.top(_PEOPLE), spoken()
    at = found.network.positions(people)
    counts = {role: found.scores[role].scores[at] for role in ROLES}
    longest = max(float(np.sum(list(counts.values()), axis=0).max()), 1.0)
    parts = [_key()]
    for row, person in enumerate(people):
        y = _KEY + row * _ROW
        name = name_of(found.network, person)
        shown = name if len(name) <= 30 else f"{name[:29]}…"
        parts.append(f'<text class="label" x="{_LABEL - 8}" y="{y + 13}">{escape(shown)}</text>')
        x = float(_LABEL)
        for number, role in enumerate(ROLES):
            width = counts[role][row] / longest * (_WIDTH - _LABEL - 60)
            told = escape(
                say.say(
                    "charts.role_times", name=name, count=int(counts[role][row]), role=say.named("measures", role, role)
                )
            )
            parts.append(
                f'<rect class="role c{number}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_ROW - 8}">'
                f"<title>{told}</title></rect>"
            )
            x += width
        total = int(sum(counts[role][row] for role in ROLES))
        parts.append(f'<text class="value" x="{x + 6:.1f}" y="{y + 13}">{say.number(total)}</text>')
    height = _KEY + len(people) * _ROW + 4
    title = escape(say.say("charts.role_bars"))
    return Markup(  # noqa: S704  # names are escaped where they are put in
        f'<svg class="chart" role="img" viewBox="0 0 {_WIDTH} {height}" aria-label="{title}"><title>{title}</title>'
        f"{''.join(parts)}</svg>"
    )


def _key() -> str:
    """Return which color stands for which role, in three lines."""
    parts = []
    for number, role in enumerate(ROLES):
        x, y = _LABEL + number % 2 * 210, number // 2 * 22
        parts.append(f'<rect class="role c{number}" x="{x}" y="{y + 2}" width="12" height="12"/>')
        called = spoken().named("measures", role, role).partition(" (")[0]
        parts.append(f'<text x="{x + 18}" y="{y + 13}">{escape(called)}</text>')
    return "".join(parts)
