"""Bridging: how much the network as a whole owes to the ties of a person.

Granovetter (1973), *American Journal of Sociology* 78:1360: a bridge is a tie that shortens the ways of many.
"""

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.kernels.losses import by_tie
from netspread.measures.betweenness import approximate_betweenness
from netspread.measures.closeness import distances
from netspread.measures.cohesion import parts
from netspread.measures.graph import contacts_of
from netspread.measures.sources import affordable, drawn
from netspread.network import Network

#: Above this many people bridging is estimated from the distances of a sample of people.
EXACT_PEOPLE = 5_000
#: How often ties are then looked at, which takes a few seconds; and from how many people at least.
_VISITS, _LEAST = 200_000_000, 32
_BLOCK = 8


def bridging(network: Network, *, sources: int | None = None, seed: int = 1) -> NDArray[np.float64]:
    """Return how much nearness the network loses, on average, when one of a person's ties is cut.

    Nearness is the mean of 1 / distance over all ordered pairs, 0 where there is no way; ties count in both
    directions, weights do not. From 0 to 1; nan for an isolate, who has no tie. With *sources*, or above 5,000
    people, distances are measured from people drawn at random, as many as take some seconds: 634 of 15,000
    people with ten ties each, 32 of 200,000 with fifteen, never fewer than 32; from so few it is rough where
    all ties matter alike. (influenceR's function of this name has half of it.)
    Valente & Fujimoto (2010), *Social Networks* 32:212.
    """
    n = network.n_people
    both = contacts_of(network)
    usual = sampling(network).get("sources", n)
    starting = drawn(n, sources=sources, otherwise=usual, seed=seed)

    def part(block: range) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        lost, hits = np.zeros(len(both.targets)), np.zeros(len(both.targets), dtype=np.int32)
        by_tie(both.starts, both.targets, starting[block.start : block.stop], lost, hits)
        return lost, hits

    lost, hits = np.zeros(len(both.targets)), np.zeros(len(both.targets), dtype=np.int32)
    size = max(_BLOCK, -(-len(starting) // 32))  # few blocks, because each has arrays over all ties
    for found in engine.stream(part, engine.blocks(len(starting), size), name="bridging"):
        lost += found[0]
        hits += found[1]
    # Pairs are cut off from both sides alike; in a sample, the side on which more people were drawn is surer.
    other_way = np.argsort(both.targets, kind="stable")
    surer = np.where(hits >= hits[other_way], lost, lost[other_way])
    cut = 2 * np.where(hits == hits[other_way], (lost + lost[other_way]) / 2, surer) * (n / max(len(starting), 1))
    egos = np.repeat(np.arange(n), np.diff(both.starts))
    ties = np.diff(both.starts)
    mean = np.bincount(egos, weights=cut, minlength=n) / np.maximum(ties, 1)
    return np.where(ties > 0, mean / max(n * (n - 1), 1), np.nan)


def sampling(network: Network) -> dict[str, int]:
    """Return the options that bridging takes by itself: none, or those of a sample if the network is large."""
    return affordable(network, _VISITS, least=_LEAST) if network.n_people > EXACT_PEOPLE else {}


def brokerage(network: Network, *, sources: int | None = None, seed: int = 1) -> NDArray[np.float64]:
    """Return how many pairs, on average, each of a person's ties serves: betweenness shared among the ties.

    Without direction: (2 b + r) / k, for betweenness b, r others who can be reached and k contacts; 0 with one
    contact. With direction: the mean of (b + r) / k over those who reach the person with the ties received, and
    those who are reached with the ties sent; 0 where b is 0. An isolate has 0. A person with few ties that all
    matter comes before one with many. Betweenness is estimated as :func:`~netspread.measures.betweenness.betweenness`
    says, and counts less one standard error then: else, of many people with few ties, those would come first whom the
    draw over-rates.
    Everett & Valente (2016), *Social Networks* 44:202.
    """
    estimate = approximate_betweenness(network, sources=sources, seed=seed)
    between = np.maximum(estimate.values - estimate.standard_errors, 0.0)
    out = np.diff(network.starts)
    if not network.directed:
        others = parts(network).component - 1
        return np.where(out > 1, (2 * between + others) / np.maximum(out, 1), 0.0)
    named = np.bincount(network.alters, minlength=network.n_people)
    halves = [
        (between + reach.reached / reach.share) / np.maximum(ties, 1)
        for reach, ties in (
            (distances(network, sources=sources, seed=seed), named),
            (distances(network, sources=sources, seed=seed, outward=True), out),
        )
    ]
    return np.where(between > 0, (halves[0] + halves[1]) / 2, 0.0)
