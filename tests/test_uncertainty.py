"""Uncertainty: ranks carry intervals and chances that come from the same draws, and say so."""

import numpy as np
import pandas as pd
import pytest

from netspread import engine
from netspread.errors import ChoiceError
from netspread.network import Network
from netspread.nonresponse import completions
from netspread.places import drawn_places
from netspread.ranking import rank, uncertain_ranks
from test_nonresponse import surveyed


@pytest.fixture(scope="module")
def network():
    return surveyed()[0]


def test_a_ranking_carries_its_interval_and_chance_in_its_table(network):
    ranking = rank(network, by="in-degree", draws=40, top=5, seed=3)
    frame = ranking.to_frame()

    assert list(frame) == ["rank", "person", "score", "low", "high", "top_k_chance"]
    assert (frame["low"] <= frame["high"]).all()
    assert frame["top_k_chance"].between(0, 1).all()
    assert frame["top_k_chance"].sum() == pytest.approx(5)
    assert (ranking.top_k, ranking.draws) == (5, 40)
    assert list(rank(network, by="in-degree").to_frame()) == ["rank", "person", "score"]


def test_the_scores_and_ranks_stay_those_of_the_answers(network):
    plain, sure = rank(network, by="betweenness"), rank(network, by="betweenness", draws=5)

    np.testing.assert_array_equal(plain.scores, sure.scores)
    np.testing.assert_array_equal(plain.ranks, sure.ranks)


def test_several_measures_share_their_draws(network):
    together = uncertain_ranks(network, by=["in-degree", "constraint"], draws=20, seed=9)

    for name, ranking in together.items():
        alone = rank(network, by=name, draws=20, seed=9)
        np.testing.assert_array_equal(alone.low, ranking.low)
        np.testing.assert_array_equal(alone.top_k_chance, ranking.top_k_chance)


def test_the_same_bytes_come_from_any_number_of_threads(network):
    found = []
    for jobs in (1, 3):
        with engine.using(jobs):
            found.append(drawn_places(completions(network, draws=13), by=["in-degree", "betweenness", "constraint"]))

    for name in found[0]:
        assert found[0][name].at.tobytes() == found[1][name].at.tobytes()


def test_places_are_each_taken_once_and_equal_scores_are_put_in_order_by_lot():
    ring = Network.from_ties([(str(a), str((a + 1) % 12)) for a in range(12)])

    places = drawn_places(completions(ring, draws=300), by=["in-degree"])["in-degree"].at

    assert (np.sort(places, axis=1) == np.arange(1, 13)).all()
    assert np.abs(places.mean(axis=0) - 6.5).max() < 1.0  # five standard errors


def test_whoever_has_no_constraint_comes_last_in_every_draw():
    people = pd.DataFrame({"responded": [True] * 6}, index=list("abcdef"))
    network = Network.from_ties([("a", "b"), ("b", "c"), ("c", "a"), ("a", "d")], people=people)

    places = drawn_places(completions(network, draws=30), by=["constraint"])["constraint"].at

    assert set(places[:, 4:].ravel().tolist()) == {5, 6}


def test_where_everybody_answered_only_equals_change_places():
    star = Network.from_ties([("b", "a"), ("c", "a"), ("d", "a"), ("d", "b")])

    frame = rank(star, by="in-degree", draws=50, top=1).to_frame().set_index("person")

    assert frame.loc["a", ["low", "high", "top_k_chance"]].tolist() == [1, 1, 1]
    assert frame.loc["b", ["low", "high"]].tolist() == [2, 2]
    assert frame.loc["c", ["low", "high"]].tolist() == [3, 4]


def test_the_seed_serves_estimated_measures_too(network):
    assert rank(network, by="betweenness", sources=10, seed=4).options == {"sources": 10, "seed": 4}


def test_what_is_out_of_range_is_told(network):
    with pytest.raises(ChoiceError, match="draws is -1"):
        rank(network, by="in-degree", draws=-1)
    with pytest.raises(ChoiceError, match="top is 0"):
        rank(network, by="in-degree", draws=2, top=0)
    with pytest.raises(ChoiceError, match="forgotten is 2"):
        rank(network, by="in-degree", draws=2, forgotten=2)
    with pytest.raises(ChoiceError, match="leave out 'forgotten' or method 'observed'"):
        uncertain_ranks(network, by=["in-degree"], method="observed", forgotten=0.1)
