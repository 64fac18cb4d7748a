"""Figures: by what a team is compared with other teams.

Neal, Neal, Cappella & Dockerty (2025), *KOLaide* (availability, breadth, cost, diversity, evaluation).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.champions.coverage import Coverage, group_codes
from netspread.champions.rules import Rules
from netspread.network import Network
from netspread.spread.compare import Comparison
from netspread.spread.seeding import Task, choose

#: How Neal et al. (2025) weigh breadth against diversity, and a large team.
_ALPHA = _BETA = 0.9


def figures_of(
    network: Network, asked: Mapping[str, Any], reach: Coverage, rules: Rules, team: NDArray[np.int64]
) -> dict[str, float]:
    """Return the five figures of Neal et al. (2025); see :class:`~netspread.champions.Champions`."""
    n, k = network.n_people, len(team)
    breadth = (reach.n_people(team) - k) / (n - k) if n > k else float("nan")
    column = asked["diversity"] or next(iter(asked["quota"]), None)
    diversity = float("nan")
    if column is not None:
        names, codes = group_codes(network, column, "diversity")
        stand = {names[code] for code in codes[team]} - {"(missing)"}
        diversity = len(stand) / len(set(names) - {"(missing)"})
    pooled = breadth if column is None else breadth**_ALPHA * diversity ** (1 - _ALPHA)
    return {
        "availability": float(rules.allowed.mean()),
        "breadth": breadth,
        "cost": float(k),
        "diversity": diversity,
        "evaluation": pooled / k**_BETA,
    }


def rivals_of(comparison: Comparison, reach: Coverage, task: Task) -> pd.DataFrame:
    """Return how many people each strategy of the comparison covers and reaches."""
    rows = []
    for strategy in comparison.strategies:
        spread = comparison.spread(strategy)
        teams = [task.network.positions(spread.seeds)]
        if spread.draws > 1:
            draws = range(task.seed, task.seed + spread.draws)
            teams = [choose(strategy, replace(task, seed=draw)).positions for draw in draws]
        covered = float(np.mean([reach.n_people(team) for team in teams]))
        name = "champions" if strategy == "list" else strategy
        rows.append((name, covered, spread.reach_mean, spread.reach_low, spread.reach_high))
    return pd.DataFrame(rows, columns=["team", "covered", "reach_mean", "reach_low", "reach_high"])
