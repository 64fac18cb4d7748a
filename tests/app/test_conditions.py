"""Conditions on a team, given on the Question page, choose whom the command line chooses that the page shows."""

import json
import shlex
import subprocess
import sys

from netspread_cli.app.commands import shown
from small_study import QUICK, WARD, study_of, until_over

STAFF = "id,name,unit,job,cost\n" + "".join(
    f"p{n:02},Person {n},{'East' if n % 2 else 'West'},{'nurse' if n % 4 else 'doctor'},{n % 3 + 1}\n"
    for n in range(1, 13)
)
CONDITIONS = {
    "groups": "unit",
    "champions": "4",
    "must-have": "Person 6 (p06)",
    "exclude": "person 1",
    "declined": "p04\nPerson 7",
    "cost": "cost",
    "cost-budget": "9",
    "cover": "2",
    "diversity": "job",
    "quota": "unit=1",
}


def test_every_condition_of_the_page_is_one_of_the_command_line_and_the_team_is_the_same(desk, visitor, tmp_path):
    files = {**WARD, "staff.csv": STAFF}
    study = study_of(desk, files)
    form = {**{name: values[0] for name, values in QUICK.items()}, **CONDITIONS, "go": "yes"}
    answer = visitor.post(f"/studies/{study.id}/question", data=form)
    assert answer.headers["location"].endswith("/work"), answer.text
    assert until_over(desk, study).state == "done", desk.jobs.of(study).error

    line = shlex.split(shown(study.record))
    for name in CONDITIONS:
        assert f"--{name}" in line
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "netspread_cli", *line[1:], "--quiet"], cwd=tmp_path, check=True, capture_output=True
    )
    for name in ("champions.csv", "seeding.csv", "run.json"):
        assert (tmp_path / "report" / name).read_bytes() == (study.report / name).read_bytes()

    members = set(study.answer["members"])
    assert "p06" in members
    assert not members & {"p01", "p04", "p07"}
    assert sum(int(member[1:]) % 3 + 1 for member in members) <= 9
    assert {int(member[1:]) % 2 for member in members} == {0, 1}  # one of each unit at least
    assert {int(member[1:]) % 4 == 0 for member in members} == {True, False}  # and both jobs
    asked = json.loads((study.report / "run.json").read_text(encoding="utf-8"))["options"]
    assert (asked["cover"], asked["cost_budget"]) == (2, 9)
