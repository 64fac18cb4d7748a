"""Agreement: how far two partitions of the same people say the same."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from netspread.communities.partition import Partition
from netspread.errors import ChoiceError


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two partitions agree, by the measures in use; Vinh, Epps & Bailey (2010), *JMLR* 11:2837.

    Attributes
    ----------
    nmi
        Normalized mutual information, from 0 to 1 (arithmetic mean of both entropies). Many small communities raise
        it by chance alone.
    ami
        The same, corrected for chance: 0 is what chance gives, 1 is equal.
    ari
        Adjusted Rand index (Hubert & Arabie 1985, *J Classification* 2:193): of pairs of people, corrected for
        chance.
    vi
        Variation of information in bits (Meila 2007, *J Multivariate Anal* 98:873): 0 is equal, a distance.
    """

    nmi: float
    ami: float
    ari: float
    vi: float

    def to_frame(self) -> pd.DataFrame:
        """Return one row: ``nmi, ami, ari, vi``."""
        return pd.DataFrame([[self.nmi, self.ami, self.ari, self.vi]], columns=["nmi", "ami", "ari", "vi"])


def agreement(one: Partition, other: "Partition | str | ArrayLike") -> Agreement:
    """Return how far *one* agrees with *other*: a partition, an attribute by its name, or a value a person.

    Raises
    ------
    ChoiceError
        If there is no such attribute, or the people are not the same.
    """
    from sklearn import metrics

    labels = _values(one, other)
    if len(labels) != len(one.labels):
        raise ChoiceError(
            f"one partition has {len(one.labels)} people, the other {len(labels)}; take partitions of the same people"
        )
    first = one.labels
    return Agreement(
        float(metrics.normalized_mutual_info_score(first, labels)),
        float(metrics.adjusted_mutual_info_score(first, labels)),
        float(metrics.adjusted_rand_score(first, labels)),
        _variation(first, labels),
    )


def _values(one: Partition, other: "Partition | str | ArrayLike") -> NDArray[np.int64]:
    if isinstance(other, Partition):
        if not other.network.people.index.equals(one.network.people.index):
            raise ChoiceError("the partitions are of different people; compare partitions of the same people")
        return other.labels
    values = one.network.groups(other) if isinstance(other, str) else np.asarray(other)
    return pd.factorize(values)[0].astype(np.int64)


def _variation(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Return 2 H(one, other) - H(one) - H(other), in bits."""
    pairs = one * (int(other.max(initial=0)) + 1) + other
    return max(0.0, 2 * _entropy(pairs) - _entropy(one) - _entropy(other))


def _entropy(labels: NDArray[np.int64]) -> float:
    share = np.unique(labels, return_counts=True)[1] / max(len(labels), 1)
    return float(-(share * np.log2(share)).sum())
