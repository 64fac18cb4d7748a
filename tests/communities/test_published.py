"""Communities of networks that everybody has looked at: against published partitions."""

import networkx as nx
import pandas as pd
import pytest

from netspread.build import project
from netspread.communities import communities
from netspread.communities.consensus import consensus
from netspread.network import Network


@pytest.fixture
def karate():
    graph = nx.karate_club_graph()
    for _, _, data in graph.edges(data=True):
        data["weight"] = 1.0
    return Network.from_networkx(graph)


def test_the_karate_club_reaches_the_largest_modularity_there_is(karate):
    # Brandes et al. (2008, IEEE TKDE 20:172) proved that 0.4198 is the largest, with four communities.
    best = max((communities(karate, seed=seed) for seed in range(10)), key=lambda one: one.modularity)

    assert best.modularity == pytest.approx(0.419790, abs=1e-6)
    assert best.n_communities == 4


def test_the_karate_club_falls_into_parts_of_the_two_clubs(karate):
    # Only person 9 of Zachary (1977; node 8 here) is on the other side, as in nearly every analysis since.
    found = consensus(karate).partition
    table = pd.crosstab(found.labels, karate.people["club"].to_numpy())

    assert table.min(axis=1).tolist() == [1, 0, 0, 0]
    odd = karate.people.index[found.labels == 1][karate.people["club"][found.labels == 1] == "Mr. Hi"]
    assert odd.tolist() == ["8"]


def test_the_southern_women_fall_into_their_two_cliques():
    # Freeman (2003) put 21 analyses together: women 1 to 9, and women 10 to 18.
    graph = nx.davis_southern_women_graph()
    rows = [(woman, event) for woman in graph.graph["top"] for event in graph[woman]]
    network = project(pd.DataFrame(rows, columns=["person", "event"]))

    found = consensus(network)

    assert set(found.partition.members(1)) == {
        "Evelyn Jefferson", "Laura Mandeville", "Theresa Anderson", "Brenda Rogers", "Charlotte McDowd",
        "Frances Anderson", "Eleanor Nye", "Pearl Oglethorpe", "Ruth DeSand",
    }  # fmt: skip
    assert found.partition.n_communities == 2
    assert found.certainty.min() == 1.0
