"""The certificate of greedy seeds holds, and the default draws until they are as good as exact greed."""

import itertools

import numpy as np
import pytest
from scipy.stats import beta

from netspread.kernels.covering import at_least
from netspread.network import Network
from netspread.spread.models import Ground, IndependentCascade, LinearThreshold, WeightedCascade
from netspread.spread.seeding import choose, task_of
from netspread.spread.seeding.certificate import ENOUGH, Schedule, certified_share
from netspread.spread.seeding.greedy import certified
from netspread.spread.seeding.lazy import lazily
from netspread.spread.worlds import Worlds
from networks import hospital

MODELS = [IndependentCascade(0.15), WeightedCascade(), LinearThreshold()]


@pytest.mark.parametrize(("doubt", "off"), [(0.025, 0.1), (1e-6, 0.005)])
@pytest.mark.parametrize(
    ("hits", "tries"), [(1, 1000), (5, 292), (90, 100), (1485, 18_240), (400_000, 412_000), (7, 7)]
)
def test_a_bound_is_that_of_clopper_and_pearson_or_a_little_lower(hits, tries, doubt, off):
    exact = beta.ppf(doubt, hits, tries - hits + 1)

    found = at_least(hits, tries, doubt)

    assert found <= exact * (1 + 1e-9)
    assert exact - found <= off * (hits / tries - exact)
    assert at_least(0, tries, doubt) == 0


def test_more_is_certain_of_more_samples_and_nothing_of_seeds_in_none():
    shares = [certified_share(80 * times, 90 * times, 100 * times, 1e-4) for times in (1, 10, 100, 1000)]

    assert shares == sorted(shares)
    assert shares[0] < 0.7
    assert shares[-1] == pytest.approx(8 / 9, abs=0.02)
    assert certified_share(0, 100, 100, 1e-4) == 0
    assert certified_share(100, 100, 100, 1e-4) < 1


def test_the_schedule_doubles_in_four_steps_and_comes_to_its_end():
    schedule = Schedule.of(1000, 10, 1_000_000)

    assert schedule.samples(schedule.last) >= 1_000_000
    assert schedule.samples(4) == 2 * schedule.samples(0)
    turn, turns = 0, []
    while turn < schedule.last:
        turns.append(turn)
        turn = schedule.after(turn, ENOUGH / 0.5, 0.0)
    assert turns == list(range(schedule.last))
    assert schedule.after(0, 100.0, 0.0) == 12  # eight times as many at most
    assert schedule.after(0, 0.9, 100.0) == 4  # twice as many, if only seeds have to settle


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_the_certificate_is_true(model):
    network = hospital(n=16, m=40)
    judge = Worlds(network, model, 2000, 5)
    reach = {pair: judge.reach(np.array(pair)) for pair in itertools.combinations(range(16), 2)}
    best, sample = max(reach.values()), model.sampler(Ground.of(network))

    for seed in range(30):
        choice = certified(task_of(network, budget=2, model=model, seed=seed), sample)

        assert choice.certified_ratio >= ENOUGH
        # tolerance: the reach in 2,000 worlds is known to about 1 %
        assert choice.certified_ratio <= 1.02 * reach[tuple(sorted(choice.positions.tolist()))] / best


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_by_default_seeds_are_within_one_percent_of_greed_that_tries_everybody(model):
    network = hospital(n=50, m=180)
    trial, judge, taken = Worlds(network, model, 2000, 7), Worlds(network, model, 4000, 99), []

    def gain(person):
        return trial.reach(np.array([*taken, person])) - (trial.reach(np.array(taken)) if taken else 0.0)

    exact = lazily(gain, taken.append, [(person, 50.0) for person in range(50)], np.full(4, -1))

    reached = []
    for seed in range(5):
        found = choose("greedy", task_of(network, budget=4, model=model, seed=seed)).positions
        reached.append(judge.reach(np.sort(found)) / judge.reach(np.sort(exact)))
    assert np.mean(reached) >= 0.99


def test_somebody_whom_the_first_samples_do_not_hold_is_found_all_the_same():
    network = Network.from_ties([("0", "1")], people=[str(person) for person in range(20_000)])
    task = task_of(network, budget=1, model=IndependentCascade(0.1), eligible=["19999"])

    assert choose("greedy", task).positions.tolist() == [19_999]
