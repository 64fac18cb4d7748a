"""The data of the map: right, plain, and in one order."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from netspread.communities import communities
from netspread.errors import ChoiceError
from netspread.network import Network
from netspread.pages.map import draw_map
from netspread.pages.map_data import map_data
from netspread.ranking import rank
from netspread.spread.compare import compare
from netspread.spread.models import IndependentCascade, LinearThreshold, WeightedCascade

PEOPLE = pd.DataFrame(
    {
        "name": ["Ana", None, " ", "Dan"],
        "unit": ["B", "A", None, "B"],
        "beds": [10.0, math.nan, 2.0, 10.0],
        "night": [True, False, True, True],
        "responded": [True, False, True, True],
    },
    index=["0007", "b", "c", "d"],
)
NETWORK = Network.from_ties([("0007", "b", 2.5), ("b", "0007"), ("c", "b", 4)], people=PEOPLE, relation="advice")
WHERE = np.arange(8.0).reshape(4, 2)


def data(**options):
    made = map_data(NETWORK, places=WHERE, **options)
    assert json.loads(json.dumps(made, allow_nan=False)) == made
    return made


def attribute(name):
    return next(entry for entry in data()["attributes"] if entry["name"] == name)


def test_people_keep_their_ids_names_places_and_answers():
    people = data()["people"]

    assert people["id"] == ["0007", "b", "c", "d"]
    assert people["name"] == ["Ana", "b", "c", "Dan"]
    assert [people["x"], people["y"]] == [[0, 2, 4, 6], [1, 3, 5, 7]]
    assert people["responded"] == [True, False, True, True]


def test_ties_stand_once_and_whole_weights_have_no_point():
    assert data()["ties"] == {"ego": [0, 1, 2], "alter": [1, 0, 1], "weight": [2.5, 1, 4], "relation": [0, 0, 0]}
    undirected = Network.from_ties([("a", "b"), ("c", "b")], directed=False)
    ties = map_data(undirected, places=np.zeros((3, 2)))["ties"]
    assert sorted(zip(ties["ego"], ties["alter"], strict=True)) == [(0, 1), (1, 2)]


def test_attributes_are_categories_numbers_or_text_and_what_is_missing_comes_last():
    assert [entry["name"] for entry in data()["attributes"]] == ["unit", "beds", "night"]
    assert attribute("unit") == {
        "name": "unit",
        "kind": "category",
        "levels": ["A", "B", "(missing)"],
        "values": [1, 0, 2, 1],
    }
    assert attribute("beds")["levels"] == ["2", "10", "(missing)"]
    assert attribute("night")["levels"] == ["False", "True"]


def test_many_numbers_are_a_range_and_a_text_of_one_person_each_is_text():
    people = pd.DataFrame({"age": np.arange(40) / 2, "email": [f"{at}@x.example" for at in range(40)]})
    people.index = people.index.astype(str)
    age, email = map_data(Network.from_ties([], people=people), places=np.zeros((40, 2)))["attributes"]

    assert (age["kind"], age["values"][:3]) == ("number", [0, 0.5, 1])
    assert (email["kind"], email["values"][3]) == ("text", "3@x.example")


def test_scores_are_unrounded_and_none_where_undefined():
    ranking = rank(NETWORK, by="constraint")

    measure = data(rankings=[ranking])["measures"][0]

    assert measure["lowest_first"] is True
    assert measure["values"][3] is None
    assert measure["values"][:3] == [float(score) for score in ranking.scores[:3]]
    assert measure["ranks"] == ranking.ranks.tolist()


def test_communities_start_at_0_and_people_without_ties_are_one_entry():
    found = data(partition=communities(NETWORK))["communities"]

    assert found["labels"] == [0, 0, 0, 1]
    assert found["names"][1:] == ["No ties"]


def test_models_and_starts_tell_what_the_page_needs_to_play_them():
    models = [IndependentCascade(0.25), WeightedCascade(), LinearThreshold()]
    comparison = compare(NETWORK, strategies=("in-degree", "random"), budget=1, model=models, worlds=40)

    made = data(comparison=comparison)

    assert [model["kind"] for model in made["models"]] == ["cascade", "weighted-cascade", "threshold"]
    assert [model["p"] for model in made["models"]] == [0.25, None, None]
    assert len(made["starts"]) == 6
    first = made["starts"][0]
    spread = comparison.spread("in-degree", "ic(p=0.25)")
    assert first["seeds"] == [1]
    assert first["reach"] == [spread.reach_mean, spread.reach_low, spread.reach_high]
    assert [start["drawn"] for start in made["starts"][:2]] == [False, True]


def test_further_relations_bring_their_ties():
    trust = Network.from_ties([("d", "c")], people=PEOPLE, relation="trust")

    made = data(relations=[trust])

    assert made["relations"] == ["advice", "trust"]
    assert made["ties"]["relation"] == [0, 0, 0, 1]
    assert made["ties"]["alter"][-1] == 2


def test_explanations_go_to_their_people():
    assert data(explanations={"c": "Links two wards."})["explanations"] == [[], [], ["Links two wards."], []]
    assert data(explanations={"d": ("One.", "Two.")})["explanations"][3] == ["One.", "Two."]
    with pytest.raises(ChoiceError, match="person 'x' is unknown"):
        data(explanations={"x": "?"})


def test_only_large_networks_have_a_backbone():
    rng = np.random.default_rng(2)
    pairs = {(int(a), int(b)) for a, b in rng.integers(0, 600, (4600, 2)) if a != b}
    large = Network.from_ties([(str(a), str(b)) for a, b in pairs])

    assert data()["backbone"] is None
    kept = map_data(large, places=np.zeros((large.n_people, 2)))["backbone"]
    assert 0 < len(set(kept)) == len(kept) < len(pairs) / 2


def test_results_of_other_people_are_refused():
    other = Network.from_ties([("x", "y")])

    for options in (
        {"rankings": [rank(other, by="in-degree")]},
        {"partition": communities(other)},
        {"relations": [other]},
    ):
        with pytest.raises(ChoiceError, match="is of 2 other people than the 4 of the map"):
            draw_map(NETWORK, **options)


def test_given_places_are_kept_and_others_refused():
    assert '"x":[0.0,2.0,4.0,6.0]' in draw_map(NETWORK, places=WHERE).html
    for wrong in (WHERE[:3], np.full((4, 2), np.nan)):
        with pytest.raises(ChoiceError, match="give a finite x and y for each of the 4 people"):
            draw_map(NETWORK, places=wrong)
