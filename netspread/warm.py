"""Warm: compile all kernels ahead, so that the first real work does not wait for it."""

from dataclasses import replace

import numpy as np
import pandas as pd

from netspread import engine
from netspread.communities.consensus import consensus
from netspread.logics.campaigns import campaign
from netspread.network import Network
from netspread.nonresponse import completions
from netspread.ranking import MEASURES, rank
from netspread.spread.bridges import bridges
from netspread.spread.models import MODELS, parse
from netspread.spread.seeding import STRATEGIES, seeds
from netspread.spread.simulate import simulate


def warm() -> None:
    """Use every kernel once on a handful of people; what is compiled is kept on disk by numba."""
    people = pd.DataFrame(
        {
            "unit": list("xxxxyyyy"),
            "cost": [1.0] * 8,
            "threshold": [0.5] * 8,
            "self_designation": [1.0] * 8,
            "responded": [True] * 6 + [False] * 2,
        },
        index=list("abcdefgh"),
    )
    ties = [(one, other) for at, one in enumerate("abcdefgh") for other in "abcdefgh"[at + 1 : at + 4]]
    for directed in (True, False):
        network = Network.from_ties(ties, people=people, directed=directed)
        for name, measure in MEASURES.items():
            engine.step(f"compiling {name}")
            rank(network, by=name, groups="unit" if measure.needs_groups else None)
    network = Network.from_ties(ties, people=people)
    network = replace(network, layers={"advice": np.ones(network.n_ties, dtype=bool)})
    for name in MODELS:
        engine.step(f"compiling {name}")
        simulate(network, seeds=["a"], model=parse(_SPELLED.get(name, name)), worlds=2)
    for name, strategy in STRATEGIES.items():
        engine.step(f"compiling {name}")
        seeds(
            network,
            strategy=name,
            budget=2,
            groups="unit" if strategy.needs == "groups" else None,
            costs="cost" if strategy.needs == "costs" else None,
            given=["a", "b"] if strategy.needs == "given" else None,
        )
    engine.step("compiling the rest")
    consensus(network, runs=2)
    for gain in ("reach", "paths"):
        bridges(network, groups="unit", add=1, by=gain, worlds=2)
    list(completions(network, draws=1))
    campaign(network, units="unit", periods=3, budget=2, worlds=2)


#: Models that cannot do without an attribute.
_SPELLED = {
    "ic-group": "ic-group(groups=unit)",
    "ic-layer": "ic-layer(advice=0.1)",
    "thresholds": "thresholds(column=threshold)",
}
