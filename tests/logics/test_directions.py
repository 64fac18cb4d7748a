"""Numbers that shift what happens rather than how much of it: each is at work, and turns what it should the right way."""

import numpy as np
import pandas as pd
import pytest

import netspread as ns
from netspread.kernels import campaign as kernel
from netspread.logics import social
from netspread.logics.combined import SINGLE
from netspread.logics.sites import Sites
from small_campaigns import STILL, organisation, play

ALONE = {logic: {one: float(one == logic) for one in SINGLE} for logic in SINGLE}


def used(logic, period=-1, *, network=None, periods=12, budget=4, worlds=300, **settings):
    """How many use it in the mean, at the end or in *period*."""
    found = play(network or organisation(), logic, periods=periods, budget=budget, worlds=worlds, **settings)
    return found.outcomes[logic].curves[:, period, kernel.USING].mean()


def test_a_smaller_factor_opens_fewer_sites_in_each_wave():
    # Eleven sites of four. On paper: by five the waves are 1, 5, 5 sites; by two they are 1, 2, 4, 4.
    net = organisation(n=44, units=11)
    waves = {
        factor: play(net, "mechanistic", factor=factor).stage.wave_of[play(net, "mechanistic").stage.route].tolist()
        for factor in (2, 5)
    }
    assert waves == {2: [0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3], 5: [0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]}

    # More waves lose more of what training does.
    lost = {factor: used("mechanistic", network=net, budget=8, factor=factor, fidelity_loss=0.3) for factor in (2, 10)}
    assert lost[2] < lost[10] - 1


def test_the_order_of_sites_says_who_is_trained_first():
    net = organisation()
    for order, first in ((("u2", "u0"), "u2"), (("u3",), "u3")):
        found = ns.campaign(net, units="unit", periods=4, budget=3, worlds=4, logics=["mechanistic"], sites=order,
                            settings=STILL)  # fmt: skip
        trained = [step.unit for step in found.steps if step.person]
        assert set(trained[:3]) == {first}


@pytest.mark.parametrize("order", ["largest", "most-connected", "pilot-friendly"])
def test_each_rule_of_the_order_takes_the_site_that_it_says(order):
    # "big" has five people; those of "open" name others elsewhere; "tight" is a clique of middle size.
    people = pd.DataFrame({"unit": ["big"] * 5 + ["tight"] * 3 + ["open"] * 2}, index=list("abcdefghij"))
    ties = [("f", "g"), ("g", "h"), ("h", "f"), ("g", "f"), ("i", "a"), ("i", "b"), ("i", "c"), ("j", "d"), ("j", "e")]
    net = ns.Network.from_ties(ties, people=people)

    found = ns.campaign(net, units="unit", periods=3, worlds=2, logics=["mechanistic"], sites=order)

    expected = {"largest": "big", "most-connected": "open", "pilot-friendly": "tight"}
    assert found.stage.sites.names[found.stage.route[0]] == expected[order]


def test_whoever_misses_what_happens_asks_people_who_use_it_already():
    def wasted(miss):
        found = play(organisation(n=80), "ecological", periods=12, budget=3, worlds=300, p=0.3, miss=miss)
        return found.outcomes["ecological"]

    # What is not seen is asked for: with nothing seen, more askings for fewer who use it.
    blind, seeing = wasted(0.9), wasted(0)
    assert blind.sustained.mean() < seeing.sustained.mean() - 0.5


def test_an_uncertain_p_spreads_the_outcomes():
    def spread(p_spread):
        found = play(organisation(n=80), "ecological", periods=10, worlds=400, p=0.1, p_spread=p_spread)
        return found.outcomes["ecological"].sustained.std()

    assert spread(0) < 0.8 * spread(1)


def test_what_is_learned_from_use_raises_fit_and_use():
    asked = {"network": organisation(n=120), "budget": 1, "p": 0.1, "fit": 0.4}

    assert used("ecological", **asked, fit_gain=0) < used("ecological", **asked, fit_gain=1.5) - 1


def test_ties_that_grow_help_and_ties_that_fade_hinder():
    few = {"network": organisation(n=120), "budget": 1, "p": 0.05}
    usual = used("ecological", **few)

    # People who gave it up are won again along ties that grew; those not won yet are reached along ties that faded.
    assert used("ecological", **few, fade=0.3) < usual - 0.5
    gave_up = {**few, "abandon": 0.3, "readopt": 1, "periods": 20, "worlds": 600}
    assert used("ecological", **gave_up, strengthen=0.3) > used("ecological", **gave_up) + 0.3


def asked_by_unit(**settings):
    """Who is asked in each period, by unit, and in how many worlds."""
    found = play(organisation(), "ecological", periods=12, p=0.02, budget=3, **settings)
    actions = found.outcomes["ecological"].actions[:, kernel.PLANNER]
    of = found.stage.sites.of
    return np.array([np.bincount(of, weights=row, minlength=4) for row in actions])


def test_probes_go_to_a_unit_each():
    probing, not_probing = asked_by_unit(probe_periods=2), asked_by_unit(probe_periods=0)

    assert probing[:2].max() <= 1
    assert not_probing[:2].max() > 1


def test_units_rest_where_probes_fail_as_long_as_is_said():
    probing = {"probe_periods": 1, "probe_bar": 50, "probe_look": 3}

    # Three of four units were probed, and won fewer than fifty for each probe: from then on only the fourth is asked.
    probed = asked_by_unit(**probing, probe_rest=4)[0] > 0
    for rest in (2, 4):
        resting = asked_by_unit(**probing, probe_rest=rest)[:, probed].sum(axis=1)
        assert (resting[3 : 3 + rest] == 0).all()
        assert resting[3 + rest] > 0
    never = asked_by_unit(**{**probing, "probe_bar": 0}, probe_rest=4)[:, probed].sum(axis=1)
    assert (never[3:7] > 0).all()
    late = asked_by_unit(**{**probing, "probe_look": 5}, probe_rest=4)[:, probed].sum(axis=1)
    assert late[3] > 0
    assert late[5] == 0


def test_pull_counts_status_and_likeness_as_on_paper():
    # a is named by x, y, z; b by x alone. x names both; a sits in another unit than x, b in the same one.
    people = pd.DataFrame({"unit": ["far", "near", "near", "far", "far"]}, index=["a", "b", "x", "y", "z"])
    net = ns.Network.from_ties([("x", "a"), ("y", "a"), ("z", "a"), ("x", "b")], people=people)
    arcs, sites = net.influence_arcs(), Sites.by(net, "unit")
    sources = np.repeat(np.arange(5), np.diff(arcs.starts))

    def of_a(**options):
        at = {"status": 0, "homophily": 0} | options
        shares = social.pull(arcs, sites.of, **at)
        x = arcs.targets == net.positions(["x"])[0]
        return float(shares[x & (sources == net.positions(["a"])[0])][0])

    assert of_a() == pytest.approx(1 / 2)
    assert of_a(status=1) == pytest.approx(4 / (4 + 2))
    assert of_a(homophily=0.5) == pytest.approx(0.5 / 1.5)


@pytest.mark.parametrize(("name", "other"), [("status", 3.0), ("homophily", 1.0)])
def test_status_and_homophily_reach_the_campaign(name, other):
    usual, changed = (
        play(organisation(), "social", norm=0, tipping=1, **{name: value}).outcomes["social"].sustained
        for value in (0.0, other)
    )
    assert not np.array_equal(usual, changed)


def test_homophily_keeps_it_in_the_units_where_it_began():
    # Two units of ten, each a ring, the rings tied by every second person; the leaders sit in the first.
    ids = [f"p{at:02}" for at in range(20)]
    ring = [(ids[u + at], ids[u + (at + step) % 10]) for u in (0, 10) for at in range(10) for step in (1, 2)]
    across = [(ids[10 + at], ids[at]) for at in range(10) for _ in (0,)]
    people = pd.DataFrame({"unit": ["first"] * 10 + ["second"] * 10}, index=ids)
    rows = pd.DataFrame([(person, 1, "adopted") for person in ids[:10]], columns=["person", "period", "state"])

    def second(homophily):
        found = ns.campaign(
            ns.Network.from_ties(ring + across, people=people), units="unit", periods=8, budget=1e-9, worlds=50,
            logics=["social"], observed=rows,
            settings={**STILL, "awareness": 1, "threshold": 0.3, "threshold_sd": 0.1, "norm": 0, "tipping": 1, "status": 0,
                      "homophily": homophily},
        )  # fmt: skip
        return found.outcomes["social"].unit_curves[-1, 1]

    assert second(0.9) < second(0) - 2


def test_what_was_abandoned_is_taken_up_again_as_readopt_says():
    settings = {"abandon": 0.3, "p": 0.2, "worlds": 400}

    assert used("ecological", **settings, readopt=0) < used("ecological", **settings, readopt=1) - 1


def test_patience_ends_a_roll_out_that_waits():
    def ended(patience):
        return (
            play(organisation(), "mechanistic", gate_adopted=1, periods=20, patience=patience)
            .outcomes["mechanistic"]
            .ended
        )

    assert np.median(ended(2)[ended(2) >= 0]) == np.median(ended(5)[ended(5) >= 0]) - 3


def test_people_who_hear_of_it_sooner_take_it_up_sooner():
    assert used("social", 6, talk=0, leaders=0.2) < used("social", 6, talk=1, leaders=0.2) - 0.5
    assert used("social", 6, talk=0, leaders=0.2) < used("social", 6, talk=0, awareness=0.3, leaders=0.2) - 0.5
    assert used("mechanistic", awareness=0.2, alone=0) < used("mechanistic", awareness=0.2, alone=0.05) - 1


def test_shares_say_how_many_are_trained_and_asked_and_the_order_who_starts():
    def done(shares, order=()):
        found = ns.campaign(
            organisation(), units="unit", periods=12, budget=4, logics=["combined"], worlds=20, shares=shares, order=order,
            settings=STILL,
        )  # fmt: skip
        return found.outcomes["combined"].actions.sum(axis=2)

    most = done({"mechanistic": 3, "social": 1})
    least = done({"mechanistic": 1, "social": 3})
    assert most[0].tolist() == [3, 0, 1]
    assert least[0].tolist() == [1, 0, 3]
    first = done({"mechanistic": 1, "social": 1}, ["social", "mechanistic"])
    assert first[:3, kernel.TRAINING].sum() == 0
    assert first[:3, kernel.LEADERS].sum() > 0
    assert first[3, kernel.TRAINING] > 0
    second = done({"mechanistic": 1, "social": 1}, ["mechanistic", "social"])
    assert second[:3, kernel.LEADERS].sum() == 0
    assert second[0, kernel.TRAINING] == 4
