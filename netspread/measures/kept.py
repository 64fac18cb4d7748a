"""Kept: what several measures need of the same network is computed once, and kept as long as the network."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from netspread.network import Network

Value = TypeVar("Value")

#: A few numbers for each person; for each tie only what ``graph`` makes of networks that are not large.
_values: WeakKeyDictionary[Network, dict[Hashable, Any]] = WeakKeyDictionary()


def kept(network: Network, what: Hashable, compute: Callable[[], Value]) -> Value:
    """Return what *compute* gives, called only if nobody asked for *what* of this very network before.

    Whoever asks must not change the value.
    """
    values = _values.setdefault(network, {})
    if what not in values:
        values[what] = compute()
    known: Value = values[what]
    return known
