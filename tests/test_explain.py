"""Explanations: what the figures say of one person, on networks that can be counted by hand."""

from types import SimpleNamespace

import pandas as pd
import pytest

from netspread.errors import ChoiceError
from netspread.explain import explain, listed
from netspread.network import Network
from netspread.ranking import rank

#: x of Lab is named by four of three units, and holds the only ties of Lab to Ward and to Desk; y holds one of two to Ward.
PEOPLE = pd.DataFrame(
    {
        "name": ["Xenia", "Yuri", "", "Bea", "Carl", "Dora"],
        "unit": ["Lab", "Ward", "Ward", "Ward", "Desk", "Lab"],
        "responded": [False, True, True, True, True, True],
    },
    index=list("xyabcd"),
)
NETWORK = Network.from_ties([("y", "x"), ("a", "x"), ("c", "x"), ("d", "x"), ("b", "y")], people=PEOPLE)


def test_who_names_a_person_what_the_person_connects_and_who_is_cut_off():
    told = explain(NETWORK, "x", groups="unit", rankings=[rank(NETWORK, by="in-degree")])

    assert told == (
        "Named by 4 people in 3 units: 2 from Ward, 1 from Desk and 1 from Lab.",
        "Rank 1 of 6 by nominations (in-degree).",
        "The only link between Lab and Desk and Ward.",
        "Without Xenia, 3 people would no longer be connected with the rest.",
        "Xenia did not answer: whom Xenia names is not known.",
    )


def test_zero_and_one_are_said_rightly():
    assert explain(NETWORK, "b") == ("Nobody names Bea.",)
    assert explain(NETWORK, "y", groups="unit")[0] == "Named by 1 person, from Ward."
    assert "Without Yuri, 1 person would no longer be connected with the rest." in explain(NETWORK, "y")
    # an empty name is none
    assert explain(NETWORK, "a")[0] == "Nobody names a."
    both = Network.from_ties([("p", "q"), ("r", "q")], people=pd.DataFrame({"unit": list("uuv")}, index=list("pqr")))
    assert explain(both, "q", groups="unit")[0] == "Named by 2 people in 2 units: 1 from u and 1 from v."
    one_unit = Network.from_ties(
        [("p", "q"), ("r", "q")], people=pd.DataFrame({"unit": list("uuu")}, index=list("pqr"))
    )
    assert explain(one_unit, "q", groups="unit")[0] == "Named by 2 people, all from u."


def test_the_words_follow_the_direction_of_influence():
    log = Network.from_ties([("a", "b"), ("a", "c")], influence="ego_to_alter")
    loose = Network.from_ties([("a", "b"), ("a", "c")], directed=False, influence="both")

    assert explain(log, "a")[0] == "Writes to 2 people."
    assert explain(log, "b")[0] == "No message leaves b."
    assert explain(loose, "b")[0] == "Has ties with 1 person."
    mutual = Network.from_ties([("a", "b"), ("b", "a"), ("c", "a")], influence="both")
    assert explain(mutual, "a")[0] == "Has ties with 2 people."


def test_roles_and_shares_of_links():
    ties = [("p", "v"), ("q", "v"), ("v", "r"), ("s", "r")]
    people = pd.DataFrame({"unit": ["A", "A", "A", "B", "A"]}, index=list("pqvrs"))
    told = explain(Network.from_ties(ties, people=people), "v", groups="unit")

    assert (
        "Stands 2 times between two people who have no direct tie, most often as representative "
        "(speaks for the own group to others: 2 of 2)." in told
    )
    three = Network.from_ties(
        [*ties, ("v", "t")], people=pd.concat([people, pd.DataFrame({"unit": ["B"]}, index=["t"])])
    )
    assert "Holds 2 of the 3 ties between A and B." in explain(three, "v", groups="unit")


def test_a_rank_with_an_interval_is_told_with_it():
    frame = pd.DataFrame({"rank": [1, 2], "person": ["x", "y"], "score": [4.0, 1.0], "low": [1, 1], "high": [1, 3]})
    ranking = SimpleNamespace(measure="in-degree", to_frame=lambda: frame)

    assert (
        "Rank 1 of 2 by nominations (in-degree); had everybody answered, it would be 1 nine times in ten."
        in explain(NETWORK, "x", rankings=[ranking])
    )
    assert (
        "Rank 2 of 2 by nominations (in-degree); had everybody answered, it would lie between 1 and 3 nine times in ten."
        in explain(NETWORK, "y", rankings=[ranking])
    )


def test_a_person_or_column_that_does_not_exist_is_told_with_the_nearest():
    with pytest.raises(ChoiceError, match=r"person 'Xena' is unknown; did you mean 'x' \(Xenia\)"):
        explain(NETWORK, "Xena")
    with pytest.raises(ChoiceError, match="group column 'units' is unknown; did you mean 'unit'"):
        explain(NETWORK, "x", groups="units")


def test_phrases():
    assert listed(["a", "b"]) == "a and b"
