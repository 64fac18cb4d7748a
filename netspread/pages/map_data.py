"""Map data: what the map page draws, in plain types that JSON can hold.

``docs/reference/map-data.md`` describes every key for whoever reads the page's data with a script of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from netspread.communities import Partition
from netspread.communities.partition import most_values
from netspread.errors import ChoiceError
from netspread.language import Language
from netspread.language import language as texts_of
from netspread.network import INFLUENCE_IN_WORDS, Network
from netspread.pages import layout
from netspread.pages.backbone import backbone, ties_once
from netspread.ranking import MEASURES, Ranking
from netspread.spread.compare import Comparison
from netspread.spread.models import IndependentCascade, LinearThreshold, Model, WeightedCascade
from netspread.spread.simulate import Spread
from netspread.spread.world import one_world

#: Up to so many ties all are drawn at any zoom.
_MANY_TIES = 4_000
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
    before: Mapping[str, tuple[float, float]] | None = None,
    explanations: Mapping[str, str | Sequence[str]] | None = None,
    champions: Iterable[str] = (),
    certainty: ArrayLike | None = None,
    relations: Sequence[Network] = (),
    language: str = "en",
    observed: tuple[Sequence[str], ArrayLike] | None = None,
    tried: tuple[Spread, int] | None = None,
    seed: int = 1,
) -> dict[str, Any]:
    """Return what the page draws: the keys are told in ``docs/reference/map-data.md``.

    Arguments are those of :func:`netspread.pages.map.draw_map`.
    """
    others = {f"relation {other.relation!r}": other for other in relations}
    others |= {f"ranking by {ranking.measure}": ranking.network for ranking in rankings}
    others |= {} if partition is None else {"partition": partition.network}
    others |= {} if tried is None else {"the world": tried[0].network}
    for what, other in others.items():
        _same_people(what, other, network)
    said = texts_of(language)
    labels = None if partition is None else partition.labels
    where = (
        layout.places(network, labels, before=before, seed=seed) if places is None else _given(places, network.n_people)
    )
    layers = [ties_once(layer) for layer in (network, *relations)]
    ego, alter, weight = (np.concatenate(side) for side in zip(*layers, strict=True))
    return {
        "version": 2,
        "title": title or network.relation or said.texts["names"]["network"],
        "language": {"code": said.code, "texts": said.texts["map"]},
        "network": _network(network, said),
        "people": _people(network, where),
        "attributes": [
            _attribute(network, column, said) for column in network.people if column not in ("name", "responded")
        ],
        "measures": [_measure(ranking, said) for ranking in rankings],
        "communities": None if partition is None else _communities(partition, certainty, said),
        "champions": network.positions(champions, what="champion").tolist(),
        "explanations": None if explanations is None else _explanations(network, explanations),
        "relations": [
            layer.relation or said.say("names.relation", at) for at, layer in enumerate((network, *relations), 1)
        ],
        "ties": {
            "ego": ego.tolist(),
            "alter": alter.tolist(),
            "weight": [_number(value) for value in weight],
            "relation": np.repeat(np.arange(len(layers)), [len(layer[0]) for layer in layers]).tolist(),
        },
        "backbone": backbone(network.n_people, ego, alter, weight).tolist() if len(ego) > _MANY_TIES else None,
        "models": [] if comparison is None else [_model(model, said) for model in comparison.models],
        "starts": [] if comparison is None else _starts(network, comparison, said),
        "observed": None if observed is None else _observed(network, *observed),
        "tried": None if tried is None else _tried(*tried, said),
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


def _tried(spread: Spread, world: int, said: Language) -> dict[str, Any]:
    steps = one_world(spread, world)["step"]
    return {
        "world": world,
        "in_words": said.model(spread.model),
        "seeds": spread.start.positions.tolist(),
        "times": [None if pd.isna(step) else int(step) for step in steps],
    }


def _given(places: ArrayLike, people: int) -> NDArray[np.float64]:
    where = np.asarray(places, dtype=np.float64)
    if where.shape != (people, 2) or not np.isfinite(where).all():
        raise ChoiceError(f"places have shape {where.shape}; give a finite x and y for each of the {people} people")
    return where


def _network(network: Network, said: Language) -> dict[str, Any]:
    return {
        "people": network.n_people,
        "ties": network.n_ties,
        "relation": network.relation,
        "influence": network.influence,
        "influence_in_words": said.named("influence", network.influence, INFLUENCE_IN_WORDS[network.influence]),
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


def _attribute(network: Network, column: Any, said: Language) -> dict[str, Any]:
    values = network.people[column]
    number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if number and values.nunique() > _FEW:
        return _values(column, "number", [], [_number(value) for value in values])
    texts = network.groups(column)
    if number:
        written = [text if pd.isna(value) else str(_number(value)) for text, value in zip(texts, values, strict=True)]
        texts = pd.Series(written, index=texts.index)
    elif texts.nunique() > min(most_values(len(texts)), max(_FEW, len(texts) / 2)):  # searched, not listed
        return _values(column, "text", [], texts.tolist())
    # Numbers in the order of numbers, and who has no value last.
    known = values.where(texts != "(missing)") if number else texts.where(texts != "(missing)")
    levels = list(dict.fromkeys(texts[known.sort_values(na_position="last").index]))
    codes = {level: code for code, level in enumerate(levels)}
    named = [said.texts["map"]["missing"] if level == "(missing)" else level for level in levels]
    return _values(column, "category", named, [codes[text] for text in texts])


def _values(column: Any, kind: str, levels: list[str], values: list[Any]) -> dict[str, Any]:
    return {"name": str(column), "kind": kind, "levels": levels, "values": values}


def _measure(ranking: Ranking, said: Language) -> dict[str, Any]:
    meaning = MEASURES[ranking.measure].meaning if ranking.measure in MEASURES else ""
    return {
        "name": ranking.measure,
        "title": said.named("measures", ranking.measure, ranking.measure),
        "meaning": said.named("meanings", ranking.measure, meaning),
        "lowest_first": ranking.lowest_first,
        "values": [_number(score) for score in ranking.scores],
        "ranks": ranking.ranks.tolist(),
        # What a ranking has if plausible complete networks were drawn.
        **{name: _array(getattr(ranking, name, None)) for name in ("low", "high", "top_k_chance")},
        "top_k": getattr(ranking, "top_k", 0),
    }


def _communities(partition: Partition, certainty: ArrayLike | None, said: Language) -> dict[str, Any]:
    # People without ties, each a community of one, are one entry together.
    tied, named = partition.n_tied, partition.names
    names = [named[community] for community in range(1, tied + 1)]
    alone = [said.texts["map"]["no_ties"]] if partition.n_communities > tied else []
    return {
        "labels": np.minimum(partition.labels - 1, tied).tolist(),
        "names": [*names, *alone],
        "certainty": None if certainty is None else _array(_certain(certainty, len(partition.labels))),
    }


def _certain(certainty: ArrayLike, people: int) -> NDArray[np.float64]:
    shares = np.asarray(certainty, dtype=np.float64)
    if shares.shape != (people,):
        raise ChoiceError(f"certainty has shape {shares.shape}; give one share for each of the {people} people")
    return shares


def _explanations(network: Network, explanations: Mapping[str, str | Sequence[str]]) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in range(network.n_people)]
    for at, told in zip(network.positions(explanations), explanations.values(), strict=True):
        found[at] = [told] if isinstance(told, str) else list(told)
    return found


def _kind(model: Model) -> str | None:
    """Return by which name the page knows the model, so that it can play it; ``None`` if it does not."""
    kinds = {IndependentCascade: "cascade", WeightedCascade: "weighted-cascade", LinearThreshold: "threshold"}
    return kinds.get(type(model))


def _model(model: Model, said: Language) -> dict[str, Any]:
    """Return the model; one whose ``kind`` is null the page can name, not play."""
    return {
        "name": model.name,
        "in_words": said.model(model),
        "kind": _kind(model),
        "p": model.p if isinstance(model, IndependentCascade) else None,
    }


def _starts(network: Network, comparison: Comparison, said: Language) -> list[dict[str, Any]]:
    return [
        {
            "strategy": strategy,
            "title": said.strategy(strategy),
            "model": at,
            "seeds": network.positions(spread.seeds, what="seed").tolist(),
            "drawn": spread.draws > 1,
            "reach": [spread.reach_mean, spread.reach_low, spread.reach_high],
            # The page tries the models that it knows itself; of the others it is told the end.
            "chance": None if _kind(model) else spread.chance.tolist(),
        }
        for at, model in enumerate(comparison.models)
        for strategy in comparison.strategies
        for spread in [comparison.spread(strategy, model.name)]
    ]


def _array(values: Any) -> list[float | int | None] | None:
    return None if values is None else [_number(value) for value in values]


def _number(value: Any) -> float | int | None:
    """Return the number, whole ones without a point; ``None`` if there is none."""
    if pd.isna(value) or not np.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
