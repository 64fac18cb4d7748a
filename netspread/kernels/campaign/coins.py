"""Coins of a campaign: pure functions of the random seed, the world, the person, and some of the period.

What somebody is like (resists, refuses, learns, a threshold) is one coin a world; what happens in a period is thrown
anew in each.
"""

from typing import NamedTuple

import numpy as np

from netspread.kernels.coin import GOLD, above_zero, mixed, stream
from netspread.kernels.jit import kernel

#: Keep apart the coins of each kind: those of a person in a world, and those thrown anew each period.
_RESISTS, _REFUSES, _LEARNS, _THRESHOLD, _TRUTH = (
    np.uint64(0x0C01_0001),
    np.uint64(0x0C01_0002),
    np.uint64(0x0C01_0003),
    np.uint64(0x0C01_0004),
    np.uint64(0x0C01_0005),
)
_HEARS, _ADOPTS, _STOPS, _SEEN, _RETURNS = (
    np.uint64(0x0C02_0001),
    np.uint64(0x0C02_0002),
    np.uint64(0x0C02_0003),
    np.uint64(0x0C02_0004),
    np.uint64(0x0C02_0005),
)


class Likes(NamedTuple):
    """Keys of what people of a world are like."""

    resists: np.uint64
    refuses: np.uint64
    learns: np.uint64
    limits: np.uint64
    truth: np.uint64


class Throws(NamedTuple):
    """Keys of what happens to people in a period."""

    hears: np.uint64
    adopts: np.uint64
    stops: np.uint64
    sees: np.uint64
    returns: np.uint64


@kernel
def coin(key: np.uint64, person: int) -> float:
    """Return the coin of *person*: above 0, at most 1."""
    return above_zero(mixed(key + np.uint64(person) * GOLD))


@kernel
def likes(world: np.uint64) -> Likes:
    """Return the keys of the *world*, a stream."""
    return Likes(
        mixed(world ^ _RESISTS),
        mixed(world ^ _REFUSES),
        mixed(world ^ _LEARNS),
        mixed(world ^ _THRESHOLD),
        mixed(world ^ _TRUTH),
    )


@kernel
def throws(world: np.uint64, period: int) -> Throws:
    """Return the keys of *period* (from 0) in the *world*, a stream."""
    now = stream(world, np.uint64(period + 1))
    return Throws(
        mixed(now ^ _HEARS), mixed(now ^ _ADOPTS), mixed(now ^ _STOPS), mixed(now ^ _SEEN), mixed(now ^ _RETURNS)
    )
