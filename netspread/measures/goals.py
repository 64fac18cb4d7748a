"""Goals of key players: what a set of people is worth, together with each candidate in turn.

Borgatti (2006), *Computational & Mathematical Organization Theory* 12:21.
"""

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import in_range, one_of
from netspread.kernels import reach as kernels
from netspread.kernels.losses import by_person
from netspread.measures.cohesion import parts
from netspread.measures.graph import contacts_of
from netspread.measures.sources import drawn
from netspread.network import Network

Goal = Literal["reach", "steps", "fragment", "split"]
#: What a set of key players is good at.
GOALS: dict[Goal, str] = {
    "reach": "near to everybody: mean of 1 / distance from the nearest of the set, its members counting 1",
    "steps": "share of the others who are within a few steps of the set",
    "fragment": "everybody far apart without the set: 1 - mean of 1 / distance between those left",
    "split": "pairs not connected without the set, as a share of the pairs left",
}
#: Above so many people distances without the set are measured from a sample of this size.
_SAMPLE = 2_000
_BLOCK = 256

#: The value of a set together with each candidate in turn, shape (n,); -inf for everybody else.
Values = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]


def values_of(network: Network, goal: Goal, steps: int) -> Values:
    """Return the function that tells what sets achieve for *goal*.

    Raises
    ------
    ChoiceError
        If there is no such goal, or *steps* is below 1.
    """
    if goal not in get_args(Goal):
        raise one_of("goal", goal, get_args(Goal))
    in_range("steps", steps, 1)
    n = network.n_people
    if goal == "reach":
        return _reach(network, 1.0 / np.maximum(np.arange(n, dtype=np.float64), 1), lambda total, _size: total / n)
    if goal == "steps":
        within = np.ones(min(steps, n) + 1)
        return _reach(
            network, within, lambda total, size: (total - size) / (n - size) if n > size else np.full(n, np.nan)
        )
    return _fragment(network) if goal == "fragment" else _split(network)


def _reach(
    network: Network,
    worth: NDArray[np.float64],
    scaled: Callable[[NDArray[np.float64], int], NDArray[np.float64]],
) -> Values:
    """Return the values of sets by what each person counts at so many steps from the nearest member."""
    arcs = network.influence_arcs()

    def values(members: NDArray[np.int64], candidates: NDArray[np.int64]) -> NDArray[np.float64]:
        nearest = np.zeros(network.n_people)
        kernels.of_set(arcs.starts, arcs.targets, members, worth, nearest)
        gained = np.full(network.n_people, -np.inf)

        def fill(block: range) -> None:
            some = candidates[block.start : block.stop]
            kernels.with_each(arcs.starts, arcs.targets, nearest, worth, some, gained)

        engine.run(fill, engine.blocks(len(candidates), _BLOCK), name="key players", in_place=True)
        return scaled(nearest.sum() + gained, len(members) + 1)

    return values


def _fragment(network: Network) -> Values:
    """Return the values of sets by how far apart the others are without them."""
    both = contacts_of(network)
    n = network.n_people
    starting = drawn(n, sources=None, otherwise=_SAMPLE, seed=1)

    def values(members: NDArray[np.int64], candidates: NDArray[np.int64]) -> NDArray[np.float64]:
        gone = np.zeros(n, dtype=bool)
        gone[members] = True

        def part(block: range) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
            near, lost = np.zeros(n), np.zeros(n)
            by_person(both.starts, both.targets, gone, starting[block.start : block.stop], near, lost)
            return near, lost

        near, lost = np.zeros(n), np.zeros(n)
        for one in engine.run(part, engine.blocks(len(starting), _BLOCK), name="key players"):
            near += one[0]
            lost += one[1]
        # A sampled person is away from all others, so pairs with the candidate stand in *near* from one end only.
        left = (near.sum() - 2 * near - lost) * (n / len(starting))
        pairs = n - len(members) - 1
        found = np.full(n, -np.inf)
        found[candidates] = 1 - left[candidates] / (pairs * (pairs - 1)) if pairs > 1 else np.nan
        found[members] = -np.inf
        return found

    return values


def _split(network: Network) -> Values:
    """Return the values of sets by how many of the others are not connected without them."""
    n = network.n_people

    def values(members: NDArray[np.int64], candidates: NDArray[np.int64]) -> NDArray[np.float64]:
        gone = np.zeros(n, dtype=bool)
        gone[members] = True
        found = parts(network, gone=gone)
        size = found.component
        connected = (size[size > 0] - 1).sum() - size * (size - 1) + found.together
        pairs = n - len(members) - 1
        scores = np.full(n, -np.inf)
        scores[candidates] = 1 - connected[candidates] / (pairs * (pairs - 1)) if pairs > 1 else np.nan
        scores[members] = -np.inf
        return scores

    return values
