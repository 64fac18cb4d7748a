"""Search: the best team under the rules, with proof if that can be had.

Integer programming (HiGHS, by way of scipy) where there are few enough pairs of champion and covered person; lazy greed
(Leskovec et al. 2007, *KDD*) and exchanges beyond. How long it may take is counted in nodes of the search, never
in seconds, so that the team does not depend on the machine.
"""

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from netspread.champions.coverage import Coverage
from netspread.champions.rules import Rules

#: Up to so many pairs of a person and somebody whom that person covers, teams are proved best.
EXACT_PAIRS = 20_000
#: The search gives up its proof after so many nodes.
_NODES = 500
#: How often the bound of greed is improved.
_STEPS = 300
_LEAST = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A team: positions in order, what it is worth, and what no team can be worth more than."""

    team: NDArray[np.int64]
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """By which share the best team could be better; 0 if this is the best."""
        return max(self.bound - self.value, 0.0) / self.value if self.bound > self.value * (1 + 1e-7) else 0.0


def best_team(coverage: Coverage, rules: Rules) -> Found:
    """Return the best team; the rules must be such that there is one."""
    rough = _greedy(coverage, rules)
    if coverage.covers.nnz > EXACT_PAIRS:
        return rough
    return _proved(coverage, rules, rough)


def _proved(coverage: Coverage, rules: Rules, rough: Found) -> Found:
    """Return the best team by integer programming: x chooses people, y is covered if somebody chosen covers it."""
    n, m = coverage.covers.shape
    matrix, least, most = rules.rows()
    either = hstack([csr_array(coverage.covers.T), -eye_array(m)])
    on_people = hstack([matrix, csr_array((len(least), m))])
    low, high = rules.bounds()
    found = milp(
        np.concatenate([np.zeros(n), -coverage.worth]),
        integrality=np.repeat([1, 0], [n, m]),
        bounds=Bounds(np.concatenate([low, np.zeros(m)]), np.concatenate([high, np.ones(m)])),
        constraints=[
            LinearConstraint(csr_array(either), 0, np.inf),
            LinearConstraint(csr_array(on_people), least, most),
        ],
        options={"node_limit": _NODES, "mip_rel_gap": 0},
    )
    bound = rough.bound if found.mip_dual_bound is None else min(-found.mip_dual_bound, rough.bound)
    if found.x is None:
        return Found(rough.team, rough.value, bound)
    team = _in_order(coverage, np.flatnonzero(found.x[:n] > 0.5))
    value = coverage.value(team)
    if value < rough.value - _LEAST:
        return Found(rough.team, rough.value, bound)
    return Found(team, value, value if found.status == 0 else bound)


def _greedy(coverage: Coverage, rules: Rules) -> Found:
    """Return a team by greed and exchanges; with money, also by greed that sets what a person costs against it."""
    team = _exchanged(coverage, rules, _added(coverage, rules, 0.0))
    bound, rate = _bound(coverage, rules, coverage.value(team))
    if rate > 0:
        thrifty = _exchanged(coverage, rules, _added(coverage, rules, rate))
        team = max(team, thrifty, key=coverage.value)
    return Found(_in_order(coverage, team), coverage.value(team), bound)


def _added(coverage: Coverage, rules: Rules, rate: float) -> NDArray[np.int64]:
    """Return a team made by adding whoever adds most, less *rate* for each unit of money.

    Whoever would leave no way to keep to the rules is passed over.
    """
    team = rules.must
    missing = np.where(coverage.covered(team), 0.0, coverage.worth)
    charge = rate * rules.prices if rules.prices is not None else np.zeros(coverage.people)
    gains = coverage.gains(team) - charge
    waiting = [(-gains[v], int(v), len(team)) for v in np.setdiff1d(np.flatnonzero(rules.allowed), team)]
    heapq.heapify(waiting)
    while waiting and len(team) < rules.size:
        _, v, seen = heapq.heappop(waiting)
        if seen < len(team):
            whom = coverage.covers.indices[coverage.covers.indptr[v] : coverage.covers.indptr[v + 1]]
            heapq.heappush(waiting, (charge[v] - missing[whom].sum(), v, len(team)))
        elif rules.can_be_met([*team.tolist(), v]):
            team = np.append(team, v)
            missing[coverage.covers[[v]].indices] = 0.0
    return team


def _bound(coverage: Coverage, rules: Rules, value: float) -> tuple[float, float]:
    """Return what no team is worth more than, quotas left aside, and what a unit of money is worth about then.

    Lagrangian relaxation: each covered column gives a part of its worth to those who cover it, as often as somebody
    does, and keeps the rest; and money has a rate. Whatever parts and rate are, no team is worth more than all that is
    kept, the largest sums of parts less the people's prices, and the budget at that rate. They are improved step by
    step (Polyak's rule, towards a team of that *value*).
    """
    prices = np.zeros(coverage.people) if rules.prices is None else rules.prices
    budget = rules.budget or 0.0
    unit = max(float(prices.max(initial=0.0)), 1.0)  # so that steps in money are about as long as those in people
    parts = coverage.worth / np.maximum(np.asarray(coverage.covers.sum(axis=0)), 1.0)
    others = np.setdiff1d(np.flatnonzero(rules.allowed), rules.must)
    covered_by = csr_array(coverage.covers.T)  # once: to pick rows by number takes longer than all else in a step
    best, best_rate, rate = np.inf, 0.0, 0.0
    for _ in range(_STEPS):
        sums = coverage.covers @ parts - rate * prices
        free = others[np.argsort(-sums[others], kind="stable")[: rules.size - len(rules.must)]]
        team = np.concatenate([rules.must, free[sums[free] > 0]])
        found = float((coverage.worth - parts).sum() + sums[team].sum() + rate * budget)
        if found < best:
            best, best_rate = found, rate
        slope = covered_by @ np.bincount(team, minlength=len(sums)).astype(np.float64) - 1.0
        left = (budget - float(prices[team].sum())) / unit
        length = float(slope @ slope) + left**2
        if best <= value * (1 + 1e-9) or length == 0:
            break
        step = (found - value) / length
        parts = np.clip(parts - step * slope, 0.0, coverage.worth)
        rate = max(rate - step * left / unit, 0.0)
    return best, best_rate


def _exchanged(coverage: Coverage, rules: Rules, team: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the team after exchanging single members as long as that helps."""
    untried, at = len(team), 0
    while untried > 0:
        member = int(team[at])
        untried -= 1
        if member not in rules.must:
            other = replacement(coverage, rules, team, member)
            changed = np.where(team == member, other, team)
            if other >= 0 and coverage.value(changed) > coverage.value(team) + _LEAST:
                team, untried = changed, len(team) - 1
        at = (at + 1) % len(team)
    return team


def replacement(coverage: Coverage, rules: Rules, team: NDArray[np.int64], member: int) -> int:
    """Return who does most in the place of *member*, the others staying; -1 if nobody can."""
    candidates = rules.exchanges(team, member)
    if not len(candidates):
        return -1
    gains = coverage.gains(team[team != member])
    return int(candidates[np.argmax(gains[candidates])])


def _in_order(coverage: Coverage, team: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the team in the order in which each next one adds most."""
    ordered: list[int] = []
    while len(ordered) < len(team):
        rest = np.setdiff1d(team, ordered)
        gains = coverage.gains(np.array(ordered, dtype=np.int64))
        ordered.append(int(rest[np.argmax(gains[rest])]))
    return np.array(ordered, dtype=np.int64)
