"""Build: the rules between what was reported and the network."""

import pandas as pd
import pytest

from netspread.build import build, chosen_relation
from netspread.errors import ChoiceError, NetworkError
from netspread.records import Reported

ROWS = [
    ("a", "b", "advice", 1.0, "2024-01-01"),
    ("a", "b", "advice", 1.0, "2024-01-09"),
    ("b", "a", "advice", 3.0, "2024-02-01"),
    ("c", "c", "advice", 1.0, None),
    ("b", "c", "trust", 2.0, "2024-02-01"),
    ("a", "zed", "advice", 1.0, None),
]


def reported(**changes):
    ties = pd.DataFrame(ROWS, columns=["ego", "alter", "relation", "weight", "time"])
    ties["time"] = pd.to_datetime(ties["time"])
    people = pd.DataFrame(
        {"unit": list("xyz"), "responded": [True, True, False]}, index=pd.Index(list("abc"), name="person")
    )
    fields = dict(format="t", influence="alter_to_ego", respondents=frozenset("ab"), unknown_names={"zed": 1})
    return Reported(ties, people, **{**fields, **changes})


def as_rows(network):
    return [tuple(row) for row in network.ties().itertuples(index=False)]


def test_the_first_relation_is_taken_and_others_by_name():
    assert as_rows(build(reported())) == [("a", "b", 1.0), ("b", "a", 3.0)]
    assert as_rows(build(reported(), relation="trust")) == [("b", "c", 2.0)]
    assert build(reported(), relation="all").n_ties == 3
    assert build(reported(), relation="all").relation == "all"
    assert chosen_relation(reported(), None) == "advice"
    with pytest.raises(ChoiceError, match="choose one of: advice, all, trust"):
        build(reported(), relation="love")


def test_a_repeat_in_a_survey_is_the_same_tie_and_in_a_log_another_message():
    log = build(reported(respondents=None))

    assert build(reported()).ties()["weight"].tolist() == [1.0, 3.0]
    assert log.ties()["weight"].tolist() == [2.0, 3.0]
    assert build(reported(respondents=None), weights="mean").ties()["weight"].tolist() == [1.0, 3.0]
    assert build(reported(respondents=None), weights="last").ties()["weight"].tolist() == [1.0, 3.0]
    assert build(reported(), weights="binary").ties()["weight"].tolist() == [1.0, 1.0]


def test_people_keep_attributes_and_who_answered_and_strangers_stay_out():
    network = build(reported())

    assert network.responded.tolist() == [True, True, False]
    assert network.people["unit"].tolist() == ["x", "y", "z"]
    assert build(reported(), keep_unknown=True).ids.tolist() == ["a", "b", "c", "zed"]
    assert build(reported(), keep_unknown=True).responded.tolist() == [True, True, False, False]


def test_ties_can_be_limited_in_time_and_weight():
    assert build(reported(), since="2024-01-15").ties()["ego"].tolist() == ["b"]
    assert build(reported(), until="2024-01-15").ties()["ego"].tolist() == ["a"]
    assert build(reported(), min_weight=2).ties()["ego"].tolist() == ["b"]
    with pytest.raises(NetworkError, match="no tie is left of 6 reported"):
        build(reported(), min_weight=9)
    with pytest.raises(ChoiceError, match="'soon' is no date"):
        build(reported(), since="soon")


@pytest.mark.parametrize(("how", "weight"), [("max", 3.0), ("min", 1.0), ("sum", 4.0), ("mutual", 1.0)])
def test_direction_can_be_given_up(how, weight):
    network = build(reported(), symmetrize=how)

    assert not network.directed
    assert as_rows(network) == [("a", "b", weight)]
    with pytest.raises(NetworkError):
        build(reported(), relation="trust", symmetrize="mutual")


def test_influence_can_be_told_otherwise_and_wrong_words_are_refused():
    assert build(reported(), influence="both").influence == "both"
    for wrong in ({"influence": "up"}, {"symmetrize": "avg"}, {"weights": "product"}):
        with pytest.raises(ChoiceError, match="is unknown"):
            build(reported(), **wrong)
