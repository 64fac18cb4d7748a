"""Small groups: pooled until none is small, in every attribute of a report."""

import pandas as pd
import pytest

import netspread as ns
from netspread.errors import ChoiceError
from netspread.readers.privacy.pooling import pooled


def test_small_groups_are_pooled_until_none_is_small():
    people = pd.DataFrame(
        {
            "name": [f"Person {at}" for at in range(20)],
            "unit": ["A"] * 9 + ["B"] * 6 + ["C"] * 3 + ["D"] * 2,  # C and D make 5: enough
            "role": ["nurse"] * 10 + ["doctor"] * 9 + ["porter"],  # one alone: doctors join
            "grade": [1] * 10 + [2] * 10,
            "site": ["x"] * 17 + [None] * 3,
        },
        index=[f"p{at}" for at in range(20)],
    )

    found, told = pooled(people, 5)

    assert found["unit"].value_counts().to_dict() == {"A": 9, "B": 6, "other": 5}
    assert found["role"].value_counts().to_dict() == {"nurse": 10, "other": 10}
    assert found["grade"].tolist() == people["grade"].tolist()
    assert found["site"].unique().tolist() == ["other"]
    assert found["name"].tolist() == people["name"].tolist()
    assert [sentence.split(":")[0] for sentence in told] == ["'unit'", "'role'", "'site'"]


def test_no_attribute_of_a_report_shows_fewer_than_five(hospital_files, tmp_path):
    found = ns.study(hospital_files[0], staff=hospital_files[1], worlds=20, min_group=5)
    found.save(tmp_path / "out")

    people = pd.read_csv(tmp_path / "out" / "people.csv", dtype=str)
    for column in ("unit", "role", "site", "years"):
        assert people[column].fillna("").value_counts().min() >= 5
    silos = pd.read_excel(tmp_path / "out" / "results.xlsx", sheet_name="leaders", engine="calamine", dtype=str)
    assert silos["years"].fillna("").value_counts().min() >= 5


def test_fewer_than_two_is_no_group():
    with pytest.raises(ChoiceError, match="min_group is 1"):
        pooled(pd.DataFrame(), 1)


@pytest.fixture
def hospital_files():
    from pathlib import Path

    folder = Path(__file__).parents[2] / "sample_networks" / "hospital"
    return folder / "survey.csv", folder / "staff.csv"
