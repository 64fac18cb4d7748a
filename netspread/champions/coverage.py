"""Coverage: whom each person could influence in a step or two, and how much each of those counts.

Church & ReVelle (1974), *Papers of the Regional Science Association* 32:101 (the maximal covering problem).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, hstack

from netspread.errors import ChoiceError
from netspread.network import Network
from netspread.spread.models import Ground, Model

#: How many reverse-reachable samples say how far each person's influence carries, and how many people they may hold.
_FEWEST, _MOST, _LARGEST = 4_096, 65_536, 20_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Who covers what, and what that is worth.

    Attributes
    ----------
    covers
        (n, n + v): 1 where a person, if champion, covers another person, or stands for one of v values.
    worth
        float64, shape (n + v,): what covering each counts.
    people
        How many of the columns are people: n.
    """

    covers: csr_array
    worth: NDArray[np.float64]
    people: int

    def covered(self, team: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return what the people at positions *team* cover together: shape (n + v,)."""
        found = np.zeros(len(self.worth), dtype=bool)
        found[self.covers[team].indices] = True
        return found

    def value(self, team: NDArray[np.int64]) -> float:
        """Return what that is worth."""
        return float(self.worth[self.covered(team)].sum())

    def n_people(self, team: NDArray[np.int64]) -> int:
        """Return how many people that are, the team included."""
        return int(self.covered(team)[: self.people].sum())

    def gains(self, team: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what each person would add to the team: shape (n,)."""
        return np.asarray(self.covers @ np.where(self.covered(team), 0.0, self.worth))


def coverage(network: Network, *, steps: int, model: Model, seed: int, diversity: str | None) -> Coverage:
    """Return whom each person covers within *steps* of influence.

    A covered person counts as many people as that person would reach on average under *model*, alone and at the
    start. Each value of the attribute *diversity* counts more than all people together, so that as many values as
    can be stand on the team, and people decide among such teams.
    """
    n = network.n_people
    arcs = network.influence_arcs()
    direct = csr_array((np.ones(len(arcs.targets)), arcs.targets, arcs.starts), shape=(n, n)) + eye_array(n)
    covers = direct if steps == 1 else direct @ direct
    worth = expected_reach(network, model, seed=seed)
    if diversity is not None:
        values, codes = group_codes(network, diversity, "diversity")
        stands = csr_array((np.ones(n), (np.arange(n), codes)), shape=(n, len(values)))
        covers = hstack([covers, stands[:, np.array(values) != _MISSING]])
        worth = np.append(worth, np.full(covers.shape[1] - n, worth.sum() + 1.0))
    covers = csr_array(covers)
    covers.data[:] = 1.0
    covers.sort_indices()
    return Coverage(covers, worth, n)


_MISSING = "(missing)"


def group_codes(network: Network, column: str, what: str) -> tuple[list[str], NDArray[np.int64]]:
    """Return the values of an attribute, and the number of each person's.

    Raises
    ------
    ChoiceError
        If there is no such attribute, or it has one value.
    """
    codes, values = pd.factorize(network.groups(column), sort=True)
    names = [str(value) for value in values]
    if len(set(names) - {_MISSING}) < 2:
        raise ChoiceError(
            f"group column {column!r} has the same value for everybody; {what} needs two groups or more, "
            "so choose another column or leave it out"
        )
    return names, codes.astype(np.int64)


def expected_reach(network: Network, model: Model, *, seed: int) -> NDArray[np.float64]:
    """Return how many people each person alone would reach on average, that person included: shape (n,).

    Estimated from reverse-reachable samples, so exact to a few per cent.

    Raises
    ------
    ChoiceError
        If the model cannot be sampled backwards.
    """
    n = network.n_people
    sample = model.sampler(Ground.of(network))
    if sample is None:
        raise ChoiceError(
            f"model {model.name} cannot be sampled backwards, as champions need it; choose a cascade or linear "
            "threshold model"
        )
    hits = np.zeros(n, dtype=np.int64)
    drawn = held = 0
    while drawn < _MOST and (drawn < _FEWEST or held < _LARGEST):
        people, _ = sample(seed, range(drawn, drawn + 1_024))
        hits += np.bincount(people, minlength=n)
        drawn, held = drawn + 1_024, held + len(people)
    return np.asarray(np.maximum(hits * (n / drawn), 1.0))
