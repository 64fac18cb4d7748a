"""Measures: ours beside igraph's own, how long all take on a large network, and how good the estimates are."""

import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import igraph
import numpy as np
from scipy.stats import spearmanr

from benchmarks.networks import network
from benchmarks.side_by_side import Timing, in_turn, plain
from netspread import engine
from netspread.measures import betweenness, brokerage
from netspread.measures.catalog import Compute
from netspread.measures.graph import contacts_of
from netspread.measures.kept import kept
from netspread.network import Network
from netspread.ranking import MEASURES, rank

#: R's sna for the five roles in a network of 500 people (sna 2.7-1; it takes a dense matrix, so no larger ones).
SNA_SECONDS = 0.014
#: Contestants that take longer are called once, all others in several rounds.
_SLOW = 2.0
#: Weighted ways are compared from so many people, or all if there are fewer: from 15,000 both take minutes.
_WEIGHTED_SOURCES = 500

Scores = np.ndarray


def beside_igraph(size: str) -> str:
    """Return a table of every measure that igraph has too, in processor seconds of one thread.

    Both begin with what they compute on at hand, igraph with its graph, which knows everybody's ties from both ends,
    ours with its arrays and everybody's contacts. No score is at hand: each round measures a network that nobody has
    measured. In the last column igraph makes its graph first, and ours the contacts, or the graph if it asks igraph.
    """
    net, small = weighted(size), weighted("500")
    ends = np.column_stack([net.egos(), net.alters]).astype(np.int64)
    making = _seconds(lambda: igraph.Graph(n=net.n_people, edges=ends, directed=True))
    contacts_of(small)  # compiles
    pairing = _seconds(lambda: contacts_of(net))
    rounds = 101 if size == "500" else 5
    rows = []
    with engine.using(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # igraph's, that many values are 0
        for name, theirs in _theirs(net, ends).items():
            how = {"sources": _WEIGHTED_SOURCES} if name == "weighted-betweenness" else {}
            measure, asks = partial(MEASURES[name].compute, **how), name in _ASKED_OF_IGRAPH
            measure(small)  # compiles
            unmeasured = iter([net if asks else _unmeasured(net) for _ in range(rounds + 2)])
            mine, other = _timed(partial(_next_by, measure, unmeasured), theirs, rounds=rounds)
            ratios = [b / a for a, b in zip(mine.seconds, other.seconds, strict=True)]
            made = (other.median + making) / (mine.median + (making if asks else pairing))
            rows.append(
                (name, f"{mine.median:.3g}", f"{other.median:.3g}", f"{np.median(ratios):.2f}",
                 " to ".join(f"{ratio:.2f}" for ratio in np.quantile(ratios, [0.1, 0.9])), f"{made:.2f}")
            )  # fmt: skip
    columns = ["measure", "netspread s", "igraph s", "igraph / netspread", "eight of ten rounds", "with graphs made"]
    return plain(f"Measures beside igraph, {size}, processor seconds (its graph takes {making:.3g})", columns, rows)


def _unmeasured(net: Network) -> Network:
    """Return the same network as if it came new, but for its contacts."""
    fresh = replace(net)
    kept(fresh, "contacts", partial(contacts_of, net))
    return fresh


def _next_by(measure: Compute, unmeasured: Iterator[Network]) -> Scores:
    return measure(next(unmeasured))


def _timed(ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int) -> list[Timing]:
    """Return the times of both: of one round if it takes long."""
    once = [Timing(name, (_seconds(call),)) for name, call in (("netspread", ours), ("igraph", theirs))]
    if max(timing.median for timing in once) > _SLOW:
        return once
    return in_turn({"netspread": ours, "igraph": theirs}, rounds=rounds, clock=time.thread_time)


#: What ours computes with igraph, so that nothing but the call can be slower.
_ASKED_OF_IGRAPH = ("eigenvector", "pagerank", "weighted-pagerank", "hits-authority")


def _theirs(net: Network, ends: np.ndarray) -> dict[str, Callable[[], object]]:
    """Return igraph's own function for each measure that it has."""
    graph = igraph.Graph(n=net.n_people, edges=ends, directed=True)
    weights, lengths = net.weights.tolist(), (1.0 / net.weights).tolist()
    some = np.sort(np.random.default_rng(1).choice(net.n_people, min(_WEIGHTED_SOURCES, net.n_people), replace=False))
    return {
        "in-degree": graph.indegree,
        "weighted-in-degree": lambda: graph.strength(mode="in", weights=weights),
        "out-degree": graph.outdegree,
        "weighted-out-degree": lambda: graph.strength(mode="out", weights=weights),
        "in-closeness": lambda: graph.closeness(mode="in"),
        "harmonic": lambda: graph.harmonic_centrality(mode="in"),
        "eigenvector": graph.eigenvector_centrality,
        "pagerank": graph.pagerank,
        "weighted-pagerank": lambda: graph.pagerank(weights=weights),
        "hits-authority": graph.authority_score,
        "k-core": lambda: graph.coreness(mode="all"),
        "two-step-reach": lambda: graph.neighborhood_size(order=2, mode="out"),
        "betweenness": graph.betweenness,
        "weighted-betweenness": lambda: graph.betweenness(weights=lengths, sources=some.tolist()),
        "articulation-point": graph.articulation_points,
        "bridges": graph.bridges,
        "constraint": graph.constraint,
    }


def roles(size: str) -> str:
    """Return how long Gould & Fernandez' roles take, in processor seconds, on 500 people beside R's sna."""
    net = network(size)
    codes = (np.arange(net.n_people) * 12 // net.n_people).astype(np.int32)  # sna takes the groups as numbers, too
    with engine.using(1):
        (timing,) = in_turn(
            {"": lambda: brokerage.open_ways(replace(net), codes, 12)},
            rounds=25 if size == "500" else 5,
            clock=time.thread_time,
        )
    told = f"\nGould & Fernandez' roles, {size}: {timing.median:.3g} s, at best {min(timing.seconds):.3g}"
    if size == "500":
        times = [SNA_SECONDS / seconds for seconds in (timing.median, min(timing.seconds))]
        told += f"; R's sna took {times[0]:.0f} ({times[1]:.0f}) times as long in another sitting"
    return f"{told}."


def everything(size: str) -> str:
    """Return how long each measure takes, on ties with weights from 1 to 5; measures share what they can."""
    net, small = weighted(size), network("500")
    asked = [measure for measure in MEASURES.values() if not measure.answered]
    for measure in asked:  # compiles
        rank(small, by=measure.name, groups="unit" if measure.needs_groups else None)
    rows, total = [], np.zeros(2)
    for measure in asked:
        began, worked = time.perf_counter(), time.process_time()
        rank(net, by=measure.name, groups="unit" if measure.needs_groups else None)
        spent = np.array([time.perf_counter() - began, time.process_time() - worked])
        total += spent
        rows.append((measure.name, *(f"{seconds:.2f}" for seconds in spent)))
    title = f"All {len(asked)} measures of leaders and brokers, {size}: {total[0]:.1f} s, {total[1]:.1f} of processors"
    return plain(title, ["measure", "s", "processor s"], rows)


def estimates(size: str) -> Iterator[str]:
    """Yield how near estimates are: two seeds against everybody's point of view, or at 200k that of many.

    From as many people as the measure takes by itself in networks of this size (if it does not take all), and a fourth
    of that, and four times as many.
    """
    columns = ["measure", "people drawn", "processor s", "rank correlation", "of the first 100", "against people"]
    yield plain(f"How good estimates are, {size}, means of two seeds", columns, [])
    net = weighted(size)
    for name, many in _ESTIMATED.items():
        measure = MEASURES[name]
        reference = many if net.n_people > betweenness.EXACT_PEOPLE else net.n_people
        best = measure.compute(net, sources=reference)
        for sample in _samples(measure.sampling(net).get("sources", 1024), below=reference):
            began = time.process_time()
            found = [measure.compute(replace(net), sources=sample, seed=seed) for seed in (11, 12)]
            spent = (time.process_time() - began) / 2
            alike = [float(spearmanr(one, best, nan_policy="omit").statistic) for one in found]
            first = [len(set(_first(one)) & set(_first(best))) for one in found]
            cells = (name, f"{sample}", f"{spent:.2f}", f"{np.mean(alike):.3f}", f"{np.mean(first):.0f}")
            yield f"| {' | '.join(cells)} | {reference:,} |"


#: What is estimated in large networks, and from how many people it is taken for known among 200,000.
_ESTIMATED = {"harmonic": 16_384, "betweenness": 512, "brokerage": 512, "weighted-betweenness": 128, "bridging": 256}


def _samples(usual: int, *, below: int) -> list[int]:
    return [sample for sample in (usual // 4, usual, 4 * usual) if sample <= below // 4]


def of_size(size: str) -> Iterator[str]:
    """Yield all tables of one size."""
    yield roles(size)
    yield beside_igraph(size) if size != "200k" else everything(size)


def weighted(size: str) -> Network:
    """Return a network with weights from 1 to 5."""
    net = network(size)
    weights = np.random.default_rng(0).integers(1, 6, len(net.alters)).astype(np.float64)
    return replace(net, weights=weights)


def _first(scores: Scores) -> list[int]:
    return np.argsort(-np.nan_to_num(scores, nan=-np.inf), kind="stable")[:100].tolist()


def _seconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began
