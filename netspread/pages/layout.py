"""Layout: a place in the plane for everybody, communities kept together."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.network import Network
from netspread.pages.forces import SPACING, forced, sized, start_places
from netspread.pages.islands import islands

#: Pull of the unseen centers that keep a community, and all communities, together.
_TO_CENTER, _TO_MIDDLE = 0.35, 0.25
#: A tie between communities pulls so much less than one inside.
_BETWEEN = 0.4
#: What is so many times as long as wide is turned to lie.
_LONG = 1.2
#: Above this many people each community is laid out as an island of its own.
_MANY = 1_000
#: People stand at least this share of the spacing apart, if so many rounds of pushing bring it about.
_LEAST, _PUSHES = 0.6, 25


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
        apart = len(tied) > _MANY and community.max() > 0
        drawn = islands(pairs, community, marks, seed) if apart else _together(pairs, community, marks, seed)
        found[tied] = _apart(_turned(drawn, start_places(community, int(community.max()) + 1, marks)[: len(tied)]))
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
    return sized(forced(ties, weights, start_places(community, k, marks), seed)[:count])


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

    fixed, drawn, least = drawn, drawn.copy(), _LEAST * SPACING
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
    bottom = others[:, 1].max() + 2 * SPACING if len(others) else 0.0
    middle = others[:, 0].mean() if len(others) else 0.0
    return np.column_stack(
        [middle + (column - (min(width, count) - 1) / 2) * SPACING * 0.8, bottom + row * SPACING * 0.8]
    )
