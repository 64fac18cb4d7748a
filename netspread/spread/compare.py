"""Compare: seeding strategies side by side, on the same worlds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import ChoiceError, one_of
from netspread.network import Network
from netspread.spread.models import IndependentCascade, Model, Tally
from netspread.spread.seeding import STRATEGIES, choose, task_of
from netspread.spread.seeding.task import Task
from netspread.spread.simulate import Spread, spread_of, standard_error
from netspread.spread.worlds import Worlds

#: Strategies of chance are judged by this many draws, each in its own block of worlds.
_DRAWS = 40
_SIGMAS = 1.959963984540054


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Comparison:
    """What each strategy reaches under each model.

    Attributes
    ----------
    network, budget, worlds, seed
        Where, with how many seeds, in how many worlds, which worlds.
    strategies
        Their names, in order.
    models
        The models, in order; the first is the one that :attr:`best` goes by.
    spreads
        One a row of :meth:`to_frame`: model by model, in each strategy by strategy.
    conditions
        Who can start, as asked: ``must_have, exclude, eligible, groups, costs, given, models``.
    """

    network: Network
    budget: int
    worlds: int
    seed: int
    strategies: tuple[str, ...]
    models: tuple[Model, ...]
    spreads: tuple[Spread, ...]
    conditions: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def spread(self, strategy: str, model: str | None = None) -> Spread:
        """Return one spread, by the name of its strategy and of its model (the first by default)."""
        names = [known.name for known in self.models]
        if strategy not in self.strategies:
            raise one_of("strategy", strategy, self.strategies)
        if model is not None and model not in names:
            raise one_of("model", model, names)
        row = 0 if model is None else names.index(model)
        return self.spreads[row * len(self.strategies) + self.strategies.index(strategy)]

    @property
    def best(self) -> str:
        """The strategy with the largest mean reach under the first model; the first of several."""
        first = self.spreads[: len(self.strategies)]
        return self.strategies[int(np.argmax([spread.reach_mean for spread in first]))]

    def to_frame(self) -> pd.DataFrame:
        """Return ``model, strategy, budget, reach_mean, reach_low, reach_high, seeds`` (ids joined by ``;``).

        The interval is that of the mean. For strategies of chance the seeds are one draw of many.
        """
        rows = [
            (
                spread.model.name,
                strategy,
                self.budget,
                spread.reach_mean,
                spread.reach_low,
                spread.reach_high,
                ";".join(spread.seeds),
            )
            for spread, strategy in zip(self.spreads, self.strategies * len(self.models), strict=True)
        ]
        columns = ["model", "strategy", "budget", "reach_mean", "reach_low", "reach_high", "seeds"]
        return pd.DataFrame(rows, columns=columns)

    def differences(self, baseline: str = "random", *, model: str | None = None) -> pd.DataFrame:
        """Return what each strategy reaches more than *baseline*, world by world, with a 95 % interval.

        Columns ``strategy, more, more_low, more_high``. Both are judged in the same worlds, so the interval is
        much narrower than those of the two averages suggest.
        """
        base = self.spread(baseline, model)
        rows = []
        for strategy in self.strategies:
            spread = self.spread(strategy, model)
            more = spread.reaches - base.reaches
            around = _SIGMAS * standard_error(more, max(spread.draws, base.draws))
            rows.append((strategy, more.mean(), more.mean() - around, more.mean() + around))
        return pd.DataFrame(rows, columns=["strategy", "more", "more_low", "more_high"])

    def __repr__(self) -> str:
        """Return one line: the best strategy."""
        spread = self.spread(self.best)
        return (
            f"Comparison of {len(self.strategies)} strategies, {self.budget} seeds, {self.worlds} worlds: "
            f"best is {self.best} with reach {spread.reach_mean:.1f} of {self.network.n_people}"
        )

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>{self.to_frame().to_html(index=False, float_format='{:.1f}'.format)}"


def compare(
    network: Network,
    *,
    strategies: Sequence[str] = ("random", "in-degree", "greedy"),
    budget: int = 10,
    model: Model | Iterable[Model] | None = None,
    worlds: int = 1000,
    seed: int = 1,
    must_have: Iterable[str] = (),
    exclude: Iterable[str] = (),
    eligible: Iterable[str] | None = None,
    groups: str | None = None,
    costs: str | None = None,
    given: Iterable[str] | None = None,
    models: Iterable[Model] = (),
) -> Comparison:
    """Return the reach of each strategy under each model, all on the same worlds.

    Parameters
    ----------
    network
        Influence runs as ``network.influence`` says.
    strategies
        Names from ``seeding.STRATEGIES``. Those of chance (``random``, ``one-hop``, ``gossip``) draw their seeds anew
        in each of 40 blocks of worlds, so that the row tells of the strategy, not of one lucky draw.
    budget
        How many people start.
    model
        One model or several; by default the independent cascade with p = 0.1.
    worlds, seed
        How many worlds, and which. Seeds are chosen by other coins than those of the worlds, so that a strategy
        that looks ahead is not judged by what it saw.
    must_have, exclude, eligible, groups, costs, given, models
        As in :func:`netspread.seeds`. With *costs* the budget is money for every strategy, and each starts with as
        many people as it pays for.

    Raises
    ------
    ChoiceError
        If a strategy is unknown or the budget cannot be met.
    """
    wanted = tuple(dict.fromkeys(strategies))
    if not wanted:
        raise ChoiceError("no strategies to compare; name at least one, e.g. 'random'")
    for strategy in wanted:
        if strategy not in STRATEGIES:
            raise one_of("strategy", strategy, STRATEGIES)
    several = _several(model)
    conditions: dict[str, Any] = {
        "must_have": tuple(must_have), "exclude": tuple(exclude), "groups": groups, "costs": costs,
        "eligible": None if eligible is None else tuple(eligible), "given": None if given is None else tuple(given),
        "models": tuple(models),
    }  # fmt: skip
    task = task_of(network, budget=budget, model=several[0], seed=seed, **conditions)
    spreads = []
    for each in several:
        tried = Worlds(network, each, worlds, seed)
        for strategy in wanted:
            engine.step(f"{strategy} under {each.name}")
            draws = min(_DRAWS, worlds) if STRATEGIES[strategy].drawn else 1
            spreads.append(_judged(strategy, _drawn(strategy, replace(task, model=each), draws), tried))
    return Comparison(network, budget, worlds, seed, wanted, several, tuple(spreads), MappingProxyType(conditions))


#: The seeds that a strategy chooses, as positions: several sets if it goes by chance.
Choices = tuple[NDArray[np.int64], ...]


def choices(comparison: Comparison) -> tuple[Choices, ...]:
    """Return whom each strategy lets start under the first model, to be tried elsewhere (:func:`same_choices`)."""
    task = task_of(
        comparison.network,
        budget=comparison.budget,
        model=comparison.models[0],
        seed=comparison.seed,
        **comparison.conditions,
    )
    return tuple(
        _drawn(strategy, task, min(_DRAWS, comparison.worlds))
        if STRATEGIES[strategy].drawn
        else (comparison.network.positions(comparison.spread(strategy).seeds),)
        for strategy in comparison.strategies
    )


def same_choices(
    comparison: Comparison, chosen: Sequence[Choices], *, model: Model, worlds: int, network: Network | None = None
) -> tuple[Spread, ...]:
    """Return what the choices *chosen* come to when another model, or *network*, is the true one.

    People stay chosen when p turns out otherwise: one spread for each strategy of *comparison*.

    Parameters
    ----------
    comparison, chosen
        Whose :func:`choices`.
    model, network
        What is true instead; *network* has the same people, by default it is that of the comparison.
    worlds
        In how many worlds.
    """
    tried = Worlds(network or comparison.network, model, worlds, comparison.seed)
    return tuple(_judged(strategy, sets, tried) for strategy, sets in zip(comparison.strategies, chosen, strict=True))


def _drawn(strategy: str, task: Task, draws: int) -> Choices:
    return tuple(choose(strategy, replace(task, seed=task.seed + draw)).positions for draw in range(draws))


def _judged(strategy: str, sets: Choices, tried: Worlds) -> Spread:
    """Return the spread of *strategy*: each of its sets of seeds in its own block of worlds."""
    used = sets[: tried.worlds]
    blocks = np.array_split(np.arange(tried.worlds), len(used))
    tallies = [
        tried.spread(
            positions, within=range(int(block[0]), int(block[-1]) + 1), name=f"{strategy} under {tried.model.name}"
        )
        for positions, block in zip(used, blocks, strict=True)
    ]
    seeds = tuple(str(person) for person in tried.network.people.index[used[0]])
    return spread_of(tried.network, tried.model, seeds, tried.seed, Tally.together(tallies), draws=len(used))


def _several(model: Model | Iterable[Model] | None) -> tuple[Model, ...]:
    if model is None:
        return (IndependentCascade(),)
    several = (model,) if isinstance(model, Model) else tuple(model)
    if not several:
        raise ChoiceError("no model to compare under; name at least one, e.g. IndependentCascade(0.1)")
    return several
