"""Peers: other libraries that do the same, called as their own documentation calls them."""

from array import array
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netspread.network import Arcs, Network
from netspread.spread.models import IndependentCascade, LinearThreshold, Model

#: Not needed by the project, but for measuring beside them.
PEERS = ("cynetdiff", "pynetim", "ndlib")


def installed(name: str) -> bool:
    """Return whether the peer is there."""
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def forward(net: Network, model: Model, seeds: NDArray[np.int64], runs: int) -> Mapping[str, Callable[[], object]]:
    """Return calls that run so many cascades from *seeds* in each peer that is there."""
    found: dict[str, Callable[[], object]] = {}
    if installed("cynetdiff"):
        found["cynetdiff"] = _cynetdiff(net.influence_arcs(), model, chances(net, model), seeds.tolist(), runs)
    if installed("pynetim"):
        peer = _pynetim_model(net, model, seeds.tolist())
        found["pynetim"] = lambda: peer.run_monte_carlo_diffusion(runs, 1)
    return found


def chances(net: Network, model: Model) -> NDArray[np.float64]:
    """Return the chance (or the influence) of each arc under *model*, which is one of the three that peers have."""
    targets = net.influence_arcs().targets
    if isinstance(model, IndependentCascade):
        return np.full(len(targets), model.p)
    return np.asarray((1.0 / np.maximum(np.bincount(targets, minlength=net.n_people), 1))[targets])


def pynetim_graph(net: Network, model: Model) -> Any:
    """Return the network as pynetim wants it."""
    import pynetim

    pairs = list(zip(*_ends(net.influence_arcs()), strict=True))
    return pynetim.IMGraph(pairs, chances(net, model).tolist(), True, False)


def ndlib(net: Network, p: float, people: Iterable[int], runs: int) -> Callable[[], None]:
    """Return a call that runs so many independent cascades in NDlib."""
    import networkx as nx
    from ndlib.models import ModelConfig
    from ndlib.models.epidemics import IndependentCascadesModel

    graph = nx.DiGraph()
    graph.add_nodes_from(range(net.n_people))
    graph.add_edges_from(zip(*_ends(net.influence_arcs()), strict=True))
    asked = ModelConfig.Configuration()
    asked.add_model_initial_configuration("Infected", list(people))
    for tie in graph.edges:
        asked.add_edge_configuration("threshold", tie, p)

    def call() -> None:
        for _ in range(runs):
            peer = IndependentCascadesModel(graph)
            peer.set_initial_status(asked)
            while peer.iteration()["node_count"][1]:  # as long as anybody is newly convinced
                pass

    return call


def _cynetdiff(
    arcs: Arcs, model: Model, weights: NDArray[np.float64], people: list[int], runs: int
) -> Callable[[], None]:
    from cynetdiff.models import IndependentCascadeModel, LinearThresholdModel

    starts, targets = array("I", arcs.starts[:-1].astype(np.uint32)), array("I", arcs.targets.astype(np.uint32))
    given = array("f", weights.astype(np.float32))
    if isinstance(model, LinearThreshold):
        peer = LinearThresholdModel(starts, targets, influence=given, rng=1)
    else:
        peer = IndependentCascadeModel(starts, targets, activation_probs=given, rng=1)
    peer.set_seeds(set(people))

    def call() -> None:
        for _ in range(runs):
            peer.reset_model()
            peer.advance_until_completion()

    return call


def _pynetim_model(net: Network, model: Model, people: list[int]) -> Any:
    import pynetim

    kind = pynetim.LinearThresholdModel if isinstance(model, LinearThreshold) else pynetim.IndependentCascadeModel
    return kind(pynetim_graph(net, model), set(people))


def _ends(arcs: Arcs) -> tuple[list[int], list[int]]:
    return np.repeat(np.arange(len(arcs.starts) - 1), np.diff(arcs.starts)).tolist(), arcs.targets.tolist()
