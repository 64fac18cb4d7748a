"""Key players: not the best people one by one, but the best set of people together.

Borgatti (2006), *Computational & Mathematical Organization Theory* 12:21. KPP-Pos asks through whom most others
are reached quickly; KPP-Neg, without whom the network falls apart. Two people with the same contacts are one too many.
"""

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError, in_range
from netspread.measures.goals import GOALS, Goal, Values, values_of
from netspread.network import Network

__all__ = ["GOALS", "Goal", "KeyPlayers", "key_player_value", "key_players"]

#: Up to so many values of sets all sets are tried.
_EXHAUSTIVE = 50_000
#: How many of those who are best alone are tried in an exchange.
_EXCHANGED = 200
#: What counts as better; less is rounding.
_LEAST = 1e-12


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class KeyPlayers:
    """A set of people who together do most for a goal.

    Attributes
    ----------
    network, goal, steps
        What was asked.
    people
        Ids, in the order of ``network.people``.
    value
        What the set achieves, 0 to 1; see ``GOALS``.
    optimal
        True if all sets were tried, so that none is better.
    """

    network: Network
    goal: Goal
    steps: int
    people: tuple[str, ...]
    value: float
    optimal: bool

    def to_frame(self) -> pd.DataFrame:
        """Return one row a member with all attributes: ``person, ...``."""
        return self.network.people.loc[list(self.people)].rename_axis("person").reset_index()

    def __repr__(self) -> str:
        """Return one line: who they are and what they achieve."""
        return f"KeyPlayers for {self.goal}: {', '.join(self.people)} ({self.value:.3f})"

    def _repr_html_(self) -> str:
        return self.to_frame().to_html(index=False)


def key_players(
    network: Network, *, size: int, goal: Goal = "reach", steps: int = 2, tries: int = 5, seed: int = 1
) -> KeyPlayers:
    """Return *size* people who together do most for *goal*.

    All sets are tried where that is quick (3 of about 40 people); otherwise people are added one by one, whoever
    does most with those before, and then exchanged as long as that helps; and the same from people drawn at random.
    At equal values the network's order decides. For the goal ``"fragment"`` above 2,000 people distances are
    measured from 2,000 drawn at random, and the value is an estimate.

    Parameters
    ----------
    network
        Reach follows ``network.influence_arcs()``, fragmentation takes ties in both directions; weights do not
        count. An isolate is reached by nobody else, and is apart from everybody with the set or without.
    size
        How many people.
    goal
        ``"reach"`` or ``"steps"`` (KPP-Pos), ``"fragment"`` or ``"split"`` (KPP-Neg); see ``GOALS``.
    steps
        For the goal ``"steps"``: how far.
    tries, seed
        From how many sets to begin exchanging where not all are tried, the first of them not drawn at random; the
        random seed.

    Raises
    ------
    ChoiceError
        If there is no such goal, or not that many people.

    Examples
    --------
    >>> two_stars = Network.from_ties([("a", "x"), ("b", "x"), ("c", "y"), ("d", "y")])
    >>> key_players(two_stars, size=2).people
    ('x', 'y')
    """
    values = values_of(network, goal, steps)
    n = network.n_people
    most = n if goal in ("reach", "steps") else n - 2
    if not 1 <= size <= most:
        raise ChoiceError(
            f"size is {size}; for the goal {goal!r} in a network of {n} people it must be from 1 to {most}"
        )
    in_range("tries", tries, 1)
    optimal = comb(n, size - 1) * n <= _EXHAUSTIVE
    chosen = _best_of_all(values, n, size) if optimal else _exchanged_best(values, n, size, tries, seed)
    people = tuple(str(person) for person in network.people.index[np.sort(chosen)])
    return KeyPlayers(network, goal, steps, people, key_player_value(network, people, goal=goal, steps=steps), optimal)


def key_player_value(network: Network, people: tuple[str, ...], *, goal: Goal = "reach", steps: int = 2) -> float:
    """Return what *people* together achieve for *goal*, 0 to 1; nan if nobody, or for pairs only one, is left over.

    Raises
    ------
    ChoiceError
        If there is no such goal, nobody is named, or somebody is not in the network.
    """
    values = values_of(network, goal, steps)
    members = np.unique(network.positions(people))
    in_range("number of key players", len(members), 1)
    return float(values(members[:-1], members[-1:])[members[-1]])


def _best_of_all(values: Values, n: int, size: int) -> NDArray[np.int64]:
    """Return the best of all sets of that size."""
    best, chosen = -np.inf, np.arange(size)
    for some in combinations(range(n), size - 1):
        later = np.arange(some[-1] + 1 if some else 0, n)
        if not len(later):
            continue
        members = np.array(some, dtype=np.int64)
        found = values(members, later)
        last = int(np.argmax(found))
        if found[last] > best + _LEAST:
            best, chosen = found[last], np.append(members, last)
    return chosen


def _exchanged_best(values: Values, n: int, size: int, tries: int, seed: int) -> NDArray[np.int64]:
    """Return the best of the sets that exchanges lead to, from people added one by one and from random ones."""
    rng = np.random.default_rng(seed)
    alone = values(np.zeros(0, dtype=np.int64), np.arange(n))
    order = np.argsort(-alone, kind="stable")
    candidates = np.sort(order[: _EXCHANGED + size])
    starts = [_greedy(values, n, order[0], size)]
    starts += [rng.choice(candidates, size, replace=False) for _ in range(tries - 1)]
    best, chosen = -np.inf, starts[0]
    for start in starts:
        found, value = _exchanged(values, start, candidates)
        if value > best + _LEAST:
            best, chosen = value, found
    return chosen


def _greedy(values: Values, n: int, first: int, size: int) -> NDArray[np.int64]:
    """Return people added one by one, each the one who does most together with those before."""
    chosen = np.array([first], dtype=np.int64)
    while len(chosen) < size:
        found = values(chosen, np.setdiff1d(np.arange(n), chosen))
        chosen = np.append(chosen, int(np.argmax(found)))
    return chosen


def _exchanged(
    values: Values, chosen: NDArray[np.int64], candidates: NDArray[np.int64]
) -> tuple[NDArray[np.int64], float]:
    """Return the set, and its value, after exchanging single members for candidates until no exchange helps."""
    best = float(values(chosen[1:], chosen[:1])[chosen[0]])
    untried, at = len(chosen), 0
    while untried:
        others = np.delete(chosen, at)
        found = values(others, np.setdiff1d(candidates, others))
        other = int(np.argmax(found))
        untried -= 1
        if found[other] > best + _LEAST:
            best, untried = float(found[other]), len(chosen) - 1
            chosen = np.insert(others, at, other)
        at = (at + 1) % len(chosen)
    return chosen, best
