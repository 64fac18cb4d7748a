"""Rules: what a team must keep to, each told in one sentence if it cannot be met."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from netspread.champions.coverage import group_codes
from netspread.errors import ChoiceError, in_range, one_of
from netspread.network import Network

_MISSING = "(missing)"


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What a team must keep to.

    Attributes
    ----------
    size
        How many people the team has; with *prices*, at most.
    allowed
        bool, shape (n,): who can be asked.
    must
        int64: positions of those who are on the team in any case.
    quotas
        Attribute -> how many of each of its values must be on the team at least.
    codes
        Attribute -> (names of its values, the number of each person's), for *quotas*.
    prices, budget
        float64, shape (n,): what each person costs, and how much all may cost; ``None`` if that does not matter.
    """

    size: int
    allowed: NDArray[np.bool_]
    must: NDArray[np.int64]
    quotas: Mapping[str, int]
    codes: Mapping[str, tuple[list[str], NDArray[np.int64]]]
    prices: NDArray[np.float64] | None = None
    budget: float | None = None

    def rows(self) -> tuple[csr_array, NDArray[np.float64], NDArray[np.float64]]:
        """Return the rules as rows over all people, and the least and most of each: size, groups of quotas, money."""
        n = len(self.allowed)
        rows, low, high = [csr_array(np.ones((1, n)))], [float(self.size)], [float(self.size)]
        for column, least in self.quotas.items():
            names, codes = self.codes[column]
            member = csr_array((np.ones(n), (codes, np.arange(n))), shape=(len(names), n))
            rows.append(member)
            low += [0.0 if name == _MISSING else float(least) for name in names]
            high += [float(self.size)] * len(names)
        if self.prices is not None and self.budget is not None:
            rows.append(csr_array(self.prices[None]))
            low, high = [0.0, *low[1:], 0.0], [*high, self.budget]
        return csr_array(vstack(rows)), np.array(low), np.array(high)

    def bounds(self, chosen: Iterable[int] = ()) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return 0 and 1 for each person who may or may not be chosen, 1 and 1 for must-haves and *chosen*."""
        low, high = np.zeros(len(self.allowed)), self.allowed.astype(np.float64)
        fixed = np.concatenate([self.must, np.fromiter(chosen, np.int64)])
        low[fixed] = high[fixed] = 1.0
        return low, high

    def can_be_met(self, chosen: Iterable[int] = ()) -> bool:
        """Whether there is a team that has all of *chosen*."""
        if not self.quotas and self.prices is None:
            return True
        n = len(self.allowed)
        found = milp(
            np.zeros(n),
            integrality=np.ones(n, dtype=np.int64),
            bounds=Bounds(*self.bounds(chosen)),
            constraints=LinearConstraint(*self.rows()),
        )
        return found.x is not None

    def exchanges(self, team: NDArray[np.int64], member: int) -> NDArray[np.int64]:
        """Return who could take the place of *member*, the others staying."""
        matrix, low, high = self.rows()
        without = np.asarray(matrix[:, team[team != member]].sum(axis=1))
        with_each = matrix.toarray() + without[:, None]
        kept = ((with_each >= low[:, None] - 1e-9) & (with_each <= high[:, None] + 1e-9)).all(axis=0)
        kept &= self.allowed
        kept[team] = False
        return np.flatnonzero(kept)

    def without(self, name: str) -> "Rules":
        """Return the rules without one of :meth:`conditions`."""
        if name == "budget":
            return replace(self, prices=None, budget=None)
        if name == "must-have":
            return replace(self, must=np.zeros(0, np.int64))
        column = name.removeprefix("quota ").rpartition("=")[0]
        return replace(self, quotas={other: least for other, least in self.quotas.items() if other != column})

    @property
    def conditions(self) -> tuple[str, ...]:
        """What rules there are, by name."""
        quotas = [f"quota {column}={least}" for column, least in self.quotas.items()]
        return (*quotas, *(["must-have"] if len(self.must) else []), *(["budget"] if self.prices is not None else []))


def rules_of(
    network: Network,
    *,
    size: int,
    quota: Mapping[str, int],
    must_have: Iterable[str],
    exclude: Iterable[str],
    cost: str | None,
    budget: float | None,
) -> Rules:
    """Return the rules that were asked for, each checked by itself.

    Raises
    ------
    ChoiceError
        If a rule cannot be met; it says which, and what would mend it.
    """
    n = network.n_people
    in_range("size", size, 1)
    if size > n:
        raise ChoiceError(f"size is {size}, but the network has {_people(n)}; choose a smaller team")
    must = network.positions(dict.fromkeys(must_have))
    allowed = np.ones(n, dtype=bool)
    allowed[network.positions(exclude)] = False
    both = must[~allowed[must]]
    if len(both):
        raise ChoiceError(f"person '{network.ids[both[0]]}' is both a must-have and excluded; choose one of the two")
    if len(must) > size:
        raise ChoiceError(f"there are {len(must)} must-haves, but the team has {size}; name fewer, or let it have more")
    if allowed.sum() < size:
        raise ChoiceError(
            f"size is {size}, but only {_people(int(allowed.sum()))} can be asked; exclude fewer, or choose fewer"
        )
    codes = {column: _met_alone(network, column, least, allowed, size) for column, least in quota.items()}
    prices, money = _money(network, cost, budget, allowed, must)
    return Rules(size, allowed, must, dict(quota), codes, prices, money)


def _met_alone(
    network: Network, column: str, least: int, allowed: NDArray[np.bool_], size: int
) -> tuple[list[str], NDArray[np.int64]]:
    """Return the groups of one quota, if it can be met by itself."""
    in_range(f"quota {column}", least, 1)
    names, codes = group_codes(network, column, "a quota")
    there = np.bincount(codes[allowed], minlength=len(names))
    counted = [name for name in names if name != _MISSING]
    for name, number in zip(names, there, strict=True):
        if name != _MISSING and number < least:
            raise ChoiceError(
                f"quota {column}={least} cannot be met: {_people(int(number))} of {name!r} can be asked; "
                "lower the quota, or exclude fewer"
            )
    if least * len(counted) > size:
        raise ChoiceError(
            f"quota {column}={least} cannot be met: {least} from each of {len(counted)} groups are "
            f"{least * len(counted)} people, but the team has {size}; let it have that many, or leave the quota out"
        )
    return names, codes


def _money(
    network: Network, cost: str | None, budget: float | None, allowed: NDArray[np.bool_], must: NDArray[np.int64]
) -> tuple[NDArray[np.float64] | None, float | None]:
    """Return what each person costs, and the budget, if the must-haves can be paid."""
    if cost is None and budget is None:
        return None, None
    if cost is None or budget is None:
        raise ChoiceError("a cost and a budget go together; give the column of what each costs, and how much there is")
    if cost not in network.people:
        raise one_of("cost column", cost, [str(name) for name in network.people.columns])
    prices = pd.to_numeric(network.people[cost], errors="coerce").to_numpy(dtype=np.float64)
    wrong = ~((prices >= 0) & np.isfinite(prices)) & allowed
    if wrong.any():
        at = int(wrong.argmax())
        raise ChoiceError(
            f"cost column {cost!r} has {str(network.people[cost].iloc[at])!r} for person '{network.ids[at]}'; "
            "give everybody a number of 0 or more, or exclude them"
        )
    in_range("budget", budget, 0)
    if prices[must].sum() > budget:
        raise ChoiceError(
            f"the must-haves cost {prices[must].sum():g}, but the budget is {budget:g}; raise it, or name fewer"
        )
    return np.where(allowed, prices, 0.0), float(budget)


def check_together(rules: Rules) -> None:
    """Raise ``ChoiceError`` if the rules cannot be met together, saying which of them is in the way.

    Each can be met by itself: :func:`rules_of` has seen to that.
    """
    if rules.can_be_met():
        return
    freeing = [name for name in rules.conditions if rules.without(name).can_be_met()]
    one = f"without {' or without '.join(freeing)} there is one" if freeing else "leave out more than one of them"
    raise ChoiceError(f"no team of {rules.size} keeps to {', '.join(rules.conditions)} all at once; {one}")


def _people(number: int) -> str:
    return {0: "nobody", 1: "1 person"}.get(number, f"{number:,} people")
