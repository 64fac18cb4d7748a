"""Forward cascades against peers, on one thread and on two; and how the cost grows."""

import time
from array import array
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version

import numpy as np
from numpy.typing import NDArray

from benchmarks.networks import network, of_size
from benchmarks.side_by_side import in_turn, plain, table
from netspread import engine
from netspread.kernels.coin import GOLD, mixed
from netspread.kernels.jit import kernel
from netspread.network import Network
from netspread.spread.models import Ground, IndependentCascade, LinearThreshold, Model, Start, Tally, WeightedCascade

#: Cascades in each measured call, by size.
CASCADES = {"500": 4000, "15k": 400, "200k": 20}
SEEDS = 50
MODELS = (IndependentCascade(0.05), WeightedCascade(), LinearThreshold())
_THREADS = 2


def against_peers(size: str) -> list[str]:
    """Return tables of cascades from the same seeds, on one thread."""
    net = network(size)
    seeds = _seeds(net)
    runs = CASCADES[size]
    parts = []
    for model in MODELS:
        contestants = {"netspread, one thread": _ours(net, model, seeds, runs), **_peers(net, model, seeds, runs)}
        timings = in_turn(contestants, rounds=7, clock=time.thread_time)
        title = f"{model.name}, {size}: {runs} cascades from {SEEDS} seeds ({runs / timings[0].median:,.0f} a second)"
        parts.append(table(title, timings))
    return parts


def against_ndlib(size: str = "500") -> list[str]:
    """Return a table of cascades beside NDlib's, a second for each."""
    if not installed("ndlib"):
        return []
    net = network(size)
    seeds, few = _seeds(net), 10
    many = 4000
    theirs = _ndlib(net, seeds.tolist(), few)
    timings = in_turn(
        {"netspread, one thread": _ours(net, MODELS[0], seeds, many), "ndlib": theirs}, rounds=3, clock=time.thread_time
    )
    ratio = (timings[1].median / few) / (timings[0].median / many)
    rows = [(timing.name, f"{count / timing.median:,.0f}") for timing, count in zip(timings, (many, few), strict=True)]
    title = f"{MODELS[0].name}, {size}: one cascade is {ratio:,.0f} times quicker than NDlib's"
    return [plain(title, ("who", "cascades a second"), rows)]


def on_two_threads(size: str) -> list[str]:
    """Return a table: one thread and two, beside a control that does nothing but toss coins."""
    net = network(size)
    start = Start.at_once(_seeds(net))
    rows = []
    for model in MODELS:
        spread = model.prepared(Ground.of(net))
        runs = 16 * CASCADES[size]

        def block(worlds: range, spread: Callable[..., None] = spread) -> None:
            spread(start, 1, worlds, _tally(len(worlds)))

        rows.append((model.name, _gain(block, engine.blocks(runs, runs // 16))))
    control = _gain(lambda part: _tossed(part.start, part.stop), engine.blocks(400_000_000, 25_000_000))
    rows.append(("control: coins alone", control))
    shown = [(name, f"{middle:.2f} ({low:.2f} to {high:.2f})") for name, (middle, low, high) in rows]
    return [plain(f"Two threads, {size}: how many times as quick as one", ("what", "times (rounds)"), shown)]


def scaling() -> list[str]:
    """Return a table of the time of one block of worlds when everything but one thing stays the same."""
    runs = 200
    cases = {
        "15,000 people, 150,000 ties, 200 worlds": (15_000, 150_000, runs),
        "ties x10": (15_000, 1_500_000, runs),
        "people x10, ties x10": (150_000, 1_500_000, runs),
        "worlds x10": (15_000, 150_000, 10 * runs),
    }
    rows = []
    base: dict[str, float] = {}
    for what, (people, ties, worlds) in cases.items():
        net = of_size(people, ties)
        # The chance is such that the same share of ties is tried, however many there are.
        row = [what]
        for model in (
            IndependentCascade(0.05 * 150_000 / 15_000 * people / ties),
            WeightedCascade(),
            LinearThreshold(),
        ):
            # As many seeds a person, so that as large a part of the network is reached.
            seeds = np.sort(np.random.default_rng(0).choice(people, people // 100, replace=False)).astype(np.int64)
            call = _ours(net, model, seeds, worlds)
            kind = model.name.partition("(")[0]
            seconds = in_turn({kind: call}, rounds=3, clock=time.thread_time)[0].median
            base.setdefault(kind, seconds)
            row.append(f"{seconds:.3g} s ({seconds / base[kind]:.1f})")
        rows.append(tuple(row))
    return [plain("How the cost grows: seconds (times the first line)", ("what", "ic", "wc", "lt"), rows)]


def installed(name: str) -> bool:
    """Return whether the peer is there."""
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _seeds(net: Network) -> NDArray[np.int64]:
    return np.sort(np.random.default_rng(0).choice(net.n_people, SEEDS, replace=False)).astype(np.int64)


def _tally(runs: int) -> Tally:
    """Return a tally as peers keep it: the reach of each world (and the curve), not who adopts."""
    return Tally(
        np.zeros(runs, np.int64), np.zeros((runs, 64), np.int64), np.zeros((runs, 0), np.int64), np.zeros(0, np.int64)
    )


def _ours(net: Network, model: Model, seeds: NDArray[np.int64], runs: int) -> Callable[[], object]:
    spread = model.prepared(Ground.of(net))
    return lambda: spread(Start.at_once(seeds), 1, range(runs), _tally(runs))


def _gain(work: Callable[[range], object], parts: list[range], rounds: int = 5) -> tuple[float, float, float]:
    """Return how many times as quick two threads are: the middle of the rounds, the least and the most."""

    def call(jobs: int) -> Callable[[], object]:
        def run() -> None:
            with engine.using(jobs):
                engine.run(work, parts, name="benchmark")

        return run

    one, two = in_turn({"one": call(1), "two": call(_THREADS)}, rounds=rounds)
    times = sorted(a / b for a, b in zip(one.seconds, two.seconds, strict=True))
    return times[len(times) // 2], times[0], times[-1]


@kernel
def _tossed(low: int, high: int) -> np.uint64:
    """Toss coins and add them up."""
    total = np.uint64(0)
    for k in range(low, high):
        total += mixed(np.uint64(k) * GOLD)
    return total


def _peers(net: Network, model: Model, seeds: NDArray[np.int64], runs: int) -> Mapping[str, Callable[[], object]]:
    arcs = net.influence_arcs()
    share = (1.0 / np.maximum(np.bincount(arcs.targets, minlength=net.n_people), 1))[arcs.targets]
    chance = np.full(len(share), 0.05) if isinstance(model, IndependentCascade) else share
    found: dict[str, Callable[[], object]] = {}
    if installed("cynetdiff"):
        found["cynetdiff"] = _cynetdiff(arcs, model, chance, seeds.tolist(), runs)
    if installed("pynetim"):
        peer = pynetim_model(net, model, chance)(set(seeds.tolist()))
        found["pynetim"] = lambda: peer.run_monte_carlo_diffusion(runs, 1)
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


def pynetim_graph(net, chance):  # type: ignore[no-untyped-def]  # a peer without types
    """Return the network as pynetim wants it."""
    import pynetim

    arcs = net.influence_arcs()
    sources = np.repeat(np.arange(net.n_people), np.diff(arcs.starts))
    return pynetim.IMGraph(
        list(zip(sources.tolist(), arcs.targets.tolist(), strict=True)), chance.tolist(), True, False
    )


def pynetim_model(net, model, chance):  # type: ignore[no-untyped-def]  # a peer without types
    """Return what makes pynetim's model from seeds."""
    import pynetim

    graph = pynetim_graph(net, chance)
    kind = pynetim.LinearThresholdModel if isinstance(model, LinearThreshold) else pynetim.IndependentCascadeModel
    return lambda people: kind(graph, people)


def _ndlib(net, people, runs):  # type: ignore[no-untyped-def]  # a peer without types
    from ndlib.models import ModelConfig
    from ndlib.models.epidemics import IndependentCascadesModel

    arcs = net.influence_arcs()
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(range(net.n_people))
    graph.add_edges_from(
        zip(np.repeat(np.arange(net.n_people), np.diff(arcs.starts)).tolist(), arcs.targets.tolist(), strict=True)
    )

    def call() -> None:
        for _ in range(runs):
            peer = IndependentCascadesModel(graph)
            asked = ModelConfig.Configuration()
            asked.add_model_initial_configuration("Infected", people)
            for tie in graph.edges:
                asked.add_edge_configuration("threshold", tie, 0.05)
            peer.set_initial_status(asked)
            while True:
                step = peer.iteration()
                if step["iteration"] > 0 and not step["status"]:
                    break

    return call
