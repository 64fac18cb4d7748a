"""Activity: how many people somebody who did not answer would have named.

What is to be expected of each person is learnt from how much more often respondents are named than others of their
unit, from what they share with others (Bayesian ridge regression), and from how much their unit names: units differ by
a random effect, so that what is drawn for a unit of which nobody answered spreads as much as units do, and more where
units are few. A silent person then takes the number of a respondent of whom much the same was to be expected
(predictive mean matching; Little 1988, *Journal of Business & Economic Statistics* 6:287), moved by as much as more or
less was expected. Nobody gives fewer than any respondent, nor more than the survey has room for.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from netspread.nonresponse.answers import Answers
from netspread.nonresponse.fame import Fame, joined

#: Of how many respondents with the nearest expectation one is taken: a share of all, within bounds.
_SHARE, _FEWEST, _MOST = 0.2, 5, 50
#: Units differ by this share of what people differ by within a unit, at least; no draw holds more than that much more.
_LEAST_SPREAD, _MOST_SPREAD = 0.05, 25.0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """How much more than expected each unit names: a random effect (Efron & Morris 1975, *JASA* 70:311)."""

    mean: Floats  # (u,) of those who answered, beyond expectation; 0 where nobody did
    error: Floats  # (u,) the variance of that mean; infinite where nobody answered
    spread: float  # the variance between units
    freedom: int  # of that variance

    @classmethod
    def fitted(cls, beyond: Floats, units: NDArray[np.int32], n_units: int) -> Self:
        """Return the levels of *n_units* units, of which respondents named so much *beyond* what was expected."""
        asked = np.bincount(units, minlength=n_units).astype(np.float64)
        seen = asked > 0
        mean = np.bincount(units, beyond, minlength=n_units) / np.maximum(asked, 1)
        freedom = max(1, int(seen.sum()) - 1)
        noise = float(((beyond - mean[units]) ** 2).sum()) / max(1, len(beyond) - int(seen.sum()))
        error = np.where(seen, noise / np.maximum(asked, 1), np.inf)
        if n_units == 1:
            return cls(np.zeros(1), error, 0.0, freedom)
        found = ((asked * mean**2).sum() - freedom * noise) / max(asked.sum() - (asked**2).sum() / asked.sum(), 1e-9)
        return cls(mean, error, max(float(found), _LEAST_SPREAD * noise), freedom)

    @property
    def usual(self) -> Floats:
        """The expectation of each unit's level."""
        return np.asarray(self.mean * self._trust(self.spread))

    def drawn(self, rng: np.random.Generator) -> Floats:
        """Return the level of each unit, in one draw: the fewer units answered, the wider."""
        spread = self.spread * min(self.freedom / rng.chisquare(self.freedom), _MOST_SPREAD)
        trust = self._trust(spread)
        return np.asarray(trust * self.mean + np.sqrt(spread * (1 - trust)) * rng.standard_normal(len(self.mean)))

    def _trust(self, spread: float) -> Floats:
        """Return how far each unit's own answers count."""
        return np.asarray(spread / (spread + self.error + 1e-12))


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """How many people each respondent named, and how many were to be expected."""

    features: Floats  # (n, f)
    mean: Floats  # (f,) of the coefficients
    root: Floats  # (f, f) a square root of their covariance
    units: NDArray[np.int32]  # (n,) the unit of each person
    level: Level  # of the units
    expected: Floats  # (r,) of each respondent, rising
    named: NDArray[np.int64]  # (r,) by each respondent, in the same order
    most: int  # names that anybody gives

    @classmethod
    def fitted(cls, answers: Answers, fame: Fame, *, cap: int | None) -> Self:
        """Return the expectation learnt from those who answered, who could give *cap* names at most."""
        from sklearn.linear_model import BayesianRidge

        known, named = answers.known, answers.out_degrees[answers.known]
        features, units = _features(answers, fame), fame.units[answers.known]
        fit = BayesianRidge().fit(features[known], np.log1p(named))
        covariance = fit.sigma_ + 1e-12 * np.eye(features.shape[1])
        level = Level.fitted(np.log1p(named) - fit.predict(features[known]), units, int(fame.units.max()) + 1)
        expected = features[known] @ fit.coef_ + level.usual[units]
        order = np.argsort(expected, kind="stable")
        # Beyond what was seen numbers are uncertain: nobody is drawn with more than twice the most.
        most = min(cap or len(known) - 1, 2 * int(named.max(initial=0)), len(known) - 1)
        root = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
        return cls(features, np.asarray(fit.coef_), root, fame.units, level, expected[order], named[order], most)

    def drawn(self, people: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        """Return how many each of *people* names, in one draw."""
        coefficients = self.mean + self.root @ rng.standard_normal(len(self.mean))
        wanted = self.features[people] @ coefficients + self.level.drawn(rng)[self.units[people]]
        width = min(len(self.named), int(np.clip(_SHARE * len(self.named), _FEWEST, _MOST)))
        low = np.clip(np.searchsorted(self.expected, wanted) - width // 2, 0, len(self.named) - width)
        donor = low + rng.integers(0, width, len(people))
        moved = np.log1p(self.named[donor]) + wanted - self.expected[donor]
        return np.asarray(
            np.clip(np.round(np.expm1(np.minimum(moved, 20.0))), self.named.min(), self.most), dtype=np.int64
        )


def seen_cap(named: NDArray[np.int64]) -> int | None:
    """Return how many names a survey had room for, seen from how many each respondent gave; ``None`` if no cap shows.

    It shows where one in twenty, and three people at least, stop at a number that nobody goes beyond.

    >>> seen_cap(np.array([5, 5, 5, 2, 0])), seen_cap(np.array([9, 4, 5, 2, 0]))
    (5, None)
    """
    most = int(named.max(initial=0))
    return most if most and (named == most).sum() >= max(3, 0.05 * len(named)) else None


def _features(answers: Answers, fame: Fame) -> Floats:
    """Return what tells how many a person names: fame within the unit, and a column for each value of two or more."""
    usual = fame.overall.usual()
    inside = usual - (np.bincount(fame.units, usual) / np.bincount(fame.units))[fame.units]
    # What a person is like is to be shrunk less than what one value of an attribute does.
    columns = [3.0 * inside]
    for codes in answers.groups:
        if np.array_equal(joined(codes), fame.units):
            continue  # the level of units tells that
        values, counts = np.unique(codes, return_counts=True)
        columns += [(codes == value).astype(np.float64) for value in values[counts > 1]]
    return np.column_stack(columns)
