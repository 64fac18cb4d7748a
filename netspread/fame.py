"""Fame: how much more often people are named than what they share with the respondents explains.

Three layers, each a factor with a gamma distribution and the mean 1 (the frailty of survival analysis; Clayton 1978,
*Biometrika* 65:141): how much each unit turns to each other unit, how much each person is named by all, and how much
each person is named by each unit. Of whom nobody was asked who could have named them, little is known: such a factor
stays near 1 with a wide spread. The unit is the attribute by which ties divide most.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import digamma

from netspread.kernels.completion import expected

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: Factors that spread less than this are all alike; none spread more than that.
_LEAST_SPREAD, _MOST_SPREAD = 0.02, 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Factors of one kind: what was observed of each, and what was to be expected."""

    observed: Floats
    expected: Floats
    shape: float  # of the gamma distribution

    @classmethod
    def fitted(cls, observed: Floats, expected_: Floats, variance: Floats) -> Self:
        """Return the layer whose spread explains how far *observed* is from *expected_*, beyond *variance*."""
        spread = ((observed - expected_) ** 2 - variance).sum() / max(float((expected_**2).sum()), 1e-12)
        return cls(observed, expected_, float(1 / min(spread, _MOST_SPREAD)) if spread > _LEAST_SPREAD else np.inf)

    @property
    def mean(self) -> Floats:
        """The expectation of each factor."""
        if np.isinf(self.shape):
            return np.ones_like(self.observed)
        return np.asarray((self.shape + self.observed) / (self.shape + self.expected))

    def usual(self, at: tuple[Integers, ...] = (), observed: Floats | float = 0, expected_: Floats | float = 0) -> Floats:
        """Return the expectation of the logarithm of the factors *at*, had this much not been observed and expected."""
        if np.isinf(self.shape):
            return np.zeros_like(self.observed[at])
        seen, due = self.observed[at] - observed, np.maximum(self.expected[at] - expected_, 0.0)
        return np.asarray(digamma(self.shape + np.maximum(seen, 0.0)) - np.log(self.shape + due))

    def drawn(self, rng: np.random.Generator) -> Floats:
        """Return the logarithm of each factor, in one draw."""
        if np.isinf(self.shape):
            return np.zeros_like(self.observed)
        return np.log(np.maximum(rng.gamma(self.shape + self.observed) / (self.shape + self.expected), 1e-12))


@dataclass(frozen=True, slots=True, eq=False)
class Fame:
    """The three layers, and what is needed to take one respondent's answers out again."""

    units: NDArray[np.int32]  # (n,) the unit of each person
    between: Layer  # (u,) each unit by itself
    overall: Layer  # (n,)
    within: Layer  # (n,) by the own unit
    own: Floats  # (n, u) how many of each unit each respondent named
    own_expected: Floats  # (n, u)
    weights: Floats  # (a,) how much more easily people of the same value are named
    times: Floats  # (n,) how long each respondent's race runs

    @classmethod
    def fitted(cls, ties: csr_array, known: NDArray[np.bool_], groups: NDArray[np.int32], likeness: Floats) -> Self:
        """Return the fame of everybody, where people of the same value are named *likeness* as easily."""
        n = len(known)
        units = groups[_dividing(groups, likeness)] if len(groups) else np.zeros(n, dtype=np.int32)
        u = int(units.max(initial=0)) + 1
        asked, named = np.flatnonzero(known), np.diff(ties.indptr).astype(np.int64)
        due, variance, own_due = np.zeros((u, n)), np.zeros((u, n)), np.zeros((n, u))
        times = np.zeros(n)
        expected(asked, named, groups, units, likeness, due, variance, own_due, times)
        member = csr_array((np.ones(n), (np.arange(n), units)), shape=(n, u))
        seen = (member.T @ ties).toarray()
        itself = np.arange(u)
        between = Layer.fitted(*((table @ member)[itself, itself] for table in (seen, due, variance)))
        at_home = (units, np.arange(n))
        factor = np.ones((u, n))
        factor[at_home] = between.mean[units]
        overall = Layer.fitted(seen.sum(axis=0), (due * factor).sum(axis=0), (variance * factor).sum(axis=0))
        factor = factor[at_home] * overall.mean
        within = Layer.fitted(seen[at_home], due[at_home] * factor, variance[at_home] * factor)
        if not len(groups):
            between = within = Layer(np.zeros(n), np.zeros(n), np.inf)
        return cls(units, between, overall, within, (ties @ member).toarray(), own_due, likeness, times)

    def without(self, egos: Integers, alters: Integers, named: NDArray[np.bool_], groups: NDArray[np.int32]) -> Floats:
        """Return the logarithms of the three factors of each pair as if its ego had not been asked: shape (3, p)."""
        weight = np.ones(len(egos))
        for codes, factor in zip(groups, self.weights, strict=True):
            weight[codes[egos] == codes[alters]] *= factor
        mine, theirs = self.units[egos], self.units[alters]
        home = mine == theirs
        due = -np.expm1(-weight * self.times[egos]) * np.where(home, self.between.mean[mine], 1.0)
        return np.stack(
            [
                np.where(home, self.between.usual((mine,), self.own[egos, mine], self.own_expected[egos, mine]), 0.0),
                self.overall.usual((alters,), named, due),
                np.where(home, self.within.usual((alters,), named, due * self.overall.mean[alters]), 0.0),
            ]
        )

    def drawn(self, effects: Floats, rng: np.random.Generator) -> Floats:
        """Return the log odds that each unit names each person, in one draw: shape (u, n)."""
        home = effects[0] * self.between.drawn(rng)[self.units] + effects[2] * self.within.drawn(rng)
        odds = np.tile(effects[1] * self.overall.drawn(rng), (int(self.units.max(initial=0)) + 1, 1))
        odds[self.units, np.arange(len(self.units))] += home
        return odds


def _dividing(groups: NDArray[np.int32], likeness: Floats) -> int:
    """Return which attribute divides ties most: the one whose sharing counts most, times how often it is not shared."""
    shared = np.array([((np.bincount(codes) / len(codes)) ** 2).sum() for codes in groups])
    return int(np.argmax(np.abs(np.log(likeness)) * np.sqrt(shared * (1 - shared))))
