"""Mechanistic: a structured roll-out in phases, from one site to all of them, each behind a gate.

Set-up, a scalable unit, a test of scale-up, full scale (Barker, Reid & Schall 2016, *Implementation Science* 11:12).
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from netspread.errors import ChoiceError, one_of
from netspread.logics.sites import Sites

#: The phase of each wave; the third and all later ones are full scale.
PHASES = ("scalable_unit", "test_of_scale_up", "full_scale")


def _pilot_friendly(sites: Sites) -> NDArray[np.float64]:
    """Tight and of middle size first: most ties inside per person, far from the extremes of size."""
    typical = np.abs(np.log(sites.sizes / np.median(sites.sizes)))
    return np.asarray(sites.inside / sites.sizes - typical * (sites.inside / sites.sizes).mean())


def _largest(sites: Sites) -> NDArray[np.float64]:
    return sites.sizes.astype(float)


def _most_connected(sites: Sites) -> NDArray[np.float64]:
    """Most ties to other sites per person."""
    return sites.outside / sites.sizes


#: Rules by which sites are put in order: the higher, the earlier.
ORDERS: dict[str, Callable[[Sites], NDArray[np.float64]]] = {
    "pilot-friendly": _pilot_friendly,
    "largest": _largest,
    "most-connected": _most_connected,
}


def site_order(sites: Sites, order: str | Sequence[str]) -> NDArray[np.int64]:
    """Return the sites in the order of the roll-out: by a rule, or as listed (those not listed come last).

    Raises
    ------
    ChoiceError
        If the rule or a listed site is unknown, or a site stands twice.
    """
    if isinstance(order, str):
        if order not in ORDERS:
            raise one_of("order of sites", order, ORDERS)
        return np.argsort(-ORDERS[order](sites), kind="stable").astype(np.int64)
    for name in order:
        if name not in sites.names:
            raise one_of("site", name, sites.names)
    if len(set(order)) < len(order):
        raise ChoiceError(f"the order of sites names one twice ({', '.join(order)}); name each site once")
    listed = [sites.names.index(name) for name in order]
    rest = [at for at in range(len(sites.names)) if at not in set(listed)]
    return np.array(listed + rest, np.int64)


def waves(count: int, factor: float) -> NDArray[np.int64]:
    """Return the wave of each of *count* sites in order: one site, then *factor* times more in each wave.

    Examples
    --------
    >>> waves(8, 5)
    array([0, 1, 1, 1, 1, 1, 2, 2])
    """
    sizes = [1]
    while sum(sizes) < count:
        sizes.append(round(sizes[-1] * factor))
    return np.repeat(np.arange(len(sizes)), sizes)[:count]


def queue(sites: Sites, order: NDArray[np.int64], status: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return in which order people are trained: site by site, within a site the most influential first."""
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return np.lexsort((-status, place[sites.of])).astype(np.int64)


def phase(wave: int) -> str:
    """Return the phase of *wave*."""
    return PHASES[min(wave, len(PHASES) - 1)]
