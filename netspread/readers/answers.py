"""Answers: where in a question the people are, in what it offers or in what was written, and how it was answered.

A survey asks about many things besides people. A question is about people if what it offers, or what was written, are

1. people known already: on the staff list, or among those who answered; or, if no question has such,
2. names by their look ("Ana Ruiz", "Ruiz, Ana", "ana.ruiz@example.org"); or, if no question has such either,
3. words that may be names, where the question asks "whom", is answered by "weekly" and the like, or has columns to
   write in; and columns of which the file keeps no more than codes.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from netspread.readers import words
from netspread.readers.names import is_known
from netspread.readers.questionnaire import Item, Kind, Question
from netspread.readers.separators import parts, separator
from netspread.readers.table import key

Rows = Sequence[tuple[str, ...]]

#: Which share must be known people; of what was written by hand less is spelt as known. And which must look like names.
_OFFERED, _WRITTEN, _LOOKS = 0.5, 0.3, 0.6
#: Up to so many different numbers are answers on a scale rather than ids.
_FEW = 7
_ADDRESS = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+")
_PIECE = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019.-])*")
_SMALL = frozenset(
    {"de", "da", "di", "du", "la", "le", "van", "von", "der", "den", "bin", "al", "el", "dr", "prof", "mr", "mrs", "ms",
     "jr", "sr"}
)  # fmt: skip
_NOBODY = re.compile(
    r"(?:nobody\b|no[ -]one\b|none\b|i do(?: not|n't|n\u2019t)|niemand|keine[rn]?\b|personne|nadie)", re.IGNORECASE
)
_WHOM = re.compile(
    r"\b(?:whom?|whose|colleagues?|people|persons?|names? (?:up|of|the|three|five)|wen|wem|kolleg\w*|personen?|qui|"
    r"coll[eè]gues?|qui[eé]n\w*|compa[nñ]er\w*|chi|collegh\w*)\b",
    re.IGNORECASE,
)
_SLOT = re.compile(
    r"(?:(?:field|name|person|colleague|choice|nominee|contact|alter|box|text|feld|platz|nom|nombre)\W*)?\d{0,2}\W*",
    re.IGNORECASE,
)
_UNTICKED = frozenset(word for word, weight in words.SCALE.items() if weight == 0) | {"0"}
_TICKED = frozenset(
    {"1", "y", "yes", "x", "✓", "✔", "true", "checked", "selected", "ja", "wahr", "oui", "vrai", "si", "sí", "sì"}
)
_OFTEN = frozenset(words.SCALE) - _TICKED - _UNTICKED


def names_nobody(text: str, code: str = "") -> bool:
    """Whether a choice stands for nobody: "None of these", "I do not know anybody", or the code 99 without words."""
    if not text or text == code:
        return code in ("99", "_99") or (len(code) > 1 and words.answer(code) in words.NOBODY)
    return bool(_NOBODY.match(text)) or words.answer(text) in words.NOBODY


def how_about_people(question: Question, rows: Rows, known: Mapping[str, str]) -> tuple[int, Kind] | None:
    """Return which of the three signs above tells that *question* is about people, and how it is answered; or None."""
    found = (_by_offer(question, rows, known), _by_writing(question, rows, known))
    return min((sign for sign in found if sign is not None), key=lambda sign: sign[0], default=None)


def asks_whom(question: Question) -> bool:
    """Whether the text of *question* asks for people."""
    return bool(_WHOM.search(question.text))


def is_slot(label: str) -> bool:
    """Whether a column is called as one to write a name in: "Name 1", "Field 4", or nothing but a number."""
    return bool(_SLOT.fullmatch(label))


def are_counting(codes: Iterable[str]) -> bool:
    """Whether *codes* are mere numbers of choices: whole, without leading zeros, none above twice their count."""
    different = set(codes)
    numbers = [int(code) for code in different if code.isdecimal() and len(code) < 10 and str(int(code)) == code]
    return len(numbers) == len(different) and max(numbers, default=0) <= 2 * len(numbers)


def are_ids(codes: Collection[str], known: Collection[str]) -> bool:
    """Whether *codes* are ids: most of them people in *known*, and not just counting."""
    different = {code for code in codes if code and not names_nobody("", code)}
    found = sum(is_known(code, known) for code in different)
    return bool(different) and not are_counting(different) and found >= _OFFERED * len(different)


def share_known(texts: Iterable[str], known: Collection[str]) -> float:
    """Return which share of the different *texts* are people in *known*; a few numbers may be a scale, and count 0."""
    different = {text for text in texts if text and not names_nobody(text)}
    numbers = sum(text.isdecimal() for text in different)
    if not different or (numbers > len(different) / 2 and numbers <= _FEW):
        return 0.0
    return sum(is_known(text, known) for text in different) / len(different)


def nobody_codes(names: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """Return the numbers among *names* that stand for nobody: 0 and 99, unless they are within the range of ids."""
    numbers = {name: int(name) for name in names if name.isdecimal() and len(name) < 10}
    rest = [number for number in numbers.values() if number not in words.NOBODY_CODES]
    return frozenset(
        name
        for name, number in numbers.items()
        if number in words.NOBODY_CODES
        and key(name) not in known
        and not min(rest, default=1) < number < max(rest, default=0)
    )


def written(question: Question, rows: Rows, known: Collection[str]) -> list[str]:
    """Return the names in the cells of *question*, in words where it has words for codes."""
    places = [item.at for item in question.items]
    mark = separator([row[at] for row in rows for at in places], known, preferred=question.mark)
    found = [part for row in rows for at in places for part in parts(row[at], mark, people=known)]
    return [question.choices.get(part, part) for part in found]


def _by_offer(question: Question, rows: Rows, known: Mapping[str, str]) -> tuple[int, Kind] | None:
    """Return the sign in the people whom *question* offers, a column each."""
    items = question.items
    piped = [row[item.named] for row in rows for item in items if item.named is not None]
    if piped:
        return (1 if share_known(piped, known) >= _WRITTEN else 2), _how(question, rows)
    if len(items) < 2 or question.kind in ("names", "places"):
        return None
    labels, codes = [item.label for item in items], [item.code for item in items]
    sign = None
    if share_known(labels, known) >= _OFFERED or are_ids(codes, known):
        sign = 1
    elif _look_like_names(labels):
        sign = 2
    elif _are_marks(question, rows) and (not any(labels) or _may_be_people(question, rows)):
        sign = 3
    return None if sign is None else (sign, _how(question, rows))


def _may_be_people(question: Question, rows: Rows) -> bool:
    """Whether *question* asks "whom", or is answered by "weekly" and the like, of what is called by a word or three."""
    labels = [item.label for item in question.items]
    return all(map(_may_be_name, labels)) and (asks_whom(question) or _says_often(question, rows))


def _by_writing(question: Question, rows: Rows, known: Mapping[str, str]) -> tuple[int, Kind] | None:
    """Return the sign in what was written into, or chosen in, the cells of *question*."""
    if question.kind in ("ticks", "ratings", "ranks") or any(item.named is not None for item in question.items):
        return None
    names = written(question, rows, known)
    filled = sum(bool(row[item.at]) for row in rows for item in question.items)
    several = len(question.items) > 1 or len(names) > filled
    whom = asks_whom(question)
    kind: Kind = question.kind or ("places" if _is_ranking(names, rows, question, known) else "names")
    least = _WRITTEN if several or whom else _OFFERED
    if share_known(names, known) >= least or (several and whom and are_ids(names, known)):
        return 1, kind
    if (several or whom) and _look_like_names(names):
        return 2, kind
    numbers = sum(not _may_be_name(name) for name in names)
    if names and whom and several and numbers < 0.2 * len(names) and not set(map(words.answer, names)) & _OFTEN:
        return 3, kind
    return None


def _how(question: Question, rows: Rows) -> Kind:
    """Return how the people whom *question* offers were answered for."""
    if question.kind:
        return question.kind
    if all(_is_tick(item, row[item.at]) for row in rows for item in question.items):
        return "ticks"
    return "ranks" if _are_ranks(question, rows) else "ratings"


def is_ticked(item: Item, cell: str) -> bool:
    """Whether *cell* is a tick: a word for yes, or what the column itself is called."""
    word = words.answer(cell)
    return bool(word) and (word in _TICKED or word in (words.answer(item.label), words.answer(item.code)))


def _is_tick(item: Item, cell: str) -> bool:
    return is_ticked(item, cell) or words.answer(cell) in _UNTICKED | words.MISSING


def _are_ranks(question: Question, rows: Rows) -> bool:
    """Whether each row orders what it is given: 1, 2, 3 without repeats; in three rows that is no chance."""
    ordered = 0
    for row in rows:
        cells = [row[item.at] for item in question.items if row[item.at]]
        if sorted(cells) != sorted(str(rank) for rank in range(1, len(cells) + 1)):
            return False
        ordered += len(cells) > 1
    return ordered >= 3 and len(question.items) > 2


def _is_ranking(names: list[str], rows: Rows, question: Question, known: Collection[str]) -> bool:
    """Whether the one cell of each row holds the same names, all of them, in different orders."""
    filled = [row for row in rows if row[question.items[0].at]]
    different = set(names)
    if len(question.items) > 1 or len(filled) < 3 or not 3 <= len(different) == len(names) / len(filled):
        return False
    orders = {tuple(written(question, [row], known)) for row in filled}
    return len(orders) > 1 and all(set(order) == different for order in orders)


def _are_marks(question: Question, rows: Rows) -> bool:
    """Whether the cells are ticks, numbers, or a few words again and again, as a scale's are."""
    cells = [words.answer(row[item.at]) for row in rows for item in question.items if row[item.at]]
    other = {cell for cell in cells if cell not in words.SCALE and not cell.replace(".", "", 1).isdigit()}
    return not other or len(set(cells)) <= _FEW or all(_is_tick(i, row[i.at]) for row in rows for i in question.items)


def _says_often(question: Question, rows: Rows) -> bool:
    cells = {words.answer(row[item.at]) for row in rows for item in question.items} - words.MISSING - _UNTICKED
    return bool(cells) and len(cells & _OFTEN) > len(cells) / 2


def _look_like_names(texts: Iterable[str]) -> bool:
    different = {text for text in texts if text and not names_nobody(text)}
    return bool(different) and sum(map(_looks_like_name, different)) >= _LOOKS * len(different)


def _looks_like_name(text: str) -> bool:
    """Whether *text* is an address, or two to four words that begin with a capital."""
    if _ADDRESS.fullmatch(text):
        return True
    pieces = [piece for piece in re.split(r"[,\s]+", re.sub(r"\([^()]*\)$", "", text).strip()) if piece]
    kept = [piece for piece in pieces if piece.casefold().rstrip(".") not in _SMALL]
    return 2 <= len(kept) <= 4 and all(_PIECE.fullmatch(piece) and piece[0].isupper() for piece in kept)


def _may_be_name(text: str) -> bool:
    """Whether *text* is a word or three."""
    return 0 < len(text.split()) <= 3 and any(map(str.isalpha, text))
