"""Tie model: how those who answered choose whom they name, learnt so that it can stand in for the silent.

Logistic regression over pairs of an ego who answered and an alter, each seen as if that ego had been silent too:
no feature uses the ego's own answers.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from netspread.errors import NetworkError
from netspread.kernels.completion import choose
from netspread.network import Network
from netspread.nonresponse.activity import Activity
from netspread.nonresponse.answers import Answers, Links, Pairs
from netspread.nonresponse.fame import Fame

#: How often the silent choose again, knowing whom the others chose before, and in how many turns each time.
_SWEEPS, _TURNS = 2, 8

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TieModel:
    """How those who answered choose whom they name.

    The coefficients stand in the order: the three layers of fame, alter silent, activity of the alter, alter names the
    ego, that within a unit, both named by others, and for each attribute the same value.
    """

    answers: Answers
    fame: Fame
    activity: Activity
    coefficients: Floats
    root: Floats  # a square root of their covariance
    silent: Integers  # (s,)
    links: Links  # of the silent

    @classmethod
    def fitted(cls, network: Network, seed: int, *, cap: int | None) -> Self:
        """Return the model fitted on the nominations of those who answered, who could give *cap* names at most."""
        answers = Answers.of(network)
        if not len(answers.weights):
            raise NetworkError("nobody who answered named anybody, so the missing answers cannot be drawn")
        rng = np.random.default_rng([seed, 2**31])
        pairs = answers.sampled(rng)
        fame = Fame.fitted(answers.ties, answers.known, answers.groups, _likeness(answers, pairs))
        coefficients, root = _logistic(_features(answers, fame, pairs, rng), pairs)
        activity = Activity.fitted(answers, fame, cap=None if answers.turned else cap)
        silent = np.flatnonzero(~answers.known)
        return cls(answers, fame, activity, coefficients, root, silent, Links.of(answers.ties, silent))

    def nominations(self, rng: np.random.Generator) -> tuple[Integers, Integers, Floats]:
        """Return (egos, alters, weights) of the ties that the silent would have reported, in one draw."""
        answers, silent = self.answers, self.silent
        taste = self._taste(rng)
        counts = self.activity.drawn(silent, rng)
        chosen = np.full((len(silent), max(1, int(counts.max(initial=0)))), -1, dtype=np.int32)
        odds = taste.of(self.links, self._shared(silent[self.links.rows], self.links.alters))
        everybody = np.arange(len(silent))
        activity = np.log1p(answers.out_degrees)
        pull = np.exp(taste.fame + taste.silent * ~answers.known + taste.activity * activity)
        special = (self.links.rows, self.links.alters, odds)
        self._choose(everybody, chosen, counts=counts, pull=pull, taste=taste, special=special, rng=rng)
        # Now the silent have named people too, and whoever of them is named may return it, as anybody may. They choose
        # again in turns: did all choose at once, nobody would know what the other does.
        activity[silent] = np.log1p(counts)
        pull = np.exp(taste.fame + taste.activity * activity)
        for _ in range(_SWEEPS):
            for turn in np.array_split(rng.permutation(len(silent)), max(1, min(_TURNS, len(silent)))):
                named, namers = self._named_silent(chosen)
                special = (
                    np.concatenate([self.links.rows, named]),
                    np.concatenate([self.links.alters, namers]),
                    np.concatenate([odds, taste.answer(self._shared(silent[named], namers))]),
                )
                self._choose(turn, chosen, counts=counts, pull=pull, taste=taste, special=special, rng=rng)
        egos, alters = self._ties(chosen)
        return egos, alters, rng.choice(answers.weights, len(egos))

    def forgotten(
        self, ties: csr_array, counts: Integers, rng: np.random.Generator
    ) -> tuple[Integers, Integers, Floats]:
        """Return (egos, alters, weights) of *counts* further ties of each person, beyond *ties*, in one draw."""
        egos = np.flatnonzero(counts)
        links = Links.of(csr_array(_turned(ties)) if self.answers.turned else ties, egos)
        taste = self._taste(rng)
        sign = -1.0 if self.answers.turned else 1.0  # turned, the model tells who is left out
        pull = np.exp(sign * (taste.fame + taste.activity * np.log1p(self.answers.out_degrees)))
        known = ties[egos].tocoo()
        rows = np.concatenate([links.rows, known.row.astype(np.int64)])
        alters = np.concatenate([links.alters, known.col.astype(np.int64)])
        odds = np.concatenate(
            [taste.of(links, self._shared(egos[links.rows], links.alters)) ** sign, np.zeros(known.nnz)]
        )
        chosen = np.full((len(egos), max(1, int(counts.max(initial=0)))), -1, dtype=np.int32)
        starts, order = _sorted(rows, len(egos))
        choose(
            egos,
            counts[egos],
            pull,
            self.fame.units,
            self.answers.groups,
            taste.likeness**sign,
            starts,
            alters[order].astype(np.int32),
            odds[order],
            int(rng.integers(2**62)),
            chosen,
        )
        rows, places = np.nonzero(chosen >= 0)
        return egos[rows], chosen[rows, places].astype(np.int64), rng.choice(self.answers.weights, len(rows))

    def _taste(self, rng: np.random.Generator) -> "_Taste":
        """Return coefficients from their uncertainty, and fame from its own, in one draw."""
        beta = self.coefficients + self.root @ rng.standard_normal(len(self.coefficients))
        silent, activity, returned, inside, together = (float(effect) for effect in beta[3:8])
        return _Taste(self.fame.drawn(beta[:3], rng), silent, activity, returned, inside, together, np.exp(beta[8:]))

    def _shared(self, egos: Integers, alters: Integers) -> NDArray[np.bool_]:
        return _in_one_unit(self.fame, egos, alters)

    def _choose(
        self,
        turn: Integers,
        chosen: NDArray[np.int32],
        *,
        counts: Integers,
        pull: Floats,
        taste: "_Taste",
        special: tuple[Integers, Integers, Floats],
        rng: np.random.Generator,
    ) -> None:
        """Let the silent people at *turn* choose whom they name, into *chosen*."""
        place = np.full(len(self.silent), -1)
        place[turn] = np.arange(len(turn))
        rows, alters, odds = special
        kept = place[rows] >= 0
        rows, alters, odds = place[rows[kept]], alters[kept], odds[kept]
        starts, order = _sorted(rows, len(turn))
        result = np.full((len(turn), chosen.shape[1]), -1, dtype=np.int32)
        choose(
            self.silent[turn],
            counts[turn],
            pull,
            self.fame.units,
            self.answers.groups,
            taste.likeness,
            starts,
            alters[order].astype(np.int32),
            odds[order],
            int(rng.integers(2**62)),
            result,
        )
        chosen[turn] = result

    def _ties(self, chosen: NDArray[np.int32]) -> tuple[Integers, Integers]:
        """Return (egos, alters) that the choices stand for."""
        rows, places = np.nonzero(chosen >= 0)
        if self.answers.turned:
            named = np.ones((len(self.silent), len(self.answers.known)), dtype=bool)
            named[rows, chosen[rows, places]] = False
            named[np.arange(len(self.silent)), self.silent] = False
            rows, alters = np.nonzero(named)
            return self.silent[rows], alters
        return self.silent[rows], chosen[rows, places].astype(np.int64)

    def _named_silent(self, chosen: NDArray[np.int32]) -> tuple[Integers, Integers]:
        """Return (row of the named, who named) for each choice that fell on a silent person."""
        position = np.full(len(self.answers.known), -1)
        position[self.silent] = np.arange(len(self.silent))
        by, at = np.nonzero(chosen >= 0)
        named = position[chosen[by, at]]
        return named[named >= 0], self.silent[by[named >= 0]]


@dataclass(frozen=True, slots=True, eq=False)
class _Taste:
    """What counts in one draw, on the scale of log odds but for *likeness*."""

    fame: Floats  # (u, n)
    silent: float
    activity: float
    returned: float
    inside: float  # returned within a unit, beyond that
    together: float
    likeness: Floats  # (a,) factors

    def of(self, links: Links, shared: NDArray[np.bool_]) -> Floats:
        """Return how much the odds rise for each of the links, between people of one unit or not."""
        return np.asarray(self.answer(shared) ** links.named_back * np.exp(self.together * links.together))

    def answer(self, shared: NDArray[np.bool_]) -> Floats:
        """Return how much the odds rise for somebody who names one, of the same unit or not."""
        return np.asarray(np.exp(self.returned + self.inside * shared))


def _sorted(rows: Integers, n_rows: int) -> tuple[Integers, Integers]:
    """Return (where each row begins, the order that puts *rows* together)."""
    order = np.argsort(rows, kind="stable")
    return np.searchsorted(rows[order], np.arange(n_rows + 1)).astype(np.int64), order


def _turned(ties: csr_array) -> NDArray[np.float64]:
    left_out = ties.toarray() == 0
    np.fill_diagonal(left_out, val=False)
    return np.asarray(left_out, dtype=np.float64)


def _features(answers: Answers, fame: Fame, pairs: Pairs, rng: np.random.Generator) -> Floats:
    """Return one row a pair: what the model looks at, with the ego's own answers left out.

    Some alters are taken as silent too, as many as really are, so that the model learns what an unknown
    answer is worth. The last column is the ego's own activity, which draws do not use.
    """
    egos, alters, named, _ = pairs
    people, row = np.unique(egos, return_inverse=True)
    links = Links.of(answers.ties, people)
    shape = (len(people), len(answers.known))
    place = csr_array((np.arange(1, len(links.rows) + 1), (links.rows, links.alters)), shape=shape)
    at = np.asarray(place[row, alters]).ravel()  # 0 where nothing special links the pair
    back, together = (np.concatenate([[0.0], values])[at] for values in (links.named_back, links.together))
    hidden = ~answers.known[alters] | (rng.random(len(egos)) < 1 - answers.known.mean())
    columns = [
        *fame.without(egos, alters, named, answers.groups),
        hidden,
        np.where(hidden, 0.0, np.log1p(answers.out_degrees[alters])),
        np.where(hidden, 0.0, back),
        np.where(hidden, 0.0, back) * _in_one_unit(fame, egos, alters),
        together,
        *(codes[egos] == codes[alters] for codes in answers.groups),
        _own_activity(answers, egos),
    ]
    return np.column_stack(columns).astype(np.float64)


def _in_one_unit(fame: Fame, egos: Integers, alters: Integers) -> NDArray[np.bool_]:
    """Return for each pair whether one of several units holds both.

    Within a unit ties are many, so that a name is returned for much lower odds than across: one and the same rise of
    the odds would have nearly all names within units returned, and hardly any across.
    """
    several = bool(fame.units.max(initial=0) > 0)
    return np.asarray((fame.units[egos] == fame.units[alters]) & several)


def _likeness(answers: Answers, pairs: Pairs) -> Floats:
    """Return how much the odds to be named rise for a person of the same value, all else left aside: shape (a,)."""
    if not len(answers.groups):
        return np.ones(0)
    alike = [codes[pairs.egos] == codes[pairs.alters] for codes in answers.groups]
    columns = np.column_stack([*alike, _own_activity(answers, pairs.egos)]).astype(np.float64)
    return np.exp(_logistic(columns, pairs)[0])


def _own_activity(answers: Answers, egos: Integers) -> Floats:
    share = (answers.out_degrees[egos] + 0.5) / len(answers.known)
    return np.asarray(np.log(share / (1 - np.minimum(share, 0.99))))


def _logistic(features: Floats, pairs: Pairs) -> tuple[Floats, Floats]:
    """Return the coefficients of all features but the last, and a square root of their covariance.

    A feature that is the same for all pairs tells nothing: its coefficient is 0, for sure.
    """
    from sklearn.linear_model import LogisticRegression

    k, answer = features.shape[1], pairs.named
    spread = features.std(axis=0)
    alive = spread > 1e-9
    scale = spread[alive]
    scaled = (features[:, alive] - features[:, alive].mean(axis=0)) / scale
    coefficients, root = np.zeros(k), np.zeros((k, k))
    if not alive.any() or answer.all() or not answer.any():
        return coefficients[:-1], root[:-1, :-1]
    fit = LogisticRegression(C=1.0, max_iter=1000).fit(scaled, answer, pairs.stands)
    chance = fit.predict_proba(scaled)[:, 1]
    information = (scaled * (pairs.stands * chance * (1 - chance))[:, None]).T @ scaled + np.eye(alive.sum())
    covariance = np.linalg.inv(information) / np.outer(scale, scale)
    coefficients[alive] = fit.coef_[0] / scale
    root[np.ix_(alive, alive)] = np.linalg.cholesky(covariance + 1e-12 * np.eye(len(covariance)))
    return coefficients[:-1], root[:-1, :-1]
