"""Names: which person on the staff list a written name means.

A wrong match puts words into somebody's mouth, so a name is "sure" only if it is far nearer to one person than to
any other; the rest is for people to decide.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, product
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import pandas as pd

from netspread.cells import neutral, write_csv
from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.codes import code_of, label_of
from netspread.readers.likeness import Pool
from netspread.readers.nicknames import NICKNAMES
from netspread.readers.source import Source
from netspread.readers.table import key

#: Person, verdict, score, runner-up, its score.
_Row: TypeAlias = tuple[str, str, float, str, float]

#: From these scores on a match is sure, if it leads by the margin; worth a look.
_SURE, _MARGIN, _REVIEW = 90.0, 8.0, 70.0
#: From here on two written names are proposed as one person's; taken off where a word is the name of somebody else.
_LIKELY, _NAME_OF_ANOTHER = 88.0, 10.0
#: Verdicts in a table of decisions that count; people also leave the column out.
_DECIDED = frozenset({"decided", "sure", "yes", ""})
#: A name with the id behind it, as questionnaires of ours offer it: "Ana Ruiz (0001)".
_LABELED = re.compile(r"[(\[]([^()\[\]]+)[)\]]\s*$")
_TITLES = frozenset(
    ("dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "sister", "sr", "nurse", "matron",
     "doctor", "consultant", "rn", "md", "phd")
)  # fmt: skip
#: What tells a son from his father of the same name.
_GENERATIONS = frozenset(("jr", "junior", "sr", "senior", "ii", "iii", "iv"))
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "æ": "ae", "Æ": "Ae",
     "œ": "oe", "ı": "i"}
)  # fmt: skip
#: How some write what others write with marks.
_WITHOUT_MARKS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


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
    return Matches(_with_names(pd.DataFrame([(name, *rows[name]) for name in shown], columns=columns), staff))


def with_decisions(matches: Matches, path: Path, staff: pd.DataFrame) -> Matches:
    """Return *matches* with what somebody decided in the file *path* (columns name, person, verdict, person_name).

    A row counts if its verdict is ``decided``, ``sure`` or ``yes``; an empty person there means: not on the list. It
    does not count if its person has left the staff list, or the id is now that of somebody with another name.

    Raises
    ------
    ReadError
        If the file has no such columns.
    """
    table = Source(path).sheet(None)
    name_column, person_column = table.find(["name"]), table.find(["person"])
    if name_column is None or person_column is None:
        raise ReadError(f"{path}: columns 'name' and 'person' are needed; take the names.csv that netspread wrote")
    verdict_column = table.find(["verdict"])
    verdicts = table.column(verdict_column) if verdict_column else ["decided"] * len(table.rows)
    called_column = table.find(["person name"])
    called = table.column(called_column) if called_column else [""] * len(table.rows)
    rows = zip(table.column(name_column), table.column(person_column), verdicts, called, strict=True)
    said = {name: (person, then) for name, person, verdict, then in rows if verdict.casefold() in _DECIDED}
    now = _named_by_id(staff)
    gone = {person for person, _ in said.values() if person and person not in staff.index}
    other = {person for person, then in said.values() if then and person in now and not _same(then, now[person])}
    frame = matches.frame.set_index("name", drop=False)
    # In the table a name that a spreadsheet would run as a formula has a mark in front.
    mine = {name: said.get(name) or said.get(neutral(name)) for name in frame.index}
    decided = {name: found[0] for name, found in mine.items() if found and found[0] not in gone | other}
    frame.loc[list(decided), "person"] = list(decided.values())
    frame.loc[list(decided), "verdict"] = "decided"
    told = [Phrase("{count} names as decided in {file}", count=len(decided), file=path.name)]
    if gone:
        told.append(
            Phrase(
                "{count} people in {file} are no longer on the staff list: {names}",
                count=len(gone),
                file=path.name,
                names=_few(gone),
            )
        )
    if other:
        told.append(
            Phrase(
                "{count} ids in {file} are of other people on the staff list now: {names}",
                count=len(other),
                file=path.name,
                names=_few(other),
            )
        )
    return Matches(_with_names(frame.reset_index(drop=True), staff), tuple(told))


def write_review(matches: Matches, path: Path) -> None:
    """Write the table for people to decide, doubtful names first."""
    order = {"review": 0, "unknown": 1, "decided": 2, "sure": 3}
    frame = matches.frame.assign(place=matches.frame["verdict"].map(order))
    write_csv(frame.sort_values(["place", "score"], kind="stable").drop(columns="place"), path)


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


def _named_by_id(staff: pd.DataFrame) -> dict[str, str]:
    """Return id -> name, where the list has names."""
    return dict(_named(staff)) if "name" in staff else {}


def _with_names(frame: pd.DataFrame, staff: pd.DataFrame) -> pd.DataFrame:
    """Return *frame* with the names behind its ids, for those who decide."""
    called = _named_by_id(staff)
    return frame.assign(
        person_name=frame["person"].map(lambda person: called.get(person, "")),
        runner_up_name=frame["runner_up"].map(lambda person: called.get(person, "")),
    )


def _same(one: str, other: str) -> bool:
    return normalized(one) == normalized(other)


def _few(ids: Iterable[str]) -> str:
    return ", ".join(f"'{person}'" for person in sorted(ids)[:5])


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
