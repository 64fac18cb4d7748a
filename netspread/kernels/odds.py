"""Odds: tables from which one of several arcs is drawn by a single coin, however unequal their rates are."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def aliases(
    begins: NDArray[np.int64],  # (n,) where the arcs of each person that are drawn from begin
    ends: NDArray[np.int64],  # (n,) where they end
    targets: NDArray[np.int32],  # (m,)
    rates: NDArray[np.float64],  # (m,) above 0 where they are drawn from
    keep: NDArray[np.uint32],  # (m,) out: a draw of an arc stays there if its coin is under this
    other: NDArray[np.int32],  # (m,) out: else it goes to this person
) -> None:
    """Fill in, for each person, the table of the alias method (Walker 1977, *ACM TOMS* 3:253; Vose 1991)."""
    most = np.int64(0)
    for v in range(begins.size):
        most = max(most, ends[v] - begins[v])
    left = np.empty(most, np.float64)
    light, heavy = np.empty(most, np.int64), np.empty(most, np.int64)
    for v in range(begins.size):
        begin, count = begins[v], ends[v] - begins[v]
        total = 0.0  # added up in this order, with the compiler and without
        for at in range(count):
            total += rates[begin + at]
        lights, heavies = 0, 0
        for at in range(count):
            left[at] = rates[begin + at] * count / total
            if left[at] < 1.0:
                light[lights] = at
                lights += 1
            else:
                heavy[heavies] = at
                heavies += 1
        while lights > 0 and heavies > 0:
            lights -= 1
            small, large = light[lights], heavy[heavies - 1]
            keep[begin + small] = np.uint32(left[small] * 4294967295.0)
            other[begin + small] = targets[begin + large]
            left[large] -= 1.0 - left[small]
            if left[large] < 1.0:
                heavies -= 1
                light[lights] = large
                lights += 1
        # What is left over is 1 but for rounding.
        for at in range(lights):
            keep[begin + light[at]] = np.uint32(0xFFFFFFFF)
            other[begin + light[at]] = targets[begin + light[at]]
        for at in range(heavies):
            keep[begin + heavy[at]] = np.uint32(0xFFFFFFFF)
            other[begin + heavy[at]] = targets[begin + heavy[at]]
