"""Seeding strategies: each does what its name says, which chance would not."""

import itertools

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import naive_spread
from netspread.errors import ChoiceError
from netspread.network import Network
from netspread.ranking import MEASURES, rank
from netspread.spread.compare import compare
from netspread.spread.models import (
    SI,
    SIR,
    ComplexContagion,
    FractionalThreshold,
    IndependentCascade,
    LinearThreshold,
    WeightedCascade,
)
from netspread.spread.seeding import STRATEGIES, seeds, task_of
from netspread.spread.seeding.central import matched
from netspread.spread.seeding.forward import WORLDS
from netspread.spread.simulate import simulate
from netspread.spread.worlds import Worlds
from networks import STAR

OPTIONS = {
    "": {},
    "groups": {"groups": "unit"},
    "given": {"given": [str(i) for i in range(40)]},
    "costs": {"costs": "hours"},
}
BY_MEASURE = [name for name in STRATEGIES if name in MEASURES]


def hospital(seed=1, n=120, m=500):
    graph = nx.gnm_random_graph(n, m, seed=seed, directed=True)
    people = pd.DataFrame(
        {"unit": [f"u{i % 5}" for i in range(n)], "hours": [1.0 + i % 3 for i in range(n)]},
        index=[str(i) for i in range(n)],
    )
    return Network.from_ties(Network.from_networkx(graph).ties(), people=people)


def towns(*, hubs=6, fans=10):
    """A big town of hubs with their fans, and a small one of two quiet pairs, without a tie between them."""
    ties = [(f"b{hub}{fan}", f"b{hub}") for hub in range(hubs) for fan in range(fans)]
    ties += [("s1", "s0"), ("s0", "s1"), ("s3", "s2"), ("s2", "s3")]
    ids = list(dict.fromkeys(person for tie in ties for person in tie))
    return Network.from_ties(ties, people=pd.DataFrame({"town": [name[0] for name in ids]}, index=ids))


def reach(network, people, model, worlds=1500):
    return simulate(network, seeds=people, model=model, worlds=worlds, seed=9).reach_mean


@pytest.mark.parametrize("strategy", list(STRATEGIES))
def test_every_strategy_gives_different_people_within_the_rules(strategy):
    network = hospital()
    rules = {"must_have": ["7", "3"], "exclude": ["0", "1"], "eligible": [str(i) for i in range(80)], "seed": 4}
    options = OPTIONS[STRATEGIES[strategy].needs]

    found = seeds(network, strategy=strategy, budget=9, **rules, **options)

    assert len(set(found.people)) == len(found.people)
    assert found.people[:2] == ("7", "3")
    assert not {"0", "1"} & set(found.people)
    assert max(map(int, found.people)) < 80
    assert found.people == seeds(network, strategy=strategy, budget=9, **rules, **options).people
    if STRATEGIES[strategy].needs == "costs":
        assert network.people.loc[list(found.people), "hours"].sum() <= 9
    else:
        assert len(found.people) == 9


@pytest.mark.parametrize("strategy", BY_MEASURE)
def test_a_measure_as_a_strategy_takes_its_first_people(strategy):
    # in a dense network hardly anybody holds parts together
    sparse = strategy in ("articulation-point", "bridges")
    network = Network.from_networkx(nx.barbell_graph(6, 3)) if sparse else hospital()
    ranks = rank(network, by=strategy).ranks

    found = seeds(network, strategy=strategy, budget=4)

    assert sorted(ranks[network.positions(found.people)]) == sorted(ranks)[:4]


def test_gossip_is_about_those_from_whom_news_come():
    # the source tells ten people, each of whom tells three more: random people mostly hear of the source
    ties = [(f"m{i}", "source") for i in range(10)] + [(f"p{i}{j}", f"m{i}") for i in range(10) for j in range(3)]
    network = Network.from_ties([*ties, ("source", "m0")])

    told = [seeds(network, strategy="gossip", budget=1, seed=seed).people[0] for seed in range(40)]
    named = [seeds(network, strategy="one-hop", budget=1, seed=seed).people[0] for seed in range(40)]

    assert sum(person == "source" or person.startswith("m") for person in told) == 40
    assert told.count("source") > named.count("source")
    turned = Network.from_ties(network.ties(), influence="ego_to_alter")
    found = [seeds(turned, strategy="gossip", budget=1, seed=seed).people[0] for seed in range(40)]
    assert found.count("source") < told.count("source") / 2


def test_matched_leaders_share_out_the_people_among_them():
    # hub and second have the same ten people; other has six of its own
    ties = [(f"p{i}", leader) for i in range(10) for leader in ("hub", "second")] + [("q0", "hub")]
    ties += [(f"q{i}", "other") for i in range(6)]
    network = Network.from_ties(
        [*ties, ("far", "p3")], people=[*dict.fromkeys(x for t in ties for x in t), "far", "alone"]
    )

    found = seeds(network, strategy="leader-matched", budget=2)
    table = matched(network, found.people).set_index("person")

    assert set(found.people) == {"hub", "other"}
    assert table.loc["far", ["leader", "steps"]].tolist() == ["hub", 2]
    assert table.loc["q3", ["leader", "steps"]].tolist() == ["other", 1]
    assert table.loc["q0", "leader"] == "other"
    assert table.loc["alone"].isna().all()
    assert table.loc["hub", ["leader", "steps"]].tolist() == ["hub", 0]


def test_key_players_are_nearest_to_everybody_together():
    network = hospital(seed=8, n=18, m=36)
    arcs = network.influence_arcs()

    def near(chosen):
        return sum(1 / max(step, 1) for step in naive_spread.steps_from(arcs, chosen).values())

    best, _ = naive_spread.best_set(near, range(18), 2)
    found = seeds(network, strategy="key-player", budget=2)

    assert near(network.positions(found.people).tolist()) >= 0.97 * best
    alone = seeds(network, strategy="key-player", budget=1)
    assert near(network.positions(alone.people).tolist()) == naive_spread.best_set(near, range(18), 1)[0]


def ring(n=30):
    """A ring on which everybody knows the two next on either side: wide bridges all round; and a famous stranger."""
    ties = [(str(i), str((i + step) % n)) for i in range(n) for step in (1, 2)]
    ties += [(f"fan{i}", "famous") for i in range(12)]
    return Network.from_ties(ties, directed=False, influence="both")


@pytest.mark.parametrize("strategy", ["clustered", "complex-centrality"])
def test_people_who_know_each_other_carry_what_nobody_takes_up_from_one(strategy):
    network, model = ring(), ComplexContagion(2)

    found = seeds(network, strategy=strategy, budget=2, model=model)
    famous = seeds(network, strategy="in-degree", budget=2, model=model)
    by_luck = [reach(network, seeds(network, strategy="random", budget=2, seed=s).people, model, 1) for s in range(20)]

    assert reach(network, found.people, model, 1) == 30
    assert reach(network, famous.people, model, 1) < 10
    assert np.mean(by_luck) < 20


def test_clusters_go_by_the_thresholds_of_the_model():
    # a clique of five in which a third suffices, and a star that only a single voice wakes
    ties = [(a, b) for a, b in itertools.combinations("abcde", 2)] + [(f"s{i}", "star") for i in range(9)]
    network = Network.from_ties(ties, directed=False, influence="both")

    easy = seeds(network, strategy="clustered", budget=1, model=ComplexContagion(1)).people
    hard = seeds(network, strategy="clustered", budget=2, model=FractionalThreshold(0.5)).people

    assert reach(network, easy, ComplexContagion(1), 1) == 10
    assert reach(network, hard, FractionalThreshold(0.5), 1) == 10


def test_forward_greed_is_naive_greed_in_the_same_worlds():
    network, model = hospital(seed=5, n=25, m=70), SIR(0.15, leave=0.3, periods=10)
    task = task_of(network, budget=4, model=model)
    trial = Worlds(network, model, WORLDS, task.seed)
    chosen = []
    for _ in range(4):
        order = sorted(range(25), key=lambda v: -np.diff(network.influence_arcs().starts)[v])
        chosen.append(max((v for v in order if v not in chosen), key=lambda v: trial.reach(np.array([*chosen, v]))))

    found = seeds(network, strategy="greedy", budget=4, model=model)

    assert network.positions(found.people).tolist() == chosen
    assert found.certified_ratio is None
    assert (
        reach(network, found.people, model)
        > 1.1 * compare(network, strategies=["random"], budget=4, model=model).spread("random").reach_mean
    )


def test_forward_greed_tries_everybody_where_seeds_help_each_other():
    network, model = ring(12), FractionalThreshold(0.5)

    found = seeds(network, strategy="greedy", budget=3, model=model)

    best, _ = naive_spread.best_set(lambda chosen: reach(network, [str(v) for v in chosen], model, 1), range(12), 3)
    assert reach(network, found.people, model, 1) >= best


def test_fair_seeds_do_not_forget_the_small_town():
    network, model = towns(), IndependentCascade(0.5)
    shares = {}
    for strategy in ("greedy", "fair-maximin", "fair-proportional"):
        found = seeds(network, strategy=strategy, budget=5, model=model, groups="town")
        spread = simulate(network, seeds=found.people, model=model, worlds=2000, seed=9)
        shares[strategy] = spread.by_group("town").set_index("group")["share"]

    # one of four and half of another, four hubs of six and half of their fans
    assert shares["greedy"]["s"] == 0
    for strategy in ("fair-maximin", "fair-proportional"):
        assert shares[strategy].to_dict() == pytest.approx({"b": 4 * 6 / 66, "s": 1.5 / 4}, abs=0.02)


def test_maximin_is_nearly_the_best_that_can_be():
    network, model = towns(hubs=2, fans=3), IndependentCascade(0.5)

    def least(people):
        spread = simulate(network, seeds=people, model=model, worlds=400, seed=9)
        return spread.by_group("town")["share"].min()

    best, _ = naive_spread.best_set(lambda chosen: least([network.ids[v] for v in chosen]), range(12), 3)
    found = seeds(network, strategy="fair-maximin", budget=3, model=model, groups="town")

    assert least(found.people) >= 0.95 * best


def test_a_group_gets_what_its_part_of_the_budget_could_do_alone():
    # of 10 seeds the small town's part is one, rounded up, though two would make it the best served of all
    network, model = towns(hubs=9, fans=10), IndependentCascade(0.5)

    part = seeds(network, strategy="fair-proportional", budget=10, model=model, groups="town").people
    least = seeds(network, strategy="fair-maximin", budget=10, model=model, groups="town").people

    assert sum(person.startswith("s") for person in part) == 1
    assert sum(person.startswith("s") for person in least) == 2


def rivals():
    """A hub of twelve shy listeners, a chain of towns that wakes only where chances are high, and noise."""
    ties = [(f"l{i}", "hub") for i in range(12)]
    for i in range(30):
        ties += [(f"c{i + 1}", f"c{i}"), (f"c{i + 1}", f"d{i}"), (f"d{i}", f"c{i}")]
    return Network.from_ties(ties)


def test_robust_seeds_lose_little_whichever_model_is_true():
    network, may = rivals(), (IndependentCascade(0.05), IndependentCascade(0.95))
    best = [reach(network, seeds(network, strategy="greedy", budget=1, model=model).people, model) for model in may]

    def least(people):
        return min(reach(network, people, model) / most for model, most in zip(may, best, strict=True))

    found = seeds(network, strategy="robust", budget=1, models=may)
    top, _ = naive_spread.best_set(lambda chosen: least([network.ids[v] for v in chosen]), range(network.n_people), 1)

    assert least(found.people) >= 0.97 * top
    assert least(found.people) > 1.2 * least(seeds(network, strategy="greedy", budget=1, model=may[0]).people)
    assert len(seeds(network, strategy="robust", budget=3).people) == 3


def test_money_buys_reach_rather_than_names():
    ties = [(f"p{i}", "dear") for i in range(10)] + [(f"q{i}{j}", f"fair{i}") for i in range(4) for j in range(6)]
    ids = list(dict.fromkeys(person for tie in ties for person in tie))
    costs = [40.0 if person == "dear" else 10.0 for person in ids]
    network = Network.from_ties(ties, people=pd.DataFrame({"fee": costs}, index=ids))

    found = seeds(network, strategy="by-cost", budget=40, costs="fee", model=IndependentCascade(0.5))
    named = seeds(network, strategy="in-degree", budget=40, costs="fee")

    assert sorted(found.people) == ["fair0", "fair1", "fair2", "fair3"]
    assert named.people == ("dear",)
    both = compare(network, strategies=["by-cost", "in-degree"], budget=40, costs="fee", worlds=200)
    assert both.best == "by-cost"


def test_ones_own_list_is_taken_in_its_order():
    assert seeds(hospital(), strategy="list", budget=2, given=["9", "5", "8"], exclude=["5"]).people == ("9", "8")


@pytest.mark.parametrize(
    "model", [IndependentCascade(0.3), WeightedCascade(), LinearThreshold(), SI(0.1, periods=6)], ids=lambda m: m.name
)
def test_looking_ahead_beats_chance(model):
    comparison = compare(hospital(), strategies=["random", "greedy"], budget=5, model=model, worlds=400)

    assert comparison.differences("random").set_index("strategy").loc["greedy", "more_low"] > 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"strategy": "fair-maximin"}, "goes by group; say which attribute"),
        ({"strategy": "fair-maximin", "groups": "ward"}, "group column 'ward' is unknown"),
        ({"strategy": "by-cost"}, "goes by cost; say which attribute"),
        ({"strategy": "by-cost", "costs": "unit"}, "person '0' has no unit above 0"),
        ({"strategy": "in-degree", "costs": "hours", "must_have": ["2", "5"]}, "those who must start cost more"),
        ({"strategy": "by-cost", "costs": "hours", "must_have": ["2", "5"]}, "those who must start cost 6"),
        ({"strategy": "in-degree", "costs": "hours", "eligible": ["2", "5"], "budget": 2}, "pays for nobody"),
        ({"strategy": "list"}, "takes a list of one's own"),
        ({"strategy": "list", "given": ["4"]}, "the list names 1 people who can start"),
        ({"strategy": "list", "given": ["x"]}, "person 'x' is unknown"),
        ({"strategy": "random", "eligible": ["1"]}, "only 1 people can start"),
        ({"strategy": "fair-maximin", "groups": "unit", "model": SIR()}, "cannot be sampled backwards"),
    ],
)
def test_a_wrong_request_is_told_in_one_sentence(options, sentence):
    with pytest.raises(ChoiceError) as found:
        seeds(hospital(), **{"budget": 3, **options})

    assert sentence in str(found.value)


def test_no_model_is_told():
    with pytest.raises(ChoiceError, match="no model to compare under"):
        compare(STAR, model=[])
