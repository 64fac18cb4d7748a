"""Phrases: English text that other languages say too; every one in the program has its German."""

import ast
import pickle
from pathlib import Path
from string import Formatter

import pytest

from netspread import language as room
from netspread import readers
from netspread.language import language, languages
from netspread.phrase import Phrase
from netspread.readers.privacy.identifying import cleaned
from netspread.windows import UNITS, Window

ROOT = Path(__file__).parents[1]
HOSPITAL = ROOT / "sample_networks" / "hospital"


def patterns():
    """Every pattern that is written in the program; each must be written out, to be found."""
    for path in [*(ROOT / "netspread").rglob("*.py"), *(ROOT / "cli").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Phrase":
                assert isinstance(node.args[0], ast.Constant), (path, node.lineno)
                yield node.args[0].value


def blanks(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", languages()[1:])
def test_every_phrase_is_said_and_none_that_is_not_there_with_the_same_blanks(code):
    own = room._read(code)["phrases"]

    assert set(patterns()) - set(own) == set()
    assert set(own) - set(patterns()) == set()
    for pattern, text in own.items():
        forms = text.values() if isinstance(text, dict) else [text]
        for form in forms:
            assert blanks(form) <= blanks(pattern), pattern
        assert not isinstance(text, dict) or "count" in blanks(pattern), pattern


def test_a_phrase_is_its_english_text_and_survives_a_journey():
    phrase = Phrase("{count:,} rows left out: {names}", count=1234, names=["a", Phrase("{count} people", count=2)])

    assert phrase == "1,234 rows left out: a, 2 people"
    there = pickle.loads(pickle.dumps(phrase))
    assert (there, there.pattern, there.values) == (phrase, phrase.pattern, phrase.values)


def test_german_says_it_with_its_own_numbers_and_forms():
    say = language("de").said

    assert say(Phrase("{count:,} messages read", count=1234)) == "1.234 Nachrichten gelesen"
    assert say(Phrase("{count:,} messages read", count=1)) == "1 Nachricht gelesen"
    assert say(Phrase("a tie weighs {what}", what=Phrase("the hours together"))) == (
        "das Gewicht einer Verbindung: die gemeinsamen Stunden"
    )
    assert say("any other text") == "any other text"
    assert language("en").said(Phrase("{count:,} messages read", count=1234)) == "1,234 messages read"


def test_what_braces_a_name_holds_is_no_blank():
    assert (
        Phrase("'{column}' is taken as the ego", column="{x} {0.__class__}")
        == "'{x} {0.__class__}' is taken as the ego"
    )
    assert language("de").said(Phrase("'{column}' is taken as the ego", column="{x}")) == "„{x}“ gilt als das Ego"


def test_a_phrase_stays_one_if_nothing_is_taken_from_it():
    phrase = Phrase("remarks left out: {names}", names=["Ana"])

    assert isinstance(cleaned(phrase, {"ben": "(removed)"}), Phrase)
    gone = cleaned(phrase, {"ana": "(removed)"})
    assert not isinstance(gone, Phrase)  # what could still say the name in another language is not kept
    assert gone == "remarks left out: (removed)"


def test_what_was_read_of_the_sample_is_told_in_german():
    reported = readers.read(HOSPITAL / "survey.csv", staff=HOSPITAL / "staff.csv")

    assert all(isinstance(sentence, Phrase) for sentence in reported.told)
    german = [language("de").said(sentence) for sentence in reported.told]
    assert not set(german) & set(reported.told)
    assert "„respondent“ gilt als die Person, die geantwortet hat" in german


def test_every_window_of_time_is_told_in_words():
    assert [Window.of(unit).told for unit in UNITS] == list(UNITS)
    assert language("de").said(Window.of("week").told) == "Woche"
    assert language("de").said(Window.of("14D", since="2024-03-01").told) == "14 Tage, gezählt vom 01.03.2024 an"
