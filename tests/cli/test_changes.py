"""The command changes, run as a user would."""

import json

import pandas as pd


def words(hospital, out):
    return (
        "changes", hospital / "survey.csv", hospital / "survey_later.csv", "--staff", hospital / "staff.csv",
        "--staff-after", hospital / "staff_later.csv", "--out", out,
    )  # fmt: skip


def test_what_was_planted_in_the_later_survey_is_found(netspread, hospital, tmp_path):
    """Theatre has opened; a nurse of Theatre is asked far more; 14 people have left, and 14 have come."""
    result = netspread(*words(hospital, tmp_path / "changes"))

    assert result.exit_code == 0, result.stderr
    assert "238 people are there both times, 14 people have joined, 14 people have left." in result.stdout
    people = pd.read_csv(tmp_path / "changes" / "people.csv", dtype={"person": str}).set_index("person")
    silos = pd.read_csv(tmp_path / "changes" / "silos.csv").set_index("group")
    assert people["p_value"].idxmin() == "0126"
    assert people.at["0126", "moved_low"] > 0
    assert silos["change"].idxmin() == "Theatre"
    assert silos.at["Theatre", "high"] < 0
    assert people["there"].value_counts().to_dict() == {"both": 238, "joined": 14, "left": 14}
    run = json.loads((tmp_path / "changes" / "run.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in run["inputs"]] == [
        "survey.csv", "survey_later.csv", "staff.csv", "staff_later.csv",
    ]  # fmt: skip
    assert run["options"]["groups"] == "unit"


def test_the_folder_of_a_study_will_do(netspread, hospital, hospital_report, tmp_path):
    report, _ = hospital_report
    result = netspread("changes", report, report, "--out", tmp_path / "changes", "--draws", 0, "--language", "de")

    assert result.exit_code == 0, result.stderr
    run = json.loads((tmp_path / "changes" / "run.json").read_text(encoding="utf-8"))
    assert run["jaccard"] == 1
    assert run["people"] == {"both": 252, "joined": 0, "left": 0}
    assert run["answered_both"] == 199
    assert "Von 712 Verbindungen" in result.stdout
    assert "Was sich geändert hat" in (tmp_path / "changes" / "changes.html").read_text(encoding="utf-8")


def test_the_same_files_and_seed_give_the_same_bytes_on_any_number_of_cores(netspread, hospital, tmp_path):
    for jobs in (1, 2):
        result = netspread(*words(hospital, tmp_path / str(jobs)), "--jobs", jobs, "--draws", 20)
        assert result.exit_code == 0, result.stderr

    for path in sorted((tmp_path / "1").iterdir()):
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes(), path.name


def test_files_without_common_people_are_told_and_nothing_is_written(netspread, hospital, everybody_names_a, tmp_path):
    result = netspread("changes", hospital / "survey.csv", everybody_names_a, "--out", tmp_path / "changes")

    assert result.exit_code == 1
    assert "people are the same if their ids are" in result.stderr
    assert not (tmp_path / "changes").exists()


def test_a_language_that_is_not_there_is_told_before_the_work(netspread, hospital, tmp_path):
    result = netspread(*words(hospital, tmp_path / "changes"), "--language", "xx")

    assert result.exit_code == 1
    assert "language 'xx'" in result.stderr
    assert not (tmp_path / "changes").exists()
