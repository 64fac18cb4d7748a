"""``python -m benchmarks.communities``: how well communities are found, and how fast; prints ``docs/communities.md``.

With ``--data FOLDER`` (open networks, each with ``people.csv`` and ``ties.csv``) the agreement with known groups too.
"""

import argparse
import statistics
import warnings
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_mutual_info_score

from benchmarks.networks import network
from benchmarks.side_by_side import in_turn, table
from netspread.chance import seeded
from netspread.communities import communities
from netspread.communities.agreement import agreement
from netspread.communities.consensus import consensus
from netspread.communities.methods import undirected
from netspread.network import Network

MIXING = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
DRAWS = 5
#: Folder -> relation, the attribute that is known, whether ties have a direction.
KNOWN = {
    "zachary_karate": (None, "faction", False),
    "krackhardt_hightech": ("friendship", "dept", True),
    "cross_parker_consulting": ("information", "location", True),
    "physicians_ckm_full": ("advice", "city", True),
    "email_eu_core": (None, "department", True),
}


def planted() -> str:
    """Return the adjusted mutual information with planted communities, for each mixing level."""
    rows = []
    for mixing in MIXING:
        scores: dict[str, list[float]] = {}
        leaving: list[float] = []
        for seed in range(DRAWS):
            net, truth = _lfr(mixing, seed)
            graph = undirected(net)
            with seeded(seed):
                theirs = graph.community_leiden("modularity", weights="weight").membership
            leaving.append(_leaving(net, truth))
            found = {
                "igraph's Leiden": theirs,
                "leiden": communities(net, seed=seed).labels,
                "consensus of 20": consensus(net, runs=20, seed=seed).partition.labels,
                "louvain": communities(net, method="louvain", seed=seed).labels,
                "infomap": communities(net, method="infomap", seed=seed).labels,
                "walktrap": communities(net, method="walktrap").labels,
                "label-propagation": communities(net, method="label-propagation", seed=seed).labels,
            }
            for name, labels in found.items():
                scores.setdefault(name, []).append(float(adjusted_mutual_info_score(truth, labels)))
        measured = {"mixing asked": mixing, "ties that leave": statistics.mean(leaving)}
        rows.append({**measured, **{name: statistics.mean(s) for name, s in scores.items()}})
    return _markdown(pd.DataFrame(rows))


def _lfr(mixing: float, seed: int) -> tuple[Network, list[int]]:
    """Return a network of 1,000 people with planted communities (Lancichinetti, Fortunato & Radicchi 2008)."""
    graph = nx.LFR_benchmark_graph(
        1000, 3, 1.5, mixing, average_degree=15, max_degree=50, min_community=20, max_community=100, seed=seed + 10
    )
    graph.remove_edges_from(nx.selfloop_edges(graph))
    truth = [min(graph.nodes[person]["community"]) for person in graph]
    plain = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_edges_from(graph.edges)
    return Network.from_networkx(plain), truth


def _leaving(net: Network, truth: list[int]) -> float:
    """Return the share of ties between planted communities."""
    labels = np.array(truth)
    return float((labels[net.egos()] != labels[net.alters]).mean())


def known(folder: Path) -> str:
    """Return how far communities agree with groups that are known, in the open networks that are there."""
    rows = []
    for name, (relation, column, directed) in KNOWN.items():
        net = _open(folder / name, relation, directed=directed)
        if net is None:
            continue
        found = consensus(net, runs=50)
        agreed = agreement(found.partition, column)
        low, high = found.interval()
        rows.append(
            {
                "network": name.replace("_", " "),
                "known": column,
                "groups": net.groups(column).nunique(),
                "communities": f"{found.partition.n_tied} ({low} to {high})",
                "stability": found.stability,
                "modularity": found.partition.modularity,
                "NMI": agreed.nmi,
                "AMI": agreed.ami,
                "ARI": agreed.ari,
                "VI (bits)": agreed.vi,
            }
        )
    return _markdown(pd.DataFrame(rows))


def _open(folder: Path, relation: str | None, *, directed: bool) -> Network | None:
    files = [folder / "ties.csv", folder / "ties.csv.gz"]
    there = next((file for file in files if file.exists()), None)
    if there is None:
        return None
    people = pd.read_csv(folder / "people.csv", dtype=str).set_index("id")
    ties = pd.read_csv(there, dtype=str).rename(columns={"sender": "ego", "recipient": "alter"})
    ties = ties[ties["relation"] == relation] if relation else ties
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # ties to oneself are left out, which is meant here
        return Network.from_ties(ties, people=people, directed=directed)


def speed() -> list[str]:
    """Return tables of times: one run beside igraph's own call, and a consensus of 50 runs."""
    large, middle = network("200k"), network("15k")
    graph = undirected(large)

    def made() -> object:
        with seeded(1):
            return undirected(large).community_leiden("modularity", weights="weight", n_iterations=-1)

    one = in_turn(
        {
            "netspread, from the network": lambda: communities(large, seed=1),
            "igraph, its graph made from the same arrays": made,
            "igraph's call alone, graph ready": lambda: graph.community_leiden(
                "modularity", weights="weight", n_iterations=-1
            ),
        },
        rounds=3,
    )
    fifty = in_turn({"netspread, consensus of 50 runs": lambda: consensus(middle, runs=50)}, rounds=1)
    return [
        table("One run of Leiden until nothing improves, 200,000 people, 3 million ties", one),
        table("Consensus, 15,000 people, 150,000 ties", fifty),
    ]


def _markdown(frame: pd.DataFrame) -> str:
    lines = ["| " + " | ".join(map(str, frame.columns)) + " |", "| " + " | ".join("---" for _ in frame.columns) + " |"]
    for row in frame.itertuples(index=False):
        cells = [f"{value:.2f}" if isinstance(value, float | np.floating) else str(value) for value in row]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder of open networks")
    parser.add_argument("--no-speed", action="store_true", help="leave the times out")
    asked = parser.parse_args()
    print("# How well communities are found\n")
    print("Made by `python -m benchmarks.communities --data FOLDER`.\n")
    print("## Planted communities\n")
    print(
        f"Adjusted mutual information with the truth (1 is perfect, 0 is chance), mean of {DRAWS} networks of 1,000 "
        "people each (LFR: Lancichinetti, Fortunato & Radicchi 2008, *PRE* 78:046110).\n"
    )
    print(planted(), flush=True)
    if asked.data is not None:
        print("\n## Known groups\n")
        print(
            "Consensus of 50 runs of Leiden on open networks with groups that are known. A known group need not be a "
            "community: doctors of a town talk to each other, colleagues of a department not only.\n"
        )
        print(known(asked.data), flush=True)
    if not asked.no_speed:
        print("\n## Times")
        for part in speed():
            print(part, flush=True)


if __name__ == "__main__":
    main()
