"""Exposure: which share of those to whom a person is exposed had adopted by when."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.adoption.diffusion import Diffusion
from netspread.adoption.periods import BEFORE
from netspread.errors import ChoiceError, in_range, one_of
from netspread.kernels import adoption as kernels
from netspread.network import Arcs, Influence, Network

Ties = Literal["influence", "named", "naming", "both"]
TIES: tuple[Ties, ...] = get_args(Ties)
#: How influence runs -> in which ties a person meets those who influence them.
_INFLUENCE: dict[Influence, Ties] = {"alter_to_ego": "named", "ego_to_alter": "naming", "both": "both"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Exposure:
    """Each person's exposure in each period.

    Attributes
    ----------
    diffusion
        Of what.
    values
        float64, shape (n, P): nan where it is not known (before the lag, or somebody who is not there).
    lag
        How many periods before the alters are looked at.
    """

    diffusion: Diffusion
    values: NDArray[np.float64]
    lag: int

    def at_adoption(self) -> NDArray[np.float64]:
        """Return each adopter's exposure in the period of adoption: shape (n,), nan for everybody else."""
        found = np.full(self.diffusion.n_people, np.nan)
        timed = np.flatnonzero(self.diffusion.timed)
        found[timed] = self.values[timed, self.diffusion.times[timed]]
        return found

    def to_frame(self) -> pd.DataFrame:
        """Return one row a person and period: ``person, period, exposure``."""
        people, periods = self.diffusion.people.index, self.diffusion.periods
        return pd.DataFrame(
            {
                "person": np.repeat(people.to_numpy(), len(periods)),
                "period": [*periods] * len(people),
                "exposure": self.values.ravel(),
            }
        )

    def __repr__(self) -> str:
        """Return one line: how exposed people were in the end."""
        return f"Exposure of {len(self.values)} people: on average {np.nanmean(self.values[:, -1]):.3f} at the end"


def exposure(
    diffusion: Diffusion,
    *,
    ties: Ties = "influence",
    weighted: bool = False,
    normalized: bool = True,
    attribute: str | None = None,
    centrality: str | None = None,
    matrix: Any = None,
    groups: str | None = None,
    lag: int = 0,
    cumulative: bool = True,
) -> Exposure:
    """Return each person's exposure to adopters, in each period.

    By default: of those who influence a person, the share that has adopted in the same period or before; 0 for
    somebody whom nobody influences. Source: Valente (1995); Marsden & Friedkin (1993), *Sociol Methods Res* 22:127.

    Parameters
    ----------
    diffusion
        Who adopted when.
    ties
        To whom a person is exposed: those who influence them (``influence``, as ``network.influence`` says), whom
        they name (``named``), who names them (``naming``), or ``both``.
    weighted
        Whether ties count by their weight, else each counts 1.
    normalized
        True for a share, False for the sum.
    attribute
        A column of numbers: an alter counts by it (missing = 0).
    centrality
        A measure of :func:`netspread.rank` (``in-degree``, ...; and ``degree``, in + out), of each period's network:
        an alter counts by it.
    matrix
        n x n numbers, row by row whom each person is exposed to, in place of ties; :func:`structural_equivalence`
        makes one. Its diagonal does not count.
    groups
        A column: only alters of the person's own group count.
    lag
        How many periods before the alters are looked at; the first *lag* periods are nan.
    cumulative
        True for all who have adopted, False for those who adopt in that very period.

    Raises
    ------
    ChoiceError
        If a column, measure or kind of ties is unknown, or the matrix has another shape.

    Examples
    --------
    >>> from netspread.adoption.diffusion import diffusion
    >>> star = Network.from_ties([("a", "b"), ("a", "c")])
    >>> exposure(diffusion(star, adopted={"b": 1, "c": 3})).values[0].tolist()
    [0.5, 0.5, 1.0]
    """
    if ties not in TIES:
        raise one_of("ties", ties, TIES)
    in_range("lag", lag, 0, max(diffusion.n_periods - 1, 0))
    alike = None if groups is None else pd.factorize(diffusion.networks[0].groups(groups))[0]
    kept = None if matrix is None else _given(matrix, diffusion.n_people)

    @cache  # one network stands for all periods: its arcs are made once
    def arcs_of(network: int) -> Arcs:
        made = kept or around(diffusion.networks[network], ties)
        weights = made.weights if weighted or kept else np.ones(len(made.targets))
        for counts in (_attribute(diffusion, attribute), _central(diffusion.networks[network], centrality)):
            weights = weights if counts is None else weights * counts[made.targets]
        if alike is not None:
            egos = np.repeat(np.arange(diffusion.n_people), np.diff(made.starts))
            weights = weights * (alike[egos] == alike[made.targets])
        return Arcs(made.starts, made.targets, np.ascontiguousarray(weights, dtype=np.float64))

    values = np.full((diffusion.n_people, diffusion.n_periods), np.nan)
    for period in range(diffusion.n_periods - lag):
        arcs = arcs_of(period if len(diffusion.networks) > 1 else 0)
        shown = _share(arcs, diffusion.times, BEFORE if cumulative else period, period, normalized=normalized)
        values[:, period + lag] = np.where(diffusion.present[period], shown, np.nan)
    return Exposure(diffusion, values, lag)


def around(network: Network, ties: Ties = "influence") -> Arcs:
    """Return the people to whom each person is exposed, as ``targets``."""
    if ties == "influence":
        ties = _INFLUENCE[network.influence]
    along = Arcs(network.starts, network.alters, network.weights)
    if ties == "named" or not network.directed:
        return along
    return along.turned() if ties == "naming" else network.contacts()


def _share(arcs: Arcs, times: NDArray[np.int64], low: int, high: int, *, normalized: bool) -> NDArray[np.float64]:
    adopters, everybody = np.empty(len(times)), np.empty(len(times))
    kernels.exposed(arcs.starts, arcs.targets, arcs.weights, times, low, high, adopters, everybody)
    if not normalized:
        return adopters
    return np.divide(adopters, everybody, out=np.zeros(len(times)), where=everybody != 0)


def _attribute(diffusion: Diffusion, column: str | None) -> NDArray[np.float64] | None:
    if column is None:
        return None
    diffusion.networks[0].groups(column)  # tells which columns there are, if it is none of them
    numbers = pd.to_numeric(diffusion.people[column], errors="coerce").to_numpy(dtype=np.float64)
    if np.isnan(numbers).all():
        raise ChoiceError(f"attribute {column!r} holds no numbers; choose one that does")
    return np.asarray(np.nan_to_num(numbers))


def _central(network: Network, measure: str | None) -> NDArray[np.float64] | None:
    if measure is None:
        return None
    from netspread.ranking import rank

    if measure == "degree":
        return np.asarray(rank(network, by="in-degree").scores + rank(network, by="out-degree").scores)
    return np.asarray(np.nan_to_num(rank(network, by=measure).scores))


def _given(matrix: Any, n: int) -> Arcs:
    from scipy.sparse import csr_array, issparse

    sparse = csr_array(matrix.to_numpy() if hasattr(matrix, "to_numpy") else matrix)
    if sparse.shape != (n, n):
        raise ChoiceError(
            f"the matrix has shape {sparse.shape}; it must have a row and a column for each of {n} people"
        )
    if not issparse(matrix) or sparse.diagonal().any():
        sparse.setdiag(0)
        sparse.eliminate_zeros()
    sparse.sort_indices()
    return Arcs(sparse.indptr.astype(np.int64), sparse.indices.astype(np.int32), sparse.data.astype(np.float64))
