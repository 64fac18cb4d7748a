"""Chance: igraph draws from one generator for the whole process; for a while it is one of ours."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_alone = threading.Lock()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let igraph draw from a generator of our own inside this ``with`` block; one thread at a time."""
    import igraph

    with _alone:
        igraph.set_random_number_generator(random.Random(seed))  # noqa: S311  # nothing secret hangs on it
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)
