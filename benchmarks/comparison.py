"""How long a comparison of 12 strategies under 3 models takes on the sample hospital."""

import time
from pathlib import Path

import netspread as ns
from benchmarks.side_by_side import plain
from netspread.spread.models import IndependentCascade, LinearThreshold, WeightedCascade

STRATEGIES = (
    "random", "one-hop", "in-degree", "betweenness", "pagerank", "k-core", "degree-discount", "community-leaders",
    "key-player", "complex-centrality", "robust", "greedy",
)  # fmt: skip
_HOSPITAL = Path(__file__).parents[1] / "sample_networks" / "hospital"


def of_twelve() -> list[str]:
    """Return a table: the first time in this process, and once more."""
    survey = ns.read(_HOSPITAL / "survey.csv", staff=_HOSPITAL / "staff.csv")
    network = ns.build(survey, relation="advice")
    models = (IndependentCascade(), WeightedCascade(), LinearThreshold())
    rows = []
    for what in ("the first time", "warm"):
        began, cpu = time.perf_counter(), time.process_time()
        ns.compare(network, strategies=STRATEGIES, budget=10, model=models, worlds=1000)
        rows.append((what, f"{time.perf_counter() - began:.2f}", f"{time.process_time() - cpu:.2f}"))
    title = f"{len(STRATEGIES)} strategies under 3 models in 1,000 worlds, {network.n_people} people"
    return [plain(title, ("when", "s", "processor s"), rows)]
