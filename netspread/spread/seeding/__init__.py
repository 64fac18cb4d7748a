"""Seeding: whom to ask first, by many strategies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from netspread.errors import ChoiceError, in_range, one_of
from netspread.network import Network
from netspread.ranking import MEASURES
from netspread.spread.models import IndependentCascade, Model
from netspread.spread.seeding import central, clustered, drawn, goals
from netspread.spread.seeding.greedy import greedy
from netspread.spread.seeding.task import Choice, Strategy, Task

__all__ = ["STRATEGIES", "Choice", "Seeding", "Strategy", "Task", "choose", "seeds", "task_of"]


def _own(task: Task) -> Choice:
    """Return the first people of the user's own list who can start.

    Raises
    ------
    ChoiceError
        If no list is given, or it is too short.
    """
    if task.given is None:
        raise ChoiceError("strategy 'list' takes a list of one's own; name the people in given=")
    choice = task.first(task.given)
    if len(choice.positions) < task.budget:
        raise ChoiceError(
            f"the list names {len(choice.positions)} people who can start, but the budget is {task.budget}; "
            "name more people, or lower the budget"
        )
    return choice


#: Hyphenated name -> strategy: chance, position, looking ahead; each measure that needs no groups is one as well.
STRATEGIES: Mapping[str, Strategy] = MappingProxyType(
    {
        "random": Strategy(drawn.random, "people drawn at random", drawn=True),
        "one-hop": Strategy(drawn.one_hop, "people whom randomly drawn people name", drawn=True),
        "gossip": Strategy(drawn.gossip, "people of whom randomly drawn people hear most", drawn=True),
        "community-leaders": Strategy(central.community_leaders, "the leader of each community in turn"),
        "leader-matched": Strategy(central.leader_matched, "as many people as can be have a leader of their own"),
        "degree-discount": Strategy(central.degree_discount, "influence many who are not influenced by seeds yet"),
        "key-player": Strategy(central.key_player, "together nearest to everybody"),
        "clustered": Strategy(clustered.clustered, "people who know each other start together"),
        "complex-centrality": Strategy(
            clustered.complex_centrality, "where it carries farthest if one adopter is not enough"
        ),
        "greedy": Strategy(greedy, "each next person adds most to the expected reach"),
        "robust": Strategy(goals.robust, "holds whichever model is true"),
        "fair-maximin": Strategy(goals.fair_maximin, "the least reached group is reached most", needs="groups"),
        "fair-proportional": Strategy(
            goals.fair_proportional, "each group gets what its part of the budget could do", needs="groups"
        ),
        "by-cost": Strategy(goals.by_cost, "most reach for the money", needs="costs"),
        "list": Strategy(_own, "a list of one's own", needs="given"),
        **{
            name: Strategy(central.by_measure(name), measure.meaning)
            for name, measure in MEASURES.items()
            if not (measure.needs_groups or measure.answered)
        },
    }
)
#: Keeps the coins of choosing apart from those of the worlds in which the choice is judged.
_CHOOSING = 0x5EED_5EED


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Seeding:
    """Who starts, by one strategy.

    Attributes
    ----------
    network, strategy, model
        Where, how, and looking ahead by which rule.
    people
        Ids in the order of choice.
    certified_ratio
        How much of the best possible reach is certain, from 0 to 1; ``None`` for strategies that do not know.
    """

    network: Network
    strategy: str
    model: Model
    people: tuple[str, ...]
    certified_ratio: float | None

    def to_frame(self) -> pd.DataFrame:
        """Return one row a seed with its attributes: ``order, person, ...``."""
        frame = self.network.people.loc[list(self.people)].reset_index()
        frame.insert(0, "order", np.arange(1, len(frame) + 1))
        return frame

    def __repr__(self) -> str:
        """Return one line: the first seeds."""
        return f"Seeding by {self.strategy}: {', '.join(self.people[:5])}" + (", ..." if len(self.people) > 5 else "")

    def _repr_html_(self) -> str:
        return self.to_frame().to_html(index=False)


def seeds(
    network: Network,
    *,
    strategy: str,
    budget: int,
    model: Model | None = None,
    seed: int = 1,
    must_have: Iterable[str] = (),
    exclude: Iterable[str] = (),
    eligible: Iterable[str] | None = None,
    groups: str | None = None,
    costs: str | None = None,
    given: Iterable[str] | None = None,
    models: Iterable[Model] = (),
) -> Seeding:
    """Return *budget* people to start with.

    Parameters
    ----------
    network
        Influence runs as ``network.influence`` says.
    strategy
        One of ``seeding.STRATEGIES``.
    budget
        How many, those of *must_have* included; with *costs*, how much they may cost together.
    model
        For strategies that look ahead; by default the independent cascade with p = 0.1.
    seed
        Random seed.
    must_have, exclude, eligible
        Ids of people who start in any case; who cannot start; who can (everybody by default).
    groups
        The attribute that fair strategies go by.
    costs
        The attribute with what each person costs. Strategy ``by-cost`` makes most of the money; the others start
        with the first people of their order whom the money pays for.
    given
        Ids of one's own list, in order, for strategy ``list``.
    models
        The models that may be true, for strategy ``robust``; by default several cascades and linear thresholds.

    Raises
    ------
    ChoiceError
        If the strategy is unknown or lacks what it needs, somebody is not in the network, or the budget cannot be
        met.

    Examples
    --------
    >>> star = Network.from_ties([("a", "hub"), ("b", "hub"), ("c", "hub")])
    >>> seeds(star, strategy="in-degree", budget=1).people
    ('hub',)
    """
    if strategy not in STRATEGIES:
        raise one_of("strategy", strategy, STRATEGIES)
    model = model or IndependentCascade()
    task = task_of(
        network, budget=budget, model=model, seed=seed, must_have=must_have, exclude=exclude, eligible=eligible,
        groups=groups, costs=costs, given=given, models=models,
    )  # fmt: skip
    choice = choose(strategy, task)
    return Seeding(network, strategy, model, _ids(network, choice), choice.certified_ratio)


def choose(strategy: str, task: Task) -> Choice:
    """Return the choice of the strategy of that name.

    Raises
    ------
    ChoiceError
        If there is no such strategy.
    """
    if strategy not in STRATEGIES:
        raise one_of("strategy", strategy, STRATEGIES)
    if task.costs is None or STRATEGIES[strategy].needs == "costs":
        return STRATEGIES[strategy].choose(task)
    return _afforded(STRATEGIES[strategy], task)


def task_of(
    network: Network,
    *,
    budget: int,
    model: Model,
    seed: int = 1,
    must_have: Iterable[str] = (),
    exclude: Iterable[str] = (),
    eligible: Iterable[str] | None = None,
    groups: str | None = None,
    costs: str | None = None,
    given: Iterable[str] | None = None,
    models: Iterable[Model] = (),
) -> Task:
    """Return the task, once it is sure that it can be done."""
    in_range("budget", budget, 1)
    allowed = np.full(network.n_people, fill_value=eligible is None)
    allowed[network.positions(eligible or ())] = True
    allowed[network.positions(exclude)] = False
    must = network.positions(dict.fromkeys(str(person) for person in must_have))
    if not allowed[must].all():
        both = network.people.index[must[~allowed[must]][0]]
        raise ChoiceError(f"person '{both}' must start and cannot start; take the person out of one of the two lists")
    if costs is None and len(must) > budget:
        raise ChoiceError(f"{len(must)} people must start, but the budget is {budget}; raise the budget")
    if costs is None and budget > allowed.sum():
        raise ChoiceError(f"budget is {budget}, but only {allowed.sum()} people can start; lower the budget")
    own = None if given is None else network.positions(dict.fromkeys(str(person) for person in given))
    return Task(network, model, budget, seed ^ _CHOOSING, allowed, must, groups, costs, own, tuple(models))


def _afforded(strategy: Strategy, task: Task) -> Choice:
    """Return the first people of the strategy's order whom the money pays for.

    Raises
    ------
    ChoiceError
        If those who must start cost more than the budget, or it pays for nobody.
    """
    prices, can = task.prices(), np.flatnonzero(task.allowed & ~np.isin(np.arange(len(task.allowed)), task.must))
    money = task.budget - float(prices[task.must].sum())
    if money < 0:
        raise ChoiceError(f"those who must start cost more than the budget of {task.budget:g}; raise the budget")
    most = len(task.must) + int((np.cumsum(np.sort(prices[can])) <= money).sum())
    if most == 0:
        raise ChoiceError(f"the budget of {task.budget:g} pays for nobody; raise the budget")
    chosen = []
    for person in strategy.choose(replace(task, budget=most, costs=None)).positions[len(task.must) :].tolist():
        if prices[person] <= money:
            money -= prices[person]
            chosen.append(person)
    return Choice(np.concatenate([task.must, np.array(chosen, dtype=np.int64)]))


def _ids(network: Network, choice: Choice) -> tuple[str, ...]:
    return tuple(str(person) for person in network.people.index[choice.positions])
