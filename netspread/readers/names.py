"""Names: which person on the staff list a written name means.

A wrong match puts words into somebody's mouth, so a name is "sure" only if it is far nearer to one person than to
any other; the rest is for people to decide.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pandas as pd
from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from netspread.cells import neutral, write_csv
from netspread.errors import ReadError
from netspread.readers.source import Source
from netspread.readers.table import key

#: From these scores on a match is sure, if it leads by the margin; worth a look.
_SURE, _MARGIN, _REVIEW = 90.0, 8.0, 70.0
_TITLES = frozenset(
    ("dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "sister", "sr", "nurse", "matron",
     "doctor", "consultant", "rn", "md", "phd")
)  # fmt: skip
_NICKNAMES = {
    "liz": "elizabeth", "beth": "elizabeth", "betty": "elizabeth", "bob": "robert", "rob": "robert", "bill": "william",
    "will": "william", "jim": "james", "jimmy": "james", "tom": "thomas", "mike": "michael", "mick": "michael",
    "kate": "katherine", "katie": "katherine", "kathy": "katherine", "cathy": "catherine", "sue": "susan",
    "dave": "david", "steve": "stephen", "chris": "christopher", "tony": "anthony", "andy": "andrew",
    "nick": "nicholas",
    "alex": "alexander",
    "sam": "samuel", "dan": "daniel", "matt": "matthew", "joe": "joseph", "ben": "benjamin",
    "maggie": "margaret", "peggy": "margaret", "jenny": "jennifer", "jen": "jennifer", "becky": "rebecca",
    "debbie": "deborah", "pam": "pamela", "vicky": "victoria", "ed": "edward", "ted": "edward", "fred": "frederick",
    "greg": "gregory", "ken": "kenneth", "larry": "lawrence", "pat": "patricia", "ron": "ronald", "tim": "timothy",
    "hans": "johannes", "sepp": "josef", "pepe": "jose", "paco": "francisco", "lola": "dolores", "gigi": "luigi",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """What each written name was taken for.

    Attributes
    ----------
    frame
        One row a different name: ``name, person, verdict, score, runner_up, runner_up_score``; the verdict is
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
    if "@" in name:
        name = name.split("@", maxsplit=1)[0].replace(".", " ").replace("_", " ")
    if name.count(",") == 1:
        last, _, first = name.partition(",")
        name = f"{first} {last}"
    apart = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    plain = "".join(mark for mark in apart if not unicodedata.combining(mark)).casefold()
    words = [word for word in re.split(r"[^\w]+", plain.replace("'", "").replace("\u2019", "")) if word]
    kept = [word for word in words if word not in _TITLES] or words
    return " ".join([_NICKNAMES.get(kept[0], kept[0]), *kept[1:]]) if kept else ""


def called(staff: pd.DataFrame) -> dict[str, str]:
    """Return what people of *staff* are called, by id, address or name, as readers compare it -> their id."""
    found: dict[str, str] = {}
    for column in ("email", "name"):
        if column in staff:
            for person, cell in staff[column].dropna().items():
                found |= {key(str(cell)): str(person), normalized(str(cell)): str(person)}
    return found | {key(str(person)): str(person) for person in staff.index}


def is_known(text: str, people: Collection[str]) -> bool:
    """Whether *text* is what somebody is called in *people*, as :func:`called` compares it."""
    return key(text) in people or normalized(text) in people


def match_names(
    names: Iterable[str], staff: pd.DataFrame, *, called: Mapping[str, str] = MappingProxyType({})
) -> Matches:
    """Return which of *staff* each of *names* means.

    One that is an id of *staff* means that person. Else what it is *called* is compared, if that is known; an empty
    name is nobody's.

    Compared are ids (also without leading zeros), e-mail addresses and names; *staff* has ids as its index, and
    columns ``name`` and ``email`` if there are such.
    """
    exact, ids = _exact(staff), frozenset(map(str, staff.index))
    known: dict[str, set[str]] = {}
    for person, name in _named(staff):
        known.setdefault(normalized(name), set()).add(person)
    rows = []
    for name in dict.fromkeys(names):
        shown = called.get(name, name)
        written = " ".join(shown.casefold().split())
        same = name.strip() if name.strip() in ids else exact.get(written) or exact.get(written.lstrip("0"))
        if same is not None:
            rows.append((name, same, "sure", 100.0, "", 0.0))
        else:
            rows.append((name, *_nearest(normalized(shown), known)))
    columns = ["name", "person", "verdict", "score", "runner_up", "runner_up_score"]
    return Matches(pd.DataFrame(rows, columns=columns))


def with_decisions(matches: Matches, path: Path, staff: pd.DataFrame) -> Matches:
    """Return *matches* with what somebody decided in the file *path* (columns name, person, verdict).

    A row counts if its verdict is ``decided``, ``sure`` or ``yes``; an empty person there means: not on the list.

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
    said = {
        name: person
        for name, person, verdict in zip(table.column(name_column), table.column(person_column), verdicts, strict=True)
        if verdict.casefold() in ("decided", "sure", "yes", "")
    }
    gone = sorted({person for person in said.values() if person and person not in staff.index})
    frame = matches.frame.copy()
    for row, written in enumerate(frame["name"]):
        name = written if written in said else neutral(written)  # as write_review had to write it
        if name in said and said[name] not in gone:
            frame.loc[row, ["person", "verdict"]] = [said[name], "decided"]
    told = [f"{sum(name in said for name in frame['name'])} names as decided in {path.name}"]
    if gone:
        told.append(f"{len(gone)} people in {path.name} are no longer on the staff list: {', '.join(gone[:5])}")
    return Matches(frame, tuple(told))


def write_review(matches: Matches, path: Path) -> None:
    """Write the table for people to decide, doubtful names first."""
    order = {"review": 0, "unknown": 1, "decided": 2, "sure": 3}
    frame = matches.frame.assign(place=matches.frame["verdict"].map(order))
    write_csv(frame.sort_values(["place", "score"], kind="stable").drop(columns="place"), path)


def likely_duplicates(names: Iterable[str]) -> list[tuple[str, str, float]]:
    """Return pairs of different names that may mean one person, the likeliest first; to be looked at, not merged."""
    pool = sorted({name for name in names if name})
    plain = [normalized(name) for name in pool]
    pairs = []
    for at, name in enumerate(plain):
        for other, score, place in process.extract(
            name, plain[at + 1 :], scorer=fuzz.token_sort_ratio, score_cutoff=88
        ):
            if other:
                pairs.append((pool[at], pool[at + 1 + place], float(score)))
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _exact(staff: pd.DataFrame) -> dict[str, str]:
    """Return what means a person without any doubt -> id; what means two people means nobody.

    An id means its person, whatever e-mail address, name, or id with leading zeros reads the same.
    """
    ids = [(str(person), str(person)) for person in staff.index]
    others = [(person, text.lstrip("0")) for person, text in ids]
    for column in ("email", "name"):
        if column in staff:
            others += [(str(person), str(cell)) for person, cell in staff[column].dropna().items()]
    return _undoubted(others) | _undoubted(ids)


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


def _nearest(name: str, known: dict[str, set[str]]) -> tuple[str, str, float, str, float]:
    """Return (person, verdict, score, runner-up, its score)."""
    if not name:
        return "", "unknown", 0.0, "", 0.0
    near = process.extract(name, list(known), scorer=_likeness, limit=3, score_cutoff=_REVIEW - 15)
    people = [(person, float(score)) for text, score, _ in near for person in sorted(known[text])]
    if not people or people[0][1] < _REVIEW:
        return "", "unknown", people[0][1] if people else 0.0, "", 0.0
    (person, score), (second, behind) = people[0], people[1] if len(people) > 1 else ("", 0.0)
    verdict = "sure" if score >= _SURE and score - behind >= _MARGIN else "review"
    return person, verdict, score, second, behind


def _likeness(one: str, other: str, *, score_cutoff: float | None = None) -> float:  # noqa: ARG001  # rapidfuzz asks
    """Return from 0 to 100 how likely *one* was written for *other*: words in any order, initials, typos."""
    ours, theirs = one.split(), other.split()
    if not ours or not theirs:
        return 0.0
    # A blank may be missing, or stand where none belongs.
    joined = _word("".join(ours), "".join(theirs)) - 3.0
    if len(ours) == 1 or len(theirs) == 1:  # a surname alone may be anybody's
        return max(joined, 0.85 * max(_word(a, b) for a in ours for b in theirs))
    short, long = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    left, total, weight = list(long), 0.0, 0.0
    for word in short:
        best = max(left, key=lambda candidate: _word(word, candidate))
        size = min(len(word), len(best)) + 1
        total += _word(word, best) * size
        weight += size
        left.remove(best)
    return max(joined, total / weight - 2.0 * len(left))


def _word(one: str, other: str) -> float:
    if one == other:
        return 100.0
    if len(one) == 1 or len(other) == 1:
        return 92.0 if one[0] == other[0] else 0.0
    return 100.0 * DamerauLevenshtein.normalized_similarity(one, other)
