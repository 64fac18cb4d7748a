"""Social: thresholds and norms, status and likeness, leaders of communities, and word against it.

Granovetter (1978), *Am J Sociol* 83:1420; Valente & Davis (1999), *Annals AAPSS* 566:55; Centola & Macy (2007),
*Am J Sociol* 113:702.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.network import Arcs


def pull(arcs: Arcs, unit: NDArray[np.int64], *, status: float, homophily: float) -> NDArray[np.float64]:
    """Return which share of each target's social influence comes along each arc; they sum to 1 for a target.

    An arc counts by its weight, by the status of whom it comes from, (1 + people influenced) to the power of *status*,
    and by 1 - *homophily* where it comes from another unit.
    """
    reached = np.diff(arcs.starts)
    sources = np.repeat(np.arange(len(reached)), reached)
    counted = arcs.weights * (1.0 + reached[sources]) ** status
    counted = np.where(unit[sources] == unit[arcs.targets], counted, counted * (1.0 - homophily))
    total = np.bincount(arcs.targets, weights=counted, minlength=len(reached))[arcs.targets]
    return np.asarray(np.divide(counted, total, out=np.zeros_like(counted), where=total > 0))


def leaders(arcs: Arcs, labels: NDArray[np.int64], *, share: float) -> NDArray[np.int64]:
    """Return who is asked to lead, in order: the most influential of each community in turn, the larger first.

    Each community gets leaders in proportion to its people: the next one goes where the fewest of its people
    stand behind each leader so far (highest averages, as seats are shared out).
    """
    status = np.diff(arcs.starts)
    order = np.lexsort((np.arange(len(labels)), -status, labels))
    first = np.searchsorted(labels[order], labels[order])
    turn = np.arange(len(order)) - first
    sizes = np.bincount(labels)[labels[order]]
    seats = (turn + 0.5) / sizes
    # Nobody follows somebody whom nobody names.
    with_followers = status[order] > 0
    in_turn = order[with_followers][np.lexsort((labels[order][with_followers], seats[with_followers]))]
    return in_turn[: max(1, round(share * len(labels)))].astype(np.int64)
