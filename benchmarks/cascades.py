"""Forward cascades against peers, on one thread and on two."""

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks import peers
from benchmarks.networks import network
from benchmarks.side_by_side import in_turn, plain, table
from netspread import engine
from netspread.kernels.coin import GOLD, mixed
from netspread.kernels.jit import kernel
from netspread.network import Network
from netspread.spread.models import Ground, IndependentCascade, LinearThreshold, Model, Start, Tally, WeightedCascade

#: Cascades in each measured call, by size.
CASCADES = {"500": 4000, "15k": 400, "200k": 20}
SEEDS = 50
MODELS: tuple[IndependentCascade, WeightedCascade, LinearThreshold] = (
    IndependentCascade(0.05),
    WeightedCascade(),
    LinearThreshold(),
)
_THREADS = 2


def all_of(size: str) -> list[str]:
    """Return all tables of cascades."""
    return [*against_peers(size), *(against_ndlib(size) if size == "500" else []), *on_two_threads(size)]


def against_peers(size: str) -> list[str]:
    """Return tables of cascades from the same seeds, on one thread."""
    net = network(size)
    seeds = fifty(net)
    runs = CASCADES[size]
    parts = []
    for model in MODELS:
        contestants = {"netspread, one thread": ours(net, model, seeds, runs), **peers.forward(net, model, seeds, runs)}
        timings = in_turn(contestants, rounds=7, clock=time.thread_time)
        title = f"{model.name}, {size}: {runs} cascades from {SEEDS} seeds ({runs / timings[0].median:,.0f} a second)"
        parts.append(table(title, timings))
    return parts


def against_ndlib(size: str = "500") -> list[str]:
    """Return a table of cascades beside NDlib's, a second for each."""
    if not peers.installed("ndlib"):
        return []
    net = network(size)
    seeds, few = fifty(net), 10
    many = 4000
    theirs = peers.ndlib(net, MODELS[0].p, seeds.tolist(), few)
    timings = in_turn(
        {"netspread, one thread": ours(net, MODELS[0], seeds, many), "ndlib": theirs}, rounds=3, clock=time.thread_time
    )
    ratio = (timings[1].median / few) / (timings[0].median / many)
    rows = [(timing.name, f"{count / timing.median:,.0f}") for timing, count in zip(timings, (many, few), strict=True)]
    title = f"{MODELS[0].name}, {size}: one cascade is {ratio:,.0f} times quicker than NDlib's"
    return [plain(title, ("who", "cascades a second"), rows)]


def on_two_threads(size: str) -> list[str]:
    """Return a table: one thread and two, beside a control that does nothing but toss coins, in the same rounds."""
    net = network(size)
    start = Start.at_once(fifty(net))
    rows = []
    for model in MODELS:
        spread = model.prepared(Ground.of(net))

        def block(worlds: range, spread: Callable[..., None] = spread) -> None:
            spread(start, 1, worlds, _tally(len(worlds)))

        runs = 64 * CASCADES[size]
        rows.append((model.name, *_gains(block, engine.blocks(runs, runs // 64))))
    columns = ("what", "two threads: times as quick as one", "coins alone, in the same rounds")
    return [plain(f"Two threads, {size}", columns, rows)]


def fifty(net: Network) -> NDArray[np.int64]:
    """Return the same people in each call."""
    return np.sort(np.random.default_rng(0).choice(net.n_people, SEEDS, replace=False)).astype(np.int64)


def _tally(runs: int) -> Tally:
    """Return a tally as peers keep it: the reach of each world (and the curve), not who adopts."""
    return Tally(
        np.zeros(runs, np.int64), np.zeros((runs, 64), np.int64), np.zeros((runs, 0), np.int64), np.zeros(0, np.int64)
    )


def ours(net: Network, model: Model, seeds: NDArray[np.int64], runs: int) -> Callable[[], object]:
    """Return a call that runs so many cascades on one thread."""
    spread = model.prepared(Ground.of(net))
    return lambda: spread(Start.at_once(seeds), 1, range(runs), _tally(runs))


def _gains(work: Callable[[range], object], parts: list[range]) -> list[str]:
    """Return how many times as quick two threads are, of the work and of the control: the middle, and all rounds."""

    def call(jobs: int, work: Callable[[range], object], parts: list[range]) -> Callable[[], object]:
        def run() -> None:
            with engine.using(jobs):
                engine.run(work, parts, name="benchmark")

        return run

    tosses = engine.blocks(400_000_000, 25_000_000)
    contestants = {
        "one": call(1, work, parts),
        "two": call(_THREADS, work, parts),
        "coins, one": call(1, _toss, tosses),
        "coins, two": call(_THREADS, _toss, tosses),
    }
    one, two, control_one, control_two = (timing.seconds for timing in in_turn(contestants, rounds=7))
    shown = []
    for slow, quick in ((one, two), (control_one, control_two)):
        times = sorted(a / b for a, b in zip(slow, quick, strict=True))
        shown.append(f"{times[len(times) // 2]:.2f} ({times[0]:.2f} to {times[-1]:.2f})")
    return shown


def _toss(part: range) -> np.uint64:
    total: np.uint64 = _tossed(part.start, part.stop)
    return total


@kernel
def _tossed(low: int, high: int) -> np.uint64:
    """Toss coins and add them up."""
    total = np.uint64(0)
    for k in range(low, high):
        total += mixed(np.uint64(k) * GOLD)
    return total
