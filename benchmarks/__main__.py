"""``make bench``: ours and peers in turn, in one run; prints Markdown tables for ``docs/benchmarks.md``.

Peers that are not installed are left out: ``pip install cynetdiff pynetim ndlib``. Name parts and sizes to run fewer:
``python -m benchmarks cascades seeds 500 15k``.
"""

import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version

import numpy as np

from benchmarks import cascades, comparison, scaling, seeds
from benchmarks.networks import NETHEPT, SIZES, network
from benchmarks.peers import PEERS, installed
from benchmarks.side_by_side import in_turn, table
from netspread import engine
from netspread.measures import betweenness, brokerage, closeness
from netspread.network import Network
from netspread.ranking import MEASURES, rank


def measures(size: str) -> list[str]:
    """Return tables of measures against igraph; ours prepares everything itself in each call."""
    net = network(size)
    graph = net.to_igraph()
    few, many = (15, 15) if size == "500" else (1, 3)
    parts = []
    with engine.using(1):
        contestants = {
            "netspread, one thread": lambda: brokerage.constraint(net),
            "igraph, graph ready": graph.constraint,
            "igraph, graph made": lambda: net.to_igraph().constraint(),
        }
        parts.append(table(f"Burt's constraint, {size}", in_turn(contestants, rounds=many)))
        if size != "200k":
            contestants = {
                "netspread, one thread": lambda: closeness.harmonic(fresh(net)),
                "igraph, graph ready": lambda: graph.harmonic_centrality(mode="in"),
            }
            parts.append(table(f"Harmonic closeness, {size}", in_turn(contestants, rounds=many)))
    if size != "200k":
        contestants = {
            "netspread": lambda: betweenness.betweenness(fresh(net)),
            "igraph, graph ready": lambda: graph.betweenness(directed=True),
            "netspread, estimated from 128 people, with its error": lambda: betweenness.approximate_betweenness(
                fresh(net), sources=128
            ),
        }
        parts.append(table(f"Betweenness, {size}", in_turn(contestants, rounds=few)))
    codes = (np.arange(net.n_people) * 12 // net.n_people).astype(np.int32)  # R's sna takes the groups as numbers, too
    roles = in_turn({"netspread": lambda: brokerage.open_ways(net, codes, 12)}, rounds=many)
    parts.append(table(f"Gould-Fernandez roles, {size}", roles))
    return parts + (everything(size) if size == "200k" else [])


def fresh(net: Network) -> Network:
    """Return the same network as another value, of which nothing has been computed yet."""
    return replace(net)


def everything(size: str) -> list[str]:
    """Return how long each measure takes, on ties with weights from 1 to 5; measures share what they can."""
    plain = network(size)
    weights = np.random.default_rng(0).integers(1, 6, len(plain.alters)).astype(np.float64)
    net, small = replace(plain, weights=weights), network("500")
    asked = [measure for measure in MEASURES.values() if not measure.answered]
    for measure in asked:  # compiles
        rank(small, by=measure.name, groups="unit" if measure.needs_groups else None)
    spent = []
    for measure in asked:
        began = time.perf_counter()
        rank(net, by=measure.name, groups="unit" if measure.needs_groups else None)
        spent.append(time.perf_counter() - began)
    lines = [f"\n### All {len(asked)} measures of leaders and brokers, {size}: {sum(spent):.1f} s\n"]
    lines += ["| measure | s |", "| --- | ---: |"]
    lines += [f"| {measure.name} | {seconds:.2f} |" for measure, seconds in zip(asked, spent, strict=True)]
    return ["\n".join(lines)]


#: What can be asked for, in this order: each part is called once, or once for each size.
PARTS: dict[str, Callable[..., list[str]]] = {
    "measures": measures,
    "cascades": cascades.all_of,
    "seeds": seeds.against_peers,
    "scaling": scaling.table_of,
    "large": scaling.large,
    "comparison": comparison.of_twelve,
}
#: Parts that make their own networks.
ONCE = ("scaling", "large", "comparison")


def main(asked: Sequence[str]) -> None:
    """Print the machine, the versions, and every table that was asked for."""
    known = (*SIZES, NETHEPT)
    unknown = [word for word in asked if word not in PARTS and word not in known]
    if unknown:
        raise SystemExit(f"{unknown[0]!r} is neither a part ({', '.join(PARTS)}) nor a size ({', '.join(known)})")
    sizes = [word for word in asked if word in known] or list(cascades.CASCADES)
    print("# Benchmarks\n")
    print("Made by `make bench`: contestants in turn, medians; a ratio above 1 says that they are slower.\n")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},")
    names = ["netspread", "numba", "numpy", "igraph", *(name for name in PEERS if installed(name))]
    print(", ".join(f"{name} {version(name)}" for name in names) + ".")
    for part in [word for word in asked if word in PARTS] or list(PARTS):
        for call in [()] if part in ONCE else [(size,) for size in sizes]:
            for text in PARTS[part](*call):
                print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
