"""Seeding: whom to ask first, by many strategies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from netspread.errors import ChoiceError, in_range, one_of
from netspread.network import Network
from netspread.ranking import MEASURES
from netspread.spread.models import IndependentCascade, Model
from netspread.spread.seeding import central, drawn
from netspread.spread.seeding.greedy import greedy
from netspread.spread.seeding.task import Choice, Strategy, Task

__all__ = ["STRATEGIES", "Choice", "Seeding", "Strategy", "Task", "choose", "seeds", "task_of"]

#: Hyphenated name -> strategy: chance, position, looking ahead; each measure that needs no groups is one as well.
STRATEGIES: Mapping[str, Strategy] = MappingProxyType(
    {
        "random": Strategy(drawn.random, "people drawn at random", drawn=True),
        "one-hop": Strategy(drawn.one_hop, "people whom randomly drawn people name", drawn=True),
        "community-leaders": Strategy(central.community_leaders, "the leader of each community in turn"),
        "degree-discount": Strategy(central.degree_discount, "influence many who are not influenced by seeds yet"),
        "greedy": Strategy(greedy, "each next person adds most to the expected reach"),
        **{
            name: Strategy(central.by_measure(name), measure.meaning)
            for name, measure in MEASURES.items()
            if not measure.needs_groups
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
) -> Seeding:
    """Return *budget* people to start with.

    Parameters
    ----------
    network
        Influence runs as ``network.influence`` says.
    strategy
        One of ``seeding.STRATEGIES``.
    budget
        How many, those of *must_have* included.
    model
        For strategies that look ahead; by default the independent cascade with p = 0.1.
    seed
        Random seed.
    must_have, exclude
        Ids of people who start in any case; who cannot start.

    Raises
    ------
    ChoiceError
        If the strategy is unknown, somebody is not in the network, or the budget cannot be met.

    Examples
    --------
    >>> star = Network.from_ties([("a", "hub"), ("b", "hub"), ("c", "hub")])
    >>> seeds(star, strategy="in-degree", budget=1).people
    ('hub',)
    """
    model = model or IndependentCascade()
    task = task_of(network, budget=budget, model=model, seed=seed, must_have=must_have, exclude=exclude)
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
    return STRATEGIES[strategy].choose(task)


def task_of(
    network: Network,
    *,
    budget: int,
    model: Model,
    seed: int = 1,
    must_have: Iterable[str] = (),
    exclude: Iterable[str] = (),
) -> Task:
    """Return the task, once it is sure that it can be done."""
    in_range("budget", budget, 1)
    allowed = np.ones(network.n_people, dtype=bool)
    allowed[network.positions(exclude)] = False
    must = network.positions(dict.fromkeys(str(person) for person in must_have))
    if not allowed[must].all():
        both = network.people.index[must[~allowed[must]][0]]
        raise ChoiceError(f"person '{both}' must start and cannot start; take the person out of one of the two lists")
    if len(must) > budget:
        raise ChoiceError(f"{len(must)} people must start, but the budget is {budget}; raise the budget")
    if budget > allowed.sum():
        raise ChoiceError(f"budget is {budget}, but only {allowed.sum()} people can start; lower the budget")
    return Task(network, model, budget, seed ^ _CHOOSING, allowed, must)


def _ids(network: Network, choice: Choice) -> tuple[str, ...]:
    return tuple(str(person) for person in network.people.index[choice.positions])
