"""The command plan, run as a user would."""

import json

import pandas as pd
import pytest


@pytest.fixture
def planned(netspread, hospital, tmp_path):
    def call(*words):
        asked = ("plan", hospital / "survey.csv", "--staff", hospital / "staff.csv", "--units", "unit", "--periods", 6,
                 "--worlds", 20, "--no-sensitivity", "--out", tmp_path / "plan", "--force")  # fmt: skip
        return netspread(*asked, *words), tmp_path / "plan"

    return call


def test_a_plan_is_written_with_its_tables_and_page(planned):
    result, folder = planned()

    assert result.exit_code == 0, result.stderr
    curves, plan = (pd.read_csv(folder / name, dtype={"person": str}) for name in ("campaigns.csv", "plan.csv"))
    assert list(curves) == [
        "logic",
        "period",
        "adopted_mean",
        "adopted_low",
        "adopted_high",
        "sustained_mean",
        "abandoned_mean",
        "cost",
    ]
    assert list(plan) == ["logic", "period", "unit", "person", "action"]
    assert set(curves["logic"]) == {"mechanistic", "ecological", "social", "combined"}
    assert json.loads((folder / "run.json").read_text(encoding="utf-8"))["seed"] == 1
    page = (folder / "plan.html").read_text(encoding="utf-8")
    assert "Three ways to spread it" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_same_plan_twice_is_the_same_bytes(planned):
    first = {path.name: path.read_bytes() for path in planned("--jobs", 1)[1].iterdir()}
    again = {path.name: path.read_bytes() for path in planned("--jobs", 2)[1].iterdir()}

    assert first == again


def test_a_plan_is_made_again_from_what_was_observed(planned, tmp_path):
    (tmp_path / "seen.csv").write_text(
        "person,period,state,action\n0001,1,adopted,ask\n0002,3,aware,\n", encoding="utf-8"
    )
    result, folder = planned("--observed", tmp_path / "seen.csv", "--logics", "social")

    assert "After period 3 1 of 252 people use it." in result.stderr
    assert "What changed, and why" in (folder / "plan.html").read_text(encoding="utf-8")
    assert pd.read_csv(folder / "plan.csv")["period"].min() == 4


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--units", "unti"), "did you mean 'unit'"),
        (("--budget", 0), "budget is 0"),
        (("--logics", "socail"), "did you mean 'social'"),
        (("--set", "treshold=1"), "did you mean 'threshold'"),
    ],
)
def test_a_wrong_request_is_told_in_one_sentence(planned, words, told):
    result, folder = planned(*words)

    assert result.exit_code == 1
    assert told in result.stderr
    assert not folder.exists()


def test_strangers_in_the_observed_file_are_told(planned, tmp_path):
    (tmp_path / "seen.csv").write_text("person,period,state\n9999,1,adopted\n", encoding="utf-8")
    result, _ = planned("--observed", tmp_path / "seen.csv")

    assert result.exit_code == 1
    assert "observed: person '9999' is unknown" in result.stderr
