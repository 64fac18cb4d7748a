"""Ties worth making: against every tie simulated slowly, and distances counted by networkx."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from netspread import engine
from netspread.errors import ChoiceError
from netspread.network import Network
from netspread.spread.bridges import bridges
from networks import TWO_CLIQUES


def units(network, values, **more):
    return Network.from_ties(
        network.ties(), people=pd.DataFrame({"unit": list(values), **more}, index=network.people.index),
        directed=network.directed, influence=network.influence,
    )  # fmt: skip


CHAIN = Network.from_ties(
    [(a, b) for a, b in zip("abcdefgh", "bcdefgh", strict=False)], directed=False, influence="both"
)


def test_the_shortest_way_across_a_chain_is_found():
    network = units(CHAIN, "xxxxyyyy")

    found = bridges(network, groups="unit", by="paths", add=1, per_group=8)
    graph = nx.path_graph(8)
    best = {}
    for one in range(4):
        for other in range(4, 8):
            if not graph.has_edge(one, other):
                with_it = graph.copy()
                with_it.add_edge(one, other)
                best[one, other] = nx.global_efficiency(with_it)

    assert found.tried == len(best) == 15
    row = found.table.iloc[0]
    assert row["before"] == pytest.approx(nx.global_efficiency(graph))
    assert row["after"] == pytest.approx(max(best.values()))
    at = network.positions([row["person"], row["other"]])
    assert best[tuple(sorted(at))] == pytest.approx(max(best.values()))


def test_each_tie_is_judged_with_those_before_it_made():
    network = units(CHAIN, "xxxxyyyy")
    two = bridges(network, groups="unit", by="paths", add=2, per_group=8, per_person=1)

    graph = nx.path_graph(8)
    for _, row in two.table.iterrows():
        assert row["before"] == pytest.approx(nx.global_efficiency(graph))
        graph.add_edge(*network.positions([row["person"], row["other"]]))
        assert row["after"] == pytest.approx(nx.global_efficiency(graph))
    ends = [*two.table["person"], *two.table["other"]]
    assert len(set(ends)) == len(ends)
    assert two.made().n_ties == network.n_ties + 2


def test_a_tie_between_two_islands_brings_what_stands_on_paper():
    # Two pairs, influence for certain: a random person reaches 2; with a tie across, 4.
    network = units(Network.from_ties([("a", "b"), ("c", "d")], directed=False, influence="both"), "xxyy")

    found = bridges(network, groups="unit", add=5, p=1.0, starters=1, worlds=50)

    assert found.table[["before", "after", "gain"]].to_numpy().tolist() == [[2.0, 4.0, 2.0]]
    assert found.pairs()["ties"].tolist() == [1]


def test_the_reach_gained_is_what_slow_worlds_tell():
    from naive_spread import coin_passes  # the same coins, tossed one by one

    network = units(TWO_CLIQUES, "xxxxyyyy")
    p, worlds, seed = 0.3, 200, 5
    found = bridges(network, groups="unit", add=2, per_group=4, p=p, starters=2, worlds=worlds, seed=seed)
    starting = _starters(network, worlds, 2, seed)
    arcs = network.influence_arcs()
    tried = _tried(network)

    taken = []
    for _, row in found.table.iterrows():
        chosen = tuple(sorted(network.positions([row["person"], row["other"]])))
        before = [_slow(arcs, tried, taken, p, seed, world, starting[world], coin_passes) for world in range(worlds)]
        after = [
            _slow(arcs, tried, [*taken, tried.index(chosen)], p, seed, world, starting[world], coin_passes)
            for world in range(worlds)
        ]
        assert row["before"] == pytest.approx(np.mean(before))
        assert row["after"] == pytest.approx(np.mean(after))
        assert all(more >= less for more, less in zip(after, before, strict=True))
        taken.append(tried.index(chosen))


def _starters(network, worlds, starters, seed):
    rng = np.random.default_rng([seed, 0xB21D])
    return np.stack([rng.choice(network.n_people, starters, replace=False) for _ in range(worlds)])


def _tried(network):
    there = network.matrix().toarray() + network.matrix().toarray().T
    return [(one, other) for one in range(4) for other in range(4, 8) if not there[one, other]]


def _slow(arcs, tried, taken, p, seed, world, seeds, passes):  # noqa: PLR0917  # as the kernel
    reached, waiting = set(seeds.tolist()), list(seeds)
    while waiting:
        person = waiting.pop()
        live = [
            int(arcs.targets[arc])
            for arc in range(arcs.starts[person], arcs.starts[person + 1])
            if passes(seed, world, arc, p)
        ]
        live += [
            sum(tried[tie]) - person
            for tie in taken
            if person in tried[tie] and passes(seed, world, tie, p, added=True)
        ]
        for other in live:
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return len(reached)


def test_one_and_two_threads_find_the_same():
    network = units(TWO_CLIQUES, "xxxxyyyy")
    with engine.using(1):
        one = bridges(network, groups="unit", add=3, starters=2, worlds=300)
    with engine.using(2):
        two = bridges(network, groups="unit", add=3, starters=2, worlds=300)

    pd.testing.assert_frame_equal(one.table, two.table)
    assert "<table" in one._repr_html_()
    assert repr(one).startswith("Bridges between groups of unit: 3 ties, reach")


def test_only_the_willing_are_tried_and_the_excluded_are_not():
    network = units(TWO_CLIQUES, "xxxxyyyy", willing=["no", "yes", "yes", "no", "no", "yes", "no", "no"])

    found = bridges(network, groups="unit", willing="willing", exclude=["b"], add=9, worlds=50)

    assert set(zip(found.table["person"], found.table["other"], strict=True)) <= {("c", "x")}


def test_what_cannot_be_asked_is_told():
    network = units(TWO_CLIQUES, "xxxxyyyy", none=["no"] * 8, same=["s"] * 8)
    with pytest.raises(ChoiceError, match="same value for everybody"):
        bridges(network, groups="same")
    with pytest.raises(ChoiceError, match="nobody is left"):
        bridges(network, groups="unit", willing="none")
    with pytest.raises(ChoiceError, match="by 'reeach' is unknown"):
        bridges(network, groups="unit", by="reeach")
    with pytest.raises(ChoiceError, match="starters is 9"):
        bridges(network, groups="unit", starters=9)
    assert repr(bridges(units(TWO_CLIQUES, "xxxxyyyy"), groups="unit", p=0.0)).endswith("none")
