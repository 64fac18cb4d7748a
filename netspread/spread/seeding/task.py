"""Task: what a seeding strategy is asked to do."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netspread.network import Arcs, Network
from netspread.spread.models import Model


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """Choose *budget* people of *network* to start with.

    Attributes
    ----------
    network, model, budget
        Where, by which rule of spreading (for strategies that look ahead), how many.
    seed
        Random seed of the choice; never that of the worlds in which the choice is judged.
    allowed
        bool, shape (n,): who may be chosen.
    must
        int64: positions of those who have to be, counted in the budget.
    """

    network: Network
    model: Model
    budget: int
    seed: int
    allowed: NDArray[np.bool_]
    must: NDArray[np.int64]

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
    """

    choose: Callable[[Task], Choice]
    meaning: str
    drawn: bool = False
