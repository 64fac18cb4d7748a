"""Seeds by chance: random people, and the people whom random people name or hear of."""

from typing import TYPE_CHECKING

import numpy as np

from netspread.spread.seeding.task import Choice, Task

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: How many people are asked for gossip, for each seed; at least a dozen.
_ASKED = 3
#: How many steps gossip goes.
_STEPS = 3


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


def gossip(task: Task) -> Choice:
    """Return the people of whom randomly drawn people hear most gossip.

    That is what people answer who are asked "who would spread news best?" (Banerjee, Chandrasekhar, Duflo & Jackson
    2019, *Review of Economic Studies* 86:2453): each drawn person names the one from whom most news arrive within
    three steps, each tie passing news on with a chance of 1 / (largest eigenvalue). Most named first; random people
    fill up. Three people are asked for each seed, a dozen at least.
    """
    from scipy.sparse import csr_array

    arcs, n, rng = task.arcs(), task.network.n_people, task.rng
    passing = csr_array((np.ones(len(arcs.targets)), arcs.targets, arcs.starts), shape=(n, n))
    chance = 1.0 / max(_growth(passing), 1.0)
    drawn = rng.permutation(n)
    asked = drawn[: max(_ASKED * task.budget, 12)]
    arriving = np.zeros((n, len(asked)))
    arriving[asked, np.arange(len(asked))] = 1.0
    heard = np.zeros_like(arriving)
    for _ in range(_STEPS):
        arriving = np.asarray(chance * (passing @ arriving))
        heard += arriving
    heard[asked, np.arange(len(asked))] = 0.0  # nobody names oneself
    told = heard.max(axis=0) > 0
    named = np.bincount(heard.argmax(axis=0)[told], minlength=n)
    order = np.lexsort((rng.random(n), -named))
    return task.first(np.concatenate([order[named[order] > 0], drawn]))


def _growth(passing: "csr_array") -> float:
    """Return the largest eigenvalue of a matrix of 0 and 1, well enough, by repeated multiplication."""
    vector = np.ones(passing.shape[0])
    growth = 0.0
    for _ in range(50):
        longer = passing @ vector + vector  # the sum keeps networks without circles, and those of two sides, calm
        size = float(np.linalg.norm(longer))
        growth, vector = size / float(np.linalg.norm(vector)) - 1.0, longer / size
    return growth
