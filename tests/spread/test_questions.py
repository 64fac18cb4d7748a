"""Questions: answers that can be worked out on paper, or by trying everything."""

import numpy as np
import pandas as pd
import pytest

from netspread.errors import ChoiceError
from netspread.network import Network
from netspread.spread.models import SI, ComplexContagion, IndependentCascade
from netspread.spread.questions import diminishing_returns, equity, random_seeds_needed, sensitivity, time_to
from netspread.spread.simulate import simulate
from networks import PATH, STAR, hospital


def test_as_many_random_seeds_do_as_well_as_it_takes_on_paper():
    # nobody influences anybody: only the very number of seeds counts
    quiet = Network.from_ties([], people=[str(i) for i in range(30)])
    enough = random_seeds_needed(simulate(quiet, seeds=["1", "2", "3"], worlds=80))

    assert (enough.seeds, enough.more) == (3, 0)


def test_the_fewest_random_seeds_are_found():
    network = hospital()
    spread = simulate(network, seeds=["0", "1", "2", "3"], model=IndependentCascade(0.15), worlds=400)
    enough = random_seeds_needed(spread)

    assert enough.random.reach_mean >= spread.reach_mean
    fewer = random_seeds_needed(simulate(network, seeds=["0"], model=IndependentCascade(0.15), worlds=400))
    assert fewer.seeds <= enough.seeds
    assert len(enough.random.seeds) == enough.seeds


def test_no_number_of_the_wrong_people_may_do():
    enough = random_seeds_needed(
        simulate(STAR, seeds=["hub"], model=IndependentCascade(1.0), worlds=40), exclude=["hub"]
    )

    assert enough.seeds is None
    assert enough.more is None
    assert enough.random.reach_mean == 6


def test_equity_is_that_of_the_textbook():
    people = pd.DataFrame({"unit": ["x", "x", "y", "y"]}, index=list("abcd"))
    network = Network.from_ties([("b", "a")], people=people)

    found = equity(simulate(network, seeds=["a"], model=IndependentCascade(1.0), worlds=5), groups="unit")
    even = equity(simulate(network, seeds=["a", "c"], model=IndependentCascade(0.0), worlds=5), groups="unit")

    assert (found.worst, found.gap, found.gini) == ("y", 1.0, pytest.approx(0.5))
    assert (even.gap, even.gini) == (0.0, 0.0)
    assert found.table["share"].tolist() == [0.0, 1.0]


def test_the_time_to_half_is_counted_in_steps():
    chain = Network.from_ties([(f"p{i + 1}", f"p{i}") for i in range(7)] + [("q", "r")])
    spread = simulate(chain, seeds=["p0"], model=SI(1.0, periods=20), worlds=3)

    assert time_to(spread)["step"].tolist() == [3, 3, 3]
    assert time_to(spread, share=0.8, of_everybody=True)["step"].tolist() == [7, 7, 7]
    assert time_to(spread, share=1.0, of_everybody=True)["step"].isna().all()
    with pytest.raises(ChoiceError, match="share is 2"):
        time_to(spread, share=2)


def test_regret_is_what_the_best_reaches_more():
    found = sensitivity(hospital(), strategies=["random", "in-degree", "greedy"], budget=4, worlds=200)
    table = found.table

    assert len(table) == 15
    best = table.groupby("model")["reach_mean"].max()
    assert (table["regret"] == table["model"].map(best) - table["reach_mean"]).all()
    assert (table.groupby("model")["regret"].min() == 0).all()
    assert found.safest == found.worst_regret()["strategy"].iloc[0] != "random"
    assert found.worst_regret()["strategy"].iloc[-1] == "random"


def test_each_further_seed_brings_less():
    table = diminishing_returns(hospital(), strategy="greedy", budgets=(8, 2, 1, 4), worlds=500)

    assert table["budget"].tolist() == [1, 2, 4, 8]
    assert (np.diff(table["reach_mean"]) > 0).all()
    assert (np.diff(table["per_seed"]) < 0.2).all()
    assert table["per_seed"].iloc[0] == table["reach_mean"].iloc[0]
    with pytest.raises(ChoiceError, match="no budgets"):
        diminishing_returns(PATH, strategy="random", budgets=())


def test_seeds_that_need_each_other_are_asked_in_pairs():
    triangle = Network.from_ties([("c", "a"), ("c", "b")])
    table = diminishing_returns(triangle, strategy="in-degree", budgets=(1, 2), model=ComplexContagion(2), worlds=2)

    assert table["reach_mean"].tolist() == [1, 3]
