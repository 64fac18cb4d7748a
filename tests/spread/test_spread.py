"""Spread: exact values, the same worlds for everybody, and strategies that deserve their names."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import naive
from netspread import engine
from netspread.errors import ChoiceError
from netspread.network import Network
from netspread.spread import models
from netspread.spread.compare import compare
from netspread.spread.models import IndependentCascade, LinearThreshold, WeightedCascade
from netspread.spread.seeding import seeds
from netspread.spread.simulate import simulate
from networks import PATH, STAR, TWO_CLIQUES

MODELS = [IndependentCascade(0.2), IndependentCascade(0.7), WeightedCascade(), LinearThreshold()]


def hospital(seed=1, n=120, m=500):
    graph = nx.gnm_random_graph(n, m, seed=seed, directed=True)
    units = pd.DataFrame({"unit": [f"u{i % 5}" for i in range(n)]}, index=[str(i) for i in range(n)])
    network = Network.from_networkx(graph)
    return Network.from_ties(network.ties(), people=units)


def test_a_path_at_half_chance_reaches_one_and_three_quarters():
    # exact: 1 + p + p**2; the tolerance is over five standard errors
    assert simulate(PATH, seeds=["a"], model=IndependentCascade(0.5), worlds=100_000).reach_mean == pytest.approx(
        1.75, abs=0.014
    )


@pytest.mark.parametrize("p", [0.1, 0.35, 0.6])
def test_small_networks_reach_what_all_their_worlds_together_say(p):
    network = Network.from_ties([("b", "a"), ("c", "a"), ("d", "b"), ("d", "c"), ("a", "d"), ("e", "d")])
    arcs = network.influence_arcs()
    exact = naive.expected_cascade(arcs, p, [int(network.positions(["a"])[0])])

    spread = simulate(network, seeds=["a"], model=IndependentCascade(p), worlds=60_000)

    assert spread.reach_mean == pytest.approx(exact, abs=5 * spread.reaches.std() / np.sqrt(60_000))


def test_a_linear_threshold_adopts_with_the_share_of_its_influence():
    # c listens to a with weight 3 and to b with weight 1: seeding a alone convinces c in three worlds of four
    network = Network.from_ties([("c", "a", 3.0), ("c", "b", 1.0)])

    chance = (
        simulate(network, seeds=["a"], model=LinearThreshold(), worlds=40_000).to_frame().set_index("person")["chance"]
    )

    assert chance["c"] == pytest.approx(0.75, abs=0.012)
    assert chance["b"] == 0


def test_the_edges_of_chance_are_exact():
    assert simulate(STAR, seeds=["hub"], model=IndependentCascade(1.0), worlds=50).reach_mean == 7
    assert simulate(STAR, seeds=["hub"], model=IndependentCascade(0.0), worlds=50).reach_mean == 1
    assert simulate(STAR, seeds=["hub"], model=WeightedCascade(), worlds=50).reach_mean == 7
    assert simulate(STAR, seeds=["hub"], model=LinearThreshold(), worlds=50).reach_mean == 7


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_threads_change_nothing(model):
    network = hospital()
    found = []
    for jobs in (1, 2):
        with engine.using(jobs):
            found.append(simulate(network, seeds=["0", "1"], model=model, worlds=700))

    np.testing.assert_array_equal(found[0].reaches, found[1].reaches)
    np.testing.assert_array_equal(found[0].chance, found[1].chance)
    np.testing.assert_array_equal(found[0].steps, found[1].steps)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_more_seeds_reach_no_fewer_in_every_world(model):
    network = hospital()

    few = simulate(network, seeds=["0", "1"], model=model, worlds=500)
    more = simulate(network, seeds=["0", "1", "2", "3"], model=model, worlds=500)

    assert (more.reaches >= few.reaches).all()
    assert (more.chance >= few.chance).all()


def test_what_a_spread_tells():
    spread = simulate(hospital(), seeds=["0", "1", "0"], model=IndependentCascade(0.3), worlds=400)
    frame = spread.to_frame()

    assert spread.seeds == ("0", "1")
    assert spread.curve[0] == 2
    assert spread.curve[-1] == pytest.approx(spread.reach_mean)
    assert (np.diff(spread.curve) >= 0).all()
    assert frame["chance"].sum() == pytest.approx(spread.reach_mean)
    assert frame["seed"].sum() == 2
    assert spread.reach_low < spread.reach_mean < spread.reach_high
    assert spread.by_group("unit")["reach_mean"].sum() == pytest.approx(spread.reach_mean)
    low, middle, high = spread.quantiles()
    assert low <= middle <= high
    assert "Spread of ic(p=0.3)" in repr(spread)
    assert "<table" in spread._repr_html_()


def test_the_interval_holds_the_truth_nineteen_times_in_twenty():
    inside = 0
    for seed in range(200):
        spread = simulate(PATH, seeds=["a"], model=IndependentCascade(0.5), worlds=300, seed=seed)
        inside += spread.reach_low <= 1.75 <= spread.reach_high

    assert 180 <= inside <= 199


def test_whom_everybody_names_reaches_most_and_so_does_who_writes_to_everybody():
    survey = Network.from_ties([(f"p{i}", "A") for i in range(20)] + [("p1", "p2")])
    log = Network.from_ties([("A", f"p{i}") for i in range(20)] + [("p1", "p2")], influence="ego_to_alter")

    for network in (survey, log):
        reach = {
            person: simulate(network, seeds=[person], model=IndependentCascade(0.2), worlds=300).reach_mean
            for person in network.ids
        }
        assert max(reach, key=reach.get) == "A"
    turned = Network.from_ties(survey.ties(), influence="ego_to_alter")
    assert simulate(turned, seeds=["A"], worlds=50).reach_mean == 1


def test_strategies_of_position_take_the_first_of_their_measure():
    crowd = Network.from_ties([(f"p{i}", f"hub{i % 3}") for i in range(30)] + [("hub0", "hub1")])

    assert set(seeds(crowd, strategy="in-degree", budget=3).people) == {"hub0", "hub1", "hub2"}
    assert seeds(crowd, strategy="pagerank", budget=1).people == ("hub1",)
    assert seeds(TWO_CLIQUES, strategy="betweenness", budget=2).people in (("a", "w"), ("w", "a"))


def test_one_hop_finds_the_hub_that_random_people_name():
    hits = [seeds(STAR, strategy="one-hop", budget=1, seed=seed).people == ("hub",) for seed in range(60)]
    lucky = [seeds(STAR, strategy="random", budget=1, seed=seed).people == ("hub",) for seed in range(60)]

    assert np.mean(hits) == 1
    assert np.mean(lucky) < 0.4


def test_community_leaders_come_from_different_communities():
    people = set(seeds(TWO_CLIQUES, strategy="community-leaders", budget=2).people)

    assert len(people & set("abcd")) == len(people & set("wxyz")) == 1


def test_degree_discount_looks_elsewhere_once_a_hub_is_taken():
    # hub has 10 listeners; second has 8 of the same, other has 7 of its own
    ties = [(f"p{i}", "hub") for i in range(10)] + [("second", "hub"), ("hub", "second")]
    ties += [(f"p{i}", "second") for i in range(8)] + [(f"q{i}", "other") for i in range(8)]
    network = Network.from_ties(ties)

    assert set(seeds(network, strategy="degree-discount", budget=2, model=IndependentCascade(0.5)).people) == {
        "hub",
        "other",
    }
    assert set(seeds(network, strategy="in-degree", budget=2).people) == {"hub", "second"}


@pytest.mark.parametrize("model", [IndependentCascade(0.3), WeightedCascade(), LinearThreshold()], ids=lambda m: m.name)
def test_greedy_is_as_good_as_trying_all_pairs(model):
    network = hospital(seed=5, n=22, m=60)
    reach = {}
    for a in range(22):
        for b in range(a):
            reach[a, b] = simulate(network, seeds=[str(a), str(b)], model=model, worlds=1500, seed=9).reach_mean

    found = seeds(network, strategy="greedy", budget=2, model=model)
    reached = simulate(network, seeds=found.people, model=model, worlds=1500, seed=9).reach_mean

    assert reached >= 0.97 * max(reach.values())
    assert found.certified_ratio > 0.53


def test_strategies_are_compared_on_the_same_worlds():
    network = hospital()
    comparison = compare(
        network, strategies=["random", "in-degree", "greedy"], budget=5, model=MODELS[:3:2], worlds=400
    )
    alone = simulate(network, seeds=comparison.spread("greedy").seeds, model=MODELS[0], worlds=400)

    np.testing.assert_array_equal(comparison.spread("greedy").reaches, alone.reaches)
    frame = comparison.to_frame()
    assert list(frame.columns) == ["model", "strategy", "budget", "reach_mean", "reach_low", "reach_high", "seeds"]
    assert frame["model"].tolist() == ["ic(p=0.2)"] * 3 + ["wc"] * 3
    assert comparison.best in ("in-degree", "greedy")
    more = comparison.differences("random").set_index("strategy")
    assert more.loc["random", "more"] == 0
    assert more.loc["greedy", "more_low"] > 0
    # paired differences are surer than the two averages apart
    paired = comparison.differences("in-degree").set_index("strategy").loc["greedy"]
    apart = comparison.spread("greedy"), comparison.spread("in-degree")
    assert paired["more_high"] - paired["more_low"] < sum(spread.reach_high - spread.reach_low for spread in apart)
    assert "best is" in repr(comparison)
    assert "<table" in comparison._repr_html_()


def test_random_is_judged_by_many_draws():
    network = hospital()

    comparison = compare(network, strategies=["random"], budget=3, worlds=400)

    spread = comparison.spread("random")
    assert spread.draws == 40
    assert not spread.to_frame()["seed"].any()
    assert (spread.chance > 0).mean() > 0.9


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda n: IndependentCascade(1.2), "p is 1.2"),
        (lambda n: models.parse("icc"), "did you mean 'ic'"),
        (lambda n: models.parse("lt", p=0.1), "takes no p"),
        (lambda n: simulate(n, seeds=["x9"]), "seed 'x9' is unknown"),
        (lambda n: simulate(n, seeds=[]), "no seeds are given"),
        (lambda n: simulate(n, seeds=["0"], worlds=0), "worlds is 0"),
        (lambda n: seeds(n, strategy="greedyy", budget=1), "did you mean 'greedy'"),
        (lambda n: seeds(n, strategy="random", budget=121), "only 120 people can start"),
        (lambda n: seeds(n, strategy="random", budget=1, must_have=["1", "2"]), "2 people must start"),
        (
            lambda n: seeds(n, strategy="random", budget=2, must_have=["1"], exclude=["1"]),
            "must start and cannot start",
        ),
        (lambda n: compare(n, strategies=[]), "no strategies to compare"),
        (lambda n: compare(n, strategies=["nope"]), "strategy 'nope' is unknown"),
        (lambda n: compare(n, strategies=["random"], worlds=5).spread("greedy"), "strategy 'greedy' is unknown"),
        (lambda n: compare(n, strategies=["random"], worlds=5).spread("random", "lt"), "model 'lt' is unknown"),
    ],
)
def test_a_wrong_request_is_told_in_one_sentence(call, sentence):
    with pytest.raises(ChoiceError, match=sentence.replace("(", "\\(")):
        call(hospital())


def test_models_are_parsed_and_described():
    assert models.parse("ic") == IndependentCascade(0.1)
    assert [models.parse(name).name for name in ("wc", "lt")] == ["wc", "lt"]
    assert all("adopt" in model.describe() for model in MODELS)


def test_a_seeding_shows_its_people():
    found = seeds(hospital(), strategy="greedy", budget=3)

    assert found.to_frame()["order"].tolist() == [1, 2, 3]
    assert "Seeding by greedy" in repr(found)
    assert "<table" in found._repr_html_()
