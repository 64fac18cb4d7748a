"""Stills: the network as a picture that does not move, once, or at several times side by side."""

from collections.abc import Sequence
from html import escape

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from netspread.language import spoken
from netspread.network import Network
from netspread.pages.drawing import svg

#: So many ties are drawn at most: of one picture the strongest, of each of several the first.
MOST_TIES, _MOST_TIES_EACH = 6_000, 4_000
_SIZE, _HEAD = 210.0, 38.0


def network_picture(network: Network, where: NDArray[np.float64], labels: NDArray[np.int64], *, title: str) -> Markup:
    """Return the network as one picture: dots by community, larger where more name a person."""
    spots, width, height = _spots(where, 1000, 12)
    drawn = _strongest(network, MOST_TIES)
    named = np.bincount(network.alters, minlength=network.n_people)
    radius = (3 + 9 * np.sqrt(named / max(named.max(), 1))) * (1 if network.n_people < 2000 else 0.5)
    dots = "".join(
        f'<circle class="person c{(label - 1) % 8}" cx="{x:.0f}" cy="{y:.0f}" r="{r:.1f}"/>'
        for (x, y), r, label in zip(spots, radius, labels, strict=True)
    )
    say = spoken()
    told = say.say("charts.network_told", people=say.number(network.n_people), ties=say.number(network.n_ties))
    return svg(_ways(network, drawn, spots) + dots, width, height, title=title, description=told, kind="all")


def _strongest(network: Network, most: int) -> NDArray[np.int64]:
    """Return the strongest ties; of equal ones some of everybody's, not all of the first people."""
    every = np.arange(network.n_ties)
    if len(every) <= most:
        return every
    scattered = every * 0x9E3779B1 % 2**32  # the golden ratio's share of it, so that any first part is even
    return np.sort(np.lexsort((scattered, -network.weights))[:most])


def network_stills(
    networks: Sequence[Network], where: NDArray[np.float64], adopted: Sequence[NDArray[np.bool_]],
    names: Sequence[str], *, title: str,
) -> Markup:  # fmt: skip
    """Return the network at several times, side by side: full dots have adopted, empty ones have not."""
    spots, width, height = _spots(where, _SIZE - 14, 7)
    radius = 3.2 if len(where) < 300 else 2.0 if len(where) < 1000 else 1.2
    say, pictures = spoken(), []
    for network, full, name in zip(networks, adopted, names, strict=True):
        dots = "".join(
            f'<circle class="{"adopter" if on else "waiting"}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'
            for (x, y), on in zip(spots, full, strict=True)
        )
        told = say.say("adoption.still", int(full.sum()), all=say.number(len(full)))
        ways = _ways(network, np.arange(min(network.n_ties, _MOST_TIES_EACH)), spots)
        inner = (
            f'<text x="4" y="14">{escape(name)}</text><text x="4" y="31">{escape(told)}</text>'
            f'<g transform="translate(0 {_HEAD:.0f})">{ways}{dots}</g>'
        )
        about = say.say("adoption.full_dots", title=f"{title}: {name}, {told}")
        pictures.append(svg(inner, max(width, _SIZE), height + _HEAD, title=title, description=about, kind="all"))
    return Markup('<div class="stills">{}</div>').format(Markup("").join(pictures))


def _spots(where: NDArray[np.float64], size: float, edge: float) -> tuple[NDArray[np.float64], float, float]:
    """Return the places fitted into *size* with an *edge* around, and how wide and high that is."""
    low, high = where.min(axis=0), where.max(axis=0)
    scale = size / max(*(high - low), 1.0)
    width, height = (high - low) * scale + 2 * edge
    return (where - low) * scale + edge, float(width), float(height)


def _ways(network: Network, drawn: NDArray[np.int64], spots: NDArray[np.float64]) -> str:
    ends = zip(network.egos()[drawn], network.alters[drawn], strict=True)
    way = "".join(f"M{spots[a, 0]:.0f} {spots[a, 1]:.0f}L{spots[b, 0]:.0f} {spots[b, 1]:.0f}" for a, b in ends)
    return f'<path class="ties" d="{way}"/>'
