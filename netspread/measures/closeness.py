"""Closeness: how few steps away from everybody a person is.

Distances count ties, not weights, and are followed along the ties that lead to a person: in a survey, how quickly
others come to that person by going from each to whom they name.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.kernels.distances import tally
from netspread.measures.kept import kept
from netspread.measures.sources import drawn
from netspread.network import Arcs, Network

#: Above this many people distances are measured from a sample of people, not from all.
EXACT_PEOPLE = 50_000
_SAMPLE = 4096
_BLOCK = 512


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """How the people of a sample, or all of them, come to each person.

    Attributes
    ----------
    steps, reached, inverse
        The sum of their distances, how many come at all, the sum of 1 / distance; shape (n,) each.
    share
        How large the sample is, 1 for everybody.
    longest
        The longest of these distances.
    """

    steps: NDArray[np.int64]
    reached: NDArray[np.int64]
    inverse: NDArray[np.float64]
    share: float
    longest: int


def in_closeness(network: Network, *, sources: int | None = None, seed: int = 1) -> NDArray[np.float64]:
    """Return how close each person is to those who can reach them, times the share of people who can.

    With r others who reach the person, at distances d (counted in ties, not weights): (r / (n - 1)) * (r / sum
    of d). So people in a small cut-off circle do not come first (igraph's own closeness leaves out the first
    factor). From 0 (nobody reaches the person, an isolate) to 1 (everybody names the person). With *sources*,
    or above 50,000 people (then 4,096 sources), it is estimated from the distances of people drawn at random,
    as Eppstein & Wang (2004, *JGAA* 8:39) do. Wasserman & Faust (1994), *Social Network Analysis*, chapter 5
    (proximity prestige).
    """
    found = distances(network, sources=sources, seed=seed)
    n = network.n_people
    mean = found.steps / np.maximum(found.reached, 1)
    return np.where(found.reached > 0, found.reached / (max(n - 1, 1) * found.share) / np.maximum(mean, 1), 0.0)


def harmonic(network: Network, *, sources: int | None = None, seed: int = 1) -> NDArray[np.float64]:
    """Return the sum of 1 / distance from all others who can reach each person; an isolate has 0.

    Distances count ties, not weights. From 0 to n - 1; not divided by n - 1. Estimated where :func:`in_closeness` is.
    Marchiori & Latora (2000), *Physica A* 285:539.
    """
    found = distances(network, sources=sources, seed=seed)
    return found.inverse / found.share


def sampling(network: Network) -> dict[str, int]:
    """Return the options that closeness takes by itself: none, or those of a sample if the network is large."""
    return {"sources": _SAMPLE, "seed": 1} if network.n_people > EXACT_PEOPLE else {}


def distances(network: Network, *, sources: int | None = None, seed: int = 1, outward: bool = False) -> Distances:
    """Return how *sources* people (by default as many as :func:`in_closeness` takes) come to each person.

    With *outward*, how each person comes to them.
    """
    n = network.n_people
    usual = sampling(network).get("sources", n)
    starting = drawn(n, sources=sources, otherwise=usual, seed=seed)
    what = ("distances", len(starting), seed, outward)
    return kept(network, what, lambda: _distances(network, starting, outward=outward))


def _distances(network: Network, starting: NDArray[np.int64], *, outward: bool) -> Distances:
    n = network.n_people
    along = Arcs(network.starts, network.alters, network.weights)
    towards = along if outward else along.turned()

    def measured(block: range) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], int]:
        steps, reached, inverse = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n)
        part = starting[block.start : block.stop]
        longest = tally(towards.starts, towards.targets, part, steps, reached, inverse)
        return steps, reached, inverse, longest

    steps, reached, inverse, longest = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n), 0
    for block in engine.run(measured, engine.blocks(len(starting), _BLOCK), name="distances"):
        steps += block[0]
        reached += block[1]
        inverse += block[2]  # block by block in order, so that the sum does not depend on who was quicker
        longest = max(longest, block[3])
    return Distances(steps, reached, inverse, len(starting) / max(n, 1), longest)
