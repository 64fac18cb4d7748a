"""Thresholds: a person adopts when enough of those who influence them have."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError, in_range
from netspread.kernels import cascade, reverse, threshold
from netspread.kernels.odds import aliases
from netspread.network import Arcs
from netspread.spread.models.model import Ground, Model, Sampler, Samples, Spreader, Start, Tally, quoted


@dataclass(frozen=True, slots=True)
class LinearThreshold(Model):
    """A person adopts when the adopters' share of all influence on that person comes up to a threshold.

    Influence is in proportion to the weight of ties and adds up to 1 for each person; thresholds are drawn evenly from
    0 to 1. Granovetter (1978), *AJS* 83:1420. Worlds are drawn in the way of Kempe, Kleinberg & Tardos (2003, *KDD*,
    claim 2.6), who prove that it comes to the same, step by step: in each world each person listens to one of those who
    influence that person, drawn by influence, and adopts one step later.
    """

    @property
    def name(self) -> str:
        """``lt``."""
        return "lt"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return "a person adopts when the share of adopters among those who influence them reaches a random threshold"

    def prepared(self, ground: Ground) -> Spreader:
        """Return the kernel, ready to run."""
        starts, shares = ground.arcs.starts.astype(np.uint32), shares_of(ground.arcs)
        shares[:, 2] = ground.silenced(shares[:, 2])

        def spread(start: Start, seed: int, worlds: range, tally: Tally) -> None:
            cascade.by_listener(
                starts, shares, start.positions, seed, worlds.start, tally.reaches, tally.steps, tally.adopted
            )

        return spread

    def sampler(self, ground: Ground) -> Sampler:
        """Return the kernel that samples backwards."""
        turned = ground.arcs.turned()
        starts, weights = turned.starts.astype(np.uint32), turned.weights
        lots = np.zeros((0, 3), np.uint32)
        if weights.size and weights.min() < weights.max():
            lots = np.zeros((len(weights), 3), np.uint32)
            aliases(turned.starts[:-1], turned.starts[1:], turned.targets, weights, lots)

        def sample(seed: int, numbers: range) -> Samples:
            found: Samples = reverse.by_threshold(starts, turned.targets, lots, seed, numbers.start, numbers.stop)
            return found

        return sample


@dataclass(frozen=True, slots=True)
class ComplexContagion(Model):
    """A person adopts when *needed* of those who influence them have: hearing it once is not enough.

    Centola & Macy (2007), *AJS* 113:702. There is no chance in it: all worlds are the same.

    Attributes
    ----------
    needed
        How many adopters it takes, at least 1.
    """

    needed: int = 2

    def __post_init__(self) -> None:
        in_range("needed", self.needed, 1)

    @property
    def name(self) -> str:
        """``complex(needed=2)``."""
        return f"complex(needed={self.needed})"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return f"a person adopts when {self.needed} of those who influence them have"

    @property
    def diminishing(self) -> bool:
        """False: a second seed may make the first one count."""
        return False

    def prepared(self, ground: Ground) -> Spreader:
        """Return the kernel, ready to run."""
        return _given(ground, np.full(len(ground.resisting), self.needed, np.int64))


@dataclass(frozen=True, slots=True)
class FractionalThreshold(Model):
    """A person adopts when a share *share* of those who influence them have.

    Watts (2002), *PNAS* 99:5766; Centola & Macy (2007). There is no chance in it: all worlds are the same.

    Attributes
    ----------
    share
        Above 0, at most 1. One adopter is needed at least.
    """

    share: float = 0.3

    def __post_init__(self) -> None:
        in_range("share", self.share, 0, 1)

    @property
    def name(self) -> str:
        """``fraction(share=0.3)``."""
        return f"fraction(share={self.share:g})"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return f"a person adopts when a share of {self.share:g} of those who influence them have"

    @property
    def diminishing(self) -> bool:
        """False: a second seed may make the first one count."""
        return False

    def prepared(self, ground: Ground) -> Spreader:
        """Return the kernel, ready to run."""
        return _given(ground, self.needed(ground.arcs))

    def needed(self, arcs: Arcs) -> NDArray[np.int64]:
        """Return how many adopters each person needs: shape (n,)."""
        return _needed(arcs, np.full(len(arcs.starts) - 1, self.share))


@dataclass(frozen=True, slots=True)
class GivenThresholds(Model):
    """A person adopts when the share (or the number) of adopters among those who influence them reaches a given one.

    For thresholds that were asked for or estimated (Valente 1996, *Social Networks* 18:69). There is no chance in
    it: all worlds are the same.

    Attributes
    ----------
    column
        The attribute with each person's threshold.
    counted
        True if thresholds are numbers of people (1 or more); else they are shares from 0 to 1.
    """

    column: str
    counted: bool = False

    @property
    def name(self) -> str:
        """``thresholds(column=threshold)``."""
        return f"thresholds(column={quoted(self.column)}{', counted=True' if self.counted else ''})"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        what = "number" if self.counted else "share"
        return f"a person adopts when the {what} of adopters among those who influence them reaches their {self.column}"

    @property
    def diminishing(self) -> bool:
        """False: a second seed may make the first one count."""
        return False

    def prepared(self, ground: Ground) -> Spreader:
        """Return the kernel, ready to run.

        Raises
        ------
        ChoiceError
            If there is no such attribute, or somebody has no threshold or one out of range.
        """
        ground.network.groups(self.column)  # tells which columns there are, if it is none of them
        values = pd.to_numeric(ground.network.people[self.column], errors="coerce")
        wrong = ~(values >= 0 if self.counted else values.between(0, 1)).to_numpy()
        if wrong.any():
            person = ground.network.people.index[int(wrong.argmax())]
            span = "0 or more" if self.counted else "from 0 to 1"
            raise ChoiceError(
                f"person '{person}' has no {self.column} {span}; give everybody one, or choose model 'lt'"
            )
        given = values.to_numpy(dtype=np.float64)
        if self.counted:
            return _given(ground, np.maximum(np.ceil(given), 1).astype(np.int64))
        return _given(ground, _needed(ground.arcs, given))


def _needed(arcs: Arcs, shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return how many adopters make up each person's share; at least one."""
    count = np.bincount(arcs.targets, minlength=len(arcs.starts) - 1)
    # 0.3 of 10 people are 3, though 0.3 * 10 is a little more than 3 in binary numbers
    return np.maximum(np.ceil(shares * count - 1e-9), 1).astype(np.int64)


def _given(ground: Ground, needed: NDArray[np.int64]) -> Spreader:
    arcs = ground.spoken()

    def spread(start: Start, _seed: int, worlds: range, tally: Tally) -> None:
        # All worlds are the same: one stands for all.
        steps, adopts = np.zeros(tally.steps.shape[1], np.int64), np.zeros(len(needed), np.int64)
        threshold.spread(arcs.starts, arcs.targets, needed, start.positions, steps, adopts)
        tally.reaches[:] = adopts.sum()
        tally.steps[:] = steps
        if tally.adopted.size:
            tally.adopted[:] += adopts * len(worlds)

    return spread


def shares_of(arcs: Arcs) -> NDArray[np.uint32]:
    """Return each arc's target, the influence on it before this arc, and this arc's own: shape (m, 3).

    In parts of ``cascade.WHOLE``, to which the influence on each person adds up exactly.
    """
    turned = Arcs(arcs.starts, arcs.targets, np.arange(len(arcs.targets), dtype=np.float64)).turned()
    order = turned.weights.astype(np.int64)
    weights = arcs.weights[order]
    degrees = np.diff(turned.starts)
    owners = np.repeat(np.arange(len(degrees)), degrees)
    running = np.cumsum(weights)
    before = np.concatenate([[0.0], running])[turned.starts[:-1]]
    total = np.bincount(owners, weights, len(degrees))
    upto = np.round((running - before[owners]) / total[owners] * cascade.WHOLE).astype(np.int64)
    some = degrees > 0
    upto[turned.starts[1:][some] - 1] = cascade.WHOLE
    upto = np.minimum(upto, cascade.WHOLE)
    low = np.concatenate([[0], upto[:-1]])[: len(upto)]
    low[turned.starts[:-1][some]] = 0
    shares = np.empty((len(upto), 3), np.uint32)
    shares[:, 0] = arcs.targets
    shares[order, 1] = low
    shares[order, 2] = np.maximum(upto - low, 0)
    return shares
