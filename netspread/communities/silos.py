"""Silos: how far ties stay inside groups.

Krackhardt & Stern (1988), *Social Psychology Quarterly* 51:123 (E-I index); Coleman (1958), *Human Organization*
17:28 (homophily index).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError, in_range
from netspread.network import Network


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Silos:
    """Ties between the groups of one attribute.

    Attributes
    ----------
    groups
        The attribute.
    names
        Its values, in alphabetical order: k of them.
    sizes
        int64, shape (k,): people in each.
    observed
        int64, shape (k, k): ties from each group (row) to each (column); one without direction counts both ways.
    expected
        float64, shape (k, k): the same if everybody named as many people as now, but each of the others with the
        same chance.
    e_i_index
        (ties between groups - ties inside) / all ties: -1 if all stay inside, 1 if none does; nan without ties.
    e_i_chance
        Its mean over permutations of who is in which group.
    p_value
        How often a permutation has an E-I index as low as the observed one, or lower.
    group_p_values
        float64, shape (k,): the same for each group's own E-I index; nan for a group without ties.
    """

    groups: str
    names: tuple[str, ...]
    sizes: NDArray[np.int64]
    observed: NDArray[np.int64]
    expected: NDArray[np.float64]
    e_i_index: float
    e_i_chance: float
    p_value: float
    group_p_values: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each pair of groups: ``from, to, observed, expected, ratio``."""
        k = len(self.names)
        frame = pd.DataFrame(
            {
                "from": np.repeat(np.array(self.names, dtype=object), k),
                "to": np.tile(np.array(self.names, dtype=object), k),
                "observed": self.observed.ravel(),
                "expected": self.expected.ravel(),
            }
        )
        return frame.assign(ratio=(frame["observed"] / frame["expected"]).where(frame["expected"] > 0))

    def by_group(self) -> pd.DataFrame:
        """Return one row a group: ``group, people, inside, outside, e_i_index, homophily, p_value``.

        Ties that touch the group, from either side. Coleman's ``homophily`` compares the share of the group's own
        nominations that stay inside with chance: 0 by chance, 1 all inside, -1 none although there could be.
        """
        inside, outside = _touching(self.observed)
        sent = self.observed.sum(axis=1)
        chance = np.diag(self.expected)
        room = np.where(inside >= chance, sent - chance, chance)
        return pd.DataFrame(
            {
                "group": self.names,
                "people": self.sizes,
                "inside": inside,
                "outside": outside,
                "e_i_index": _e_i_by_group(self.observed),
                "homophily": _ratio(inside - chance, room),
                "p_value": self.group_p_values,
            }
        )

    def __repr__(self) -> str:
        """Return one line: the E-I index."""
        return f"Silos by {self.groups}: E-I index {self.e_i_index:.2f} ({self.e_i_chance:.2f} by chance)"

    def _repr_html_(self) -> str:
        return self.by_group().to_html(index=False, float_format="{:.3g}".format)


def silos(network: Network, *, groups: str, permutations: int = 999, seed: int = 1) -> Silos:
    """Return how ties run inside and between the groups of an attribute; weights do not count.

    Raises
    ------
    ChoiceError
        If there is no such attribute, or it has one value, or as many as there are people.
    """
    in_range("permutations", permutations, 1)
    codes, names = pd.factorize(network.groups(groups), sort=True)
    if not 2 <= len(names) < network.n_people:
        found = "the same value for everybody" if len(names) < 2 else "a value of its own for each person"
        raise ChoiceError(f"group column {groups!r} has {found}; silos need groups of people, e.g. a unit")
    sizes = np.bincount(codes)
    egos = network.egos()
    k = len(names)
    observed = _between(codes, k, egos, network.alters)
    chance = np.broadcast_to(sizes, (k, k)) - np.eye(k)
    expected = observed.sum(axis=1)[:, None] * chance / (network.n_people - 1)
    rng = np.random.default_rng(seed)
    index, by_group = _e_i(observed), _e_i_by_group(observed)
    shuffled, as_low = [], np.zeros(k)
    for _ in range(permutations):
        permuted = _between(rng.permutation(codes), k, egos, network.alters)
        shuffled.append(_e_i(permuted))
        as_low += _e_i_by_group(permuted) <= by_group + 1e-12
    lower = int((np.array(shuffled) <= index + 1e-12).sum())
    return Silos(
        groups,
        tuple(str(name) for name in names),
        sizes.astype(np.int64),
        observed.astype(np.int64),
        expected.astype(np.float64),
        index,
        float(np.mean(shuffled)),
        (lower + 1) / (permutations + 1),
        np.where(np.isnan(by_group), np.nan, (as_low + 1) / (permutations + 1)),
    )


def _between(codes: NDArray[np.int64], k: int, egos: NDArray[np.int32], alters: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return how many ties run from each group to each: shape (k, k)."""
    return np.bincount(codes[egos] * k + codes[alters], minlength=k * k).reshape(k, k).astype(np.int64)


def _e_i(ties: NDArray[np.int64]) -> float:
    total = int(ties.sum())
    return 1 - 2 * int(np.trace(ties)) / total if total else float("nan")


def _e_i_by_group(ties: NDArray[np.int64]) -> NDArray[np.float64]:
    inside, outside = _touching(ties)
    return _ratio(outside - inside, outside + inside)


def _touching(ties: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many ties stay inside each group, and how many others touch it."""
    inside = np.diag(ties)
    return inside, ties.sum(axis=1) + ties.sum(axis=0) - 2 * inside


def _ratio(part: NDArray[Any], whole: NDArray[Any]) -> NDArray[np.float64]:
    out = np.full(len(part), np.nan)
    np.divide(part, whole, out=out, where=whole > 0)
    return out
