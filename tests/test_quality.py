"""Quality: what should be looked at is found, what is usual is not."""

import numpy as np
import pandas as pd

from netspread.quality import extreme_nominators, out_of_range, splits_people, straight_lining
from netspread.records import Reported


def rated(weights, relation="advice"):
    """Ties of each ego with so many ratings."""
    rows = [(ego, f"p{at}", relation, weight) for ego, given in weights.items() for at, weight in enumerate(given)]
    return pd.DataFrame(rows, columns=["ego", "alter", "relation", "weight"]).assign(time=pd.NaT)


def test_who_rates_everybody_alike_is_found_and_who_rates_few_alike_is_not():
    rng = np.random.default_rng(1)
    varied = {f"e{at}": rng.integers(1, 5, 20).astype(float) for at in range(30)}
    ties = rated({**varied, "line": [4.0] * 20, "few": [4.0] * 3})

    found = straight_lining(ties)

    assert [(one["person"], one["people"], one["rating"]) for one in found] == [("line", 20, 4.0)]


def test_the_rule_for_alike_ratings_is_that_of_paper():
    # Two ratings in equal use: m alike have the chance 2 * 0.5**m, under 1 in 1,000 from m = 11 on.
    mixed = {f"e{at}": [1.0, 2.0] * 500 for at in range(10)}

    assert straight_lining(rated({**mixed, "ten": [1.0] * 5 + [1.0] * 5})) == []
    assert [one["person"] for one in straight_lining(rated({**mixed, "a": [1.0] * 11, "b": [2.0] * 11}))] == ["a", "b"]


def test_ticks_have_no_rating_to_repeat():
    assert straight_lining(rated({"a": [1.0] * 50, "b": [1.0] * 40})) == []


def test_who_names_far_more_than_others_is_found_in_each_relation():
    usual = {f"e{at}": [1.0] * (3 + at % 4) for at in range(20)}
    ties = pd.concat([rated({**usual, "many": [1.0] * 60}), rated(usual, "trust")])

    found = extreme_nominators(ties, frozenset(ties["ego"]))

    # quartiles 4 and 6, so the fence stands near 12
    assert [(one["person"], one["relation"], one["people"]) for one in found] == [("many", "advice", 60)]
    assert 5 < found[0]["usual"] <= 12


def test_everybody_naming_five_makes_six_no_outlier():
    ties = rated({**{f"e{at}": [1.0] * 5 for at in range(20)}, "six": [1.0] * 6})

    assert extreme_nominators(ties, frozenset(ties["ego"])) == []
    assert extreme_nominators(ties, frozenset()) == []  # nobody who answered is on the list


def test_dates_far_from_the_middle_are_counted():
    times = pd.to_datetime(pd.Series(["2024-03-01"] * 5 + ["1924-03-01", "2034-04-01", "2033-03-01", None]))

    assert out_of_range(times) == 2
    assert out_of_range(pd.Series([], dtype="datetime64[us]")) == 0


def test_an_attribute_of_a_few_values_is_one_of_groups():
    assert splits_people(pd.Series(["a", "a", "b", "b"]))
    assert not splits_people(pd.Series(["a", "b", "c", "d"]))
    assert not splits_people(pd.Series(["a", "a", "a", "a"]))


def test_the_figures_are_those_of_the_file_and_keep_their_names():
    ties = rated({"a": [1.0, 2.0], "b": [3.0]})
    people = pd.DataFrame({"unit": ["x", "x", "y", "y"]}, index=pd.Index(["a", "b", "c", "p0"], name="person"))
    reported = Reported(ties, people, "alter_to_ego", "tie list", respondents=frozenset("ab"), listed=True)

    quality = reported.quality()

    assert quality["response_by_group"] == {
        "unit": [
            {"group": "x", "people": 2, "respondents": 2, "response_rate": 1.0},
            {"group": "y", "people": 2, "respondents": 0, "response_rate": 0.0},
        ]
    }
    assert {"format", "respondents", "people", "response_rate", "ties", "relations", "self_nominations", "duplicates",
            "unknown_names", "isolates"} <= set(quality)  # fmt: skip
    assert reported.silent()["person"].tolist() == ["c", "p0"]
