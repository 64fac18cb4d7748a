"""Contagion: two tests that try to tell influence from everything else that makes tied people alike.

With :mod:`netspread.adoption.matching` they are three, and none of them proves contagion: without an experiment,
influence and unmeasured homophily cannot be told apart (Shalizi & Thomas 2011, *Sociol Methods Res* 40:211).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.adoption.diffusion import Diffusion, known_exposure
from netspread.adoption.exposure import around
from netspread.adoption.structure import Draws, middle, permuted_times
from netspread.errors import ChoiceError, in_range
from netspread.kernels import adoption as kernels
from netspread.network import Arcs

_MOST_AROUND = 64
_BLOCK = 50


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reversal:
    """The edge-reversal test.

    Attributes
    ----------
    forward, backward
        How much the chance to adopt rises with the logarithm of how many adopters are around, along influence and
        against it.
    low, high
        The 95 % interval of the difference, by drawing people anew.
    """

    forward: float
    backward: float
    low: float
    high: float

    @property
    def difference(self) -> float:
        """What goes along influence, less what goes against it."""
        return self.forward - self.backward

    def __repr__(self) -> str:
        """Return one line: the difference."""
        return (
            f"Reversal: {self.forward:.3f} along influence, {self.backward:.3f} against it "
            f"(difference {self.low:.3f} to {self.high:.3f})"
        )


def shuffle_test(diffusion: Diffusion, *, runs: int = 500, seed: int = 1) -> Draws:
    """Return whether it matters WHEN people's friends adopted, not only whether.

    The adopters exchange their times at random. If tied people merely resemble each other, who adopts is fixed and
    when is anybody's guess: the effect of adopters around stays the same. If they influence each other, it falls.
    The statistic is alpha of ``logit chance = alpha ln(adopters around + 1) + beta``.
    Anagnostopoulos, Kumar & Mahdian (2008), *KDD*. Trends that tied people share in time look like influence here.

    Raises
    ------
    ChoiceError
        If nobody adopts after the first period.
    """
    in_range("runs", runs, 1)
    people = known_exposure(diffusion.networks[0]).astype(np.int64)
    arcs = _arcs(diffusion, turned=False)
    observed = _alpha(diffusion, arcs, diffusion.times, people)
    who = np.flatnonzero(diffusion.timed)

    def some(block: range) -> list[float]:
        drawn = permuted_times(diffusion.times, who, seed, block.start, len(block))
        return [_alpha(diffusion, arcs, times, people) for times in drawn]

    blocks = engine.run(some, engine.blocks(runs, _BLOCK), name="shuffle test")
    return Draws("shuffle", "effect of adopters around", observed, np.concatenate(blocks))


def reversal_test(diffusion: Diffusion, *, runs: int = 500, seed: int = 1) -> Reversal:
    """Return whether adopters count more if they influence the person than if the person influences them.

    Likeness has no direction, influence has: if turning all ties round changes nothing, it is likeness. In a network
    without direction, and where most ties are returned, the test has nothing to go by.
    Anagnostopoulos, Kumar & Mahdian (2008); Christakis & Fowler (2007), *NEJM* 357:370.

    Raises
    ------
    ChoiceError
        If ties have no direction, or nobody adopts after the first period.
    """
    if not diffusion.networks[0].directed or diffusion.networks[0].influence == "both":
        raise ChoiceError("influence has no direction in this network, so turning it round says nothing")
    ways = [_arcs(diffusion, turned=turned) for turned in (False, True)]
    known = known_exposure(diffusion.networks[0]).astype(np.int64)
    forward, backward = (_alpha(diffusion, arcs, diffusion.times, known) for arcs in ways)

    def one(number: int) -> float:
        random = np.random.default_rng((seed, number))
        n = diffusion.n_people
        copies = known * np.bincount(random.integers(0, n, n), minlength=n).astype(np.int64)
        along, against = (_alpha(diffusion, arcs, diffusion.times, copies) for arcs in ways)
        return along - against

    differences = np.array(engine.run(one, range(runs), name="reversal test"))
    return Reversal(forward, backward, *middle(differences))


def _arcs(diffusion: Diffusion, *, turned: bool) -> list[Arcs]:
    found = [around(network) for network in diffusion.networks]
    return [arcs.turned() for arcs in found] if turned else found


def _alpha(diffusion: Diffusion, arcs: list[Arcs], times: NDArray[np.int64], copies: NDArray[np.int64]) -> float:
    adopt, stay = np.zeros(_MOST_AROUND, np.int64), np.zeros(_MOST_AROUND, np.int64)
    last = diffusion.n_periods
    if len(arcs) == 1:
        kernels.events(arcs[0].starts, arcs[0].targets, times, copies, 1, last, adopt, stay)
    else:
        for period in range(1, last):
            there = copies * diffusion.present[period]
            one = arcs[period - 1]
            kernels.events(one.starts, one.targets, times, there, period, period + 1, adopt, stay)
    return _slope(adopt.astype(np.float64), stay.astype(np.float64))


def _slope(adopt: NDArray[np.float64], stay: NDArray[np.float64]) -> float:
    """Return alpha of the logistic regression of adopting on ln(adopters around + 1), by Newton's method.

    nan if it has none: nobody adopts, or the number of adopters around tells without error who does.
    """
    seen = adopt + stay > 0
    x, hits, total = np.log1p(np.flatnonzero(seen)), adopt[seen], (adopt + stay)[seen]
    if len(x) < 2 or hits.sum() == 0 or hits.sum() == total.sum():
        return float("nan")
    design = np.column_stack([np.ones(len(x)), x])
    beta = np.array([np.log(hits.sum() / (total.sum() - hits.sum())), 0.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        information = design.T @ (design * (total * chance * (1 - chance))[:, None])
        if np.linalg.cond(information) > 1e12:
            return float("nan")
        step = np.linalg.solve(information, design.T @ (hits - total * chance))
        beta += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            return float(beta[1])
    return float("nan")
