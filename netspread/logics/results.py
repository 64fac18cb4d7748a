"""Results: what each logic of a campaign comes to, for all people, for each unit, and as a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netspread.kernels import campaign as kernel
from netspread.logics import combined
from netspread.logics.changes import changes
from netspread.logics.mixes import worlds_to_try
from netspread.logics.plans import Step, steps
from netspread.logics.sentences import Sentence
from netspread.logics.stage import Outcome, Stage

#: Intervals hold so much of the worlds.
_LOW, _HIGH = 0.05, 0.95


@dataclass(frozen=True, eq=False)
class Campaign:
    """What each logic comes to.

    Attributes
    ----------
    stage
        The network, its sites, the numbers and what was observed.
    units
        The attribute that sites go by.
    outcomes
        Logic -> what it comes to; the worlds are the same for all.
    shares, order
        Of ``combined``: shares of the budget by logic, and in which order they start (empty: all at once).
    search
        What each mix came to: one column a logic, ``order, worlds, sustained_mean, sustained_error``, best first.
    worlds, goal
        How many worlds; which share of people must use it at the end for a campaign not to fail.
    before
        The same campaign without what was observed, ``None`` if nothing was.
    """

    stage: Stage
    units: str
    outcomes: Mapping[str, Outcome]
    shares: Mapping[str, float]
    order: tuple[str, ...]
    search: pd.DataFrame
    worlds: int
    goal: float
    before: "Campaign | None" = None

    def to_frame(self) -> pd.DataFrame:
        """Return one row a logic and period: users, of these sustained, people who gave up, and cost so far.

        ``logic, period, adopted_mean, adopted_low, adopted_high, sustained_mean, abandoned_mean, cost``; the interval
        holds 90 % of the worlds.
        """
        first = self.stage.begins
        rows = []
        for logic, outcome in self.outcomes.items():
            for period in range(first, self.stage.periods + 1):
                using = outcome.curves[:, period, kernel.USING]
                low, high = np.quantile(using, (_LOW, _HIGH))
                means = outcome.curves[:, period].mean(axis=0)
                rows.append((logic, period, means[kernel.USING], low, high, *means[kernel.KEPT :]))
        names = "logic period adopted_mean adopted_low adopted_high sustained_mean abandoned_mean cost"
        return pd.DataFrame(rows, columns=names.split())

    @cached_property
    def summary(self) -> pd.DataFrame:
        """One row a logic: what it comes to at the end.

        ``logic, adopted_mean, sustained_mean, sustained_low, sustained_high, abandoned_mean, cost, cost_per_sustained,
        to_half, to_four_fifths, fails, ended_at_gate, last_unit, between_units``: periods to 50 and 80 % are medians
        (nan where most worlds never get there); ``between_units`` is the mean distance of the best from the last unit,
        in shares; ``fails`` the chance that fewer than the goal use it at the end.
        """
        n = self.stage.network.n_people
        rows = []
        for logic, outcome in self.outcomes.items():
            end = outcome.curves[:, -1]
            means = end.mean(axis=0)
            shares = outcome.units / self.stage.sites.sizes
            last = self.stage.sites.names[int(shares.mean(axis=0).argmin())]
            kept = float(means[kernel.KEPT])
            rows.append({
                "logic": logic,
                "adopted_mean": means[kernel.USING],
                "sustained_mean": kept,
                "sustained_low": np.quantile(outcome.sustained, _LOW),
                "sustained_high": np.quantile(outcome.sustained, _HIGH),
                "abandoned_mean": means[kernel.GIVEN_UP],
                "cost": means[kernel.COST],
                "cost_per_sustained": means[kernel.COST] / kept if kept else float("nan"),
                "to_half": _time_to(outcome, 0.5 * n),
                "to_four_fifths": _time_to(outcome, 0.8 * n),
                "fails": float((end[:, kernel.USING] < self.goal * n).mean()),
                "ended_at_gate": float((outcome.ended >= 0).mean()),
                "last_unit": last,
                "between_units": float((shares.max(axis=1) - shares.min(axis=1)).mean()),
            })  # fmt: skip
        return pd.DataFrame(rows)

    @property
    def best(self) -> str:
        """The logic with the most people who sustain it at the end, in the mean."""
        return str(self.summary["logic"].iloc[int(self.summary["sustained_mean"].argmax())])

    def by_unit(self) -> pd.DataFrame:
        """Return ``logic, unit, people, adopted_mean, share``: users at the end, the last unit of a logic first."""
        parts = []
        for logic, outcome in self.outcomes.items():
            sites = self.stage.sites
            frame = pd.DataFrame({"logic": logic, "unit": sites.names, "people": sites.sizes})
            frame["adopted_mean"] = outcome.units.mean(axis=0)
            frame["share"] = frame["adopted_mean"] / frame["people"]
            parts.append(frame.sort_values("share", kind="stable"))
        return pd.concat(parts, ignore_index=True)

    def plan(self) -> pd.DataFrame:
        """Return whom to ask or train in which period, what to look at and when to stop.

        ``logic, period, unit, person, action``. Where the choice hangs on what will have been seen until then, those
        are named who are chosen in most worlds. Rows without a person say what to look at, and when to stop.
        """
        rows = [(*step.place, step.said()) for step in self.steps]
        return pd.DataFrame(rows, columns=["logic", "period", "unit", "person", "action"])

    @cached_property
    def steps(self) -> list[Step]:
        """The plan, step by step, as a page can say it in any language."""
        return steps(self)

    def alike(self) -> pd.DataFrame:
        """Return ``logic, sustained_mean``: each plan with all mechanisms at work, so that only plans differ."""
        tried = worlds_to_try(self.stage, self.worlds)
        rows = []
        for logic in self.outcomes:
            alone = {name: float(name == logic) for name in combined.SINGLE}
            mix, turn = (self.shares, self.order) if logic == "combined" else (alone, ())
            played = self.stage.play(mix, order=turn, worlds=tried, mechanisms=combined.SINGLE, name="all at work")
            rows.append((logic, float(played.sustained.mean())))
        return pd.DataFrame(rows, columns=["logic", "sustained_mean"])

    @cached_property
    def changes(self) -> list[Sentence]:
        """What was observed, what that changed in the plan, for whom, and why; empty if nothing was observed."""
        return [] if self.before is None else changes(self.before, self)

    def changed(self) -> list[str]:
        """Return the same in English."""
        return [sentence.said() for sentence in self.changes]


def _time_to(outcome: Outcome, people: float) -> float:
    """Return the median period in which so many use it; nan where most worlds never get there."""
    there = outcome.curves[:, :, kernel.USING] >= people
    first = np.where(there.any(axis=1), there.argmax(axis=1), np.inf)
    median = float(np.sort(first)[len(first) // 2])
    return median if np.isfinite(median) else float("nan")
