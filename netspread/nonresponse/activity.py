"""Activity: how many people somebody who did not answer would have named.

What is to be expected of each person is learnt from how often respondents are named and from what they share with
others (Bayesian ridge regression). A silent person then takes the number of a respondent of whom much the same was
to be expected (predictive mean matching; Little 1988, *Journal of Business & Economic Statistics* 6:287), moved by as
much as more or less was expected. Nobody gives fewer than any respondent, nor more than the survey has room for.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from netspread.nonresponse.answers import Answers
from netspread.nonresponse.fame import Fame

#: Of how many respondents with the nearest expectation one is taken: a share of all, within bounds.
_SHARE, _FEWEST, _MOST = 0.2, 5, 50


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """How many people each respondent named, and how many were to be expected."""

    features: NDArray[np.float64]  # (n, f)
    mean: NDArray[np.float64]  # (f,) of the coefficients
    root: NDArray[np.float64]  # (f, f) a square root of their covariance
    expected: NDArray[np.float64]  # (r,) of each respondent, rising
    named: NDArray[np.int64]  # (r,) by each respondent, in the same order
    most: int  # names that anybody gives

    @classmethod
    def fitted(cls, answers: Answers, fame: Fame, *, cap: int | None) -> Self:
        """Return the expectation learnt from those who answered, who could give *cap* names at most."""
        from sklearn.linear_model import BayesianRidge

        known, named = answers.known, answers.out_degrees[answers.known]
        features = _features(answers, fame)
        fit = BayesianRidge().fit(features[known], np.log1p(named))
        covariance = fit.sigma_ + 1e-12 * np.eye(features.shape[1])
        expected = features[known] @ fit.coef_
        order = np.argsort(expected, kind="stable")
        # Beyond what was seen numbers are uncertain: nobody is drawn with more than twice the most.
        most = min(cap or len(known) - 1, 2 * int(named.max(initial=0)), len(known) - 1)
        root = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
        return cls(features, np.asarray(fit.coef_), root, expected[order], named[order], most)

    def drawn(self, people: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        """Return how many each of *people* names, in one draw."""
        coefficients = self.mean + self.root @ rng.standard_normal(len(self.mean))
        wanted = self.features[people] @ coefficients
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


def _features(answers: Answers, fame: Fame) -> NDArray[np.float64]:
    """Return what tells how many a person names, and one column for each value of an attribute that two people have."""
    units = np.bincount(fame.units)[fame.units]
    traits = [fame.overall.usual(), np.log(units)]
    # What a person is like is to be shrunk less than what one value of an attribute does.
    columns = [3.0 * (trait - trait.mean()) for trait in traits]
    for codes in answers.groups:
        values, counts = np.unique(codes, return_counts=True)
        columns += [(codes == value).astype(np.float64) for value in values[counts > 1]]
    return np.column_stack(columns)
