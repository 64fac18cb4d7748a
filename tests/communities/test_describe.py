"""What communities are, in words: counted on paper."""

import pandas as pd
import pytest

from netspread.communities import communities
from netspread.communities.describe import descriptions
from netspread.communities.partition import Partition
from netspread.errors import ChoiceError
from netspread.network import Network
from networks import NOBODY, TWO_CLIQUES


def hospital():
    """Twelve in Theatre, twelve on Ward 1, each a circle; t0 and w0 name each other, and t1 names w1."""
    theatre, ward = [f"t{i}" for i in range(12)], [f"w{i}" for i in range(12)]
    ties = [(a, b) for group in (theatre, ward) for a in group for b in group if a < b]
    ties += [("t0", "w0"), ("w0", "t0"), ("t1", "w1")]
    people = pd.DataFrame(
        {"unit": ["Theatre"] * 12 + ["Ward 1"] * 12, "role": ["nurse", "doctor"] * 12}, index=[*theatre, *ward]
    )
    return Network.from_ties(ties, people=people)


def test_a_community_is_told_by_what_it_has_more_of_than_chance():
    first, second = descriptions(communities(hospital()))

    assert (first.name, first.people) == ("Theatre", 12)
    assert first.traits[["attribute", "value", "people", "share", "share_elsewhere"]].to_numpy().tolist() == [
        ["unit", "Theatre", 12, 1.0, 0.0]
    ]
    # All twelve of twelve, out of twelve in twenty-four: 1 / (24 over 12).
    assert first.traits["p_value"].iloc[0] == pytest.approx(1 / 2704156)
    assert second.traits["value"].tolist() == ["Ward 1"]


def test_leaders_and_brokers_are_counted():
    first, _ = descriptions(communities(hospital()))

    # t9 is named by all whose id comes before it as text.
    assert first.leaders.iloc[0].tolist() == ["t9", 11]
    assert first.neighbors.to_numpy().tolist() == [[2, "Ward 1", 3, "t0", 2]]
    assert first.sentences() == [
        "12 people.",
        "12 of 12 have unit “Theatre” (100%, elsewhere 0%).",
        "Most named inside: t9 (11), t8 (10), t7 (9).",
        "3 ties with “Ward 1”, 2 of them through t0.",
    ]
    assert "through Ana" in first.sentences(pd.Series({"t0": "Ana"}))[-1]


def test_ties_without_direction_are_counted_once():
    network = Network.from_ties([("a", "b"), ("c", "d"), ("a", "c")], directed=False, influence="both")
    partition = Partition.of(network, network.people.index.isin(["c", "d"]), method="test")

    first, second = descriptions(partition)

    assert first.neighbors[["ties", "broker_ties"]].to_numpy().tolist() == [[1, 1]]
    assert second.neighbors["broker"].tolist() == ["c"]
    assert second.sentences()[-1] == "1 tie with “Community 1”, through c."


def test_a_community_on_its_own_is_told_as_such():
    apart = Network.from_ties([("a", "b"), ("c", "d")])

    assert descriptions(communities(apart))[0].sentences()[-1] == "No tie leads out of it."
    assert descriptions(communities(NOBODY)) == []


def test_communities_can_be_renamed_by_number_or_by_name():
    partition = communities(hospital()).renamed({"Theatre": "Theatre & anaesthetics"}).renamed({"2": "First floor"})

    assert partition.names == {1: "Theatre & anaesthetics", 2: "First floor"}
    assert partition.table()["name"].tolist() == ["Theatre & anaesthetics", "First floor"]
    with pytest.raises(ChoiceError, match="community 'Theater' is unknown; did you mean 'Theatre'"):
        communities(hospital()).renamed({"Theater": "x"})
    assert communities(TWO_CLIQUES).renamed({"1": " "}).names[1] == "Community 1"
