"""The smaller commands, each run as a user would."""

import csv
import json

import networkx as nx
import pandas as pd
import pytest


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


def test_rank_lists_the_leaders_as_table_csv_and_json(netspread, everybody_names_a):
    table = netspread("rank", everybody_names_a, "--by", "in-degree", "--top", 3)
    csv = netspread("rank", everybody_names_a, "--by", "in-degree", "--top", 1, "--format", "csv")
    answer = json.loads(netspread("rank", everybody_names_a, "--by", "in-degree", "--format", "json").stdout)

    assert table.stdout.splitlines()[1].split() == ["1", "A", "20"]
    assert csv.stdout == "rank,person,score\n1,A,20.0\n"
    assert answer["measure"] == "in-degree"
    assert answer["network"] == {"people": 21, "ties": 22, "relation": "", "influence": "alter_to_ego"}
    assert answer["rows"][0] == {"rank": 1, "person": "A", "score": 20.0}
    assert len(answer["rows"]) == 10


def test_rank_by_a_role_asks_for_groups_and_unknown_measures_are_told(netspread, everybody_names_a):
    assert netspread("rank", everybody_names_a, "--by", "gatekeeper").exit_code == 1
    wrong = netspread("rank", everybody_names_a, "--by", "indegree")
    assert wrong.exit_code == 1
    assert "did you mean 'in-degree'" in wrong.stderr


def test_rank_estimates_where_asked_and_refuses_where_there_is_nothing_to_estimate(netspread, everybody_names_a):
    found = netspread("rank", everybody_names_a, "--by", "betweenness", "--sources", 5, "--format", "json")
    assert json.loads(found.stdout)["options"] == {"sources": 5, "seed": 1}
    refused = netspread("rank", everybody_names_a, "--by", "in-degree", "--sources", 5)
    assert refused.exit_code == 1
    assert "measure 'in-degree' has no option 'sources'" in refused.stderr


def test_keyplayers_finds_the_set_and_says_whether_it_is_the_best(netspread, everybody_names_a):
    found = json.loads(netspread("keyplayers", everybody_names_a, "--size", 1, "--format", "json").stdout)
    assert found["people"] == ["A"]
    assert found["optimal"] is True
    assert "no set is better" in netspread("keyplayers", everybody_names_a, "--size", 1).stderr
    assert (
        "choose one of: fragment, reach, split, steps"
        in netspread("keyplayers", everybody_names_a, "--goal", "fame").stderr
    )


def test_describe_gives_the_figures(netspread, everybody_names_a):
    figures = json.loads(netspread("describe", everybody_names_a, "--format", "json").stdout)
    assert (figures["people"], figures["ties"], figures["in-degree-centralization"] > 0.9) == (21, 22, True)
    assert "share of all possible ties" in netspread("describe", everybody_names_a).stdout


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "gml", "net", "csv"])
def test_a_network_survives_each_format(netspread, everybody_names_a, tmp_path, suffix):
    out = tmp_path / f"network.{suffix}"

    assert netspread("convert", everybody_names_a, out).exit_code == 0
    again = json.loads(netspread("rank", out, "--by", "in-degree", "--format", "json").stdout)

    assert again["rows"][0] == {"rank": 1, "person": "A", "score": 20.0}
    assert again["network"]["ties"] == 22
    assert netspread("convert", everybody_names_a, out).exit_code == 1


def test_networkx_reads_the_graphml(netspread, everybody_names_a, tmp_path):
    netspread("convert", everybody_names_a, tmp_path / "n.graphml")

    assert nx.read_graphml(tmp_path / "n.graphml").number_of_edges() == 22


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


def test_communities_and_map_are_made(netspread, everybody_names_a, tmp_path):
    table = netspread("communities", everybody_names_a, "--format", "csv")
    people = netspread("communities", everybody_names_a, "--people", "--format", "csv")
    drawn = netspread("map", everybody_names_a, "--out", tmp_path / "map.html")

    assert table.stdout.startswith("community,name,people,")
    assert len(people.stdout.splitlines()) == 22
    assert drawn.exit_code == 0, drawn.stderr
    assert (tmp_path / "map.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert netspread("map", everybody_names_a, "--out", tmp_path / "map.html").exit_code == 1


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


def test_formats_are_told_whole_in_a_narrow_terminal(monkeypatch, capsys):
    from netspread.readers import READERS
    from netspread_cli import console

    titles = {reader.NAME: reader.TITLE for reader in READERS}
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    console.show_terms(("format", "what it is"), titles)

    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 80
    assert " ".join(titles["egor files"].split()) in " ".join(shown.split())
    assert "…" not in shown


def test_formats_lists_every_reader_with_an_example(netspread):
    assert "message log" in netspread("formats").stdout
    assert "ego,alter" in netspread("formats", "--examples").stdout


def test_samples_are_listed_and_copied(netspread, tmp_path):
    assert "hospital" in netspread("sample").stdout
    assert netspread("sample", "hospital", "--out", tmp_path / "h").exit_code == 0
    assert (tmp_path / "h" / "survey.csv").exists()
    assert netspread("sample", "hospital", "--out", tmp_path / "h").exit_code == 1
    assert netspread("sample", "hospitl", "--out", tmp_path / "x").exit_code == 1


def test_the_demo_says_where_the_report_is(netspread, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = netspread("demo")

    assert result.exit_code == 0, result.stderr
    report = tmp_path / "netspread-demo" / "report" / "report.html"
    assert report.exists()
    assert str(report) in result.stdout


def test_the_version_is_told(netspread):
    assert netspread("--version").stdout.startswith("netspread, version ")


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


def test_rank_with_draws_lists_intervals_and_chances(netspread, hospital):
    words = ("rank", hospital / "survey.csv", "--staff", hospital / "staff.csv", "--by", "in-degree", "--draws", 20)

    lines = netspread(*words, "--format", "csv", "--top", 5).stdout.splitlines()
    answer = json.loads(netspread(*words, "--format", "json").stdout)

    assert lines[0] == "rank,person,score,low,high,top_k_chance"
    assert len(lines) == 6
    assert {"draws": 20, "top": 10, "seed": 1}.items() <= answer["options"].items()
    assert {"low", "high", "top_k_chance"} <= set(answer["rows"][0])


def test_rank_tells_that_everybody_answered(netspread, everybody_names_a):
    told = netspread("rank", everybody_names_a, "--by", "in-degree", "--draws", 5)

    assert "Everybody answered" in told.stderr


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


@pytest.mark.parametrize("words", [("compare", "--budget", 2), ("run", "--budget", 2), ("plan", "--units", "unit")])
def test_ctrl_c_ends_with_130_and_nothing_is_half_written(netspread, hospital, tmp_path, monkeypatch, words):
    def stopped(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("netspread.engine.stream", stopped)
    command, *options = words
    survey = (hospital / "survey.csv", "--staff", hospital / "staff.csv")
    result = netspread(command, *survey, *options, "--out", tmp_path / "out")

    assert result.exit_code == 130
    assert "nothing was written" in result.stderr
    assert list(tmp_path.iterdir()) == []
