"""Log tables: from where a log holds what to ties."""

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from netspread.errors import ChoiceError, ReadError
from netspread.network import Influence
from netspread.phrase import Phrase
from netspread.readers.log_files import Opening, Way, quoted, relation
from netspread.readers.log_times import LogTimes, extremes, log_times, order
from netspread.readers.messages import Counted, of_query
from netspread.readers.parquet import literal
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.spilling import readable, spilling
from netspread.records import Reported

if TYPE_CHECKING:
    import duckdb

#: How many rows the format of the times is seen from.
_SAMPLE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a log holds what; each an expression of duckdb on its columns, as ``log_files.quoted`` names them.

    Attributes
    ----------
    ego, recipients, time
        Text: who sent, to whom, when.
    message
        The id that all rows of one message share; empty if each row is a message.
    left_out
        Name of a count -> (condition, words): rows that are no messages; the first condition that fits counts.
    rows
        A query of the rows to count from ``{log}``, if a row of the log is not one.
    mark
        What parts recipients in one cell, as a regular expression; empty if there is one recipient a row.
    influence, directed
        As in ``Reported``.
    told
        What was decided.
    """

    ego: str
    recipients: str
    time: str
    message: str = ""
    left_out: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rows: str = "{log}"
    mark: str = ";"
    influence: Influence = "ego_to_alter"
    directed: bool = True
    told: tuple[str, ...] = ()


def read_logs(
    sources: Sequence[Source],
    options: ReadOptions,
    layout: Layout,
    *,
    name: str,
    opening: Callable[[Source, str | None], Opening] = Opening.of,
) -> Reported:
    """Return the ties of the messages in *sources*, which all are of the format *name*.

    Raises
    ------
    ReadError
        If a file cannot be read, or no message is left.
    ChoiceError
        If an option asks for what the log has not.
    """
    if options.weight == "reciprocated" and not layout.directed:
        raise ChoiceError("these contacts have no direction, so none is reciprocated; choose another --weight")
    openings = [opening(source, options.sheet) for source in sources]
    for source, start in zip(sources, openings, strict=True):
        if set(start.names) != set(openings[0].names):
            raise ReadError(f"{source.where} has other columns than {sources[0].where}; read them one by one")
    if options.separator is not None:
        layout = replace(layout, mark=re.escape(options.separator))
    with tempfile.TemporaryDirectory(prefix="netspread-") as folder:
        way = Way(Path(folder))
        while True:
            try:
                counted, decided = _counted(sources, openings, options, layout, way)
                break
            except ReadError as error:
                way = way.after(error)
    told = [*dict.fromkeys(sentence for start in openings for sentence in start.told), *layout.told, *decided]
    return counted.reported(
        name,
        [source.path for source in sources],
        told=told,
        influence=layout.influence,
        directed=layout.directed,
    )


def _counted(
    sources: Sequence[Source], openings: Sequence[Opening], options: ReadOptions, layout: Layout, way: Way
) -> tuple[Counted, tuple[str, ...]]:
    """Return the ties, and how times were read."""
    where = sources[0].where
    with spilling(options.memory) as base, readable(where):
        log = layout.rows.format(log=relation(base, sources, openings, way))
        place = partial(_place, sources, openings, layout.time, options.sheet)
        times = _times(base, log, layout.time, where=place, day_first=options.day_first)
        parsed = times.sql.format("time")
        is_unread = f"time is not null and trim(time) <> '' and {parsed} is null"
        left_out = " ".join(
            f"when {condition} then {literal(state)}" for state, (condition, _) in layout.left_out.items()
        )
        message = f"{layout.message} as message, " if layout.message else ""
        query = f"""select {message}ego, recipients, {parsed} as time, {is_unread} as unread, left_out
            from (select *, {layout.ego} as ego, {layout.recipients} as recipients, {layout.time} as time,
                  {f"case {left_out} end" if left_out else "null::text"} as left_out from ({log}))"""
        words = {state: words for state, (_, words) in layout.left_out.items()}
        counted = of_query(base, query, options, where=where, mark=layout.mark, left_out=words)
        if not counted.counts.get("unread_times"):
            return counted, times.told
        rows = f"select trim({layout.time}) as time from ({log})"
        (cell,) = base.execute(f"select min(time) from ({rows}) where {is_unread}").fetchone() or ("",)
        return counted, (
            *times.told,
            Phrase("{place} has '{cell}', which is no time", place=place(cell), cell=cell[:40]),
        )


def _place(sources: Sequence[Source], openings: Sequence[Opening], time: str, sheet: str | None, cell: str) -> str:
    """Return where *cell* stands first, which the expression *time* takes from a column of its own."""
    for source, opening in zip(sources, openings, strict=True):
        for name, at in opening.places.items():
            if time == quoted(name) and (line := source.line_of(cell, at, sheet=sheet)) is not None:
                return Phrase("{file}, line {line}: column '{name}'", file=source.where, line=line, name=name)
    return sources[0].where


def _times(
    base: "duckdb.DuckDBPyConnection",
    log: str,
    time: str,
    *,
    where: Callable[[str], str],
    day_first: bool | None,
) -> LogTimes:
    """Return how times are read: by the first rows; by all where these leave the order of day and month open."""
    cells = [row[0] or "" for row in base.execute(f"select {time} from ({log}) limit {_SAMPLE}").fetchall()]
    times = log_times(base, cells, where=where, day_first=day_first)
    if times.is_open:
        found = base.execute(f"select {extremes('time')} from (select {time} as time from ({log}))").fetchone()
        return order(*(number or 0 for number in found or (0, 0)))
    return times
