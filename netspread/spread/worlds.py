"""Worlds: the same random worlds for every set of seeds, so that differences are differences of seeds."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import in_range
from netspread.network import Network
from netspread.spread.models import Ground, Model, Spreader, Start, Tally
from netspread.spread.store import digest, store_in_use

#: How many steps the curve of a model without a clock can have; what is later counts in the last one.
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
        return self.model.prepared(Ground.of(self.network))

    def spread(self, seeds: NDArray[np.int64] | Start, *, within: range | None = None, name: str = "worlds") -> Tally:
        """Let the people at positions *seeds* start in every world (or those *within*), and return the tally."""
        spread = self._spreader
        start = seeds if isinstance(seeds, Start) else Start.at_once(seeds)
        numbers = within or range(self.worlds)

        empty = self._empty
        seed = self.seed

        def some(block: range) -> Tally:
            tally = empty(len(block))
            spread(start, seed, range(numbers.start + block.start, numbers.start + block.stop), tally)
            return tally

        blocks = engine.blocks(len(numbers), _BLOCK)
        store = store_in_use()
        if store is None:
            return Tally.together(engine.run(some, blocks, name=name))
        return Tally.together(store.run(some, blocks, name=name, about=(self._about, start, numbers.start)))

    @cached_property
    def _about(self) -> str:
        """What these worlds follow from, for a store to know them again."""
        return digest((self.network, self.model.name, self.model, self.seed))

    def reach(self, seeds: NDArray[np.int64]) -> float:
        """Return the mean reach in all worlds, in this thread alone: for those who try many sets of seeds."""
        tally = self._empty(self.worlds)
        self._spreader(Start.at_once(seeds), self.seed, range(self.worlds), tally)
        return float(tally.reaches.mean())

    def _empty(self, worlds: int) -> Tally:
        steps = STEPS if self.model.duration is None else self.model.duration + 1
        return Tally.empty(self.network.n_people, worlds, steps, leaving=self.model.leaving)
