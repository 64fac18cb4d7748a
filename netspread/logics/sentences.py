"""Sentences: what a plan says, as a key with its values, so that it can be said in any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from netspread.language import Language, spoken


class Figure(NamedTuple):
    """A number that a sentence holds."""

    value: float
    digits: int = 0
    signed: bool = False

    def said(self, say: Language) -> str:
        """Return it as the language *say* writes it."""
        sign = "+" if self.signed and self.value >= 0 else ""
        return sign + say.number(self.value, self.digits)


class Share(NamedTuple):
    """A share that a sentence holds, told in per cent."""

    value: float

    def said(self, say: Language) -> str:
        """Return it as the language *say* writes it."""
        return say.percent(self.value)


class Word(NamedTuple):
    """A word of the program: a logic, a phase, a state."""

    name: str

    def said(self, say: Language) -> str:
        """Return what the language *say* calls it."""
        return say.say(f"plan_words.{self.name}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Attributes
    ----------
    section, key
        Which text of the language.
    values
        What fills it: texts, words and figures.
    """

    section: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self) -> str:
        """Return it in the language spoken, begun with a capital if it is a whole one."""
        say = spoken()
        told = {
            name: value.said(say) if isinstance(value, Figure | Share | Word) else str(value)
            for name, value in self.values.items()
        }
        return say.say(f"{self.section}.{self.key}", **told)
