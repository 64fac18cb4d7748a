"""Cascades: each adopter has one chance to convince each person whom they influence."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netspread.errors import in_range
from netspread.kernels import cascade, reverse
from netspread.network import Arcs
from netspread.spread.models.model import Ground, Model, Sampler, Samples, Spreader, Start, Tally
from netspread.spread.models.odds import Odds


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
        return _forwards(Odds.by_count(ground.arcs, np.full(_most(ground.arcs) + 1, self.p)))

    def sampler(self, ground: Ground) -> Sampler:
        """Return the kernel that samples backwards."""
        turned = ground.arcs.turned()
        return _backwards(Odds.by_count(turned, np.full(_most(turned) + 1, self.p)))


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
        arcs = ground.arcs
        count = np.bincount(arcs.targets, minlength=len(arcs.starts) - 1)
        return _forwards(Odds.by_arc(arcs, 1.0 / count[arcs.targets]))

    def sampler(self, ground: Ground) -> Sampler:
        """Return the kernel that samples backwards."""
        turned = ground.arcs.turned()
        return _backwards(Odds.by_count(turned, 1.0 / np.maximum(np.arange(_most(turned) + 1), 1)))


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
        return _forwards(Odds.by_arc(ground.arcs, self._chances(ground.arcs)))

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
        return _forwards(Odds.by_arc(ground.arcs, self._chances(ground)))

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


def _most(arcs: Arcs) -> int:
    """Return the largest number of arcs that anybody has."""
    return int(np.diff(arcs.starts).max(initial=0))


def _forwards(odds: Odds) -> Spreader:
    arrays, room = odds.for_kernels(), odds.room
    kernel: Any = cascade.by_influencer  # takes the arrays as they come

    def spread(start: Start, seed: int, worlds: range, tally: Tally) -> None:
        kernel(*arrays, room, start.positions, seed, worlds.start, tally.reaches, tally.steps, tally.adopted)

    return spread


def _backwards(odds: Odds) -> Sampler:
    arrays = odds.for_kernels()
    kernel: Any = reverse.by_cascade

    def sample(seed: int, numbers: range) -> Samples:
        found: Samples = kernel(*arrays, seed, numbers.start, numbers.stop)
        return found

    return sample


def _backwards_by_arc(arcs: Arcs, chances: NDArray[np.float64]) -> Sampler:
    turned = Arcs(arcs.starts, arcs.targets, chances).turned()
    return _backwards(Odds.by_arc(turned, turned.weights))
