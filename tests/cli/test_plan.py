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
        (("--budget", 0), "budget is 0; it must be above 0"),
        (("--budget", "nan"), "budget is nan; it must be above 0"),
        (("--budget", -3), "budget is -3; it must be above 0"),
        (("--worlds", 0), "worlds is 0"),
        (("--goal", 2), "goal is 2; it must be from 0 to 1"),
        (("--logics", "socail"), "did you mean 'social'"),
        (("--logics", ","), "no logic was named"),
        (("--set", "treshold=1"), "did you mean 'threshold'"),
        (("--set", "threshold=high"), "parameter threshold is 'high'; it must be a number"),
        (("--set", "p=1.5"), "parameter p is 1.5; it must be from 0 to 1"),
        (("--share", "socail=1"), "did you mean 'social'"),
        (("--share", "social=0"), "the shares of the budget are all 0"),
        (("--share", "social=-1"), "share of social is -1"),
        (("--share", "social=half"), "share of social is 'half'; it must be a number"),
        (("--order", "socail"), "did you mean 'social'"),
        (("--order", "social,social"), "names one twice"),
        (("--order", "social,mechanistic"), "an order of logics was given, but no shares"),
        (("--sites", "largst"), "did you mean 'largest'"),
        (("--sites", "Ward 1;Ward 1"), "names one twice"),
        (("--sites", "Ward 1;Wrad 2"), "did you mean 'Ward 2'"),
        (("--language", "xx"), "language 'xx' is unknown"),
    ],
)
def test_a_wrong_request_is_told_in_one_sentence(planned, words, told):
    result, folder = planned(*words)

    assert result.exit_code == 1
    assert told in result.stderr
    assert_one_sentence(result)
    assert not folder.exists()


def test_no_period_at_all_is_a_wrong_use_of_the_command(planned):
    result, folder = planned("--periods", 0)

    assert result.exit_code == 2
    assert "0 is not in the range x>=1" in result.stderr
    assert not folder.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("person,period,state\n9999,1,adopted\n", "observed: person '9999' is unknown"),
        ("person,period,state\n0001,1,using\n", "observed: state 'using' is unknown"),
        ("person,period,state,action\n0001,1,adopted,teach\n", "observed: action 'teach' is unknown"),
        ("person,period,state\n0001,6,adopted\n", "speaks of period 6; it must be from 1 to 5"),
        ("person,period,state\n0001,0,adopted\n", "speaks of period 0; it must be from 1 to 5"),
        ("person,period,state\n0001,May,adopted\n", "line 2: period 'May' is no whole number"),
        ("person,period,state\n0001,-1,adopted\n", "line 2: period '-1' is no whole number"),
        ("person,month,state\n0001,1,adopted\n", "there is no column 'period'"),
        ("person,period,state\n", "has no rows"),
        ("", "seen.csv"),
        (None, "seen.csv"),
    ],
)
def test_an_observed_file_that_cannot_be_used_is_told_in_one_sentence(planned, tmp_path, text, told):
    if text is not None:
        (tmp_path / "seen.csv").write_text(text, encoding="utf-8")
    result, folder = planned("--observed", tmp_path / "seen.csv")

    assert result.exit_code == 1
    assert told in result.stderr
    assert_one_sentence(result)
    assert not folder.exists()


def assert_one_sentence(result):
    """The last line is the error, and there is no traceback."""
    assert "Traceback" not in result.stderr
    assert result.stderr.strip().splitlines()[-1].lower().startswith("error")


def test_a_gate_that_is_never_passed_is_told_and_the_training_ends(planned):
    result, folder = planned(
        "--periods", 16, "--logics", "mechanistic", "--set", "gate_adopted=1", "--set", "patience=2"
    )

    assert result.exit_code == 0, result.stderr
    assert "Mechanistic: a gate is not passed in 100% of worlds; training ends there." in result.stderr
    ends = pd.read_csv(folder / "outcomes.csv")
    assert len(ends) == 20
    assert ends["ended_at_gate"].notna().all()
    curves = pd.read_csv(folder / "campaigns.csv").set_index("period")
    assert curves.loc[16, "cost"] == curves.loc[int(ends["ended_at_gate"].max()), "cost"]


def test_a_plan_speaks_the_language_asked_for_on_page_table_and_terminal(planned):
    result, folder = planned("--language", "de", "--logics", "social")

    assert result.exit_code == 0, result.stderr
    assert '<html lang="de">' in (folder / "plan.html").read_text(encoding="utf-8")
    assert "bitten voranzugehen" in set(pd.read_csv(folder / "plan.csv")["action"])


def test_outcomes_are_there_as_distributions_and_add_up_to_the_summary(planned):
    _, folder = planned()
    ends, summary, units, curves = (
        pd.read_csv(folder / f"{name}.csv") for name in ("outcomes", "summary", "units", "campaigns")
    )

    summary = summary.set_index("logic")
    by_logic = ends.groupby("logic", sort=False)
    assert by_logic.size().to_dict() == dict.fromkeys(summary.index, 20)
    for logic, rows in by_logic:
        row = summary.loc[logic]
        assert rows["sustained"].mean() == pytest.approx(row["sustained_mean"])
        assert rows["sustained"].quantile(0.05) == pytest.approx(row["sustained_low"])
        assert (rows["adopted"] < 126).mean() == pytest.approx(row["fails"])  # half of 252
        assert row["cost_per_sustained"] == pytest.approx(rows["cost"].sum() / rows["sustained"].sum())
        assert units.loc[units["logic"] == logic, "adopted_mean"].sum() == pytest.approx(row["adopted_mean"])
        last = curves[(curves["logic"] == logic) & (curves["period"] == 6)].iloc[0]
        assert last["adopted_mean"] == pytest.approx(row["adopted_mean"])
        assert (units["adopted_low"] <= units["adopted_high"]).all()
