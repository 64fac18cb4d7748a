"""Communities, silos and bridges, as a user asks for them."""

import json

import pandas as pd
import pytest


@pytest.fixture
def asked(netspread, hospital):
    """Call a command on the sample hospital."""

    def call(command, *words):
        return netspread(command, hospital / "survey.csv", "--staff", hospital / "staff.csv", *words)

    return call


def test_what_many_runs_agree_on_is_told_with_how_sure_it_is(asked):
    result = asked("communities", "--runs", 10, "--people", "--format", "json", "--agree", "unit")

    rows = json.loads(result.stdout)
    assert len(rows) == 252
    assert set(rows[0]) == {"person", "community", "certainty", "second", "second_share"}
    assert "Consensus of leiden, 10 runs: 10 communities" in result.stderr
    assert "leiden: ties count whichever way they run, and with their weight" in result.stderr
    assert "agreement with unit: NMI 0." in result.stderr


def test_resolutions_are_scanned(asked):
    result = asked("communities", "--scan", "--runs", 2, "--format", "csv")

    lines = result.stdout.splitlines()
    assert lines[0] == "resolution,communities,low,high,modularity,stability"
    assert len(lines) == 18


def test_communities_are_described_and_renamed(asked, tmp_path):
    (tmp_path / "names.csv").write_text("community,name\n1,First floor\nEmergency,A&E\n", encoding="utf-8")

    table = asked("communities", "--rename", tmp_path / "names.csv", "--describe")
    rows = asked("communities", "--rename", tmp_path / "names.csv", "--describe", "--format", "json")

    assert table.stdout.splitlines()[0].startswith("1. First floor: ")
    assert "A&E" in [row["name"] for row in json.loads(rows.stdout)]
    assert any("Most named inside: " in sentence for sentence in json.loads(rows.stdout)[0]["sentences"])


def test_a_table_of_names_that_is_none_is_told(asked, tmp_path):
    (tmp_path / "wrong.csv").write_text("a,b\n1,x\n", encoding="utf-8")
    (tmp_path / "twice.csv").write_text("community,name\n1,x\n1,y\n", encoding="utf-8")

    assert "no columns 'community' and 'name'" in asked("communities", "--rename", tmp_path / "wrong.csv").stderr
    assert "line 3: community '1' stands twice" in asked("communities", "--rename", tmp_path / "twice.csv").stderr


def test_options_of_the_method_are_passed_on(asked):
    many = asked("communities", "--with", "resolution=4", "--format", "json")
    formal = asked("communities", "--method", "groups", "--with", "column=unit", "--format", "json")
    wrong = asked("communities", "--with", "resolutin=4")

    assert len(json.loads(many.stdout)) > len(json.loads(formal.stdout)) == 12
    assert wrong.exit_code == 1
    assert "has no option 'resolutin'" in wrong.stderr


def test_silos_are_told_by_group_and_by_pair(asked, netspread, everybody_names_a):
    groups = asked("silos", "--groups", "unit", "--permutations", 99)
    pairs = asked("silos", "--pairs", "--permutations", 9, "--format", "json")
    none = netspread("silos", everybody_names_a)

    assert groups.stdout.splitlines()[0].split() == [
        "group", "people", "inside", "outside", "e_i_index", "homophily", "p_value",
    ]  # fmt: skip
    assert "as low by chance in 1.0% of 99 permutations" in groups.stderr
    assert len(json.loads(pairs.stdout)) == 12 * 12
    assert none.exit_code == 1
    assert "no attribute to group people by was found among: responded; say which with --groups" in none.stderr


def test_bridges_are_between_groups_and_bring_something(asked, hospital):
    result = asked("bridges", "--add", 3, "--worlds", 200, "--format", "json")
    paths = asked("bridges", "--add", 2, "--by", "paths", "--exclude", "0156")

    rows = json.loads(result.stdout)
    staff = pd.read_csv(hospital / "staff.csv", dtype=str).set_index("id")
    assert [row["order"] for row in rows] == [1, 2, 3]
    assert all(row["gain"] > 0 and row["group"] != row["other_group"] for row in rows)
    assert all(staff.at[row["person"], "unit"] == row["group"] for row in rows)
    assert "p = 0.1 is assumed" in result.stderr
    assert "0156" not in paths.stdout


def test_what_happens_to_communities_over_time_is_told_and_drawn(netspread, hospital, tmp_path):
    log = hospital.parent / "hospital-log" / "messages.csv"
    drawn = tmp_path / "time.html"

    result = netspread("communities", log, "--window", "month", "--over-time", "--format", "json", "--draw", drawn)
    nowhere = netspread("communities", log, "--window", "month", "--over-time", "--draw", tmp_path / "no" / "x.html")
    english = drawn.read_text(encoding="utf-8")
    netspread("communities", log, "--window", "month", "--over-time", "--draw", drawn, "--language", "de")

    assert {row["event"] for row in json.loads(result.stdout)} <= {"born", "ended", "split", "merged"}
    assert "Communities in 4 windows" in result.stderr
    assert "<svg" in english
    assert "Gemeinschaften im Lauf der Zeit" in drawn.read_text(encoding="utf-8")
    assert nowhere.exit_code == 1
    assert "cannot be written" in nowhere.stderr


def test_a_survey_without_times_has_no_windows(asked):
    result = asked("communities", "--over-time", "--window", "week")

    assert result.exit_code == 1
    assert "no tie has a time" in result.stderr


def test_the_main_job_takes_names_of_communities(netspread, everybody_names_a, tmp_path):
    (tmp_path / "names.csv").write_text("community,name\n1,Those around A\n", encoding="utf-8")

    out = tmp_path / "report"
    netspread("run", everybody_names_a, "--community-names", tmp_path / "names.csv", "--worlds", 20, "--out", out)

    table = pd.read_csv(out / "communities.csv")
    assert table["name"].iloc[0] == "Those around A"
    assert "Those around A" in (out / "report.html").read_text(encoding="utf-8")
