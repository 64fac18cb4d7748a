"""Sentences: what a plan says, as a key with its values: a table says it in English, a page in any language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

#: What is done, what is looked at, and when to stop.
STEPS: Mapping[str, str] = {
    "train": "train",
    "lead": "ask to lead",
    "open": (
        "open the {phase}: {sites}; go on when {adopted}% use it and {sustained}% of takers sustain it, stop after "
        "{patience} periods of waiting"
    ),
    "open_last": "open the {phase}: {sites}",
    "foreseen": (
        "look at how many use it: {mean} people are foreseen by the end of the period ({low} to {high}); if it is "
        "fewer than {low}, plan again with what you observed"
    ),
    "probes": "look at the probes: ask nobody for {rest} periods in units with under {bar} users won a person asked",
    "tipped": "stop asking here: {share}% are foreseen to use it, which makes it the visible norm",
    "alone": "look for users with few users around them: from now on they may leave; bring them together",
    "end": "stop: nobody is left whom it pays to train or ask",
}
#: What was observed, and what that changes.
CHANGES: Mapping[str, str] = {
    "now": "After period {period} {using} of {people} people use it.",
    "less": "{logic} foresaw {mean} ({low} to {high}): this is less than that.",
    "within": "{logic} foresaw {mean} ({low} to {high}): this is within that.",
    "more": "{logic} foresaw {mean} ({low} to {high}): this is more than that.",
    "units": (
        "Against the plan by {logic}, {worst} is furthest behind ({behind} people) and {best} furthest ahead ({ahead})."
    ),
    "p_up": "Ties pass it on more than was thought: the chance p was believed to be {before}, and is now {now}.",
    "p_down": "Ties pass it on less than was thought: the chance p was believed to be {before}, and is now {now}.",
    "p_same": "Nothing was learned of the chance p that a tie passes it on: it is still believed to be {now}.",
    "end": "{logic}: {now} people are foreseen to sustain it at the end; before, {before}.",
    "wave": "{logic}: the {foreseen} was foreseen for period {period}; what is open then is the {now}.",
    "new": "{logic}: new in the plan from period {period}, since they now add more than others: {names}.",
    "using": "{logic}: out of the plan, since they use it already: {names}.",
    "done": "{logic}: out of the plan, since they were trained or asked already: {names}.",
    "against": "{logic}: out of the plan, since they gave it up or are against it: {names}.",
    "others": "{logic}: out of the plan, since others now add more: {names}.",
    "sooner": "{logic}: sooner than planned before: {names}.",
    "same": "{logic}: the same people as planned before.",
}
TEXTS: Mapping[str, Mapping[str, str]] = {"plan_steps": STEPS, "plan_changes": CHANGES}


class Figure(NamedTuple):
    """A number that a sentence holds."""

    value: float
    digits: int = 0
    signed: bool = False


class Word(str):
    """A word of the program that a language may have another word for: a logic, a phase."""

    __slots__ = ()


def _english(value: float, digits: int = 0) -> str:
    return f"{value:,.{digits}f}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Attributes
    ----------
    section, key
        Which text of :data:`TEXTS`.
    values
        What fills it: texts, words and figures.
    """

    section: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def filled(
        self, number: Callable[[float, int], str] = _english, word: Callable[[str], str] = str
    ) -> dict[str, str]:
        """Return the values as texts, with *number* and *word* as a language writes them."""
        told = {}
        for name, value in self.values.items():
            if isinstance(value, Figure):
                sign = "+" if value.signed and value.value >= 0 else ""
                told[name] = sign + number(value.value, value.digits)
            else:
                told[name] = word(value) if isinstance(value, Word) else str(value)
        return told

    def said(self) -> str:
        """Return it in English."""
        return TEXTS[self.section][self.key].format_map(self.filled())
