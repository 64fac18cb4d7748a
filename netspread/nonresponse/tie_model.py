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
from netspread.network import Network
from netspread.nonresponse.activity import Activity
from netspread.nonresponse.answers import Answers, Links
from netspread.nonresponse.choices import Special, Taste, chosen
from netspread.nonresponse.closure import Closure
from netspread.nonresponse.fame import Fame
from netspread.nonresponse.regression import features_of, likeness_of, logistic

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
    closure: Closure | None

    @classmethod
    def fitted(cls, network: Network, seed: int, *, cap: int | None) -> Self:
        """Return the model fitted on the nominations of those who answered, who could give *cap* names at most."""
        answers = Answers.of(network)
        if not len(answers.weights):
            raise NetworkError("nobody who answered named anybody, so the missing answers cannot be drawn")
        rng = np.random.default_rng([seed, 2**31])
        pairs = answers.sampled(rng)
        fame = Fame.fitted(answers.ties, answers.known, answers.groups, likeness_of(answers, pairs))
        coefficients, root = logistic(features_of(answers, fame, pairs, rng), pairs)
        activity = Activity.fitted(answers, fame, cap=None if answers.turned else cap)
        silent = np.flatnonzero(~answers.known)
        closure = None if answers.turned else Closure.fitted(answers.ties, answers.known, fame.units)
        return cls(answers, fame, activity, coefficients, root, silent, Links.of(answers.ties, silent), closure)

    def nominations(self, rng: np.random.Generator) -> tuple[Integers, Integers, Floats]:
        """Return (egos, alters, weights) of the ties that the silent would have reported, in one draw."""
        silent, taste = self.silent, self._taste(rng)
        counts = self.activity.drawn(silent, rng)
        activity = np.log1p(self.answers.out_degrees)
        pull = np.exp(taste.fame + taste.silent * ~self.answers.known + taste.activity * activity)
        odds = taste.of(self.links, self._shared(silent[self.links.rows], self.links.alters))
        linked = Special(self.links.rows, self.links.alters, odds)
        likeness, units = taste.likeness, self.fame.units
        names = chosen(self.answers, units, silent, counts, pull=pull, likeness=likeness, special=linked, rng=rng)
        # Now the silent have named people too, and whoever of them is named may return it, as anybody may. They choose
        # again in turns: did all choose at once, nobody would know what the other does.
        activity[silent] = np.log1p(counts)
        pull = np.exp(taste.fame + taste.activity * activity)
        for _ in range(_SWEEPS):
            for turn in np.array_split(rng.permutation(len(silent)), max(1, min(_TURNS, len(silent)))):
                named, namers = self._named_silent(names)
                returned = Special(named, namers, taste.answer(self._shared(silent[named], namers)))
                special = linked.of(turn, len(silent)).and_also(returned.of(turn, len(silent)))
                again = chosen(
                    self.answers, units, silent[turn], counts[turn],
                    pull=pull, likeness=likeness, special=special, rng=rng,
                )  # fmt: skip
                names[turn] = -1
                names[turn, : again.shape[1]] = again
        egos, alters = self._ties(names)
        if self.closure is not None:
            alters = self.closure.exchanged(egos, alters, rng)
        return egos, alters, rng.choice(self.answers.weights, len(egos))

    def forgotten(
        self, ties: csr_array, counts: Integers, rng: np.random.Generator
    ) -> tuple[Integers, Integers, Floats]:
        """Return (egos, alters, weights) of *counts* further ties of each person, beyond *ties*, in one draw."""
        egos = np.flatnonzero(counts)
        links = Links.of(csr_array(_turned(ties)) if self.answers.turned else ties, egos)
        taste = self._taste(rng)
        sign = -1.0 if self.answers.turned else 1.0  # turned, the model tells who is left out
        pull = np.exp(sign * (taste.fame + taste.activity * np.log1p(self.answers.out_degrees)))
        odds = taste.of(links, self._shared(egos[links.rows], links.alters)) ** sign
        known = ties[egos].tocoo()
        named = Special(known.row.astype(np.int64), known.col.astype(np.int64), np.zeros(known.nnz))
        special = Special(links.rows, links.alters, odds).and_also(named)
        likeness, units = taste.likeness**sign, self.fame.units
        names = chosen(self.answers, units, egos, counts[egos], pull=pull, likeness=likeness, special=special, rng=rng)
        rows, places = np.nonzero(names >= 0)
        return egos[rows], names[rows, places].astype(np.int64), rng.choice(self.answers.weights, len(rows))

    def _taste(self, rng: np.random.Generator) -> Taste:
        """Return coefficients from their uncertainty, and fame from its own, in one draw."""
        beta = self.coefficients + self.root @ rng.standard_normal(len(self.coefficients))
        silent, activity, returned, inside, together = (float(effect) for effect in beta[3:8])
        return Taste(self.fame.drawn(beta[:3], rng), silent, activity, returned, inside, together, np.exp(beta[8:]))

    def _shared(self, egos: Integers, alters: Integers) -> NDArray[np.bool_]:
        return self.fame.in_one_unit(egos, alters)

    def _ties(self, names: NDArray[np.int32]) -> tuple[Integers, Integers]:
        """Return (egos, alters) that the choices stand for."""
        rows, places = np.nonzero(names >= 0)
        if self.answers.turned:
            named = np.ones((len(self.silent), len(self.answers.known)), dtype=bool)
            named[rows, names[rows, places]] = False
            named[np.arange(len(self.silent)), self.silent] = False
            rows, alters = np.nonzero(named)
            return self.silent[rows], alters
        return self.silent[rows], names[rows, places].astype(np.int64)

    def _named_silent(self, names: NDArray[np.int32]) -> tuple[Integers, Integers]:
        """Return (row of the named, who named) for each choice that fell on a silent person."""
        position = np.full(len(self.answers.known), -1)
        position[self.silent] = np.arange(len(self.silent))
        by, at = np.nonzero(names >= 0)
        named = position[names[by, at]]
        return named[named >= 0], self.silent[by[named >= 0]]


def _turned(ties: csr_array) -> NDArray[np.float64]:
    left_out = ties.toarray() == 0
    np.fill_diagonal(left_out, val=False)
    return np.asarray(left_out, dtype=np.float64)
