"""Model: what every rule of spreading offers, and the values that pass between a rule and its kernel."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from netspread.network import Arcs, Network

Number = TypeVar("Number", np.float64, np.uint32)
#: Reverse-reachable samples: (people, ends), see ``netspread.kernels.reverse``.
Samples = tuple[NDArray[np.int32], NDArray[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What a model runs on.

    Attributes
    ----------
    network
        Whose attributes a model may go by.
    arcs
        Who influences whom.
    resisting
        bool, shape (n,): who never adopts, unless as a seed.
    speaking
        bool, shape (n,): whose influence is passed on; that of others still counts where influence is shared out.
        ``None`` for everybody.
    """

    network: Network
    arcs: Arcs
    resisting: NDArray[np.bool_]
    speaking: NDArray[np.bool_] | None = None

    @classmethod
    def of(cls, network: Network) -> "Ground":
        """Return the ground of *network*, on which nobody resists."""
        return cls(network, network.influence_arcs(), np.zeros(network.n_people, dtype=bool))

    def spoken(self) -> Arcs:
        """Return the arcs of those who speak."""
        if self.speaking is None:
            return self.arcs
        return kept_of(self.arcs, np.repeat(self.speaking, np.diff(self.arcs.starts)))

    def silenced(self, values: NDArray[Number]) -> NDArray[Number]:
        """Return what stands at each arc, 0 at the arcs of those who do not speak."""
        if self.speaking is None:
            return values
        return np.asarray(values * np.repeat(self.speaking, np.diff(self.arcs.starts)))


def kept_of(arcs: Arcs, kept: NDArray[np.bool_]) -> Arcs:
    """Return those arcs that are *kept*: bool, shape (m,)."""
    starts = np.concatenate([[0], np.cumsum(kept)])[arcs.starts].astype(np.int64)
    return Arcs(starts, arcs.targets[kept], arcs.weights[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """Who starts, and when.

    Attributes
    ----------
    positions
        int64, shape (k,): no repeats.
    periods
        int64, shape (k,): in which period each of them starts; 0 is the beginning.
    """

    positions: NDArray[np.int64]
    periods: NDArray[np.int64]

    @classmethod
    def at_once(cls, positions: NDArray[np.int64]) -> "Start":
        """Return the start of everybody in period 0."""
        return cls(positions, np.zeros(len(positions), np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What a block of worlds came to.

    Attributes
    ----------
    reaches
        int64, shape (worlds,): people reached, seeds included.
    steps
        int64, shape (worlds, s): how many adopt for the first time in each step; the last column takes what is later.
    now
        int64, shape (worlds, s): how many are adopters at the end of each step; shape (worlds, 0) where nobody
        stops, so that it follows from *steps*.
    adopted
        int64, shape (n,): in how many of the worlds each person adopts; shape (0,) if not counted.
    """

    reaches: NDArray[np.int64]
    steps: NDArray[np.int64]
    now: NDArray[np.int64]
    adopted: NDArray[np.int64]

    @classmethod
    def empty(cls, people: int, worlds: int, steps: int, *, leaving: bool) -> "Tally":
        """Return one to be filled in by a kernel."""
        return cls(
            np.zeros(worlds, np.int64),
            np.zeros((worlds, steps), np.int64),
            np.zeros((worlds, steps if leaving else 0), np.int64),
            np.zeros(people, np.int64),
        )

    @classmethod
    def together(cls, parts: "list[Tally]") -> "Tally":
        """Return the tally of all worlds of *parts*, in order."""
        return cls(
            np.concatenate([part.reaches for part in parts]),
            np.concatenate([part.steps for part in parts]),
            np.concatenate([part.now for part in parts]),
            np.asarray(np.sum([part.adopted for part in parts], axis=0)),
        )


#: ``spread(start, seed, worlds, tally)``: fills in the tally of these worlds; runs in several threads at once.
Spreader = Callable[[Start, int, range, Tally], None]
#: ``sample(seed, numbers)``: the reverse-reachable samples of these numbers; runs in several threads at once.
Sampler = Callable[[int, range], Samples]


def quoted(name: str) -> str:
    """Return the name as it stands among a model's options: in quotes if it has what parts them."""
    return f'"{name}"' if set(name) & set(",=") else name


class Model(ABC):
    """A rule of spreading over arcs from the influencing to the influenced person."""

    __slots__ = ()

    @property
    @abstractmethod
    def name(self) -> str:
        """A short name with its parameters, for tables; ``models.parse`` understands it."""

    @abstractmethod
    def describe(self) -> str:
        """Return the rule in one plain sentence."""

    @abstractmethod
    def prepared(self, ground: Ground) -> Spreader:
        """Return what spreads on *ground*."""

    @classmethod
    def gathered(cls, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return the options, those without a field of their own gathered into the field that holds them."""
        return dict(options)

    def sampler(self, ground: Ground) -> Sampler | None:  # noqa: ARG002  # models that have one use it
        """Return what samples *ground* backwards; ``None`` if the reach cannot be estimated so."""
        return None

    @property
    def duration(self) -> int | None:
        """How many periods it runs; ``None`` for models without a clock, which run until nobody is convinced."""
        return None

    @property
    def leaving(self) -> bool:
        """True if adopters may stop."""
        return False

    @property
    def diminishing(self) -> bool:
        """True if a seed never adds more when there are more seeds (the reach is submodular)."""
        return True
