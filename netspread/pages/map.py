"""Map: the network as one interactive page.

Python makes data (:func:`map_data`, documented there), one template holds them, and the page's own script does the
rest: what the reader may change, the page changes itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.communities import Partition
from netspread.errors import SaveError
from netspread.network import INFLUENCE_IN_WORDS, Network
from netspread.pages.embed import asset, embedded, policy, vis_network
from netspread.pages.layout import places
from netspread.ranking import MEASURES, Ranking
from netspread.spread.compare import Comparison

#: Above this many ties only the strongest of each person are drawn at first.
_MANY_TIES = 4_000
#: An attribute with more values than this can be looked at, but not colored by.
_MOST_LEVELS = 60
_LONGEST = 300


@dataclass(frozen=True, slots=True, repr=False)
class MapPage:
    """A page, ready to be saved.

    Attributes
    ----------
    html
        The whole page: no request to any network, the same input gives the same text.
    people
        How many people are on it.
    """

    html: str
    people: int

    def save(self, path: str | Path) -> Path:
        """Write the page to *path*, and return that.

        Raises
        ------
        SaveError
            If it cannot be written.
        """
        path = Path(path)
        try:
            path.write_text(self.html, encoding="utf-8", newline="")
        except OSError as error:
            raise SaveError(f"{path}: cannot be written ({error.strerror}); choose another place") from error
        return path

    def __repr__(self) -> str:
        """Return one line."""
        return f"MapPage of {self.people} people, {len(self.html) / 1e6:.1f} MB; save it with .save('map.html')"

    def _repr_html_(self) -> str:
        frame = (
            '<iframe width="100%" height="640" style="border:0" sandbox="allow-scripts allow-downloads" srcdoc="{}">'
        )
        return frame.format(escape(self.html, quote=True)) + "</iframe>"


def draw_map(
    network: Network,
    *,
    partition: Partition | None = None,
    rankings: Sequence[Ranking] = (),
    comparison: Comparison | None = None,
    title: str = "",
    seed: int = 1,
) -> MapPage:
    """Return the interactive map of *network*.

    Parameters
    ----------
    network
        Any network.
    partition
        Communities, to color and filter by.
    rankings
        Measures, to size and color by; the first one sizes at first.
    comparison
        Seeding strategies, whose seeds can be marked.
    title
        What stands over the map; by default the relation.
    seed
        Random seed of the layout.
    """
    data = map_data(network, partition=partition, rankings=rankings, comparison=comparison, title=title, seed=seed)
    library, library_style = vis_network()
    script, style = asset("map.js"), asset("map.css")
    page = asset("map.html")
    parts = {
        "POLICY": policy((library, script), (library_style, style)),
        "TITLE": escape(data["title"]),
        "LIBRARY_STYLE": library_style,
        "STYLE": style,
        "LIBRARY": library,
        "SCRIPT": script,
        "DATA": embedded(data),
    }
    return MapPage(_filled(page, parts), network.n_people)


def map_data(
    network: Network,
    *,
    partition: Partition | None = None,
    rankings: Sequence[Ranking] = (),
    comparison: Comparison | None = None,
    title: str = "",
    seed: int = 1,
) -> dict[str, Any]:
    """Return what the page draws, in plain types.

    Keys: ``version`` (1), ``title``, ``network`` (``people, ties, relation, influence, directed``), ``ids``,
    ``names`` (what is shown), ``x``, ``y``, ``responded``, ``attributes`` (list of ``name, kind, levels, values``;
    of kind ``category`` the values are positions in ``levels``, of kind ``number`` numbers, of kind ``text`` text),
    ``measures`` (list of ``name, meaning, values, ranks``), ``communities`` (``labels`` from 0, ``names``; or null),
    ``ties`` (``ego, alter, weight, strong``: strong ones are drawn at first), ``strategies`` (list of ``name,
    model, reach, seeds, chance``). People are positions; missing numbers are null.
    """
    egos = network.egos()
    once = egos < network.alters if not network.directed else np.full(len(egos), fill_value=True)
    ego, alter, weight = egos[once], network.alters[once], network.weights[once]
    where = places(network, None if partition is None else partition.labels, seed=seed)
    people = network.people
    names = people["name"] if "name" in people else pd.Series(people.index, index=people.index)
    return {
        "version": 1,
        "title": title or network.relation or "Network",
        "network": {
            "people": network.n_people,
            "ties": network.n_ties,
            "relation": network.relation,
            "influence": INFLUENCE_IN_WORDS[network.influence],
            "directed": network.directed,
        },
        "ids": [_short(person) for person in people.index],
        "names": [_short(person if pd.isna(name) else name) for person, name in names.items()],
        "x": where[:, 0].tolist(),
        "y": where[:, 1].tolist(),
        "responded": network.responded.tolist(),
        "attributes": [_attribute(network, str(column)) for column in people if column not in ("name", "responded")],
        "measures": [_measure(ranking) for ranking in rankings],
        "communities": None if partition is None else _communities(partition),
        "ties": {
            "ego": ego.tolist(),
            "alter": alter.tolist(),
            "weight": [round(float(value), 4) for value in weight],
            "strong": _strong(ego, alter, weight).tolist(),
        },
        "strategies": [] if comparison is None else _strategies(comparison),
    }


def _filled(page: str, parts: Mapping[str, str]) -> str:
    """Return the template with its marks replaced, all at once: what is put in is never looked at again."""
    pieces = page.split("%%")
    return "".join(parts[piece] if at % 2 else piece for at, piece in enumerate(pieces))


def _attribute(network: Network, column: str) -> dict[str, Any]:
    values = network.people[column]
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values) and values.nunique() > 12:
        return {"name": column, "kind": "number", "levels": [], "values": [_number(value) for value in values]}
    texts = network.groups(column)
    if texts.nunique() > _MOST_LEVELS:
        return {"name": column, "kind": "text", "levels": [], "values": [_short(text) for text in texts]}
    levels = sorted(texts.unique())
    codes = {level: code for code, level in enumerate(levels)}
    return {
        "name": column,
        "kind": "category",
        "levels": [_short(level) for level in levels],
        "values": [codes[text] for text in texts],
    }


def _measure(ranking: Ranking) -> dict[str, Any]:
    meaning = MEASURES[ranking.measure].meaning if ranking.measure in MEASURES else ""
    return {
        "name": ranking.measure,
        "meaning": meaning,
        "lowest": ranking.lowest_first,
        "values": [_number(score) for score in ranking.scores],
        "ranks": ranking.ranks.tolist(),
    }


def _communities(partition: Partition) -> dict[str, Any]:
    # People without ties, each a community of one, are one entry of the legend.
    names = list(partition.names.values())[: partition.n_tied]
    labels = np.minimum(partition.labels - 1, partition.n_tied)
    return {"labels": labels.tolist(), "names": [*names, "No ties"]}


def _strategies(comparison: Comparison) -> list[dict[str, Any]]:
    first = comparison.models[0]
    return [
        {
            "name": strategy,
            "model": first.name,
            "reach": round(spread.reach_mean, 1),
            "seeds": comparison.network.positions(spread.seeds).tolist() if spread.draws == 1 else [],
            "chance": [round(float(chance), 3) for chance in spread.chance],
        }
        for strategy in comparison.strategies
        for spread in [comparison.spread(strategy, first.name)]
    ]


def _strong(ego: NDArray[Any], alter: NDArray[Any], weight: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return 1 for the ties to be drawn at first: all of a small network, else everybody's two strongest."""
    if len(ego) <= _MANY_TIES:
        return np.ones(len(ego), dtype=np.int64)
    kept = np.zeros(len(ego), dtype=np.int64)
    for side in (ego, alter):
        order = np.lexsort((np.arange(len(ego)), -weight, side))
        first = np.searchsorted(side[order], side[order])
        kept[order[np.arange(len(order)) - first < 2]] = 1
    return kept


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _number(value: Any) -> float | None:
    number = float(value)
    return float(f"{number:.6g}") if np.isfinite(number) else None
