"""What the main job finds: every ranking, how sure, and the communities that runs agree on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from netspread import engine
from netspread.adoption.calibration import Calibration, calibrate
from netspread.adoption.diffusion import diffusion
from netspread.communities import METHODS
from netspread.communities.consensus import Consensus, consensus
from netspread.network import Network
from netspread.ranking import Ranking, rank, uncertain_ranks

#: The measures of the main job, in the order of the columns of ``people.csv``.
MEASURES = (
    "in-degree",
    "weighted-in-degree",
    "out-degree",
    "in-closeness",
    "eigenvector",
    "pagerank",
    "k-core",
    "betweenness",
    "constraint",
)
#: What brokers go by, and among how many of the first a person's chance to be is told.
BROKER_MEASURE, FIRST = "betweenness", 10
#: The brokerage roles of Gould & Fernandez, added when there are groups.
ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
#: How often communities are looked for, and above how many people less often.
_RUNS, _FEW_RUNS, _MANY_PEOPLE = 50, 10, 20_000


def rankings(network: Network, *, groups: str | None) -> dict[str, Ranking]:
    """Return every measure of the main job, by name."""
    roles = ROLES if groups is not None else ()
    found: dict[str, Ranking] = {}
    for name in (*MEASURES, *roles):
        engine.step(f"ranking by {name}")
        found[name] = rank(network, by=name, groups=groups if name in roles else None)
    return found


def sure_rankings(
    network: Network, measures: Sequence[str], *, draws: int, seed: int, groups: str | None = None
) -> dict[str, Ranking]:
    """Return the rankings by *measures* with intervals, or none where everybody answered or nothing can be drawn."""
    responded = network.responded
    told = network.directed and not responded.all() and bool(responded[network.egos()].any())
    if not draws or not told:
        return {}
    return uncertain_ranks(
        network, by=measures, draws=draws, top=min(FIRST, network.n_people), seed=seed, groups=groups
    )


def agreed_communities(network: Network, method: str, runs: int | None, seed: int) -> Consensus | None:
    """Return what *runs* runs of *method* agree on; None for one run, or a method that draws nothing."""
    if method in METHODS and not METHODS[method].draws:
        return None
    if runs is None:
        runs = _RUNS if network.n_people <= _MANY_PEOPLE else _FEW_RUNS
    return None if runs == 1 else consensus(network, method=method, runs=runs, seed=seed)


def fitted_to(
    network: Network,
    adopted: str | Path,
    *,
    innovation: str | None,
    never: str | None,
    reading: Mapping[str, Any],
) -> tuple[Calibration, ...]:
    """Return the cascade and the rule by the clock, fitted to what did happen; pseudonyms are those of the survey."""
    happened = diffusion(
        network,
        adopted=adopted,
        innovation=innovation,
        never=never,
        pseudonyms=reading.get("pseudonyms"),
        unnamed=reading.get("optout") is not None,
    )
    return calibrate(happened, model="ic"), calibrate(happened, model="broadcast")
