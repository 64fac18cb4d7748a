"""``netspread seeds``, ``simulate`` and ``compare``: who starts, and whom it reaches."""

import json

import pandas as pd
import pytest


def test_seeds_and_simulate_agree_on_the_same_people(netspread, everybody_names_a):
    words = ["--model", "ic", "--p", "0.3", "--worlds", "300", "--format", "json"]
    chosen = json.loads(netspread("seeds", everybody_names_a, "--strategy", "greedy", "--budget", 2, *words).stdout)
    spread = json.loads(netspread("simulate", everybody_names_a, "--seeds", ";".join(chosen["seeds"]), *words).stdout)

    assert chosen["seeds"][0] == "A"
    assert chosen["reach_mean"] == spread["reach_mean"]
    assert spread["curve"][-1] == pytest.approx(spread["reach_mean"])
    assert 0.5 < chosen["certified_ratio"] <= 1


def test_chances_may_go_by_weight_by_groups_and_by_relation(netspread, tmp_path):
    rows = ["ego,alter,relation,weight", "B,A,advice,2", "C,A,trust,1", "D,A,advice,1", "D,A,trust,1"]
    (tmp_path / "ties.csv").write_text("\n".join(rows))
    (tmp_path / "staff.csv").write_text("id,unit\nA,x\nB,x\nC,y\nD,z\n")
    reach = {}
    for model in ("ic-weight(p=1)", "ic-group(groups=unit, inside=1, across=0, x>z=1)", "ic-layer(trust=1)"):
        words = ("--staff", tmp_path / "staff.csv", "--relation", "all", "--seeds", "A", "--format", "json")
        found = json.loads(netspread("simulate", tmp_path / "ties.csv", *words, "--model", model).stdout)
        reach[model.partition("(")[0]] = found["reach_mean"]

    assert reach == {"ic-weight": 4, "ic-group": 3, "ic-layer": 3}


def test_simulate_reads_the_seeds_from_a_file_and_refuses_strangers(netspread, everybody_names_a, tmp_path):
    (tmp_path / "seeds.txt").write_text("A\n\np1\n", encoding="utf-8")

    assert netspread("simulate", everybody_names_a, "--seeds", tmp_path / "seeds.txt").exit_code == 0
    stranger = netspread("simulate", everybody_names_a, "--seeds", "p77")
    assert stranger.exit_code == 1
    assert "did you mean" in stranger.stderr


def test_compare_prints_a_row_for_each_strategy(netspread, everybody_names_a):
    words = [
        "--strategy",
        "random",
        "--strategy",
        "in-degree",
        "--budget",
        1,
        "--format",
        "csv",
        "--worlds",
        100,
    ]
    lines = netspread("compare", everybody_names_a, *words).stdout.splitlines()

    assert lines[0] == "model,strategy,budget,reach_mean,reach_low,reach_high,seeds"
    assert len(lines) == 3


def test_seeds_obey_who_must_and_who_cannot(netspread, everybody_names_a, tmp_path):
    out = tmp_path / "out.txt"
    out.write_text("A\n")
    found = netspread(
        "seeds", everybody_names_a, "--strategy", "in-degree", "--budget", 2, "--must-have", "p7", "--exclude", out,
        "--format", "json",
    )  # fmt: skip
    assert json.loads(found.stdout)["seeds"] == ["p7", "p0"]
    listed = netspread(
        "seeds", everybody_names_a, "--strategy", "list", "--list", "p3;p4", "--budget", 2, "--format", "json"
    )
    assert json.loads(listed.stdout)["seeds"] == ["p3", "p4"]


def test_seeds_may_start_later_under_a_model_with_a_clock(netspread, everybody_names_a):
    words = ("simulate", everybody_names_a, "--seeds", "p1;A", "--model", "si(p=1, periods=4)", "--format", "json")
    assert json.loads(netspread(*words).stdout)["curve"][:2] == [2, 21]
    assert json.loads(netspread(*words, "--starting", "A=2").stdout)["curve"][:4] == [1, 1, 2, 21]
    refused = netspread("simulate", everybody_names_a, "--seeds", "A", "--starting", "A=2")
    assert "has no clock" in refused.stderr


def test_one_try_is_told_and_drawn(netspread, everybody_names_a, tmp_path):
    words = (everybody_names_a, "--seeds", "A", "--p", 1, "--world", 3)
    told = netspread("simulate", *words, "--format", "csv")
    drawn = netspread("map", *words, "--out", tmp_path / "map.html")

    assert told.stdout.splitlines()[:3] == ["person,seed,step", "A,True,0", "p0,False,1"]
    assert "In world 3 it comes to 21 of 21 people" in told.stderr
    assert drawn.exit_code == 0, drawn.stderr
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert '"tried": {' in page or '"tried":{' in page
    alone = netspread("map", everybody_names_a, "--world", 3, "--out", tmp_path / "other.html")
    assert alone.exit_code == 1
    assert "takes both --seeds and --world" in alone.stderr


def test_people_who_resist_never_adopt(netspread, everybody_names_a, tmp_path):
    staff = tmp_path / "staff.csv"
    staff.write_text("id,against\nA,no\n" + "".join(f"p{i},{'yes' if i < 5 else 'no'}\n" for i in range(20)))
    words = ("simulate", everybody_names_a, "--staff", staff, "--seeds", "A", "--p", "1", "--format", "json")
    assert json.loads(netspread(*words).stdout)["reach_mean"] == 21
    assert json.loads(netspread(*words, "--resists", "against").stdout)["reach_mean"] == 16


def test_a_comparison_answers_what_is_asked_next_and_writes_it(netspread, hospital, tmp_path):
    words = ("compare", hospital / "survey.csv", "--staff", hospital / "staff.csv", "--strategy", "random", "--strategy",
             "in-degree", "--budget", 5, "--worlds", 100, "--groups", "unit", "--budgets", "1,5,9", "--draws", 3)  # fmt: skip
    result = netspread(*words, "--out", tmp_path / "start")
    again = netspread(*words, "--out", tmp_path / "start")
    wrong = netspread(*words, "--budgets", "few")

    assert result.exit_code == 0, result.stderr
    for told in ("reaches most", "drawn at random", "Not everybody is reached alike", "Safest is"):
        assert told in result.stderr
    folder = tmp_path / "start"
    assert sorted(path.name for path in folder.iterdir()) == [
        "compare.html", "groups.csv", "held.csv", "returns.csv", "run.json", "seeding.csv",
    ]  # fmt: skip
    assert pd.read_csv(folder / "returns.csv")["budget"].tolist() == [1, 5, 9]
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in run["inputs"]] == ["survey.csv", "staff.csv"]
    assert run["options"]["groups"] == "unit"
    assert again.exit_code == 1
    assert "--force" in again.stderr
    assert wrong.exit_code == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("simulate", "--seeds", "0026", "--p", 1.5), "p is 1.5; it must be from 0 to 1"),
        (("simulate", "--seeds", "0026", "--model", "fraction(share=2)"), "share is 2; it must be from 0 to 1"),
        (("simulate", "--seeds", "0026", "--model", "sir(p=0.1,leave=-1)"), "leave is -1"),
        (("simulate", "--seeds", "0026", "--model", "complex(needed=0)"), "needed is 0; it must be at least 1"),
        (("simulate", "--seeds", "0026", "--model", "thresholds(column=years)"), "has no years from 0 to 1"),
        (("simulate", "--seeds", "0026", "--model", "ic-group(column=unit)"), "takes no column; it takes groups"),
        (("simulate", "--seeds", "0026", "--starting", "0026=3"), "has no clock"),
        (("simulate", "--seeds", "0026", "--resists", "ward"), "'ward' is unknown"),
        (("simulate", "--seeds", "26"), "did you mean '0026'"),
        (("seeds", "--strategy", "greedy", "--budget", 400), "only 252 people can start"),
        (("compare", "--budget", 0), "budget is 0"),
        (("compare", "--strategy", "degree"), "did you mean 'in-degree' or 'out-degree'?"),
    ],
)
def test_what_cannot_spread_is_told_in_one_sentence(netspread, hospital, words, told):
    command, *options = words
    result = netspread(command, hospital / "survey.csv", "--staff", hospital / "staff.csv", *options)

    assert result.exit_code == 1
    assert told in result.stderr.splitlines()[-1]
