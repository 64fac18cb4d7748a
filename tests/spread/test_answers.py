"""Answers: what a comparison means, by values on paper and by the questions asked one by one."""

import pandas as pd
import pytest

from netspread.errors import ChoiceError
from netspread.network import Network
from netspread.spread.answers import answers
from netspread.spread.compare import choices, compare, same_choices
from netspread.spread.models import IndependentCascade, LinearThreshold, Resisted, WeightedCascade
from netspread.spread.questions import equity, random_seeds_needed
from netspread.spread.simulate import simulate
from networks import hospital

STRATEGIES = ("random", "in-degree", "greedy")


@pytest.fixture(scope="module")
def found():
    return answers(compare(hospital(), strategies=STRATEGIES, budget=5, worlds=200), groups="unit", draws=0)


def test_each_answer_is_that_of_its_question(found):
    best = found.best

    assert found.enough.seeds == random_seeds_needed(best).seeds
    pd.testing.assert_frame_equal(found.equity.table, equity(best, groups="unit").table)
    assert found.returns.set_index("budget").at[5, "reach_mean"] == pytest.approx(best.reach_mean, abs=1.5)


def test_regret_is_what_the_best_choice_reaches_more(found):
    held = found.held
    for _, part in held.groupby(["kind", "setting"]):
        assert part["regret"].min() == 0
        assert (part["reach_mean"] + part["regret"]).tolist() == pytest.approx([part["reach_mean"].max()] * len(part))
        assert (part["regret_share"] * part["reach_mean"].max()).tolist() == pytest.approx(part["regret"].tolist())
    worst = held.groupby("strategy")["regret_share"].max()
    assert worst[found.safest] == worst.min()


def test_people_stay_chosen_when_p_turns_out_otherwise(found):
    row = found.held.query("kind == 'p' and setting == '0.3' and strategy == 'in-degree'").iloc[0]
    seeds = found.comparison.spread("in-degree").seeds
    again = simulate(hospital(), seeds=seeds, model=IndependentCascade(0.3), worlds=200)

    assert row["reach_mean"] == again.reach_mean


def test_who_resists_resists_whatever_else_is_true():
    """Everybody but the hub resists: under no model does anybody follow it."""
    people = pd.DataFrame({"against": ["no", *["yes"] * 9]}, index=["hub", *[f"p{at}" for at in range(9)]])
    star = Network.from_ties([(f"p{at}", "hub") for at in range(9)], people=people)
    model = Resisted(IndependentCascade(1.0), "against")
    found = answers(compare(star, strategies=["in-degree"], budget=1, model=model, worlds=20))

    assert set(found.held["reach_mean"]) == {1.0}


def test_other_models_may_be_tried_in_its_place():
    comparison = compare(hospital(), strategies=STRATEGIES, budget=5, worlds=60)
    others = [WeightedCascade(), IndependentCascade(0.4), LinearThreshold()]
    found = answers(comparison, draws=0, sensitivity=others)

    tried = found.held[["kind", "setting"]].drop_duplicates().to_numpy().tolist()
    assert tried == [["first", "ic(p=0.1)"], ["model", "wc"], ["p", "0.4"], ["threshold", "random"]]


def test_who_cannot_start_is_kept_out_of_every_answer():
    """The only one whom others follow may not start: random people never do better than any others."""
    star = Network.from_ties([(f"p{at}", "hub") for at in range(9)])
    comparison = compare(
        star, strategies=["random", "in-degree"], budget=2, model=IndependentCascade(1.0), worlds=40, exclude=["hub"]
    )
    found = answers(comparison, draws=0)

    assert found.enough.seeds == 2
    assert found.returns["reach_mean"].tolist() == found.returns["budget"].tolist()
    assert found.equity is None


def test_half_is_when_it_is_on_paper():
    """A path of five from one end, each step certain: 1, 2, 3, 4, 5; half of five is there after two steps."""
    path = Network.from_ties([(str(at + 1), str(at)) for at in range(4)])
    found = answers(
        compare(path, strategies=["greedy"], budget=1, model=IndependentCascade(1.0), worlds=10), budgets=[1, 2]
    )

    assert found.half == 2
    assert found.returns["reach_mean"].tolist() == [5, 5]
    assert found.enough.seeds is not None


def test_the_silent_are_drawn_where_there_are_any():
    people = pd.DataFrame({"responded": [at % 4 != 0 for at in range(100)]}, index=[str(at) for at in range(100)])
    ties = hospital().ties()
    network = Network.from_ties(ties[ties["ego"].map(people["responded"])], people=people)
    comparison = compare(network, strategies=STRATEGIES, budget=5, worlds=100)

    found = answers(comparison, draws=4)

    part = found.held[found.held["kind"] == "answers"]
    assert part["strategy"].tolist() == list(STRATEGIES)
    observed = found.held[found.held["kind"] == "first"]
    assert part["reach_mean"].sum() > observed["reach_mean"].sum()  # more ties, more reach


def test_choices_are_tried_as_they_were():
    comparison = compare(hospital(), strategies=STRATEGIES, budget=4, worlds=80)
    chosen = choices(comparison)

    assert [len(sets) for sets in chosen] == [40, 1, 1]
    again = same_choices(comparison, chosen, model=comparison.models[0], worlds=80)
    assert [spread.reach_mean for spread in again] == [spread.reach_mean for spread in comparison.spreads]
    others = same_choices(comparison, chosen, model=LinearThreshold(), worlds=10)
    assert [spread.draws for spread in others] == [10, 1, 1]


@pytest.mark.parametrize(("options", "told"), [({"groups": "ward"}, "ward"), ({"draws": -1}, "draws")])
def test_what_cannot_be_asked_is_told(options, told):
    with pytest.raises(ChoiceError, match=told):
        answers(compare(hospital(), strategies=["random"], budget=2, worlds=20), **options)


def test_who_resists_does_so_whatever_else_is_true():
    """Everybody but the seed resists: nobody else adopts under any assumption."""
    names = [str(at) for at in range(6)]
    people = pd.DataFrame({"no": ["0", *["1"] * 5]}, index=names)
    star = Network.from_ties([(name, "0") for name in names[1:]], people=people)
    comparison = compare(
        star, strategies=["in-degree"], budget=1, model=Resisted(IndependentCascade(1.0), "no"), worlds=20
    )

    found = answers(comparison, draws=0)

    assert found.best.seeds == ("0",)
    assert found.held["reach_mean"].tolist() == [1.0] * len(found.held)
