"""Likeness: the people on a list whose names are most like a written one, for tens of thousands of both.

A quick look at all pairs (rapidfuzz, in blocks) leaves a few candidates for each name; these alone are compared word
by word: Damerau (1964), Communications of the ACM 7:171, for the words, each word with the one most like it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, permutations

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

#: How many names are compared with the whole list at once: a block of 256 by 15,000 is 4 MB.
_BLOCK = 256
#: Candidates are this near to the best in the quick look, so many at most; less like than the last, nobody is.
_NEAR, _MOST, _LEAST = 14, 12, 50
#: From here on the quick look need not try the words the other way round.
_GOOD = 85
_DIGIT = re.compile(r"\d")
#: How like a word is that may stand for another: a surname alone, or one with an initial.
_WORD = 70.0


class Pool:
    """Known names, ready to be looked up; all are normalized texts of words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = list(dict.fromkeys(texts))
        self.vocabulary: dict[str, list[int]] = {}
        self._pairs: dict[tuple[str, ...], list[int]] = {}
        self._initials: dict[tuple[str, str], list[int]] = {}
        self._run_together: dict[str, list[int]] = {}
        for at, text in enumerate(self.texts):
            words = list(dict.fromkeys(text.split()))[:6]
            for word in words:
                self.vocabulary.setdefault(word, []).append(at)
            for pair in combinations(sorted(words), 2):
                self._pairs.setdefault(pair, []).append(at)
            for one, other in permutations(words, 2):
                self._initials.setdefault((one[0], other), []).append(at)
                for alias in {one + other, one[0] + other, other + one[0]}:
                    self._run_together.setdefault(alias, []).append(at)

    def holding(self, text: str) -> list[str]:
        """Return the known names that have all words of *text* and more."""
        words = set(text.split())
        pair = tuple(sorted(words)[:2])
        if len(pair) < 2:
            return []
        return [self.texts[at] for at in self._pairs.get(pair, []) if words < set(self.texts[at].split())]

    def nearest(self, names: Sequence[str]) -> list[list[tuple[str, float]]]:
        """Return for each of *names* the known names most like it, and how like (0 to 100); the likest first."""
        near = self._words_near({word for name in names for word in _telling(name)})
        found = []
        for start in range(0, len(names), _BLOCK):
            block = names[start : start + _BLOCK]
            for name, quick in zip(block, self._quick(block), strict=True):
                texts = dict.fromkeys(self.texts[at] for at in [*quick, *self._by_words(name, near)])
                scored = [(text, likeness(name, text)) for text in texts]
                found.append(sorted(scored, key=lambda pair: (-pair[1], pair[0])))
        return found

    def _quick(self, names: Sequence[str]) -> list[list[int]]:
        """Return for each name the places of those that look like it as a whole."""
        alike = _all_pairs(names, self.texts)
        turned = np.flatnonzero(alike.max(axis=1) < _GOOD)
        if len(turned):
            backwards = [" ".join(reversed(names[at].split())) for at in turned.tolist()]
            alike[turned] = np.maximum(alike[turned], _all_pairs(backwards, self.texts))
        best = alike.max(axis=1).astype(np.int64)
        rows, places = np.nonzero(alike >= np.maximum(best - _NEAR, _LEAST)[:, None])
        starts = np.searchsorted(rows, np.arange(len(names) + 1))
        found = []
        for at in range(len(names)):
            mine = places[starts[at] : starts[at + 1]]
            order = np.argsort(-alike[at, mine].astype(np.int64), kind="stable")[:_MOST]
            found.append(mine[order].tolist())
        return found

    def _by_words(self, name: str, near: dict[str, list[str]]) -> list[int]:
        """Return the places of those that share two words with *name*, its surname and initial, or its only word."""
        words = name.split()
        found = list(self._run_together.get("".join(words), ()))
        if len(words) == 1:
            for word in near.get(name, ()):
                found += self.vocabulary[word][:_MOST]
            return found
        for pair in combinations(sorted(set(words))[:6], 2):
            found += self._pairs.get(pair, ())[: 2 * _MOST]
        initials = [word for word in words if len(word) == 1]
        for initial in initials:
            for word in words:
                for known in near.get(word, ()):
                    found += self._initials.get((initial, known), ())[: 2 * _MOST]
        return found

    def _words_near(self, words: set[str]) -> dict[str, list[str]]:
        """Return for each of *words* the known words that it may be a misspelling of, the likest first."""
        known, asked = list(self.vocabulary), sorted(words)
        found = {}
        for start in range(0, len(asked), _BLOCK):
            block = asked[start : start + _BLOCK]
            alike = _all_pairs(block, known)
            for word, row in zip(block, alike, strict=True):
                places = np.flatnonzero(row >= _WORD)
                order = np.argsort(-row[places].astype(np.int64), kind="stable")[:_MOST]
                found[word] = [known[at] for at in places[order]]
        return found


def likeness(one: str, other: str) -> float:
    """Return from 0 to 100 how likely *one* was written for *other*: words in any order, initials, typos.

    Examples
    --------
    >>> likeness("a ruiz", "ana ruiz"), likeness("ruiz ana", "ana ruiz"), likeness("ruiz", "ana ruiz")
    (97.7..., 100.0, 85.0)
    """
    ours, theirs = one.split(), other.split()
    if not ours or not theirs:
        return 0.0
    # A blank may be missing, or stand where none belongs.
    joined = _word("".join(ours), "".join(theirs)) - 3.0
    if len(ours) == 1 or len(theirs) == 1:  # a surname alone may be anybody's
        aliases = _aliases(theirs) if len(ours) == 1 else _aliases(ours)
        alone = ours[0] if len(ours) == 1 else theirs[0]
        return max(joined, 94.0 if alone in aliases else 0.0, 0.85 * max(_word(a, b) for a in ours for b in theirs))
    short, long = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    left, total, weight = list(long), 0.0, 0.0
    for word in short:
        best = max(left, key=lambda candidate: _word(word, candidate))
        size = min(len(word), len(best)) + 1
        total += _word(word, best) * size
        weight += size
        left.remove(best)
    return max(joined, total / weight - 2.0 * len(left))


def _aliases(words: list[str]) -> set[str]:
    """Return the user names that are usually made of a name: aruiz, ruiza."""
    return {alias for one, other in permutations(words, 2) for alias in (one[0] + other, other + one[0])}


@lru_cache(maxsize=1 << 17)
def _word(one: str, other: str) -> float:
    if one == other:
        return 100.0
    if _DIGIT.search(one) or _DIGIT.search(other):  # another number is another person
        return 0.0
    if len(one) == 1 or len(other) == 1:
        return 92.0 if one[0] == other[0] else 0.0
    return 100.0 * DamerauLevenshtein.normalized_similarity(one, other)


def _telling(name: str) -> list[str]:
    """Return the words of *name* by which it is looked up: its only one, or those beside an initial."""
    words = name.split()
    if len(words) == 1 or any(len(word) == 1 for word in words):
        return [word for word in words if len(word) > 1]
    return []


def _all_pairs(names: Sequence[str], known: Sequence[str]) -> np.ndarray:
    if not known:
        return np.zeros((len(names), 1), dtype=np.uint8)
    return process.cdist(names, known, scorer=fuzz.ratio, dtype=np.uint8, score_cutoff=_LEAST)
