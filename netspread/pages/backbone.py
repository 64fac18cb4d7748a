"""Backbone: the ties to draw where all of them would be fog."""

import numpy as np
from numpy.typing import NDArray

from netspread.network import Network

#: A tie stays if so strong a one would come by chance this rarely, at one of its two people.
_LEVEL = 0.05


def backbone(
    people: int, ego: NDArray[np.integer], alter: NDArray[np.integer], weight: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the positions of the ties that carry the most, the most telling first.

    Disparity filter (Serrano, Boguna & Vespignani 2009, *PNAS* 106:6483): a tie of weight w at a person with k
    ties of weight s together is kept if ``(1 - w / s) ** (k - 1)`` is below 0.05 at either of its two people.
    Besides, everybody keeps the strongest tie, so that nobody seems to be alone. Where all weights are equal they
    say nothing, and a tie weighs as much as the two people have contacts in common, plus one.

    Parameters
    ----------
    people
        How many people there are.
    ego, alter
        Shape (m,): positions of the two people of each tie.
    weight
        Shape (m,): above 0.

    Examples
    --------
    >>> strong = np.array([9.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    >>> backbone(12, np.zeros(11, np.int64), np.arange(1, 12), strong)[:1]
    array([0])
    """
    if not len(ego):
        return np.zeros(0, np.int64)
    told = weight if weight.min() < weight.max() else _shared(people, ego, alter) + 1.0
    chance = np.minimum(_by_chance(people, ego, told), _by_chance(people, alter, told))
    ends = np.concatenate([ego, alter])
    both, ties = np.concatenate([chance, chance]), np.tile(np.arange(len(ego)), 2)
    order = np.lexsort((ties, both, ends))
    first = np.flatnonzero(np.diff(ends[order], prepend=-1))
    kept = np.union1d(np.flatnonzero(chance < _LEVEL), ties[order][first])
    return np.asarray(kept[np.lexsort((kept, chance[kept]))], dtype=np.int64)


def ties_once(network: Network) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """Return (ego, alter, weight) of each tie; one without direction stands once."""
    egos = network.egos()
    once = np.full(len(egos), fill_value=True) if network.directed else egos < network.alters
    return egos[once], network.alters[once], network.weights[once]


def _by_chance(people: int, side: NDArray[np.integer], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how likely a share as large as each tie's is, if *side* dealt out its weight evenly at random."""
    count = np.bincount(side, minlength=people)[side]
    share = weight / np.bincount(side, weight, people)[side]
    # Somebody's only tie has the whole share, whatever it means.
    return np.where(count > 1, (1.0 - share) ** (count - 1), 1.0)


def _shared(people: int, ego: NDArray[np.integer], alter: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return how many contacts the two people of each tie have in common."""
    from scipy.sparse import csr_array

    ones = np.ones(2 * len(ego))
    ends = (np.concatenate([ego, alter]), np.concatenate([alter, ego]))
    contacts = csr_array((ones, ends), shape=(people, people))
    contacts.data[:] = 1.0
    paths = (contacts @ contacts).multiply(contacts).tocsr()
    return np.asarray(paths[ego, alter], dtype=np.float64).ravel()
