"""Calibration and back-test: the truth that made the data is found, and the right forecaster wins."""

import numpy as np
import pytest
from scipy.optimize import minimize

from netspread import engine
from netspread.adoption.at_risk import cases
from netspread.adoption.backtest import backtest, crps
from netspread.adoption.calibration import COLUMN, calibrate
from netspread.adoption.diffusion import diffusion
from netspread.adoption.forecasts import foretold
from netspread.adoption.hazards import Cases, Fitted
from netspread.adoption.invented import invented_diffusion, invented_diffusions
from netspread.errors import ChoiceError
from netspread.network import Network
from netspread.spread.compare import compare
from netspread.spread.models import Broadcast, FractionalThreshold, GivenThresholds, IndependentCascade
from netspread.spread.simulate import simulate

PERIODS = 14


def random_network(n=500, named=6, seed=1):
    rng = np.random.default_rng(seed)
    ids = [f"p{i}" for i in range(n)]
    ties = [(ids[a], ids[b]) for a in range(n) for b in rng.choice(n, named, replace=False) if a != b]
    return Network.from_ties(ties, people=ids)


def made(p, outside, *, once, seed=1, network=None):
    """A diffusion by the hazard that is fitted, walked through slowly."""
    network = network or random_network()
    rng = np.random.default_rng(seed)
    n = network.n_people
    ties = network.matrix().toarray() > 0
    times = np.full(n, PERIODS)
    times[rng.choice(n, 10, replace=False)] = 0
    for period in range(1, PERIODS):
        before = times == period - 1 if once else times < period
        chance = 1 - (1 - outside) * (1 - p) ** (ties & before).sum(axis=1)
        times[(times == PERIODS) & (rng.random(n) < chance)] = period
    adopted = {person: (time + 1 if time < PERIODS else None) for person, time in zip(network.ids, times, strict=True)}
    return diffusion(network, adopted=adopted, first=1, last=PERIODS)


@pytest.mark.parametrize(("model", "once", "p"), [("ic", True, 0.2), ("broadcast", False, 0.06), ("si", False, 0.06)])
def test_the_chance_that_made_the_data_is_found(model, once, p):
    found = calibrate(made(p, 0.01, once=once), model=model)

    row = found.parameter("p")
    assert row["low"] < p < row["high"]
    assert row["high"] - row["low"] < 1.2 * p
    assert found.parameter("outside")["low"] < 0.01 < found.parameter("outside")["high"]


def test_intervals_cover_as_often_as_they_say():
    network = random_network(200)
    hits = 0
    for seed in range(40):
        row = calibrate(made(0.06, 0.02, once=False, seed=seed, network=network), model="broadcast").parameter("p")
        hits += row["low"] <= 0.06 <= row["high"]

    # 95 % of 40 are 38; fewer than 33 come in one case of a thousand
    assert hits >= 33


def test_no_contact_gives_a_chance_that_may_be_nought():
    row = calibrate(made(0.0, 0.08, once=False), model="broadcast").parameter("p")

    assert row["low"] < 0.002


def test_fitted_rates_are_those_of_another_optimizer():
    spread = made(0.06, 0.02, once=False)
    counted = cases(spread, once=False)
    fit = Fitted.of(counted)

    other = minimize(
        lambda logs: -counted.log_likelihood(*np.exp(logs)), [-3.0, -3.0], method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-10, "maxiter": 5000},
    )  # fmt: skip

    np.testing.assert_allclose([fit.outside, fit.each], np.exp(other.x), rtol=1e-4)


def test_a_single_proportion_on_paper():
    # nobody has adopters around: the rate is that of a proportion, and its interval that of the likelihood ratio
    fit = Fitted.of(Cases(np.zeros(1), np.array([20.0]), np.array([80.0])))

    assert -np.expm1(-fit.outside) == pytest.approx(0.2, abs=1e-6)
    low, high = (-np.expm1(-end) for end in fit.interval(0))
    # solved by hand: 20 ln(x / .2) + 80 ln((1 - x) / .8) = -1.9207 at both ends
    for end in (low, high):
        assert 20 * np.log(end / 0.2) + 80 * np.log((1 - end) / 0.8) == pytest.approx(-1.920729, abs=1e-4)


def test_one_threshold_for_all_is_found():
    network = random_network(600, named=10)
    rng = np.random.default_rng(2)
    seeds = [str(person) for person in rng.choice(network.ids, 60, replace=False)]
    true = invented_diffusion(network, seeds=seeds, thresholds=0.3, periods=8)

    found = calibrate(true, model="fraction")

    assert isinstance(found.model, FractionalThreshold)
    assert found.model.share == pytest.approx(0.3)
    assert found.parameter("share")["low"] <= 0.3 <= found.parameter("share")["high"]


def test_the_mean_of_own_thresholds_is_found():
    network = random_network(1500, named=12)
    true = invented_diffusion(network, seeds=0.1, thresholds="beta(3, 6)", periods=10)

    found = calibrate(true, model="lt")

    assert found.parameter("mean")["low"] < 1 / 3 < found.parameter("mean")["high"]
    assert found.model == GivenThresholds(COLUMN)
    assert found.network.people[COLUMN].between(0, 1).all()
    # with thresholds as expected it spreads about as far as it did
    starters = [str(person) for person in true.people.index[true.times == 0]]
    reach = simulate(found.network, seeds=starters, model=found.model, worlds=1).reach_mean
    assert reach == pytest.approx((true.times < 10).sum(), rel=0.25)


def test_simulation_finds_what_likelihood_finds():
    spread = made(0.1, 0.0, once=False)

    found = calibrate(spread, model=f"sir(leave=0.0, periods={PERIODS - 1})", runs=400)

    assert found.method == "abc"
    assert found.parameter("p")["low"] * 0.9 < 0.1 < found.parameter("p")["high"] * 1.1


def test_a_calibrated_model_feeds_comparisons():
    spread = made(0.06, 0.02, once=False)
    found = calibrate(spread, model="broadcast")

    compared = compare(found.network, strategies=["random", "in-degree"], budget=5, model=found.model, worlds=50)

    assert isinstance(found.model, Broadcast)
    assert compared.spread("in-degree").reach_mean > 5
    assert isinstance(calibrate(spread).model, IndependentCascade)


@pytest.mark.parametrize(
    ("model", "sentence"),
    [("icc", "model 'icc' is unknown"), ("wc", "has no chance left to fit"), ("complex", "has no chance left to fit")],
)
def test_a_model_without_anything_to_fit_is_said(model, sentence):
    with pytest.raises(ChoiceError, match=sentence):
        calibrate(made(0.06, 0.02, once=False), model=model)


def test_forecasts_by_the_network_win_where_the_network_carried_it():
    tables = [backtest(made(0.05, 0.01, once=False, seed=seed), fit=7, runs=200).to_frame() for seed in range(5)]
    scores = [table.set_index("forecaster") for table in tables]

    assert all(table.loc["network", "crps"] < table.loc["no-network", "crps"] for table in scores)
    assert np.mean([table.loc["network", "coverage"] for table in scores]) >= 0.7


def test_forecasts_cover_as_often_as_they_say():
    network = random_network(200)
    covered = []
    for seed in range(25):
        spread = made(0.04, 0.03, once=False, seed=seed, network=network)
        table = backtest(spread, fit=7, forecasters=["network"], runs=200, seed=seed).table.iloc[0]
        covered.append(table["low"] <= table["observed"] <= table["high"])

    # 90 % of 25 are 22; fewer than 18 come in one case of a hundred
    assert sum(covered) >= 18


def test_the_average_of_rules_covers_whichever_of_them_holds():
    network = random_network(150)
    covered = {"average": [], "network": [], "no-network": []}
    for seed in range(4):
        for p, outside in ((0.06, 0.01), (0.0, 0.08)):
            spread = made(p, outside, once=False, seed=seed, network=network)
            scores = backtest(spread, fit=6, forecasters=list(covered), runs=200, seed=seed).to_frame()
            for row in scores.itertuples():
                covered[row.forecaster].append(row.coverage)

    means = {name: np.mean(shares) for name, shares in covered.items()}
    assert means["average"] >= 0.85
    assert means["average"] > means["no-network"] + 0.2


def test_weights_of_rules_follow_what_they_foretold_and_leave_none_out():
    carried, alone = made(0.08, 0.005, once=False), made(0.0, 0.1, once=False)

    by_ties, by_none = (foretold(spread.until(8), 200, 1) for spread in (carried, alone))

    assert sum(by_ties.values()) == pytest.approx(1)
    assert min(*by_ties.values(), *by_none.values()) >= 0.05
    assert by_ties["network"] + by_ties["bass"] > by_ties["no-network"] + by_ties["cascade"]
    assert by_none["no-network"] > by_ties["no-network"]


def test_periods_that_differ_more_than_by_chance_widen_a_forecast():
    """Twice as many adopt in every other period as in the ones between."""
    names = [f"p{at}" for at in range(600)]
    steady = np.repeat(np.arange(1, 11), [40] * 10)
    uneven = np.repeat(np.arange(1, 11), [70, 10] * 5)
    widths = []
    for times in (steady, uneven):
        adopted = dict(zip(names, [*times.tolist(), *[None] * 200], strict=True))
        network = Network.from_ties([(names[0], names[1])], people=names)
        spread = diffusion(network, adopted=adopted)
        widths.append(backtest(spread, fit=8, forecasters=["no-network"], runs=400).to_frame()["width"].iloc[0])

    assert widths[1] > 1.5 * widths[0]


def test_forecasts_are_the_same_on_any_number_of_threads():
    spread = made(0.05, 0.01, once=False)
    tables = []
    for jobs in (1, 2):
        with engine.using(jobs):
            tables.append(backtest(spread, runs=250).table)

    assert tables[0].equals(tables[1])


def test_crps_is_the_integral_of_its_definition():
    rng = np.random.default_rng(1)
    drawn, observed = rng.normal(3, 2, 400), 4.2
    grid = np.linspace(-10, 20, 60_001)
    share = np.searchsorted(np.sort(drawn), grid, side="right") / len(drawn)
    wanted = np.trapezoid((share - (grid >= observed)) ** 2, grid)

    assert crps(drawn, observed) == pytest.approx(wanted, abs=1e-3)


@pytest.mark.parametrize(("fit", "sentence"), [(1, "fit is 1 of 14 periods"), (14, "fit is 14 of 14 periods")])
def test_a_back_test_needs_periods_on_both_sides(fit, sentence):
    with pytest.raises(ChoiceError, match=sentence):
        backtest(made(0.05, 0.01, once=False), fit=fit)


def test_invented_diffusions_start_where_they_are_told():
    network = random_network(100)
    named = np.bincount(network.alters, minlength=100)

    central = invented_diffusion(network, seeds=0.05, starters="central", thresholds=2.0, periods=3)
    marginal = invented_diffusion(network, seeds=0.05, starters="marginal", thresholds=2.0, periods=3)

    assert named[central.times == 0].min() >= np.sort(named)[-5]
    assert named[marginal.times == 0].max() <= np.sort(named)[4]
    assert (central.times[central.times > 0] == 3).all()


def test_rewired_networks_keep_degrees_in_every_period():
    spread = invented_diffusion(random_network(100), rewire=0.3, periods=5)

    degrees = [np.bincount(network.alters, minlength=100).tolist() for network in spread.networks]
    assert len(spread.networks) == 5
    assert all(degree == degrees[0] for degree in degrees)
    assert not np.array_equal(spread.networks[0].alters, spread.networks[4].alters)


def test_several_behaviors_have_their_own_starters():
    network = random_network(100)
    both = invented_diffusions(network, behaviors={"x": {}, "y": {"thresholds": 2.0}}, periods=6)

    assert both["x"].innovation == "x"
    assert (both["x"].times == 0).tolist() != (both["y"].times == 0).tolist()
    assert (both["y"].times > 0).sum() == (both["y"].times == 6).sum()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"seeds": []}, "no seeds are given"),
        ({"seeds": ["nobody"]}, "seed 'nobody' is unknown"),
        ({"thresholds": "gauss(1, 2)"}, "is unknown"),
        ({"thresholds": np.ones(3)}, "3 thresholds are given for 100 people"),
        ({"starters": "best"}, "starters 'best' is unknown"),
        ({"rewire": 2}, "rewire is 2"),
    ],
)
def test_a_wrong_option_of_an_invented_diffusion_gets_one_sentence(options, sentence):
    with pytest.raises(ChoiceError) as caught:
        invented_diffusion(random_network(100), **options)

    assert sentence in str(caught.value)
