"""Records: the figures of what was reported."""

import pandas as pd
import pytest

from netspread.records import Reported


def reported(**changes):
    ties = pd.DataFrame(
        [("ana", "ben", "advice", 1.0), ("ana", "ben", "advice", 1.0), ("ben", "ben", "trust", 1.0)],
        columns=["ego", "alter", "relation", "weight"],
    ).assign(time=pd.NaT)
    people = pd.DataFrame({"unit": ["x", "x", None]}, index=pd.Index(["ana", "ben", "cia"], name="person"))
    fields = dict(format="tie list", influence="alter_to_ego", respondents=frozenset({"ana", "ben"}), listed=True)
    return Reported(ties, people, **{**fields, **changes})


def test_quality_counts_what_a_survey_may_well_contain():
    quality = reported(unknown_names={"zed": 2}).quality()

    assert quality["respondents"] == 2
    assert quality["response_rate"] == pytest.approx(2 / 3)
    assert quality["relations"] == {"advice": 2, "trust": 1}
    assert quality["self_nominations"] == 1
    assert quality["duplicates"] == 1
    assert quality["isolates"] == 1
    assert quality["unknown_names"] == {"zed": 2}


def test_without_a_closed_list_or_without_respondents_there_is_no_response_rate():
    assert reported(listed=False).quality()["response_rate"] is None
    log = reported(respondents=None).quality()
    assert (log["response_rate"], log["respondents"], log["duplicates"]) == (None, None, 0)


def test_the_response_rate_is_told_by_group():
    table = reported().response_by_group("unit")

    assert table.to_dict("list") == {
        "group": ["(missing)", "x"],
        "people": [1, 2],
        "respondents": [0, 2],
        "response_rate": [0.0, 1.0],
    }
    assert repr(reported()) == "Reported (tie list): 3 people, 2 answered, 3 ties"
