"""Matching: what exposed people did, beside people like them who were not exposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.adoption.diffusion import Diffusion
from netspread.adoption.regression import person_periods
from netspread.adoption.structure import middle
from netspread.errors import ChoiceError

#: A matched person may differ by so many standard deviations of the score (Austin 2011, *Pharm Stat* 10:150).
_CALIPER = 0.2


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Matched:
    """What exposed people did, beside like people who were not exposed.

    Attributes
    ----------
    pairs, unmatched
        How many person-periods with an adopter around found a like one without, and how many did not.
    exposed, alike, anybody
        The chance to adopt in a period: exposed people, the unexposed people matched to them, all unexposed people.
    low, high
        The 95 % interval of ``exposed - alike``, by drawing people anew.
    covariates
        What people were matched on; always the period as well.
    """

    pairs: int
    unmatched: int
    exposed: float
    alike: float
    anybody: float
    low: float
    high: float
    covariates: tuple[str, ...]

    @property
    def difference(self) -> float:
        """How much likelier exposed people adopt than like people."""
        return self.exposed - self.alike

    @property
    def ratio(self) -> float:
        """How many times as likely; nan if no unexposed person adopts."""
        return self.exposed / self.alike if self.alike > 0 else float("nan")

    def __repr__(self) -> str:
        """Return one line: the difference."""
        return (
            f"Matched: {self.pairs} pairs; {self.exposed:.3f} of the exposed adopt, {self.alike:.3f} of like people "
            f"(difference {self.low:.3f} to {self.high:.3f})"
        )


def matched_estimate(
    diffusion: Diffusion, *, attributes: Sequence[str] | None = None, runs: int = 500, seed: int = 1
) -> Matched:
    """Return how much likelier people with an adopter around adopt than like people without.

    In each period each person who has not adopted but has an adopter among those who influence them is matched with
    one who has none: the nearest by the chance (a logistic regression) to have an adopter around, given attributes
    and the numbers of ties, within 0.2 standard deviations; one person may serve several times. What is left of the
    plain difference is what likeness in these attributes does not explain: an upper bound on contagion.
    Aral, Muchnik & Sundararajan (2009), *PNAS* 106:21544; as netdiffuseR does with netmatch.

    Parameters
    ----------
    diffusion
        Who adopted when.
    attributes
        Columns of people to be alike in; by default all that hold numbers, or texts with at most 20 values.
    runs, seed
        How often people are drawn anew for the interval, and how. It takes the matches as given (Abadie & Imbens
        2008, *Econometrica* 76:1537, on what that misses).

    Raises
    ------
    ChoiceError
        If nobody is exposed, or nobody is not.
    """
    covariates = tuple(_usable(diffusion.people)) if attributes is None else tuple(attributes)
    rows = person_periods(diffusion, normalized=False)
    exposed = (rows["exposure"] > 0).to_numpy()
    if not exposed.any() or exposed.all():
        who = "everybody" if len(exposed) and exposed.all() else "nobody"
        raise ChoiceError(f"{who} had an adopter around before adopting, so there is nobody to compare with")
    position = diffusion.people.index.get_indexer(pd.Index(rows["person"]))
    design = _design(diffusion, covariates)[position]
    score = _score(design, exposed)
    pair = _pairs(score, exposed, pd.factorize(rows["period"])[0])
    adopts = rows["adopts"].to_numpy(dtype=np.float64)
    ones = np.flatnonzero(pair >= 0)
    if not len(ones):
        raise ChoiceError("no exposed person found a like one who was not; match on fewer attributes")
    gains = adopts[ones] - adopts[pair[ones]]
    low, high = _by_person(gains, position[ones], position[pair[ones]], n=diffusion.n_people, runs=runs, seed=seed)
    return Matched(
        pairs=len(ones),
        unmatched=int(exposed.sum()) - len(ones),
        exposed=float(adopts[ones].mean()),
        alike=float(adopts[pair[ones]].mean()),
        anybody=float(adopts[~exposed].mean()),
        low=low,
        high=high,
        covariates=(*covariates, "in_degree", "out_degree"),
    )


def _usable(people: pd.DataFrame) -> list[str]:
    """Return the columns that can be matched on."""
    columns = [str(name) for name in people if name not in ("responded", "name", "email")]
    levels = {name: int(people[name].nunique()) for name in columns}
    return [name for name in columns if levels[name] > 1 and (people[name].dtype.kind in "iufb" or levels[name] <= 20)]


def _design(diffusion: Diffusion, covariates: Sequence[str]) -> NDArray[np.float64]:
    network = diffusion.networks[0]
    columns: list[Any] = [np.bincount(network.alters, minlength=network.n_people), np.diff(network.starts)]
    for name in covariates:
        texts = network.groups(name)
        values = diffusion.people[name]
        if values.dtype.kind in "iufb":
            numbers = values.astype("float64")
            columns.append(numbers.fillna(numbers.mean()).to_numpy())
        else:
            columns.extend((texts == level).to_numpy(dtype=np.float64) for level in sorted(texts.unique())[1:])
    design = np.column_stack(columns).astype(np.float64)
    spread = design.std(axis=0)
    return np.asarray((design - design.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def _score(design: NDArray[np.float64], exposed: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the log odds to be exposed, a little shrunk, so that attributes that tell it all have an answer too."""
    from sklearn.linear_model import LogisticRegression

    return np.asarray(LogisticRegression(C=1.0, max_iter=1000).fit(design, exposed).decision_function(design))


def _pairs(score: NDArray[np.float64], exposed: NDArray[np.bool_], period: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each exposed row the nearest unexposed one of the same period, -1 if none is near enough."""
    pair = np.full(len(score), -1, np.int64)
    widest = _CALIPER * float(score.std()) + 1e-12
    for number in np.unique(period):
        ones = np.flatnonzero((period == number) & exposed)
        others = np.flatnonzero((period == number) & ~exposed)
        if not len(ones) or not len(others):
            continue
        others = others[np.argsort(score[others], kind="stable")]
        right = np.searchsorted(score[others], score[ones]).clip(0, len(others) - 1)
        left = np.maximum(right - 1, 0)
        nearer = np.abs(score[others[left]] - score[ones]) <= np.abs(score[others[right]] - score[ones])
        found = others[np.where(nearer, left, right)]
        pair[ones] = np.where(np.abs(score[found] - score[ones]) <= widest, found, -1)
    return pair


def _by_person(
    gains: NDArray[np.float64], ones: NDArray[np.int64], others: NDArray[np.int64], *, n: int, runs: int, seed: int
) -> tuple[float, float]:
    """Return the 95 % interval of the mean gain of pairs of people, everybody drawn anew with all their pairs.

    A pair counts as often as both are drawn (Owen 2007, *Ann Appl Stat* 1:386): somebody whom many are matched with
    is one person, not many.
    """
    random = np.random.default_rng(seed)
    means = np.empty(runs)
    for run in range(runs):
        copies = np.bincount(random.integers(0, n, n), minlength=n)
        weights = copies[ones] * copies[others]
        means[run] = weights @ gains / weights.sum() if weights.any() else np.nan
    return middle(means)
