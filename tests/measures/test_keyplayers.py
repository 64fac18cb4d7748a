"""Key players: on paper, against all sets, and against reference values."""

import itertools
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive_measures
from netspread.errors import ChoiceError
from netspread.measures import goals, keyplayers
from netspread.measures.keyplayers import GOALS, key_player_value, key_players
from netspread.network import Network
from networks import CONNECTOR, KITE

SHARED = Path(__file__).parents[2] / ".." / "shared"
SIZE = 7
matrices = st.lists(st.booleans(), min_size=SIZE * SIZE, max_size=SIZE * SIZE).map(
    lambda bits: np.array(bits).reshape(SIZE, SIZE) & ~np.eye(SIZE, dtype=bool)
)


def network_of(matrix, **options):
    egos, alters = np.nonzero(matrix)
    people = [str(i) for i in range(len(matrix))]
    return Network.from_ties(zip(egos.tolist(), alters.tolist(), strict=True), people=people, **options)


def test_without_heather_the_kite_falls_in_two():
    found = key_players(KITE, size=1, goal="split")

    # seven and two are left: 7 * 6 + 2 * 1 of 9 * 8 pairs stay connected
    assert found.people == ("hea",)
    assert found.value == pytest.approx(1 - 44 / 72)
    assert found.optimal
    assert "KeyPlayers for split: hea" in repr(found)
    assert found.to_frame()["person"].tolist() == ["hea"]
    assert "<table" in found._repr_html_()


def test_one_from_each_circle_is_near_to_all():
    assert set(key_players(CONNECTOR, size=3, goal="steps", steps=1).people) == {"a", "l", "x"}
    assert key_players(CONNECTOR, size=1, goal="reach").people == ("hub",)
    assert key_players(CONNECTOR, size=1, goal="fragment").people == ("hub",)


@given(matrices, st.integers(1, 3), st.sampled_from(sorted(GOALS)))
@settings(max_examples=40, deadline=None)
def test_no_set_is_better_than_the_optimal_one(matrix, size, goal):
    network = network_of(matrix, influence="ego_to_alter")
    values = {
        some: naive_measures.key_player_value(matrix, some, goal, 2)
        for some in itertools.combinations(range(SIZE), size)
    }

    found = key_players(network, size=size, goal=goal)

    assert found.optimal
    assert found.value == pytest.approx(max(values.values()))
    assert values[tuple(int(person) for person in found.people)] == pytest.approx(found.value)


@pytest.mark.parametrize("goal", sorted(GOALS))
def test_exchanges_come_close_to_the_best_of_all_sets(goal, monkeypatch):
    network = Network.from_networkx(nx.gnm_random_graph(25, 40, seed=6, directed=True))
    best = key_players(network, size=3, goal=goal)
    monkeypatch.setattr(keyplayers, "_EXHAUSTIVE", 0)

    found = key_players(network, size=3, goal=goal)

    assert not found.optimal
    assert best.value * 0.98 <= found.value <= best.value + 1e-9


def test_fragmentation_of_a_large_network_is_estimated_from_a_sample(monkeypatch):
    network = Network.from_networkx(nx.barabasi_albert_graph(120, 2, seed=1))
    exact = key_player_value(network, ("0", "5"), goal="fragment")
    monkeypatch.setattr(goals, "_SAMPLE", 80)

    assert key_player_value(network, ("0", "5"), goal="fragment") == pytest.approx(exact, abs=0.05)


def test_a_wrong_goal_or_size_is_told():
    with pytest.raises(ChoiceError, match="goal 'reech' is unknown"):
        key_players(KITE, size=2, goal="reech")
    with pytest.raises(ChoiceError, match="size is 9; for the goal 'split' in a network of 10 people"):
        key_players(KITE, size=9, goal="split")
    with pytest.raises(ChoiceError, match="number of key players"):
        key_player_value(KITE, ())


REFERENCE = {
    "fragment, symmetric": ("fragment", None),
    "mreach.degree M=1, symmetric, total (counts both ways)": ("steps-1", "both"),
    "mreach.degree M=2, directed, outdegree": ("steps-2", "ego_to_alter"),
    "mreach.degree M=2, directed, indegree": ("steps-2", "alter_to_ego"),
    "mreach.closeness, directed, outdegree": ("reach", "ego_to_alter"),
    "mreach.closeness, directed, indegree": ("reach", "alter_to_ego"),
    "best fragment, symmetric, size 2": ("fragment", None),
}


@pytest.mark.skipif(not SHARED.exists(), reason="the reference values are not here")
@pytest.mark.parametrize(
    ("oracle", "folder", "relation"),
    [
        ("krackhardt_hightech_advice", "krackhardt_hightech", "advice"),
        ("krackhardt_hightech_friendship", "krackhardt_hightech", "friendship"),
        ("zachary_karate", "zachary_karate", None),
    ],
)
def test_reference_values_of_sets_agree_to_eight_digits(oracle, folder, relation):
    rows = pd.read_csv(SHARED / "oracles" / oracle / "keyplayer.csv")
    ties = pd.read_csv(next((SHARED / "data" / folder).glob("ties.csv*")), dtype=str)
    ties = ties[ties["relation"] == relation] if relation else ties
    people = pd.read_csv(SHARED / "data" / folder / "people.csv", dtype=str).iloc[:, 0]
    checked = 0
    for row in rows.itertuples():
        if row.measure not in REFERENCE or pd.isna(row.value):
            continue
        goal, influence = REFERENCE[row.measure]
        network = Network.from_ties(ties[["ego", "alter"]], people=people.tolist(), influence=influence or "both")
        members = tuple(row.people.split(";"))
        n, k = network.n_people, len(members)
        value = key_player_value(network, members, goal=goal.split("-")[0], steps=int(goal[-1]) if "-" in goal else 2)
        # the package counts people, not shares; and leaves the set itself out of its reach
        if goal.startswith("steps"):
            value *= (n - k) * (2 if goal == "steps-1" else 1)
        elif goal == "reach":
            value = (value * n - k) / (n - k)
        assert value == pytest.approx(row.value, abs=1e-8), row
        if row.measure.startswith("best"):
            assert key_players(network, size=2, goal="fragment").value == pytest.approx(row.value, abs=1e-8)
        checked += 1
    assert checked > 20
