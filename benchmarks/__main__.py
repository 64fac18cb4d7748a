"""``make bench``: ours and peers in turn, in one run; prints Markdown tables for ``docs/benchmarks.md``.

Peers that are not installed are left out: ``pip install cynetdiff pynetim``. Give sizes to run fewer:
``python -m benchmarks 500 15k``.
"""

import os
import platform
import sys
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

import igraph
import numpy as np

from benchmarks.networks import network
from benchmarks.side_by_side import in_turn, table
from netspread import engine
from netspread.measures import betweenness, brokerage, closeness
from netspread.network import Network
from netspread.ranking import MEASURES, rank
from netspread.spread.models import Ground, IndependentCascade, LinearThreshold, Model, Start, Tally, WeightedCascade

#: Cascades in each measured call, by size.
CASCADES = {"500": 4000, "15k": 400, "200k": 10}
SEEDS = 50


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
    return parts


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


def cascades(size: str) -> list[str]:
    """Return tables of forward cascades from the same seeds."""
    net = network(size)
    seeds = np.sort(np.random.default_rng(0).choice(net.n_people, SEEDS, replace=False)).astype(np.int64)
    runs = CASCADES[size]
    parts = []
    for model in (IndependentCascade(0.05), WeightedCascade(), LinearThreshold()):
        contestants = {"netspread, one thread": _ours(net, model, seeds, runs), **_peers(net, model, seeds, runs)}
        timings = in_turn(contestants)
        title = f"{model.name}, {size}: {runs} cascades from {SEEDS} seeds ({runs / timings[0].median:,.0f} a second)"
        parts.append(table(title, timings))
    return parts


def _ours(net: Network, model: Model, seeds: np.ndarray, runs: int) -> Callable[[], object]:
    spread = model.prepared(Ground.of(net))
    start = Start.at_once(seeds)

    def call() -> None:
        spread(start, 1, range(runs), Tally.empty(net.n_people, runs, 64, leaving=False))

    return call


def _peers(net: Network, model: Model, seeds: np.ndarray, runs: int) -> dict[str, Callable[[], object]]:
    arcs = net.influence_arcs()
    share = (1.0 / np.maximum(np.bincount(arcs.targets, minlength=net.n_people), 1))[arcs.targets]
    chance = np.full(len(share), 0.05) if isinstance(model, IndependentCascade) else share
    found: dict[str, Callable[[], object]] = {}
    people = [int(seed) for seed in seeds]
    if _installed("cynetdiff"):
        found["cynetdiff"] = _cynetdiff(arcs, model, chance, people, runs)
    if _installed("pynetim"):
        found["pynetim"] = _pynetim(net, model, chance, people, runs)
    return found


def _cynetdiff(arcs, model, chance, people, runs):  # type: ignore[no-untyped-def]  # a peer without types
    from cynetdiff.models import IndependentCascadeModel, LinearThresholdModel

    starts, targets = array("I", arcs.starts[:-1].astype(np.uint32)), array("I", arcs.targets.astype(np.uint32))
    weights = array("f", chance.astype(np.float32))
    if isinstance(model, LinearThreshold):
        peer = LinearThresholdModel(starts, targets, influence=weights, rng=1)
    else:
        peer = IndependentCascadeModel(starts, targets, activation_probs=weights, rng=1)
    peer.set_seeds(set(people))

    def call() -> None:
        for _ in range(runs):
            peer.reset_model()
            peer.advance_until_completion()

    return call


def _pynetim(net, model, chance, people, runs):  # type: ignore[no-untyped-def]  # a peer without types
    import pynetim

    arcs = net.influence_arcs()
    sources = np.repeat(np.arange(net.n_people), np.diff(arcs.starts))
    graph = pynetim.IMGraph(
        list(zip(sources.tolist(), arcs.targets.tolist(), strict=True)), chance.tolist(), True, False
    )
    kind = pynetim.LinearThresholdModel if isinstance(model, LinearThreshold) else pynetim.IndependentCascadeModel
    peer = kind(graph, set(people))
    return lambda: peer.run_monte_carlo_diffusion(runs, 1)


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def main(sizes: Sequence[str]) -> None:
    """Print the machine, the versions, and every table."""
    print("# Benchmarks\n")
    print("Made by `make bench`: contestants in turn, medians; a ratio above 1 says that they are slower.\n")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},")
    print(f"igraph {igraph.__version__},")
    peers = [name for name in ("cynetdiff", "pynetim") if _installed(name)]
    names = ["netspread", "numba", "numpy", *peers]
    print(", ".join(f"{name} {version(name)}" for name in names) + ".")
    for size in sizes:
        for part in [*measures(size), *(everything(size) if size == "200k" else []), *cascades(size)]:
            print(part, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or list(CASCADES))
