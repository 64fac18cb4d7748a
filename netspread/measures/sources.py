"""Sources: from which people to measure, where measuring from all of them would take too long."""

import numpy as np
from numpy.typing import NDArray

from netspread.errors import in_range
from netspread.network import Network


def drawn(n: int, *, sources: int | None, otherwise: int, seed: int) -> NDArray[np.int64]:
    """Return the positions of *sources* of *n* people drawn at random, sorted; of *otherwise* where it is None.

    Raises
    ------
    ChoiceError
        If *sources* is below 1.
    """
    wanted = otherwise if sources is None else sources
    in_range("sources", wanted, 1)
    if wanted >= n:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, wanted, replace=False))


def affordable(network: Network, visits: int, *, least: int) -> dict[str, int]:
    """Return the options of a measure from some people's point of view; none if it can be everybody's.

    So many ``sources`` that ties are looked at *visits* times, from either end; *least* at least.
    """
    sources = max(least, visits // max(network.n_people + 2 * network.n_ties, 1))
    return {"sources": sources, "seed": 1} if sources < network.n_people else {}
