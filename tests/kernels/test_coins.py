"""Coins are those of splitmix64, even and apart."""

import numpy as np
import pytest

import naive
from netspread.kernels import coin


def test_the_scramble_is_splitmix64():
    for z in (0, 1, 2**63, 0x9E3779B97F4A7C15, 2**64 - 1):
        assert int(coin.mixed(np.uint64(z))) == naive.mixed(z)


def test_coins_are_even_and_streams_apart():
    streams = [np.uint64(coin.stream(np.uint64(7), np.uint64(k))) for k in range(2000)]
    coins = [coin.above_zero(np.uint64(coin.mixed(own))) for own in streams]
    numbers = [coin.below(own, np.uint64(6)) for own in streams]

    assert 0 < min(coins) < max(coins) <= 1
    assert np.mean(coins) == pytest.approx(0.5, abs=0.03)
    assert np.bincount(numbers, minlength=6) / 2000 == pytest.approx(np.full(6, 1 / 6), abs=0.04)
