"""The kernel of campaigns equals its slow twin, world by world, for each logic, combined, and from what was observed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive_campaign
import netspread as ns
from netspread.kernels import campaign as kernel
from netspread.logics import combined, parameters
from netspread.logics.observed import observed as observe
from netspread.logics.sites import Sites
from netspread.logics.stage import Stage
from netspread.logics.states import STATES

PEOPLE, PERIODS, WORLDS = 9, 9, 2
WAYS = [*[(logic,) for logic in combined.SINGLE], ("mechanistic", "social"), combined.SINGLE]


@st.composite
def numbers(draw):
    """Every parameter within the range that is swept, at one of its ends, or as by default."""
    values = {}
    for name, each in parameters.PARAMETERS.items():
        within = st.floats(each.low, each.high).map(lambda value: round(value, 3))
        whole = name in {"sustain_after", "setup", "patience", "factor", "probe_periods", "probe_look", "probe_rest"}
        if whole:
            within = st.integers(int(each.low), int(each.high)).map(float)
        values[name] = draw(st.sampled_from([each.value, each.low, each.high]) | within)
    return values


ties = st.lists(st.booleans(), min_size=PEOPLE**2, max_size=PEOPLE**2).map(
    lambda bits: np.array(bits).reshape(PEOPLE, PEOPLE) & ~np.eye(PEOPLE, dtype=bool)
)
rows = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1), st.integers(1, 4), st.sampled_from(list(STATES)),
        st.sampled_from(["", "train", "ask"]),
    ),
    min_size=1,
)  # fmt: skip


def stage_of(matrix, values, budget, seed, observed=None):
    ids = [f"p{at}" for at in range(PEOPLE)]
    egos, alters = np.nonzero(matrix)
    people = pd.DataFrame({"unit": list("aabbbccdd")}, index=ids)
    network = ns.Network.from_ties(
        [(ids[a], ids[b]) for a, b in zip(egos, alters, strict=True)], people=people, influence="alter_to_ego"
    )
    seen = None if observed is None else observe(network, observed, periods=PERIODS, sustain_after=3)
    return Stage(
        network,
        Sites.by(network, "unit"),
        PERIODS,
        budget,
        parameters.checked(values),
        "largest",
        seed,
        np.arange(PEOPLE) % 3,
        seen,
    )


def assert_equal_to_the_twin(stage, ways, adaptive=True):
    shares = {logic: float(logic in ways) / len(ways) for logic in combined.SINGLE}
    found = stage.play(shares, worlds=WORLDS, adaptive=adaptive)
    costs = {
        logic: stage.values[cost]
        for logic, cost in zip(combined.SINGLE, ("training_cost", "champion_cost", "champion_cost"), strict=True)
    }
    places = combined.places(shares, (), periods=PERIODS, budget=stage.budget, costs=costs)
    ground, s = stage._ground(places), parameters.settings(stage.values)
    begins = 0 if stage.observed is None else stage.observed.now
    twins = [
        naive_campaign.Campaign(
            ground, s, ways, begins=begins, seed=stage.seed, number=number, adaptive=adaptive
        ).play()
        for number in range(WORLDS)
    ]
    for number, twin in enumerate(twins):
        np.testing.assert_array_equal(found.curves[number, begins:], twin.curve)
        assert found.units[number].tolist() == twin.by_unit[-1]
        assert found.ended[number] == twin.ended
    np.testing.assert_allclose(found.believed[begins:], np.mean([twin.believed for twin in twins], 0), rtol=1e-9)
    np.testing.assert_array_equal(found.unit_curves[begins:], np.sum([twin.by_unit for twin in twins], 0) / WORLDS)
    actions, waves = np.zeros(found.actions.shape), np.zeros(found.waves.shape)
    for twin in twins:
        for at in twin.actions:
            actions[at] += 1
        for at in twin.open_waves.items():
            waves[at] += 1
    np.testing.assert_array_equal(found.actions, actions / WORLDS)
    np.testing.assert_array_equal(found.waves, waves / WORLDS)


@pytest.mark.parametrize("ways", WAYS, ids="+".join)
@given(matrix=ties, values=numbers(), budget=st.sampled_from([1.0, 3.5, 8.0, 40.0]), seed=st.integers(0, 2**31))
@settings(max_examples=30)
def test_a_campaign_equals_its_twin_in_every_world(ways, matrix, values, budget, seed):
    assert_equal_to_the_twin(stage_of(matrix, values, budget, seed), ways)


@given(matrix=ties, values=numbers(), told=rows, seed=st.integers(0, 2**31), ways=st.sampled_from(WAYS))
@settings(max_examples=30)
def test_a_campaign_that_goes_on_from_what_was_observed_equals_its_twin(matrix, values, told, seed, ways):
    observed = pd.DataFrame(told, columns=["person", "period", "state", "action"])
    observed["person"] = [f"p{at}" for at in observed["person"]]

    assert_equal_to_the_twin(stage_of(matrix, values, 6.0, seed, observed), ways)


@given(matrix=ties, values=numbers(), seed=st.integers(0, 2**31))
@settings(max_examples=30)
def test_a_planner_that_does_not_observe_equals_its_twin(matrix, values, seed):
    assert_equal_to_the_twin(stage_of(matrix, values, 6.0, seed), ("ecological",), adaptive=False)


def test_the_states_of_the_table_are_those_of_the_kernel():
    assert [getattr(kernel, name.upper()) for name in STATES] == list(range(6))
