"""Tie model: how those who answered choose whom they name, learnt so that it can stand in for the silent.

Logistic regression over pairs of an ego who answered and an alter, each seen as if that ego had been silent too:
no feature uses the ego's own answers.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from netspread.activity import Activity
from netspread.errors import NetworkError
from netspread.fame import Fame
from netspread.kernels.completion import choose
from netspread.network import Network

#: People of more values than this share too little by sharing one.
_MOST_VALUES = 60
#: How many respondents and, for each, how many people not named the model is fitted on.
_FIT_ROWS, _FIT_OTHERS = 1500, 200
#: How often the silent choose, each time knowing whom the other silent people chose before.
_SWEEPS, _TURNS = 2, 8


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What those who answered said, and who is alike: all that the model looks at."""

    ties: csr_array  # (n, n) 0/1; the rows of the silent are empty
    weights: NDArray[np.float64]  # of these ties
    known: NDArray[np.bool_]  # (n,) who answered
    groups: NDArray[np.int32]  # (a, n) attributes as codes
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
        return cls(ties, weights, known, groups, turned)

    @property
    def named(self) -> NDArray[np.float64]:
        """By how many people each is named: shape (n,)."""
        return np.asarray(self.ties.sum(axis=0), dtype=np.float64).ravel()

    @property
    def asked(self) -> NDArray[np.int64]:
        """How many people who answered could have named each: shape (n,)."""
        return np.asarray(self.known.sum() - self.known, dtype=np.int64)

    @property
    def out_degrees(self) -> NDArray[np.int64]:
        """How many people each names: shape (n,)."""
        return np.diff(self.ties.indptr).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class TieModel:
    """How those who answered choose whom they name.

    The coefficients stand in the order: popularity of the alter, alter silent, activity of the alter, alter names
    the ego, both named by others, path from the alter to the ego, and for each attribute the same value.
    """

    answers: Answers
    fame: Fame
    activity: Activity
    coefficients: NDArray[np.float64]
    root: NDArray[np.float64]  # a square root of their covariance
    silent: NDArray[np.int64]  # (s,)
    pairs: "_Pairs"  # what links a silent person to others

    @classmethod
    def fitted(cls, network: Network, seed: int) -> Self:
        """Return the model fitted on the nominations of those who answered."""
        answers = Answers.of(network)
        if not len(answers.weights):
            raise NetworkError("nobody who answered named anybody, so the missing answers cannot be drawn")
        rng = np.random.default_rng([seed, 2**31])
        egos, alters, named = _sampled_pairs(answers, rng)
        fame = Fame.fitted(answers.ties, answers.known, answers.groups, _likeness(answers, egos, alters, named))
        coefficients, root = _logistic(_features(answers, fame, egos, alters, named=named, rng=rng), named)
        silent = np.flatnonzero(~answers.known)
        activity = Activity.fitted(answers.out_degrees, answers.known, answers.named / np.maximum(answers.asked, 1), answers.groups, fame)
        return cls(answers, fame, activity, coefficients, root, silent, _special_pairs(answers.ties, silent))

    def nominations(self, rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Return (egos, alters, weights) of the ties that the silent would have reported, in one draw."""
        answers, silent, pairs = self.answers, self.silent, self.pairs
        beta = self.coefficients + self.root @ rng.standard_normal(len(self.coefficients))
        fame = self.fame.drawn(beta[:3], rng)
        activity = np.log1p(answers.out_degrees)
        counts = self.activity.drawn(silent, rng)
        odds = np.exp(beta[5] * pairs.named_back + beta[6] * pairs.together)
        likeness = np.exp(beta[7:])
        chosen = np.full((len(silent), max(1, int(counts.max(initial=0)))), -1, dtype=np.int32)
        everybody = np.arange(len(silent))
        pull = np.exp(fame + beta[3] * ~answers.known + beta[4] * activity)
        self._choose(everybody, counts, pull, likeness, pairs.rows, pairs.alters, odds, rng, chosen)
        # Now the silent have named people too, and whoever of them is named may return it, as anybody may. They choose
        # again in turns: did all choose at once, nobody would know what the other does.
        activity[silent] = np.log1p(counts)
        pull = np.exp(fame + beta[4] * activity)
        for _ in range(_SWEEPS):
            for turn in np.array_split(rng.permutation(len(silent)), min(_TURNS, len(silent))):
                back_rows, back_alters = self._named_silent(chosen)
                rows = np.concatenate([pairs.rows, back_rows])
                alters = np.concatenate([pairs.alters, back_alters])
                more = np.concatenate([odds, np.full(len(back_rows), np.exp(beta[5]))])
                self._choose(turn, counts, pull, likeness, rows, alters, more, rng, chosen)
        egos, alters = self._ties(chosen)
        return egos, alters, rng.choice(answers.weights, len(egos))

    def _choose(self, turn, counts, pull, likeness, rows, alters, odds, rng, chosen) -> None:
        """Let the silent people at *turn* choose whom they name, into *chosen*."""
        place = np.full(len(self.silent), -1)
        place[turn] = np.arange(len(turn))
        at = place[rows]
        kept = at >= 0
        order = np.argsort(at[kept], kind="stable")
        starts = np.searchsorted(at[kept][order], np.arange(len(turn) + 1))
        result = np.full((len(turn), chosen.shape[1]), -1, dtype=np.int32)
        coins = int(rng.integers(2**62))
        choose(
            self.silent[turn], counts[turn], pull, self.fame.units, self.answers.groups, likeness, starts,
            alters[kept][order].astype(np.int32), odds[kept][order], coins, result,
        )
        chosen[turn] = result

    def _ties(self, chosen: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return (egos, alters) that the choices stand for."""
        rows, places = np.nonzero(chosen >= 0)
        if self.answers.turned:
            named = np.ones((len(self.silent), len(self.answers.known)), dtype=bool)
            named[rows, chosen[rows, places]] = False
            named[np.arange(len(self.silent)), self.silent] = False
            rows, alters = np.nonzero(named)
            return self.silent[rows], alters
        return self.silent[rows], chosen[rows, places].astype(np.int64)

    def _named_silent(self, chosen: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return (row of the named, who named) for each choice that fell on a silent person."""
        position = np.full(len(self.answers.known), -1)
        position[self.silent] = np.arange(len(self.silent))
        by, at = np.nonzero(chosen >= 0)
        named = position[chosen[by, at]]
        return named[named >= 0], self.silent[by[named >= 0]]


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Pairs of a row and an alter that something special links."""

    rows: NDArray[np.int64]  # position among the rows asked for
    alters: NDArray[np.int64]
    named_back: NDArray[np.float64]  # 1 if the alter names the row's person
    together: NDArray[np.float64]  # how often both are named by the same person, against chance


def _special_pairs(observed: csr_array, people: NDArray[np.int64]) -> _Pairs:
    namers = observed.T.tocsr()[people]  # (s, n): who names each
    together = (namers @ observed).tocsr()
    named = np.maximum(np.asarray(observed.sum(axis=0)).ravel(), 1)
    union = ((namers + together) != 0).tocoo()
    rows, alters = union.row.astype(np.int64), union.col.astype(np.int64)
    both = np.asarray(together[rows, alters]).ravel() / np.sqrt(named[people[rows]] * named[alters])
    return _Pairs(
        rows,
        alters,
        np.asarray(namers[rows, alters]).ravel(),
        both,
    )


def _sampled_pairs(
    answers: Answers, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return (egos, alters, named) to fit on: all nominations of some respondents, and people they did not name.

    Within a row everybody not named has the same chance to be drawn, so that how one alter compares with
    another stays right (case-control sampling); the share of ties itself is not needed.
    """
    n = len(answers.known)
    egos = np.flatnonzero(answers.known)
    if len(egos) > _FIT_ROWS:
        egos = np.sort(rng.choice(egos, _FIT_ROWS, replace=False))
    rows, others, named = [], [], []
    for ego in egos:
        yes = answers.ties.indices[answers.ties.indptr[ego] : answers.ties.indptr[ego + 1]]
        no = np.setdiff1d(np.arange(n), np.append(yes, ego))
        if len(no) > _FIT_OTHERS:
            no = rng.choice(no, _FIT_OTHERS, replace=False)
        rows.append(np.full(len(yes) + len(no), ego))
        others.append(np.concatenate([yes, no]))
        named.append(np.repeat([True, False], [len(yes), len(no)]))
    return np.concatenate(rows), np.concatenate(others).astype(np.int64), np.concatenate(named)


def _features(
    answers: Answers,
    fame: Fame,
    egos: NDArray[np.int64],
    alters: NDArray[np.int64],
    *,
    named: NDArray[np.bool_],
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Return one row a pair: what the model looks at, with the ego's own answers left out.

    Some alters are taken as silent too, as many as really are, so that the model learns what an unknown
    answer is worth. The last column is the ego's own activity, which draws do not use.
    """
    people, row = np.unique(egos, return_inverse=True)
    pairs = _special_pairs(answers.ties, people)
    shape = (len(people), len(answers.known))
    place = csr_array((np.arange(1, len(pairs.rows) + 1), (pairs.rows, pairs.alters)), shape=shape)
    at = np.asarray(place[row, alters]).ravel()  # 0 where nothing special links the pair
    back, together = (np.concatenate([[0.0], values])[at] for values in (pairs.named_back, pairs.together))
    hidden = ~answers.known[alters] | (rng.random(len(egos)) < 1 - answers.known.mean())
    columns = [
        *fame.without(egos, alters, named, answers.groups),
        hidden,
        np.where(hidden, 0.0, np.log1p(answers.out_degrees[alters])),
        np.where(hidden, 0.0, back),
        together,
        *(codes[egos] == codes[alters] for codes in answers.groups),
        _own_activity(answers, egos),
    ]
    return np.column_stack(columns).astype(np.float64)


def _likeness(
    answers: Answers, egos: NDArray[np.int64], alters: NDArray[np.int64], named: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return how much the odds to be named rise for a person of the same value, all else left aside: shape (a,)."""
    if not len(answers.groups):
        return np.ones(0)
    alike = [codes[egos] == codes[alters] for codes in answers.groups]
    columns = np.column_stack([*alike, _own_activity(answers, egos)]).astype(np.float64)
    return np.exp(_logistic(columns, named)[0])


def _own_activity(answers: Answers, egos: NDArray[np.int64]) -> NDArray[np.float64]:
    share = (answers.out_degrees[egos] + 0.5) / len(answers.known)
    return np.asarray(np.log(share / (1 - np.minimum(share, 0.99))))


def _logistic(
    features: NDArray[np.float64], answer: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the coefficients of all features but the last, and a square root of their covariance."""
    from sklearn.linear_model import LogisticRegression

    scale = features.std(axis=0) + 1e-9
    scaled = (features - features.mean(axis=0)) / scale
    fit = LogisticRegression(C=1.0, max_iter=1000).fit(scaled, answer)
    chance = fit.predict_proba(scaled)[:, 1]
    information = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + np.eye(scaled.shape[1])
    covariance = np.linalg.inv(information) / np.outer(scale, scale)
    root = np.asarray(np.linalg.cholesky(covariance + 1e-12 * np.eye(len(covariance))), dtype=np.float64)
    return np.asarray(fit.coef_[0] / scale, dtype=np.float64)[:-1], root[:-1, :-1]


def _group_codes(people: pd.DataFrame) -> NDArray[np.int32]:
    """Return the attributes that can be shared, as codes: shape (a, n); a missing value is shared by nobody."""
    rows = []
    for column in people:
        codes, values = pd.factorize(people[column])
        if 1 < len(values) <= min(_MOST_VALUES, len(people) / 2):
            alone = len(values) + np.arange(len(codes))
            rows.append(np.where(codes < 0, alone, codes))
    return np.array(rows, dtype=np.int32).reshape(len(rows), len(people))
