"""Stems: how the headers of one question's columns fall into what was asked and whom or what each column stands for."""

import html
import re
from collections.abc import Callable, Iterable, Sequence

#: A relation without a code is called by its question's first words, up to so many letters.
_LONGEST = 40
_BRACKETED = re.compile(r"^(?P<stem>.*?)\s*\[(?P<item>[^\[\]]*)\]$", re.DOTALL)
_DASHED = re.compile(r"^(?P<stem>.+) - (?P<item>[^-].*)$", re.DOTALL)
_NUMBERED = re.compile(r"^(?P<stem>.*?)[\s_\-.:#(]*(?P<number>\d{1,2})\)?:?$", re.DOTALL)
_ORDINAL = re.compile(
    r"^(?P<number>\d(st|nd|rd|th)|first|second|third|fourth|fifth)\s+(?P<stem>choice|name|person|nominee|nomination).*$",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{1,200}>")
#: What stands between a stem and an item, the surest first.
_MARKS = (" - ", ": ", " – ", " | ", "-")


def plain(text: str) -> str:
    """Return *text* without markup and line breaks, as people read it.

    Examples
    --------
    >>> plain("Whom do you <b>ask</b>&nbsp;for help?")
    'Whom do you ask for help?'
    """
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def short(text: str) -> str:
    """Return what a relation is called if its question has no code: the text, cut between words after 40 letters.

    Examples
    --------
    >>> short("Whom do you ask for advice about the new sepsis bundle?")
    'Whom do you ask for advice about the new'
    """
    text = plain(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST + 1].rsplit(" ", 1)[0][:_LONGEST].rstrip(" ,;:-")


def bracketed(name: str) -> tuple[str, str] | None:
    """Return (stem, item) of "stem [item]"."""
    match = _BRACKETED.match(name)
    return (match["stem"].strip(), match["item"].strip()) if match else None


def dashed(name: str) -> tuple[str, str] | None:
    """Return (stem, item) of "stem - item"; the last dash between blanks counts."""
    match = _DASHED.match(name)
    return (match["stem"].strip(), match["item"].strip()) if match else None


def numbered(name: str) -> tuple[str, str] | None:
    """Return (stem, number) of "stem 1" or "1st choice"."""
    match = _NUMBERED.match(name) or _ORDINAL.match(name)
    return (match["stem"].strip(" _-.:#("), match["number"]) if match else None


def sharing(
    names: Iterable[str], split: Callable[[str], tuple[str, str] | None], *, least: int = 2
) -> dict[str, dict[str, str]]:
    """Return stem -> {name: item} for the stems that at least *least* of *names* share."""
    found: dict[str, dict[str, str]] = {}
    for name in names:
        pair = split(name)
        if pair is not None:
            found.setdefault(pair[0], {})[name] = pair[1]
    return {stem: items for stem, items in found.items() if len(items) >= least}


def common(texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return what the texts of one question's columns share, up to a mark such as " - ", and what each has of its own.

    Both stems and names may hold hyphens, so the mark is the last one in the part that all texts share; an item
    without text is empty. Texts that share no stem are items alone.

    Examples
    --------
    >>> common(["Whom do you ask - at work - Ana Ruiz", "Whom do you ask - at work - Ana-Maria Ode"])
    ('Whom do you ask - at work', ['Ana Ruiz', 'Ana-Maria Ode'])
    """
    texts = [plain(text) for text in texts]
    padded = [f"{text} " if text.endswith(" -") else text for text in texts]  # an empty item lost its blank
    first, last = min(padded), max(padded)  # what these two share, all share
    shared = "" if first == last else first[: next((at for at, letter in enumerate(first) if letter != last[at]), None)]
    for mark in _MARKS:
        at = shared.rfind(mark)
        if at > 0:
            return shared[:at].strip(), [text[at + len(mark) :].strip() for text in padded]
    if len(set(texts)) == 1:
        stem, _, item = padded[0].rpartition(" - ")
        return (stem, [item] * len(texts)) if stem else (texts[0], [""] * len(texts))
    return "", texts
