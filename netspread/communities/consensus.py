"""Consensus: what many runs of a method that draws agree on, and how sure each person's community is.

One run of Leiden is one answer of many that are as good. Lancichinetti & Fortunato (2012), *Sci Rep* 2:336.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from netspread import engine
from netspread.communities.methods import METHODS
from netspread.communities.partition import Partition
from netspread.errors import ChoiceError, in_range, one_of
from netspread.network import Network

#: Rounds until all runs agree; they nearly always do after two.
_MOST_ROUNDS = 20
#: How many pairs of runs the stability is taken from.
_COMPARED = 60


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Consensus:
    """What many runs agree on.

    Attributes
    ----------
    partition
        The communities that the runs agree on, labelled by size as ever.
    shares
        Sparse, shape (n, k): in which share of the runs each person is in each community (in the community of that run
        that is the same one; communities are matched by the people they share). A row may add up to less than 1: in
        the other runs the person is in a community that the consensus does not have.
    counts
        int64, shape (runs,): how many communities each run found, people without ties left out.
    stability
        How alike two runs are: the mean adjusted mutual information, 1 if all are equal, 0 as by chance.
    threshold
        Pairs together in fewer runs than this share are taken as apart.
    """

    partition: Partition
    shares: csr_array
    counts: NDArray[np.int64]
    stability: float
    threshold: float
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return len(self.counts)

    @property
    def certainty(self) -> NDArray[np.float64]:
        """In which share of the runs each person is in the own community: shape (n,)."""
        people = np.arange(len(self.partition.labels))
        return np.asarray(self.shares[people, self.partition.labels - 1]).ravel().astype(np.float64)

    def interval(self, level: float = 0.9) -> tuple[int, int]:
        """Return how many communities there are, from ... to, in the middle *level* of the runs."""
        low, high = np.quantile(self.counts, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
        return int(low), int(high)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a person: ``person, community, certainty, second, second_share``.

        ``second`` is the community that the person is in next most often; missing where there is none.
        """
        others = self.shares.tocoo()
        labels = self.partition.labels
        kept = others.col + 1 != labels[others.row]
        order = np.lexsort((others.col[kept], -others.data[kept], others.row[kept]))
        rows, first = np.unique(others.row[kept][order], return_index=True)
        second = pd.array([pd.NA] * len(labels), dtype="Int64")
        share = np.zeros(len(labels))
        second[rows] = others.col[kept][order][first] + 1
        share[rows] = others.data[kept][order][first]
        frame = self.partition.to_frame()
        return frame.assign(certainty=self.certainty, second=second, second_share=share)

    def between(self, *, least: float = 0.2) -> pd.DataFrame:
        """Return who sits between communities: people with a share of at least *least* in a second one, most so first.

        Columns as :meth:`to_frame`.
        """
        in_range("least", least, 0, 1)
        frame = self.to_frame()
        frame = frame[(frame["second_share"] >= least) & frame["second"].notna()]
        return frame.sort_values("second_share", ascending=False, kind="stable", ignore_index=True)

    def __repr__(self) -> str:
        """Return one line: how many communities, how sure."""
        low, high = self.interval()
        span = f"{low}" if low == high else f"{low} to {high}"
        return (
            f"{self.partition.method.capitalize()}, {self.runs} runs: {self.partition.n_tied} communities "
            f"({span} in 90 % of the runs), stability {self.stability:.2f}"
        )

    def _repr_html_(self) -> str:
        return self.to_frame().head(20).to_html(index=False, float_format="{:.3g}".format)


def consensus(
    network: Network,
    *,
    method: str = "leiden",
    runs: int = 50,
    threshold: float = 0.5,
    seed: int = 1,
    **options: Any,
) -> Consensus:
    """Return the communities that *runs* runs of *method* agree on.

    Each pair of people that has a tie gets as weight the share of the runs in which both are together; weights under
    *threshold* go; the method runs again on that, until all runs agree (Lancichinetti & Fortunato 2012). Only pairs
    with a tie, and each time as many pairs drawn among two contacts of one person, are looked at, so that the cost
    grows with the ties (Tandon et al. 2019, *PRE* 99:042301).

    Parameters
    ----------
    network
        Any network.
    method
        One that draws: ``"leiden"``, ``"louvain"``, ``"infomap"``, ``"label-propagation"``, ``"spectral"``.
    runs
        At least 2; 50 make certainties in steps of 0.02.
    threshold
        From 0 to 1.
    seed
        The runs take this seed and those after it.
    **options
        Of the method.

    Raises
    ------
    ChoiceError
        If the method draws nothing, or an option is out of its range.
    """
    in_range("runs", runs, 2)
    in_range("threshold", threshold, 0, 1)
    found = runs_of(network, method=method, runs=runs, seed=seed, **options)
    rng = np.random.default_rng(seed)
    pairs = _pairs(network)
    drawn = found
    for _ in range(_MOST_ROUNDS):
        pairs = np.unique(np.concatenate([pairs, _triads(network, pairs, rng)]), axis=0)
        together = _together(drawn, pairs)
        kept = together >= max(threshold, 1.0 / runs)
        pairs, together = pairs[kept], together[kept]
        if (together == 1).all():
            break
        drawn = runs_of(_weighted(network, pairs, together), method=method, runs=runs, seed=seed, **options)
    agreed = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(network.n_people,) * 2)
    _, labels = connected_components(agreed, directed=False)
    partition = Partition.of(network, labels, method=f"consensus of {method}", seed=seed, runs=runs, **options)
    tied = np.diff(network.contacts().starts) > 0
    counts = np.array([len(np.unique(run[tied])) for run in found], dtype=np.int64)
    return Consensus(
        partition, _shares(found, partition.labels), counts, stability(found), threshold, MappingProxyType(options)
    )


def runs_of(network: Network, *, method: str, runs: int, seed: int, **options: Any) -> NDArray[np.int32]:
    """Return the labels of *runs* runs, 0, 1, ... in each: shape (runs, n).

    Raises
    ------
    ChoiceError
        If the method is unknown, draws nothing, or does not take an option.
    """
    if method not in METHODS:
        raise one_of("method", method, METHODS)
    how = METHODS[method]
    if not how.draws:
        drawing = ", ".join(name for name, other in METHODS.items() if other.draws)
        raise ChoiceError(f"method {method!r} gives the same communities in each run; choose one of {drawing}")
    how.check(method, options)
    view = how.view(network)

    def labels(block: range) -> NDArray[np.int32]:
        found = how.find(view, seed=seed + block.start, **options)
        return np.unique(found, return_inverse=True)[1].astype(np.int32)

    return np.stack(engine.run(labels, engine.blocks(runs, 1), name="communities"))


def _pairs(network: Network) -> NDArray[np.int32]:
    """Return the pairs of people with a tie, once each: shape (m, 2)."""
    both = network.contacts()
    egos = np.repeat(np.arange(network.n_people, dtype=np.int32), np.diff(both.starts))
    once = egos < both.targets
    return np.column_stack([egos[once], both.targets[once]])


def _triads(network: Network, pairs: NDArray[np.int32], rng: np.random.Generator) -> NDArray[np.int32]:
    """Return as many pairs as *pairs* has, each of two contacts of one person: shape (m', 2)."""
    both = network.contacts()
    count = np.diff(both.starts)
    middle = rng.choice(np.flatnonzero(count > 1), len(pairs)) if (count > 1).any() else np.zeros(0, np.int64)
    one = both.targets[both.starts[middle] + rng.integers(0, count[middle])]
    other = both.targets[both.starts[middle] + rng.integers(0, count[middle])]
    found = np.column_stack([np.minimum(one, other), np.maximum(one, other)])
    return np.asarray(found[one != other], dtype=np.int32)


def _together(found: NDArray[np.int32], pairs: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return in which share of the runs each pair is together: shape (m,)."""
    count = np.zeros(len(pairs), dtype=np.int64)
    for run in found:
        count += run[pairs[:, 0]] == run[pairs[:, 1]]
    return count / len(found)


def _weighted(network: Network, pairs: NDArray[np.int32], weights: NDArray[np.float64]) -> Network:
    ids = network.people.index
    ties = pd.DataFrame({"ego": ids[pairs[:, 0]], "alter": ids[pairs[:, 1]], "weight": weights})
    return Network.from_ties(ties, people=pd.DataFrame(index=ids), directed=False, influence="both")


def _shares(found: NDArray[np.int32], labels: NDArray[np.int64]) -> csr_array:
    """Return in which share of the runs each person is in each community of *labels*, matched run by run."""
    n, k = len(labels), int(labels.max(initial=0))
    people = np.arange(n)
    rows, columns = [], []
    for run in found:
        own = _matched(run, labels - 1, k)
        rows.append(people[own >= 0])
        columns.append(own[own >= 0])
    row, column = np.concatenate(rows), np.concatenate(columns)
    counted = coo_array((np.ones(len(row)), (row, column)), shape=(n, k)).tocsr()
    counted.sum_duplicates()
    counted.data /= len(found)
    return csr_array(counted)


def _matched(run: NDArray[np.int32], labels: NDArray[np.int64], k: int) -> NDArray[np.int64]:
    """Return for each person which of the *k* communities that of the run is the same as; -1 for none."""
    groups = int(run.max(initial=-1)) + 1
    shared = coo_array((np.ones(len(run)), (run, labels)), shape=(groups, k)).tocsr()
    # Only where several compete is there anything to match: most people without ties are alone in both.
    place = np.full(groups, -1, dtype=np.int64)
    inner = (shared > 0).astype(np.int64)
    alone = np.asarray(inner.sum(axis=1) == 1).ravel()
    target = np.full(groups, -1, dtype=np.int64)
    target[alone] = shared.indices[shared.indptr[:-1][alone]]
    sole = np.asarray(inner.sum(axis=0)).ravel() == 1
    easy = alone & (target >= 0) & sole[np.maximum(target, 0)]
    place[easy] = target[easy]
    hard_rows = np.flatnonzero(~easy)
    hard_columns = np.setdiff1d(np.arange(k), place[easy])
    if len(hard_rows) and len(hard_columns):
        dense = shared[hard_rows][:, hard_columns].toarray()
        one, other = linear_sum_assignment(-dense)
        matched = dense[one, other] > 0
        place[hard_rows[one[matched]]] = hard_columns[other[matched]]
    return place[run]


def stability(found: NDArray[np.int32]) -> float:
    """Return the mean adjusted mutual information of pairs of runs, evenly taken."""
    from sklearn.metrics import adjusted_mutual_info_score

    one, other = np.triu_indices(len(found), 1)
    picked = np.unique(np.linspace(0, len(one) - 1, min(_COMPARED, len(one))).astype(np.int64))
    return float(np.mean([adjusted_mutual_info_score(found[one[at]], found[other[at]]) for at in picked]))
