"""Reserves: who takes the place of a champion who declines, the others of the team staying."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.champions.coverage import Coverage
from netspread.champions.rules import Rules
from netspread.champions.search import Found, best_team, replacement
from netspread.errors import ChoiceError
from netspread.network import Network


def replanned(network: Network, reach: Coverage, rules: Rules, found: Found, no: int) -> tuple[Rules, Found]:
    """Return the rules and the team after the person at position *no* has declined: the others stay."""
    name = network.ids[no]
    if no in rules.must:
        raise ChoiceError(f"person '{name}' has declined but is a must-have; take the name from the must-haves")
    allowed = rules.allowed.copy()
    allowed[no] = False
    later = replace(rules, allowed=allowed)
    if no not in found.team:
        return later, found
    stay = replace(later, must=found.team[found.team != no])
    if allowed.sum() < rules.size or not stay.can_be_met():
        raise ChoiceError(
            f"nobody can take the place of '{name}' under {', '.join(later.conditions)} while the others "
            f"stay; ease that, or exclude '{name}' to plan the whole team anew"
        )
    return later, best_team(reach, stay)


def members_of(network: Network, reach: Coverage, rules: Rules, team: NDArray[np.int64]) -> pd.DataFrame:
    """Return one row a champion; see :class:`~netspread.champions.Champions`."""
    rows = []
    for order, member in enumerate(team.tolist(), 1):
        rest = team[team != member]
        other = replacement(reach, rules, team, member)
        lost = reach.covered(team) & ~reach.covered(rest)
        rows.append(
            (
                order,
                str(network.ids[member]),
                reach.n_people(np.array([member])) - 1,
                int(lost[: reach.people].sum() - lost[member]),
                str(network.ids[other]) if other >= 0 else "",
                reach.n_people(np.append(rest, other) if other >= 0 else rest),
            )
        )
    return pd.DataFrame(rows, columns=["order", "person", "covers", "only", "reserve", "covered_with_reserve"])
