"""Islands: each community as a disc of its own, and the discs packed beside each other."""

import math

import numpy as np
from numpy.typing import NDArray

from netspread.pages.forces import SPACING, forced, least_mark, start_places

#: Up to so many islands those with many ties lie near each other; more are laid out in a spiral.
_MOST_PACKED = 500
#: Rounds of packing islands, and how much nearer the middle they come in each: less from the sides, for a wide map;
#: then so many rounds without that pull at most, so that of many islands none is left on another.
_PACKINGS, _PULL, _LOOSENINGS = 150, (0.016, 0.032), 400


def islands(
    pairs: NDArray[np.int64], community: NDArray[np.int64], marks: NDArray[np.uint64], seed: int
) -> NDArray[np.float64]:
    """Return places inside a disc for each community; discs that have many ties lie near each other."""
    k = int(community.max()) + 1
    sizes = np.bincount(community)
    radii = SPACING * 0.62 * np.sqrt(sizes)
    found = _centers(community[pairs], radii, least_mark(community, marks), seed)[community]
    order = np.argsort(community, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    inside = pairs[community[pairs[:, 0]] == community[pairs[:, 1]]]
    owner = community[inside[:, 0]]
    by_owner = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[by_owner], np.arange(k + 1))
    firsts = np.searchsorted(community[order], np.arange(k + 1))
    for at in range(k):
        own = place[inside[by_owner[bounds[at] : bounds[at + 1]]]]
        members = order[firsts[at] : firsts[at + 1]]
        start = start_places(np.zeros(len(members), dtype=np.int64), 1, marks[members])[: len(members)]
        found[members] += _disc(forced(own, np.ones(len(own)), start, seed, rounds=120), radii[at])
    return found


def _centers(
    between: NDArray[np.int64], radii: NDArray[np.float64], marks: NDArray[np.uint64], seed: int
) -> NDArray[np.float64]:
    """Return the center of each disc: near those with which it has more ties than their sizes make likely."""
    k, sizes = len(radii), radii**2
    if k > _MOST_PACKED:
        return _spiral(radii + SPACING / 2)
    ends = np.sort(between[between[:, 0] != between[:, 1]], axis=1)
    pairs, counts = np.unique(ends, axis=0, return_counts=True)
    strength = counts / np.sqrt(sizes[pairs[:, 0]] * sizes[pairs[:, 1]])
    start = start_places(np.arange(k), k, marks)[:k]
    drawn = forced(pairs, strength / (strength.max(initial=0) or 1.0), start, seed)
    drawn = drawn - drawn.mean(axis=0)
    return _packed(drawn * (radii.sum() / (np.abs(drawn).max() or 1.0)), radii)


def _spiral(radii: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return centers in a sunflower's order, the first in the middle, with room for each."""
    area = radii**2
    far = 1.25 * np.sqrt(np.cumsum(area) - area / 2)
    angle = np.arange(len(radii)) * math.pi * (3 - math.sqrt(5))
    return np.column_stack([far * np.cos(angle), far * np.sin(angle)])


def _packed(centers: NDArray[np.float64], radii: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the centers drawn to the middle as far as the discs let each other."""
    for turn in range(_PACKINGS + _LOOSENINGS):
        if turn < _PACKINGS:
            centers = centers * (1 - np.array(_PULL))
        for _ in range(2):
            centers, most = _pushed(centers, radii)
        if turn >= _PACKINGS and most < 1:
            break
    return centers


def _pushed(centers: NDArray[np.float64], radii: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Return the centers after discs that lie on one another have pushed, and by how much the worst two did."""
    from scipy.spatial import cKDTree

    reach = 2 * float(radii.max()) + SPACING
    first, second = cKDTree(centers).query_pairs(reach, output_type="ndarray").T
    between = centers[first] - centers[second]
    far = np.maximum(np.hypot(between[:, 0], between[:, 1]), 1e-6)
    over = np.maximum(radii[first] + radii[second] + SPACING - far, 0.0)
    area = radii**2
    heavy = (area[second] / (area[first] + area[second]))[:, None]  # the small one gives way
    push = 0.5 * between * (over / far)[:, None]
    moved = centers.copy()
    np.add.at(moved, first, push * heavy)
    np.add.at(moved, second, push * (heavy - 1))
    return moved, float(over.max(initial=0.0))


def _disc(drawn: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    """Return the places spread evenly over a disc; everybody keeps the direction, and who is further out stays so."""
    drawn = drawn - drawn.mean(axis=0)
    far = np.hypot(drawn[:, 0], drawn[:, 1])
    rank = np.empty(len(far))
    rank[np.argsort(far, kind="stable")] = np.arange(len(far))
    wanted = radius * np.sqrt((rank + 0.5 * (len(far) > 1)) / len(far))
    return drawn * (wanted / np.maximum(far, 1e-9))[:, None]
