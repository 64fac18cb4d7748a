"""What a warm command pays before it works: loading, and numba getting its compiled kernels ready."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.side_by_side import plain
from netspread_cli.main import _RARELY

_HOSPITAL = Path(__file__).parents[1] / "sample_networks" / "hospital"
_ROUNDS = 7
_SEEDS = [
    "-m", "netspread_cli", "seeds", str(_HOSPITAL / "survey.csv"), "--staff", str(_HOSPITAL / "staff.csv"),
    "--strategy", "greedy", "--budget", "10",
]  # fmt: skip


def all_of() -> list[str]:
    """Return a table of processor seconds, each in a process of its own; all kernels were compiled before."""
    whats = {
        "import pandas": lambda: _whole("-c", "import pandas"),
        "netspread seeds on the sample hospital, greedy": lambda: _whole(*_SEEDS),
        "of these: importing numba": lambda: _told()["importing"],
        "getting it ready, loading kernels": lambda: _told()["getting ready"],
    }
    for call in whats.values():
        call()
    found: dict[str, list[float]] = {what: [] for what in whats}
    for _ in range(_ROUNDS):
        for what, call in whats.items():
            found[what].append(call())
    rows = [(what, f"{statistics.median(s):.3f}", f"{min(s):.3f} to {max(s):.3f}") for what, s in found.items()]
    return [plain("Start of a warm command", ("what", "processor s", "by round"), rows)]


def _whole(*asked: str) -> float:
    """Return the processor seconds of a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *asked], capture_output=True, check=True, env=os.environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _told() -> dict[str, float]:
    said = subprocess.run([sys.executable, "-m", "benchmarks.startup"], capture_output=True, check=True).stdout
    told: dict[str, float] = json.loads(said)
    return told


def parts() -> dict[str, float]:
    """Return what numba takes in a process that chooses seeds: its import, and what first calls take beyond second."""
    began = time.process_time()
    from netspread.kernels import jit  # noqa: F401  # this loads numba, and what it needs

    importing = time.process_time() - began
    from netspread.network import Network
    from netspread.spread.seeding import seeds
    from netspread.spread.simulate import simulate

    circle = Network.from_ties([("a", "b"), ("b", "c"), ("c", "a")])
    took = []
    for _ in range(2):
        began = time.process_time()
        simulate(circle, seeds=seeds(circle, strategy="greedy", budget=1).people, worlds=100)
        took.append(time.process_time() - began)
    return {"importing": importing, "getting ready": took[0] - took[1]}


if __name__ == "__main__":
    import gc

    import pandas as pd  # noqa: F401  # what is loaded anyway

    gc.set_threshold(*_RARELY)
    print(json.dumps(parts()))
