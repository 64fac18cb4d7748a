"""The section on where to start: each sentence follows from its figures, in both languages."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from netspread.language import speaking
from netspread.pages import start, start_words
from netspread.spread.answers import answers
from netspread.spread.compare import compare
from netspread.spread.models import SI, IndependentCascade, LinearThreshold
from netspread.spread.questions import Enough
from wards import ward


@pytest.fixture(scope="module")
def found():
    comparison = compare(ward(), strategies=["random", "in-degree", "greedy"], budget=5, worlds=100)
    return answers(comparison, groups="unit", draws=4)


def test_the_page_has_every_answer_with_its_chart_and_table(found):
    page = start.draw_answers(found)

    for title in ("worth it", "Who is left out", "How fast", "Does the choice hold"):
        assert title in page
    assert page.count('<svg class="chart desk" role="img"') == page.count('<svg class="chart phone" role="img"') == 5
    assert page.count("<summary>The same as a table</summary>") == 5
    assert start.draw_answers(found) == page


@pytest.mark.parametrize(
    ("needed", "told"),
    [
        (None, "No number of people drawn at random reaches as many as these 5 people."),
        (6, "just a few more people do as well"),
        (9, "choosing well saves winning over 4 more."),
    ],
)
def test_it_is_said_plainly_when_choosing_is_not_worth_it(found, needed, told):
    asked = replace(found, enough=Enough(found.best, needed, found.best))

    assert told in start_words.enough(asked)[0]


def test_what_one_more_brings_is_told_for_one_and_for_many(found):
    table = found.returns[found.returns["budget"].isin([1, 10, 20])]

    assert start_words.enough(replace(found, returns=table))[1].startswith("One person who starts alone brings ")
    assert start_words.enough(replace(found, returns=table.iloc[1:]))[1].startswith("With 10 people to start, each")
    with speaking("de"):
        assert start_words.enough(replace(found, returns=table))[1].startswith("Eine Person, die allein beginnt, ")


def test_a_share_that_is_not_nothing_is_not_told_as_nothing(found):
    table = pd.DataFrame({"group": ["a", "b"], "people": [30, 30], "reach_mean": [0.12, 3], "share": [0.004, 0.1]})
    told = start_words.left_out(replace(found, equity=replace(found.equity, table=table)))[0]

    assert "0.4% of a, 10% of b" in told


def test_rules_are_counted_and_periods_are_no_steps(found):
    two = compare(
        ward(), strategies=["random", "greedy"], budget=3, model=[SI(0.05, periods=9), LinearThreshold()], worlds=40
    )
    clocked = answers(two, groups="unit", draws=0, sensitivity=[SI(0.2, periods=9), IndependentCascade(0.2)])
    page = start.draw_answers(clocked)

    assert "So 2 simple rules are tried" in page
    assert "So a simple rule is tried" in start.draw_answers(found)
    assert re.search(r"Half of those reached have adopted after \d periods?\.", page)
    assert "tried under 3 assumptions. Safest" in " ".join(start_words.holds(clocked))
    assert "in each of 9 periods each adopter convinces" in start.draw_answers(clocked)
    assert "assumed chance p" not in page
    assert set(clocked.held["kind"]) == {"first", "model", "p"}


def test_the_least_reached_group_is_named_and_small_ones_are_not(found):
    table = pd.DataFrame(
        {"group": ["tiny", "Ward 2", "Ward 1"], "people": [2, 30, 30], "reach_mean": [0, 3, 15], "share": [0, 0.1, 0.5]}
    )
    asked = replace(found, equity=replace(found.equity, table=table, gini=0.3))

    assert start_words.left_out(asked)[0].startswith("Not everybody is reached alike: 10% of Ward 2, 50% of Ward 1.")
    assert "0.30 (Gini index)" in start_words.left_out(asked)[1]
    assert start_words.left_out(replace(found, equity=None)) == []


def test_the_safest_choice_is_told_and_what_the_best_may_cost(found):
    held = found.held.assign(regret_share=0.0)
    held.loc[(held["kind"] == "threshold") & (held["strategy"] == found.comparison.best), "regret_share"] = 0.4
    told = start_words.holds(replace(found, held=held))

    assert "Safest is “drawn at random”: whichever of them is true, it costs at most 0%" in told[-2]
    assert "may cost 40%" in told[-1]


def test_the_german_page_has_no_english_sentence(found):
    english, german = (
        re.sub(r"<style>.*?</style>", "", start.draw_answers(found, language=code), flags=re.DOTALL)
        for code in ("en", "de")
    )
    sentences = {text for text in re.findall(r">([^<>]{20,})<", english) if re.search("[a-z] [a-z]", text)}

    assert not {text for text in sentences if text in german}
    with speaking("de"):
        assert "Gini-Index" in start_words.left_out(found)[1]
