"""The parts that survey tools are read with: stems, choices, codes."""

from pathlib import Path

import pytest

from netspread.readers.answers import are_counting, names_nobody
from netspread.readers.redcap_dictionary import choices_of
from netspread.readers.stems import common, short

SAMPLES = Path(__file__).parents[1] / "samples"
RAW = Path(__file__).parents[2] / ".." / "shared" / "data" / "raw_surveys"


@pytest.mark.parametrize(
    ("texts", "stem", "items"),
    [
        (["Ask? - Ana Ruiz", "Ask? - Ana Reed"], "Ask?", ["Ana Ruiz", "Ana Reed"]),
        (["Ask?-Ana", "Ask?-Ben"], "Ask?", ["Ana", "Ben"]),
        (["Ask? -", "Ask? -"], "Ask?", ["", ""]),
        (["Talk: Ana", "Talk: Ben"], "Talk", ["Ana", "Ben"]),
        (["Ana", "Ben"], "", ["Ana", "Ben"]),
        (["<b>Ask</b>&nbsp;- Ana", "<b>Ask</b>&nbsp;- Ben"], "Ask", ["Ana", "Ben"]),
    ],
)
def test_stems_are_what_texts_share_up_to_a_mark(texts, stem, items):
    assert common(texts) == (stem, items)


def test_short_names_are_cut_between_words():
    assert short("Whom do you ask?") == "Whom do you ask?"
    assert short("How often do you ask each of these people for advice?") == "How often do you ask each of these"
    assert len(short("x" * 100)) == 40


def test_nobody_is_a_choice_and_no_person():
    assert all(map(names_nobody, ["None of these", "nobody", "I do not know anyone", "N/A", "Niemand"]))
    assert names_nobody("", "99")
    assert not any(map(names_nobody, ["Ana Ruiz", "Noone, Peter", "Norbert", "x17"]))


def test_counting_codes_are_no_ids():
    assert are_counting(["1", "2", "3", "5"])
    assert not are_counting(["001", "002"])
    assert not are_counting(["17", "21", "32"])
    assert not are_counting(["s1", "s2"])


def test_choices_of_a_dictionary_keep_commas_and_bars():
    assert choices_of("1, Ana Ruiz | 2, Ode, Ben | -99, A | B") == {"1": "Ana Ruiz", "2": "Ode, Ben", "-99": "A | B"}
