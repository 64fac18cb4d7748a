"""Persons: whom somebody means who writes a name on a page."""

import re
from collections import defaultdict
from collections.abc import Sequence

from netspread.errors import ChoiceError, one_of
from netspread.phrase import Phrase

#: "Ana Ruiz (0001)", as pages propose people.
_LABELED = re.compile(r"\(([^()]+)\)\s*$")


def person_of(text: str, persons: Sequence[Sequence[str]]) -> str:
    """Return the id of whom *text* means among *persons* (id, name): by id, by name, or as pages write both.

    Raises
    ------
    ChoiceError
        If it means nobody, or several.

    Examples
    --------
    >>> person_of("ana ruiz", [["01", "Ana Ruiz"], ["02", "Ben Ode"]])
    '01'
    """
    wanted = " ".join(text.split())
    ids = {id_ for id_, _ in persons}
    named = defaultdict(list)
    for id_, name in persons:
        named[name.casefold()].append(id_)
    labeled = _LABELED.search(wanted)
    for candidate in (wanted, *([labeled[1]] if labeled else [])):
        if candidate in ids:
            return candidate
    meant = named.get(wanted.casefold(), [])
    if len(meant) > 1:
        raise ChoiceError(Phrase("'{name}' is the name of several people: {ids}; write the id", name=wanted, ids=meant))
    if not meant:
        raise one_of("person", wanted, ids, called={name: id_ for id_, name in persons if name and name != id_})
    return meant[0]


def persons_of(text: str, persons: Sequence[Sequence[str]]) -> list[str]:
    """Return the ids of those whom *text* names, one a line or joined by semicolons."""
    names = [name for line in text.splitlines() for name in line.split(";")]
    return list(dict.fromkeys(person_of(name, persons) for name in names if name.strip()))


def written(values: Sequence[str], persons: Sequence[Sequence[str]]) -> str:
    """Return ids, joined by semicolons, as people write them: a name a line, with the id behind it."""
    called = {person[0]: person[1] for person in persons}
    ids = [id_ for value in values for id_ in value.split(";")]
    return "\n".join(f"{called[id_]} ({id_})" if called.get(id_) not in (None, "", id_) else id_ for id_ in ids)
