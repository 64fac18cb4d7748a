"""Names: which person on the staff list a written name means.

A wrong match puts words into somebody's mouth, so a name is "sure" only if it is far nearer to one person than to
any other; the rest is for people to decide.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from types import MappingProxyType
from typing import TypeAlias

import pandas as pd

from netspread.readers.codes import code_of, label_of
from netspread.readers.likeness import Pool
from netspread.readers.spelling import forms, normalized
from netspread.readers.table import key

#: Person, verdict, score, runner-up, its score.
_Row: TypeAlias = tuple[str, str, float, str, float]

#: From these scores on a match is sure, if it leads by the margin; worth a look.
_SURE, _MARGIN, _REVIEW = 90.0, 8.0, 70.0
#: From here on two written names are proposed as one person's; taken off where a word is the name of somebody else.
_LIKELY, _NAME_OF_ANOTHER = 88.0, 10.0
#: A name with the id behind it, as questionnaires of ours offer it: "Ana Ruiz (0001)".
_LABELED = re.compile(r"[(\[]([^()\[\]]+)[)\]]\s*$")
#: What tells a son from his father of the same name.
_GENERATIONS = frozenset(("jr", "junior", "sr", "senior", "ii", "iii", "iv"))


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """What each written name was taken for.

    Attributes
    ----------
    frame
        One row a different name: ``name, person, verdict, score, runner_up, runner_up_score, person_name,
        runner_up_name``; the verdict is
        ``sure`` (applied), ``review`` (look at it), ``unknown``, or ``decided`` (somebody said so before).
    told
        What is to be told of them.
    """

    frame: pd.DataFrame
    told: tuple[str, ...] = ()

    @property
    def applied(self) -> dict[str, str]:
        """Name -> id, for the names that are sure or decided."""
        kept = self.frame[self.frame["verdict"].isin(["sure", "decided"]) & (self.frame["person"] != "")]
        return dict(zip(kept["name"], kept["person"], strict=True))


def called(staff: pd.DataFrame) -> dict[str, str]:
    """Return what people of *staff* are called, by id, address or name, as readers compare it -> their id."""
    found: dict[str, str] = {}
    for column in ("email", "name"):
        if column in staff:
            for person, cell in staff[column].dropna().items():
                found |= {key(str(cell)): str(person), normalized(str(cell)): str(person)}
    codes = _undoubted([(str(person), code_of(str(person))) for person in staff.index])
    found |= {key(label_of(person, name)): person for person, name in _named(staff)}
    return found | codes | {key(str(person)): str(person) for person in staff.index}


def is_known(text: str, people: Collection[str]) -> bool:
    """Whether *text* is what somebody is called in *people*, as :func:`called` compares it."""
    return key(text) in people or normalized(text) in people


def match_names(
    names: Iterable[str], staff: pd.DataFrame, *, called: Mapping[str, str] = MappingProxyType({})
) -> Matches:
    """Return which of *staff* each of *names* means.

    One that is an id of *staff* means that person. Else what it is *called* is compared, if that is known; an empty
    name is nobody's.

    Compared are ids (also without leading zeros or marks, and in brackets behind a name), e-mail addresses and names;
    *staff* has ids as its index, and columns ``name`` and ``email`` if there are such.
    """
    ids = frozenset(map(str, staff.index))
    shown = {name: name if name.strip() in ids else called.get(name, name) for name in names}
    exact = _exact(staff)
    rows: dict[str, _Row] = {
        name: (person, "sure", 100.0, "", 0.0) for name, text in shown.items() if (person := exact(text))
    }
    rest = [name for name in shown if name not in rows]
    if rest:
        rows |= zip(rest, _nearest([shown[name] for name in rest], staff), strict=True)
    columns = ["name", "person", "verdict", "score", "runner_up", "runner_up_score"]
    return Matches(with_names(pd.DataFrame([(name, *rows[name]) for name in shown], columns=columns), staff))


def likely_duplicates(names: Iterable[str]) -> list[tuple[str, str, float]]:
    """Return pairs of different names that may mean one person, the likeliest first; to be looked at, not merged.

    A name with a digit in it is an id, and no misspelling of another.
    """
    written: dict[str, list[str]] = {}
    for name in sorted({name for name in names if name and not any(letter.isdigit() for letter in name)}):
        written.setdefault(normalized(name), []).append(name)
    texts = [text for text in written if text]
    pairs = [(one, other, 100.0) for text in texts for one, other in combinations(written[text], 2)]
    for text, near in zip(texts, Pool(texts).nearest(texts), strict=True):
        pairs += [
            (one, two, round(score, 1))
            for other, score in near
            if text < other and score >= _LIKELY
            for one, two in (sorted(pair) for pair in product(written[text], written[other]))
        ]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def named_by_id(staff: pd.DataFrame) -> dict[str, str]:
    """Return id -> name, where the list has names."""
    return dict(_named(staff)) if "name" in staff else {}


def with_names(frame: pd.DataFrame, staff: pd.DataFrame) -> pd.DataFrame:
    """Return *frame* with the names behind its ids, for those who decide."""
    called = named_by_id(staff)
    return frame.assign(
        person_name=frame["person"].map(lambda person: called.get(person, "")),
        runner_up_name=frame["runner_up"].map(lambda person: called.get(person, "")),
    )


def _exact(staff: pd.DataFrame) -> Callable[[str], str | None]:
    """Return what gives the person whom a text means without any doubt; what means two people means nobody.

    An id means its person, whatever e-mail address, name, or id with leading zeros reads the same.
    """
    own = [(str(person), str(person)) for person in staff.index]
    ids, alike = frozenset(text for _, text in own), [(person, text.lstrip("0")) for person, text in own]
    for column in ("email", "name"):
        if column in staff:
            alike += [(str(person), str(cell)) for person, cell in staff[column].dropna().items()]
    local = [(person, text.partition("@")[0]) for person, text in alike if "@" in text]
    codes = _undoubted([(person, code_of(text)) for person, text in own])
    texts = codes | _undoubted(local) | _undoubted(alike) | _undoubted(own)
    for father in _namesakes(staff):
        texts.pop(father, None)

    def person_of(name: str) -> str | None:
        bare = name.strip()
        if bare in ids:
            return bare
        written = " ".join(bare.casefold().split())
        labeled = _LABELED.search(bare)
        found = texts.get(written) or texts.get(written.lstrip("0"))
        if found is None and labeled:
            found = person_of(labeled[1])
        if found is None and "@" in written:
            found = texts.get(written.partition("@")[0])
        return found

    return person_of


def _namesakes(staff: pd.DataFrame) -> set[str]:
    """Return the names of which somebody else on the list has the same with "Jr" or the like behind it."""
    names = [" ".join(name.casefold().split()) for _, name in _named(staff)]
    sons = {" ".join(words[:-1]) for name in names if len(words := re.split(r"[\s,.]+", name.strip(" .")))
            > 2 and words[-1] in _GENERATIONS}  # fmt: skip
    return sons & set(names)


def _undoubted(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Return text -> person, for the texts that mean one person."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for person, text in pairs:
        folded = " ".join(text.casefold().split())
        if folded and found.setdefault(folded, person) != person:
            doubtful.add(folded)
    return {text: person for text, person in found.items() if text not in doubtful}


def _named(staff: pd.DataFrame) -> list[tuple[str, str]]:
    names = staff["name"].dropna() if "name" in staff else pd.Series(staff.index, index=staff.index)
    return [(str(person), str(name)) for person, name in names.items()]


def _nearest(names: list[str], staff: pd.DataFrame) -> list[_Row]:
    """Return for each name (person, verdict, score, runner-up, its score)."""
    known: dict[str, list[str]] = {}
    for person, name in _named(staff):
        for text in forms(name):
            known.setdefault(text, []).append(person)
    pool = Pool(text for text in known if text)
    meant = {name: forms(name) for name in names}
    unseen = [text for text in dict.fromkeys(text for name in names for text in meant[name]) if text not in known]
    near = dict(zip(unseen, pool.nearest(unseen), strict=True))
    rows = []
    for name in names:
        scores: dict[str, float] = {}
        for text in meant[name]:
            alike = near[text] if text in near else [(text, 100.0), *((twin, 98.0) for twin in pool.holding(text))]
            for other, score in alike:
                for person in known[other]:
                    # Whose name has a word that is written otherwise, though others are called so, is not meant.
                    scores[person] = max(scores.get(person, 0.0), score - _doubt(text, other, pool))
        rows.append(_verdict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:2]))
    return rows


def _doubt(written: str, known: str, pool: Pool) -> float:
    """Return what is taken off the score, as a word that is somebody's name is no misspelling of another."""
    theirs = known.split()
    strange = [word for word in written.split() if len(word) > 1 and word not in theirs and word in pool.vocabulary]
    return _NAME_OF_ANOTHER * len(strange)


def _verdict(two: list[tuple[str, float]]) -> _Row:
    (person, score), (second, behind) = [*two, ("", 0.0), ("", 0.0)][:2]
    if score < _REVIEW:
        return "", "unknown", score, "", 0.0
    verdict = "sure" if score >= _SURE and score - behind >= _MARGIN else "review"
    return person, verdict, score, second, behind
