"""What did happen, as a user asks for it."""

import json

import pandas as pd


def test_the_folder_holds_tables_page_map_and_what_was_read(netspread, hospital, tmp_path):
    out = tmp_path / "adoption"

    result = netspread(
        "adoption", hospital / "survey.csv", "--staff", hospital / "staff.csv",
        "--adopted", hospital / "adoption.csv", "--runs", 20, "--out", out,
    )  # fmt: skip

    assert result.exit_code == 0, result.stderr
    assert {file.name for file in out.iterdir()} == {
        "adoption.html", "curve.csv", "exposure.csv", "map.html", "people.csv", "run.json", "tests.json",
    }  # fmt: skip
    people = pd.read_csv(out / "people.csv", dtype={"person": str})
    assert list(people.columns) == ["person", "time", "category", "threshold", "infectiousness", "susceptibility"]
    assert list(pd.read_csv(out / "curve.csv").columns) == ["period", "adopters", "share", "rate", "hazard"]
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in told["inputs"]] == ["survey.csv", "staff.csv", "adoption.csv"]
    assert told["options"]["runs"] == 20


def test_times_that_are_none_are_told_in_one_line(netspread, hospital, tmp_path):
    (tmp_path / "adopted.csv").write_text("person,time\n0001,soon\n", encoding="utf-8")

    result = netspread(
        "adoption", hospital / "survey.csv", "--staff", hospital / "staff.csv",
        "--adopted", tmp_path / "adopted.csv", "--out", tmp_path / "out",
    )  # fmt: skip

    assert result.exit_code == 1
    assert "soon" in result.stderr
    assert not (tmp_path / "out").exists()
