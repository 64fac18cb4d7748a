"""Champions: a team, not a list. Who covers most people together, under what an organization has to keep to.

Neal, Neal, Cappella & Dockerty (2025), *KOLaide* (availability, breadth, cost, diversity, evaluation).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread import engine
from netspread.champions.coverage import Coverage, coverage, group_codes
from netspread.champions.rules import Rules, check_together, rules_of
from netspread.champions.search import Found, best_team, replacement
from netspread.errors import ChoiceError, in_range
from netspread.explain import count, explain, name_of
from netspread.measures.catalog import leader_measure
from netspread.network import Network
from netspread.ranking import rank
from netspread.spread.compare import Comparison, compare
from netspread.spread.models import IndependentCascade, Model
from netspread.spread.seeding import Task, choose, task_of
from netspread.spread.worlds import Worlds

#: How Neal et al. (2025) weigh breadth against diversity, and a large team.
_ALPHA = _BETA = 0.9


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

    def to_frame(self) -> pd.DataFrame:
        """Return :attr:`members` with all attributes."""
        attributes = self.network.people.rename(columns=lambda name: f"{name}_given" if name in self.members else name)
        return self.members.join(attributes, on="person")

    def explain(self, person: str, *, groups: str | None = None) -> tuple[str, ...]:
        """Return what the figures say of *person*, and what he or she does for the team, one sentence each.

        By default *groups* is the attribute of the first quota.

        Raises
        ------
        ChoiceError
            If the person does not exist; the nearest names are proposed.
        """
        groups = groups or next(iter(self.options["quota"]), None)
        leading = rank(self.network, by=leader_measure(self.network))
        told = explain(self.network, str(person), groups=groups, rankings=(leading,))
        return (*told, *(self._part(str(person)) if str(person) in self.people else ("Not on the team.",)))

    def _part(self, person: str) -> tuple[str, ...]:
        """Return what a champion does for the team."""
        row = self.members[self.members["person"] == person].iloc[0].to_dict()
        steps = "directly" if self.cover == 1 else "in one or two steps"
        covers, only = int(row["covers"]), int(row["only"])
        alone = "all" if only == covers else "none" if only == 0 else f"{only:,}"
        told = f"As a champion covers {count(covers, 'other', 'others')} {steps}"
        told += f", {alone} of them covered by nobody else on the team." if covers else "."
        name, reserve = name_of(self.network, person), str(row["reserve"])
        if not reserve:
            return (told, f"Nobody could take the place of {name} under the same conditions.")
        instead = count(row["covered_with_reserve"], "person", "people")
        ask = f"If {name} declines, ask {name_of(self.network, reserve)}"
        return (told, f"{ask}: the team then covers {instead} instead of {self.covered:,}.")

    def __repr__(self) -> str:
        """Return one line: who they are and whom they cover."""
        proof = "proved best" if self.optimal else f"within {self.gap:.1%} of the best"
        some = ", ".join(self.people[:3]) + (", ..." if len(self.people) > 3 else "")
        return f"Champions: {some} cover {self.covered} of {self.network.n_people} people ({proof})"

    def _repr_html_(self) -> str:
        return self.to_frame().to_html(index=False)


def champions(
    network: Network,
    *,
    size: int = 12,
    quota: Mapping[str, int] | None = None,
    must_have: Iterable[str] = (),
    exclude: Iterable[str] = (),
    cost: str | None = None,
    budget: float | None = None,
    cover: int = 1,
    diversity: str | None = None,
    declined: Iterable[str] = (),
    model: Model | None = None,
    worlds: int = 1000,
    seed: int = 1,
) -> Champions:
    """Return the team of *size* people who together cover most, under the conditions given.

    Whoever is within *cover* steps of influence of a champion is covered, and counts as many people as he or she
    alone would reach on average under *model*: covering people who pass it on is worth more. Teams are proved best by
    integer programming up to 20,000 pairs of a person and somebody covered; above, they come from lazy greed and
    exchanges, and ``gap`` tells how much better the best team could be. The same on every machine.

    Parameters
    ----------
    network
        Influence runs as ``network.influence`` says.
    size
        How many people; with *cost*, at most.
    quota
        Attribute -> how many of each of its values at least: ``{"unit": 1}``. People without a value are not a group.
    must_have, exclude
        Ids of people who are on the team in any case; who cannot be asked.
    cost, budget
        The attribute with what each person costs, and how much the team may cost.
    cover
        1 or 2.
    diversity
        An attribute of which as many values as can be stand on the team; among such teams coverage decides.
    declined
        Ids of people who were asked and said no, in that order. The others of the team stay, and the place is filled
        as well as can be.
    model, worlds, seed
        By default the independent cascade with p = 0.1; in how many worlds the team is compared; the random seed.

    Raises
    ------
    ChoiceError
        If a condition cannot be met (it says which), somebody is not in the network, or a column will not do.

    Examples
    --------
    >>> two_stars = Network.from_ties([("a", "x"), ("b", "x"), ("c", "y"), ("d", "y"), ("e", "x")])
    >>> champions(two_stars, size=2, worlds=50)
    Champions: x, y cover 7 of 7 people (proved best)
    """
    in_range("cover", cover, 1, 2)
    in_range("worlds", worlds, 1)
    model = model or IndependentCascade()
    asked: dict[str, Any] = {
        "size": size,
        "quota": dict(quota or {}),
        "must_have": _ids(must_have),
        "exclude": _ids(exclude),
        "cost": cost,
        "budget": budget,
        "diversity": diversity,
        "declined": _ids(declined),
    }
    rules = _rules(network, asked)
    refused = network.positions(asked["declined"])
    engine.step("champions: who covers whom")
    reach = coverage(network, steps=cover, model=model, seed=seed, diversity=diversity)
    engine.step("champions: the best team")
    found = best_team(reach, rules)
    for no in refused:
        rules, found = _replanned(network, reach, rules, found, int(no))
    tried = Worlds(network, model, worlds, seed)
    people = tuple(str(person) for person in network.ids[found.team])
    unavailable = [str(person) for person in network.ids[~rules.allowed]]
    engine.step("champions: compared")
    comparison = compare(
        network, strategies=("list", leader_measure(network), "random"), budget=len(people), model=model, worlds=worlds,
        seed=seed, given=people, exclude=unavailable,
    )  # fmt: skip
    task = task_of(network, budget=len(people), model=model, seed=seed, exclude=unavailable)
    return Champions(
        network,
        model,
        cover,
        seed,
        people,
        MappingProxyType(asked),
        reach.n_people(found.team),
        found.gap == 0,
        found.gap,
        _members(network, reach, rules, found.team),
        _prices(network, asked, reach, tried),
        MappingProxyType(_figures(network, asked, reach, rules, found.team)),
        comparison,
        _rivals(comparison, reach, task),
    )


def covered_by(network: Network, people: Iterable[str], steps: int) -> NDArray[np.bool_]:
    """Return who is one of *people* or within so many steps of their influence: shape (n,)."""
    arcs = network.influence_arcs()
    found = np.zeros(network.n_people, dtype=bool)
    found[network.positions(people)] = True
    sources = np.repeat(np.arange(network.n_people), np.diff(arcs.starts))
    for _ in range(steps):
        found[arcs.targets[found[sources]]] = True
    return found


def _ids(people: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(person) for person in people))


def _rules(network: Network, asked: Mapping[str, Any]) -> Rules:
    names = ("size", "quota", "must_have", "exclude", "cost", "budget")
    rules = rules_of(network, **{name: asked[name] for name in names})
    check_together(rules)
    return rules


def _replanned(network: Network, reach: Coverage, rules: Rules, found: Found, no: int) -> tuple[Rules, Found]:
    """Return the rules and the team after the person at position *no* has declined: the others stay."""
    name = network.ids[no]
    if no in rules.must:
        raise ChoiceError(f"person '{name}' has declined but is a must-have; take the name from the must-haves")
    allowed = rules.allowed.copy()
    allowed[no] = False
    later = replace(rules, allowed=allowed)
    if no not in found.team:
        return later, found
    stay = replace(later, must=found.team[found.team != no])
    if allowed.sum() < rules.size or not stay.can_be_met():
        raise ChoiceError(
            f"nobody can take the place of '{name}' under {', '.join(later.conditions)} while the others "
            f"stay; ease that, or exclude '{name}' to plan the whole team anew"
        )
    return later, best_team(reach, stay)


def _members(network: Network, reach: Coverage, rules: Rules, team: NDArray[np.int64]) -> pd.DataFrame:
    """Return one row a champion; see :class:`Champions`."""
    rows = []
    for order, member in enumerate(team.tolist(), 1):
        rest = team[team != member]
        other = replacement(reach, rules, team, member)
        lost = reach.covered(team) & ~reach.covered(rest)
        rows.append(
            (
                order,
                str(network.ids[member]),
                reach.n_people(np.array([member])) - 1,
                int(lost[: reach.people].sum() - lost[member]),
                str(network.ids[other]) if other >= 0 else "",
                reach.n_people(np.append(rest, other) if other >= 0 else rest),
            )
        )
    return pd.DataFrame(rows, columns=["order", "person", "covers", "only", "reserve", "covered_with_reserve"])


def _prices(network: Network, asked: Mapping[str, Any], reach: Coverage, tried: Worlds) -> pd.DataFrame:
    """Return what each condition costs: the best team with all of them against the best team without it.

    Who declined counts as excluded here, so that the price of declining is that of all declining at once.
    """
    rows = []
    base: tuple[int, float] | None = None
    for condition, eased in (("", asked), *_eased(asked)):
        rules = _rules(network, {**eased, "exclude": (*eased["exclude"], *eased["declined"])})
        own = reach
        if eased["diversity"] != asked["diversity"]:
            own = Coverage(reach.covers[:, : reach.people], reach.worth[: reach.people], reach.people)
        team = best_team(own, rules).team
        engine.step(f"champions: without {condition}")
        figures = (own.n_people(team), float(tried.spread(team).reaches.mean()))
        base = base or figures
        if condition:
            rows.append((condition, *figures, figures[0] - base[0], figures[1] - base[1]))
    return pd.DataFrame(rows, columns=["condition", "covered", "reach_mean", "covered_cost", "reach_cost"])


def _rivals(comparison: Comparison, reach: Coverage, task: Task) -> pd.DataFrame:
    """Return how many people each strategy of the comparison covers and reaches."""
    rows = []
    for strategy in comparison.strategies:
        spread = comparison.spread(strategy)
        teams = [task.network.positions(spread.seeds)]
        if spread.draws > 1:
            draws = range(task.seed, task.seed + spread.draws)
            teams = [choose(strategy, replace(task, seed=draw)).positions for draw in draws]
        covered = float(np.mean([reach.n_people(team) for team in teams]))
        name = "champions" if strategy == "list" else strategy
        rows.append((name, covered, spread.reach_mean, spread.reach_low, spread.reach_high))
    return pd.DataFrame(rows, columns=["team", "covered", "reach_mean", "reach_low", "reach_high"])


def _eased(asked: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return each condition by name, and what is asked without it."""
    quota = asked["quota"]
    eased: list[tuple[str, dict[str, Any]]] = [
        (f"quota {column}={least}", {"quota": {name: k for name, k in quota.items() if name != column}})
        for column, least in quota.items()
    ]
    eased += [(name.replace("_", "-"), {name: ()}) for name in ("must_have", "exclude", "declined") if asked[name]]
    if asked["cost"] is not None:
        eased.append(("budget", {"cost": None, "budget": None}))
    if asked["diversity"] is not None:
        eased.append((f"diversity {asked['diversity']}", {"diversity": None}))
    return [(name, {**asked, **change}) for name, change in eased]


def _figures(
    network: Network, asked: Mapping[str, Any], reach: Coverage, rules: Rules, team: NDArray[np.int64]
) -> dict[str, float]:
    """Return the five figures of Neal et al. (2025); see :class:`Champions`."""
    n, k = network.n_people, len(team)
    breadth = (reach.n_people(team) - k) / (n - k) if n > k else float("nan")
    column = asked["diversity"] or next(iter(asked["quota"]), None)
    diversity = float("nan")
    if column is not None:
        names, codes = group_codes(network, column, "diversity")
        stand = {names[code] for code in codes[team]} - {"(missing)"}
        diversity = len(stand) / len(set(names) - {"(missing)"})
    pooled = breadth if column is None else breadth**_ALPHA * diversity ** (1 - _ALPHA)
    return {
        "availability": float(rules.allowed.mean()),
        "breadth": breadth,
        "cost": float(k),
        "diversity": diversity,
        "evaluation": pooled / k**_BETA,
    }
