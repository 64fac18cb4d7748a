"""Node tables: people in one table and ties in another, as network programs keep them in spreadsheets."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers import words
from netspread.readers.folder import Folder
from netspread.readers.reader import ReadOptions, tie_frame
from netspread.readers.source import Source
from netspread.readers.table import Table, key
from netspread.readers.tables import attributes, whole, with_numbers
from netspread.readers.weights import in_words, weights_of
from netspread.records import Reported

_FREE = frozenset({"undirected", "mutual", "false", "no", "0"})
#: Columns for drawing and for the program's own use.
_OWN = frozenset({"timeset", "interval", "x", "y", "image", "size", "color", "colour", "shape", "opacity", "viz"})


@dataclass(frozen=True, slots=True)
class Layout:
    """How a program calls the columns, all in small letters.

    Attributes
    ----------
    name
        The format.
    person
        The first column of the people.
    ends
        Ego and alter among the ties.
    shown
        What people are called, if that is not ``person``.
    relation
        The columns that may say the relation of a tie, the surest first; if there are none, every further column is a
        relation.
    direction
        The column that says which ties have a direction.
    own
        Columns of ties that are no relations.
    """

    name: str
    person: str
    ends: tuple[str, str]
    shown: str = ""
    relation: tuple[str, ...] = ()
    direction: str = "type"
    own: frozenset[str] = frozenset()


def knows(of: Source | Folder, layout: Layout) -> bool:
    """Whether there is one table of people, and at least one of ties."""
    people, ties = _sorted(of.tables, layout)
    return len(people) == 1 and len(ties) > 0


def read(of: Source | Folder, options: ReadOptions, layout: Layout) -> Reported:
    """Return what the tables report: each row of the ties runs from who names to who is named.

    Several tables of ties are a relation each. Whoever has a tie but no row is added to the people, and told.

    Raises
    ------
    ReadError
        If there are no such tables, an id is empty or stands twice, or a tie lacks an end.
    """
    people_names, tie_names = _sorted(of.tables, layout)
    if len(people_names) != 1 or not tie_names:
        raise ReadError(
            f"{of.path}: {layout.name} has a table that begins with '{layout.person}' and one with '{layout.ends[0]}' "
            f"and '{layout.ends[1]}'; found {len(people_names)} and {len(tie_names)} of them, so export both"
        )
    tables = whole(of, [*people_names, *tie_names])
    told = [sentence for table in tables.values() for sentence in table.told]
    people = _people(tables[people_names[0]], layout)
    ties = pd.concat(
        [_ties(tables[name], layout, options, told, name if len(tie_names) > 1 else "") for name in tie_names]
    )
    ties = ties[ties["weight"] > 0]
    strangers = [end for end in pd.unique(ties[["ego", "alter"]].to_numpy().ravel()) if end not in people]
    if strangers:
        told.append(
            Phrase(
                "{count} people have ties but no row among the people: {names}",
                count=len(strangers),
                names=strangers[:5],
            )
        )
    free = ties["free"].to_numpy(dtype=bool)
    directed = not free.all()
    if directed and free.any():
        told.append(Phrase("{count} ties without direction are taken from both sides", count=int(free.sum())))
        ties = pd.concat([ties, ties[free].rename(columns={"ego": "alter", "alter": "ego"})])
    told.append(
        Phrase("ties are taken as nominations: whoever is named influences; say --influence if it is otherwise")
        if directed
        else Phrase("ties have no direction")
    )
    return Reported(
        tie_frame(ties["ego"], ties["alter"], relation=ties["relation"], weight=ties["weight"]),
        _frame({**people, **{name: {} for name in strangers}}),
        "alter_to_ego" if directed else "both",
        layout.name,
        directed=directed,
        sources=of.sources,
        told=tuple(dict.fromkeys(told)),
    )


def _sorted(tables: Mapping[str, Table], layout: Layout) -> tuple[list[str], list[str]]:
    """Return the names of the tables of people, and of those of ties."""
    ties = [name for name, table in tables.items() if set(layout.ends) <= set(table.keys)]
    return [name for name, table in tables.items() if table.keys[0] == layout.person and name not in ties], ties


def _people(table: Table, layout: Layout) -> dict[str, dict[str, str]]:
    """Return id -> attributes."""
    shown = table.find([layout.shown]) if layout.shown else None
    labels = table.column(shown) if shown else [""] * len(table.rows)
    out = [table.header[0], *([shown] if shown else []), *(name for name in table.header if key(name) in _OWN)]
    people: dict[str, dict[str, str]] = {}
    for line, row, label, given in zip(table.lines, table.rows, labels, attributes(table, besides=out), strict=True):
        if not row[0] or row[0] in people:
            fault = f"'{row[0][:40]}' stands twice" if row[0] else f"'{table.header[0]}' is empty"
            raise ReadError(f"{table.where}, line {line}: {fault}; give each person one row, and an id of its own")
        people[row[0]] = {**({"name": label} if label and label != row[0] else {}), **given}
    return people


def _frame(people: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    index = pd.Index(list(people), dtype="str", name="person")
    return with_numbers(pd.DataFrame(list(people.values()), index=index, dtype="str"))


def _ties(table: Table, layout: Layout, options: ReadOptions, told: list[str], name: str) -> pd.DataFrame:
    """Return ``ego, alter, relation, weight, free`` of each tie in a table; *free* ones have no direction."""
    ego, alter = (table.header[table.keys.index(end)] for end in layout.ends)
    egos, alters = table.column(ego), table.column(alter)
    for line, *pair in zip(table.lines, egos, alters, strict=True):
        if not all(pair):
            raise ReadError(f"{table.where}, line {line}: '{alter if pair[0] else ego}' is empty; fill it in")
    direction = table.find([layout.direction])
    free = [cell.casefold() in _FREE for cell in table.column(direction)] if direction else [False] * len(egos)
    ties = pd.DataFrame({"ego": egos, "alter": alters, "free": free}).astype({"ego": "str", "alter": "str"})
    asked = [] if layout.relation else _asked(table, layout)
    if not asked:
        relation = _relations(table, layout, told) or name
        return ties.assign(
            relation=relation, weight=_weights(table, table.find(words.WEIGHT), options, told, empty=1.0)
        )
    return pd.concat(
        [
            ties.assign(relation=one, weight=_weights(table, weighed or one, options, told, empty=0.0))
            for one, weighed in asked
        ]
    )


def _relations(table: Table, layout: Layout, told: list[str]) -> list[str]:
    """Return the relation of each row; nothing if no column says so, or it is nearly everywhere another."""
    column = table.find(layout.relation)
    cells = table.column(column) if column else []
    if len(set(cells)) > max(12, len(cells) // 4):
        told.append(Phrase("'{column}' says something else of many a tie, so it is no relation", column=column))
        return []
    return cells


def _asked(table: Table, layout: Layout) -> list[tuple[str, str]]:
    """Return each column that is a relation, and the one that holds its weights if that is another."""
    out = {*layout.ends, *layout.own, layout.direction, *_OWN}
    further = [name for name in table.header if key(name) not in out]
    weighed = {name: key(name).removesuffix(" weight") for name in further if key(name).endswith(" weight")}
    relations = [name for name in further if name not in weighed]
    return [
        (name, next((column for column, stem in weighed.items() if key(name).startswith(stem)), ""))
        for name in relations
    ]


def _weights(table: Table, column: str | None, options: ReadOptions, told: list[str], *, empty: float) -> list[float]:
    """Return what each cell of a column counts; *empty* without an answer, and 1 without a column."""
    if column is None:
        return [1.0] * len(table.rows)
    cells = table.column(column)
    counted = weights_of(cells, options.scale, where=lambda cell: table.place(cell, [column]))
    told += in_words(cells, counted)
    return [empty if (weight := counted[cell]) is None else weight for cell in cells]
