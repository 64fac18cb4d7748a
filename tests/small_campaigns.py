"""Small campaigns, in which nothing happens but what a test turns on."""

import numpy as np
import pandas as pd

import netspread as ns

#: Nothing happens but what a test turns on.
STILL = {
    "awareness": 0, "talk": 1, "abandon": 0, "resisters": 0, "refuse": 0, "miss": 0, "champion_cost": 1, "fit": 1,
    "fit_gain": 0, "strengthen": 0, "fade": 0, "p_spread": 0, "probe_periods": 0, "setup": 0, "gate_adopted": 0,
    "gate_sustained": 0, "fidelity_loss": 0, "keep_level": -3, "leave": 0,
}  # fmt: skip


def organisation(n=40, units=4, seed=3, ties=3):
    rng = np.random.default_rng(seed)
    people = pd.DataFrame({"unit": [f"u{at % units}" for at in range(n)]}, index=[f"p{at:03}" for at in range(n)])
    pairs = {(int(a), int(b)) for a, b in rng.integers(0, n, (n * ties, 2)) if a != b}
    return ns.Network.from_ties([(f"p{a:03}", f"p{b:03}") for a, b in sorted(pairs)], people=people)


def play(network, logic, *, worlds=200, periods=8, budget=3, **settings):
    return ns.campaign(
        network, units="unit", periods=periods, budget=budget, logics=[logic], worlds=worlds,
        settings={**STILL, **settings},
    )  # fmt: skip
