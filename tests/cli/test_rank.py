"""``netspread rank``, ``keyplayers`` and ``describe``: who matters, and the figures of the whole."""

import json


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
