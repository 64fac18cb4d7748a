"""Models: the rule by which one adopter brings about the next. Frozen values; kernels do the work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from netspread.errors import ChoiceError, in_range, one_of
from netspread.kernels import cascade, reverse, threshold
from netspread.network import Arcs

#: Reverse-reachable samples: (people, ends), see ``netspread.kernels.reverse``.
Samples = tuple[NDArray[np.int32], NDArray[np.int64]]
#: Above this chance a coin for each arc is cheaper than jumping from live arc to live arc.
_JUMPING = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What a block of worlds came to.

    Attributes
    ----------
    reaches
        int64, shape (worlds,): people reached, seeds included.
    steps
        int64, shape (worlds, s): how many adopt in each step; the last column takes what is later.
    adopted
        int64, shape (n,): in how many of the worlds each person adopts; shape (0,) if not counted.
    """

    reaches: NDArray[np.int64]
    steps: NDArray[np.int64]
    adopted: NDArray[np.int64]

    @classmethod
    def empty(cls, people: int, worlds: int, steps: int) -> "Tally":
        """Return one to be filled in by a kernel."""
        return cls(np.zeros(worlds, np.int64), np.zeros((worlds, steps), np.int64), np.zeros(people, np.int64))


#: ``spread(seeds, seed, worlds, tally)``: fills in the tally of these worlds; runs in several threads at once.
Spreader = Callable[[NDArray[np.int64], int, range, Tally], None]
#: ``sample(seed, numbers)``: the reverse-reachable samples of these numbers; runs in several threads at once.
Sampler = Callable[[int, range], Samples]


@runtime_checkable
class Model(Protocol):
    """A rule of spreading over arcs from the influencing to the influenced person."""

    @property
    def name(self) -> str:
        """A short name with its parameters, for tables."""
        ...

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        ...

    def prepared(self, arcs: Arcs) -> Spreader:
        """Return what spreads over *arcs*."""
        ...


@runtime_checkable
class Sampled(Protocol):
    """A model whose reach can be estimated backwards, from reverse-reachable samples."""

    def sampler(self, arcs: Arcs) -> Sampler:
        """Return what samples *arcs* backwards."""
        ...


@dataclass(frozen=True, slots=True)
class IndependentCascade:
    """Each adopter has one chance *p* to convince each person whom they influence.

    Goldenberg, Libai & Muller (2001), *Marketing Letters* 12:211; Kempe, Kleinberg & Tardos (2003), *KDD*.

    Attributes
    ----------
    p
        From 0 to 1. Nobody knows it beforehand: compare strategies over a range, do not trust one number.
    """

    p: float = 0.1

    def __post_init__(self) -> None:
        in_range("p", self.p, 0, 1)

    @property
    def name(self) -> str:
        """``ic(p=0.1)``."""
        return f"ic(p={self.p:g})"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return f"each adopter convinces each person whom they influence with chance {self.p:g}, once"

    def prepared(self, arcs: Arcs) -> Spreader:
        """Return the kernel, ready to run."""
        if not 0 < self.p <= _JUMPING:
            return _by_arc(arcs, np.full(len(arcs.targets), self.p))
        p, nobody = self.p, (1 - self.p) ** np.diff(arcs.starts)

        def spread(seeds: NDArray[np.int64], seed: int, worlds: range, tally: Tally) -> None:
            cascade.by_person(
                arcs.starts,
                arcs.targets,
                p,
                nobody,
                seeds,
                seed,
                worlds.start,
                tally.reaches,
                tally.steps,
                tally.adopted,
            )

        return spread

    def sampler(self, arcs: Arcs) -> Sampler:
        """Return the kernel that samples backwards."""
        return _cascade_sampler(arcs.turned(), np.full(len(arcs.starts) - 1, self.p))


@dataclass(frozen=True, slots=True)
class WeightedCascade:
    """As the independent cascade, with p = 1 / (how many people influence the person).

    So everybody is convinced by one person on average, if all who influence them adopt.
    Kempe, Kleinberg & Tardos (2003), *KDD*.
    """

    @property
    def name(self) -> str:
        """``wc``."""
        return "wc"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return "each adopter convinces a person with chance 1 / (how many people influence that person), once"

    def prepared(self, arcs: Arcs) -> Spreader:
        """Return the kernel, ready to run."""
        return _by_arc(arcs, self._chances(arcs)[arcs.targets])

    def sampler(self, arcs: Arcs) -> Sampler:
        """Return the kernel that samples backwards."""
        return _cascade_sampler(arcs.turned(), self._chances(arcs))

    def _chances(self, arcs: Arcs) -> NDArray[np.float64]:
        return 1.0 / np.maximum(np.bincount(arcs.targets, minlength=len(arcs.starts) - 1), 1)


@dataclass(frozen=True, slots=True)
class LinearThreshold:
    """A person adopts when the adopters' share of all influence on that person comes up to a threshold.

    Influence is in proportion to the weight of ties and adds up to 1 for each person; each world draws each
    person's threshold anew, evenly from 0 to 1. Granovetter (1978), *AJS* 83:1420; Kempe, Kleinberg & Tardos (2003).
    """

    @property
    def name(self) -> str:
        """``lt``."""
        return "lt"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return "a person adopts when the share of adopters among those who influence them reaches a random threshold"

    def prepared(self, arcs: Arcs) -> Spreader:
        """Return the kernel, ready to run."""
        influence = _shares(arcs)
        given = np.zeros(0, np.int64)

        def spread(seeds: NDArray[np.int64], seed: int, worlds: range, tally: Tally) -> None:
            threshold.spread(
                arcs.starts, arcs.targets, influence, given, seeds, seed, worlds.start,
                tally.reaches, tally.steps, tally.adopted,
            )  # fmt: skip

        return spread

    def sampler(self, arcs: Arcs) -> Sampler:
        """Return the kernel that samples backwards."""
        turned = Arcs(arcs.starts, arcs.targets, _shares(arcs).astype(np.float64)).turned()
        running = np.concatenate([[0], np.cumsum(turned.weights.astype(np.int64))])
        before = np.repeat(running[turned.starts[:-1]], np.diff(turned.starts))
        cumulated = running[1:] - before

        def sample(seed: int, numbers: range) -> Samples:
            found: Samples = reverse.by_threshold(
                turned.starts, turned.targets, cumulated, threshold.WHOLE, seed, numbers.start, numbers.stop
            )
            return found

        return sample


def parse(name: str, *, p: float | None = None) -> Model:
    """Return the model of a command's ``--model`` and ``--p``.

    Raises
    ------
    ChoiceError
        If there is no such model, or it takes no p.

    Examples
    --------
    >>> parse("ic", p=0.2)
    IndependentCascade(p=0.2)
    """
    if name not in _BY_NAME:
        raise one_of("model", name, _BY_NAME)
    if name == "ic":
        return IndependentCascade() if p is None else IndependentCascade(p)
    if p is not None:
        raise ChoiceError(f"model {name!r} takes no p; leave it out, or choose model 'ic'")
    return _BY_NAME[name]()


_BY_NAME: dict[str, Callable[[], Model]] = {
    "ic": IndependentCascade,
    "wc": WeightedCascade,
    "lt": LinearThreshold,
}


def _by_arc(arcs: Arcs, chances: NDArray[np.float64]) -> Spreader:
    limits = np.minimum(chances * 2.0**32, 2.0**32 - 1).astype(np.uint32)

    def spread(seeds: NDArray[np.int64], seed: int, worlds: range, tally: Tally) -> None:
        cascade.by_arc(
            arcs.starts, arcs.targets, limits, seeds, seed, worlds.start, tally.reaches, tally.steps, tally.adopted
        )

    return spread


def _cascade_sampler(turned: Arcs, chances: NDArray[np.float64]) -> Sampler:
    limits = np.zeros(0)

    def sample(seed: int, numbers: range) -> Samples:
        found: Samples = reverse.by_cascade(
            turned.starts, turned.targets, chances, limits, seed, numbers.start, numbers.stop
        )
        return found

    return sample


def _shares(arcs: Arcs) -> NDArray[np.int64]:
    """Return each arc's share of all influence on its target, in parts of ``WHOLE``, adding up to it exactly."""
    turned = Arcs(arcs.starts, arcs.targets, np.arange(len(arcs.targets), dtype=np.float64)).turned()
    order = turned.weights.astype(np.int64)
    weights = arcs.weights[order]
    owners = np.repeat(np.arange(len(arcs.starts) - 1), np.diff(turned.starts))
    running = np.cumsum(weights)
    before = np.concatenate([[0.0], running])[turned.starts[:-1]]
    total = np.bincount(owners, weights, len(arcs.starts) - 1)
    upto = np.round((running - before[owners]) / np.maximum(total[owners], 1e-300) * threshold.WHOLE).astype(np.int64)
    lasts = turned.starts[1:][np.diff(turned.starts) > 0] - 1
    upto[lasts] = threshold.WHOLE
    firsts = turned.starts[:-1][np.diff(turned.starts) > 0]
    parts = np.diff(upto, prepend=0)
    parts[firsts] = upto[firsts]
    shares = np.empty(len(parts), np.int64)
    shares[order] = np.maximum(parts, 0)
    return shares
