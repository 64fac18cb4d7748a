"""Rewiring: the same people with as many ties each, otherwise at random."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, below, mixed, stream
from netspread.kernels.jit import kernel


@kernel
def _holds(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    v: int,
    w: int,
) -> int:
    """Return where in *v*'s ties *w* stands, -1 if not."""
    for arc in range(starts[v], starts[v + 1]):
        if targets[arc] == w:
            return arc
    return -1


@kernel
def swap(
    starts: NDArray[np.int64],  # (n + 1,)
    owners: NDArray[np.int32],  # (m,) whose tie each is
    targets: NDArray[np.int32],  # (m,) in and out: no longer sorted afterwards
    both: bool,  # whether each tie stands from both sides, and must go on doing so
    trials: int,
    seed: int,
    number: int,  # of the draw
) -> None:
    """Let two random ties exchange their ends, *trials* times; not where that makes a tie double or to oneself.

    Milo et al. (2003), arXiv cond-mat/0312028: in-degrees and out-degrees stay as they are.
    """
    coins = stream(np.uint64(seed), np.uint64(number))
    m = np.uint64(targets.size)
    for trial in range(trials):
        one = below(mixed(coins + np.uint64(2 * trial) * GOLD), m)
        other = below(mixed(coins + np.uint64(2 * trial + 1) * GOLD), m)
        a, b, c, d = owners[one], targets[one], owners[other], targets[other]
        if a in (c, d) or b in (c, d):
            continue
        if _holds(starts, targets, a, d) >= 0 or _holds(starts, targets, c, b) >= 0:
            continue
        if both:
            targets[_holds(starts, targets, b, a)] = c
            targets[_holds(starts, targets, d, c)] = a
        targets[one] = d
        targets[other] = b


@kernel
def _threshold_sum(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    times: NDArray[np.int64],  # (n,)
    low: int,
    high: int,
    lag: int,
) -> float:
    """Add up the share of adopters around each person who adopts from *low* to *high*, when they do."""
    total = 0.0
    for v in range(times.size):
        degree = starts[v + 1] - starts[v]
        if degree == 0 or not low <= times[v] <= high:
            continue
        among = 0
        for arc in range(starts[v], starts[v + 1]):
            among += times[targets[arc]] <= times[v] - lag
        total += among / degree
    return total


@kernel
def rewired_thresholds(
    starts: NDArray[np.int64],  # (n + 1,)
    owners: NDArray[np.int32],  # (m,)
    targets: NDArray[np.int32],  # (m,) the people to whom each person is exposed
    both: bool,
    times: NDArray[np.int64],  # (n,)
    low: int,  # whose thresholds are added up: adopters of periods *low* to *high*
    high: int,
    lag: int,
    trials: int,
    seed: int,
    first: int,  # the number of the first draw
    sums: NDArray[np.float64],  # (draws,) out, added to
) -> None:
    """Add up thresholds in rewired networks, each made from the given one."""
    moved = targets.copy()
    for draw in range(sums.size):
        moved[:] = targets
        swap(starts, owners, moved, both, trials, seed, first + draw)
        sums[draw] += _threshold_sum(starts, moved, times, low, high, lag)


@kernel
def shuffled(
    values: NDArray[np.int64],  # (k,) in and out
    coins: np.uint64,  # a stream
) -> None:
    """Bring *values* into a random order (Fisher & Yates)."""
    for at in range(values.size - 1, 0, -1):
        other = below(mixed(coins + np.uint64(at) * GOLD), np.uint64(at + 1))
        values[at], values[other] = values[other], values[at]


@kernel
def permuted_times(
    times: NDArray[np.int64],  # (n,)
    who: NDArray[np.int64],  # (k,) whose times change places
    seed: int,
    first: int,  # the number of the first draw
    out: NDArray[np.int64],  # (draws, n) out
) -> None:
    """Let the people *who* exchange their times at random, anew in each draw."""
    for draw in range(out.shape[0]):
        moved = times[who]
        shuffled(moved, stream(np.uint64(seed), np.uint64(first + draw)))
        out[draw] = times
        out[draw][who] = moved
