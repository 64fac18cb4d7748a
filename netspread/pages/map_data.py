"""Map data: what the map page draws, in plain types that JSON can hold.

``docs/reference/map-data.md`` describes every key for whoever reads the page's data with a script of their own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from netspread.communities import Partition
from netspread.errors import ChoiceError
from netspread.network import INFLUENCE_IN_WORDS, Network
from netspread.pages import layout
from netspread.pages.backbone import backbone, ties_once
from netspread.ranking import MEASURES, Ranking
from netspread.spread.compare import Comparison
from netspread.spread.models import IndependentCascade, LinearThreshold, Model, WeightedCascade

#: Up to so many ties all are drawn at any zoom.
_MANY_TIES = 4_000
#: An attribute with more values than this is searched as text, not listed value by value.
_MOST_LEVELS = 60
#: So few values are listed one by one, whatever they are: a number with more is a range, and a text that hardly two
#: people share is text.
_FEW = 12


def map_data(
    network: Network,
    *,
    partition: Partition | None = None,
    rankings: Sequence[Ranking] = (),
    comparison: Comparison | None = None,
    title: str = "",
    places: ArrayLike | None = None,
    explanations: Mapping[str, str] | None = None,
    relations: Sequence[Network] = (),
    observed: tuple[Sequence[str], ArrayLike] | None = None,
    seed: int = 1,
) -> dict[str, Any]:
    """Return what the page draws: the keys are told in ``docs/reference/map-data.md``.

    Arguments are those of :func:`netspread.pages.map.draw_map`.
    """
    others = {f"relation {other.relation!r}": other for other in relations}
    others |= {f"ranking by {ranking.measure}": ranking.network for ranking in rankings}
    others |= {} if partition is None else {"partition": partition.network}
    for what, other in others.items():
        _same_people(what, other, network)
    labels = None if partition is None else partition.labels
    where = layout.places(network, labels, seed=seed) if places is None else _given(places, network.n_people)
    layers = [ties_once(layer) for layer in (network, *relations)]
    ego, alter, weight = (np.concatenate(side) for side in zip(*layers, strict=True))
    return {
        "version": 1,
        "title": title or network.relation or "Network",
        "network": _network(network),
        "people": _people(network, where),
        "attributes": [_attribute(network, column) for column in network.people if column not in ("name", "responded")],
        "measures": [_measure(ranking) for ranking in rankings],
        "communities": None if partition is None else _communities(partition),
        "explanations": None if explanations is None else _explanations(network, explanations),
        "relations": [layer.relation or f"relation {at + 1}" for at, layer in enumerate((network, *relations))],
        "ties": {
            "ego": ego.tolist(),
            "alter": alter.tolist(),
            "weight": [_number(value) for value in weight],
            "relation": np.repeat(np.arange(len(layers)), [len(layer[0]) for layer in layers]).tolist(),
        },
        "backbone": backbone(network.n_people, ego, alter, weight).tolist() if len(ego) > _MANY_TIES else None,
        "models": [] if comparison is None else [_model(model) for model in comparison.models],
        "starts": [] if comparison is None else _starts(network, comparison),
        "observed": None if observed is None else _observed(network, *observed),
    }


def _same_people(what: str, other: Network, network: Network) -> None:
    if other is not network and not other.people.index.equals(network.people.index):
        raise ChoiceError(
            f"{what} is of {other.n_people} other people than the {network.n_people} of the map; "
            "make it from the network that you draw"
        )


def _observed(network: Network, periods: Sequence[str], times: ArrayLike) -> dict[str, Any]:
    when = np.asarray(times)
    if when.shape != (network.n_people,):
        raise ChoiceError(f"times have shape {when.shape}; give one for each of the {network.n_people} people")
    return {
        "periods": [str(period) for period in periods],
        "times": [int(time) if time < len(periods) else None for time in when],
    }


def _given(places: ArrayLike, people: int) -> NDArray[np.float64]:
    where = np.asarray(places, dtype=np.float64)
    if where.shape != (people, 2) or not np.isfinite(where).all():
        raise ChoiceError(f"places have shape {where.shape}; give a finite x and y for each of the {people} people")
    return where


def _network(network: Network) -> dict[str, Any]:
    return {
        "people": network.n_people,
        "ties": network.n_ties,
        "relation": network.relation,
        "influence": network.influence,
        "influence_in_words": INFLUENCE_IN_WORDS[network.influence],
        "directed": network.directed,
    }


def _people(network: Network, where: NDArray[np.float64]) -> dict[str, Any]:
    ids = [str(person) for person in network.people.index]
    named = network.people["name"].tolist() if "name" in network.people else ids
    names = [
        person if pd.isna(name) or not str(name).strip() else str(name) for person, name in zip(ids, named, strict=True)
    ]
    return {
        "id": ids,
        "name": names,
        "x": where[:, 0].tolist(),
        "y": where[:, 1].tolist(),
        "responded": network.responded.tolist(),
    }


def _attribute(network: Network, column: Any) -> dict[str, Any]:
    values = network.people[column]
    number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if number and values.nunique() > _FEW:
        return _values(column, "number", [], [_number(value) for value in values])
    texts = network.groups(column)
    if number:
        written = [text if pd.isna(value) else str(_number(value)) for text, value in zip(texts, values, strict=True)]
        texts = pd.Series(written, index=texts.index)
    elif texts.nunique() > min(_MOST_LEVELS, max(_FEW, len(texts) / 2)):
        return _values(column, "text", [], texts.tolist())
    # Numbers in the order of numbers, and who has no value last.
    known = values.where(texts != "(missing)") if number else texts.where(texts != "(missing)")
    levels = list(dict.fromkeys(texts[known.sort_values(na_position="last").index]))
    codes = {level: code for code, level in enumerate(levels)}
    return _values(column, "category", levels, [codes[text] for text in texts])


def _values(column: Any, kind: str, levels: list[str], values: list[Any]) -> dict[str, Any]:
    return {"name": str(column), "kind": kind, "levels": levels, "values": values}


def _measure(ranking: Ranking) -> dict[str, Any]:
    return {
        "name": ranking.measure,
        "meaning": MEASURES[ranking.measure].meaning if ranking.measure in MEASURES else "",
        "lowest_first": ranking.lowest_first,
        "values": [_number(score) for score in ranking.scores],
        "ranks": ranking.ranks.tolist(),
    }


def _communities(partition: Partition) -> dict[str, Any]:
    # People without ties, each a community of one, are one entry together.
    tied, named = partition.n_tied, partition.names
    names = [named[community] for community in range(1, tied + 1)]
    alone = ["No ties"] if partition.n_communities > tied else []
    return {"labels": np.minimum(partition.labels - 1, tied).tolist(), "names": [*names, *alone]}


def _explanations(network: Network, explanations: Mapping[str, str]) -> list[str]:
    found = [""] * network.n_people
    for at, text in zip(network.positions(explanations), explanations.values(), strict=True):
        found[at] = text
    return found


def _model(model: Model) -> dict[str, Any]:
    """Return the model; one whose ``kind`` is null the page can name, not play."""
    kinds = {IndependentCascade: "cascade", WeightedCascade: "weighted-cascade", LinearThreshold: "threshold"}
    return {
        "name": model.name,
        "in_words": model.describe(),
        "kind": kinds.get(type(model)),
        "p": model.p if isinstance(model, IndependentCascade) else None,
    }


def _starts(network: Network, comparison: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "strategy": strategy,
            "model": at,
            "seeds": network.positions(spread.seeds, what="seed").tolist(),
            "drawn": spread.draws > 1,
            "reach": [spread.reach_mean, spread.reach_low, spread.reach_high],
        }
        for at, model in enumerate(comparison.models)
        for strategy in comparison.strategies
        for spread in [comparison.spread(strategy, model.name)]
    ]


def _number(value: Any) -> float | int | None:
    """Return the number, whole ones without a point; ``None`` if there is none."""
    if pd.isna(value) or not np.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
