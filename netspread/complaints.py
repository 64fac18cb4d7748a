"""Complaints: what an error says, in the language of whoever reads it.

Errors are English sentences, raised in hundreds of places. A language says them too if they stand in the table
``errors`` of its file, with blanks for what was found: a sentence is recognized by the words between its blanks. In
front of it may stand a place, ``survey.csv, line 3: ``; that, and what fills a blank, may be a phrase of the table
``error_parts``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter

from netspread.language import Language, language

#: Longer sentences are not looked at: a file could make the search for a pattern take for ever.
_LONGEST = 2000
_PLACE = r"(?:(?P<place_>.{1,300}?): )?"
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")


@dataclass(frozen=True, slots=True)
class _Shape:
    """A sentence with blanks: how it is recognized, and how a language says it."""

    pattern: re.Pattern[str]
    own: str
    letters: int
    quoted: frozenset[str]


def complaint(text: str, say: Language) -> str | None:
    """Return what an error says in the language *say*; None if that does not know the sentence.

    >>> complaint("staff.csv, line 3: 'id' is empty; give each person an id", language("de"))
    'staff.csv, Zeile 3: „id“ ist leer; geben Sie jeder Person eine Kennung'
    """
    return _said(text, "errors", say)


def _said(text: str, table: str, say: Language) -> str | None:
    if len(text) > _LONGEST:
        return None
    for shape in _shapes(say.code, table):
        found = shape.pattern.fullmatch(text)
        if found is not None:
            values = found.groupdict(default="")
            parts = {name: value if name in shape.quoted else _part(value, say) for name, value in values.items()}
            place = parts.pop("place_", "")
            return f"{place}: {shape.own.format_map(parts)}" if place else shape.own.format_map(parts)
    return None


def _part(value: str, say: Language) -> str:
    """Return what fills a blank: a phrase, a number, or anything else as it is."""
    if _THOUSANDS.fullmatch(value):
        return value.replace(",", say.thousands)
    return _said(value, "error_parts", say) or value


@cache
def _shapes(code: str, table: str) -> list[_Shape]:
    """Return the shapes of a table, those with the most words of their own first."""
    place = _PLACE if table == "errors" else ""
    texts = language(code).texts.get(table, {})
    shapes = [_shape(english, own, place) for english, own in texts.items()]
    return sorted(shapes, key=lambda shape: -shape.letters)


def _shape(english: str, own: str, place: str) -> _Shape:
    pattern, letters, quoted = place, 0, set()
    for words, blank in _parsed(english):
        if blank and words.endswith("'"):  # what stands in quotes is the user's own
            quoted.add(blank)
        # repr chooses the quotes by what stands within
        pattern += re.escape(words).replace("'", "['\"]") + (f"(?P<{blank}>.*?)" if blank else "")
        letters += len(words)
    return _Shape(re.compile(pattern, re.DOTALL), own, letters, frozenset(quoted))


def _parsed(text: str) -> Iterator[tuple[str, str | None]]:
    for words, blank, _, _ in Formatter().parse(text):
        yield words, blank
