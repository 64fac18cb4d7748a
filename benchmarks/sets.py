"""Reverse-reachable sets: how long one takes, and what threshold searches gain by going on in turn."""

import statistics
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.networks import network
from benchmarks.side_by_side import in_turn, plain
from netspread.kernels.coin import GOLD, below, mixed, stream
from netspread.kernels.jit import kernel, prefetch
from netspread.network import Network
from netspread.spread.models import (
    Ground,
    IndependentCascade,
    LinearThreshold,
    Model,
    Sampler,
    Samples,
    WeightedCascade,
)
from netspread.spread.seeding import task_of

MODELS: tuple[Model, ...] = (WeightedCascade(), IndependentCascade(0.01), LinearThreshold())
#: So many sets are drawn in each measured call: as many as certified seeds take, about.
_SETS = 16_384
_ROUNDS = 15
_HALF = np.uint64(32)


def all_of(size: str) -> list[str]:
    """Return a table of all models, and one of threshold searches in turn and one after the other."""
    net = network(size)
    samplers = {model.name: task_of(net, budget=1, model=model).sampler() for model in MODELS}
    calls = {name: _draws(sample) for name, sample in samplers.items()}
    degrees = np.diff(net.influence_arcs().turned().starts)
    rows = []
    for timing in in_turn(calls, rounds=_ROUNDS, clock=time.thread_time):
        people, _ = samplers[timing.name](1, range(_SETS))
        each, ties, took = len(people) / _SETS, degrees[people].sum() / _SETS, timing.median * 1e9 / _SETS
        row = f"{took:,.0f}", f"{each:.2f}", f"{took / each:.1f}", f"{ties:,.1f}", f"{took / ties:.2f}"
        rows.append((timing.name, *row))
    columns = ("model", "ns a set", "people in it", "ns a person", "ties to them", "ns a tie")
    return [plain(f"Reverse-reachable sets, {size}", columns, rows), _in_turn_or_not(net, size)]


def _draws(sample: Sampler) -> Callable[[], object]:
    return lambda: sample(1, range(_SETS))


def _in_turn_or_not(net: Network, size: str) -> str:
    """Return a table of threshold searches one after the other and eight in turn: the same sets, to the last bit."""
    turned = net.influence_arcs().turned()
    starts, sample = turned.starts.astype(np.uint32), LinearThreshold().sampler(Ground.of(net))

    def alone() -> Samples:
        found: Samples = _one_after_the_other(starts, turned.targets, 1, _SETS)
        return found

    for mine, plainly in zip(sample(1, range(_SETS)), alone(), strict=True):
        np.testing.assert_array_equal(mine, plainly)
    timings = in_turn({"alone": alone, "in turn": _draws(sample)}, rounds=_ROUNDS, clock=time.thread_time)
    times = sorted(a / b for a, b in zip(*(timing.seconds for timing in timings), strict=True))
    row = (size, f"{statistics.median(times):.2f}", f"{times[0]:.2f} to {times[-1]:.2f}")
    title = "Threshold searches, eight in turn, beside one after the other"
    return plain(title, ("people", "times as quick", "rounds"), [row])


@kernel
def _one_after_the_other(
    starts: NDArray[np.uint32], sources: NDArray[np.int32], seed: int, sets: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return threshold sets, each drawn to its end; the root of the next is fetched meanwhile."""
    n = starts.size - 1
    seen = np.full(n, -1, np.int32)
    people = np.empty(sets * 4 + n, np.int32)
    ends = np.zeros(sets + 1, np.int64)
    used = np.int64(0)
    following = stream(np.uint64(seed), np.uint64(0))
    root = below(mixed(following), np.uint64(n))
    for sample in range(sets):
        if people.size - used < n:
            longer = np.empty(2 * people.size, np.int32)
            longer[:used] = people[:used]
            people = longer
        own, v = following, np.int32(root)
        following = stream(np.uint64(seed), np.uint64(sample + 1))
        root = below(mixed(following), np.uint64(n))
        prefetch(starts, root)
        prefetch(seen, root)
        while seen[v] != sample:
            seen[v] = sample
            people[used] = v
            used += 1
            begin = np.int64(starts[v])
            count = np.int64(starts[v + 1]) - begin
            if count == 0:
                break
            own += GOLD
            v = sources[begin + np.int64(((mixed(own) >> _HALF) * np.uint64(count)) >> _HALF)]
        ends[sample + 1] = used
    return people[:used], ends
