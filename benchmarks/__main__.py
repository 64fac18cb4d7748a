"""``make bench``: ours and peers in turn, in one run; prints Markdown tables for ``docs/benchmarks.md``.

Peers that are not installed are left out: ``pip install cynetdiff pynetim``. Give sizes to run fewer:
``python -m benchmarks 500 15k``.
"""

import os
import platform
import sys
from array import array
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version

import igraph
import numpy as np

from benchmarks.networks import network
from benchmarks.side_by_side import in_turn, table
from netspread import engine
from netspread.measures import brokerage, closeness
from netspread.network import Network
from netspread.spread.models import IndependentCascade, LinearThreshold, Model, Tally, WeightedCascade

#: Cascades in each measured call, by size.
CASCADES = {"500": 4000, "15k": 400, "200k": 10}
SEEDS = 50


def measures(size: str) -> list[str]:
    """Return tables of measures against igraph, its graph ready beforehand and ours not."""
    net = network(size)
    graph = net.to_igraph()
    parts = []
    with engine.using(1):
        ours = {"netspread, one thread": lambda: brokerage.constraint(net)}
        theirs = {"igraph, graph ready": graph.constraint}
        parts.append(table(f"Burt's constraint, {size}", in_turn({**ours, **theirs}, rounds=3)))
        if size != "200k":
            ours = {"netspread, one thread": lambda: closeness.harmonic(net)}
            theirs = {"igraph, graph ready": lambda: graph.harmonic_centrality(mode="in")}
            parts.append(table(f"Harmonic closeness, {size}", in_turn({**ours, **theirs}, rounds=3)))
    roles = in_turn({"netspread, one thread": lambda: brokerage.roles(net, groups="unit")}, rounds=3)
    parts.append(table(f"Gould-Fernandez roles, {size}", roles))
    return parts


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
    spread = model.prepared(net.influence_arcs())

    def call() -> None:
        tally = Tally(np.zeros(runs, np.int64), np.zeros((runs, 64), np.int64), np.zeros(0, np.int64))
        spread(seeds, 1, range(runs), tally)

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
        for part in [*measures(size), *cascades(size)]:
            print(part, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or list(CASCADES))
