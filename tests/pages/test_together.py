"""The section on communities: what it says follows from the figures, and reads right in the small cases."""

import pandas as pd
import pytest

from netspread.pages.together import section
from netspread.study import Study, study


@pytest.fixture(scope="module")
def two_wards(tmp_path_factory):
    """Two wards of ten who all name each other, and somebody in between whom both sides name."""
    folder = tmp_path_factory.mktemp("wards")
    wards = {"North": [f"n{i}" for i in range(10)], "South": [f"s{i}" for i in range(10)]}
    ties = [(a, b) for people in wards.values() for a in people for b in people if a != b]
    ties += [("mid", people[i]) for people in wards.values() for i in range(4)]
    pd.DataFrame(ties, columns=["ego", "alter"]).to_csv(folder / "s.csv", index=False)
    staff = [(person, ward) for ward, people in wards.items() for person in people] + [("mid", "North")]
    pd.DataFrame(staff, columns=["id", "unit"]).to_csv(folder / "staff.csv", index=False)
    return folder


def asked(folder, **options) -> Study:
    return study(folder / "s.csv", staff=folder / "staff.csv", worlds=50, budget=2, **options)


def test_what_the_runs_agree_on_and_who_is_between_is_told(two_wards):
    found = asked(two_wards, runs=40)
    page = section(found)

    assert found.consensus.runs == 40
    assert "the search ran 40 times" in page
    assert "nine of ten runs find 2." in page
    between = found.consensus.between()["person"].tolist()
    assert ("1 person sits between two communities" in page) == (between == ["mid"])
    assert found.people_table()["community_certainty"].between(0, 1).all()


def test_ties_worth_making_are_named_with_what_they_bring(two_wards):
    found = asked(two_wards)
    page = section(found)

    assert len(found.bridges.table)
    assert "Bring together North and South." in page
    assert "Ties worth making" in page
    assert "more people reached" in page


def test_a_single_run_and_a_method_without_chance_say_nothing_of_runs(two_wards):
    once, walked = asked(two_wards, runs=1), asked(two_wards, method="walktrap")

    assert once.consensus is None
    assert walked.consensus is None
    assert "the search ran" not in section(once)
    assert "community_certainty" not in once.people_table()


def test_without_groups_there_are_neither_silos_nor_bridges(two_wards):
    found = study(two_wards / "s.csv", worlds=50, budget=2)

    assert found.silos is None
    assert found.bridges is None
    assert "Ties worth making" not in section(found)
    assert "How closed each group is" not in section(found)


def test_names_with_markup_stay_names(two_wards, tmp_path):
    staff = pd.read_csv(two_wards / "staff.csv")
    staff["unit"] = staff["unit"].map({"North": "<b>North</b>", "South": "South"})
    staff.to_csv(tmp_path / "staff.csv", index=False)
    found = study(two_wards / "s.csv", staff=tmp_path / "staff.csv", worlds=50, budget=2)

    assert "<b>North" not in section(found)
    assert "&lt;b&gt;North" in section(found)
