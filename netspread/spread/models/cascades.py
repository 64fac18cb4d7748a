"""Cascades: each adopter has one chance to convince each person whom they influence."""

from dataclasses import dataclass

import numpy as np

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
        arcs = ground.spoken()
        return forwards(Odds.by_count(arcs, np.full(_most(arcs) + 1, self.p)))

    def sampler(self, ground: Ground) -> Sampler:
        """Return the kernel that samples backwards."""
        turned = ground.arcs.turned()
        return backwards(Odds.by_count(turned, np.full(_most(turned) + 1, self.p)))


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
        return forwards(Odds.by_arc(arcs, ground.silenced(1.0 / count[arcs.targets])))

    def sampler(self, ground: Ground) -> Sampler:
        """Return the kernel that samples backwards."""
        turned = ground.arcs.turned()
        return backwards(Odds.by_count(turned, 1.0 / np.maximum(np.arange(_most(turned) + 1), 1)))


def _most(arcs: Arcs) -> int:
    """Return the largest number of arcs that anybody has."""
    return int(np.diff(arcs.starts).max(initial=0))


def forwards(odds: Odds) -> Spreader:
    """Return the kernel that spreads, ready to run."""
    sparking, room = odds.for_kernels(), odds.room

    def spread(start: Start, seed: int, worlds: range, tally: Tally) -> None:
        cascade.by_influencer(
            sparking, room, start.positions, seed, worlds.start, tally.reaches, tally.steps, tally.adopted
        )

    return spread


def backwards(odds: Odds) -> Sampler:
    """Return the kernel that samples backwards, ready to run."""
    sparking = odds.for_kernels()

    def sample(seed: int, numbers: range) -> Samples:
        found: Samples = reverse.by_cascade(sparking, seed, numbers.start, numbers.stop)
        return found

    return sample
