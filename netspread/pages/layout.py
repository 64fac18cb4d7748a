"""Layout: a place in the plane for everybody, communities kept together."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.chance import seeded
from netspread.network import Network

_SPACING = 44.0
#: Pull of the unseen centers that keep a community, and all communities, together.
_TO_CENTER, _TO_MIDDLE = 0.35, 0.25
#: A tie between communities pulls so much less than one inside.
_BETWEEN = 0.4
#: What is so many times as long as wide is turned to lie.
_LONG = 1.2
#: The start is so much wider than high, as screens are.
_WIDE = 1.25
#: Above this many people each community is laid out as an island of its own.
_MANY = 1_000
#: Up to so many islands those with many ties lie near each other; more are laid out in a spiral.
_MOST_PACKED = 500
#: People stand at least this share of the spacing apart, if so many rounds of pushing bring it about.
_LEAST, _PUSHES = 0.6, 25
#: Rounds of packing islands, and how much nearer the middle they come in each: less from the sides, for a wide map;
#: then so many rounds without that pull at most, so that of many islands none is left on another.
_PACKINGS, _PULL, _LOOSENINGS = 150, (0.016, 0.032), 400


def places(
    network: Network,
    labels: NDArray[np.int64] | None = None,
    *,
    before: Mapping[str, tuple[float, float]] | None = None,
    seed: int = 1,
) -> NDArray[np.float64]:
    """Return x and y for each person: shape (n, 2), in pixels at full size; the same seed gives the same places.

    Force-directed (Fruchterman & Reingold 1991, *Software: Practice & Experience* 21:1129), starting from a place
    for each community of *labels*. Above a thousand people each community becomes an island, and islands with many
    ties between them lie near each other. People without ties stand in rows below.

    Where somebody starts hangs on the id alone, and how the drawing is turned on where people start, so that most
    people stay where they were when the network changes a little. With *before*, the places of an earlier drawing,
    everybody of it keeps the place, and who is new stands near the own contacts.
    """
    both = network.contacts()
    degrees = np.diff(both.starts)
    tied, alone = np.flatnonzero(degrees > 0), np.flatnonzero(degrees == 0)
    ids = network.people.index.to_numpy()
    if before is not None and any(str(person) in before for person in ids):
        return np.round(_kept(network, before), 1)
    found = np.zeros((network.n_people, 2))
    if len(tied):
        groups = np.zeros(len(tied), dtype=np.int64) if labels is None else labels[tied]
        _, community = np.unique(groups, return_inverse=True)
        pairs, marks = _pairs(network, tied), _marks(ids[tied], seed)
        islands = len(tied) > _MANY and community.max() > 0
        drawn = _islands(pairs, community, marks, seed) if islands else _together(pairs, community, marks, seed)
        found[tied] = _apart(_turned(drawn, _start(community, int(community.max()) + 1, marks)[: len(tied)]))
    if len(alone):
        found[alone] = _rows(len(alone), found[tied])
    return np.round(found, 1)


def _kept(network: Network, before: Mapping[str, tuple[float, float]]) -> NDArray[np.float64]:
    """Return the places of before, and for who is new one near the contacts that have one."""
    known = np.array([str(person) in before for person in network.people.index])
    found = np.array([before.get(str(person), (np.nan, np.nan)) for person in network.people.index])
    both = network.contacts()
    middle, low = np.nanmean(found, axis=0), found[known]
    lost = []
    for at in np.flatnonzero(~known):
        near = both.targets[both.starts[at] : both.starts[at + 1]]
        near = near[known[near]]
        found[at] = found[near].mean(axis=0) if len(near) else middle
        if both.starts[at] == both.starts[at + 1]:
            lost.append(at)
    if lost:
        found[lost] = _rows(len(lost), low)
    return np.where(known[:, None], found, _apart(found, held=known))


def _marks(ids: NDArray[Any], seed: int) -> NDArray[np.uint64]:
    """Return a number for each person that hangs on the id and the seed alone."""
    # Half a surrogate pair has no bytes of its own.
    texts = np.array([str(person).encode("utf-8", "backslashreplace").decode() for person in ids], dtype=object)
    return np.asarray(pd.util.hash_array(texts, hash_key=f"{seed % 10**16:016d}"), dtype=np.uint64)


def _pairs(network: Network, tied: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the two people of each tie as positions in *tied*: shape (m, 2)."""
    position = np.full(network.n_people, -1)
    position[tied] = np.arange(len(tied))
    egos = network.egos()
    once = (egos < network.alters) | network.directed
    return np.column_stack([position[egos[once]], position[network.alters[once]]])


def _together(
    pairs: NDArray[np.int64], community: NDArray[np.int64], marks: NDArray[np.uint64], seed: int
) -> NDArray[np.float64]:
    """Return places for everybody at once; unseen centers hold the communities."""
    count, k = len(community), int(community.max()) + 1
    to_center = np.column_stack([np.arange(count), count + community])
    to_middle = np.column_stack([count + np.arange(k), np.full(k, count + k)])
    ties = np.concatenate([pairs, to_center, to_middle])
    inside = community[pairs[:, 0]] == community[pairs[:, 1]]
    weights = np.concatenate([np.where(inside, 1.0, _BETWEEN), np.full(count, _TO_CENTER), np.full(k, _TO_MIDDLE)])
    return _sized(_forced(ties, weights, _start(community, k, marks), seed)[:count])


def _islands(
    pairs: NDArray[np.int64], community: NDArray[np.int64], marks: NDArray[np.uint64], seed: int
) -> NDArray[np.float64]:
    """Return places inside a disc for each community; discs that have many ties lie near each other."""
    k = int(community.max()) + 1
    sizes = np.bincount(community)
    radii = _SPACING * 0.62 * np.sqrt(sizes)
    found = _centers(community[pairs], radii, _least(community, marks), seed)[community]
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
        start = _start(np.zeros(len(members), dtype=np.int64), 1, marks[members])[: len(members)]
        found[members] += _disc(_forced(own, np.ones(len(own)), start, seed, rounds=120), radii[at])
    return found


def _centers(
    between: NDArray[np.int64], radii: NDArray[np.float64], marks: NDArray[np.uint64], seed: int
) -> NDArray[np.float64]:
    """Return the center of each disc: near those with which it has more ties than their sizes make likely."""
    k, sizes = len(radii), radii**2
    if k > _MOST_PACKED:
        return _spiral(radii + _SPACING / 2)
    ends = np.sort(between[between[:, 0] != between[:, 1]], axis=1)
    pairs, counts = np.unique(ends, axis=0, return_counts=True)
    strength = counts / np.sqrt(sizes[pairs[:, 0]] * sizes[pairs[:, 1]])
    start = _start(np.arange(k), k, marks)[:k]
    drawn = _forced(pairs, strength / (strength.max(initial=0) or 1.0), start, seed)
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
    least = radii[:, None] + radii[None, :] + _SPACING
    np.fill_diagonal(least, 0.0)
    heavy = radii[None, :] ** 2 / (radii[:, None] ** 2 + radii[None, :] ** 2)
    for turn in range(_PACKINGS + _LOOSENINGS):
        if turn < _PACKINGS:
            centers = centers * (1 - np.array(_PULL))
        for _ in range(2):
            between = centers[:, None, :] - centers[None, :, :]
            far = np.maximum(np.hypot(between[..., 0], between[..., 1]), 1e-6)
            push = np.maximum(least - far, 0.0) * heavy
            centers = centers + 0.5 * (between / far[..., None] * push[..., None]).sum(axis=1)
        if turn >= _PACKINGS and push.max() < 1:
            break
    return centers


def _disc(drawn: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    """Return the places spread evenly over a disc; everybody keeps the direction, and who is further out stays so."""
    drawn = drawn - drawn.mean(axis=0)
    far = np.hypot(drawn[:, 0], drawn[:, 1])
    rank = np.empty(len(far))
    rank[np.argsort(far, kind="stable")] = np.arange(len(far))
    wanted = radius * np.sqrt((rank + 0.5 * (len(far) > 1)) / len(far))
    return drawn * (wanted / np.maximum(far, 1e-9))[:, None]


def _forced(
    pairs: NDArray[np.int64], weights: NDArray[np.float64], start: NDArray[np.float64], seed: int, *, rounds: int = 500
) -> NDArray[np.float64]:
    """Return the places of Fruchterman & Reingold from *start*."""
    import igraph

    count = len(start)
    graph: igraph.Graph = igraph.Graph(n=count, edges=pairs)
    with seeded(seed):
        drawn = graph.layout_fruchterman_reingold(
            weights=weights.tolist(),
            seed=start.tolist(),
            niter=rounds,
            start_temp=math.sqrt(count) / 10,
            grid=count > 1000,
        )
    return np.array(drawn.coords).reshape(count, 2)


def _sized(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the places around the middle, and so far apart that there is room for everybody."""
    drawn = drawn - drawn.mean(axis=0)
    reach = np.sqrt(np.mean(np.square(drawn))) or 1.0
    return drawn * (_SPACING * math.sqrt(len(drawn)) / (2 * reach))


def _least(community: NDArray[np.int64], marks: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a number for each community that stays if nearly all of its people stay: the least of their marks."""
    least = np.full(int(community.max()) + 1, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(least, community, marks)
    return least


def _start(community: NDArray[np.int64], k: int, marks: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return where everybody starts: by the own mark, around the community's center on an ellipse, wider than high."""
    sizes = np.bincount(community, minlength=k)
    order = np.argsort(np.argsort(_least(community, marks), kind="stable"), kind="stable")
    angle = 2 * math.pi * order / k
    far = 0.6 * math.sqrt(len(community)) * (k > 1)
    centers = far * np.column_stack([_WIDE * np.cos(angle), np.sin(angle) / _WIDE])
    turn, out = (marks >> np.uint64(32)) / 2**32, (marks & np.uint64(0xFFFFFFFF)) / 2**32
    around = np.column_stack([np.cos(2 * math.pi * turn), np.sin(2 * math.pi * turn)]) * np.sqrt(out)[:, None]
    people = centers[community] + 0.5 * around * np.sqrt(sizes[community])[:, None]
    return np.concatenate([people, centers, np.zeros((1, 2))])


def _turned(drawn: NDArray[np.float64], start: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the places turned, and mirrored if need be.

    What is clearly longer one way lies as screens do, its ends where *start* has them; what is about round lies as
    *start* does (Procrustes). Neither changes much when the places do not.
    """
    drawn, start = drawn - drawn.mean(axis=0), start - start.mean(axis=0)
    spread, axes = np.linalg.eigh(drawn.T @ drawn)
    if spread[1] > _LONG**2 * spread[0]:
        lying = drawn @ axes[:, ::-1]
        toward = lying.T @ start
        most = np.abs(toward).argmax(axis=1)
        return np.asarray(lying * np.where(toward[[0, 1], most] < 0, -1.0, 1.0))
    left, _, right = np.linalg.svd(drawn.T @ start)
    return np.asarray(drawn @ (left @ right))


def _apart(drawn: NDArray[np.float64], held: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
    """Return the places with people who stand on one another pushed apart; those *held* stay."""
    from scipy.spatial import cKDTree

    fixed, drawn, least = drawn, drawn.copy(), _LEAST * _SPACING
    for _ in range(_PUSHES):
        first, second = cKDTree(drawn).query_pairs(least, output_type="ndarray").T
        if not len(first):
            break
        between = drawn[second] - drawn[first]
        far = np.hypot(between[:, 0], between[:, 1])
        # Two at the very same place leave it in a direction of their own.
        angle = 2.399963 * (first + second)
        unit = np.where(
            far[:, None] > 0,
            between / np.maximum(far, 1e-9)[:, None],
            np.column_stack([np.cos(angle), np.sin(angle)]),
        )
        push = unit * ((least - far) / 2)[:, None]
        np.add.at(drawn, second, push)
        np.add.at(drawn, first, -push)
        if held is not None:
            drawn[held] = fixed[held]
    return drawn


def _rows(count: int, others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places in rows under everybody else."""
    width = max(1, math.ceil(math.sqrt(count * 4)))
    row, column = np.divmod(np.arange(count), width)
    bottom = others[:, 1].max() + 2 * _SPACING if len(others) else 0.0
    middle = others[:, 0].mean() if len(others) else 0.0
    return np.column_stack(
        [middle + (column - (min(width, count) - 1) / 2) * _SPACING * 0.8, bottom + row * _SPACING * 0.8]
    )
