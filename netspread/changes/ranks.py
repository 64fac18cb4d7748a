"""Ranks: who rose and who fell among the people who are there both times, and how sure that is."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.measures.whole import share
from netspread.network import Network
from netspread.nonresponse import completions
from netspread.places import COVERED, drawn_places
from netspread.ranking import rank


def moves(
    before: Network, after: Network, people: pd.Index, *, by: str, draws: int, seed: int, **options: Any
) -> pd.DataFrame:
    """Return one row for each of *people*: ``rank_before, rank_after, moved``, and how sure the move is.

    Everybody is measured in the whole network of the time; the ranks are those among *people*, 1 first. ``moved`` is
    positive for who rose. Where plausible complete networks can be drawn for both times, ``moved_low, moved_high``
    hold the move in nine of ten pairs of draws, and ``rose_chance`` is the share of pairs in which the person stands
    higher after than before, less than a half of it being for those who fell.
    """
    networks = (before, after)
    ranks = [_ranks(network, people, by, options) for network in networks]
    table = pd.DataFrame({"rank_before": ranks[0], "rank_after": ranks[1]}, index=people)
    table["moved"] = table["rank_before"] - table["rank_after"]
    if not draws or not all(_drawable(network) for network in networks):
        return table
    places = [
        _places(network, people, by=by, draws=draws, seed=seed + at, **options) for at, network in enumerate(networks)
    ]
    moved = places[0] - places[1]
    ends = [(1 - COVERED) / 2, (1 + COVERED) / 2]
    low, high = np.quantile(moved, ends, axis=0, method="inverted_cdf").astype(np.int64)
    return table.assign(moved_low=low, moved_high=high, rose_chance=(moved > 0).mean(axis=0))


def _ranks(network: Network, people: pd.Index, by: str, options: dict[str, Any]) -> NDArray[np.int64]:
    ranking = rank(network, by=by, **options)
    scores = pd.Series(ranking.scores[network.positions(people)])
    keys = scores if ranking.lowest_first else -scores
    return np.asarray(keys.rank(method="min", na_option="bottom"), dtype=np.int64)


def _drawable(network: Network) -> bool:
    """Return whether there is anything to draw from."""
    return network.directed and bool(network.responded[network.egos()].any())


def _places(network: Network, people: pd.Index, *, by: str, draws: int, seed: int, **options: Any) -> NDArray[np.int64]:
    """Return each person's place among *people* in each draw: shape (draws, k), 1 first."""
    drawn = completions(network, draws=draws, seed=seed)
    places = drawn_places(drawn, by=[by], groups=options.get("groups"))[by].at[:, network.positions(people)]
    return np.argsort(np.argsort(places, axis=1), axis=1).astype(np.int64) + 1


def whole(network: Network) -> dict[str, float]:
    """Return the figures of one time: people, answered, ties, and names given by those who answered, on average."""
    answered = network.responded
    named = np.diff(network.starts)[answered]
    return {
        "people": float(network.n_people),
        "answered": share(answered.sum(), network.n_people),
        "ties": float(network.n_ties),
        "mean_named": share(named.sum(), answered.sum()),
    }
