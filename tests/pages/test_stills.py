"""Pictures that do not move: of very many ties the strongest are drawn, and some of everybody's."""

import re

import numpy as np

from netspread.network import Network
from netspread.pages.stills import MOST_TIES, network_picture


def drawn(network):
    """Where the ties begin that the picture shows."""
    where = np.column_stack([np.arange(network.n_people), np.arange(network.n_people) % 7]).astype(float)
    picture = network_picture(network, where, np.ones(network.n_people, dtype=np.int64), title="network")
    path = re.search(r'class="ties" d="([^"]*)"', picture).group(1)
    return [float(x) for x in re.findall(r"M([\d.]+)", path)]


def test_of_ties_alike_some_of_everybody_are_drawn():
    people = 2000
    network = Network.from_ties([(f"{a:04}", f"{(a + k) % people:04}") for a in range(people) for k in range(1, 7)])

    begins = drawn(network)

    assert len(begins) == MOST_TIES
    quarters = np.histogram(begins, bins=4)[0]
    assert quarters.min() > 0.9 * MOST_TIES / 4


def test_the_strongest_are_drawn_first():
    people = 2000
    weights = {1: 5.0, 2: 4.0, 3: 3.0}
    ties = [(f"{a:04}", f"{(a + k) % people:04}", weights.get(k, 1.0)) for a in range(people) for k in range(1, 7)]
    strong = Network.from_ties([tie for tie in ties if tie[2] > 1])

    assert drawn(Network.from_ties(ties)) == drawn(strong)
