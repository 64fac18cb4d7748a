"""Calibrated: a model of spreading with the parameters that fit what did happen."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from netspread.errors import one_of
from netspread.network import Network
from netspread.spread.models import Model

#: The attribute that fitted thresholds are written to.
COLUMN = "fitted_threshold"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Calibration:
    """A model fitted to what did happen.

    Attributes
    ----------
    model
        The model, ready for :func:`netspread.compare` and :func:`netspread.simulate`.
    network
        On which it runs: the diffusion's, with the attribute ``fitted_threshold`` where the model goes by it.
    table
        ``parameter, estimate, low, high``: 95 % intervals.
    method
        ``likelihood`` or ``abc``.
    log_likelihood
        nan for ``abc``.
    told
        What the model cannot explain, in sentences.
    alone
        How many adopted without an adopter around, of how many, where the model counts that.
    """

    model: Model
    network: Network
    table: pd.DataFrame
    method: str
    log_likelihood: float
    told: tuple[str, ...]
    alone: tuple[int, int] | None = None

    def parameter(self, name: str) -> "pd.Series[Any]":
        """Return the row of a parameter."""
        rows = self.table[self.table["parameter"] == name]
        if not len(rows):
            raise one_of("parameter", name, list(self.table["parameter"]))
        return rows.iloc[0]

    def to_frame(self) -> pd.DataFrame:
        """Return the table."""
        return self.table

    def __repr__(self) -> str:
        """Return one line: the parameters."""
        shown = (f"{r.parameter} {r.estimate:.4g} ({r.low:.4g} to {r.high:.4g})" for r in self.table.itertuples())
        return f"Calibration of {self.model.name} by {self.method}: {', '.join(shown)}"
