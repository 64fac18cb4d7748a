"""Sources: from which people to measure, where measuring from all of them would take too long."""

import numpy as np
from numpy.typing import NDArray

from netspread.errors import in_range


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
