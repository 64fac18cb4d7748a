"""Pseudonyms: the same person has the same made-up id in every file read with the same key, and no name anywhere.

A pseudonym is the beginning of HMAC-SHA256 (RFC 2104, FIPS 198-1) of the id, so that without the key nobody can try
out who is meant.
"""

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from netspread.errors import ChoiceError, ReadError, SaveError
from netspread.phrase import Phrase
from netspread.readers.privacy.identifying import cleaned, names_another, names_people, tells_apart
from netspread.records import Reported

_KEY_BYTES = 32
#: 50 bits: with a million people two of them share a pseudonym once in two thousand keys.
_LETTERS = 10


def pseudonymized(reported: Reported, path: Path) -> Reported:
    """Return *reported* with made-up ids; columns that identify people are dropped, other people's ids in them too.

    Raises
    ------
    ReadError, SaveError
        If the key file cannot be read or made, or others can read it.
    ChoiceError
        If two people get the same pseudonym.
    """
    called = pseudonyms_of(_everybody(reported), read_key(path))
    instead = _spelled(reported.people, called)
    people, dropped = _people(reported.people, instead)
    told = [cleaned(sentence, instead) for sentence in reported.told]
    told.append(Phrase("people are called by pseudonyms; the same key gives the same ones for the next file"))
    if dropped:
        told.append(Phrase("columns that identify people left out: {names}", names=[f"'{name}'" for name in dropped]))
    return replace(
        reported.relabeled(lambda name: called.get(name, name), lambda text: cleaned(text, instead)),
        # Whose row stands where in the staff list would tell who it is.
        people=people.rename(index=called).rename_axis("person").sort_index(),
        told=tuple(told),
        pseudonyms=path,
    )


def pseudonyms_of(ids: Iterable[str], secret: bytes) -> dict[str, str]:
    """Return id -> pseudonym; capitals and blanks make no difference.

    Examples
    --------
    >>> pseudonyms_of(["0001", "Ana Ruiz"], bytes(32))
    {'0001': 'pb6oxeeum73', 'Ana Ruiz': 'pxv5jlkfcmt'}

    Raises
    ------
    ChoiceError
        If two different ids get the same one.
    """
    called: dict[str, str] = {}
    taken: dict[str, str] = {}
    for person in ids:
        plain = " ".join(person.casefold().split())
        digest = hmac.new(secret, plain.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
        called[person] = "p" + base64.b32encode(digest).decode("ascii")[:_LETTERS].casefold()
        if taken.setdefault(called[person], person) != person:
            raise ChoiceError(
                f"'{taken[called[person]]}' and '{person}' get the same pseudonym; if they are two people, give them "
                "ids that differ in more than capitals and blanks, or take a new key"
            )
    return called


def in_other_file(people: pd.Series, path: Path) -> pd.Series:
    """Return the pseudonyms of *people*, the ids of another file about them, by the key in *path*.

    Raises
    ------
    ReadError, SaveError, ChoiceError
        As :func:`pseudonymized`.
    """
    return people.map(pseudonyms_of(people.unique(), read_key(path)))


def read_key(path: Path) -> bytes:
    """Return the key in *path*; made of 32 random bytes, readable by its owner alone, if there is no such file.

    The file is one line: 64 hexadecimal digits.

    Raises
    ------
    ReadError
        If the file is no key, or others than its owner can read it.
    SaveError
        If it cannot be made.
    """
    if not path.exists():
        _make_key(path)
    try:
        mode, text = path.stat().st_mode, path.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        raise ReadError(f"{path}: the key cannot be read ({error.strerror}); choose another --pseudonyms") from error
    if os.name == "posix" and mode & 0o077:
        raise ReadError(f"{path}: others can read this key; run chmod 600 on it, or take a new one")
    if not re.fullmatch(rf"[0-9a-fA-F]{{{2 * _KEY_BYTES}}}", text):
        raise ReadError(
            f"{path}: this is no key (one line of 64 hexadecimal digits); name a file that is not there yet"
        )
    return bytes.fromhex(text)


def refuse_inside(path: str | Path | None, folder: Path) -> None:
    """Raise ``SaveError`` if the key *path* lies inside *folder*: whoever gets the results would get the names."""
    if path is not None and Path(path).resolve().is_relative_to(folder.resolve()):
        raise SaveError(f"{path}: the key lies inside {folder}, which is handed on; keep it elsewhere")


def _make_key(path: Path) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_KEY_BYTES) + "\n")
    except OSError as error:
        raise SaveError(f"{path}: the key cannot be made ({error.strerror}); choose another --pseudonyms") from error


def _everybody(reported: Reported) -> list[str]:
    names = [reported.people.index.to_series(), reported.ties["ego"], reported.ties["alter"]]
    named = pd.unique(pd.concat(names, ignore_index=True).astype("str"))
    pairs = [name for one, other, _ in reported.likely_duplicates for name in (one, other)]
    return list(dict.fromkeys([*map(str, named), *reported.unknown_names, *(reported.respondents or ()), *pairs]))


def _spelled(people: pd.DataFrame, called: dict[str, str]) -> dict[str, str]:
    """Return each id, name and address -> the pseudonym of whom it means; longer ones first."""
    spelled = dict(called)
    for column in people:
        if names_people(str(column)):
            for person, cell in people[column].dropna().items():
                if len(str(cell)) > 3:
                    spelled.setdefault(str(cell), called[str(person)])
    return dict(sorted(spelled.items(), key=lambda pair: -len(pair[0])))


def _people(people: pd.DataFrame, instead: dict[str, str]) -> tuple[pd.DataFrame, list[str]]:
    """Return (people without columns that identify them, which those are); whom a column names has a pseudonym."""
    kept, dropped = {}, []
    folded = {" ".join(name.casefold().split()): other for name, other in instead.items()}
    for column in people:
        cells = people[column]
        texts = cells.dropna().astype("str")
        meant = texts.map(lambda cell: folded.get(" ".join(cell.casefold().split())))
        if names_another(cells) or (
            cells.dtype.kind not in "biuf"
            and len(meant)
            and meant.notna().mean() > 0.5
            and not names_people(str(column))
        ):
            kept[column] = meant.reindex(people.index)
        elif names_people(str(column)) or tells_apart(cells):
            dropped.append(str(column))
        elif cells.dtype.kind in "biuf":
            kept[column] = cells
        else:
            plain = {cell: cleaned(cell, instead) for cell in texts.unique()}
            kept[column] = texts.map(plain).reindex(people.index)
    return pd.DataFrame(kept, index=people.index), dropped
