"""Campaign: the logics over time, on the same worlds, with what each comes to and whom it asks when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from netspread.communities import communities
from netspread.errors import ChoiceError, NetworkError, in_range, one_of
from netspread.kernels import campaign as kernel
from netspread.logics import combined, parameters
from netspread.logics.mechanistic import phase
from netspread.logics.observed import observed as seen
from netspread.logics.sites import Sites
from netspread.logics.stage import Outcome, Stage
from netspread.network import Network

#: Worlds in which shares of the budget are compared; the best mix is then played in all worlds.
_SEARCH_WORLDS = 200
#: Steps of people through periods that a search may take for each mix; fewer worlds in a large network.
_SEARCH_STEPS = 10_000_000
#: Intervals hold so much of the worlds.
_LOW, _HIGH = 0.05, 0.95
#: What each column of actions is called in the plan.
ACTION_NAMES = ("train", "ask to lead", "ask to lead")


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
        first = 0 if self.stage.observed is None else self.stage.observed.now
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
        """Return whom to ask or train in which period: ``logic, period, unit, person, action``.

        Where the choice hangs on what will have been seen until then, those are named who are chosen in most worlds.
        Rows without a person say what to look at, and when to stop.
        """
        rows = []
        for logic, outcome in self.outcomes.items():
            for period in range(self.stage.periods):
                rows += self._asked(logic, outcome, period)
                rows += [(logic, period + 1, unit, "", action) for unit, action in self._look(logic, outcome, period)]
        return pd.DataFrame(rows, columns=["logic", "period", "unit", "person", "action"])

    def _asked(self, logic: str, outcome: Outcome, period: int) -> list[tuple[str, int, str, str, str]]:
        sites, ids = self.stage.sites, self.stage.network.ids
        rows = []
        for column, action in enumerate(ACTION_NAMES):
            chances = outcome.actions[period, column]
            count = round(float(chances.sum()))
            first = np.argsort(-chances, kind="stable")[:count]
            rows += [
                (logic, period + 1, sites.names[sites.of[v]], str(ids[v]), action) for v in first if chances[v] > 0
            ]
        return rows

    def _look(self, logic: str, outcome: Outcome, period: int) -> list[tuple[str, str]]:
        """Return (unit, what to look at or when to stop) for this period."""
        values, told = self.stage.values, []
        shares = self.shares if logic == "combined" else {logic: 1.0}
        begins = 0 if self.stage.observed is None else self.stage.observed.now
        if period < begins:
            return []
        if shares.get("mechanistic", 0) > 0:
            now = int(outcome.waves[period].argmax())
            was = int(outcome.waves[period - 1].argmax()) if period > begins and outcome.waves[period - 1].any() else -1
            if outcome.waves[period].any() and now != was:
                opened = ", ".join(
                    self.stage.sites.names[at] for at in self.stage.route if self.stage.wave_of[at] == now
                )
                bars = f"{values['gate_adopted']:.0%} use it and {values['gate_sustained']:.0%} of takers sustain it"
                then = f"; go on when {bars}, stop after {values['patience']:.0f} periods of waiting"
                last = now == int(self.stage.wave_of.max())
                told.append(("", f"open the {phase(now)}: {opened}{'' if last else then}"))
        if shares.get("ecological", 0) > 0 and period - begins == int(values["probe_look"]):
            told.append(("", f"look at the probes: rest units with under {values['probe_bar']:g} users a probe"))
        return told

    def alike(self) -> pd.DataFrame:
        """Return ``logic, sustained_mean``: each plan with all mechanisms at work, so that only plans differ."""
        tried = _tried(self.stage, self.worlds)
        rows = []
        for logic in self.outcomes:
            alone = {name: float(name == logic) for name in combined.SINGLE}
            mix, turn = (self.shares, self.order) if logic == "combined" else (alone, ())
            played = self.stage.play(mix, order=turn, worlds=tried, mechanisms=combined.SINGLE, name="all at work")
            rows.append((logic, float(played.sustained.mean())))
        return pd.DataFrame(rows, columns=["logic", "sustained_mean"])

    def changed(self) -> list[str]:
        """Return what was observed, what that changed in the plan, and why; empty if nothing was observed."""
        from netspread.logics.changes import changes

        return [] if self.before is None else changes(self.before, self)


def campaign(
    network: Network,
    *,
    units: str,
    periods: int = 24,
    budget: float = 10,
    logics: Sequence[str] = combined.LOGICS,
    worlds: int = 1000,
    seed: int = 1,
    observed: pd.DataFrame | None = None,
    settings: Mapping[str, float] | None = None,
    shares: Mapping[str, float] | None = None,
    order: Sequence[str] = (),
    sites: str | Sequence[str] = "pilot-friendly",
    goal: float = 0.5,
) -> Campaign:
    """Let a practice spread by each of *logics* on the same random worlds, and return what each comes to.

    Parameters
    ----------
    network
        Any network; influence runs as :meth:`Network.influence_arcs` says.
    units
        The attribute that says in which site or ward people work.
    periods, budget
        How many periods, and what each may cost: training places and champions' days.
    logics
        Of ``mechanistic``, ``ecological``, ``social`` and ``combined``.
    worlds, seed
        How many random worlds; same seed, same worlds.
    observed
        ``person, period, state[, action]``: what happened so far; the campaign goes on from the last period in it.
    settings
        Parameters other than by default, see :func:`parameters.table`.
    shares, order
        Of ``combined``: shares of the budget, and in which order the logics start; by default the best are searched.
    sites
        In which order the roll-out takes the sites: ``pilot-friendly``, ``largest``, ``most-connected``, or names.
    goal
        Which share of people must use it at the end for a campaign not to have failed.

    Raises
    ------
    ChoiceError
        If a logic, column, parameter or person is unknown, or a number is out of its range.
    ReadError
        If *observed* cannot be used.
    NetworkError
        If there is nobody.
    """
    for logic in logics:
        if logic not in combined.LOGICS:
            raise one_of("logic", logic, combined.LOGICS)
    for logic in order:
        if logic not in combined.SINGLE:
            raise one_of("logic in the order", logic, combined.SINGLE)
    if not logics:
        raise ChoiceError(f"no logic was named; name one or more of: {', '.join(combined.LOGICS)}")
    if not network.n_people:
        raise NetworkError("the network has no people; a campaign needs somebody to reach")
    in_range("periods", periods, 1, 1000)
    in_range("worlds", worlds, 1)
    in_range("goal", goal, 0, 1)
    if not 0 < budget < float("inf"):
        raise ChoiceError(f"budget is {budget:g}; it must be above 0, the cost that each period may have")
    values = parameters.checked(settings or {})
    given = None if shares is None else combined.checked(shares)
    places = Sites.by(network, units)
    labels = communities(network, seed=seed).labels
    route = sites if isinstance(sites, str) else tuple(sites)
    stage = Stage(network, places, periods, budget, values, route, seed, labels)
    stage.route  # an unknown site is told before the work  # noqa: B018
    found = _played(stage, units, tuple(dict.fromkeys(logics)), given, tuple(order), worlds, goal)
    if observed is None:
        return found
    now = seen(network, observed, periods=periods, sustain_after=values["sustain_after"])
    later = replace(stage, observed=now)
    after = _played(later, units, tuple(dict.fromkeys(logics)), given, tuple(order), worlds, goal)
    return Campaign(later, units, after.outcomes, after.shares, after.order, after.search, worlds, goal, before=found)


def _played(  # noqa: PLR0917  # called twice, with the same
    stage: Stage,
    units: str,
    logics: tuple[str, ...],
    shares: Mapping[str, float] | None,
    order: tuple[str, ...],
    worlds: int,
    goal: float,
) -> Campaign:
    search = pd.DataFrame()
    if "combined" in logics and shares is None:
        search = _searched(stage, worlds)
        shares = {logic: float(search[logic].iloc[0]) for logic in combined.SINGLE}
        order = tuple(search["order"].iloc[0].split(" > ")) if search["order"].iloc[0] else ()
    outcomes = {}
    for logic in logics:
        alone = {name: float(name == logic) for name in combined.SINGLE}
        mix, turn = (shares or alone, order) if logic == "combined" else (alone, ())
        outcomes[logic] = stage.play(mix, order=turn, worlds=worlds, name=logic)
    return Campaign(stage, units, outcomes, shares or {}, order, search, worlds, goal)


def _searched(stage: Stage, worlds: int) -> pd.DataFrame:
    """Return what each mix of shares comes to on the same worlds, and each order of the best; best first."""
    tried = _tried(stage, worlds)

    def row(shares: Mapping[str, float], order: tuple[str, ...]) -> dict[str, object]:
        kept = stage.play(shares, order=order, worlds=tried, name="search of the mix").sustained
        error = float(kept.std(ddof=1) / np.sqrt(tried)) if tried > 1 else 0.0
        told = {"order": " > ".join(order), "worlds": tried}
        return {**shares, **told, "sustained_mean": float(kept.mean()), "sustained_error": error}

    rows = [row(shares, ()) for shares in combined.grid()]
    best = max(rows, key=lambda each: each["sustained_mean"])  # type: ignore[arg-type,return-value]
    shares = {logic: float(best[logic]) for logic in combined.SINGLE}  # type: ignore[arg-type]
    rows += [row(shares, order) for order in combined.orders(shares)[1:]]
    frame = pd.DataFrame(rows)
    return frame.sort_values("sustained_mean", ascending=False, kind="stable").reset_index(drop=True)


def _tried(stage: Stage, worlds: int) -> int:
    """Return in how many worlds mixes are compared."""
    return max(2, min(worlds, _SEARCH_WORLDS, _SEARCH_STEPS // (stage.network.n_people * stage.periods)))


def _time_to(outcome: Outcome, people: float) -> float:
    """Return the median period in which so many use it; nan where most worlds never get there."""
    there = outcome.curves[:, :, kernel.USING] >= people
    first = np.where(there.any(axis=1), there.argmax(axis=1), np.inf)
    median = float(np.sort(first)[len(first) // 2])
    return median if np.isfinite(median) else float("nan")
