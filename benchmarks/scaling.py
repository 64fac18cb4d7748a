"""How the cost grows with people, ties and worlds; and a network of 1.5 million people."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.cascades import ours
from benchmarks.networks import SIZES, of_size, ties
from benchmarks.side_by_side import in_turn, plain
from netspread import engine
from netspread.network import Network
from netspread.spread import seeding
from netspread.spread.models import IndependentCascade, LinearThreshold, WeightedCascade
from netspread.spread.worlds import Worlds

#: What grows -> people, ties, worlds.
_CASES = {
    "15,000 people, 150,000 ties, 200 worlds": (15_000, 150_000, 200),
    "worlds x10": (15_000, 150_000, 2000),
    "ties x10": (15_000, 1_500_000, 200),
    "people x10, ties x10": (150_000, 1_500_000, 200),
}


def table_of() -> list[str]:
    """Return a table for each model: the time of all worlds, and the time for each tie of those who adopt."""
    parts = []
    for kind in ("ic", "wc", "lt"):
        rows = [(what, *_row(kind, *case)) for what, case in _CASES.items()]
        base = rows[0][1]
        shown = [
            (what, f"{seconds:.3g}", f"{seconds / base:.1f}", f"{tries:,.2f}", f"{seconds * 1000 / tries:.2f}")
            for what, seconds, tries in rows
        ]
        columns = ("what", "processor s", "times the first", "million ties of adopters", "ns a tie")
        parts.append(plain(f"How the cost grows: {kind}, one in a hundred people starts", columns, shown))
    return parts


def _row(kind: str, people: int, wanted: int, worlds: int) -> tuple[float, float]:
    """Return the seconds, and how many million ties lead from those who adopt to others, in all worlds."""
    net = of_size(people, wanted)
    # The chance is such that adopters convince as many people, however many ties they have.
    models = {"ic": IndependentCascade(0.5 * people / wanted), "wc": WeightedCascade(), "lt": LinearThreshold()}
    seeds = np.sort(np.random.default_rng(0).choice(people, people // 100, replace=False)).astype(np.int64)
    timing = in_turn({kind: ours(net, models[kind], seeds, worlds)}, rounds=3, clock=time.thread_time)[0]
    adopted = Worlds(net, models[kind], worlds, 1).spread(seeds).adopted
    return timing.median, float(adopted @ np.diff(net.influence_arcs().starts)) / 1e6


def large() -> list[str]:
    """Return a table of certified seeds among 1.5 million people, each chosen in a process of its own."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="netspread-bench-") as folder:
        path = str(Path(folder) / "ties.npz")
        _told("made", path)
        for model in _LARGE:
            for budget in (50, 1000):
                found = _told("chosen", path, model, str(budget))
                rows.append(
                    (
                        f"{model}, {budget} seeds",
                        f"{found['seconds']:.1f}",
                        f"{found['cpu']:.1f}",
                        f"{found['GiB']:.2f}",
                        f"{found['ratio']:.3f}",
                    )
                )
    title = "Certified seeds among 1.5 million people with 30 million ties"
    return [plain(title, ("what", "s", "processor s", "peak GiB of the process", "certified ratio"), rows)]


_LARGE = {"wc": WeightedCascade(), "ic(p=0.01)": IndependentCascade(0.01), "lt": LinearThreshold()}


def made(path: str) -> dict[str, float]:
    """Make the ties, which takes more memory than choosing, and keep them."""
    egos, alters = ties(*SIZES["1.5M"])
    np.savez(path, egos=egos.astype(np.int32), alters=alters.astype(np.int32))
    return {}


def chosen(path: str, model: str, budget: str) -> dict[str, float]:
    """Choose, on one thread, once everything is loaded and compiled."""
    people, _ = SIZES["1.5M"]
    with np.load(path) as held:
        egos, alters = held["egos"], held["alters"]
    starts = np.concatenate([[0], np.cumsum(np.bincount(egos, minlength=people))])
    del egos
    frame = pd.DataFrame(index=pd.Index(np.arange(people).astype(str), dtype="str", name="person"))
    net = Network(frame, starts, alters, np.ones(len(alters)), influence="ego_to_alter")
    seeding.seeds(of_size(*SIZES["500"]), strategy="greedy", budget=2, model=_LARGE[model])
    with engine.using(1):
        began, cpu = time.perf_counter(), time.process_time()
        found = seeding.seeds(net, strategy="greedy", budget=int(budget), model=_LARGE[model])
    return {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - cpu,
        "GiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "ratio": found.certified_ratio or 0.0,
    }


def _told(*asked: str) -> dict[str, float]:
    """Return what a process of its own says."""
    said = subprocess.run([sys.executable, "-m", "benchmarks.scaling", *asked], capture_output=True, check=True).stdout
    told: dict[str, float] = json.loads(said)
    return told


if __name__ == "__main__":
    print(json.dumps({"made": made, "chosen": chosen}[sys.argv[1]](*sys.argv[2:])))
