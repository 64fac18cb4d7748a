"""Activity: how many people somebody who did not answer would have named.

Each silent person takes the number of a respondent of whom much the same was to be expected, by how often both
are named and by what they share with others (predictive mean matching; Little 1988, *Journal of Business & Economic
Statistics* 6:287). So nobody names more than a respondent did, and a survey that caps the names stays capped.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from netspread.fame import Fame

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
    most: int  # names that anybody can give

    @classmethod
    def fitted(
        cls,
        named: NDArray[np.int64],  # (n,) how many each named
        known: NDArray[np.bool_],  # (n,) who answered
        share: NDArray[np.float64],  # (n,) of those who could have named each, how many did
        groups: NDArray[np.int32],  # (a, n) attributes as codes
        fame: Fame,
    ) -> Self:
        """Return the expectation learnt from those who answered."""
        from sklearn.linear_model import BayesianRidge

        units = np.bincount(fame.units)[fame.units]
        features = _features([np.log(share + 0.5 / len(share)), fame.overall.usual(), np.log(units)], groups)
        size = np.log1p(named[known])
        fit = BayesianRidge().fit(features[known], size)
        covariance = fit.sigma_ + 1e-12 * np.eye(features.shape[1])
        expected = features[known] @ fit.coef_
        order = np.argsort(expected, kind="stable")
        root = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
        return cls(features, np.asarray(fit.coef_), root, expected[order], named[known][order], most_names(named[known], len(known) - 1))

    def drawn(self, people: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        """Return how many each of *people* names, in one draw."""
        coefficients = self.mean + self.root @ rng.standard_normal(len(self.mean))
        wanted = self.features[people] @ coefficients
        width = min(len(self.named), int(np.clip(_SHARE * len(self.named), _FEWEST, _MOST)))
        low = np.clip(np.searchsorted(self.expected, wanted) - width // 2, 0, len(self.named) - width)
        donor = low + rng.integers(0, width, len(people))
        moved = np.log1p(self.named[donor]) + wanted - self.expected[donor]
        return np.clip(np.round(np.expm1(np.minimum(moved, 20.0))), 0, self.most).astype(np.int64)


def _features(traits: list[NDArray[np.float64]], groups: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return the traits, and one column for each value of each attribute that more than one person has."""
    # What a person is like is to be shrunk less than what one value of an attribute does.
    columns = [3.0 * (trait - trait.mean()) / (trait.std() or 1.0) for trait in traits]
    for codes in groups:
        values, counts = np.unique(codes, return_counts=True)
        columns += [(codes == value).astype(np.float64) for value in values[counts > 1]]
    return np.column_stack(columns)


def most_names(named: NDArray[np.int64], others: int) -> int:
    """Return how many names the survey had room for, as seen from how many were given: *others* if it shows no cap.

    A cap shows where many people stop at the same number and nobody goes beyond.
    """
    most = int(named.max(initial=0))
    at_most = int((named == most).sum())
    return most if at_most >= max(3, 0.05 * len(named)) else others
