"""Graphs: people and ties from the graphs of networkx and igraph, and back."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

if TYPE_CHECKING:
    import igraph
    import networkx as nx


def of_networkx(graph: "nx.Graph[Any]", weight: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (people, ties) of a networkx graph, where the attribute *weight* of a tie is its weight."""
    names = [str(node) for node in graph.nodes]
    attributes = [dict(data) for _, data in graph.nodes(data=True)]
    people = pd.DataFrame(attributes, index=pd.Index(names, dtype="str")).rename(columns=str)
    rows = [(str(a), str(b), data.get(weight, 1.0)) for a, b, data in graph.edges(data=True)]
    return people, pd.DataFrame(rows, columns=["ego", "alter", "weight"])


def of_igraph(graph: "igraph.Graph", weight: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (people, ties) of an igraph graph, as :func:`of_networkx`."""
    attributes = {key: graph.vs[key] for key in graph.vs.attributes()}
    names = [str(name) for name in attributes.pop("name", range(graph.vcount()))]
    people = pd.DataFrame(attributes, index=pd.Index(names, dtype="str"))
    pairs = np.array(graph.get_edgelist(), dtype=np.int64).reshape(-1, 2)
    weights = graph.es[weight] if weight in graph.es.attributes() else np.ones(len(pairs))
    ids = np.array(names, dtype=object)
    return people, pd.DataFrame({"ego": ids[pairs[:, 0]], "alter": ids[pairs[:, 1]], "weight": weights})


def as_networkx(people: pd.DataFrame, ties: pd.DataFrame, *, directed: bool) -> "nx.Graph[str]":
    """Return a networkx graph with all attributes and weights."""
    import networkx as nx

    graph: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    for person, row in zip(people.index, people.to_dict("records"), strict=True):
        graph.add_nodes_from([(person, {str(key): value for key, value in row.items()})])
    graph.add_weighted_edges_from(zip(ties["ego"], ties["alter"], ties["weight"].tolist(), strict=True))
    return graph


def as_igraph(
    people: pd.DataFrame, ends: NDArray[np.integer], weights: NDArray[np.float64], *, directed: bool
) -> "igraph.Graph":
    """Return an igraph graph with all attributes and weights, of ties between the positions *ends*, shape (m, 2)."""
    import igraph

    graph = igraph.Graph(n=len(people), edges=ends, directed=directed)
    for column in people:
        shown = "name_given" if column == "name" else str(column)  # igraph keeps its ids under "name"
        graph.vs[shown] = people[column].tolist()
    graph.vs["name"] = people.index.tolist()
    graph.es["weight"] = weights
    return graph
