"""Consensus, agreement, resolutions, positions, series: against values on paper, brute force, scikit-learn, igraph."""

from itertools import combinations

import igraph
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netspread.communities import communities
from netspread.communities.agreement import agreement
from netspread.communities.consensus import consensus
from netspread.communities.partition import Partition
from netspread.communities.scan import resolution_scan
from netspread.communities.series import community_series, matched
from netspread.errors import ChoiceError
from netspread.network import Network
from networks import KITE, NOBODY, STAR, TWO_CLIQUES


def ring_of_cliques(cliques, size, *, leaning=0):
    """Cliques on a ring, one tie from each to the next, and *leaning* people tied to all of two neighbours."""
    ties = []
    for c in range(cliques):
        ties += [(f"{c}.{a}", f"{c}.{b}") for a in range(size) for b in range(a)]
        ties.append((f"{c}.0", f"{(c + 1) % cliques}.1"))
    for at in range(leaning):
        ties += [(f"between{at}", f"{c}.{a}") for c in (0, 1) for a in range(size)]
    return Network.from_ties(ties, directed=False, influence="both")


def test_runs_that_all_agree_are_certain():
    found = consensus(TWO_CLIQUES, runs=6)

    assert found.partition.labels.tolist() == [1, 1, 1, 1, 2, 2, 2, 2]
    assert found.certainty.tolist() == [1.0] * 8
    assert found.stability == 1.0
    assert found.interval() == (2, 2)
    assert found.runs == 6
    assert not len(found.between())
    assert repr(found).startswith("Consensus of leiden, 6 runs: 2 communities (2 in 90 % of the runs)")
    assert "<table" in found._repr_html_()


def test_somebody_between_two_communities_is_told_as_such():
    network = ring_of_cliques(5, 6, leaning=1)

    found = consensus(network, runs=60, seed=4)
    frame = found.to_frame().set_index("person")

    assert found.partition.n_communities == 5
    assert found.between(least=0.1)["person"].tolist() == ["between0"]
    row = frame.loc["between0"]
    assert row["certainty"] + row["second_share"] == pytest.approx(1.0)
    assert {row["community"], row["second"]} == {frame.loc["0.2", "community"], frame.loc["1.2", "community"]}
    assert (frame.drop("between0")["certainty"] == 1).all()


def test_the_shares_are_counted_run_by_run():
    network = ring_of_cliques(4, 5, leaning=1)
    found = consensus(network, runs=20, seed=2)

    # The slow way: a run's community is the one that shares most people with it; here no two compete.
    labels = found.partition.labels
    counted = np.zeros((len(labels), labels.max()))
    for seed in range(2, 22):
        run = communities(network, seed=seed).labels
        for own in np.unique(run):
            inside = np.flatnonzero(run == own)
            counted[inside, np.bincount(labels[inside]).argmax() - 1] += 1

    np.testing.assert_allclose(found.shares.toarray(), counted / 20)


def test_the_same_seed_gives_the_same_consensus_whatever_the_number_of_threads():
    from netspread import engine

    network = ring_of_cliques(4, 5, leaning=2)
    with engine.using(1):
        one = consensus(network, runs=8, seed=3)
    with engine.using(2):
        two = consensus(network, runs=8, seed=3)

    np.testing.assert_array_equal(one.partition.labels, two.partition.labels)
    np.testing.assert_array_equal(one.shares.toarray(), two.shares.toarray())


def test_people_without_ties_are_each_their_own_certain_community():
    found = consensus(NOBODY, runs=3)

    assert found.partition.labels.tolist() == [1, 2, 3]
    assert found.certainty.tolist() == [1.0, 1.0, 1.0]
    assert found.counts.tolist() == [0, 0, 0]


def test_a_method_that_draws_nothing_has_no_consensus():
    with pytest.raises(ChoiceError, match="gives the same communities in each run; choose one of leiden, louvain"):
        consensus(TWO_CLIQUES, method="walktrap")
    with pytest.raises(ChoiceError, match="runs is 1"):
        consensus(TWO_CLIQUES, runs=1)
    with pytest.raises(ChoiceError, match="did you mean 'leiden'"):
        consensus(TWO_CLIQUES, method="leidn")
    with pytest.raises(ChoiceError, match="no option 'trials'"):
        consensus(TWO_CLIQUES, trials=2)


def test_agreement_on_paper():
    one = Partition.of(TWO_CLIQUES, np.array([1, 1, 1, 1, 2, 2, 2, 2]), method="test")
    crossed = np.array([1, 1, 2, 2, 1, 1, 2, 2])

    same, other = agreement(one, one), agreement(one, crossed)

    assert (same.nmi, same.ami, same.ari, same.vi) == (1.0, 1.0, 1.0, 0.0)
    # Each knows nothing of the other: no information in common, and both entropies (1 bit each) are variation.
    assert other.nmi == pytest.approx(0.0)
    assert other.vi == pytest.approx(2.0)
    assert other.ari < 0
    assert list(other.to_frame().columns) == ["nmi", "ami", "ari", "vi"]


@given(st.lists(st.integers(0, 3), min_size=8, max_size=8), st.lists(st.integers(0, 3), min_size=8, max_size=8))
def test_agreement_is_igraphs(first, second):
    one = Partition.of(TWO_CLIQUES, np.array(first), method="test")

    found = agreement(one, np.array(second))

    assert found.vi * np.log(2) == pytest.approx(igraph.compare_communities(first, second, method="vi"), abs=1e-9)
    if len(set(first)) > 1 and len(set(second)) > 1:
        assert found.ari == pytest.approx(igraph.compare_communities(first, second, method="adjusted_rand"))
        assert found.nmi == pytest.approx(igraph.compare_communities(first, second, method="nmi"), abs=1e-9)


def test_agreement_with_an_attribute_and_with_other_people():
    people = pd.DataFrame({"unit": list("AAAABBBB")}, index=list("abcdwxyz"))
    network = Network.from_ties(TWO_CLIQUES.ties(), people=people)

    assert agreement(communities(network), "unit").ami == 1.0
    with pytest.raises(ChoiceError, match="different people"):
        agreement(communities(network), communities(NOBODY))
    with pytest.raises(ChoiceError, match="has 8 people, the other 3"):
        agreement(communities(network), [1, 2, 3])
    with pytest.raises(ChoiceError, match="did you mean 'unit'"):
        agreement(communities(network), "units")


def test_the_resolution_scan_finds_the_plateau_that_was_planted():
    network = ring_of_cliques(6, 6)

    found = resolution_scan(network, runs=3)
    plateau = found.plateaus().iloc[0]

    assert plateau["communities"] == 6
    assert plateau["width"] > 2
    assert found.table["communities"].is_monotonic_increasing
    best = found.table.set_index("resolution")["modularity"]
    assert best.max() == pytest.approx(communities(network).modularity)
    assert "6 communities" in repr(found)


def test_only_methods_with_a_resolution_are_scanned():
    with pytest.raises(ChoiceError, match="has no option 'resolution'"):
        resolution_scan(TWO_CLIQUES, method="infomap")


def test_the_core_of_a_star_is_its_hub():
    labels = communities(STAR, method="core-periphery").to_frame().set_index("person")["community"]

    assert labels["hub"] != labels["p0"]
    assert len(set(labels.drop("hub"))) == 1


def differing(adjacency, core):
    inside = np.isin(np.arange(len(adjacency)), core)
    both, neither = np.ix_(inside, inside), np.ix_(~inside, ~inside)
    missing = len(core) * (len(core) - 1) / 2 - np.triu(adjacency[both], 1).sum()
    return missing + np.triu(adjacency[neither], 1).sum()


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] != pair[1]), max_size=25))
def test_no_other_core_is_nearer_to_the_ideal(pairs):
    network = Network.from_ties([(str(a), str(b)) for a, b in pairs], people=map(str, range(7)))
    adjacency = (network.matrix().toarray() + network.matrix().toarray().T) > 0

    found = communities(network, method="core-periphery")
    counts = np.diff(network.contacts().starts)
    cores = [np.flatnonzero(found.labels == label) for label in np.unique(found.labels)] + [np.array([], dtype=int)]
    own = min(differing(adjacency, core) for core in cores)

    best = min(differing(adjacency, np.array(core, dtype=int)) for k in range(8) for core in combinations(range(7), k))
    assert own == best
    assert counts.sum() == adjacency.sum()


def test_people_with_the_same_ties_are_structurally_equivalent():
    # Two leaders whom the same four people name, and who name nobody: they share no tie, and are alike.
    network = Network.from_ties([(f"p{i}", leader) for i in range(4) for leader in ("x", "y")])

    found = communities(network, method="structural-equivalence", positions=2)

    assert found.labels[network.positions(["x", "y"])].tolist() == [2, 2]
    assert found.n_communities == 2
    with pytest.raises(ChoiceError, match="positions is 0"):
        communities(network, method="structural-equivalence", positions=0)


def test_the_distance_of_profiles_leaves_the_pair_itself_out():
    from netspread.communities.positions import _apart

    rng = np.random.default_rng(1)
    ties = rng.integers(0, 3, (7, 7)) * (1 - np.eye(7))
    for i, j in combinations(range(7), 2):
        rest = [q for q in range(7) if q not in (i, j)]
        slow = ((ties[i, rest] - ties[j, rest]) ** 2).sum() + ((ties[rest, i] - ties[rest, j]) ** 2).sum()
        assert _apart(ties)[i, j] == pytest.approx(slow + (ties[i, j] - ties[j, i]) ** 2)


def cliques(**members):
    people = sorted({person for group in members.values() for person in group})
    ties = [(a, b) for group in members.values() for a, b in combinations(group, 2)]
    return Network.from_ties(ties, people=people, directed=False, influence="both")


def test_a_community_keeps_its_number_and_what_happens_is_told():
    windows = {
        "1": cliques(a="abcd", b="uvwxyz"),
        "2": cliques(a="abcd", b="uvw", c="xyz"),  # one splits
        "3": cliques(a="abcduvw", c="xyz", d="klm"),  # two merge, one is born
        "4": cliques(a="abcduvw", d="klm"),  # one ends
    }

    found = community_series(windows)
    numbers = {
        window: {"".join(sorted(part["person"])): int(label) for label, part in rows.groupby("community")}
        for window, rows in found.members.groupby("window")
    }

    assert numbers["1"] == {"uvwxyz": 1, "abcd": 2}
    assert numbers["2"]["abcd"] == 2
    assert 1 in numbers["2"].values()
    assert numbers["3"]["abcduvw"] in (1, 2)
    assert numbers["3"]["klm"] == numbers["4"]["klm"] == 4
    events = found.events()
    assert set(zip(events["window"], events["event"], strict=True)) == {
        ("2", "split"), ("3", "merged"), ("3", "born"), ("4", "ended"),
    }  # fmt: skip
    split = events.iloc[0]
    assert split["community"] == 1
    assert set(split["others"].split(";")) == {"1", "3"}
    flows = found.flows()
    assert flows[flows["window"] == "1"]["people"].sum() == 10
    assert repr(found) == "Communities in 4 windows: 1 born, 1 ended, 1 split, 1 merged"


def test_a_series_of_nothing_is_refused():
    with pytest.raises(ChoiceError, match="no network in the series"):
        community_series({})
    assert not len(community_series({"1": TWO_CLIQUES}).flows())


def test_labels_are_kept_alike_between_two_partitions():
    one = Partition.of(TWO_CLIQUES, np.array([1, 1, 1, 1, 2, 2, 2, 2]), method="test")
    other = Partition.of(TWO_CLIQUES, np.array([3, 3, 2, 2, 1, 1, 1, 1]), method="test")

    assert other.labels.tolist() == [2, 2, 3, 3, 1, 1, 1, 1]
    assert matched(one, other).labels.tolist() in ([1, 1, 3, 3, 2, 2, 2, 2], [3, 3, 1, 1, 2, 2, 2, 2])


def test_conductance_and_coverage_on_paper():
    partition = communities(TWO_CLIQUES)

    # 24 ties inside, one between; each side is touched 25 times, of which one leaves.
    assert partition.coverage == pytest.approx(24 / 25)
    assert partition.table()["conductance"].tolist() == pytest.approx([1 / 25, 1 / 25])
    assert np.isnan(communities(NOBODY).coverage)
    assert communities(KITE).coverage <= 1
