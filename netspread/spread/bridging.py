"""Bridging: what each of several ties that could be made would bring, given those that are made."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.kernels import added
from netspread.network import Network

#: From so many people at most distances are measured.
_SOURCES = 1024
_BLOCK = 125
#: Ties taken -> (what there is with them, what each tie tried would add to it).
Judge = Callable[[list[int]], tuple[float, NDArray[np.float64]]]


def by_reach(
    network: Network,
    ones: NDArray[np.int64],
    others: NDArray[np.int64],
    *,
    p: float,
    starters: int,
    worlds: int,
    seed: int,
) -> Judge:
    """Return the judge by people reached when *starters* drawn anew start in each world."""
    arcs = network.influence_arcs()
    limit = np.uint32(min(p * 2.0**32, 2.0**32 - 1))
    limits = np.full(len(arcs.targets), limit)
    rng = np.random.default_rng([seed, 0xB21D])
    starting = np.stack([rng.choice(network.n_people, starters, replace=False) for _ in range(worlds)])

    def judge(taken: list[int]) -> tuple[float, NDArray[np.float64]]:
        already = np.array(taken, dtype=np.int64)

        def some(block: range) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
            reaches, more = np.zeros(len(block), np.int64), np.zeros(len(ones), np.int64)
            added.gains(
                arcs.starts, arcs.targets, limits, starting[block.start : block.stop], ones, others, already, limit,
                seed, block.start, reaches, more,
            )  # fmt: skip
            return reaches, more

        parts = engine.run(some, engine.blocks(worlds, _BLOCK), name="ties tried")
        reach = np.concatenate([reaches for reaches, _ in parts]).mean()
        return float(reach), np.sum([more for _, more in parts], axis=0) / worlds

    return judge


def by_paths(network: Network, ones: NDArray[np.int64], others: NDArray[np.int64], seed: int) -> Judge:
    """Return the judge by the mean of 1 / distance."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import shortest_path

    n = network.n_people
    arcs = network.influence_arcs()
    leading = csr_array((np.ones(len(arcs.targets)), arcs.targets, arcs.starts), shape=(n, n))
    sources = np.arange(n)
    if n > _SOURCES:
        sources = np.sort(np.random.default_rng([seed, 0xB21D]).choice(n, _SOURCES, replace=False))
    ends = np.unique(np.concatenate([ones, others]))
    row = np.zeros(n, dtype=np.int64)
    row[ends] = np.arange(len(ends))
    ordered = len(sources) * max(n - 1, 1)

    def judge(taken: list[int]) -> tuple[float, NDArray[np.float64]]:
        one, other = np.concatenate([ones[taken], others[taken]]), np.concatenate([others[taken], ones[taken]])
        ways = csr_array(leading + csr_array((np.ones(len(one)), (one, other)), shape=(n, n)))
        hops = shortest_path(ways, unweighted=True, indices=sources)
        outward = shortest_path(ways, unweighted=True, indices=ends)
        gain = np.zeros(len(ones))
        added.nearer(hops, outward, row, ones, others, gain)
        near = np.divide(1.0, hops, out=np.zeros_like(hops), where=hops > 0)
        return float(near.sum() / ordered), gain / ordered

    return judge
