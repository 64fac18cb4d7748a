"""``netspread run``: files in, a folder out, or one sentence and nothing."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FILES = {
    "network.gexf",
    "report.html",
    "map.html",
    "people.csv",
    "communities.csv",
    "champions.csv",
    "seeding.csv",
    "quality.json",
    "results.xlsx",
    "network.graphml",
    "run.json",
}


@pytest.fixture
def two_units(tmp_path):
    """A survey of two units, and a staff list that says what an hour of each costs."""
    (tmp_path / "survey.csv").write_text("ego,alter\np,a\nq,a\nr,a\ns,b\nt,b\nd,c\np,q\n", encoding="utf-8")
    people = [f"{x},{'North' if x in 'apqrb' else 'South'},{5 if x == 'a' else 1},yes\n" for x in "apqrbstcd"]
    (tmp_path / "staff.csv").write_text("id,unit,hours,same\n" + "".join(people), encoding="utf-8")
    return tmp_path / "survey.csv", tmp_path / "staff.csv"


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def data(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_folder_holds_all_that_is_promised(hospital_report):
    out, said = hospital_report

    assert {path.name for path in out.iterdir()} == FILES
    assert 8 <= len(said.strip().splitlines()) <= 12
    assert str(out / "report.html") in said


def test_every_person_has_a_row_with_scores_community_and_ranks(hospital_report, hospital):
    out, _ = hospital_report
    people = rows(out / "people.csv")
    staff = rows(hospital / "staff.csv")

    assert [row["person"] for row in people] == [row["id"] for row in staff]
    assert {"name", "unit", "in_degree", "betweenness", "community", "leader_rank"} <= set(people[0])
    first = min(people, key=lambda row: int(row["leader_rank"]))
    assert float(first["in_degree"]) == max(float(row["in_degree"]) for row in people)


def test_the_strategies_are_compared_under_two_models_and_every_seed_is_a_person(hospital_report):
    out, _ = hospital_report
    seeding = rows(out / "seeding.csv")
    people = {row["person"] for row in rows(out / "people.csv")}

    assert len({row["model"] for row in seeding}) == 2
    assert {"random", "in-degree", "greedy"} <= {row["strategy"] for row in seeding}
    for row in seeding:
        assert len(row["seeds"].split(";")) == int(row["budget"]) == 10
        assert set(row["seeds"].split(";")) <= people
        assert 10 <= float(row["reach_low"]) <= float(row["reach_mean"]) <= float(row["reach_high"]) <= len(people)


def test_the_quality_and_the_run_are_on_record(hospital_report, hospital):
    out, _ = hospital_report
    quality, run = data(out / "quality.json"), data(out / "run.json")

    assert quality["respondents"] / quality["people"] == pytest.approx(quality["response_rate"])
    assert quality["self_nominations"] > 0
    assert set(quality["relations"]) == {"advice", "trust"}
    assert {entry["name"] for entry in run["inputs"]} == {"survey.csv", "staff.csv"}
    assert all(len(entry["sha256"]) == 64 for entry in run["inputs"])
    assert run["seed"] == 1
    assert run["options"]["groups"] == "unit"


def test_the_same_input_and_seed_give_the_same_bytes_on_one_thread_or_two(netspread, tmp_path, everybody_names_a):
    for name, jobs in (("one", 1), ("two", 2)):
        result = netspread("run", everybody_names_a, "--out", tmp_path / name, "--jobs", jobs, "--worlds", 200)
        assert result.exit_code == 0, result.stderr

    for name in FILES - {"run.json"}:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_whom_everybody_names_leads_and_reaches_most(netspread, tmp_path, everybody_names_a):
    out = tmp_path / "out"

    result = netspread("run", everybody_names_a, "--out", out, "--budget", 1, "--worlds", 500)

    assert result.exit_code == 0, result.stderr
    people = {row["person"]: row for row in rows(out / "people.csv")}
    assert people["A"]["leader_rank"] == "1"
    chosen = {row["strategy"]: row for row in rows(out / "seeding.csv") if row["model"].startswith("ic")}
    assert chosen["in-degree"]["seeds"] == chosen["greedy"]["seeds"] == "A"
    assert float(chosen["in-degree"]["reach_mean"]) > float(chosen["random"]["reach_high"])


def test_who_writes_to_everybody_reaches_most_in_a_log(netspread, tmp_path, a_writes_to_everybody):
    out = tmp_path / "out"

    result = netspread("run", a_writes_to_everybody, "--out", out, "--budget", 1, "--worlds", 500)

    assert result.exit_code == 0, result.stderr
    chosen = {row["strategy"]: row for row in rows(out / "seeding.csv") if row["model"].startswith("ic")}
    assert chosen["out-degree"]["seeds"] == chosen["greedy"]["seeds"] == "A"
    assert data(out / "quality.json")["influence"] == "ego_to_alter"


def test_a_folder_that_exists_is_refused_and_replaced_only_when_told(netspread, tmp_path, everybody_names_a):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("kept", encoding="utf-8")

    refused = netspread("run", everybody_names_a, "--out", out)
    failed = netspread("run", everybody_names_a, "--out", out, "--force", "--relation", "love")

    assert refused.exit_code == failed.exit_code == 1
    assert "--force" in refused.stderr
    assert (out / "mine.txt").read_text(encoding="utf-8") == "kept"
    assert netspread("run", everybody_names_a, "--out", out, "--force", "--worlds", 50).exit_code == 0
    assert {path.name for path in out.iterdir()} == FILES | {"mine.txt"}
    assert (out / "mine.txt").read_text(encoding="utf-8") == "kept"
    (out / "report.html").write_text("old", encoding="utf-8")
    netspread("run", everybody_names_a, "--out", out, "--force", "--worlds", 50)
    assert (out / "report.html").read_text(encoding="utf-8") != "old"


BAD = {
    "missing.csv": None,
    "empty.csv": b"",
    "really_a.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "one_column.csv": b"name\nana\nben\n",
    "no_ties.csv": b"ego,alter\n",
    "one_line.csv": b"a" * 10_000_000,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_one_sentence_and_leaves_nothing(netspread, tmp_path, name):
    path = tmp_path / name
    if BAD[name] is not None:
        path.write_bytes(BAD[name])

    result = netspread("run", path, "--out", tmp_path / "out")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert name in result.stderr
    assert {entry.name for entry in tmp_path.iterdir()} <= {name}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--relation", "love"], "relation 'love' is unknown"),
        (["--groups", "wards"], "group column 'wards' is unknown"),
        (["--budget", "1000"], "budget is 1000"),
        (["--budget", "0"], "budget is 0"),
        (["--p", "1.5"], "p is 1.5"),
        (["--strategy", "in-degre"], "did you mean 'in-degree'"),
        (["--method", "leyden"], "did you mean 'leiden'"),
    ],
)
def test_a_wrong_choice_is_told_in_one_sentence(netspread, tmp_path, everybody_names_a, words, sentence):
    result = netspread("run", everybody_names_a, "--out", tmp_path / "out", *words)

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_cannot_be_made_is_told_before_the_work(netspread, tmp_path, everybody_names_a):
    forbidden = "/proc/self/netspread" if os.geteuid() == 0 else tmp_path / "closed" / "out"
    if os.geteuid() != 0:
        (tmp_path / "closed").mkdir(mode=0o500)

    result = netspread("run", everybody_names_a, "--out", forbidden)

    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_file_stands_where_the_folder_should_be(netspread, tmp_path, everybody_names_a):
    (tmp_path / "out").write_text("a file", encoding="utf-8")

    result = netspread("run", everybody_names_a, "--out", tmp_path / "out", "--force")

    assert result.exit_code == 1
    assert (tmp_path / "out").read_text(encoding="utf-8") == "a file"


def test_help_loads_none_of_the_heavy_libraries():
    code = (
        "import sys\n"
        "from netspread_cli.main import main\n"
        "main(['--help'], prog_name='netspread', standalone_mode=False)\n"
        "heavy = ('numpy', 'pandas', 'numba', 'igraph', 'rich', 'sklearn')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "Usage: netspread" in done.stdout
    assert done.stderr.strip() == "[]"


def test_people_carry_the_intervals_of_their_ranks_where_some_did_not_answer(hospital_report):
    folder, _ = hospital_report
    with (folder / "people.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))

    for kind in ("leader", "broker"):
        assert all(int(row[f"{kind}_rank_low"]) <= int(row[f"{kind}_rank_high"]) for row in people)
        assert sum(float(row[f"{kind}_top_chance"]) for row in people) == pytest.approx(10)


def test_without_draws_or_with_all_answers_there_are_no_intervals(netspread, hospital, everybody_names_a, tmp_path):
    words = ("--worlds", 20, "--budget", 2, "--strategy", "in-degree", "--out")
    netspread("run", hospital / "survey.csv", "--staff", hospital / "staff.csv", "--draws", 0, *words, tmp_path / "a")
    netspread("run", everybody_names_a, *words, tmp_path / "b")

    for name in ("a", "b"):
        assert "leader_rank_low" not in (tmp_path / name / "people.csv").read_text(encoding="utf-8").splitlines()[0]


def test_a_folder_of_an_export_goes_through_the_main_job(netspread, tmp_path):
    slack = Path(__file__).parents[1] / "samples" / "slack" / "ward"

    result = netspread("run", slack, "--budget", 1, "--worlds", 20, "--out", tmp_path / "report")

    assert result.exit_code == 0, result.stderr
    inputs = json.loads((tmp_path / "report" / "run.json").read_text(encoding="utf-8"))["inputs"]
    assert [(entry["name"], entry["files"]) for entry in inputs] == [("ward", 8)]


def test_the_team_keeps_to_its_conditions_and_files_of_people_are_on_record(netspread, tmp_path, two_units):
    (tmp_path / "no.txt").write_text("a\n", encoding="utf-8")
    survey, staff = two_units
    words = ("run", survey, "--staff", staff, "--budget", 2, "--worlds", 20, "--runs", 1, "--quiet")
    conditions = (
        "--champions", 2, "--must-have", "q", "--exclude", tmp_path / "no.txt", "--cost", "hours", "--cost-budget", 4,
        "--cover", 2, "--diversity", "unit",
    )  # fmt: skip

    result = netspread(*words, *conditions, "--out", tmp_path / "out")

    assert result.exit_code == 0, result.stderr
    team = rows(tmp_path / "out" / "champions.csv")
    run = data(tmp_path / "out" / "run.json")
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert {row["person"] for row in team} == {"q", "c"}  # one of each unit, and a cannot be asked
    assert sum(float(row["hours"]) for row in team) <= 4
    assert all(row["why"].endswith("instead of 4.") or "Nobody could take the place" in row["why"] for row in team)
    assert {"no.txt", "survey.csv", "staff.csv"} == {entry["name"] for entry in run["inputs"]}
    asked = {name: run["options"][name] for name in ("must_have", "exclude", "declined", "cost", "cover", "diversity")}
    assert asked == {
        "must_have": ["q"], "exclude": "no.txt", "declined": [], "cost": "hours", "cover": 2, "diversity": "unit",
    }  # fmt: skip
    for told in ("having some people in any case", "leaving some people out", "keeping to the budget", "kinds of unit"):
        assert told in report


def test_whoever_declined_is_replaced_and_each_unit_keeps_its_champion(netspread, tmp_path, two_units):
    survey, staff = two_units
    words = (
        "run",
        survey,
        "--staff",
        staff,
        "--budget",
        2,
        "--worlds",
        20,
        "--runs",
        1,
        "--quota",
        "unit=1",
        "--quiet",
    )

    first = netspread(*words, "--out", tmp_path / "first")
    assert first.exit_code == 0, first.stderr
    team = rows(tmp_path / "first" / "champions.csv")
    refused = team[0]["person"]
    then = netspread(*words, "--declined", refused, "--out", tmp_path / "then")

    assert then.exit_code == 0, then.stderr
    after = rows(tmp_path / "then" / "champions.csv")
    assert {row["unit"] for row in team} == {row["unit"] for row in after} == {"North", "South"}
    assert {row["person"] for row in after} == {team[1]["person"], team[0]["reserve"]}
    assert data(tmp_path / "then" / "run.json")["options"]["declined"] == [refused]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--must-have", "zz"), "person 'zz' is unknown"),
        (("--quota", "unit=9"), "quota unit=9 cannot be met"),
        (("--quota", "unti=1"), "group column 'unti' is unknown; did you mean 'unit'"),
        (("--quota", "same=1"), "group column 'same' has the same value for everybody"),
        (("--champions", 10), "size is 10, but the network has 9 people"),
        (("--cost", "hours"), "a cost and a budget go together"),
        (("--must-have", "a", "--declined", "a"), "person 'a' has declined but is a must-have"),
    ],
)
def test_a_condition_that_cannot_be_met_is_one_sentence(netspread, tmp_path, two_units, words, sentence):
    survey, staff = two_units
    told = netspread(
        "run", survey, "--staff", staff, "--budget", 2, "--worlds", 20, "--runs", 1, *words, "--out", tmp_path / "out"
    )

    assert told.exit_code == 1
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "out").exists()


def test_a_network_smaller_than_the_usual_budget_is_no_fault_and_who_has_no_name_is_called_by_the_id(
    tmp_path, netspread
):
    mail = tmp_path / "ana.mbox"
    mail.write_text(
        "From ana@x.org Fri Mar  1 09:15:00 2024\nFrom: Ana Ruiz <ana@x.org>\nTo: ben@x.org\n"
        "Date: Fri, 1 Mar 2024 09:15:00 +0000\n\n",
        encoding="utf-8",
    )

    result = netspread("run", mail, "--out", tmp_path / "report", "--worlds", "10", "--draws", "0")

    assert "Leaders    Ana Ruiz, ben@x.org" in result.stdout
    assert data(tmp_path / "report" / "run.json")["options"]["budget"] == 2
