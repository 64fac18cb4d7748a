"""Combined: logics that share a budget, all at once or one after the other."""

from collections.abc import Mapping, Sequence
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from netspread.errors import ChoiceError, in_range, one_of

#: The three logics, in the order of their columns.
SINGLE = ("mechanistic", "ecological", "social")
LOGICS = (*SINGLE, "combined")
#: Between the starts of logics that come one after the other.
STAGGER = 3
#: The grid of shares that is searched.
_STEPS = 4


def checked(shares: Mapping[str, float]) -> dict[str, float]:
    """Return *shares* of the budget for all three logics, summing to 1.

    Raises
    ------
    ChoiceError
        If a logic is unknown, a share is no number or under 0, or all are 0.
    """
    for name, share in shares.items():
        if name not in SINGLE:
            raise one_of("logic", name, SINGLE)
        if isinstance(share, bool | str):
            raise ChoiceError(f"share of {name} is {share!r}; it must be a number")
        in_range(f"share of {name}", share, 0)
    total = sum(shares.values())
    if not 0 < total < float("inf"):
        raise ChoiceError("the shares of the budget are all 0; give one logic at least a share above 0")
    return {name: shares.get(name, 0) / total for name in SINGLE}


def grid() -> list[dict[str, float]]:
    """Return all shares in quarters: 15 mixes, the three single logics among them."""
    parts = range(_STEPS + 1)
    return [
        dict(zip(SINGLE, (a / _STEPS, b / _STEPS, (_STEPS - a - b) / _STEPS), strict=True))
        for a in parts
        for b in parts
        if a + b <= _STEPS
    ]


def orders(shares: Mapping[str, float]) -> list[tuple[str, ...]]:
    """Return all orders of the logics that have a share; the empty one means all at once."""
    used = [name for name in SINGLE if shares[name] > 0]
    return [(), *permutations(used)] if len(used) > 1 else [()]


def places(
    shares: Mapping[str, float],
    order: Sequence[str],
    *,
    periods: int,
    budget: float,
    costs: Mapping[str, float],
) -> NDArray[np.int64]:
    """Return how many places each logic has in each period: shape (periods, 3).

    With an *order* a logic starts ``STAGGER`` periods after the one before it; what a logic that has not started would
    have had goes to those that have. Parts of places are carried on; places not used lapse.
    """
    start = {name: STAGGER * at for at, name in enumerate(order)}
    began = np.array([[start.get(name, 0) <= period for name in SINGLE] for period in range(periods)])
    given = began * np.array([shares[name] for name in SINGLE])
    given = given / np.maximum(given.sum(axis=1, keepdims=True), 1e-12)
    owed = np.cumsum(given * budget / np.array([costs[name] for name in SINGLE]), axis=0)
    whole = np.floor(owed + 1e-9).astype(np.int64)
    return np.diff(whole, axis=0, prepend=0)
