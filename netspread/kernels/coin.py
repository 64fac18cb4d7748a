"""Coin: chance as a pure function of numbers, so that the same world falls out the same wherever it is computed.

Nothing here keeps a state. A stream is a 64-bit number; its k-th coin is the scramble of stream + k * golden ratio
(splitmix64; Steele, Lea & Flood 2014, *OOPSLA*).
"""

import numpy as np

from netspread.kernels.jit import kernel

GOLD = np.uint64(0x9E3779B97F4A7C15)


@kernel
def mixed(z: np.uint64) -> np.uint64:
    """Return *z* scrambled: each bit of the result depends on each bit of *z*."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@kernel
def stream(seed: np.uint64, number: np.uint64) -> np.uint64:
    """Return the stream that belongs to *seed* and *number* (of a world, a person, a sample)."""
    return mixed(mixed(seed * GOLD + np.uint64(1)) ^ mixed(number * np.uint64(0xD1342543DE82EF95) + GOLD))


@kernel
def above_zero(coin: np.uint64) -> np.float64:
    """Return the coin as a number above 0, at most 1."""
    return (np.float64(coin >> np.uint64(11)) + 1.0) * (1.0 / 9007199254740992.0)


@kernel
def below(coin: np.uint64, bound: np.uint64) -> np.int64:
    """Return the coin as a whole number from 0 to *bound* - 1; *bound* at most 2**31 (Lemire 2019)."""
    return np.int64(((coin >> np.uint64(32)) * bound) >> np.uint64(32))


#: A Poisson number with a larger mean is drawn in parts: the chance of 0 must be a number that can be told from 0.
_PART = 500.0


@kernel
def _poisson(coin: np.uint64, rate: float, none: float) -> np.int64:
    number = np.int64(0)
    chance = none
    upto = none
    drawn = above_zero(coin)
    # Beyond the mean chances that are too small to be added end it, should rounding keep the sum under the coin.
    while drawn > upto and (chance > 1e-20 or number < rate):
        number += 1
        chance *= rate / number
        upto += chance
    return number


@kernel
def sparks(coin: np.uint64, rate: float) -> np.int64:
    """Return a Poisson number with mean *rate*."""
    number = np.int64(0)
    while rate > _PART:
        number += _poisson(coin, _PART, np.exp(-_PART))
        rate -= _PART
        coin = mixed(coin)
    return number + _poisson(coin, rate, np.exp(-rate))
