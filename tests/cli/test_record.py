"""Every command that writes a folder says in ``run.json`` what it read, with which options and versions."""

import hashlib
import json

import pytest

#: Command -> its options beside the survey; files by the name of where they are put.
COMMANDS = {
    "run": ["--worlds", 20, "--draws", 0, "--runs", 1, "--adopted", "adoption.csv"],
    "check": [],
    "compare": ["--worlds", 20, "--budget", 2, "--strategy", "in-degree", "--draws", 0],
    "changes": ["--draws", 0],
    "plan": ["--units", "unit", "--periods", 4, "--worlds", 20, "--no-sensitivity", "--logics", "social"],
    "adoption": ["--adopted", "adoption.csv", "--runs", 10],
    "batch": ["--worlds", 20, "--draws", 0, "--runs", 1],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_says_what_it_was_made_of(netspread, hospital, tmp_path, command):
    after = [hospital / "survey_later.csv"] if command == "changes" else []
    words = [hospital / word if word == "adoption.csv" else word for word in COMMANDS[command]]

    result = netspread(
        command, hospital / "survey.csv", *after, "--staff", hospital / "staff.csv", *words, "--out", tmp_path / "out"
    )

    assert result.exit_code == 0, result.stderr
    folder = tmp_path / "out" / "survey" if command == "batch" else tmp_path / "out"
    told = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    given = ["survey.csv", "staff.csv", *(path.name for path in after)]
    given += ["adoption.csv"] if "adoption.csv" in COMMANDS[command] else []
    read = {entry["name"]: entry["sha256"] for entry in told["inputs"]}
    assert read == {name: hashlib.sha256((hospital / name).read_bytes()).hexdigest() for name in given}
    assert told["versions"]["netspread"]
    assert told["options"]["staff"] == "staff.csv"
    assert told["schema_version"] >= 1
