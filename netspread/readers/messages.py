"""Messages: from who wrote to whom and when to ties, by rules that are told; whatever log they came from.

duckdb counts, in a memory that is bounded and spills to the disk. A reader of tables hands over a query
(:func:`of_query`), any other reader its messages in pieces (:func:`of_batches`). First each message goes into a
count of equal ones; the rules look at those, and at each different address once.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ReadError
from netspread.network import Influence
from netspread.phrase import Phrase
from netspread.readers.message_counts import counts_of, in_words, never_wrote
from netspread.readers.message_people import MACROS
from netspread.readers.message_rules import CURVE, OLDEST, Rules
from netspread.readers.reader import ReadOptions, people_frame
from netspread.readers.spilling import PIECE, readable, spilling
from netspread.records import Reported

if TYPE_CHECKING:
    import duckdb

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Ties counted from messages.

    Attributes
    ----------
    ties
        As ``Reported.ties``: ``ego, alter, relation`` (the kind of message), ``weight``, ``time``: the start of the
        window, or the last message without windows.
    people
        Those of the ties, in the order of the alphabet.
    directed
        False for the minimum of both directions.
    told
        What the rules left out, and how many.
    counts
        The same as numbers.
    by_minimum
        n -> how many ties there are of at least n messages.
    """

    ties: pd.DataFrame
    people: pd.DataFrame
    directed: bool
    told: tuple[str, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    by_minimum: Mapping[int, int] = field(default_factory=dict)

    def reported(
        self,
        name: str,
        sources: Sequence[Path],
        *,
        told: Sequence[str] = (),
        influence: Influence = "ego_to_alter",
        directed: bool = True,
    ) -> Reported:
        """Return this as what the reader *name* reports; *told* is what it decided before.

        Raises
        ------
        ReadError
            If no tie is left.
        """
        told = (*told, *self.told)
        if not len(self.ties):
            where = sources[0]
            raise ReadError(f"{where}: no message is left after the rules ({'; '.join(told[-4:])}); loosen them")
        both = not (directed and self.directed)
        return Reported(
            self.ties,
            self.people,
            "both" if both else influence,
            name,
            directed=not both,
            sources=tuple(sources),
            told=told,
            counts=self.counts,
            by_minimum=self.by_minimum,
        )


def of_batches(batches: Iterable[pd.DataFrame], options: ReadOptions, *, where: str) -> Counted:
    """Return the ties in *batches*: one row for each message and recipient.

    Parameters
    ----------
    batches
        Frames with ``message`` (text; the same in every copy of a message), ``ego``, ``alter`` (text: an address,
        ``Ana <a@x>``, an id), ``time`` (datetime64 in UTC, or missing), and perhaps ``kind`` (text): messages of
        each kind make a relation of their own.
    options
        The rules.
    where
        The file, for messages to the user.
    """
    with spilling(options.memory) as base:
        base.execute("create temp table copies (message text, ego text, recipients text, time timestamp, kind text)")
        for batch in batches:
            base.register("batch", batch.assign(kind="") if "kind" not in batch else batch)
            base.execute("insert into copies select message, ego, alter, time, kind from batch")
            base.unregister("batch")
        return of_query(base, "select * from copies", options, where=where)


def of_query(
    base: "duckdb.DuckDBPyConnection",
    query: str,
    options: ReadOptions,
    *,
    where: str,
    mark: str = "",
    left_out: Mapping[str, str] = _NOTHING,
    writers: str = "",
) -> Counted:
    """Return the ties in the rows that *query* gives in *base*.

    Parameters
    ----------
    base
        From :func:`netspread.readers.spilling.spilling`.
    query
        Gives ``ego``, ``recipients`` (text) and ``time`` (timestamp in UTC or null); perhaps ``message``: rows of
        the same are one message, and a recipient that it names again counts once; ``kind``: the relation;
        ``unread``: whether there is a time that could not be understood; ``left_out``: why this row is no message.
    options
        The rules.
    where
        The file, for messages to the user.
    mark
        What parts several recipients in one cell, as a regular expression; empty if there is one.
    left_out
        What may stand in the column of that name -> what it counts, in words.
    writers
        A query of ``address``: who wrote besides, though not in these rows, and so is no mailing list.
    """
    with readable(where):
        base.execute(MACROS)
        rules = Rules.of(options, dated=_dated(base, query), today=_today())
        given = set(base.sql(query).columns)
        for name, made in rules.tables(query, given, mark, writers):
            base.execute(f"create or replace temp table {name} as {made}")
        base.execute("drop table letter; drop table cell; drop table if exists part; drop table if exists message")
        return _counted(base, rules, left_out)


def _today() -> str:
    return f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}"


def _dated(base: "duckdb.DuckDBPyConnection", query: str) -> bool:
    """Whether the first messages have dates as messages of an organisation have."""
    middle = base.execute(
        f"select quantile_disc(time, 0.5) >= timestamp '{OLDEST}' from (select time from ({query}) limit 2000)"
    ).fetchone()
    return bool(middle and middle[0])


def _counted(base: "duckdb.DuckDBPyConnection", rules: Rules, left_out: Mapping[str, str]) -> Counted:
    """Return what the tables of *rules* say."""
    curve = ", ".join(f"count(*) filter (messages >= {n})" for n in CURVE)
    by_minimum = dict(zip(CURVE, base.execute(f"select {curve} from tie").fetchone() or (), strict=True))
    least = int(rules.options.min_messages)
    counts = counts_of(base, rules, left_out)
    few = base.execute("select count(*) from tie where messages < ?", [least]).fetchone()
    if few and few[0]:
        counts["ties_of_few_messages"] = int(few[0])
    told = [*in_words(counts, rules, left_out), *never_wrote(base)]
    if by_minimum[1] > 1:
        shown = [Phrase("{count:,} of at least {least}", count=count, least=n) for n, count in by_minimum.items()]
        told.append(Phrase("ties by how many messages they stand for: {shown}", shown=shown))
    kinds = [row[0] for row in base.execute("select distinct kind from tie order by kind").fetchall()]
    columns = _columns(base, kinds, least)
    rows = base.execute("select address from person order by code").fetchall()
    names = pd.Series([row[0] for row in rows], dtype="str").array
    seen = np.zeros(len(names), dtype=bool)
    seen[columns["ego"]] = seen[columns["alter"]] = True
    people = people_frame(names[seen])
    # Each column of numbers is let go as soon as its text is there, as there may be millions of ties.
    ties = pd.DataFrame(
        {
            "ego": names.take(columns.pop("ego")),
            "alter": names.take(columns.pop("alter")),
            "relation": pd.Series(kinds, dtype="str").array.take(columns.pop("kind")),
            "weight": columns.pop("weight"),
            "time": columns.pop("moment"),
        },
        copy=False,
    )
    return Counted(ties, people, rules.options.weight != "reciprocated", tuple(told), counts, by_minimum)


def _columns(base: "duckdb.DuckDBPyConnection", kinds: list[str], least: int) -> dict[str, NDArray[Any]]:
    """Return the ties by the numbers of people and kinds, in order, fetched piece by piece to hold them once."""
    found = base.execute("select count(*) from tie where messages >= ?", [least]).fetchone()
    size = int(found[0]) if found else 0
    types = {"ego": "int32", "alter": "int32", "kind": "int16", "weight": "float64", "moment": "datetime64[us]"}
    columns = {name: np.empty(size, dtype=kind) for name, kind in types.items()}
    base.execute(
        """select ego, alter, (list_position(?, kind) - 1)::smallint as kind, weight, moment from tie
        where messages >= ? order by tie.kind, ego, alter, moment""",
        [kinds, least],
    )
    at = 0
    while len(piece := base.fetch_df_chunk(PIECE)):
        for name, column in columns.items():
            column[at : at + len(piece)] = piece[name].to_numpy()
        at += len(piece)
    return columns
