"""Ego networks: egos, the alters that each of them named, and the ties that each sees among those alters.

Crossley and others (2015), *Social Network Analysis for Ego-Nets*. What an ego calls an alter means something to that
ego alone, so the same name (or number) under two egos is two people until somebody says otherwise.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from netspread.phrase import Phrase
from netspread.readers.reader import tie_frame
from netspread.readers.tables import with_numbers
from netspread.records import Reported

#: The relation of egos to the alters whom they name.
NAMED = "named"


@dataclass(slots=True)
class Alter:
    """Somebody whom an ego named; *shared* is an id that means the same person under every ego."""

    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    relation: str = NAMED
    shared: str = ""


@dataclass(slots=True)
class EgoNetwork:
    """One interview.

    Attributes
    ----------
    ego
        Who answered.
    attributes
        Of the ego.
    alters
        The alter's number in this interview -> the alter.
    ties
        ``(alter, alter, relation, weight)``, as the ego sees them; they have no direction.
    time
        When it was, if known.
    """

    ego: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    alters: dict[str, Alter] = field(default_factory=dict)
    ties: list[tuple[str, str, str, float]] = field(default_factory=list)
    time: pd.Timestamp | None = None


def reported(
    interviews: Iterable[EgoNetwork], *, name: str, sources: Iterable[Path], told: Iterable[str] = ()
) -> Reported:
    """Return what the interviews report.

    An alter is called as ``ego/alter``; the alter's own name, if it is one, is the attribute ``name``, by which a
    staff list finds out who that is. Each ego is tied to the alters named (the relation ``named``: whoever is named
    influences). Ties among alters are taken from both sides.
    """
    together = list(interviews)
    people: dict[str, dict[str, str]] = {}
    for interview in together:
        people.setdefault(interview.ego, {}).update(interview.attributes)
    ids = [_alter_ids(interview, people) for interview in together]
    rows = [row for interview, called in zip(together, ids, strict=True) for row in _rows(interview, called)]
    index = pd.Index(list(people), dtype="str", name="person")
    egos = frozenset(interview.ego for interview in together)
    ties = tie_frame(
        [ego for ego, *_ in rows],
        [alter for _, alter, *_ in rows],
        relation=[relation for _, _, relation, *_ in rows],
        weight=[weight for *_, weight, _ in rows],
        time=pd.Series([time for *_, time in rows], dtype="datetime64[us]"),
    )
    # Whom egos named comes first, as it is what is looked at unless another relation is asked for.
    firsts = {alter.relation for interview in together for alter in interview.alters.values()}
    ties = ties.sort_values("relation", kind="stable", key=lambda names: ~names.isin(firsts), ignore_index=True)
    return Reported(
        ties,
        with_numbers(pd.DataFrame(list(people.values()), index=index, dtype="str")),
        "alter_to_ego",
        name,
        sources=tuple(dict.fromkeys(sources)),
        respondents=egos,
        told=(*told, *_in_words(together, ties, len(people) - len(egos), firsts)),
    )


def _alter_ids(interview: EgoNetwork, people: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the alter's number -> id, and add the alters to *people*."""
    called: dict[str, str] = {}
    for number, alter in interview.alters.items():
        wanted = alter.shared or f"{interview.ego}/{alter.name or number}"
        person, again = wanted, 2
        while not alter.shared and person in people:
            person, again = f"{wanted} ({again})", again + 1
        called[number] = person
        # A number is nobody's name: it must not be found on a staff list.
        known = {} if not alter.name or alter.name.isdecimal() else {"name": alter.name}
        people.setdefault(person, {}).update({**known, **alter.attributes})
    return called


def _rows(interview: EgoNetwork, called: dict[str, str]) -> list[tuple[str, str, str, float, pd.Timestamp | None]]:
    time = interview.time
    rows = [(interview.ego, called[number], alter.relation, 1.0, time) for number, alter in interview.alters.items()]
    for one, other, relation, weight in interview.ties:
        rows.append((called[one], called[other], relation, weight, time))
        rows.append((called[other], called[one], relation, weight, time))
    return rows


def _in_words(interviews: list[EgoNetwork], ties: pd.DataFrame, n_alters: int, firsts: set[str]) -> list[Phrase]:
    told = [
        Phrase(
            "{count} interviews: {egos} egos and {n_alters} alters",
            count=len(interviews),
            egos=len({one.ego for one in interviews}),
            n_alters=n_alters,
        )
    ]
    relations = [str(relation) for relation in ties["relation"].unique()]
    among = [relation for relation in relations if relation not in firsts]
    if among:
        told.append(
            Phrase(
                "egos are tied to whom they name ({named}), alters as the ego sees it, from both sides ({among}); say "
                "--relation NAME, or all",
                named=[relation for relation in relations if relation in firsts],
                among=among,
            )
        )
    under: Counter[str] = Counter(
        name
        for one in interviews
        for name in {alter.name.casefold() for alter in one.alters.values() if not alter.shared}
        if name and not name.isdecimal()
    )
    again = sum(count > 1 for count in under.values())
    if n_alters:
        told.append(
            Phrase(
                "alters of different egos are kept apart, also under the same name{again}; a staff list (--staff) "
                "tells who is who",
                again=Phrase(" ({count} names stand under several egos)", count=again) if again else "",
            )
        )
    return told
