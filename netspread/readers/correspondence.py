"""Correspondence: messages of mailboxes and chats put together: copies, lists, and answers that name nobody.

A message is in as many mailboxes as people got it; one to a mailing list names the list, and one in a thread names
nobody: both go to who wrote what they answer, and that may stand anywhere in the log. Files are read in pieces,
each gives a :class:`Batch` of numbers, and duckdb joins them in a bounded memory.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.batches import NEVER, Batch
from netspread.readers.message_people import is_list
from netspread.readers.messages import Counted, of_query
from netspread.readers.reader import ReadOptions
from netspread.readers.spilling import spilling
from netspread.records import Reported

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True, eq=False)
class Correspondence:
    """Ties counted from batches, and what stands beside them.

    Attributes
    ----------
    counted
        The ties.
    names
        Person -> the name that was written most often.
    counts
        What was left out -> how many messages: as in the batches, and ``copies``, further ones of the same message,
        and ``unaddressed_messages``, those that went to nobody who is known.
    """

    counted: Counted
    names: Mapping[str, str]
    counts: Mapping[str, int]

    def reported(
        self,
        name: str,
        sources: Sequence[Path],
        *,
        words: Mapping[str, str],
        told: Sequence[str] = (),
        people: pd.DataFrame | None = None,
    ) -> Reported:
        """Return this as what the reader *name* reports.

        Parameters
        ----------
        words
            What each of the counts means.
        told
            What was decided before.
        people
            Attributes, by person.

        Raises
        ------
        ReadError
            If no tie is left.
        """
        meanings = {"copies": Phrase("further copies of messages left out"), **words}
        counts = {what: self.counts.get(what, 0) for what in meanings}
        told = [
            *told,
            *(Phrase("{count:,} {what}", count=count, what=meanings[what]) for what, count in counts.items() if count),
        ]
        lost = counts.get("unaddressed_messages", 0)
        if lost and not len(self.counted.ties) and not self.counted.counts["messages"]:
            raise ReadError(
                f"{sources[0]}: no message says to whom it goes ({lost:,} to a list alone, or to nobody, that answer "
                "nothing in this file); give more of the archive, so that the messages that are answered are in it"
            )
        whole = self.counted.reported(name, sources, told=told)
        written = pd.Series(dict(self.names), dtype="str").reindex(whole.people.index)
        about = whole.people.assign(name=written)
        if people is not None:
            given = people.reindex(about.index).replace("", None)
            about = given.assign(name=given["name"].fillna(about["name"]))
        return replace(whole, people=about.dropna(axis="columns", how="all"), counts={**whole.counts, **counts})


def correspondence(
    batches: Iterable[Batch],
    options: ReadOptions,
    *,
    where: str,
    kinds: Sequence[str] = ("",),
    whole_threads: bool = False,
) -> Correspondence:
    """Return the ties of all *batches*.

    Parameters
    ----------
    kinds
        What the kinds of messages are called, as relations.
    whole_threads
        Whether who answers in a thread answers all who wrote in it before, and not just one.
    where
        The place of the log, for messages to the user.
    """
    with spilling(options.memory) as base:
        names, counts = _filled(base, batches, kinds, options)
        for name, sql in _STEPS.items():
            base.execute(f"create temp table {name} as {sql}")
        if whole_threads:
            base.execute(_WHOLE_THREADS)
        base.execute(f"create temp table row as {_ROWS}")
        for name, sql in _COUNTS.items():
            counts[name] += int((base.execute(sql).fetchone() or (0,))[0])
        counted = of_query(base, "select * from row", options, where=where, mark=_MARK, writers=_WRITERS)
    return Correspondence(counted, _usual(names), counts)


#: Of copies of a message the first counts: who wrote it, and when.
_STEPS = {
    "message": """select message, arg_min(ego, place) as ego, arg_min(time, place) as time,
        arg_min(kind, place) as kind, arg_min(thread, place) as thread from copy group by message""",
    "named": """select distinct message, alter from addressed
        where alter not in (select code from person where is_list)""",
    "answered": """select answers.message, arg_min(earlier.ego, step) as alter
        from answers join message as earlier on answers.answered = earlier.message
        where answers.message not in (select message from named) group by answers.message""",
}
_WHOLE_THREADS = """insert into answered
    select later.message, earlier.ego from message as later
    join (select thread, ego, min(time) as time from message where thread <> 0 group by all) as earlier using (thread)
    where earlier.time < later.time and later.message in (select message from answers)
    except select message, alter from answered"""
_COUNTS = {
    "copies": "select (select count(*) from copy) - (select count(*) from message)",
    "unaddressed_messages": """select count(*) from message
        where message not in (select message from named) and message not in (select message from answered)""",
}
_MARK = "\x1f"
_WRITERS = "select person.name as address from copy join person on ego = code"
_ROWS = f"""
    select one.name as ego, recipients, make_timestamp(nullif(time, {NEVER})) as time, kind.name as kind
    from (select message, string_agg(name, '{_MARK}') as recipients
          from (from named union all from answered) join person on code = alter group by message)
    join message using (message) join person as one on one.code = ego join kind on kind.code = message.kind"""


def _filled(
    base: "duckdb.DuckDBPyConnection", batches: Iterable[Batch], kinds: Sequence[str], options: ReadOptions
) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Put *batches* into tables of *base*; return how often each name was written, and what was counted."""
    for table in _TABLES:
        base.execute(f"create temp table {table}")
    codes: dict[str, int] = {}
    names: Counter[tuple[str, str]] = Counter()
    counts: Counter[str] = Counter()
    lists = {name.casefold() for name in options.lists}
    place = 0
    for batch in batches:
        own = np.array([codes.setdefault(person, len(codes)) for person in batch.people], dtype=np.int64)
        message, ego, time, kind, thread = batch.messages.T
        places = np.arange(place, place + len(message))
        place += len(message)
        _insert(base, "copy", message=message, ego=own[ego], time=time, kind=kind, thread=thread, place=places)
        _insert(base, "addressed", message=batch.addressed[:, 0], alter=own[batch.addressed[:, 1]])
        message, answered, step = batch.answers.T
        _insert(base, "answers", message=message, answered=answered, step=step)
        names.update(batch.names)
        counts.update(batch.counts)
        lists |= batch.lists
    listed = [name in lists for name in codes]
    _insert(base, "person", code=range(len(codes)), name=list(codes), is_list=listed)
    if not options.keep_automatic:
        base.execute(f"update person set is_list = true where {is_list('code', 'name', 'select ego from copy')}")
    _insert(base, "kind", code=range(len(kinds)), name=list(kinds))
    return names, counts


_TABLES = (
    "copy (message bigint, ego bigint, time bigint, kind bigint, thread bigint, place bigint)",
    "addressed (message bigint, alter bigint)",
    "answers (message bigint, answered bigint, step bigint)",
    "person (code bigint, name text, is_list boolean)",
    "kind (code bigint, name text)",
)


def _insert(base: "duckdb.DuckDBPyConnection", table: str, **columns: Any) -> None:
    base.register("given", pd.DataFrame(columns))
    base.execute(f"insert into {table} by name select * from given")
    base.unregister("given")


def _usual(names: Counter[tuple[str, str]]) -> dict[str, str]:
    """Return the name that was written most often for each person; of equals the first in the alphabet."""
    usual: dict[str, str] = {}
    for (person, name), _ in sorted(names.items(), key=lambda pair: (-pair[1], pair[0])):
        if name:
            usual.setdefault(person, name)
    return usual
