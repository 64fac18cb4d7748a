"""Every model of spread, a ward on which all of them can be tried, and how far a mean may be off."""

import networkx as nx
import numpy as np
import pandas as pd

from netspread.network import Network
from netspread.spread.models import (
    SI,
    SIR,
    SIS,
    Abandonment,
    Broadcast,
    CascadeByGroup,
    CascadeByLayer,
    CascadeByWeight,
    ComplexContagion,
    FractionalThreshold,
    GivenThresholds,
    IndependentCascade,
    LinearThreshold,
    Resisted,
    WeightedCascade,
)
from netspread.spread.simulate import simulate
from networks import PATH

EVERY = [
    IndependentCascade(0.2),
    IndependentCascade(0.7),
    WeightedCascade(),
    LinearThreshold(),
    CascadeByWeight(0.15),
    CascadeByGroup("unit", inside=0.3, across=0.1, pairs=(("u0", "u1", 0.5),)),
    CascadeByLayer((("advice", 0.1), ("trust", 0.3))),
    ComplexContagion(2),
    FractionalThreshold(0.25),
    GivenThresholds("patience"),
    SI(0.05, periods=8),
    SIR(0.1, leave=0.3, periods=12),
    SIS(0.1, leave=0.3, periods=12),
    Broadcast(0.05, outside=0.02, periods=8),
    Abandonment(0.1, leave=0.2, resume=0.5, outside=0.01, periods=12),
    Resisted(SI(0.1, periods=8), "stubborn"),
    Resisted(LinearThreshold(), "stubborn"),
    Resisted(CascadeByLayer((("advice", 0.2),)), "stubborn"),
]


def ward(n=90, m=400):
    graph = nx.gnm_random_graph(n, m, seed=3, directed=True)
    for number, (_, _, tie) in enumerate(graph.edges(data=True)):
        tie["weight"] = 1.0 + number % 3
    people = pd.DataFrame(
        {
            "unit": [f"u{i % 4}" for i in range(n)],
            "patience": [(i % 10) / 10 for i in range(n)],
            "stubborn": ["yes" if i % 9 == 5 else "no" for i in range(n)],
        },
        index=[str(i) for i in range(n)],
    )
    ties = Network.from_networkx(graph).ties()
    relations = ties.assign(relation=["advice", "trust", "meals"] * (m // 3) + ["trust"] * (m % 3))
    return Network.from_ties(ties, people=people).with_layers(
        pd.concat([relations, relations[::4].assign(relation="trust")])
    )


def within(spread):
    """Five standard errors of the mean reach."""
    return 5 * spread.reaches.std() / np.sqrt(spread.worlds) + 1e-9


def reach_of(model, network=PATH, start=("a",), worlds=20_000):
    return simulate(network, seeds=start, model=model, worlds=worlds)
