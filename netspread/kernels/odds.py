"""Odds: lots from which one of several arcs is drawn by a single coin, however unequal their rates are.

The alias method (Walker 1977, *ACM TOMS* 3:253; Vose 1991, *IEEE TSE* 17:972): each arc is drawn alike; the one drawn
stays if the lower half of the coin is under a limit, else it stands for another person. A lot is (person, limit,
other).
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel

_LOW = np.uint64(0xFFFFFFFF)
_ALWAYS = 0xFFFFFFFF
#: Arcs and how often sparks fall on them, as kernels take them; ``netspread.spread.models.odds`` tells what is what.
Sparking: TypeAlias = tuple[
    NDArray[np.uint32],  # (n + 1,) starts
    NDArray[np.int32],  # (m,) targets; of each person, those come first whose arc is sure
    NDArray[np.uint32],  # (rows, 4) upto: the upper half of a coin under which 0, 1, 2, 3 sparks at most fall
    NDArray[np.float64],  # (rows,) rates: how many fall on a person's other arcs on average
    NDArray[np.int32],  # (rows,) how many arcs are sure; or (0,): nobody's
    bool,  # alike: True if all arcs of a person are, and a row is how many there are; else a row is a person
    NDArray[np.uint32],  # (m, 3) lots; (0, 3) if alike
]


@kernel
def drawn_from(lots: NDArray[np.uint32], arc: np.int64, coin: np.uint64) -> np.int32:
    """Return the person that the lot of *arc* stands for with that coin."""
    person = lots[arc, 0]
    other = lots[arc, 2]
    return np.int32(person if np.uint32(coin & _LOW) < lots[arc, 1] else other)


@kernel
def aliases(
    begins: NDArray[np.int64],  # (n,) where the arcs of each person that are drawn from begin
    ends: NDArray[np.int64],  # (n,) where they end
    targets: NDArray[np.int32],  # (m,)
    rates: NDArray[np.float64],  # (m,) above 0 where they are drawn from
    lots: NDArray[np.uint32],  # (m, 3) out
) -> None:
    """Fill in the lots of each person's arcs."""
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
            # So it stays with those that are left over in the end: they come to 1 but for rounding.
            lots[begin + at, 0] = lots[begin + at, 2] = targets[begin + at]
            lots[begin + at, 1] = _ALWAYS
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
            lots[begin + small, 1] = np.uint32(left[small] * _ALWAYS)
            lots[begin + small, 2] = targets[begin + large]
            left[large] -= 1.0 - left[small]
            if left[large] < 1.0:
                heavies -= 1
                light[lights] = large
                lights += 1
