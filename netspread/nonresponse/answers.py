"""Answers: what those who answered said, seen as if any one of them had been silent too."""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from netspread.network import Network

#: People of more values than this share too little by sharing one.
_MOST_VALUES = 60
#: How many respondents and, for each, how many people not named the model is fitted on.
_FIT_ROWS, _FIT_OTHERS = 1500, 200


class Pairs(NamedTuple):
    """Pairs of a respondent and somebody else, for the model to be fitted on."""

    egos: NDArray[np.int64]
    alters: NDArray[np.int64]
    named: NDArray[np.bool_]  # whether the ego named the alter
    stands: NDArray[np.float64]  # for how many pairs of all


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What those who answered said, and who is alike: all that the model looks at."""

    ties: csr_array  # (n, n) 0/1; the rows of the silent are empty
    weights: NDArray[np.float64]  # of the ties as answered
    known: NDArray[np.bool_]  # (n,) who answered
    groups: NDArray[np.int32]  # (a, n) attributes as codes
    kinds: NDArray[np.int64]  # (n,) the same for people of the same values
    turned: bool  # whether *ties* are those who were not named, because most were

    @classmethod
    def of(cls, network: Network) -> Self:
        """Return the answers in *network*.

        Where people name more than half of the others, what tells is whom they leave out: the ties are turned.
        """
        known = network.responded
        ties = csr_array(network.matrix().multiply(known[:, None])).tocsr()
        weights = ties.data.copy()
        ties.data[:] = 1.0
        turned = len(weights) > 0.5 * known.sum() * (len(known) - 1)
        if turned:
            left_out = (ties.toarray() == 0) & known[:, None]
            np.fill_diagonal(left_out, val=False)
            ties = csr_array(left_out.astype(np.float64))
        groups = _group_codes(network.people.drop(columns="responded", errors="ignore"))
        return cls(ties, weights, known, groups, _kinds(groups), turned)

    @property
    def named(self) -> NDArray[np.float64]:
        """By how many people each is named: shape (n,)."""
        return np.asarray(self.ties.sum(axis=0), dtype=np.float64).ravel()

    @property
    def out_degrees(self) -> NDArray[np.int64]:
        """How many people each names: shape (n,)."""
        return np.diff(self.ties.indptr).astype(np.int64)

    def sampled(self, rng: np.random.Generator) -> Pairs:
        """Return pairs to fit on: all nominations of some respondents, and some of the people they did not name.

        Each of the latter stands for as many as it was drawn from. Did each count as one (case-control sampling), the
        odds would still be right of a model that holds in every detail; of one that does not they are not, and the
        silent of a large network would return too many names.
        """
        n = len(self.known)
        egos = np.flatnonzero(self.known)
        if len(egos) > _FIT_ROWS:
            egos = np.sort(rng.choice(egos, _FIT_ROWS, replace=False))
        rows, others, named, stands = [], [], [], []
        other = np.ones(n, dtype=bool)
        for ego in egos:
            yes = self.ties.indices[self.ties.indptr[ego] : self.ties.indptr[ego + 1]]
            other[yes] = other[ego] = False
            no = np.flatnonzero(other)
            other[yes] = other[ego] = True
            many = len(no)
            if many > _FIT_OTHERS:
                no = rng.choice(no, _FIT_OTHERS, replace=False)
            rows.append(np.full(len(yes) + len(no), ego))
            others.append(np.concatenate([yes, no]))
            named.append(np.repeat([True, False], [len(yes), len(no)]))
            stands.append(np.repeat([1.0, many / max(len(no), 1)], [len(yes), len(no)]))
        return Pairs(
            np.concatenate(rows),
            np.concatenate(others).astype(np.int64),
            np.concatenate(named),
            np.concatenate(stands),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Pairs of a row and an alter that something special links."""

    rows: NDArray[np.int64]  # position among the people asked for
    alters: NDArray[np.int64]
    named_back: NDArray[np.float64]  # 1 if the alter names the row's person
    together: NDArray[np.float64]  # how often both are named by the same person, against chance

    @classmethod
    def of(cls, ties: csr_array, people: NDArray[np.int64]) -> Self:
        """Return what links *people* to others, without looking at whom they name themselves."""
        namers = ties.T.tocsr()[people]  # (s, n): who names each
        together = (namers @ ties).tocsr()
        named = np.maximum(np.asarray(ties.sum(axis=0)).ravel(), 1)
        either = ((namers + together) != 0).tocoo()
        rows, alters = either.row.astype(np.int64), either.col.astype(np.int64)
        if not len(rows):  # scipy gives no array then
            return cls(rows, alters, np.zeros(0), np.zeros(0))
        both = np.asarray(together[rows, alters]).ravel() / np.sqrt(named[people[rows]] * named[alters])
        return cls(rows, alters, np.asarray(namers[rows, alters]).ravel(), both)


def _group_codes(people: pd.DataFrame) -> NDArray[np.int32]:
    """Return the attributes that can be shared, as codes: shape (a, n); a missing value is shared by nobody."""
    rows = []
    for column in people:
        codes, values = pd.factorize(people[column])
        if 1 < len(values) <= min(_MOST_VALUES, len(people) / 2):
            alone = len(values) + np.arange(len(codes))
            rows.append(np.where(codes < 0, alone, codes))
    return np.array(rows, dtype=np.int32).reshape(len(rows), len(people))


def _kinds(groups: NDArray[np.int32]) -> NDArray[np.int64]:
    if not len(groups):
        return np.zeros(groups.shape[1], dtype=np.int64)
    return np.unique(groups, axis=1, return_inverse=True)[1].ravel().astype(np.int64)
