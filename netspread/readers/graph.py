"""Graph: people and ties as network programs keep them, and what such a file reports."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from netspread.errors import ReadError
from netspread.network import INFLUENCES, Influence
from netspread.phrase import Phrase
from netspread.readers.reader import tie_frame
from netspread.readers.source import Source
from netspread.readers.workbook import plain
from netspread.records import Reported

#: Attributes that programs write for drawing, which say nothing of the person.
_DRAWING = frozenset(
    {"x", "y", "z", "r", "g", "b", "size", "color", "shape", "viz", "graphics", "labelcolor", "labelsize", "shortlabel"}
)
#: So many people may be announced without being listed; more only if the file is as long as that.
_UNLISTED = 10_000
#: People times attributes; more do not fit into memory.
_MOST_CELLS = 100_000_000


class Tie(NamedTuple):
    """One tie as the file has it."""

    ego: str
    alter: str
    relation: str = ""
    weight: float = 1.0
    directed: bool = True


@dataclass(slots=True)
class Graph:
    """What a network program saved.

    Attributes
    ----------
    people
        Id -> attributes; ``label`` or ``name`` among them is what people call that person.
    ties
        In the order of the file, repeated ones too.
    events
        The ids that are no people: what the people of a two-mode file take part in.
    influence
        How influence runs, if the file says so.
    told
        What was decided so far.
    """

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    events: set[str] = field(default_factory=set)
    influence: Influence | None = None
    told: list[str] = field(default_factory=list)


def reported(graph: Graph, source: Source, name: str) -> Reported:
    """Return what *graph* reports: parallel ties stay, those of weight 0 do not, people of a two-mode file are tied.

    A tie runs from ego to alter as in the file, and is taken as a nomination; ties without direction among others
    that have one are taken from both sides. If no tie has a direction, influence runs both ways.

    Raises
    ------
    ReadError
        If a weight is below 0 or no number, or two people have the same id.
    """
    told = [*source.told, *graph.told]
    for tie in graph.ties:
        for end in tie[:2]:
            graph.people.setdefault(end, {})
    ties = [tie for tie in graph.ties if _weighs(tie, source)]
    if len(ties) < len(graph.ties):
        told.append(Phrase("{count} ties of weight 0 left out", count=len(graph.ties) - len(ties)))
    names = _names(graph, source)
    if graph.events:
        return _projected(graph, ties, names, source, name=name, told=told)
    directed = any(tie.directed for tie in ties)
    told.insert(
        0,
        Phrase(
            "{name} with {directed} ties", name=name, directed=Phrase("directed") if directed else Phrase("undirected")
        ),
    )
    if directed:
        ties = _from_both_sides(ties, told)
    if directed and graph.influence is None:
        told.append(
            Phrase("ties are taken as nominations: whoever is named influences; say --influence if it is otherwise")
        )
    return Reported(
        _tie_frame(ties, names),
        _people(graph.people, names, source),
        graph.influence or ("alter_to_ego" if directed else "both"),
        name,
        directed=directed,
        sources=(Path(source.path),),
        told=tuple(told),
    )


def known_influence(text: object) -> Influence | None:
    """Return how influence runs, if *text* is one of our words for it."""
    return next((influence for influence in INFLUENCES if influence == text), None)


def refuse_absurd(count: int, source: Source, *, place: str, what: str = "people") -> None:
    """Raise ``ReadError`` if a file announces more people (or *what*) than it could ever tell of."""
    if count > max(_UNLISTED, len(source.raw)):
        raise ReadError(f"{place} announces {count:,} {what}, more than the file has letters; check the number")


def number(text: str, *, place: str, what: str) -> float:
    """Return *text* as a number.

    Raises
    ------
    ReadError
        If it is none.
    """
    try:
        return float(text)
    except ValueError as error:
        raise ReadError(f"{place}: '{text[:40]}' is no number; write {what} as a number") from error


def whole_number(text: str, *, place: str, what: str) -> int:
    """Return *text* as a number from 0 on, without decimals.

    Raises
    ------
    ReadError
        If it is none, or has more than 18 digits.
    """
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise ReadError(f"{place}: '{text[:40]}' is no whole number; write {what} as one")
    return int(text)


def _weighs(tie: Tie, source: Source) -> bool:
    if not 0 <= tie.weight < float("inf"):
        raise ReadError(
            f"{source.where}: the tie '{tie.ego[:40]}' -> '{tie.alter[:40]}' has weight {tie.weight:g}; weights must "
            "be numbers of 0 or more, so leave such ties out"
        )
    return tie.weight > 0


def _from_both_sides(ties: list[Tie], told: list[str]) -> list[Tie]:
    """Return *ties* with those that have no direction once more, the other way round."""
    free = [tie for tie in ties if not tie.directed]
    if free:
        told.append(Phrase("{count} ties without direction are taken from both sides", count=len(free)))
    return [*ties, *(tie._replace(ego=tie.alter, alter=tie.ego) for tie in free)]


def _tie_frame(ties: list[Tie], names: dict[str, str]) -> pd.DataFrame:
    return tie_frame(
        [names[tie.ego] for tie in ties],
        [names[tie.alter] for tie in ties],
        relation=[tie.relation for tie in ties],
        weight=[tie.weight for tie in ties],
    )


def _projected(
    graph: Graph, ties: list[Tie], names: dict[str, str], source: Source, *, name: str, told: list[str]
) -> Reported:
    """Return the ties among people who take part in the same."""
    from netspread.readers.two_mode import shared_events

    attended = [(tie.alter, tie.ego, tie) if tie.ego in graph.events else (tie.ego, tie.alter, tie) for tie in ties]
    wrong = next((tie for person, event, tie in attended if person in graph.events or event not in graph.events), None)
    if wrong is not None:
        raise ReadError(
            f"{source.where}: the tie '{wrong.ego[:40]}' -> '{wrong.alter[:40]}' does not run between the two kinds of "
            "a two-mode network; mend the tie"
        )
    people = {person: attributes for person, attributes in graph.people.items() if person not in graph.events}
    attendances = pd.DataFrame(
        [(names[person], names[event], tie.relation) for person, event, tie in attended],
        columns=["person", "event", "relation"],
        dtype="str",
    )
    shared = {relation: shared_events(rows) for relation, rows in attendances.groupby("relation", sort=False)}
    told.insert(
        0,
        Phrase(
            "{name} of two modes: {count} people, tied by which of {events} events they share",
            name=name,
            count=len(people),
            events=len(graph.events),
        ),
    )
    told.append(Phrase("an event of k people counts 1/(k - 1) for each two of them"))
    told += [sentence for one in shared.values() for sentence in one.told]
    found = [one.ties.assign(relation=relation) for relation, one in shared.items()]
    return Reported(
        pd.concat(found, ignore_index=True) if found else tie_frame([], []),
        _people(people, names, source),
        "both",
        name,
        directed=False,
        sources=(Path(source.path),),
        told=tuple(dict.fromkeys(told)),
    )


def _names(graph: Graph, source: Source) -> dict[str, str]:
    """Return id in the file -> id: the same; the label where ids are numbers and labels tell people apart."""
    labels = {person: _label(attributes) for person, attributes in graph.people.items() if person not in graph.events}
    numbered = all(re.fullmatch(r"n?\d+(\.0|(::n?\d+)*)", person) for person in labels)
    if numbered and all(labels.values()) and len(set(labels.values())) == len(labels):
        return {**{event: event for event in graph.events}, **labels}
    for person, label in labels.items():
        if label:
            graph.people[person].setdefault("name", label)
    ids = {person: " ".join(plain(person).split()) for person in graph.people}
    if len(set(ids.values())) < len(ids) or not all(ids.values()):
        raise ReadError(f"{source.where}: two people have the same id, or one has none; give each an id of its own")
    return ids


def _label(attributes: dict[str, Any]) -> str:
    return " ".join(plain(str(attributes.get("label") or attributes.get("name") or "")).split())


def _people(people: dict[str, dict[str, Any]], names: dict[str, str], source: Source) -> pd.DataFrame:
    rows = [
        {key: value for key, value in attributes.items() if _is_said(key, value, names[person])}
        for person, attributes in people.items()
    ]
    columns = {key for row in rows for key in row}
    if len(columns) * len(rows) > _MOST_CELLS:
        raise ReadError(
            f"{source.where}: {len(rows):,} people have {len(columns):,} different attributes, which is too much; save "
            "the file without them"
        )
    index = pd.Index([names[person] for person in people], dtype="str", name="person")
    frame = pd.DataFrame(rows, index=index)
    if "responded" in frame:
        frame["responded"] = yes(frame["responded"])
    return frame


def _is_said(key: str, value: Any, person: str) -> bool:
    """Whether an attribute says something of the person that the id does not."""
    return key.casefold() not in _DRAWING and key != "label" and not (key == "name" and str(value) == person)


def yes(answers: Iterable[object]) -> np.ndarray:
    """Return which of *answers* say yes, in any of the ways that programs write it."""
    return np.array([str(answer).casefold() in {"true", "1", "1.0", "yes"} for answer in answers], dtype=bool)
