"""Language: every text of the pages and of explanations, from one file for each language.

The files stand in ``pages/languages/``; ``en.toml`` tells how to write another. English fills what a translation
leaves out.
"""

import gettext
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

from netspread.errors import one_of
from netspread.phrase import Phrase, filled

_FOLDER = Path(__file__).parent / "pages" / "languages"
_FIRST = "en"


class _Described(Protocol):
    """A model of spreading, which can tell its rule."""

    def describe(self) -> str: ...


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Language:
    """The texts of one language, and how it writes numbers.

    Attributes
    ----------
    code
        As in HTML: ``"en"``, ``"de"``.
    texts
        Section -> key -> a text, a list of them, or forms by count.
    """

    code: str
    texts: Mapping[str, Mapping[str, Any]]
    thousands: str
    decimal: str
    _form: Callable[[int], str]

    def say(self, key: str, /, count: Any = None, **values: Any) -> str:
        """Return the text of *key* (``section.key``), filled in; *count* chooses its form, and stands for ``{count}``.

        >>> language("en").say("map.people", count=1200)
        '1,200 people'
        """
        section, _, name = key.partition(".")
        text = self.texts[section][name]
        if isinstance(text, Mapping):
            assert count is not None, key
            whole = round(count)
            text = text["zero"] if whole == 0 and "zero" in text else text.get(self._form(whole), text.get("other"))
        if count is not None:
            values["count"] = self.number(count)
        return str(text).format_map(values)

    def named(self, section: str, name: str, otherwise: str, **values: object) -> str:
        """Return what the language calls a thing that has an English name in the program, *otherwise* that."""
        text = self.texts.get(section, {}).get(name)
        return otherwise if text is None else str(text).format_map(values)

    def said(self, text: str) -> str:
        """Return a phrase of the program in this language; any other text as it is.

        >>> language("de").said(Phrase("{count:,} messages read", count=1200))
        '1.200 Nachrichten gelesen'
        """
        if not isinstance(text, Phrase):
            return text
        own = self.texts.get("phrases", {}).get(text.pattern, text.pattern)
        if isinstance(own, Mapping):
            own = own[self._form(text.values["count"])]
        return filled(own, text.values, said=self.said, number=self._marked)

    def strategy(self, name: str) -> str:
        """Return what a seeding strategy is called; one that goes by a measure is called after it."""
        return self.named("strategies", name, self.named("measures", name, name))

    def model(self, model: _Described) -> str:
        """Return a model's rule in one sentence."""
        options: dict[str, Any] = {}
        if is_dataclass(model):
            options = {field.name: self._plain(getattr(model, field.name)) for field in fields(model)}
        return self.named("models", type(model).__name__, model.describe(), **options)

    def _plain(self, value: Any) -> Any:
        """Return an option of a model as people write it: a number, a model within, chances for names."""
        if isinstance(value, tuple):
            return "; ".join(" ".join(str(self._plain(part)) for part in parts) for parts in value) or "–"
        if is_dataclass(value):
            return self.model(cast("_Described", value))
        return self.short(value) if isinstance(value, float) else value

    def short(self, value: float) -> str:
        """Return the number with as many digits as it needs, and no more than six.

        >>> language("de").short(0.05)
        '0,05'
        """
        return f"{value:g}".replace(".", self.decimal)

    def number(self, value: Any, digits: int = 0) -> str:
        """Return the number as people write it.

        >>> language("de").number(1234.5, 1)
        '1.234,5'
        """
        return self._marked(f"{value:,.{digits}f}")

    def _marked(self, number: str) -> str:
        """Return a number that is written as in English with the marks of this language."""
        return number.translate({ord(","): self.thousands, ord("."): self.decimal})

    def percent(self, share: Any, digits: int = 0) -> str:
        r"""Return the share in per cent; in German with a space that does not break.

        >>> language("de").percent(0.256)
        '26\xa0%'
        """
        return str(self.texts["language"]["percent"]).format(number=self.number(100 * share, digits))


def languages() -> list[str]:
    """Return the codes of the languages there are, English first."""
    return sorted((file.stem for file in _FOLDER.glob("*.toml")), key=lambda code: (code != _FIRST, code))


@cache
def language(code: str) -> Language:
    """Return the texts of the language *code*.

    Raises
    ------
    ChoiceError
        If there is no such language.
    """
    if code not in languages():
        raise one_of("language", code, languages())
    english, own = _read(_FIRST), _read(code)
    texts = {section: {**english.get(section, {}), **own.get(section, {})} for section in {**english, **own}}
    about = own["language"]
    chosen = gettext.c2py(about["plural"])
    forms = tuple(about["forms"])
    return Language(code, texts, about["thousands"], about["decimal"], lambda number: forms[chosen(number)])


_spoken: ContextVar[str] = ContextVar("language", default=_FIRST)


def spoken() -> Language:
    """Return the language of the page that is being drawn: English outside of :func:`speaking`."""
    return language(_spoken.get())


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Draw in the language *code* what is drawn inside: charts and tables write their numbers so."""
    said = language(code)
    before = _spoken.set(code)
    try:
        yield said
    finally:
        _spoken.reset(before)


def missing(code: str, names: Mapping[str, Any]) -> list[str]:
    """Return what the language *code* does not say yet, as ``section.key``.

    Parameters
    ----------
    code
        The language.
    names
        Section -> what has a name in the program (measures, models, ...).
    """
    own = _read(code)
    wanted = {**_read(_FIRST), **names}
    return [f"{section}.{key}" for section, texts in wanted.items() for key in texts if key not in own.get(section, {})]


def _read(code: str) -> dict[str, dict[str, Any]]:
    """Return section -> key -> text."""
    return tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
