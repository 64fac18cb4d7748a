"""Reach: what sets of people have within reach, everybody counted by the nearest of the set."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def of_set(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    members: NDArray[np.int64],  # (k,) no repeats
    worth: NDArray[np.float64],  # (d,) what somebody counts at 0, 1, ... steps; never more further away
    nearest: NDArray[np.float64],  # (n,) out: what each person counts; 0 beyond all steps
) -> None:
    """Find how many steps each person is away from the nearest of *members*, and what that is worth."""
    n = starts.size - 1
    nearest[:] = 0.0
    seen = np.zeros(n, np.bool_)
    order = np.empty(n, np.int64)
    found = members.size
    order[:found] = members
    seen[members] = True
    begin = 0
    for step in range(worth.size):
        end = found
        for at in range(begin, end):
            v = order[at]
            nearest[v] = worth[step]
            for e in range(starts[v], starts[v + 1]):
                if not seen[targets[e]]:
                    seen[targets[e]] = True
                    order[found] = targets[e]
                    found += 1
        begin = end


@kernel
def with_each(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    nearest: NDArray[np.float64],  # (n,) what each person counts already
    worth: NDArray[np.float64],  # (d,) what somebody counts at 0, 1, ... steps; never more further away
    candidates: NDArray[np.int64],  # (c,)
    gained: NDArray[np.float64],  # (n,) out, for the candidates: how much the sum of *nearest* grows with each
) -> None:
    """Find what each candidate would add."""
    n = starts.size - 1
    seen = np.full(n, -1, np.int64)
    order = np.empty(n, np.int64)
    for candidate in candidates:
        order[0] = candidate
        seen[candidate] = candidate
        begin, found = 0, 1
        gain = 0.0
        for step in range(worth.size):
            end = found
            for at in range(begin, end):
                v = order[at]
                gain += max(0.0, worth[step] - nearest[v])
                for e in range(starts[v], starts[v + 1]):
                    if seen[targets[e]] != candidate:
                        seen[targets[e]] = candidate
                        order[found] = targets[e]
                        found += 1
            begin = end
        gained[candidate] = gain
