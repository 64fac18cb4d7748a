"""Spelling: what is the same in two spellings of a name: no case, accents, titles; nicknames, initials, ue for ü."""

import re
import unicodedata
from itertools import islice, product

from netspread.readers.nicknames import NICKNAMES

_TITLES = frozenset(
    ("dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "sister", "sr", "nurse", "matron",
     "doctor", "consultant", "rn", "md", "phd")
)  # fmt: skip
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "æ": "ae", "Æ": "Ae",
     "œ": "oe", "ı": "i"}
)  # fmt: skip
#: How some write what others write with marks.
_WITHOUT_MARKS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def normalized(name: str) -> str:
    """Return *name* as it is compared: no case, accents, marks, titles; "Ruiz, Ana" turned round; full first name.

    Examples
    --------
    >>> normalized("Dr. RUÍZ, Ana")
    'ana ruiz'
    """
    return " ".join(NICKNAMES.get(word, (word,))[0] for word in _words(name))


def forms(name: str) -> list[str]:
    """Return the ways in which *name* may be meant: normalized, with other first names for its nickname, ue for ü.

    Examples
    --------
    >>> forms("Kate Müller")
    ['katherine muller', 'catherine muller', 'katherine mueller', 'catherine mueller']
    """
    found = []
    for spelling in dict.fromkeys((name, unicodedata.normalize("NFC", name).translate(_WITHOUT_MARKS))):
        choices = [NICKNAMES.get(word, (word,)) for word in _words(spelling)]
        found += [" ".join(words) for words in islice(product(*choices), 8)]
    return [*dict.fromkeys(found)]


def _words(name: str) -> list[str]:
    """Return the words of *name* without case, accents, marks and titles, first name first."""
    if "@" in name:
        name = re.sub(r"[._\-]|\d+$", " ", name.split("@", maxsplit=1)[0].split("+", maxsplit=1)[0])
    if name.count(",") == 1:
        last, _, first = name.partition(",")
        name = f"{first} {last}"
    apart = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = "".join(mark for mark in apart if not unicodedata.combining(mark)).casefold()
    words = [word for word in re.split(r"[\W_]+", plain.replace("'", "").replace("\u2019", "")) if word]
    end = len(words) - 1
    # "Sr" is a sister before a name and a senior behind it.
    return [word for at, word in enumerate(words) if word not in _TITLES or (word == "sr" and at == end > 1)] or words
