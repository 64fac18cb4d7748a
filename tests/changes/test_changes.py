"""Changes: the figures are those on paper, and those of a slow twin; what is unknown is not counted as gone."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from netspread import engine
from netspread.changes import changes
from netspread.changes.silos import inside
from netspread.changes.ties import among, turnover
from netspread.errors import ChoiceError
from netspread.network import Network


def network(ties, people="abcde", *, silent="", directed=True, **columns):
    table = pd.DataFrame({"responded": [person not in silent for person in people], **columns}, index=list(people))
    return Network.from_ties(
        [tuple(tie) for tie in ties], people=table, directed=directed, influence="alter_to_ego" if directed else "both"
    )


def test_ties_are_formed_kept_and_dissolved_as_on_paper():
    found = turnover(network(["ab", "ac", "bc", "de"]), network(["ab", "bd", "de", "ed"]))

    assert [tuple(row) for row in found.ties[["ego", "alter", "change"]].to_numpy()] == [
        ("a", "b", "kept"), ("a", "c", "dissolved"), ("b", "c", "dissolved"), ("b", "d", "formed"),
        ("d", "e", "kept"), ("e", "d", "formed"),
    ]  # fmt: skip
    assert found.jaccard == pytest.approx(2 / 6)
    assert found.people.loc["c", ["named_still", "named_anew", "named_no_longer"]].tolist() == [0, 0, 2]
    assert found.people.loc["d", ["named_still", "named_anew", "named_no_longer"]].tolist() == [0, 2, 0]


def test_the_ties_of_who_was_silent_once_are_unknown_not_dissolved():
    found = turnover(network(["ab", "bc"]), network(["ab"], silent="b"))

    assert found.answered == 4
    assert found.ties["change"].tolist() == ["kept"]
    assert found.jaccard == 1


def test_a_tie_without_direction_stands_once_and_is_known_by_either_end():
    found = turnover(network(["ab", "bc"], directed=False), network(["ab", "cd"], directed=False, silent="cd"))

    assert [tuple(row) for row in found.ties[["ego", "alter", "change"]].to_numpy()] == [
        ("a", "b", "kept"), ("b", "c", "dissolved"),
    ]  # fmt: skip
    assert found.people["named_no_longer"].tolist() == [0, 1, 1, 0, 0]


def test_an_uneven_split_has_the_binomial_chance_of_it():
    """Of 12 changes 8 are formed: a's six, all formed, come with chance (2/3)^6, and splits as rare are added."""
    people = [f"p{at}" for at in range(30)]
    before = Network.from_ties([(people[at], "z") for at in range(6, 10)], people=[*people, "y", "z"])
    formed = [(people[at], "y") for at in range(6)] + [(people[10], "z"), (people[11], "z")]
    after = Network.from_ties(formed, people=[*people, "y", "z"])

    found = turnover(before, after).people

    chance = binom.pmf(np.arange(7), 6, 8 / 12)
    assert found.at["y", "p_value"] == pytest.approx(chance[chance <= chance[6] * (1 + 1e-7)].sum())
    assert found.at["p0", "p_value"] == 1
    assert (found["p_adjusted"] >= found["p_value"]).all()


def slow_jaccard(one, other):
    both = {person for person, a, b in zip(one.ids, one.responded, other.responded, strict=True) if a and b}
    ties = [
        {(ego, alter) for ego, alter, _ in each.ties().itertuples(index=False) if ego in both} for each in (one, other)
    ]
    return len(ties[0] & ties[1]) / len(ties[0] | ties[1]) if ties[0] | ties[1] else float("nan")


pairs = st.lists(st.sampled_from([a + b for a in "abcde" for b in "abcde" if a != b]), unique=True)
silent = st.sets(st.sampled_from("abcde")).map("".join)


@given(pairs, pairs, silent, silent)
@settings(max_examples=60, deadline=None)
def test_the_jaccard_index_is_that_of_sets(one, other, silent_one, silent_other):
    before, after = network(one, silent=silent_one), network(other, silent=silent_other)

    assert turnover(before, after).jaccard == pytest.approx(slow_jaccard(before, after), nan_ok=True)


def test_nothing_has_changed_between_a_network_and_itself():
    ties = ["ab", "ba", "ac", "cb", "de", "ed"]
    found = changes(network(ties), network(ties), draws=0)

    assert found.turnover.jaccard == 1
    assert found.nmi == 1
    assert (found.people["moved"] == 0).all()
    assert (found.people["there"] == "both").all()
    assert not len(found.communities.events())


def test_ranks_are_among_those_who_are_there_both_times():
    """c is gone, so b and a, named once each before, are first; after it is d, who came, and b."""
    before = network(["ac", "bc", "ab", "ba"], people="abc")
    after = network(["ad", "bd", "ab"], people="abd")

    people = changes(before, after, draws=0).people.set_index("person")

    assert people["there"].to_dict() == {"a": "both", "b": "both", "c": "left", "d": "joined"}
    assert people.loc[["a", "b"], "rank_before"].tolist() == [1, 1]
    assert people.loc[["a", "b"], "rank_after"].tolist() == [2, 1]
    assert people.loc[["c", "d"], "moved"].isna().all()


def sparse(seed, n=40, names=4, *, risen=None, answered=1.0):
    """Return a network in which each names some at random; all name *risen*."""
    rng = np.random.default_rng(seed)
    people = [f"p{at:02}" for at in range(n)]
    ties = {(people[ego], people[alter]) for ego in range(n) for alter in rng.choice(n, names) if ego != alter}
    if risen is not None:
        ties |= {(person, risen) for person in people if person != risen}
    responded = rng.random(n) < answered
    ties = sorted(tie for tie in ties if responded[people.index(tie[0])])
    return Network.from_ties(ties, people=pd.DataFrame({"responded": responded}, index=people))


def test_who_is_named_by_all_has_risen_for_sure_and_by_no_chance():
    found = changes(sparse(1, answered=0.8), sparse(2, risen="p07", answered=0.8), draws=40)
    person = found.people.set_index("person").loc["p07"]

    assert "p07" in set(found.moved(up=True)["person"])
    assert person["moved_low"] <= person["moved"] <= person["moved_high"]
    assert person["p_adjusted"] < 0.01
    assert person["rose_chance"] > 0.95


def test_draws_are_the_same_on_any_number_of_threads():
    one, other = sparse(1, answered=0.7), sparse(2, answered=0.7)
    tables = []
    for jobs in (1, 2):
        with engine.using(jobs):
            tables.append(changes(one, other, draws=12).people)

    pd.testing.assert_frame_equal(*tables)


def test_no_interval_is_told_where_nothing_can_be_drawn():
    found = changes(network(["ab", "bc"], directed=False, silent="c"), network(["ab", "cd"], directed=False), draws=10)

    assert "moved_low" not in found.people
    assert not len(found.moved(up=True))


def test_silos_open_by_the_share_of_names_that_stay_inside():
    wards = {"unit": list("xxxyy")}
    before = network(["ab", "ba", "ca", "de", "ed"], **wards)
    after = network(["ad", "be", "ca", "de", "ed"], **wards)

    table = inside(before, after, groups="unit", seed=1).set_index("group")

    assert table["before"].tolist() == [1, 1, 1]
    assert table["after"].tolist() == pytest.approx([1 / 3, 1, 3 / 5])
    assert table.loc["x", "low"] <= table.loc["x", "change"] <= table.loc["x", "high"]
    assert table.loc["y", ["low", "high"]].tolist() == [0, 0]
    assert table["people"].tolist() == [3, 2, 5]


def test_the_interval_of_silos_covers_as_often_as_it_says():
    """200 pairs of surveys in which a name stays inside with chance 0.7, then 0.5: 95 % intervals, 18 to each side."""
    people = [f"p{at}" for at in range(60)]
    table = pd.DataFrame({"unit": ["x"] * 30 + ["y"] * 30}, index=people)
    rng, covered = np.random.default_rng(5), 0
    for trial in range(200):
        waves = []
        for chance in (0.7, 0.5):
            ties = []
            for ego in range(60):
                stays = rng.random(3) < chance
                own = [other for other in range(60) if (other < 30) == (ego < 30) and other != ego]
                away = [other for other in range(60) if (other < 30) != (ego < 30)]
                chosen = [
                    *rng.choice(own, stays.sum(), replace=False),
                    *rng.choice(away, 3 - stays.sum(), replace=False),
                ]
                ties += [(people[ego], people[other]) for other in chosen]
            waves.append(Network.from_ties(ties, people=table))
        row = inside(*waves, groups="unit", seed=trial).iloc[-1]
        covered += row["low"] <= -0.2 <= row["high"]

    assert 180 <= covered <= 199


def test_a_network_among_some_keeps_their_ties_alone():
    small = among(network(["ab", "bc", "ca", "de"]), pd.Index(["c", "a"]))

    assert [tuple(row) for row in small.ties()[["ego", "alter"]].to_numpy()] == [("c", "a")]


@pytest.mark.parametrize(
    ("after", "options", "told"),
    [
        (network(["xy"], people="xy"), {}, "0 of 5 people before are among the 2 after"),
        (network(["ab"], directed=False), {}, "influence runs alter_to_ego before and both after"),
        (network(["ab"]), {"by": "fame"}, "measure 'fame'"),
        (network(["ab"]), {"by": "gatekeeper"}, "goes by group"),
        (network(["ab"]), {"groups": "unit"}, "group column of the network before"),
        (network(["ab"]), {"draws": -1}, "draws"),
    ],
)
def test_what_cannot_be_compared_is_told(after, options, told):
    with pytest.raises(ChoiceError, match=told):
        changes(network(["ab", "bc"]), after, **options)
