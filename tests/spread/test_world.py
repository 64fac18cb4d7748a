"""One world: who adopts when, held to what the kernels count in that very world."""

import numpy as np
import pandas as pd
import pytest

from every_model import EVERY, ward
from netspread.errors import ChoiceError
from netspread.network import Network
from netspread.spread.compare import compare
from netspread.spread.models import (
    SI,
    CascadeByGroup,
    IndependentCascade,
)
from netspread.spread.simulate import simulate
from netspread.spread.world import one_world

SEEDS = ["3", "40", "77", "12"]
MODELS = [*EVERY, IndependentCascade(1.0), CascadeByGroup("unit", inside=1.0, across=0.1)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_people_of_a_world_are_those_that_the_kernel_counts_in_it_step_by_step(model):
    spread = simulate(ward(), seeds=SEEDS, model=model, worlds=12, seed=5)
    found = [one_world(spread, world) for world in range(12)]

    for world, people in enumerate(found):
        counted = np.bincount(people["step"].dropna().astype(int), minlength=spread.steps.shape[1])
        assert counted.tolist() == spread.steps[world].tolist()
        assert people.loc[people["seed"], "step"].tolist() == [0] * 4
    adopts = np.sum([people["step"].notna() for people in found], axis=0)
    assert adopts.tolist() == (spread.chance * 12).round().astype(int).tolist()


def test_on_a_path_the_step_is_the_distance_and_late_seeds_start_late():
    path = Network.from_ties([(str(at + 1), str(at)) for at in range(5)])

    sure = one_world(simulate(path, seeds=["1"], model=IndependentCascade(1.0), worlds=3), 2)
    late = one_world(simulate(path, seeds=["0", "4"], model=SI(1.0, periods=4), worlds=3, starting={"4": 2}), 0)

    steps = sure.set_index("person")["step"]
    assert steps.drop("0").to_dict() == {"1": 0, "2": 1, "3": 2, "4": 3, "5": 4}
    assert steps["0"] is pd.NA
    assert late.set_index("person")["step"].to_dict() == {"0": 0, "1": 1, "2": 2, "3": 3, "4": 2, "5": 3}


def test_a_usual_world_is_found_by_its_reach():
    spread = simulate(ward(), seeds=SEEDS, worlds=50)

    assert spread.by_world()["reach"].tolist() == spread.reaches.tolist()


@pytest.mark.parametrize("world", [-1, 50])
def test_a_world_that_is_none_is_told(world):
    with pytest.raises(ChoiceError, match="world is"):
        one_world(simulate(ward(), seeds=SEEDS, worlds=50), world)


def test_worlds_of_many_draws_have_no_single_seeds():
    comparison = compare(ward(), strategies=["random"], budget=3, worlds=40)
    with pytest.raises(ChoiceError, match="drawn anew"):
        one_world(comparison.spread("random"), 3)
