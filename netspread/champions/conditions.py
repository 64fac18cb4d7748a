"""Conditions: what a team was asked to keep to, and what each of them costs in people covered and reached."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread import engine
from netspread.champions.coverage import Coverage
from netspread.champions.rules import Rules, check_together, rules_of
from netspread.champions.search import best_team
from netspread.network import Network
from netspread.spread.worlds import Worlds


def rules_asked(network: Network, asked: Mapping[str, Any]) -> Rules:
    """Return the rules among the options of a team, if they can be met, alone and together."""
    names = ("size", "quota", "must_have", "exclude", "cost", "budget")
    rules = rules_of(network, **{name: asked[name] for name in names})
    check_together(rules)
    return rules


def prices_of(
    network: Network, asked: Mapping[str, Any], reach: Coverage, tried: Worlds, best: NDArray[np.int64], *, wanted: bool
) -> pd.DataFrame:
    """Return what each condition costs: the best team with all of them against the best without it.

    No rows if they are not *wanted*. *best* is the team found, which is the best one unless somebody declined: who
    declined counts as excluded here, so that the price of declining is that of all declining at once.
    """
    rows = []
    base: tuple[int, float] | None = None
    without = _eased(asked) if wanted else []
    for condition, eased in [("", asked), *without] if without else []:
        rules = rules_asked(network, {**eased, "exclude": (*eased["exclude"], *eased["declined"])})
        own = reach
        if eased["diversity"] != asked["diversity"]:
            own = Coverage(reach.covers[:, : reach.people], reach.worth[: reach.people], reach.people)
        team = best_team(own, rules).team if condition or asked["declined"] else best
        engine.step(f"champions: without {condition}")
        figures = (own.n_people(team), float(tried.spread(team).reaches.mean()))
        base = base or figures
        if condition:
            rows.append((condition, *figures, figures[0] - base[0], figures[1] - base[1]))
    return pd.DataFrame(rows, columns=["condition", "covered", "reach_mean", "covered_cost", "reach_cost"])


def _eased(asked: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return each condition by name, and what is asked without it."""
    quota = asked["quota"]
    eased: list[tuple[str, dict[str, Any]]] = [
        (f"quota {column}={least}", {"quota": {name: k for name, k in quota.items() if name != column}})
        for column, least in quota.items()
    ]
    eased += [(name.replace("_", "-"), {name: ()}) for name in ("must_have", "exclude", "declined") if asked[name]]
    if asked["cost"] is not None:
        eased.append(("budget", {"cost": None, "budget": None}))
    if asked["diversity"] is not None:
        eased.append((f"diversity {asked['diversity']}", {"diversity": None}))
    return [(name, {**asked, **change}) for name, change in eased]
