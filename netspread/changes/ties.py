"""Ties: which were formed, kept and dissolved between two surveys of the same people."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binomtest, false_discovery_control

from netspread.measures.whole import share
from netspread.network import Network, compressed


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Turnover:
    """What became of the ties that both surveys can tell of.

    Only people who are there both times count, and only ties of egos who answered both times (a tie without direction
    is known if one of both did): the ties of others are unknown, not dissolved.

    Attributes
    ----------
    ties
        ``ego, alter, before, after, change``: the weights (0 where there was none) and ``formed``, ``kept`` or
        ``dissolved``. A tie without direction stands once.
    people
        One row for each person who is there both times, the index being the id: ``named_still, named_anew,
        named_no_longer`` (by how many egos who answered both times), ``p_value`` and ``p_adjusted``.
    answered
        How many answered both times.
    """

    ties: pd.DataFrame
    people: pd.DataFrame
    answered: int

    def count(self, change: str) -> int:
        """Return how many ties were ``formed``, ``kept`` or ``dissolved``."""
        return int((self.ties["change"] == change).sum())

    @property
    def jaccard(self) -> float:
        """Ties kept, as a share of the ties that there were at either time; nan without ties.

        Below 0.2 two surveys hardly describe the same network; 0.3 and more is usual a year apart (Snijders, van de
        Bunt & Steglich 2010, *Social Networks* 32:44).
        """
        return share(self.count("kept"), len(self.ties))


def turnover(before: Network, after: Network) -> Turnover:
    """Return what became of the ties between two networks over the same people, in the same order.

    ``p_value`` of a person: how likely a split as uneven as that between those who name the person anew and those who
    no longer do, if every change of a tie were a forming one with the same chance, that of all changes together (exact
    binomial, two-sided; McNemar's test where as many are formed as dissolved). 1 for somebody without changes.
    ``p_adjusted`` is the same with the false discovery rate held over all people (Benjamini & Hochberg 1995).
    """
    both = before.responded & after.responded
    ties = _ties(before, both, "before").merge(_ties(after, both, "after"), on=["ego", "alter"], how="outer")
    ties = ties.fillna(0.0).sort_values(["ego", "alter"], ignore_index=True)
    change = np.select([ties["before"] == 0, ties["after"] == 0], ["formed", "dissolved"], "kept")
    people = _named(ties, change, before)
    ids = before.people.index
    ties = ties.assign(ego=ids[ties["ego"]], alter=ids[ties["alter"]], change=change)
    return Turnover(ties, people, int(both.sum()))


def _ties(network: Network, known: NDArray[np.bool_], name: str) -> pd.DataFrame:
    """Return the ties that both surveys can tell of, by positions."""
    egos, alters = network.egos(), network.alters
    kept = known[egos] if network.directed else (known[egos] | known[alters]) & (egos < alters)
    return pd.DataFrame({"ego": egos[kept], "alter": alters[kept], name: network.weights[kept]})


def _named(ties: pd.DataFrame, change: NDArray[Any], network: Network) -> pd.DataFrame:
    n = network.n_people
    ends = [ties["alter"]] if network.directed else [ties["alter"], ties["ego"]]

    def count(kind: str) -> NDArray[np.int64]:
        return np.bincount(np.concatenate([end[change == kind] for end in ends]), minlength=n).astype(np.int64)

    formed, dissolved = count("formed"), count("dissolved")
    p_value = _uneven(formed, dissolved)
    return pd.DataFrame(
        {
            "named_still": count("kept"),
            "named_anew": formed,
            "named_no_longer": dissolved,
            "p_value": p_value,
            "p_adjusted": false_discovery_control(p_value) if n else p_value,
        },
        index=network.people.index,
    )


def _uneven(formed: NDArray[np.int64], dissolved: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the chance of a split as uneven; each that occurs is computed once."""
    chance = share(formed.sum(), formed.sum() + dissolved.sum())
    splits, which = np.unique(np.column_stack([formed, dissolved]), axis=0, return_inverse=True)
    found = [binomtest(int(a), int(a + b), chance).pvalue if a + b else 1.0 for a, b in splits]
    return np.array(found, dtype=np.float64)[which.ravel()]


def among(network: Network, people: pd.Index) -> Network:
    """Return the network of *people* alone, in that order, and the ties between them."""
    positions = network.positions(people)
    new = np.full(network.n_people, -1, dtype=np.int64)
    new[positions] = np.arange(len(positions))
    egos, alters = new[network.egos()], new[network.alters]
    inside = (egos >= 0) & (alters >= 0)
    starts, merged, summed = compressed(len(positions), egos[inside], alters[inside], network.weights[inside])
    table = network.people.iloc[positions]
    return Network(table, starts, merged, summed, network.relation, network.influence, network.directed)
