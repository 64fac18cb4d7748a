"""Named small networks, each with a one-line portrait."""

import networkx as nx
import pandas as pd

from netspread.network import Network

#: Krackhardt's kite (1990): the most contacts, the most betweenness and the most closeness are three people.
KITE = Network.from_ties(
    [("and", "bev"), ("and", "car"), ("and", "dia"), ("and", "fer"), ("bev", "dia"), ("bev", "ed"), ("bev", "gar"),
     ("car", "dia"), ("car", "fer"), ("dia", "ed"), ("dia", "fer"), ("dia", "gar"), ("ed", "gar"), ("fer", "gar"),
     ("fer", "hea"), ("gar", "hea"), ("hea", "ike"), ("ike", "jan")],
    directed=False, influence="both",
)  # fmt: skip
#: Everybody names the hub.
STAR = Network.from_ties([(f"p{i}", "hub") for i in range(6)])
#: c names b, b names a: influence runs from a to c.
PATH = Network.from_ties([("b", "a"), ("c", "b")], people=["a", "b", "c"])
#: Two circles of four who all name each other, and one tie between them.
TWO_CLIQUES = Network.from_ties(
    [(a, b) for circle in ("abcd", "wxyz") for a in circle for b in circle if a != b] + [("a", "w")]
)
#: Three people, no tie.
NOBODY = Network.from_ties([], people=["a", "b", "c"])
#: Eleven people: three circles of three who all know each other hang on one connector by one tie each; one is alone.
#: The connector is the only way between the circles.
CONNECTOR = Network.from_ties(
    [
        (a, b)
        for circle in ("abc", "lmn", "xyz")
        for a, b in ((circle[0], circle[1]), (circle[1], circle[2]), (circle[0], circle[2]), (circle[0], "hub"))
    ],
    people=[*"abclmnxyz", "hub", "alone"], directed=False, influence="both",
)  # fmt: skip


def hospital(n=100, m=400):
    """Return *n* people of five units who name each other at random, *m* times."""
    network = Network.from_networkx(nx.gnm_random_graph(n, m, seed=4, directed=True))
    people = pd.DataFrame({"unit": [f"u{i % 5}" for i in range(n)]}, index=[str(i) for i in range(n)])
    return Network.from_ties(network.ties(), people=people)
