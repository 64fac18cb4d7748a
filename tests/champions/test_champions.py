"""Champions: against all teams, on paper, and what is told when there is no such team."""

from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive_champions
from netspread.build import build
from netspread.champions import champions, search
from netspread.champions.coverage import expected_reach
from netspread.champions.team import covered_by
from netspread.errors import ChoiceError
from netspread.network import Network
from netspread.readers import read
from netspread.spread.models import ComplexContagion, IndependentCascade

HOSPITAL = Path(__file__).parents[2] / "sample_networks" / "hospital"
SIZE = 8
#: Two units; a and b are named by their own, and c by nobody but d.
UNITS = Network.from_ties(
    [("p", "a"), ("q", "a"), ("r", "a"), ("s", "b"), ("t", "b"), ("d", "c")],
    people=pd.DataFrame(
        {
            "unit": ["North"] * 5 + ["South"] * 4,
            "role": ["nurse", "nurse", "doctor", "nurse", "nurse", "doctor", "nurse", "nurse", "nurse"],
            "hours": [5, 1, 1, 1, 4, 1, 1, 1, 1],
        },
        index=["a", "p", "q", "r", "b", "s", "t", "c", "d"],
    ),
)
matrices = st.lists(st.booleans(), min_size=SIZE * SIZE, max_size=SIZE * SIZE).map(
    lambda bits: np.array(bits).reshape(SIZE, SIZE) & ~np.eye(SIZE, dtype=bool) & np.tri(SIZE, k=3, dtype=bool)
)
groupings = st.lists(st.sampled_from("xyz"), min_size=SIZE, max_size=SIZE).filter(lambda groups: len(set(groups)) > 1)


@pytest.fixture(scope="module")
def hospital():
    return build(read(HOSPITAL / "survey.csv", staff=HOSPITAL / "staff.csv"))


def network_of(matrix, **columns):
    egos, alters = np.nonzero(matrix)
    people = pd.DataFrame(columns, index=[str(i) for i in range(len(matrix))])
    return Network.from_ties(
        zip(map(str, egos), map(str, alters), strict=True), people=people, influence="ego_to_alter"
    )


def value_of(found, matrix, worth, kinds=None):
    team = [int(person) for person in found.people]
    stand = 0 if kinds is None else len({kinds[v] for v in team})
    return stand, worth[naive_champions.covered(matrix, team, found.cover)].sum()


@given(
    matrices, groupings, groupings, st.integers(1, 2), st.integers(2, 4),
    st.lists(st.integers(1, 5), min_size=SIZE, max_size=SIZE), st.integers(4, 12), st.booleans(), st.booleans(),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_team_under_the_same_conditions_is_better(  # noqa: PLR0917  # hypothesis gives them by place
    matrix, units, roles, steps, size, hours, budget, paid, diverse
):
    network = network_of(matrix, unit=units, role=roles, hours=hours)
    worth = expected_reach(network, IndependentCascade(), seed=1)
    best = naive_champions.best_value(
        matrix, worth, size, steps=steps, must=[0], exclude=[1], quotas=[(units, 1)],
        prices=hours if paid else None, budget=budget, kinds=roles if diverse else None,
    )  # fmt: skip
    asked = {
        "size": size, "cover": steps, "must_have": ["0"], "exclude": ["1"], "quota": {"unit": 1}, "worlds": 5,
        "cost": "hours" if paid else None, "budget": budget if paid else None, "diversity": "role" if diverse else None,
    }  # fmt: skip

    if best is None:
        with pytest.raises(ChoiceError):
            champions(network, **asked)
        return
    found = champions(network, **asked)

    assert found.optimal
    assert value_of(found, matrix, worth, roles if diverse else None) == pytest.approx(best)
    assert found.covered == naive_champions.covered(matrix, [int(p) for p in found.people], steps).sum()


@pytest.mark.parametrize("limit", ["EXACT_PAIRS", "_NODES"])
@pytest.mark.parametrize(
    "conditions", [{}, {"quota": {"unit": 1}}, {"quota": {"unit": 1}, "cost": "years", "budget": 90}]
)
def test_without_proof_the_team_comes_close_and_a_bound_is_told(hospital, conditions, limit, monkeypatch):
    """Greed alone, as in a large network; and integer programming that is stopped before its first node."""
    best = champions(hospital, size=12, worlds=20, **conditions)
    monkeypatch.setattr(search, limit, 0)

    found = champions(hospital, size=12, worlds=20, **conditions)

    assert best.optimal
    assert best.gap == 0
    assert not found.optimal
    # weighted by what each covered person counts
    worth = expected_reach(hospital, IndependentCascade(), seed=1)
    values = [worth[team.covered_people()].sum() for team in (found, best)]
    assert 0.95 * values[1] <= values[0] <= values[1] + 1e-9
    assert values[1] <= values[0] * (1 + found.gap) + 1e-9


def test_what_a_person_counts_is_how_many_he_or_she_reaches():
    matrix = np.triu(np.ones((5, 5), dtype=bool), 1) & ~np.triu(np.ones((5, 5), dtype=bool), 2)  # 0 -> 1 -> ... -> 4

    sure = expected_reach(network_of(matrix), IndependentCascade(1.0), seed=1)
    # p + p**2 + ...: exact; the tolerance is over five standard errors of 65,536 samples
    half = expected_reach(network_of(matrix), IndependentCascade(0.5), seed=1)

    assert sure == pytest.approx([5, 4, 3, 2, 1], abs=0.06)
    assert half == pytest.approx([2 - 0.5**k for k in (4, 3, 2, 1, 0)], abs=0.06)


def test_two_leaders_of_different_people_come_before_two_of_the_same():
    # x and y are named by the same three people, z by two others
    ties = [(p, leader) for p in "abc" for leader in "xy"] + [("d", "z"), ("e", "z")]

    found = champions(Network.from_ties(ties), size=2, worlds=20)

    assert set(found.people) in ({"x", "z"}, {"y", "z"})
    assert found.covered == 7
    assert "cover 7 of 8 people (proved best)" in repr(found)
    assert "<table" in found._repr_html_()
    against = found.comparison
    assert against.spread("list").seeds == found.people
    assert set(against.spread("in-degree").seeds) == {"x", "y"}
    rivals = found.rivals.set_index("team")
    assert rivals["covered"].round(9).to_dict()["champions"] == 7
    assert rivals.loc["in-degree", "covered"] == 5
    assert 2 <= rivals.loc["random", "covered"] < 5
    assert rivals.loc["champions", "reach_mean"] == against.spread("list").reach_mean


def test_conditions_and_their_prices_on_paper():
    free = champions(UNITS, size=2, worlds=50)
    found = champions(UNITS, size=2, quota={"unit": 1}, exclude=["b"], worlds=50)

    assert set(free.people) == {"a", "b"}
    assert set(found.people) == {"a", "c"}
    assert found.covered == 6
    assert found.by_group("unit").to_numpy().tolist() == [["North", 5, 1, 4, 0.8], ["South", 4, 1, 2, 0.5]]
    prices = found.prices.set_index("condition")
    # without the quota a and c again; without the exclusion b has no unit but North, so c stays
    assert prices.loc["quota unit=1", "covered_cost"] == 0
    assert prices.loc["exclude", "covered_cost"] == 0
    dear = champions(UNITS, size=2, cost="hours", budget=5, worlds=50)
    assert set(dear.people) == {"b", "c"}
    assert dear.prices.set_index("condition").loc["budget", "covered_cost"] == 7 - 5


def test_the_reserve_does_most_in_that_place_and_stays_within_the_quota():
    found = champions(UNITS, size=2, quota={"unit": 1}, worlds=20)
    members = found.members.set_index("person")

    assert members.loc["a", ["covers", "only", "reserve", "covered_with_reserve"]].tolist() == [3, 3, "b", 5]
    # the place of South can only be taken by South
    assert members.loc["c", "reserve"] in ("s", "t", "d")
    assert champions(UNITS, size=2, must_have=["a"], quota={"unit": 1}, exclude=["s", "t", "d"], worlds=20).members[
        "reserve"
    ].tolist() == ["b", ""]


@pytest.mark.parametrize("cover", [1, 2])
def test_one_more_of_a_group_is_who_adds_most_to_the_team(hospital, cover):
    team = champions(hospital, size=3, worlds=5, cover=cover, priced=False, exclude=["0002"])
    for group in ("Theatre", "Emergency"):
        members = hospital.ids[(hospital.groups("unit") == group).to_numpy()]
        added = {
            person: int(covered_by(hospital, [*team.people, person], cover).sum()) - team.covered
            for person in members
            if person not in team.people and person != "0002"
        }

        person, more = team.one_more("unit", group)

        assert more == max(added.values()) == added[person]
    assert team.one_more("unit", "no such unit") == ("", 0)


def test_whoever_declines_is_replaced_and_the_others_stay(hospital):
    first = champions(hospital, size=12, quota={"unit": 1}, worlds=50)
    reserves = first.members.set_index("person")["reserve"]
    no = first.people[1]

    later = champions(hospital, size=12, quota={"unit": 1}, worlds=50, declined=[no])

    assert set(later.people) == set(first.people) - {no} | {reserves[no]}
    assert later.covered == first.members.set_index("person").loc[no, "covered_with_reserve"]
    assert later.prices["condition"].tolist() == ["quota unit=1", "declined"]
    # who was not on the team is only not asked; who declines in turn is replaced in turn
    twice = champions(hospital, size=12, quota={"unit": 1}, worlds=50, declined=["0001", no, reserves[no]])
    assert set(first.people) - {no} <= set(twice.people)
    assert not {no, reserves[no]} & set(twice.people)


def test_the_five_figures_are_those_of_the_paper():
    # Neal et al. (2025): 7 people outside the team of 2, 4 of them covered; 2 of 2 units stand
    found = champions(UNITS, size=2, quota={"unit": 1}, exclude=["b"], worlds=20)

    assert found.figures["availability"] == pytest.approx(8 / 9)
    assert found.figures["breadth"] == pytest.approx(4 / 7)
    assert found.figures["cost"] == 2
    assert found.figures["diversity"] == 1
    assert found.figures["evaluation"] == pytest.approx((4 / 7) ** 0.9 / 2**0.9)
    plain = champions(UNITS, size=2, worlds=20).figures
    assert np.isnan(plain["diversity"])
    assert plain["evaluation"] == pytest.approx((5 / 7) / 2**0.9)


def test_a_diverse_team_has_as_many_values_as_can_be():
    found = champions(UNITS, size=2, diversity="role", worlds=20)

    assert set(found.people) >= {"a"}
    assert found.figures["diversity"] == 1
    assert found.covered == 5
    assert found.prices["condition"].tolist() == ["diversity role"]
    assert found.prices["covered_cost"].tolist() == [2]


def test_the_same_seed_gives_the_same_team_on_any_number_of_threads(hospital):
    from netspread import engine

    with engine.using(1):
        one = champions(hospital, size=6, cover=2, worlds=50)
    two = champions(hospital, size=6, cover=2, worlds=50)

    assert one.people == two.people
    pd.testing.assert_frame_equal(one.members, two.members)
    pd.testing.assert_frame_equal(one.comparison.to_frame(), two.comparison.to_frame())


def test_messages_are_covered_along_the_way_they_are_sent():
    writes = Network.from_ties([("boss", "a"), ("boss", "b"), ("a", "b")], influence="ego_to_alter")

    assert champions(writes, size=1, worlds=20).people == ("boss",)


def test_people_without_a_value_are_no_group_of_a_quota():
    people = pd.DataFrame({"unit": ["N", "S", None, None]}, index=list("abcd"))
    network = Network.from_ties([("d", "c"), ("b", "a"), ("a", "b")], people=people)

    assert set(champions(network, size=2, quota={"unit": 1}, worlds=20).people) == {"a", "b"}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"size": 10}, "size is 10, but the network has 9 people"),
        ({"size": 0}, "size is 0; it must be at least 1"),
        ({"cover": 3}, "cover is 3; it must be from 1 to 2"),
        ({"quota": {"unt": 1}}, "group column 'unt' is unknown; did you mean 'unit'"),
        ({"quota": {"unit": 0}}, "quota unit is 0"),
        ({"quota": {"unit": 2}}, "quota unit=2 cannot be met: 2 from each of 2 groups are 4 people, but the team has 3"),
        ({"quota": {"same": 1}}, "group column 'same' has the same value for everybody; a quota needs"),
        ({"diversity": "same"}, "diversity needs two groups or more"),
        ({"quota": {"unit": 1}, "exclude": ["c", "d", "s", "t"]}, "nobody of 'South' can be asked"),
        ({"must_have": ["z"]}, "person 'z' is unknown"),
        ({"must_have": ["a"], "exclude": ["a"]}, "person 'a' is both a must-have and excluded"),
        ({"must_have": list("abcd")}, "there are 4 must-haves, but the team has 3"),
        ({"exclude": list("abcdpqr")}, "size is 3, but only 2 people can be asked"),
        ({"cost": "hours"}, "a cost and a budget go together"),
        ({"cost": "hour", "budget": 3}, "cost column 'hour' is unknown; did you mean 'hours'"),
        ({"cost": "role", "budget": 3}, "cost column 'role' has 'nurse' for person 'a'"),
        ({"cost": "hours", "budget": 4, "must_have": ["a"]}, "the must-haves cost 5, but the budget is 4"),
        (
            {"quota": {"unit": 1}, "must_have": ["a"], "cost": "hours", "budget": 5},
            "keeps to quota unit=1, must-have, budget all at once; without quota unit=1 or without must-have or without",
        ),
        ({"must_have": ["a"], "declined": ["a"]}, "person 'a' has declined but is a must-have"),
        ({"model": ComplexContagion()}, "cannot be sampled backwards"),
        (
            {"size": 2, "quota": {"unit": 1}, "exclude": ["d", "s", "t"], "declined": ["c"]},
            "nobody can take the place of 'c' under quota unit=1 while the others stay",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_in_one_sentence(asked, sentence):
    people = UNITS.people.assign(same="x")
    network = Network.from_ties(UNITS.ties(), people=people)

    with pytest.raises(ChoiceError) as told:
        champions(network, **{"size": 3, "worlds": 5, **asked})

    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


def test_a_larger_hospital_is_planned_by_greed():
    network = Network.from_networkx(nx.barabasi_albert_graph(3000, 5, seed=1))

    found = champions(network, size=10, worlds=20)

    assert len(network.alters) + 3000 > search.EXACT_PAIRS
    assert 0 < found.gap < 0.02
    assert found.covered == (naive_distance(network, found.people) <= 1).sum()


def naive_distance(network, people):
    graph = network.to_networkx()
    away = nx.multi_source_dijkstra_path_length(graph, set(people), weight=lambda *_: 1)
    return np.array([away.get(person, np.inf) for person in network.people.index])


def test_champions_explain_themselves(hospital):
    found = champions(hospital, size=12, quota={"unit": 1}, worlds=20)

    told = found.explain("0196")

    assert told[0].startswith("Named by 19 people in 6 units: 12 from Paediatrics, 2 from")
    assert "Rank 1 of 252 by nominations (in-degree)." in told
    assert "As a champion covers 19 others directly, 14 of them covered by nobody else on the team." in told
    assert told[-1].startswith("If Chidi Almeida declines, ask ")
    assert found.explain("0001")[-1] == "Not on the team."
    with pytest.raises(ChoiceError, match=r"did you mean '0196' \(Chidi Almeida\)"):
        found.explain("Chidi Almeda")
