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
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_array
from scipy.special import digamma, gammaln

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
    def by_moments(cls, observed: Floats, expected_: Floats, variance: Floats) -> Self:
        """Return the layer whose spread explains how far *observed* is from *expected_*, beyond *variance*."""
        spread = ((observed - expected_) ** 2 - variance).sum() / max(float((expected_**2).sum()), 1e-12)
        return cls._of(observed, expected_, spread)

    @classmethod
    def by_likelihood(cls, observed: Floats, expected_: Floats) -> Self:
        """Return the layer whose spread makes *observed* most likely; counts are then negative binomial.

        For many factors of which little is seen each: there, moments follow the few that are far out.
        """
        seen, due = observed.ravel(), np.maximum(expected_.ravel(), 1e-12)

        def unlikely(log_spread: float) -> float:
            a = np.exp(-log_spread)
            return -float((gammaln(a + seen) - gammaln(a) + a * np.log(a / (a + due)) - seen * np.log(a + due)).sum())

        best = minimize_scalar(
            unlikely, bounds=(float(np.log(_LEAST_SPREAD / 2)), float(np.log(_MOST_SPREAD))), method="bounded"
        )
        return cls._of(observed, expected_, float(np.exp(best.x)))

    @classmethod
    def _of(cls, observed: Floats, expected_: Floats, spread: float) -> Self:
        return cls(observed, expected_, 1 / min(spread, _MOST_SPREAD) if spread > _LEAST_SPREAD else np.inf)

    @property
    def mean(self) -> Floats:
        """The expectation of each factor."""
        if np.isinf(self.shape):
            return np.ones_like(self.observed)
        return np.asarray((self.shape + self.observed) / (self.shape + self.expected))

    def usual(
        self, at: tuple[Integers, ...] = (), observed: Floats | float = 0, expected_: Floats | float = 0
    ) -> Floats:
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
    between: Layer  # (u, u) pairs of units, whichever way
    overall: Layer  # (n,)
    within: Layer  # (u, n) unit of the ego, alter
    own: Floats  # (n, u) how many of each unit each respondent named
    own_expected: Floats  # (n, u)
    weights: Floats  # (a,) how much more easily people of the same value are named
    times: Floats  # (n,) how long each respondent's race runs

    @classmethod
    def fitted(cls, ties: csr_array, known: NDArray[np.bool_], groups: NDArray[np.int32], likeness: Floats) -> Self:
        """Return the fame of everybody, where people of the same value are named *likeness* as easily."""
        n = len(known)
        units = joined(groups[_dividing(groups, likeness)]) if len(groups) else np.zeros(n, dtype=np.int32)
        u = int(units.max(initial=0)) + 1
        asked, named = np.flatnonzero(known), np.diff(ties.indptr).astype(np.int64)
        due, variance, own_due = np.zeros((u, n)), np.zeros((u, n)), np.zeros((n, u))
        times = np.zeros(n)
        expected(asked, named, groups, units, likeness, due, variance, own_due, times)
        member = csr_array((np.ones(n), (np.arange(n), units)), shape=(n, u))
        seen = np.asarray((member.T @ ties).toarray())
        between = Layer.by_likelihood(_both_ways(np.asarray(seen @ member)), _both_ways(np.asarray(due @ member)))
        factor = between.mean[:, units]
        overall = Layer.by_moments(seen.sum(axis=0), (due * factor).sum(axis=0), (variance * factor).sum(axis=0))
        within = Layer.by_likelihood(seen, due * factor * overall.mean)
        return cls(units, between, overall, within, (ties @ member).toarray(), own_due, likeness, times)

    def without(self, egos: Integers, alters: Integers, named: NDArray[np.bool_], groups: NDArray[np.int32]) -> Floats:
        """Return the logarithms of the three factors of each pair as if its ego had not been asked: shape (3, p)."""
        weight = np.ones(len(egos))
        for codes, factor in zip(groups, self.weights, strict=True):
            weight[codes[egos] == codes[alters]] *= factor
        mine, theirs = self.units[egos].astype(np.int64), self.units[alters].astype(np.int64)
        own = named.astype(np.float64)
        due = -np.expm1(-weight * self.times[egos]) * self.between.mean[mine, theirs]
        return np.stack(
            [
                self.between.usual((mine, theirs), self.own[egos, theirs], self.own_expected[egos, theirs]),
                self.overall.usual((alters,), own, due),
                self.within.usual((mine, alters), own, due * self.overall.mean[alters]),
            ]
        )

    def in_one_unit(self, egos: Integers, alters: Integers) -> NDArray[np.bool_]:
        """Return for each pair whether one of several units holds both.

        Within a unit ties are many, so that a name is returned for much lower odds than across: one and the same rise
        of the odds would have nearly all names within units returned, and hardly any across.
        """
        several = bool(self.units.max(initial=0) > 0)
        return np.asarray((self.units[egos] == self.units[alters]) & several)

    def drawn(self, effects: Floats, rng: np.random.Generator) -> Floats:
        """Return the log odds that each unit names each person, in one draw: shape (u, n)."""
        between = self.between.drawn(rng)
        between = np.where(np.tri(len(between), dtype=bool), between, between.T)
        odds = effects[0] * between[:, self.units]
        odds += effects[1] * self.overall.drawn(rng)
        odds += effects[2] * self.within.drawn(rng)
        return np.asarray(odds)


def _both_ways(table: Floats) -> Floats:
    """Return the sums of each cell and its mirror; the diagonal stays."""
    return np.asarray(table + table.T - np.diag(np.diag(table)))


def joined(codes: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the codes from 0 on, people who share theirs with nobody joined in one unit."""
    _, at, counts = np.unique(codes, return_inverse=True, return_counts=True)
    return np.unique(np.where(counts[at] > 1, at, -1), return_inverse=True)[1].astype(np.int32)


def _dividing(groups: NDArray[np.int32], likeness: Floats) -> int:
    """Return which attribute divides ties most: the one whose sharing counts most, times how often it is not shared."""
    shared = np.array([((np.bincount(codes) / len(codes)) ** 2).sum() for codes in groups])
    return int(np.argmax(np.abs(np.log(likeness)) * np.sqrt(shared * (1 - shared))))
