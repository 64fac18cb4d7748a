"""Phrase: what the program tells in English, kept so that other languages can say it too."""

from collections.abc import Callable, Mapping
from numbers import Number
from string import Formatter
from typing import Any, Self


class Phrase(str):
    """An English sentence, or a part of one, that knows its pattern and what fills it.

    It is a text like any other, in English. A language that has the pattern in the table ``phrases`` of its file says
    it in its own way: :meth:`netspread.language.Language.said`. Values may be phrases too, and lists of them. One that
    is called ``count`` chooses the form, where a language has several.

    Attributes
    ----------
    pattern
        The text with blanks.
    values
        What fills them.

    Examples
    --------
    >>> Phrase("{count:,} rows left out: {names}", count=1200, names=["a", "b"])
    '1,200 rows left out: a, b'
    """

    __slots__ = ("pattern", "values")
    pattern: str
    values: Mapping[str, Any]

    def __new__(cls, pattern: str, /, **values: Any) -> Self:
        """Fill in the English sentence."""
        self = super().__new__(cls, filled(pattern, values))
        self.pattern, self.values = pattern, values
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """Return what makes the same phrase in another process."""
        return (self.pattern,), dict(self.values)


def filled(
    pattern: str,
    values: Mapping[str, Any],
    *,
    said: Callable[[str], str] = str,
    number: Callable[[str], str] = str,
) -> str:
    """Return *pattern* with *values* in its blanks: words as *said*, numbers as *number* turns the English way."""
    return _Writer(said, number).vformat(pattern, (), values)


class _Writer(Formatter):
    def __init__(self, said: Callable[[str], str], number: Callable[[str], str]) -> None:
        self._said, self._number = said, number

    def format_field(self, value: Any, spec: str) -> str:
        """Return a value as it stands in the sentence."""
        if isinstance(value, str):
            return self._said(value)
        if isinstance(value, list | tuple):
            return ", ".join(map(self._said, value))
        written = format(value, spec)
        return self._number(written) if isinstance(value, Number) else written
