"""Seeds by chance: random people, and the people whom random people name."""

import numpy as np

from netspread.spread.seeding.task import Choice, Task


def random(task: Task) -> Choice:
    """Return people drawn at random: what every other strategy has to beat.

    Akbarpour, Malladi & Saberi (2020), *Just a few seeds more*: a few more random seeds may do as well.
    """
    return task.first(task.rng.permutation(task.network.n_people))


def one_hop(task: Task) -> Choice:
    """Return people by whom randomly drawn people are influenced: each of those names one of theirs.

    It needs no map of the network, and finds much-named people all the same. Kim et al. (2015), *Lancet* 386:145
    (friend nomination). Random people fill up where nobody is left to name.
    """
    rng = task.rng
    sources = task.arcs().turned()
    drawn = rng.permutation(task.network.n_people)
    named = []
    for person in drawn:
        low, high = sources.starts[person], sources.starts[person + 1]
        if low < high:
            named.append(sources.targets[rng.integers(low, high)])
    return task.first(np.concatenate([np.array(named, dtype=np.int64), drawn]))
