"""Models: exact values on small networks."""

import collections
import dataclasses
import math

import numpy as np
import pandas as pd
import pytest

from every_model import reach_of, ward, within
from netspread.build import build
from netspread.network import Network
from netspread.records import Reported
from netspread.spread.models import (
    SI,
    SIR,
    SIS,
    Abandonment,
    Broadcast,
    CascadeByGroup,
    CascadeByLayer,
    CascadeByWeight,
    ComplexContagion,
    FractionalThreshold,
    GivenThresholds,
    IndependentCascade,
    LinearThreshold,
    Resisted,
)
from netspread.spread.simulate import simulate
from networks import PATH, TWO_CLIQUES


def test_a_tie_convinces_in_one_period_after_another():
    for periods in (1, 3):
        spread = reach_of(SI(0.3, periods=periods), Network.from_ties([("b", "a")]))
        assert spread.reach_mean == pytest.approx(2 - 0.7**periods, abs=within(spread))


def test_who_stops_for_good_convinces_with_the_chance_of_the_textbook():
    spread = reach_of(SIR(0.2, leave=0.4, periods=200), Network.from_ties([("b", "a")]))

    # before stopping a convinces b with chance p / (p + leave - p * leave)
    assert spread.reach_mean == pytest.approx(1 + 0.2 / (0.2 + 0.4 - 0.08), abs=within(spread))
    assert spread.current[-1] == 0


def sizes_of_an_epidemic(n, p, leave, periods):
    """The chance of each final size, by the chain of Reed and Frost: (susceptible, adopters) from period to period."""
    binomial = lambda k, m, q: math.comb(m, k) * q**k * (1 - q) ** (m - k)  # noqa: E731  # as the formula stands on paper
    states = {(n - 1, 1): 1.0}
    for _ in range(periods):
        following = collections.defaultdict(float)
        for (left, active), chance in states.items():
            hit = 1 - (1 - p) ** active
            for new in range(left + 1):
                for stopping in range(active + 1):
                    weight = binomial(new, left, hit) * binomial(stopping, active, leave)
                    following[left - new, active - stopping + new] += chance * weight
        states = following
    found = np.zeros(n + 1)
    for (left, _), chance in states.items():
        found[n - left] += chance
    return found


@pytest.mark.parametrize(("p", "leave"), [(0.1, 0.3), (0.05, 0.5), (0.3, 1.0)])
def test_an_epidemic_where_everybody_meets_has_the_sizes_of_the_chain(p, leave):
    n, worlds = 8, 40_000
    everybody = Network.from_ties([(str(i), str(j)) for i in range(n) for j in range(n) if i != j])
    exact = sizes_of_an_epidemic(n, p, leave, periods=40)

    reaches = reach_of(SIR(p, leave=leave, periods=40), everybody, ["0"], worlds=worlds).reaches

    seen = np.bincount(reaches, minlength=n + 1) / worlds
    np.testing.assert_allclose(seen, exact, atol=4.5 * np.sqrt(0.25 / worlds))
    assert reaches.mean() == pytest.approx(exact @ np.arange(n + 1), abs=4.5 * reaches.std() / np.sqrt(worlds))


def test_a_large_epidemic_reaches_the_share_of_the_equation():
    # whoever stops after one period: the share z of a large outbreak solves z = 1 - exp(-R z) (Kermack & McKendrick)
    n, ratio = 600, 2.0
    share = 0.5
    for _ in range(200):
        share = 1 - math.exp(-ratio * share)
    everybody = Network.from_ties([(str(i), str(j)) for i in range(n) for j in range(n) if i != j])

    reaches = reach_of(SIR(ratio / n, leave=1.0, periods=60), everybody, ["0"], worlds=600).reaches

    large = reaches[reaches > n / 4] / n
    assert large.mean() == pytest.approx(share, abs=0.01)
    # it dies out early with the chance that one adopter's line does: q = exp(-R (1 - q)), which is 1 - z
    assert len(large) / 600 == pytest.approx(share, abs=4.5 * np.sqrt(share * (1 - share) / 600))


def test_listening_to_one_is_like_a_random_threshold():
    network, worlds = ward(n=14, m=50), 30_000
    arcs, rng = network.influence_arcs(), np.random.default_rng(5)
    influence = np.zeros((14, 14))
    influence[np.repeat(np.arange(14), np.diff(arcs.starts)), arcs.targets] = arcs.weights
    influence /= np.maximum(influence.sum(axis=0), 1e-12)
    start = network.positions(["0", "5"])

    adopted = np.zeros((worlds, 14), bool)
    adopted[:, start] = True
    thresholds = rng.random((worlds, 14))
    curve = [adopted.sum(axis=1).mean()]
    for _ in range(14):
        adopted |= adopted @ influence >= thresholds
        curve.append(adopted.sum(axis=1).mean())
    spread = reach_of(LinearThreshold(), network, ["0", "5"], worlds=worlds)

    error = 4.5 * np.sqrt(2) * 0.5 / np.sqrt(worlds)
    np.testing.assert_allclose(spread.chance, adopted.mean(axis=0), atol=error)
    np.testing.assert_allclose(spread.curve, curve[: len(spread.curve)], atol=14 * error / 2)


def test_who_stops_alone_fades_away_by_halves():
    alone = Network.from_ties([], people=["a"])
    for model in (SIR(0.1, leave=0.5, periods=4), SIS(0.1, leave=0.5, periods=4)):
        np.testing.assert_allclose(reach_of(model, alone).current, 0.5 ** np.arange(5), atol=0.02, err_msg=model.name)


def test_news_from_outside_come_evenly():
    quiet = Network.from_ties([], people=[str(i) for i in range(50)])
    spread = reach_of(Broadcast(0.5, outside=0.1, periods=6), quiet, ["0"], worlds=2000)

    assert spread.reach_mean == pytest.approx(1 + 49 * (1 - 0.9**6), abs=within(spread))
    assert reach_of(Broadcast(1.0, outside=1.0, periods=1), quiet, ["0"], worlds=5).reach_mean == 50


def test_who_gave_up_returns_as_easily_as_the_model_says():
    pair = Network.from_ties([("b", "a"), ("a", "b")])
    returning = [reach_of(Abandonment(0.4, leave=0.5, resume=r, periods=9), pair).current[-1] for r in (0, 0.3, 1)]

    assert returning[0] < returning[1] < returning[2]
    assert returning[2] == pytest.approx(reach_of(SIS(0.4, leave=0.5, periods=9), pair).current[-1], abs=0.03)
    assert returning[0] == pytest.approx(reach_of(SIR(0.4, leave=0.5, periods=9), pair).current[-1], abs=0.03)


def test_heavy_ties_convince_like_several_light_ones():
    spread = reach_of(CascadeByWeight(0.2), Network.from_ties([("b", "a", 3.0)]))

    assert spread.reach_mean == pytest.approx(2 - 0.8**3, abs=within(spread))


def test_groups_have_their_own_chances():
    people = pd.DataFrame({"unit": ["x", "x", "y", "z"]}, index=list("abcd"))
    network = Network.from_ties([("b", "a"), ("c", "a"), ("d", "a")], people=people)
    model = CascadeByGroup("unit", inside=0.8, across=0.3, pairs=(("x", "z", 0.1),))

    chance = reach_of(model, network).to_frame().set_index("person")["chance"]

    assert chance[["b", "c", "d"]].tolist() == pytest.approx([0.8, 0.3, 0.1], abs=0.02)


def test_a_tie_of_two_relations_convinces_by_each():
    ties = pd.DataFrame(
        [("b", "a", "advice"), ("c", "a", "trust"), ("d", "a", "advice"), ("d", "a", "trust"), ("e", "a", "meals"),
         ("a", "f", "trust")],
        columns=["ego", "alter", "relation"],
    )  # fmt: skip
    network = Network.from_ties(ties).with_layers(ties)
    model = CascadeByLayer((("advice", 0.2), ("trust", 0.5)))

    chance = reach_of(model, network).to_frame().set_index("person")["chance"]
    both_ways = reach_of(model, dataclasses.replace(network, influence="both"), ["f"]).to_frame().set_index("person")

    assert chance[list("bcde")].tolist() == pytest.approx([0.2, 0.5, 1 - 0.8 * 0.5, 0], abs=0.02)
    assert both_ways["chance"]["a"] == pytest.approx(0.5, abs=0.02)


def test_relations_come_from_the_survey():
    ties = pd.DataFrame(
        [("b", "a", "advice"), ("c", "a", "trust"), ("b", "a", "trust"), ("c", "c", "trust")],
        columns=["ego", "alter", "relation"],
    ).assign(weight=1.0, time=pd.NaT)
    reported = Reported(
        ties, pd.DataFrame(index=pd.Index(list("abc"), name="person")), "alter_to_ego", directed=True, format="x"
    )

    network = build(reported, relation="all")

    assert {name: network.ties()[held]["ego"].tolist() for name, held in network.layers.items()} == {
        "advice": ["b"], "trust": ["b", "c"],
    }  # fmt: skip
    assert not build(reported, relation="trust").layers
    assert build(reported, relation="all", symmetrize="max").layers["advice"].sum() == 2


def test_one_voice_is_not_enough_for_a_complex_contagion():
    assert reach_of(ComplexContagion(2), TWO_CLIQUES, ["a"], worlds=2).reach_mean == 1
    assert reach_of(ComplexContagion(2), TWO_CLIQUES, ["b", "c"], worlds=2).reach_mean == 4
    assert reach_of(ComplexContagion(1), TWO_CLIQUES, ["w"], worlds=2).reach_mean == 8


def test_a_share_is_counted_among_those_who_influence():
    network = Network.from_ties([("x", f"p{i}") for i in range(10)] + [("y", "x")])

    for share, few in ((0.3, 3), (0.31, 4)):
        start = [f"p{i}" for i in range(few)]
        assert reach_of(FractionalThreshold(share), network, start, worlds=2).reach_mean == few + 2
        assert reach_of(FractionalThreshold(share), network, start[1:], worlds=2).reach_mean == few - 1


def test_thresholds_can_be_given():
    people = pd.DataFrame({"patience": [0, 0.5, 1.0], "count": [1, 1, 2]}, index=list("abc"))
    network = Network.from_ties([("b", "a"), ("c", "a"), ("c", "b")], people=people)

    assert reach_of(GivenThresholds("patience"), network, worlds=3).reaches.tolist() == [3, 3, 3]
    assert reach_of(GivenThresholds("patience"), network, ["b"], worlds=3).reach_mean == 1
    assert reach_of(GivenThresholds("count", counted=True), network, worlds=3).reach_mean == 3


@pytest.mark.parametrize(
    "model", [IndependentCascade(1.0), SI(1.0, periods=9), LinearThreshold()], ids=lambda m: m.name
)
def test_who_resists_stops_it_unless_a_seed(model):
    people = pd.DataFrame({"stubborn": ["no", "yes", None]}, index=list("abc"))
    network = Network.from_ties(PATH.ties(), people=people)

    assert reach_of(Resisted(model, "stubborn"), network, worlds=20).reach_mean == 1
    assert reach_of(Resisted(model, "stubborn"), network, ["b"], worlds=20).reach_mean == 2
    deaf = Resisted(Broadcast(0.1, outside=1.0, periods=1), "stubborn")
    assert reach_of(deaf, network, worlds=5).chance.tolist() == [1, 0, 1]


def test_seeds_may_start_later():
    network = Network.from_ties([("b", "a"), ("d", "c")])

    spread = simulate(network, seeds=["a", "c"], model=SI(1.0, periods=5), worlds=3, starting={"c": 3})

    assert spread.curve.tolist() == [1, 2, 2, 3, 4]
    late = simulate(network, seeds=["a", "c"], model=SIS(1.0, leave=0.0, periods=2), worlds=3, starting={"c": 2})
    assert late.reach_mean == 3
