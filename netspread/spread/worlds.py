"""Worlds: the same random worlds for every set of seeds, so that differences are differences of seeds."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import in_range
from netspread.network import Network
from netspread.spread.models import Model, Spreader, Tally

#: How many steps a curve can have; what is later counts in the last one.
STEPS = 64
_BLOCK = 125


@dataclass(frozen=True)
class Worlds:
    """*worlds* random worlds of *network* under *model*; whether influence passes in one never depends on seeds.

    Raises
    ------
    ChoiceError
        If there are fewer worlds than one.
    """

    network: Network
    model: Model
    worlds: int
    seed: int

    def __post_init__(self) -> None:
        in_range("worlds", self.worlds, 1)

    @cached_property
    def _spreader(self) -> Spreader:
        return self.model.prepared(self.network.influence_arcs())

    def spread(self, seeds: NDArray[np.int64], *, within: range | None = None, name: str = "worlds") -> Tally:
        """Let the people at positions *seeds* start in every world (or those *within*), and return the tally."""
        spread = self._spreader
        people = self.network.n_people
        numbers = within or range(self.worlds)

        def some(block: range) -> Tally:
            tally = Tally.empty(people, len(block), STEPS)
            shifted = range(numbers.start + block.start, numbers.start + block.stop)
            spread(seeds, self.seed, shifted, tally)
            return tally

        parts = engine.run(some, engine.blocks(len(numbers), _BLOCK), name=name)
        adopted = np.zeros(people, np.int64)
        for part in parts:
            adopted += part.adopted
        return Tally(
            np.concatenate([part.reaches for part in parts]), np.concatenate([part.steps for part in parts]), adopted
        )
