"""Bridges: the ties worth making between groups, by what they would bring.

Alteration in the words of Valente (2012), *Science* 337:49: the network itself is changed. What a tie brings is
measured by simulation in the same worlds, or by the distances that it shortens, not by a rule of thumb.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import ChoiceError, in_range, one_of
from netspread.network import Network
from netspread.spread.bridging import by_paths, by_reach

Gain = Literal["reach", "paths"]

_STARTERS = 10


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Bridges:
    """Ties worth making, the best first; each is judged with those above it made already.

    Attributes
    ----------
    network, groups, by
        Of what; the attribute whose groups are to be linked; what they are judged by.
    table
        ``order, person, other, group, other_group, before, after, gain``. By ``"reach"``, before and after are the
        people reached on average; by ``"paths"``, the mean of 1 / distance over all ordered pairs (Latora &
        Marchiori 2001, *PRL* 87:198701).
    tried
        How many ties were tried.
    """

    network: Network
    groups: str
    by: Gain
    table: pd.DataFrame
    tried: int

    def pairs(self) -> pd.DataFrame:
        """Return the pairs of groups, by name: ``group, other_group, ties, gain``, the largest gain first."""
        ends = self.table[["group", "other_group"]]
        table = self.table.assign(group=ends.min(axis=1), other_group=ends.max(axis=1))
        found = table.groupby(["group", "other_group"], sort=False)["gain"].agg(["size", "sum"]).reset_index()
        found.columns = pd.Index(["group", "other_group", "ties", "gain"])
        return found.sort_values("gain", ascending=False, kind="stable", ignore_index=True)

    def to_frame(self) -> pd.DataFrame:
        """Return the table."""
        return self.table

    def made(self) -> Network:
        """Return the network with the ties made; each runs both ways, with the median weight."""
        weight = float(np.median(self.network.weights)) if len(self.network.weights) else 1.0
        one, other = self.table["person"], self.table["other"]
        new = [pd.DataFrame({"ego": one, "alter": other}), pd.DataFrame({"ego": other, "alter": one})]
        both = pd.concat(new if self.network.directed else new[:1], ignore_index=True).assign(weight=weight)
        ties = pd.concat([self.network.ties(), both], ignore_index=True)
        network = self.network
        return Network.from_ties(
            ties,
            people=network.people,
            relation=network.relation,
            influence=network.influence,
            directed=network.directed,
        )

    def __repr__(self) -> str:
        """Return one line: what the ties bring."""
        if not len(self.table):
            return f"Bridges between groups of {self.groups}: none"
        first, last = self.table["before"].iloc[0], self.table["after"].iloc[-1]
        return f"Bridges between groups of {self.groups}: {len(self.table)} ties, {self.by} {first:.3g} to {last:.3g}"

    def _repr_html_(self) -> str:
        return self.table.to_html(index=False, float_format="{:.3g}".format)


def bridges(
    network: Network,
    *,
    groups: str,
    add: int = 10,
    by: Gain = "reach",
    per_group: int = 3,
    per_person: int = 2,
    willing: str | None = None,
    exclude: Iterable[str] = (),
    p: float = 0.1,
    starters: int | None = None,
    worlds: int = 1000,
    seed: int = 1,
) -> Bridges:
    """Return *add* ties between people of different groups that bring most.

    Tried are ties between the *per_group* people of each group who influence most others (its willing brokers), where
    there is none in either direction. The best is made, then all are tried again with it.

    Parameters
    ----------
    network
        Any network.
    groups
        The attribute whose groups are to be linked.
    add
        How many ties; fewer come back if there are not so many, or none brings anything.
    by
        ``"reach"``: people reached under the independent cascade when *starters* people drawn at random start, in the
        same worlds with and without the tie. ``"paths"``: how much nearer people are to each other.
    per_group
        How many people of each group are tried.
    per_person
        How many of the ties one person gets at most.
    willing
        An attribute: only those for whom it is yes, true or 1 are tried.
    exclude
        Who is not to be tried.
    p, starters, worlds
        For ``"reach"``: the chance that a tie passes it on (old or new, either way for a new one), how many people
        start (10 by default, or all if they are fewer), in how many worlds.
    seed
        Random seed: of the worlds, of who starts in each, and of who distances are measured from (1,024 people, or
        all).

    Raises
    ------
    ChoiceError
        If there is no such attribute, it has one value, or nobody is left to be tried.
    """
    if by not in get_args(Gain):
        raise one_of("by", by, get_args(Gain))
    in_range("add", add, 1)
    in_range("per_group", per_group, 1)
    in_range("per_person", per_person, 1)
    in_range("p", p, 0, 1)
    starters = min(_STARTERS, network.n_people) if starters is None else starters
    in_range("starters", starters, 1, network.n_people)
    in_range("worlds", worlds, 1)
    ones, others = _tried(network, groups, _able(network, willing, exclude), per_group)
    judge = (
        by_paths(network, ones, others, seed)
        if by == "paths"
        else by_reach(network, ones, others, p=p, starters=starters, worlds=worlds, seed=seed)
    )
    names = network.groups(groups).to_numpy()
    rows = []
    taken: list[int] = []
    while len(taken) < min(add, len(ones)):
        engine.step(f"tie {len(taken) + 1} of {add}")
        before, gain = judge(taken)
        given = np.bincount(np.concatenate([ones[taken], others[taken]]), minlength=network.n_people)
        gain[(given[ones] >= per_person) | (given[others] >= per_person)] = -1.0
        gain[taken] = -1.0
        best = int(np.argmax(gain))
        if gain[best] <= 0:
            break
        one, other = ones[best], others[best]
        ids = network.people.index
        rows.append(
            (len(taken) + 1, ids[one], ids[other], names[one], names[other], before, before + gain[best], gain[best])
        )
        taken.append(best)
    columns = ["order", "person", "other", "group", "other_group", "before", "after", "gain"]
    return Bridges(network, groups, by, pd.DataFrame(rows, columns=columns), len(ones))


def _able(network: Network, willing: str | None, exclude: Iterable[str]) -> NDArray[np.bool_]:
    able = np.ones(network.n_people, dtype=bool)
    if willing is not None:
        answers = network.groups(willing).str.casefold()
        able = answers.isin(["yes", "y", "true", "1", "1.0"]).to_numpy(copy=True)
    able[network.positions(exclude)] = False
    if not able.any():
        raise ChoiceError("nobody is left whose ties could be tried; loosen willing or exclude")
    return able


def _tried(
    network: Network, groups: str, able: NDArray[np.bool_], per_group: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the ends of the ties to be tried: shape (c,) each."""
    names = network.groups(groups)
    if names.nunique() < 2:
        raise ChoiceError(f"group column {groups!r} has the same value for everybody; bridges need groups, e.g. a unit")
    influences = np.diff(network.influence_arcs().starts)
    order = np.argsort(-influences, kind="stable")
    first = pd.DataFrame({"at": order, "group": names.to_numpy()[order]})[able[order]].groupby("group").head(per_group)
    there = network.matrix()
    pairs = [
        (one, other)
        for (one, group), (other, other_group) in combinations(first.sort_values("at").itertuples(index=False), 2)
        if group != other_group and not there[one, other] and not there[other, one]
    ]
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return ends[:, 0].copy(), ends[:, 1].copy()
