"""Closure: how often people who share a contact are in contact, and names exchanged until it is as often as wanted."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, below, mixed
from netspread.kernels.jit import kernel


@kernel
def closed_ways(contacts: NDArray[np.bool_]) -> tuple[np.int64, np.int64]:
    """Return how many ways of two steps are closed by a contact of their ends, and how many ways there are.

    *contacts*, shape (p, p), is the same from both sides.
    """
    closed, ways = np.int64(0), np.int64(0)
    for i in range(len(contacts)):
        k = np.int64(contacts[i].sum())
        ways += k * (k - 1) // 2
        for j in range(i):
            if contacts[i, j]:
                closed += _in_common(contacts, i, j)
    return closed, ways


@kernel
def _in_common(contacts: NDArray[np.bool_], a: int, b: int) -> np.int64:
    count = np.int64(0)
    for j in range(len(contacts)):
        count += contacts[a, j] & contacts[b, j]
    return count


@kernel
def exchange(
    named: NDArray[np.bool_],  # (p, p) in, out: whether the one of the row names the one of the column
    egos: NDArray[np.int64],  # (m,) who gives each of the names that may be changed
    alters: NDArray[np.int64],  # (m,) in, out: who is named by it; only names that are not returned are changed
    wanted: float,  # how many ways of two steps should be closed
    stream: np.uint64,  # a number for the coins
    tries: int,  # how many to make at most
) -> None:
    """Let pairs of people exchange names that are not returned, until *wanted* ways of two steps are closed.

    Each names as many people as before, is named by as many, and has as many contacts; so there are as many ways.
    """
    contacts = named | named.T
    closed = closed_ways(contacts)[0]
    fewer = closed > wanted
    for at in range(tries):
        if (closed <= wanted) if fewer else (closed >= wanted):
            return
        coin = mixed(stream + np.uint64(at) * GOLD)
        first, second = below(coin, np.uint64(egos.size)), below(mixed(coin), np.uint64(egos.size))
        a, x, b, y = egos[first], alters[first], egos[second], alters[second]
        if a == y or b == x or contacts[a, y] or contacts[b, x] or named[x, a] or named[y, b]:
            continue
        lost = _in_common(contacts, a, x)
        _meet(contacts, a, x, False)
        lost += _in_common(contacts, b, y)
        _meet(contacts, b, y, False)
        won = _in_common(contacts, a, y)
        _meet(contacts, a, y, True)
        won += _in_common(contacts, b, x)
        _meet(contacts, b, x, True)
        if won == lost or (won < lost) != fewer:
            _meet(contacts, a, y, False)
            _meet(contacts, b, x, False)
            _meet(contacts, a, x, True)
            _meet(contacts, b, y, True)
            continue
        named[a, x] = named[b, y] = False
        named[a, y] = named[b, x] = True
        alters[first], alters[second] = y, x
        closed += 3 * (won - lost)  # each triangle closes three ways


@kernel
def _meet(contacts: NDArray[np.bool_], a: int, b: int, value: bool) -> None:
    contacts[a, b] = contacts[b, a] = value
