"""Catalog: every measure that can be asked for by name, with what it means and where it comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from netspread.measures import (
    answers,
    betweenness,
    bridging,
    brokerage,
    closeness,
    cohesion,
    degree,
    influence,
    spectral,
)
from netspread.network import Network

#: A measure: a network (and options) in, one number for each person out.
Compute = Callable[..., NDArray[np.float64]]


def _none(_network: Network) -> dict[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that can be asked for by name.

    Attributes
    ----------
    name
        Hyphenated.
    title
        How a table or a page calls it.
    meaning
        What a high score says of a person (a low one, with *lowest_first*), in the words of a report.
    compute
        The function; its docstring tells definition, direction, weights, range and source.
    source
        Who defined it.
    lowest_first
        True if rank 1 is the lowest score.
    needs_groups
        True if it needs the option *groups*.
    sampling
        The options it takes by itself on a network too large to measure from everybody.
    answered
        True if people were asked for it, and it needs an attribute with their answers.
    """

    name: str
    title: str
    meaning: str
    compute: Compute
    source: str
    lowest_first: bool = False
    needs_groups: bool = False
    sampling: Callable[[Network], dict[str, int]] = _none
    answered: bool = False


_ROLE_SOURCE = "Gould & Fernandez (1989)"
#: Measures of opinion leaders, and of brokers, in the order of the reference.
LEADERS = (
    Measure("in-degree", "Named by", "named by many people", degree.in_degree, "Freeman (1979)"),
    Measure(
        "weighted-in-degree",
        "Named by, weighted",
        "named often or strongly",
        degree.weighted_in_degree,
        "Freeman (1979)",
    ),
    Measure("out-degree", "Names", "names many people", degree.out_degree, "Freeman (1979)"),
    Measure(
        "weighted-out-degree",
        "Names, weighted",
        "names often or strongly",
        degree.weighted_out_degree,
        "Freeman (1979)",
    ),
    Measure(
        "local-leader",
        "Local leader",
        "most named by the own group",
        degree.local_leader,
        "Valente & Davis (1999)",
        needs_groups=True,
    ),
    Measure(
        "in-closeness",
        "Closeness",
        "few steps away for everybody",
        closeness.in_closeness,
        "Wasserman & Faust (1994)",
        sampling=closeness.sampling,
    ),
    Measure(
        "harmonic",
        "Harmonic closeness",
        "few steps away for many",
        closeness.harmonic,
        "Marchiori & Latora (2000)",
        sampling=closeness.sampling,
    ),
    Measure(
        "eigenvector",
        "Eigenvector",
        "named by people who are much named themselves",
        spectral.eigenvector,
        "Bonacich (1972)",
    ),
    Measure("pagerank", "PageRank", "where following ties leads most often", spectral.pagerank, "Brin & Page (1998)"),
    Measure(
        "weighted-pagerank",
        "PageRank, weighted",
        "where following strong ties leads most often",
        spectral.weighted_pagerank,
        "Brin & Page (1998)",
    ),
    Measure(
        "hits-authority",
        "Authority",
        "named by those who name the right people",
        spectral.hits_authority,
        "Kleinberg (1999)",
    ),
    Measure("katz", "Katz", "reached by many chains of ties, short ones counting most", spectral.katz, "Katz (1953)"),
    Measure("k-core", "Core", "deep inside the network", cohesion.k_core, "Seidman (1983)"),
    Measure(
        "two-step-reach",
        "Reach in two steps",
        "influences many directly or through one other",
        degree.two_step_reach,
        "Borgatti (2006)",
    ),
    Measure(
        "voterank",
        "VoteRank",
        "elected early, each next one by others than the last",
        influence.voterank,
        "Zhang et al. (2016)",
    ),
    Measure(
        "collective-influence",
        "Collective influence",
        "connects large crowds two steps away",
        influence.collective_influence,
        "Morone & Makse (2015)",
    ),
    Measure(
        "self-designation",
        "Says so of oneself",
        "takes himself or herself for an opinion leader",
        answers.self_designation,
        "Rogers & Cartano (1962)",
        answered=True,
    ),
)
BROKERS = (
    Measure(
        "betweenness",
        "Betweenness",
        "stands between others",
        betweenness.betweenness,
        "Freeman (1977)",
        sampling=betweenness.sampling,
    ),
    Measure(
        "weighted-betweenness",
        "Betweenness, weighted",
        "stands between others on strong ties",
        betweenness.weighted_betweenness,
        "Freeman (1977)",
        sampling=betweenness.weighted_sampling,
    ),
    Measure(
        "brokerage",
        "Brokerage of each tie",
        "each tie leads many to others",
        bridging.brokerage,
        "Everett & Valente (2016)",
        sampling=betweenness.sampling,
    ),
    Measure(
        "bridging",
        "Bridging",
        "ties shorten the ways of all",
        bridging.bridging,
        "Valente & Fujimoto (2010)",
        sampling=bridging.sampling,
    ),
    Measure(
        "articulation-point",
        "Articulation point",
        "holds parts of the network together alone",
        cohesion.articulation_points,
        "Hopcroft & Tarjan (1973)",
    ),
    Measure(
        "bridges",
        "Bridges",
        "has ties that are the only way to others",
        cohesion.bridges,
        "Hopcroft & Tarjan (1973)",
    ),
    Measure(
        "constraint",
        "Constraint",
        "contacts know each other already (brokers have a low value)",
        brokerage.constraint,
        "Burt (1992)",
        lowest_first=True,
    ),
    Measure(
        "effective-size",
        "Effective size",
        "contacts that do not know each other",
        brokerage.effective_size,
        "Burt (1992), Borgatti (1997)",
    ),
    Measure(
        "efficiency",
        "Efficiency",
        "hardly any contact repeats another",
        brokerage.efficiency,
        "Burt (1992), Borgatti (1997)",
    ),
    Measure(
        "hierarchy",
        "Hierarchy",
        "constrained by a single contact",
        brokerage.hierarchy,
        "Burt (1992)",
        lowest_first=True,
    ),
    *(
        Measure(name, name.capitalize(), f"brokers {what}", brokerage.of_role(name), _ROLE_SOURCE, needs_groups=True)
        for name, what in brokerage.ROLES.items()
    ),
)


def leader_measure(network: Network) -> str:
    """Return the measure that opinion leaders go by: how many people each person influences directly.

    In a survey that is nominations received; in a log, where the sender influences, people written to.
    """
    return "out-degree" if network.influence == "ego_to_alter" else "in-degree"


#: Hyphenated name -> measure, in the order of the reference: leaders first, then brokers.
MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in (*LEADERS, *BROKERS)})
