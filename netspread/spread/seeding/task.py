"""Task: what a seeding strategy is asked to do."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError
from netspread.network import Arcs, Network
from netspread.spread.models import Ground, Model, Sampler

_CANDIDATES = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """Choose *budget* people of *network* to start with.

    Attributes
    ----------
    network, model, budget
        Where, by which rule of spreading (for strategies that look ahead), how many (or how much money).
    seed
        Random seed of the choice; never that of the worlds in which the choice is judged.
    allowed
        bool, shape (n,): who may be chosen.
    must
        int64: positions of those who have to be, counted in the budget.
    groups, costs
        Attributes: the groups that fair strategies go by; what each person costs. ``None`` if not given.
    given
        int64: positions of the user's own list, in order.
    models
        For robust strategies: the models that may be true.
    """

    network: Network
    model: Model
    budget: int
    seed: int
    allowed: NDArray[np.bool_]
    must: NDArray[np.int64]
    groups: str | None = None
    costs: str | None = None
    given: NDArray[np.int64] | None = None
    models: tuple[Model, ...] = ()

    @property
    def rng(self) -> np.random.Generator:
        """A generator for this choice alone."""
        return np.random.default_rng(self.seed)

    def arcs(self) -> Arcs:
        """Return who influences whom."""
        return self.network.influence_arcs()

    def first(self, order: NDArray[np.int64]) -> "Choice":
        """Return the people who must start, then the first allowed ones of *order*, up to the budget."""
        wanted = np.concatenate([self.must, order[self.allowed[order]]])
        _, at = np.unique(wanted, return_index=True)
        return Choice(wanted[np.sort(at)][: self.budget])

    def candidates(self) -> NDArray[np.int64]:
        """Return whom slow strategies try: those who may be chosen, whoever influences most people first.

        In large networks only the first 2,000 of them.
        """
        order = np.argsort(-np.diff(self.arcs().starts), kind="stable")
        order = order[self.allowed[order] & ~np.isin(order, self.must)]
        return order[: max(_CANDIDATES, self.budget)]

    def open(self) -> NDArray[np.int64]:
        """Return one place for each seed: those who must start, then -1."""
        chosen = np.full(self.budget, -1, dtype=np.int64)
        chosen[: len(self.must)] = self.must
        return chosen

    def sampler(self, model: Model | None = None, ground: Ground | None = None) -> Sampler:
        """Return what samples backwards under *model*, by default the task's.

        Raises
        ------
        ChoiceError
            If the model cannot be sampled backwards.
        """
        model = model or self.model
        sample = model.sampler(ground or Ground.of(self.network))
        if sample is None:
            raise ChoiceError(
                f"model {model.name} cannot be sampled backwards, as this strategy does; choose strategy 'greedy', "
                "or a cascade or linear threshold model"
            )
        return sample

    def prices(self) -> NDArray[np.float64]:
        """Return what each person costs: shape (n,).

        Raises
        ------
        ChoiceError
            If no costs are given, or somebody's are not a number above 0.
        """
        if self.costs is None:
            raise ChoiceError("this strategy goes by cost; say which attribute, e.g. costs='hours'")
        self.network.groups(self.costs)  # tells which columns there are, if it is none of them
        prices = pd.to_numeric(self.network.people[self.costs], errors="coerce").to_numpy(dtype=np.float64)
        wrong = ~((prices > 0) & np.isfinite(prices)) & self.allowed
        if wrong.any():
            person = self.network.people.index[int(wrong.argmax())]
            raise ChoiceError(f"person '{person}' has no {self.costs} above 0; give everybody a cost, or exclude them")
        return prices

    def kinds(self) -> tuple[list[str], NDArray[np.int64]]:
        """Return the names of the groups, and the number of each person's.

        Raises
        ------
        ChoiceError
            If no groups are given, or there is no such attribute.
        """
        if self.groups is None:
            raise ChoiceError("this strategy goes by group; say which attribute, e.g. groups='unit'")
        codes, names = pd.factorize(self.network.groups(self.groups), sort=True)
        return [str(name) for name in names], codes.astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Who was chosen: positions in order, and how much of the best possible reach is certain, if that is known."""

    positions: NDArray[np.int64]
    certified_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Strategy:
    """A seeding strategy.

    Attributes
    ----------
    choose
        Task in, choice out.
    meaning
        What it does, in the words of a report.
    drawn
        True if chance alone decides, so that it is judged by many draws.
    needs
        Which of ``groups``, ``costs``, ``given`` it cannot do without; empty if none.
    """

    choose: Callable[[Task], Choice]
    meaning: str
    drawn: bool = False
    needs: str = ""
