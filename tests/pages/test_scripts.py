"""Scripts of pages: what they show to people comes from the catalogue of languages, not from a literal."""

import re
from pathlib import Path

import pytest

from netspread import pages

SCRIPTS = sorted((Path(pages.__file__).parent / "assets").glob("*.js"))
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`')
#: Where a script puts words before people's eyes or ears.
SHOWN = r"(?:textContent|innerText|title|placeholder|alt|\"aria-(?:label|valuetext|description)\")\"?"
#: What is no word: marks, and what holds the place of a value.
WORDS = re.compile(r"[A-Za-z]{2,}")


def code(text):
    """The script without its comments."""
    return re.sub(r"(^|\s)//.*|/\*.*?\*/", "", text, flags=re.MULTILINE)


def left(literal):
    """A literal without its blanks and markup."""
    return re.sub(r"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|<[^>]*>", "|", literal)


def sentences_in(text):
    """The literals that read like English: two words in a row."""
    found = [left(literal) for literal in LITERAL.findall(code(text))]
    return [text for text in found if re.search(r"[A-Za-z]{2,} [a-z]{2,}", text) and text != '"use strict"']


def words_shown_in(text):
    """The literals that are given to what people see or hear."""
    given = re.findall(rf"{SHOWN}\s*[:=,]\s*({LITERAL.pattern})", code(text))
    return [literal for literal in given if WORDS.search(left(literal))]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_no_script_shows_a_word_outside_the_catalogue(path):
    text = path.read_text(encoding="utf-8")

    assert sentences_in(text) == []
    assert words_shown_in(text) == []


@pytest.mark.parametrize(
    "line",
    [
        'el("p", { textContent: "Nobody" });',
        "at('title').title = 'Close';",
        'input.setAttribute("aria-label", "Find");',
        "b.textContent = `Named by ${count} people`;",
        'const told = wide ? "show the whole list" : "";',
    ],
)
def test_a_word_outside_the_catalogue_is_found(line):
    assert sentences_in(line) or words_shown_in(line)


def test_every_script_of_the_map_is_looked_at():
    assert {path.stem for path in SCRIPTS} >= {"map", "map_card", "map_list", "map_people", "map_picture", "map_save"}
