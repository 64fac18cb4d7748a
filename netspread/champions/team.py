"""Champions: a team, not a list. Who covers most people together, under what an organization has to keep to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array

from netspread.explain import explain, name_of
from netspread.language import spoken
from netspread.measures.catalog import leader_measure
from netspread.network import Network
from netspread.ranking import Ranking, rank
from netspread.spread.compare import Comparison
from netspread.spread.models import Model


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Champions:
    """A team of champions, and what it comes to.

    Attributes
    ----------
    network, model, cover, seed
        Where; how it spreads; within how many steps of influence somebody is covered; the random seed.
    people
        Ids, in the order in which each next one adds most.
    options
        What was asked: ``size, quota, must_have, exclude, cost, budget, diversity, declined``.
    covered
        How many people the team covers, its members included.
    optimal
        True if it is proved that no team under the same conditions covers more, weighted as below.
    gap
        By which share the best team could be better at most; 0 if *optimal*.
    members
        One row a champion: ``order, person, covers`` (others within *cover* steps), ``only`` (of these, covered by
        nobody else of the team), ``reserve`` (who does most in this place, the others staying;
        empty if nobody can) and ``covered_with_reserve`` (people the team covers then).
    prices
        What each condition costs: ``condition, covered, reach_mean, covered_cost, reach_cost``: the first two of the
        best team without it, the others how many more people that covers and reaches.
    figures
        The five figures of Neal et al. (2025): *availability* (share of people who can be asked), *breadth* (share of
        the people outside the team whom it covers), *cost* (people on the team), *diversity* (share of the values of
        an attribute that stand on the team; nan without one) and *evaluation* (breadth ** 0.9 * diversity ** 0.1 /
        cost ** 0.9; breadth alone without diversity).
    comparison
        The team (strategy ``list``), as many people from the top of the list of leaders, and people drawn at random,
        in the same worlds.
    rivals
        The same three with whom they cover: ``team, covered, reach_mean, reach_low, reach_high``; people drawn at
        random by the mean of 40 draws.
    """

    network: Network
    model: Model
    cover: int
    seed: int
    people: tuple[str, ...]
    options: Mapping[str, Any]
    covered: int
    optimal: bool
    gap: float
    members: pd.DataFrame
    prices: pd.DataFrame
    figures: Mapping[str, float]
    comparison: Comparison
    rivals: pd.DataFrame

    def covered_people(self) -> NDArray[np.bool_]:
        """Return who is within *cover* steps of a champion: shape (n,)."""
        return covered_by(self.network, self.people, self.cover)

    def by_group(self, column: str) -> pd.DataFrame:
        """Return ``group, people, champions, covered, share``: whom the team covers, by an attribute."""
        groups = self.network.groups(column).to_numpy()
        table = pd.DataFrame(
            {
                "group": groups,
                "people": 1,
                "champions": self.network.people.index.isin(self.people).astype(np.int64),
                "covered": self.covered_people().astype(np.int64),
            }
        )
        table = table.groupby("group", sort=True).sum().reset_index()
        return table.assign(share=table["covered"] / table["people"])

    def one_more(self, column: str, group: str) -> tuple[str, int]:
        """Return who of *group*, by the attribute *column*, would add most people to those covered, and how many.

        Nobody of the team, and nobody who is excluded or has declined; an empty id and 0 if there is nobody else.
        """
        network = self.network
        asked = ~network.people.index.isin([*self.people, *self.options["exclude"], *self.options["declined"]])
        there = np.flatnonzero(asked & (network.groups(column) == group).to_numpy())
        if not len(there):
            return "", 0
        arcs, n = network.influence_arcs(), network.n_people
        step = csr_array((np.ones(len(arcs.targets)), arcs.targets, arcs.starts), shape=(n, n)) + eye_array(n)
        within = step[there] if self.cover == 1 else step[there] @ step
        added = (within > 0).astype(np.int64) @ ~self.covered_people()
        return str(network.ids[there[added.argmax()]]), int(added.max())

    def to_frame(self) -> pd.DataFrame:
        """Return :attr:`members` with all attributes."""
        attributes = self.network.people.rename(columns=lambda name: f"{name}_given" if name in self.members else name)
        return self.members.join(attributes, on="person")

    def to_table(self, *, groups: str | None = None, leading: Ranking | None = None) -> pd.DataFrame:
        """Return :meth:`to_frame` with what :meth:`explain` says in the column ``why``: the table ``champions.csv``."""
        table = self.to_frame().rename(columns={"why": "why_given"})
        why = [" ".join(self.explain(person, groups=groups, leading=leading)) for person in self.people]
        table.insert(len(self.members.columns), "why", why)
        return table

    def explain(self, person: str, *, groups: str | None = None, leading: Ranking | None = None) -> tuple[str, ...]:
        """Return what the figures say of *person*, and what he or she does for the team, one sentence each.

        Parameters
        ----------
        person
            An id.
        groups
            By default the attribute of the first quota.
        leading
            The ranking of leaders, with intervals where they are known; by default without.

        Raises
        ------
        ChoiceError
            If the person does not exist; the nearest names are proposed.
        """
        groups = groups or next(iter(self.options["quota"]), None)
        leading = leading or rank(self.network, by=leader_measure(self.network))
        told = explain(self.network, str(person), groups=groups, rankings=(leading,))
        part = self._part(str(person)) if str(person) in self.people else (spoken().say("explain.not_on_team"),)
        return (*told, *part)

    def _part(self, person: str) -> tuple[str, str]:
        """Return what a champion does for the team, and who could take the place."""
        say = spoken()
        row = self.members[self.members["person"] == person].iloc[0].to_dict()
        covers, only = int(row["covers"]), int(row["only"])
        alone = say.say("explain.all") if only == covers else say.say("explain.none") if only == 0 else say.number(only)
        steps = say.say("explain.directly" if self.cover == 1 else "explain.two_steps")
        told = say.say("explain.covers", covers, steps=steps, alone=alone)
        name, reserve = name_of(self.network, person), str(row["reserve"])
        if not reserve:
            return told, say.say("explain.no_reserve", name=name)
        other, covered = name_of(self.network, reserve), say.number(self.covered)
        if row["covered_with_reserve"] == self.covered:
            return told, say.say("explain.reserve_same", name=name, other=other)
        return told, say.say("explain.reserve", row["covered_with_reserve"], name=name, other=other, covered=covered)

    def __repr__(self) -> str:
        """Return one line: who they are and whom they cover."""
        proof = "proved best" if self.optimal else f"within {self.gap:.1%} of the best"
        some = ", ".join(self.people[:3]) + (", ..." if len(self.people) > 3 else "")
        return f"Champions: {some} cover {self.covered} of {self.network.n_people} people ({proof})"

    def _repr_html_(self) -> str:
        return self.to_frame().to_html(index=False)


def covered_by(network: Network, people: Iterable[str], steps: int) -> NDArray[np.bool_]:
    """Return who is one of *people* or within so many steps of their influence: shape (n,)."""
    arcs = network.influence_arcs()
    found = np.zeros(network.n_people, dtype=bool)
    found[network.positions(people)] = True
    sources = np.repeat(np.arange(network.n_people), np.diff(arcs.starts))
    for _ in range(steps):
        found[arcs.targets[found[sources]]] = True
    return found
