"""Certified seeds (OPIM-C, k = 50, epsilon 0.1, delta 1 / n) against pynetim's, on one thread; beside exact greed."""

import itertools
import time
from collections.abc import Callable
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from benchmarks import peers
from benchmarks.networks import network
from benchmarks.side_by_side import in_turn, plain
from netspread import engine
from netspread.network import Network
from netspread.spread.models import IndependentCascade, LinearThreshold, Model, WeightedCascade
from netspread.spread.seeding import choose, task_of
from netspread.spread.seeding.certificate import EPSILON
from netspread.spread.seeding.greedy import certified
from netspread.spread.seeding.lazy import lazily
from netspread.spread.seeding.task import Task
from netspread.spread.worlds import Worlds

Found = dict[str, list[NDArray[np.int64]]]

MODELS = (WeightedCascade(), IndependentCascade(0.01), LinearThreshold())
SEEDS = 50
#: Each contestant chooses so often, each time by other coins; and all choices are judged in so many worlds, in large
#: networks in a tenth of them: there the reach of a world hardly varies.
_ROUNDS = 3
_JUDGING = 2000
_LARGE = 100_000


def against_peers(size: str) -> list[str]:
    """Return tables of how long it takes, and how many people the seeds reach."""
    net = network(size)
    return [_table(net, model, size) for model in MODELS] + ([_beside_exact(net)] if size == "500" else [])


def _table(net: Network, model: Model, size: str) -> str:
    found: Found = {}
    with engine.using(1):
        timings = in_turn(_contestants(net, model, found), rounds=_ROUNDS, clock=time.thread_time)
    judge = Worlds(net, model, _JUDGING if net.n_people < _LARGE else _JUDGING // 10, 99)
    rows = [
        (
            timing.name,
            f"{timing.median * 1000:,.1f}",
            f"{timing.median / timings[0].median:.1f}",
            f"{mean(judge.reach(np.sort(chosen)) for chosen in found[timing.name]):,.1f}",
        )
        for timing in timings
    ]
    return plain(f"Seeds, {model.name}, {size}", ("who", "processor ms", "times ours", "people reached"), rows)


def _contestants(
    net: Network, model: Model, found: dict[str, list[NDArray[np.int64]]]
) -> dict[str, Callable[[], None]]:
    """Return calls that add to *found* whom they choose, each time by other coins.

    The first finds the arcs ready, as pynetim finds its graph; the second is what a user calls, and gets them ready.
    """
    turns = itertools.count()

    def task() -> Task:
        return task_of(net, budget=SEEDS, model=model, seed=next(turns))

    sample = task().sampler()
    choices = {
        "netspread, stopped by the certificate": lambda: certified(task(), sample).positions,
        "netspread": lambda: choose("greedy", task()).positions,
    }
    if peers.installed("pynetim"):
        from pynetim import OPIMCAlgorithm

        graph, kind = peers.pynetim_graph(net, model), "LT" if isinstance(model, LinearThreshold) else "IC"
        choices["pynetim"] = lambda: np.array(
            sorted(OPIMCAlgorithm(graph, kind, next(turns)).run(SEEDS, EPSILON, 1 / net.n_people))
        )

    def call(name: str) -> Callable[[], None]:
        return lambda: found.setdefault(name, []).append(choices[name]())

    return {name: call(name) for name in choices}


def _beside_exact(net: Network) -> str:
    """Return a table of reach beside that of greed by trying everybody in 5,000 worlds."""
    rows = []
    for model in MODELS:
        task = task_of(net, budget=10, model=model)
        trial, judge = Worlds(net, model, 5_000, 7), Worlds(net, model, 20_000, 99)
        taken: list[int] = []

        def gain(person: int, trial: Worlds = trial, taken: list[int] = taken) -> float:
            return trial.reach(np.array([*taken, person])) - (trial.reach(np.array(taken)) if taken else 0.0)

        everybody = [(person, float(net.n_people)) for person in range(net.n_people)]
        exact = judge.reach(lazily(gain, taken.append, everybody, task.open()))
        mine = judge.reach(choose("greedy", task).positions)
        rows.append((model.name, f"{exact:.2f}", f"{mine:.2f}", f"{mine / exact - 1:+.2%}"))
    title = "Ten seeds among 500 people: people reached, beside greed that tries everybody in 5,000 worlds"
    return plain(title, ("model", "trying everybody", "netspread", "difference"), rows)
