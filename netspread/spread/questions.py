"""Questions a change team asks next: would random seeds do, who is left out, how soon, how sure, how many more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError, in_range
from netspread.network import Network
from netspread.spread.compare import Comparison, compare
from netspread.spread.models import IndependentCascade, Model, Tally
from netspread.spread.seeding import seeds as seeds_by
from netspread.spread.seeding import task_of
from netspread.spread.simulate import Spread, simulate, spread_of
from netspread.spread.worlds import Worlds

_DRAWS = 40
_RANGE = tuple(IndependentCascade(chance) for chance in (0.02, 0.05, 0.1, 0.2, 0.3))


@dataclass(frozen=True, slots=True, eq=False)
class Enough:
    """How many random seeds do as well as chosen ones.

    Attributes
    ----------
    spread
        What the chosen seeds reach.
    seeds
        The fewest random seeds whose mean reach is as large; ``None`` if no number of them is.
    random
        What so many random seeds reach (or everybody who can start), on average over 40 draws in the same worlds.
    """

    spread: Spread
    seeds: int | None
    random: Spread

    @property
    def more(self) -> int | None:
        """How many more seeds that is."""
        return None if self.seeds is None else self.seeds - len(self.spread.seeds)


def random_seeds_needed(
    spread: Spread, *, exclude: Iterable[str] = (), eligible: Iterable[str] | None = None
) -> Enough:
    """Return how many random seeds reach as many people as those of *spread*, in the same worlds.

    "Just a few seeds more" often do: Akbarpour, Malladi & Saberi (2020). Random seeds are the first so many of 40
    random orders, each in its own block of the worlds, so that more of them never reach fewer.

    Parameters
    ----------
    spread
        Of chosen seeds, as ``simulate`` or ``Comparison.spread`` return it.
    exclude, eligible
        Who cannot start; who can (everybody by default).
    """
    network = spread.network
    task = task_of(network, budget=1, model=spread.model, seed=spread.seed, exclude=exclude, eligible=eligible)
    able = np.flatnonzero(task.allowed)
    draws = min(_DRAWS, spread.worlds)
    orders = [np.random.default_rng([task.seed, draw]).permutation(able) for draw in range(draws)]
    tried = Worlds(network, spread.model, spread.worlds, spread.seed)

    def reach(count: int) -> Spread:
        return _of_orders(tried, orders, count)

    low, high = 0, len(able)
    most = reach(high)
    if most.reach_mean < spread.reach_mean:
        return Enough(spread, None, most)
    found = most
    while high - low > 1:
        middle = (low + high) // 2
        half = reach(middle)
        if half.reach_mean >= spread.reach_mean:
            high, found = middle, half
        else:
            low = middle
    return Enough(spread, high, found)


def _of_orders(tried: Worlds, orders: list[NDArray[np.int64]], count: int) -> Spread:
    """Return the spread of the first *count* people of each order, each in its own block of worlds."""
    blocks = np.array_split(np.arange(tried.worlds), len(orders))
    tallies = [
        tried.spread(order[:count], within=range(int(block[0]), int(block[-1]) + 1), name=f"{count} random seeds")
        for order, block in zip(orders, blocks, strict=True)
    ]
    first = tuple(str(person) for person in tried.network.people.index[orders[0][:count]])
    return spread_of(tried.network, tried.model, first, tried.seed, Tally.together(tallies), draws=len(orders))


@dataclass(frozen=True, slots=True, eq=False)
class Equity:
    """How evenly groups are reached.

    Attributes
    ----------
    groups
        The attribute.
    table
        ``group, people, reach_mean, share``: the least reached group first.
    gini
        0 if the same share of each group is reached, towards 1 if one group has it all: the mean difference between
        the shares of two people's groups, over twice the mean share.
    """

    groups: str
    table: pd.DataFrame
    gini: float

    @property
    def worst(self) -> str:
        """The group of which the smallest share is reached."""
        return str(self.table["group"].iloc[0])

    @property
    def gap(self) -> float:
        """The share of the most reached group minus that of the least reached one."""
        return float(self.table["share"].iloc[-1] - self.table["share"].iloc[0])


def equity(spread: Spread, *, groups: str) -> Equity:
    """Return how evenly the groups of the attribute *groups* are reached."""
    table = spread.by_group(groups).sort_values(["share", "group"], ignore_index=True)
    share, people = table["share"].to_numpy(), table["people"].to_numpy()
    apart = np.abs(share[:, None] - share[None, :]) * people[:, None] * people[None, :]
    mean = float((share * people).sum() / people.sum())
    gini = 0.0 if mean == 0 else float(apart.sum() / (2 * people.sum() ** 2 * mean))
    return Equity(groups, table, gini)


def time_to(spread: Spread, *, share: float = 0.5, of_everybody: bool = False) -> pd.DataFrame:
    """Return when a share of those reached has adopted: one row a world, ``world, step``.

    Parameters
    ----------
    spread
        Of any model; steps are periods where the model has a clock.
    share
        Above 0, at most 1: 0.5 for the time to half.
    of_everybody
        True for a share of all people, not of those reached in that world; then ``step`` is missing in worlds that
        never come to it.
    """
    in_range("share", share, 0, 1)
    running = np.cumsum(spread.steps, axis=1)
    goal = share * (spread.network.n_people if of_everybody else spread.reaches)
    there = running >= (np.broadcast_to(goal, (len(running),)) - 1e-9)[:, None]
    step = np.where(there.any(axis=1), there.argmax(axis=1), np.nan)
    return pd.DataFrame({"world": np.arange(len(running)), "step": pd.Series(step).astype("Int64")})


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """Whether the best strategy stays the best when the model is another.

    Attributes
    ----------
    comparison
        All strategies under all models, on the same worlds.
    table
        ``model, strategy, reach_mean, regret, regret_share``: regret is what the best strategy under that model
        reaches more, in people and as a share of its reach.
    """

    comparison: Comparison
    table: pd.DataFrame

    def worst_regret(self) -> pd.DataFrame:
        """Return ``strategy, regret_share, model``: the largest share that each may cost, the smallest first."""
        at = self.table.groupby("strategy", sort=False)["regret_share"].idxmax()
        found = self.table.loc[at, ["strategy", "regret_share", "model"]]
        return found.sort_values("regret_share", kind="stable", ignore_index=True)

    @property
    def safest(self) -> str:
        """The strategy that loses least, whichever model is true."""
        return str(self.worst_regret()["strategy"].iloc[0])


def sensitivity(
    network: Network,
    *,
    strategies: Sequence[str],
    model: Iterable[Model] = _RANGE,
    budget: int = 10,
    worlds: int = 1000,
    seed: int = 1,
    **options: object,
) -> Sensitivity:
    """Return how much each strategy loses against the best one under each of several models.

    Nobody knows the chance that a tie passes it on: a choice should hold over a range. Strategies that look ahead
    may do so under each model: what is asked is whether the strategy holds.

    Parameters
    ----------
    network, strategies, budget, worlds, seed
        As in :func:`netspread.compare`.
    model
        The models; by default the independent cascade with p from 0.02 to 0.3.
    **options
        More options of :func:`netspread.compare`.
    """
    comparison = compare(
        network, strategies=strategies, budget=budget, model=model, worlds=worlds, seed=seed,
        **options,  # type: ignore[arg-type]  # compare checks them itself
    )  # fmt: skip
    table = comparison.to_frame()[["model", "strategy", "reach_mean"]]
    best = table.groupby("model", sort=False)["reach_mean"].transform("max")
    table = table.assign(regret=best - table["reach_mean"], regret_share=1 - table["reach_mean"] / best)
    return Sensitivity(comparison, table)


def diminishing_returns(
    network: Network,
    *,
    strategy: str,
    budgets: Iterable[int] = (1, 2, 5, 10, 20, 50),
    model: Model | None = None,
    worlds: int = 1000,
    seed: int = 1,
    **conditions: Any,
) -> pd.DataFrame:
    """Return what larger budgets bring: ``budget, reach_mean, reach_low, reach_high, per_seed``.

    ``per_seed`` is how many more people each seed brings since the budget before. Seeds are chosen anew for each
    budget, and judged in the same worlds. *conditions* on who can start are those of :func:`netspread.seeds`.

    Raises
    ------
    ChoiceError
        If a budget cannot be met, or none is given.
    """
    wanted = sorted(set(budgets))
    if not wanted:
        raise ChoiceError("no budgets are given; name at least one, e.g. 10")
    rows = []
    before, last = 0, 0.0
    for budget in wanted:
        chosen = seeds_by(network, strategy=strategy, budget=budget, model=model, seed=seed, **conditions)
        spread = simulate(network, seeds=chosen.people, model=model, worlds=worlds, seed=seed)
        per_seed = (spread.reach_mean - last) / (budget - before)
        rows.append((budget, spread.reach_mean, spread.reach_low, spread.reach_high, per_seed))
        before, last = budget, spread.reach_mean
    return pd.DataFrame(rows, columns=["budget", "reach_mean", "reach_low", "reach_high", "per_seed"])
