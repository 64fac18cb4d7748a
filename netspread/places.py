"""Places: where everybody stands in each of many plausible complete networks, and how sure that makes a rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import ChoiceError, one_of
from netspread.measures.catalog import MEASURES, Measure
from netspread.network import Network
from netspread.nonresponse import Completions

#: The share of plausible networks that a rank interval covers.
COVERED = 0.9
#: In draws of more people than this, measures of shortest paths are estimated from so many people's point of view.
_EXACT_PEOPLE, _SOURCES = 2_000, 128
#: How many draws a thread works on at a time.
_BLOCK = 4


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The place of everybody in each draw, by one measure: 1 is first.

    Attributes
    ----------
    at
        int32, shape (draws, n): 1 to n, once each; people with the same score are put in order by lot.
    first, last
        int32, shape (draws, n): between which places these lots decide.
    sources
        From how many people's point of view the measure was estimated in each draw; ``None`` if it was not.
    """

    at: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    sources: int | None = None

    def interval(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return (low, high): the shortest run of places in which one more draw would fall nine times in ten.

        Of m draws in order, a further one lies between the i-th and the j-th with the chance (j - i) / (m + 1); of
        the runs that reach 0.9, equally short ones nearest to the middle. That is 92 of 100 draws; all, of few.
        """
        draws = len(self.at)
        placed = np.sort(self.at, axis=0).astype(np.int64)
        apart = min(int(np.ceil(COVERED * (draws + 1) - 1e-9)), draws - 1)
        width = placed[apart:] - placed[: draws - apart]
        off = np.abs(np.arange(len(width)) - (len(width) - 1) / 2)[:, None]
        start = np.lexsort((np.broadcast_to(off, width.shape), width), axis=0)[0]
        person = np.arange(self.at.shape[1])
        return placed[start, person], placed[start + apart, person]

    def chance(self, top: int) -> NDArray[np.float64]:
        """Return the chance of each person to be among the first *top*; these add up to *top*, or to n if fewer.

        In each draw people with the same score share what places among the first there are for them: so lots between
        equals, of whom a k-core has many, add no noise.
        """
        share = (top + 1 - self.first) / (self.last + 1 - self.first)
        return np.asarray(np.clip(share, 0.0, 1.0).mean(axis=0))


def drawn_places(drawn: Completions, *, by: Sequence[str], groups: str | None = None) -> dict[str, Places]:
    """Return the places of everybody in each draw, by each of the measures *by*.

    Those for whom a measure is not defined (constraint of an isolate) come last. In draws of more than 2,000 people
    measures of shortest paths are estimated from the point of view of 128, other ones in each draw: so the places
    spread by as much as the estimate errs. Were they the same, all draws would err alike, and intervals miss.
    """
    network = drawn.network
    many = network.n_people > _EXACT_PEOPLE
    chosen = []
    for name in by:
        measure, options = asked(network, name, groups, drawn.seed, {})
        if many and "sources" in signature(measure.compute).parameters:
            options |= {"sources": _SOURCES}
        chosen.append((measure, options))

    def part(block: range) -> NDArray[np.int32]:
        found = np.empty((len(chosen), 3, len(block), network.n_people), dtype=np.int32)
        for at, draw in enumerate(block):
            complete, sampled = drawn[draw], {"seed": _seed(drawn.seed, draw)}
            lots = np.random.default_rng([drawn.seed, draw, 1]).random(network.n_people)
            for row, (measure, options) in enumerate(chosen):
                scores = measure.compute(complete, **options, **(sampled if "sources" in options else {}))
                keys = np.where(np.isnan(scores), np.inf, scores if measure.lowest_first else -scores)
                found[row, :, at] = _placed(keys, lots)
        return found

    blocks = engine.run(part, engine.blocks(len(drawn), _BLOCK), name="plausible networks")
    every = np.concatenate(blocks, axis=2)
    return {
        name: Places(every[row, 0], every[row, 1], every[row, 2], chosen[row][1].get("sources"))
        for row, name in enumerate(by)
    }


def asked(
    network: Network, by: str, groups: str | None, seed: int, options: Mapping[str, Any]
) -> tuple[Measure, dict[str, Any]]:
    """Return the measure *by*, and the options that it is asked with.

    Raises
    ------
    ChoiceError
        If the measure is unknown, needs groups, or does not take an option.
    """
    if by not in MEASURES:
        raise one_of("measure", by, MEASURES)
    measure = MEASURES[by]
    if measure.needs_groups and groups is None:
        raise ChoiceError(f"measure {by!r} goes by group; say which attribute, e.g. groups='unit'")
    found = {**measure.sampling(network), **options}
    if measure.needs_groups:
        found["groups"] = groups
    known = signature(measure.compute).parameters
    if "sources" in found and "seed" in known:
        found["seed"] = seed
    unknown = set(found) - set(known)
    if unknown:
        raise ChoiceError(f"measure {by!r} has no option '{min(unknown)}'; leave it out")
    return measure, found


def _seed(seed: int, draw: int) -> int:
    """Return the seed of what is estimated in one draw."""
    return int(np.random.default_rng([seed, draw, 2]).integers(2**31))


def _placed(keys: NDArray[np.float64], lots: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return the place of each, the lowest key first, and the first and last place of the equals: shape (3, n)."""
    order = np.lexsort((lots, keys))
    ranked = keys[order]
    found = np.empty((3, len(keys)), dtype=np.int32)
    found[0, order] = np.arange(1, len(keys) + 1)
    found[1, order] = np.searchsorted(ranked, ranked, side="left") + 1
    found[2, order] = np.searchsorted(ranked, ranked, side="right")
    return found
