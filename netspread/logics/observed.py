"""Observed: what has happened so far in a real campaign, from a table of people and periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ReadError, one_of
from netspread.kernels import campaign as kernel
from netspread.logics.sites import Sites
from netspread.logics.states import STATES
from netspread.network import Arcs, Network
from netspread.readers.privacy.pseudonyms import in_other_file
from netspread.readers.source import Source

#: What was done with a person, as the column ``action`` says it.
ACTIONS = {"train": kernel.TRAINED, "ask": kernel.ASKED}
_USING = (kernel.ADOPTED, kernel.SUSTAINED)


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """Where everybody stands after *now* periods.

    Attributes
    ----------
    now
        How many periods have gone by.
    state
        int8, shape (n,): the place of each person's state in :data:`states.STATES`.
    since
        int64, shape (n,): the period in which a user adopted it, 0 for the others.
    done
        int8, shape (n,): bits for what was done with a person.
    """

    now: int
    state: NDArray[np.int8]
    since: NDArray[np.int64]
    done: NDArray[np.int8]

    @property
    def using(self) -> NDArray[np.bool_]:
        """Who uses it now."""
        return np.isin(self.state, _USING)

    def tried(self, arcs: Arcs) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Return one entry for each person and period with a user among the contacts: how many, and whether it won.

        People who were asked, trained, or are resistant tell nothing of ties; those who are unaware cannot have been
        won, and whoever gave up is left out, since it is not known for how long they used it.
        """
        exposures, adopted = [], []
        apart = (self.done > 0) | np.isin(self.state, (kernel.UNAWARE, kernel.ABANDONED, kernel.RESISTANT))
        won_in = np.where(self.using, self.since, self.now + 1)
        for period in range(1, self.now + 1):
            users = self.using & (self.since < period)
            around = _sums(arcs, users.astype(float), np.ones(len(arcs.targets)))
            asked = ~apart & (won_in >= period) & (around > 0)
            exposures.append(around[asked])
            adopted.append(won_in[asked] == period)
        return np.concatenate([np.empty(0), *exposures]), np.concatenate([np.empty(0, bool), *adopted])

    def withstood(
        self, arcs: Arcs, pull: NDArray[np.float64], sites: Sites, values: Mapping[str, float]
    ) -> NDArray[np.float64]:
        """Return the social pressure, shape (n,), under which each aware person has not adopted; 0 for the others."""
        against = np.isin(self.state, (kernel.ABANDONED, kernel.RESISTANT))
        earlier = self.using & (self.since < self.now)  # whoever adopted last has had no time to influence anybody
        pressure = _sums(arcs, earlier - values["negative"] * against, pull)
        norm = np.bincount(sites.of, weights=earlier, minlength=len(sites.sizes)) / sites.sizes
        pressure = (1 - values["norm"]) * pressure + values["norm"] * norm[sites.of]
        return np.where(self.state == kernel.AWARE, np.maximum(pressure, 0.0), 0.0)


def read_observed(
    path: str | Path, *, pseudonyms: str | Path | None = None, only: pd.Index | None = None
) -> pd.DataFrame:
    """Return the table in a file: columns ``person, period, state``, and if there is one ``action``.

    Parameters
    ----------
    path
        The file.
    pseudonyms
        The file of the key by which the people of the network are called; the ids in the table are the true ones.
    only
        The people of the network, if others are to be left out, unnamed: they may have opted out.

    Raises
    ------
    ReadError
        If the file cannot be read, a column is missing, or a period is no whole number.
    """
    table = Source(Path(path)).sheet(None, narrowest=3)
    names = {name: at for at, name in enumerate(table.keys)}
    for column in ("person", "period", "state"):
        if column not in names:
            raise ReadError(
                f"{path}: there is no column '{column}' (columns: {', '.join(table.header[:10])}); "
                "it needs the columns person, period and state, and may have action (train, ask)"
            )
    frame = pd.DataFrame({name: table.column(name) for name in ("person", "period", "state")})
    frame["action"] = table.column("action") if "action" in names else ""
    for line, text in zip(table.lines, frame["period"], strict=True):
        if not text.isdecimal() or len(text) > 6:
            raise ReadError(f"{path}, line {line}: period '{text}' is no whole number; count periods from 1")
    if pseudonyms is not None:
        frame["person"] = in_other_file(frame["person"], Path(pseudonyms))
    kept = frame if only is None else frame[frame["person"].isin(only)].reset_index(drop=True)
    return kept.astype({"period": int})


def observed(network: Network, rows: pd.DataFrame, *, periods: int, sustain_after: float) -> Observed:
    """Return where everybody stands after the last period of *rows*; who is not in them is unaware.

    Of several rows of a person the last period counts; adoption began with the first of the rows in which the person
    uses it without a break.

    Raises
    ------
    ChoiceError
        If a person, a state or an action is unknown.
    ReadError
        If there is no row, or a period is not from 1 to one before the last.
    """
    if rows.empty:
        raise ReadError("the observed table has no rows; give one row for each person and period that you know of")
    now, first = int(rows["period"].max()), int(rows["period"].min())
    if first < 1 or now >= periods:
        found = now if now >= periods else first
        raise ReadError(
            f"the observed table speaks of period {found}; it must be from 1 to {periods - 1}, so that one of the "
            f"{periods} periods is left to plan"
        )
    names = list(STATES)
    for state in rows["state"]:
        if state not in STATES:
            raise one_of("observed: state", state, STATES)
    at = network.positions(rows["person"].astype(str), what="observed: person")
    n = network.n_people
    state, since, done = np.zeros(n, np.int8), np.zeros(n, np.int64), np.zeros(n, np.int8)
    actions = rows["action"].fillna("") if "action" in rows else pd.Series("", index=rows.index)
    numbers = [names.index(each) for each in rows["state"]]
    told = sorted(zip(rows["period"].tolist(), range(len(rows)), at.tolist(), numbers, actions, strict=True))
    for period, _, person, number, action in told:
        if action and action not in ACTIONS:
            raise one_of("observed: action", action, ACTIONS)
        done[person] |= ACTIONS.get(action, 0)
        if number not in _USING:
            since[person] = 0
        elif state[person] not in _USING:
            since[person] = period if number == kernel.ADOPTED else max(1, period - int(sustain_after))
        state[person] = number
    return Observed(now, state, since, done)


def _sums(arcs: Arcs, of: NDArray[np.float64], along: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each person the values *of* those who influence them, each times what stands *along* the arc."""
    carried = np.repeat(of, np.diff(arcs.starts)) * along
    return np.bincount(arcs.targets, weights=carried, minlength=len(of)).astype(np.float64)
