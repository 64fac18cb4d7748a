"""Names of models: parsed to the model again, and told in one sentence where they are wrong."""

import pytest

from every_model import EVERY, reach_of, ward
from netspread.errors import ChoiceError
from netspread.spread import models
from netspread.spread.models import (
    SI,
    SIR,
    CascadeByGroup,
    CascadeByLayer,
    ComplexContagion,
    FractionalThreshold,
    GivenThresholds,
    Resisted,
)
from netspread.spread.seeding import seeds
from netspread.spread.simulate import simulate
from networks import PATH


@pytest.mark.parametrize("model", [m for m in EVERY if not isinstance(m, Resisted)], ids=lambda model: model.name)
def test_a_name_is_parsed_to_its_model_again(model):
    assert models.parse(model.name) == model
    assert len(model.describe()) > 20


@pytest.mark.parametrize(
    "model",
    [
        CascadeByGroup("unit, main", pairs=(("Ward 1, north", "ICU", 0.2), ("ICU", "a=b", 0.3))),
        CascadeByLayer((("advice, daily", 0.1), ("trust", 0.2))),
        GivenThresholds("one, two"),
    ],
)
def test_names_with_commas_stand_in_quotes(model):
    assert '"' in model.name
    assert models.parse(model.name) == model


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: models.parse("ic-group(groups=unit, Ward 1, north>ICU=0.2)"),
            "put a name that has a comma into quotes",
        ),
        (lambda: models.parse("sirr"), "did you mean 'sir'"),
        (lambda: models.parse("sir(p"), "model 'sir(p' is unknown"),
        (lambda: models.parse("sir(p)"), "option 'p' of model 'sir' has no '='"),
        (lambda: models.parse("sir(q=1)"), "takes no q; it takes p, leave, periods"),
        (lambda: models.parse("sir(p=often)"), "p of model 'sir' is 'often'; it must be a number"),
        (lambda: models.parse("thresholds"), "needs column"),
        (lambda: models.parse("ic-layer"), "names no relation"),
        (lambda: models.parse("ic-layer(advice=often)"), "p of 'advice' is 'often'; it must be a number"),
        (lambda: models.parse("ic-layer(advice=2)"), "p of 'advice' is 2"),
        (lambda: models.parse("ic-layer(advice=0.1)", p=0.3), "takes no p"),
        (lambda: models.parse("ic-group(groups=unit, a>b=x)"), "p from 'a' to 'b' is 'x'"),
        (lambda: reach_of(CascadeByLayer((("advise", 0.1),)), ward(), ["0"]), "did you mean 'advice'"),
        (lambda: reach_of(CascadeByLayer((("advice", 0.1),))), "of one relation alone; take relation 'all'"),
        (lambda: SI(1.5), "p is 1.5"),
        (lambda: SIR(leave=-1), "leave is -1"),
        (lambda: SI(periods=0), "periods is 0"),
        (lambda: ComplexContagion(0), "needed is 0"),
        (lambda: FractionalThreshold(2), "share is 2"),
        (lambda: CascadeByGroup("unit", pairs=(("a", "b", 7),)), "p from 'a' to 'b' is 7"),
        (lambda: reach_of(GivenThresholds("unit"), ward(), ["0"]), "person '0' has no unit from 0 to 1"),
        (lambda: reach_of(CascadeByGroup("unit", pairs=(("u0", "v1", 0.5),)), ward(), ["0"]), "unit 'v1' is unknown"),
        (lambda: reach_of(GivenThresholds("grit"), ward(), ["0"]), "group column 'grit' is unknown"),
        (lambda: reach_of(Resisted(SI(), "grit"), ward(), ["0"]), "group column 'grit' is unknown"),
        (lambda: simulate(PATH, seeds=["a"], starting={"a": 1}), "has no clock"),
        (lambda: simulate(PATH, seeds=["a"], model=SI(), starting={"b": 1}), "seed 'b' is unknown"),
        (lambda: simulate(PATH, seeds=["a"], model=SI(), starting={"a": 99}), "the period in which 'a' starts is 99"),
        (lambda: seeds(ward(), strategy="robust", budget=2, models=[SIR()]), "cannot be sampled backwards"),
    ],
)
def test_a_wrong_model_is_told_in_one_sentence(call, sentence):
    with pytest.raises(ChoiceError) as found:
        call()

    assert sentence in str(found.value)
