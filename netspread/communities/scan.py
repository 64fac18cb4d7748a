"""Scan: how many communities there are, at every resolution."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread import engine
from netspread.communities.consensus import runs_of, stability
from netspread.communities.partition import Partition
from netspread.errors import in_range
from netspread.network import Network


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ResolutionScan:
    """Communities over a range of resolutions.

    Attributes
    ----------
    table
        One row a resolution: ``resolution, communities`` (the median of the runs, people without ties left out),
        ``low, high`` (the middle 90 %), ``modularity`` (at resolution 1, of the best run), ``stability`` (how alike two
        runs are, as in :class:`netspread.communities.consensus.Consensus`).
    runs
        How many runs each row is made of.
    """

    table: pd.DataFrame
    runs: int

    def plateaus(self) -> pd.DataFrame:
        """Return where the number of communities stays the same, the widest first.

        ``communities, low, high`` (resolutions), ``width`` (high / low, as resolutions are scanned in equal factors)
        and the mean ``stability``. A wide and stable one is a finding; a number that holds at one resolution alone is
        not (Fortunato & Barthelemy 2007, *PNAS* 104:36).
        """
        run = self.table["communities"].ne(self.table["communities"].shift()).cumsum()
        rows = [
            (part["communities"].iloc[0], part["resolution"].min(), part["resolution"].max(), part["stability"].mean())
            for _, part in self.table.groupby(run)
        ]
        frame = pd.DataFrame(rows, columns=["communities", "low", "high", "stability"])
        frame.insert(3, "width", frame["high"] / frame["low"])
        return frame.sort_values("width", ascending=False, kind="stable", ignore_index=True)

    def to_frame(self) -> pd.DataFrame:
        """Return the table."""
        return self.table

    def __repr__(self) -> str:
        """Return one line: the widest plateau."""
        widest = self.plateaus().iloc[0]
        return (
            f"Resolutions {self.table['resolution'].iloc[0]:g} to {self.table['resolution'].iloc[-1]:g}: "
            f"{int(widest['communities'])} communities from {widest['low']:.2g} to {widest['high']:.2g}"
        )

    def _repr_html_(self) -> str:
        return self.table.to_html(index=False, float_format="{:.3g}".format)


def resolution_scan(
    network: Network,
    *,
    method: str = "leiden",
    resolutions: Sequence[float] | None = None,
    runs: int = 10,
    seed: int = 1,
    **options: Any,
) -> ResolutionScan:
    """Return how many communities *method* finds over a range of resolutions.

    Parameters
    ----------
    network
        Any network.
    method
        ``"leiden"`` or ``"louvain"``: those that take a resolution.
    resolutions
        Above 0; by default 17 from 0.25 to 4, each a fixed factor above the one before.
    runs
        How often the method runs at each.
    seed
        The runs take this seed and those after it.
    **options
        Of the method, e.g. ``objective="CPM"`` (whose resolutions are densities, so name them).

    Raises
    ------
    ChoiceError
        If the method takes no resolution.
    """
    in_range("runs", runs, 2)
    scanned = np.sort(np.geomspace(0.25, 4, 17) if resolutions is None else np.asarray(resolutions, dtype=np.float64))
    tied = np.diff(network.contacts().starts) > 0
    rows = []
    for resolution in scanned:
        engine.step(f"resolution {resolution:.2g}")
        found = runs_of(network, method=method, runs=runs, seed=seed, resolution=float(resolution), **options)
        rows.append((float(resolution), *_figures(network, found, tied)))
    columns = ["resolution", "communities", "low", "high", "modularity", "stability"]
    return ResolutionScan(pd.DataFrame(rows, columns=columns), runs)


def _figures(network: Network, found: NDArray[np.int32], tied: NDArray[np.bool_]) -> tuple[int, int, int, float, float]:
    counts = [len(np.unique(run[tied])) for run in found]
    low, middle, high = np.quantile(counts, [0.05, 0.5, 0.95], method="inverted_cdf")
    best = max(Partition.of(network, run, method="run").modularity for run in found)
    return int(middle), int(low), int(high), best, stability(found)
