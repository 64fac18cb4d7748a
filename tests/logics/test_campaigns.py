"""Campaigns: limits that must hold, the same bytes on any number of threads, and what bad input is told."""

import numpy as np
import pandas as pd
import pytest

import netspread as ns
from netspread import engine
from netspread.kernels.campaign import USING
from netspread.logics.combined import SINGLE, places
from netspread.logics.mechanistic import waves
from netspread.logics.parameters import PARAMETERS
from netspread.logics.sensitivity import sensitivity
from small_campaigns import STILL, organisation, play


def users(found, logic):
    return found.outcomes[logic].curves[:, :, USING]


def test_without_peers_and_gates_a_roll_out_is_the_training_curve():
    # On paper: after t periods min(n, 3 t) are trained, and each of them uses it with the chance 0.6.
    found = play(organisation(), "mechanistic", worlds=4000, periods=16)

    expected = [0.6 * min(40, 3 * t) for t in range(17)]
    np.testing.assert_allclose(users(found, "mechanistic").mean(axis=0), expected, atol=0.25)  # over five errors


def test_fidelity_is_lost_from_wave_to_wave_and_one_unit_has_no_scale_up_effect():
    # On paper: four units of ten, waves 0, 1, 1, 1; 0.6 (10 + 30 x 0.5).
    lossy = play(organisation(), "mechanistic", worlds=4000, periods=20, fidelity_loss=0.5)
    one = organisation(units=1)

    assert users(lossy, "mechanistic")[:, -1].mean() == pytest.approx(0.6 * 25, abs=0.25)
    same = [play(one, "mechanistic", fidelity_loss=loss).outcomes["mechanistic"].curves for loss in (0, 0.5)]
    np.testing.assert_array_equal(*same)


def test_when_ties_pass_nothing_on_only_seeds_use_it():
    found = play(organisation(), "ecological", p=0)

    np.testing.assert_array_equal(users(found, "ecological"), np.tile(np.arange(9) * 3, (200, 1)))


def test_when_thresholds_cannot_be_met_only_leaders_use_it():
    found = play(organisation(), "social", threshold=1, threshold_sd=0, norm=0, tipping=1, leaders=1)

    led = found.plan()
    assert users(found, "social")[:, -1].max() >= 24
    assert (led["action"] == "ask to lead").sum() == 24


@pytest.mark.parametrize("logic", SINGLE)
def test_combined_with_one_share_is_that_logic_bit_for_bit(logic):
    found = ns.campaign(
        organisation(), units="unit", periods=8, budget=9, logics=[logic, "combined"], shares={logic: 1}, worlds=50
    )

    alone, mixed = found.outcomes[logic], found.outcomes["combined"]
    for name in ("curves", "units", "actions", "ended", "believed", "ever"):
        np.testing.assert_array_equal(getattr(alone, name), getattr(mixed, name))


@pytest.mark.parametrize("seed", range(5))
def test_whoever_observes_is_not_below_whoever_does_not_in_the_mean(seed):
    # Adaptive submodular: contagion alone, everything seen (Golovin & Krause 2011).
    stage = play(organisation(n=80, seed=seed, ties=2), "ecological", p=0.15, budget=2, periods=10).stage
    shares = {"mechanistic": 0.0, "ecological": 1.0, "social": 0.0}

    seen, blind = (stage.play(shares, worlds=400, adaptive=adaptive) for adaptive in (True, False))

    assert seen.curves[:, -1, USING].mean() >= blind.curves[:, -1, USING].mean()


def test_the_same_on_one_and_two_threads():
    def curves(jobs):
        with engine.using(jobs):
            found = ns.campaign(organisation(), units="unit", periods=6, worlds=300)
            return found.to_frame(), found.plan()

    for one, two in zip(curves(1), curves(2), strict=True):
        pd.testing.assert_frame_equal(one, two, check_exact=True)


def test_a_gate_that_is_not_passed_ends_the_training():
    found = play(organisation(), "mechanistic", gate_adopted=1, patience=2, periods=20)

    assert found.summary["ended_at_gate"].iloc[0] > 0.9
    assert found.summary["cost"].iloc[0] < 40
    assert found.summary["fails"].iloc[0] > 0.9


def test_adopters_sustain_it_after_some_periods_and_states_add_up():
    found = play(organisation(), "mechanistic", training_effect=1, sustain_after=3, periods=10)
    curves = found.outcomes["mechanistic"].curves

    # On paper: whoever adopts in period t sustains it from period t + 3 on.
    np.testing.assert_array_equal(curves[:, 3:, 1], curves[:, :-3, 0])


def test_people_who_give_up_go_at_the_chance_that_was_given():
    found = play(organisation(), "mechanistic", budget=40, training_effect=1, abandon=0.1, sustain_after=99,
                 support_capacity=0, worlds=2000, periods=5)  # fmt: skip

    expected = [0, *(40 * 0.9**t for t in range(5))]
    np.testing.assert_allclose(users(found, "mechanistic").mean(axis=0), expected, atol=0.3)


def test_waves_and_places_on_paper():
    assert waves(7, 2).tolist() == [0, 1, 1, 2, 2, 2, 2]
    costs = {"mechanistic": 1, "ecological": 3, "social": 3}
    half = {"mechanistic": 0.5, "ecological": 0.0, "social": 0.5}

    assert places(half, (), periods=3, budget=6, costs=costs).tolist() == [[3, 0, 1]] * 3
    later = places(half, ("social", "mechanistic"), periods=4, budget=6, costs=costs)
    assert later.tolist() == [[0, 0, 2]] * 3 + [[3, 0, 1]]


def test_a_campaign_goes_on_from_what_was_observed():
    rows = pd.DataFrame(
        [("p000", 1, "adopted"), ("p000", 2, "adopted"), ("p001", 2, "abandoned"), ("p002", 2, "aware")],
        columns=["person", "period", "state"],
    )
    found = ns.campaign(
        organisation(), units="unit", periods=6, logics=["social", "ecological"], worlds=50, observed=rows
    )

    frame = found.to_frame()
    now = frame[frame["period"] == 2]
    assert (now["adopted_mean"] == 1).all()
    assert (now["abandoned_mean"] == 1).all()
    assert (now["cost"] == 0).all()
    assert found.plan()["period"].min() == 3
    assert found.changed()[0] == "After period 2 1 of 40 people use it."


def test_seeing_many_won_over_raises_the_belief_in_p_and_seeing_none_lowers_it():
    network = organisation()

    def believed(state):
        others = [(f"p{at:03}", 2, state) for at in range(5, 40)]
        first = [(f"p{at:03}", 1, "adopted") for at in range(5)]
        rows = pd.DataFrame(first + others, columns=["person", "period", "state"])
        stage = ns.campaign(network, units="unit", periods=6, logics=["ecological"], worlds=5, observed=rows).stage
        return stage.belief @ stage.particles

    prior = play(network, "ecological", p_spread=0.5).stage
    assert believed("aware") < prior.belief @ prior.particles < believed("adopted")


def kept(logic, name, value, **settings):
    """Who sustains it at the end, in the mean, with one number changed."""
    stage = play(organisation(), logic, worlds=2, periods=14, budget=6, **settings).stage.with_values(**{name: value})
    played = stage.play({one: float(one == logic) for one in SINGLE}, worlds=300)
    return played.sustained.mean()


#: A setting in which much happens, for numbers that count only then.
LIVELY = {"awareness": 0.1, "p": 0.15, "p_spread": 0.5, "abandon": 0.1, "keep_level": 0.1, "leave": 0.15, "norm": 0.2,
          "resisters": 0.1, "threshold_sd": 0.15}  # fmt: skip


@pytest.mark.parametrize(
    ("logic", "name", "worse", "better"),
    [
        ("mechanistic", "training_effect", 0.3, 0.8),
        ("mechanistic", "fidelity_loss", 0.3, 0),
        ("mechanistic", "support_capacity", 0, 60),
        ("mechanistic", "support_effect", 0, 0.9),
        ("mechanistic", "setup", 6, 0),
        ("mechanistic", "gate_adopted", 0.9, 0),
        ("mechanistic", "gate_sustained", 0.99, 0),
        ("mechanistic", "training_cost", 3, 1),
        ("mechanistic", "abandon", 0.2, 0),
        ("ecological", "p", 0.01, 0.2),
        ("ecological", "fit", 0.3, 1),
        ("ecological", "champion_cost", 6, 1),
        ("social", "threshold", 0.6, 0.1),
        ("social", "resisters", 0.3, 0),
        ("social", "negative", 2, 0),
        ("social", "refuse", 0.6, 0),
        ("social", "leave", 0.5, 0),
        ("social", "keep_level", 0.4, -3),
        ("social", "leaders", 0.03, 0.25),
        ("social", "tipping", 1, 0.2),
    ],
)
def test_a_number_turns_the_result_the_right_way(logic, name, worse, better):
    assert kept(logic, name, worse, **LIVELY) < kept(logic, name, better, **LIVELY) - 0.1


@pytest.mark.parametrize("logic", SINGLE)
def test_a_number_of_another_logic_changes_nothing(logic):
    # The sweep leans on that: it plays a logic again only for its own numbers.
    stage = play(organisation(), logic, worlds=2, **LIVELY).stage
    shares = {one: float(one == logic) for one in SINGLE}
    others = {name: each.high for name, each in PARAMETERS.items() if not each.counts_for(logic)}

    usual, changed = stage.play(shares, worlds=50), stage.with_values(**others).play(shares, worlds=50)

    np.testing.assert_array_equal(usual.curves, changed.curves)
    np.testing.assert_array_equal(usual.actions, changed.actions)


def test_a_number_that_turns_the_order_is_found():
    # Nobody is won by a few leaders if thresholds are high, and all are if they are low; training does not change.
    found = ns.campaign(
        organisation(n=60, ties=4), units="unit", periods=12, budget=3, logics=["social"], worlds=100,
        settings={**STILL, "threshold": 0.1, "threshold_sd": 0, "p": 0, "champion_cost": 3, "training_effect": 0.5},
    )  # fmt: skip

    swept = sensitivity(found, names=["threshold", "miss", "strengthen"])

    assert swept.first == "social"
    assert swept.turns["parameter"].tolist() == ["threshold"]
    assert swept.turns["value"].tolist() == [0.6]
    assert swept.screen["parameter"].iloc[0] == "threshold"
    assert swept.sentence() == "social is first unless threshold is 0.6 (then mechanistic)."


def test_what_changed_names_people_units_and_why():
    network = organisation()
    before = ns.campaign(network, units="unit", periods=8, budget=3, logics=["social"], worlds=50)
    asked = [step.person for step in before.steps if step.person]
    rows = pd.DataFrame([(asked[-1], 2, "adopted"), (asked[-2], 2, "resistant")], columns=["person", "period", "state"])

    found = ns.campaign(network, units="unit", periods=8, budget=3, logics=["social"], worlds=50, observed=rows)

    told = "\n".join(found.changed())
    assert f"social: planned for before, not done yet, and still in the plan: {asked[0]} (u" in told
    assert f"social: out of the plan, since they use it already: {asked[-1]} (u" in told
    assert f"social: out of the plan, since they gave it up or are against it: {asked[-2]} (u" in told
    assert "furthest behind" in told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"units": "unti"}, "did you mean 'unit'"),
        ({"budget": 0}, "budget is 0; it must be above 0"),
        ({"logics": ["socail"]}, "did you mean 'social'"),
        ({"settings": {"treshold": 1}}, "did you mean 'threshold'"),
        ({"settings": {"p": 2}}, "parameter p is 2; it must be from 0 to 1"),
        ({"sites": "largst"}, "did you mean 'largest'"),
        ({"shares": {"social": 0}}, "are all 0"),
        ({"observed": pd.DataFrame([("p0001", 1, "adopted")], columns=["person", "period", "state"])}, "'p0001'"),
        ({"observed": pd.DataFrame([("p001", 9, "adopted")], columns=["person", "period", "state"])}, "period 9"),
    ],
)
def test_what_cannot_be_asked_is_told(options, told):
    with pytest.raises(ns.NetspreadError, match=told):
        ns.campaign(organisation(), **{"units": "unit", "periods": 5, "worlds": 4, **options})


def test_what_was_observed_is_read_by_pseudonyms_and_without_those_who_opted_out(tmp_path):
    from netspread.logics.observed import read_observed
    from netspread.readers.privacy.pseudonyms import pseudonyms_of, read_key

    path, key = tmp_path / "seen.csv", tmp_path / "key"
    path.write_text("person,period,state\na,1,adopted\nb,2,aware\nc,2,adopted\n", encoding="utf-8")
    called = pseudonyms_of(["a", "b", "c"], read_key(key))

    coded = read_observed(path, pseudonyms=key, only=pd.Index([called["a"], called["c"]]))

    assert coded["person"].tolist() == [called["a"], called["c"]]
    assert read_observed(path)["person"].tolist() == ["a", "b", "c"]
