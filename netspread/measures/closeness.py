"""Closeness: how few steps away from everybody a person is.

Distances count ties, not weights, and are followed along the ties that lead to a person: in a survey, how quickly
others come to that person by going from each to whom they name.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.kernels.distances import tally
from netspread.network import Arcs, Network

#: Above this many people distances are measured from a sample of people, not from all.
EXACT_PEOPLE = 50_000
_SAMPLE = 8192
_BLOCK = 512


@dataclass(frozen=True, slots=True, eq=False)
class _Distances:
    """From *share* of all people: summed distances, how many come at all, summed 1 / distance; each (n,)."""

    steps: NDArray[np.int64]
    reached: NDArray[np.int64]
    inverse: NDArray[np.float64]
    share: float


def in_closeness(network: Network) -> NDArray[np.float64]:
    """Return how close each person is to those who can reach them, times the share of people who can.

    With r others who reach the person, at distances d: (r / (n - 1)) * (r / sum of d). So people in a small
    cut-off circle do not come first (igraph's own closeness leaves out the first factor). From 0 (nobody reaches
    the person, an isolate) to 1 (everybody names the person). Above 50,000 people it is estimated from the
    distances of 8,192 people drawn at random, as Eppstein & Wang (2004, *JGAA* 8:39) do.
    Wasserman & Faust (1994), *Social Network Analysis*, chapter 5 (proximity prestige).
    """
    found = _distances(network)
    n = network.n_people
    mean = found.steps / np.maximum(found.reached, 1)
    return np.where(found.reached > 0, found.reached / (max(n - 1, 1) * found.share) / np.maximum(mean, 1), 0.0)


def harmonic(network: Network) -> NDArray[np.float64]:
    """Return the sum of 1 / distance from all others who can reach each person; an isolate has 0.

    From 0 to n - 1; not divided by n - 1. Estimated above 50,000 people, as :func:`in_closeness`.
    Marchiori & Latora (2000), *Physica A* 285:539.
    """
    found = _distances(network)
    return found.inverse / found.share


def _distances(network: Network) -> _Distances:
    n = network.n_people
    sources = np.arange(n)
    if n > EXACT_PEOPLE:
        sources = np.sort(np.random.default_rng(n).choice(n, _SAMPLE, replace=False))
    towards = Arcs(network.starts, network.alters, network.weights).turned()

    def measured(block: range) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        steps, reached, inverse = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n)
        tally(towards.starts, towards.targets, sources[block.start : block.stop], steps, reached, inverse)
        return steps, reached, inverse

    steps, reached, inverse = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n)
    for part in engine.run(measured, engine.blocks(len(sources), _BLOCK), name="distances"):
        steps += part[0]
        reached += part[1]
        inverse += part[2]
    return _Distances(steps, reached, inverse, len(sources) / max(n, 1))
