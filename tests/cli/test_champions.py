"""Leaders, brokers and champions, run as a user would."""

import json

import pandas as pd
import pytest


@pytest.fixture
def units(tmp_path):
    """Two units, and a staff list with hours and what people say of themselves."""
    survey = tmp_path / "survey.csv"
    survey.write_text("ego,alter\np,a\nq,a\nr,a\ns,b\nt,b\nd,c\n", encoding="utf-8")
    staff = tmp_path / "staff.csv"
    rows = [(x, "North" if x in "apqrb" else "South", 5 if x == "a" else 1, at) for at, x in enumerate("apqrbstcd")]
    staff.write_text(
        "id,unit,hours,leads\n" + "".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8"
    )
    return survey, "--staff", staff


def test_champions_are_listed_with_their_reserves_and_what_they_come_to(netspread, units):
    table = netspread("champions", *units, "--size", 2, "--quota", "unit=1", "--worlds", 20)

    lines = table.stdout.splitlines()
    assert lines[0].split() == ["order", "person", "covers", "only", "reserve", "covered_with_reserve"]
    assert lines[1].split() == ["1", "a", "3", "3", "b", "5"]
    assert "Together they cover 6 of 9 people within 1 step of influence (proved best)" in table.stderr
    assert "What each condition costs" in table.stderr


def test_champions_as_json_and_csv(netspread, units):
    words = ("champions", *units, "--size", 2, "--cost", "hours", "--budget", 5, "--worlds", 20)
    answer = json.loads(netspread(*words, "--format", "json").stdout)
    csv = netspread(*words, "--format", "csv").stdout

    assert answer["people"] == ["b", "c"]
    assert answer["covered"] == 5
    assert answer["optimal"] is True
    assert answer["options"]["budget"] == 5
    assert [row["condition"] for row in answer["prices"]] == ["budget"]
    assert [row["team"] for row in answer["rivals"]] == ["champions", "in-degree", "random"]
    assert answer["figures"]["diversity"] is None
    assert csv.splitlines()[0] == "order,person,covers,only,reserve,covered_with_reserve,unit,hours,leads,responded"


def test_conditions_come_as_ids_or_as_a_file(netspread, units, tmp_path):
    (tmp_path / "out.txt").write_text("a\nb\n", encoding="utf-8")

    def people(*words):
        return json.loads(
            netspread("champions", *units, "--size", 2, "--worlds", 20, "--format", "json", *words).stdout
        )

    assert set(people("--exclude", tmp_path / "out.txt")["people"]) & {"a", "b"} == set()
    assert "d" in people("--must-have", "d")["people"]
    later = people("--declined", "b")
    assert later["people"] == ["a", "c"]
    assert later["options"]["declined"] == ["b"]
    assert people("--cover", 2, "--diversity", "unit")["figures"]["diversity"] == 1


def test_people_are_explained(netspread, units):
    champion = netspread("champions", *units, "--size", 2, "--worlds", 20, "--groups", "unit", "--explain", "a")
    leader = netspread("leaders", *units, "--draws", 0, "--explain", "a", "--format", "json")
    broker = netspread("brokers", *units, "--draws", 0, "--explain", "d")

    assert champion.stdout.splitlines()[0] == "Named by 3 people, all from North."
    assert "If a declines, ask c: the team then covers 5 people instead of 7." in champion.stdout
    assert json.loads(leader.stdout)["explanation"][1] == "Rank 1 of 9 by nominations (in-degree)."
    assert broker.stdout.splitlines()[:2] == [
        "Nobody names d.",
        "Rank 1 of 9 by standing between others (betweenness).",
    ]


def test_leaders_and_brokers_show_every_measure_that_they_can(netspread, units):
    leaders = json.loads(netspread("leaders", *units, "--top", 1, "--format", "json").stdout)
    own = json.loads(netspread("leaders", *units, "--self-designation", "leads", "--format", "json").stdout)
    brokers = netspread("brokers", *units, "--by", "constraint", "--groups", "unit", "--format", "csv").stdout

    assert leaders["by"] == "in-degree"
    assert leaders["rows"][0]["person"] == "a"
    assert {"pagerank", "local_leader", "voterank", "collective_influence"} <= set(leaders["rows"][0])
    assert "self_designation" not in leaders["rows"][0]
    assert own["rows"][0]["self_designation"] == 0
    assert brokers.splitlines()[0].startswith("rank,person,constraint,betweenness")
    assert "liaison" in brokers.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["champions", "--size", 9, "--quota", "unit=5"],
            "quota unit=5 cannot be met: 4 people of 'South' can be asked",
        ),
        (["champions", "--size", 10], "size is 10, but the network has 9 people"),
        (["champions", "--explain", "zz", "--size", 2], "person 'zz' is unknown"),
        (["champions", "--must-have", "aa", "--size", 2], "person 'aa' is unknown; did you mean 'a'"),
        (["champions", "--quota", "unit=2", "--quota", "hours=1", "--size", 3], "quota unit=2"),
        (["champions", "--cost", "unit", "--budget", 3, "--size", 2], "cost column 'unit' has 'North' for person"),
        (["leaders", "--by", "betweenness"], "measure 'betweenness' is unknown"),
        (["leaders", "--by", "self-designation"], "column of self-designation 'self_designation' is unknown"),
        (["brokers", "--groups", "unti"], "group column 'unti' is unknown; did you mean 'unit'"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_exit_code_one(netspread, units, words, sentence):
    result = netspread(words[0], *units, *words[1:])

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_a_quota_without_a_number_is_a_wrong_command_line(netspread, units):
    assert netspread("champions", *units, "--quota", "unit").exit_code == 2
    assert netspread("champions", *units, "--quota", "unit=x").exit_code == 2


def test_the_team_is_written_with_what_the_figures_say_of_each(netspread, units, tmp_path):
    words = ("champions", *units, "--size", 2, "--quota", "unit=1", "--worlds", 20, "--groups", "unit")
    netspread(*words, "--out", tmp_path / "team", "--language", "de")
    again = netspread(*words, "--out", tmp_path / "team")

    team = pd.read_csv(tmp_path / "team" / "champions.csv")
    conditions = pd.read_csv(tmp_path / "team" / "conditions.csv")
    assert {"order", "person", "unit", "covers", "only", "reserve", "covered_with_reserve", "why"} <= set(team)
    assert team["why"].str.contains("Deckt als Champion direkt").all()
    assert conditions["condition"].tolist() == ["quota unit=1"]
    assert again.exit_code == 1
    assert "exists" in again.stderr


def test_a_file_of_ids_that_is_no_text_is_told(netspread, units, tmp_path):
    (tmp_path / "ids.xlsx").write_bytes(b"PK\xff\xfe")
    told = netspread("champions", *units, "--size", 2, "--must-have", tmp_path / "ids.xlsx")

    assert told.exit_code == 1
    assert "ids.xlsx: is no UTF-8" in told.stderr


def test_a_person_is_explained_in_german(netspread, units):
    told = netspread("leaders", *units, "--explain", "a", "--language", "de").stdout

    assert "Genannt von 3 Personen, alle aus North." in told


@pytest.mark.parametrize("command", [("champions", "--size", 2, "--worlds", 20), ("leaders",), ("brokers",)])
def test_a_name_that_is_nearly_right_is_answered_with_the_right_person(netspread, tmp_path, command):
    survey, staff = tmp_path / "survey.csv", tmp_path / "staff.csv"
    survey.write_text("ego,alter\np1,p2\np3,p2\n", encoding="utf-8")
    staff.write_text("id,name\np1,Ada Moss\np2,Bea Lund\np3,Cal Ross\n", encoding="utf-8")

    told = netspread(command[0], survey, "--staff", staff, *command[1:], "--explain", "Bea Lunt")

    assert told.exit_code == 1
    assert "person 'Bea Lunt' is unknown; did you mean 'p2' (Bea Lund)" in told.stderr


def test_how_sure_a_rank_is_belongs_to_what_is_said_of_a_person(netspread, units, tmp_path):
    survey, _, staff = units
    asked = pd.read_csv(staff).assign(responded=[x not in "st" for x in "apqrbstcd"])
    asked.to_csv(tmp_path / "asked.csv", index=False)
    words = (survey, "--staff", tmp_path / "asked.csv", "--explain", "a")

    for command in (("champions", "--size", 2, "--worlds", 20), ("leaders",), ("brokers", "--by", "constraint")):
        told = netspread(command[0], *words, *command[1:]).stdout
        without = netspread(command[0], *words, *command[1:], "--draws", 0).stdout
        assert "had everybody answered, it would " in told
        assert "had everybody answered" not in without
    team = ("champions", survey, "--staff", tmp_path / "asked.csv", "--size", 2, "--worlds", 20)
    netspread(*team, "--out", tmp_path / "team")
    assert "had everybody answered" in (tmp_path / "team" / "champions.csv").read_text(encoding="utf-8")
