"""Results: what each logic of a campaign comes to, for all people, for each unit, and as a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.kernels import campaign as kernel
from netspread.logics import combined
from netspread.logics.changes import changes
from netspread.logics.mixes import worlds_to_try
from netspread.logics.plans import Step, steps
from netspread.logics.sentences import Sentence
from netspread.logics.stage import Outcome, Stage

#: Intervals hold so much of the worlds.
_LOW, _HIGH = 0.05, 0.95


@dataclass(frozen=True, eq=False, repr=False)
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

    def __repr__(self) -> str:
        """Return one line: of how many people, and which logic leads."""
        end = self.summary.set_index("logic")["sustained_mean"]
        return (
            f"Campaign of {self.stage.network.n_people} people in {len(self.stage.sites.names)} units, "
            f"{self.stage.periods} periods: best is {self.best} with {end[self.best]:.1f} who keep to it"
        )

    def _repr_html_(self) -> str:
        return self.summary.to_html(index=False, float_format="{:.3g}".format)

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

    def ends(self) -> pd.DataFrame:
        """Return one row a logic and world: how it ends there, so that outcomes are distributions and not only means.

        ``logic, world, adopted, sustained, abandoned, cost, to_half, to_four_fifths, between_units, ended_at_gate``:
        the periods to 50 and 80 % are nan where it never gets there; ``between_units`` is the distance of the best from
        the last unit, in shares; ``ended_at_gate`` the period in which a gate ended the roll-out, nan where none did.
        """
        n, parts = self.stage.network.n_people, []
        for logic, outcome in self.outcomes.items():
            end = outcome.curves[:, -1]
            shares = outcome.units / self.stage.sites.sizes
            frame = pd.DataFrame({"logic": logic, "world": np.arange(1, len(end) + 1)})
            for name, column in (("adopted", kernel.USING), ("sustained", kernel.KEPT), ("abandoned", kernel.GIVEN_UP)):
                frame[name] = end[:, column].astype(np.int64)
            frame["cost"] = end[:, kernel.COST]
            frame["to_half"], frame["to_four_fifths"] = _first(outcome, 0.5 * n), _first(outcome, 0.8 * n)
            frame["between_units"] = shares.max(axis=1) - shares.min(axis=1)
            frame["ended_at_gate"] = np.where(outcome.ended >= 0, outcome.ended, np.nan)
            parts.append(frame)
        return pd.concat(parts, ignore_index=True)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """One row a logic: what it comes to at the end.

        ``logic, adopted_mean, sustained_mean, sustained_low, sustained_high, abandoned_mean, cost, cost_per_sustained,
        to_half, to_four_fifths, fails, ended_at_gate, last_unit, between_units``: periods to 50 and 80 % are medians
        (nan where most worlds never get there); ``between_units`` is the mean distance of the best from the last unit,
        in shares; ``fails`` the chance that fewer than the goal use it at the end.
        """
        return pd.DataFrame(
            [self._summed(str(logic), ends) for logic, ends in self.ends().groupby("logic", sort=False)]
        )

    def _summed(self, logic: str, ends: pd.DataFrame) -> dict[str, object]:
        outcome, sites = self.outcomes[logic], self.stage.sites
        kept, cost = float(ends["sustained"].mean()), float(ends["cost"].mean())
        return {
            "logic": logic,
            "adopted_mean": ends["adopted"].mean(),
            "sustained_mean": kept,
            "sustained_low": ends["sustained"].quantile(_LOW),
            "sustained_high": ends["sustained"].quantile(_HIGH),
            "abandoned_mean": ends["abandoned"].mean(),
            "cost": cost,
            "cost_per_sustained": cost / kept if kept else float("nan"),
            "to_half": _median(ends["to_half"]),
            "to_four_fifths": _median(ends["to_four_fifths"]),
            "fails": float((ends["adopted"] < self.goal * self.stage.network.n_people).mean()),
            "ended_at_gate": float(ends["ended_at_gate"].notna().mean()),
            "last_unit": sites.names[int((outcome.units / sites.sizes).mean(axis=0).argmin())],
            "between_units": float(ends["between_units"].mean()),
        }

    @property
    def best(self) -> str:
        """The logic with the most people who sustain it at the end, in the mean."""
        return str(self.summary["logic"].iloc[int(self.summary["sustained_mean"].argmax())])

    def by_unit(self) -> pd.DataFrame:
        """Return users at the end in each unit, the last unit of a logic first.

        ``logic, unit, people, adopted_mean, adopted_low, adopted_high, share``; the interval holds 90 % of the worlds.
        """
        parts = []
        for logic, outcome in self.outcomes.items():
            sites = self.stage.sites
            frame = pd.DataFrame({"logic": logic, "unit": sites.names, "people": sites.sizes})
            frame["adopted_mean"] = outcome.units.mean(axis=0)
            frame["adopted_low"], frame["adopted_high"] = np.quantile(outcome.units, (_LOW, _HIGH), axis=0)
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
        """The plan, step by step, each of which can be said in any language."""
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
        """Return the same in the language spoken."""
        return [sentence.said() for sentence in self.changes]


def _first(outcome: Outcome, people: float) -> NDArray[np.float64]:
    """Return the first period in each world in which so many use it; nan where that never is."""
    there = outcome.curves[:, :, kernel.USING] >= people
    return np.where(there.any(axis=1), there.argmax(axis=1), np.nan)


def _median(periods: "pd.Series[float]") -> float:
    """Return the median of *periods*, in which nan is later than all; nan where most are."""
    return float(np.sort(periods)[len(periods) // 2])
