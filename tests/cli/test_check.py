"""``netspread check`` and ``names``: what would be read, who has not answered, who is meant by a name."""

import csv
import json


def test_check_tells_what_would_be_read_and_writes_nothing(netspread, hospital, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = netspread("check", hospital / "survey.csv", "--staff", hospital / "staff.csv", "--groups", "unit")

    assert result.exit_code == 0, result.stderr
    assert "response rate" in result.stdout
    assert "Who answered, by unit" in result.stdout
    assert not list(tmp_path.iterdir())


def test_check_proposes_names_that_may_mean_the_same_person(netspread, tmp_path):
    (tmp_path / "s.csv").write_text("ego,alter\nAna Ruiz,Ben Ode\nCia Moe,Anna Ruiz\n", encoding="utf-8")

    result = netspread("check", tmp_path / "s.csv")

    assert "Ana Ruiz / Anna Ruiz" in result.stdout


def test_check_as_json_is_the_quality_file(netspread, hospital, hospital_report):
    result = netspread("check", hospital / "survey.csv", "--staff", hospital / "staff.csv", "--format", "json")

    assert json.loads(result.stdout) == json.loads((hospital_report[0] / "quality.json").read_text(encoding="utf-8"))


def test_names_are_written_for_review_and_decisions_are_read_back(netspread, hospital, tmp_path):
    survey, staff, table = hospital / "survey.csv", hospital / "staff.csv", tmp_path / "names.csv"

    written = netspread("names", survey, "--staff", staff, "--out", table)

    assert written.exit_code == 0, written.stderr
    lines = table.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "name,person,verdict,score,runner_up,runner_up_score,person_name,runner_up_name"
    assert lines[1].split(",")[-6] == "review"
    decided = tmp_path / "decided.csv"
    decided.write_text("name,person,verdict\nthe night porter,0001,decided\n", encoding="utf-8")
    before = json.loads(netspread("check", survey, "--staff", staff, "--format", "json").stdout)
    after = json.loads(netspread("check", survey, "--staff", staff, "--names", decided, "--format", "json").stdout)
    assert set(before["unknown_names"]) - set(after["unknown_names"]) == {"the night porter"}
    assert netspread("names", survey, "--staff", staff, "--out", table).exit_code == 1
    assert "--staff" in netspread("names", survey).stderr


def test_check_tells_the_response_by_group_and_writes_whom_to_remind(netspread, hospital, tmp_path):
    half = tmp_path / "half.csv"
    lines = (hospital / "survey.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    half.write_text("".join(lines[:90]), encoding="utf-8")
    staff = tmp_path / "staff.csv"
    listed = (hospital / "staff.csv").read_text(encoding="utf-8")
    staff.write_text(
        listed.replace("0250,", '0250,"=HYPERLINK(""http://x.example"")",Ward 9,nurse,North,1,x@y.example\n9250,'),
        encoding="utf-8",
    )

    checked = netspread("check", half, "--staff", staff, "--groups", "unit", "--out", tmp_path / "out")

    assert checked.exit_code == 0, checked.stderr
    silent = list(csv.DictReader((tmp_path / "out" / "reminders.csv").read_text(encoding="utf-8").splitlines()))
    answered = {line.split(",")[0] for line in lines[1:90]}
    everybody = {line.split(",")[0] for line in staff.read_text(encoding="utf-8").splitlines()[1:]}
    assert {row["person"] for row in silent} == everybody - answered
    assert {"name", "unit", "email"} <= set(silent[0])
    assert next(row for row in silent if row["person"] == "0250")["name"].startswith("'=")
    quality = json.loads((tmp_path / "out" / "quality.json").read_text(encoding="utf-8"))
    for row in quality["response_by_group"]["unit"]:
        assert f"{row['group']:.10}" in checked.stdout
        assert row["response_rate"] == row["respondents"] / row["people"]
    assert (
        sum(row["respondents"] for row in quality["response_by_group"]["unit"])
        == quality["respondents"]
        == len(answered)
    )
    assert netspread("check", half, "--staff", staff, "--out", tmp_path / "out").exit_code == 1


def test_reminders_need_a_list_of_who_was_asked(netspread, tmp_path, a_writes_to_everybody):
    checked = netspread("check", a_writes_to_everybody, "--out", tmp_path / "out")

    assert checked.exit_code == 1
    assert "give one with --staff" in checked.stderr
    assert not (tmp_path / "out").exists()
