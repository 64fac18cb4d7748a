"""Cascades: each adopter has one chance to convince each person whom they influence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netspread.errors import in_range
from netspread.kernels import cascade, reverse
from netspread.network import Arcs
from netspread.spread.models.model import Ground, Model, Sampler, Samples, Spreader, Start, Tally

#: Above this chance a coin for each arc is cheaper than jumping from live arc to live arc.
_JUMPING = 0.4


@dataclass(frozen=True, slots=True)
class IndependentCascade(Model):
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

    def prepared(self, ground: Ground) -> Spreader:
        """Return the kernel, ready to run."""
        arcs = ground.arcs
        if not 0 < self.p <= _JUMPING:
            return _by_arc(arcs, np.full(len(arcs.targets), self.p))
        p, nobody = self.p, (1 - self.p) ** np.diff(arcs.starts)

        def spread(start: Start, seed: int, worlds: range, tally: Tally) -> None:
            cascade.by_person(
                arcs.starts, arcs.targets, p, nobody, start.positions, seed, worlds.start,
                tally.reaches, tally.steps, tally.adopted,
            )  # fmt: skip

        return spread

    def sampler(self, ground: Ground) -> Sampler:
        """Return the kernel that samples backwards."""
        arcs = ground.arcs
        return _backwards(arcs.turned(), np.full(len(arcs.starts) - 1, self.p), np.zeros(0))


@dataclass(frozen=True, slots=True)
class WeightedCascade(Model):
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

    def prepared(self, ground: Ground) -> Spreader:
        """Return the kernel, ready to run."""
        return _by_arc(ground.arcs, _one_by_count(ground.arcs)[ground.arcs.targets])

    def sampler(self, ground: Ground) -> Sampler:
        """Return the kernel that samples backwards."""
        return _backwards(ground.arcs.turned(), _one_by_count(ground.arcs), np.zeros(0))


@dataclass(frozen=True, slots=True)
class CascadeByWeight(Model):
    """As the independent cascade, with one chance *p* for each unit of a tie's weight: 1 - (1 - p) ** weight.

    So a tie of weight 3 convinces like three ties of weight 1 side by side.

    Attributes
    ----------
    p
        From 0 to 1: the chance of a tie of weight 1.
    """

    p: float = 0.1

    def __post_init__(self) -> None:
        in_range("p", self.p, 0, 1)

    @property
    def name(self) -> str:
        """``ic-weight(p=0.1)``."""
        return f"ic-weight(p={self.p:g})"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return f"each adopter convinces each person whom they influence with chance {self.p:g} per unit of weight, once"

    def prepared(self, ground: Ground) -> Spreader:
        """Return the kernel, ready to run."""
        return _by_arc(ground.arcs, self._chances(ground.arcs))

    def sampler(self, ground: Ground) -> Sampler:
        """Return the kernel that samples backwards."""
        return _backwards_by_arc(ground.arcs, self._chances(ground.arcs))

    def _chances(self, arcs: Arcs) -> NDArray[np.float64]:
        return np.asarray(1 - (1 - self.p) ** arcs.weights)


@dataclass(frozen=True, slots=True)
class CascadeByGroup(Model):
    """As the independent cascade, with a chance that depends on the groups of the two people.

    Attributes
    ----------
    groups
        The attribute.
    inside, across
        The chance if both are in the same group, and if they are not; from 0 to 1.
    pairs
        Exceptions: (group of the influencing, group of the influenced person, chance).
    """

    groups: str
    inside: float = 0.1
    across: float = 0.05
    pairs: tuple[tuple[str, str, float], ...] = ()

    def __post_init__(self) -> None:
        in_range("inside", self.inside, 0, 1)
        in_range("across", self.across, 0, 1)
        for one, other, p in self.pairs:
            in_range(f"p from {one!r} to {other!r}", p, 0, 1)

    @property
    def name(self) -> str:
        """``ic-group(groups=unit, inside=0.1, across=0.05)``, and the number of exceptions."""
        more = f", pairs={len(self.pairs)}" if self.pairs else ""
        return f"ic-group(groups={self.groups}, inside={self.inside:g}, across={self.across:g}{more})"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        more = ", with exceptions for some pairs of groups" if self.pairs else ""
        return (
            f"each adopter convinces each person of the same {self.groups} whom they influence with chance "
            f"{self.inside:g}, others with chance {self.across:g}, once{more}"
        )

    def prepared(self, ground: Ground) -> Spreader:
        """Return the kernel, ready to run."""
        return _by_arc(ground.arcs, self._chances(ground))

    def sampler(self, ground: Ground) -> Sampler:
        """Return the kernel that samples backwards."""
        return _backwards_by_arc(ground.arcs, self._chances(ground))

    def _chances(self, ground: Ground) -> NDArray[np.float64]:
        group = ground.network.groups(self.groups).to_numpy()
        one = np.repeat(group, np.diff(ground.arcs.starts))
        other = group[ground.arcs.targets]
        chances = np.where(one == other, self.inside, self.across)
        for influencing, influenced, p in self.pairs:
            chances[(one == influencing) & (other == influenced)] = p
        return chances


def _one_by_count(arcs: Arcs) -> NDArray[np.float64]:
    return 1.0 / np.maximum(np.bincount(arcs.targets, minlength=len(arcs.starts) - 1), 1)


def _by_arc(arcs: Arcs, chances: NDArray[np.float64]) -> Spreader:
    limits = np.minimum(chances * 2.0**32, 2.0**32 - 1).astype(np.uint32)

    def spread(start: Start, seed: int, worlds: range, tally: Tally) -> None:
        cascade.by_arc(
            arcs.starts, arcs.targets, limits, start.positions, seed, worlds.start,
            tally.reaches, tally.steps, tally.adopted,
        )  # fmt: skip

    return spread


def _backwards(turned: Arcs, by_person: NDArray[np.float64], by_arc: NDArray[np.float64]) -> Sampler:
    def sample(seed: int, numbers: range) -> Samples:
        found: Samples = reverse.by_cascade(
            turned.starts, turned.targets, by_person, by_arc, seed, numbers.start, numbers.stop
        )
        return found

    return sample


def _backwards_by_arc(arcs: Arcs, chances: NDArray[np.float64]) -> Sampler:
    turned = Arcs(arcs.starts, arcs.targets, chances).turned()
    return _backwards(turned, np.zeros(len(arcs.starts) - 1), turned.weights)
