"""Influence: who reaches large crowds, and who is chosen when each next one should reach others.

Both find sets of people who spread a thing together, where those with the most ties would reach the same crowd
over and over.
"""

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import in_range
from netspread.kernels import influence as kernels
from netspread.measures.graph import contacts_of
from netspread.network import Network

_BLOCK = 4096


def collective_influence(network: Network, *, radius: int = 2) -> NDArray[np.float64]:
    """Return how well each person connects the crowds at *radius* steps: contacts - 1 times their contacts - 1.

    (k_i - 1) times the sum of (k_j - 1) over those exactly *radius* steps away, where k counts contacts in either
    direction; weights do not count. 0 with one contact, for an isolate, and where nobody is that far away.
    Morone & Makse (2015), *Nature* 524:65.
    """
    in_range("radius", radius, 1)
    both = contacts_of(network)
    found = np.empty(network.n_people)

    def fill(block: range) -> None:
        kernels.collective(both.starts, both.targets, radius, block.start, block.stop, found)

    engine.run(fill, engine.blocks(network.n_people, _BLOCK), name="collective influence", in_place=True)
    return found


def voterank(network: Network) -> NDArray[np.float64]:
    """Return the order in which people are elected by those whom they influence; the first has the highest score.

    Everybody votes for those who influence them. Whoever has most votes is elected and votes no more, and those
    who voted for that person have less of a vote from then on. The last one elected has 1, each one before 1
    more; 0 for whoever is left without a vote (an isolate too). At equal votes the network's order decides. Follows
    ``network.influence_arcs()``; weights do not count. Zhang et al. (2016), *Scientific Reports* 6:27823.
    """
    arcs = network.influence_arcs()
    place = kernels.elect(arcs.starts, arcs.targets)
    return np.where(place > 0, place.max(initial=0) + 1 - place, 0).astype(np.float64)
