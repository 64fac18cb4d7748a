"""Betweenness: how often a person stands on the shortest way between two others.

Freeman (1977), *Sociometry* 40:35; Brandes (2001), *Journal of Mathematical Sociology* 25:163; estimated as by
Geisberger, Sanders & Schultes (2008), *ALENEX*.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import in_range
from netspread.kernels.paths import dependencies
from netspread.measures.kept import kept
from netspread.measures.sources import affordable, drawn
from netspread.network import Arcs, Network

#: Above this many people betweenness is estimated from a sample of starting people.
EXACT_PEOPLE = 20_000
#: How often ties are then looked at, which takes a few seconds; and from how many people at least. Lengths take longer.
_VISITS, _VISITS_WEIGHTED = 400_000_000, 100_000_000
_LEAST, _LEAST_WEIGHTED = 64, 16
#: A tie counts as at most so many times as strong as the weakest: people wait in as many buckets.
_STRONGEST = 100_000
_BLOCK, _FEW, _LEAST_WORK = 64, 4, 2_000_000


def betweenness(network: Network, *, sources: int | None = None, seed: int = 1) -> NDArray[np.float64]:
    """Return, summed over pairs of others, the share of shortest paths that lead through each person.

    Paths follow ties from ego to alter and count ties, not weights; pairs are ordered, or unordered in a network
    without direction. From 0 (an isolate too) to (n - 1)(n - 2). With *sources*, or above 20,000 people, it is
    estimated (:func:`approximate_betweenness`, which tells how well).
    """
    return approximate_betweenness(network, sources=sources, seed=seed).values


def weighted_betweenness(network: Network, *, sources: int | None = None, seed: int = 1) -> NDArray[np.float64]:
    """Return :func:`betweenness` with a tie of weight w as a way of length 1 / w: strong ties are short.

    Ways whose lengths differ by less than one in ten billion are equally long, and a tie counts as at most 100,000
    times as strong as the weakest. Above 20,000 people with weights that differ, it is estimated from a quarter as many
    people as betweenness: such ways take longer to find.
    """
    return approximate_betweenness(network, sources=sources, seed=seed, weighted=True).values


def sampling(network: Network) -> dict[str, int]:
    """Return the options that betweenness takes by itself: none, or those of a sample if the network is large."""
    return affordable(network, _VISITS, least=_LEAST) if network.n_people > EXACT_PEOPLE else {}


def weighted_sampling(network: Network) -> dict[str, int]:
    """Return the options that weighted betweenness takes by itself."""
    if network.n_people <= EXACT_PEOPLE or _all_alike(network.weights):
        return sampling(network)
    return affordable(network, _VISITS_WEIGHTED, least=_LEAST_WEIGHTED)


def _lengths(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1.0 / np.minimum(weights, weights.min() * _STRONGEST))


def _all_alike(weights: NDArray[np.float64]) -> bool:
    """Whether ways are as long as they have ties."""
    return len(weights) == 0 or bool(weights.min() == weights.max())


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """Betweenness from the shortest paths of all people, or an estimate from those of some.

    Attributes
    ----------
    values
        float64, shape (n,), on the scale of the exact betweenness.
    standard_errors
        float64, shape (n,): how far each value usually is from the exact one; 0 with all people.
    error
        With probability *confidence* nobody's value is further from the exact one than this; 0 with all people.
        It holds for any network, so it is wide; *standard_errors* say more about this one.
    confidence
        See *error*.
    sources
        From how many people it was computed.
    """

    values: NDArray[np.float64]
    standard_errors: NDArray[np.float64]
    error: float
    confidence: float
    sources: int


def approximate_betweenness(
    network: Network,
    *,
    sources: int | None = None,
    seed: int = 1,
    confidence: float = 0.9,
    weighted: bool = False,
) -> Estimate:
    """Return betweenness from the shortest paths of *sources* people drawn at random.

    Without *sources*, of everybody up to 20,000 people; above, of as many as take some seconds: 761 of 25,000
    people with ten ties each, 64 of 200,000 with fifteen, never fewer than 64. In an estimate a path counts for
    those on it who stand nearer to its other end than to the person drawn, so that nobody is over-rated only
    because a neighbor was drawn; in exchange, paths to the people drawn are looked at as well as paths from
    them. What one person adds is bounded, so that Hoeffding's inequality, with the union bound over all people,
    gives the error.
    *weighted*, a tie of weight w is a way of length 1 / w.

    Raises
    ------
    ChoiceError
        If *sources* is below 1, or *confidence* is not between 0 and 1.
    """
    in_range("confidence", confidence, 0, 1 - 1e-12)
    n = network.n_people
    by_length = weighted and not _all_alike(network.weights)
    usual = weighted_sampling(network) if by_length else sampling(network)
    starting = drawn(n, sources=sources, otherwise=usual.get("sources", n), seed=seed)
    size = len(starting)
    what = ("dependencies", size, seed, by_length)
    summed, squared = kept(network, what, lambda: _dependencies(network, starting, by_length=by_length))
    if size == n:
        # A pair without direction is seen from both of its ends.
        return Estimate(summed.copy() if network.directed else summed / 2, np.zeros(n), 0.0, confidence, size)
    mean = summed / size
    variance = np.maximum(squared / size - mean**2, 0.0) / max(size - 1, 1) * (1 - size / n)
    most = (n - 2) * (2 if network.directed else 1)
    error = n * most * np.sqrt(np.log(2 * n / (1 - confidence)) / (2 * size))
    return Estimate(n * mean, n * np.sqrt(variance), float(error), confidence, size)


def _dependencies(
    network: Network, starting: NDArray[np.int64], *, by_length: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how far ways of the starting people depend on each person: summed, and the squares summed.

    If not everybody starts, from both ends and by distance; without direction, both ends give the same.
    """
    n = network.n_people
    some = len(starting) < n
    lengths = _lengths(network.weights) if by_length else np.zeros(0)
    back, in_egos = Arcs(network.starts, network.alters, network.weights), np.zeros(0, dtype=np.int32)
    if some and network.directed:
        back = back.turned()
        in_egos = back.targets
    in_lengths = _lengths(back.weights) if by_length else lengths

    def part(block: range) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        sums, squares = np.zeros(n), np.zeros(n if some else 0)
        those = starting[block.start : block.stop]
        dependencies(
            network.starts, network.alters, lengths, back.starts, in_egos, in_lengths, those, some, sums, squares
        )
        return sums, squares

    summed, squared = np.zeros(n), np.zeros(n if some else 0)
    # A thread costs more than a few short searches.
    size = max(_FEW if some else _BLOCK, _LEAST_WORK // max(len(network.alters), 1))
    for sums, squares in engine.stream(part, engine.blocks(len(starting), size), name="betweenness"):
        summed += sums  # block by block in order, so that the sum does not depend on who was quicker
        squared += squares
    return summed, squared
