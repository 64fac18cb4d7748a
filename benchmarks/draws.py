"""Draws: how long plausible complete networks of 15,000 people take, when three in ten did not answer."""

import time

import numpy as np

from benchmarks.networks import network
from benchmarks.side_by_side import plain
from netspread import engine
from netspread.network import Network
from netspread.ranking import uncertain_ranks

_SILENT, _DRAWS = 0.3, 100
_MEASURES = ("in-degree", "betweenness")


def surveyed(size: str) -> Network:
    """Return a network without the answers of three in ten, at random."""
    net = network(size)
    answered = np.random.default_rng(0).random(net.n_people) >= _SILENT
    ties = net.ties()
    kept = ties[answered[net.positions(ties["ego"])]]
    return Network.from_ties(kept, people=net.people.assign(responded=answered))


def of_15k() -> list[str]:
    """Return a table of how long the draws of the main job take, with the ranks in each, by number of threads."""
    seen = surveyed("15k")
    uncertain_ranks(seen, by=_MEASURES, draws=4)  # compiles
    rows = []
    for threads in (2, 1):
        with engine.using(threads):
            began, worked = time.perf_counter(), time.process_time()
            uncertain_ranks(seen, by=_MEASURES, draws=_DRAWS)
            rows.append((f"{threads}", f"{time.perf_counter() - began:.1f}", f"{time.process_time() - worked:.1f}"))
    silent = int((~seen.responded).sum())
    ranked = " and ".join(_MEASURES)
    title = f"{_DRAWS} plausible networks of {seen.n_people:,} people, {silent:,} silent, ranked by {ranked}"
    return [plain(title, ["threads", "s", "processor s"], rows)]
