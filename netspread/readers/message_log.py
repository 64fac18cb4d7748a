"""Message log: who wrote to whom and when; one message, or one recipient of a message, a row.

duckdb does the counting, in a bounded memory and never with the whole file at once.
"""

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from netspread.errors import ReadError
from netspread.readers import words
from netspread.readers.reader import ReadOptions, people_frame
from netspread.readers.source import Source
from netspread.readers.table import Table, key
from netspread.records import Reported

if TYPE_CHECKING:
    import duckdb

NAME = "message log"
TITLE = "a message a row: sender, recipients (separated by ;), time; or one recipient a row"
EXAMPLE = """
timestamp,sender,recipients
2024-03-01 09:15,ana@example.org,ben@example.org;cia@example.org
2024-03-01 10:02,ben@example.org,ana@example.org
"""

_MEMORY = "1GB"
#: What is left of a name and address: the address.
_ADDRESS = r"^.*<\s*([^<>]+?)\s*>.*$"
_NO_REPLY = r"(^|[^a-z])(no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounce|notifications?)([^a-z]|$)"


def recognizes(source: Source) -> bool:
    """Whether there are a sender, a recipient and a time; ego and alter with a date are a tie list."""
    table = source.table
    if _bare(table):
        return True
    return _columns(table, ReadOptions()) is not None


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each sender and recipient; its weight is the number of messages, its time the last one."""
    table = source.table if options.sheet is None else source.sheet(options.sheet)
    told = [*table.told]
    names = _columns(table, options)
    if names is None and _bare(table):
        names = {"ego": "ego", "recipients": "alter", "time": "time"}
    if names is None:
        raise ReadError(
            f"{source.where}: no columns for sender, recipients and time were found among "
            f"{', '.join(table.header[:12])}; say which with --column ego=NAME --column recipients=NAME "
            "--column time=NAME"
        )
    if not table.rows:
        raise ReadError(f"{source.where}: the log holds no message; export it again")
    directed = names.pop("between", None) is None
    told.append("columns taken: " + ", ".join(f"'{name}' as {role}" for role, name in names.items()))
    with tempfile.TemporaryDirectory(prefix="netspread-") as spill:
        ties, counts = _counted(source, table, names, options, spill=Path(spill), told=told)
    told += _in_words(counts, options.max_recipients)
    if not directed:
        told.append("contacts have no direction here")
    pool = pd.unique(pd.concat([ties["ego"], ties["alter"]]))
    if not len(ties):
        raise ReadError(f"{source.where}: no message is left after the rules ({'; '.join(told[-4:])}); loosen them")
    return Reported(
        ties,
        people_frame(sorted(pool)),
        "ego_to_alter" if directed else "both",
        NAME,
        directed=directed,
        sources=(Path(source.path),),
        told=tuple(told),
        counts=counts,
    )


def _columns(table: Table, options: ReadOptions) -> dict[str, str] | None:
    """Return role -> column, if this is a log."""
    time = options.columns.get("time") or table.find(words.TIME)
    if time is None:
        return None
    for one, other in words.BETWEEN:
        a, b = table.find([one]), table.find([other])
        if a and b:
            return {"ego": a, "recipients": b, "time": time, "between": "yes"}
    sender = options.columns.get("ego") or table.find(words.SENDER[:-1])
    recipients = options.columns.get("recipients") or options.columns.get("alter") or table.find(words.RECIPIENTS)
    if sender is None or recipients is None or time in (sender, recipients):
        return None
    found = {"ego": sender, "recipients": recipients, "time": time}
    kind = table.find(["recipient type", "type"])
    if kind is not None and {key(row[table.at(kind)]) for row in table.rows[:500]} <= {"to", "cc", "bcc"}:
        found["kind"] = kind
    return found


def _bare(table: Table) -> bool:
    """Whether there is no header: two ids and seconds since 1970, as research collections have it."""
    rows = [table.header, *table.rows[:20]]
    return len(table.header) == 3 and all(
        all(cell.isdigit() for cell in row) and 9 <= len(row[2]) <= 13 for row in rows
    )


def _counted(
    source: Source, table: Table, names: dict[str, str], options: ReadOptions, *, spill: Path, told: list[str]
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the ties and what was counted on the way, by duckdb."""
    import duckdb

    with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(spill)}) as base:
        try:
            base.execute("set enable_progress_bar = false; set preserve_insertion_order = false")
            _load(base, source, table, names, options.sheet)
            _clean(base, options, told, where=source.where, kinds="kind" in names)
            return _summed(base)
        except duckdb.Error as error:
            reason = " ".join(str(error).split())[:160]
            raise ReadError(f"{source.where}: the log cannot be read ({reason}); export it again as CSV") from error


def _load(
    base: "duckdb.DuckDBPyConnection", source: Source, table: Table, names: dict[str, str], sheet: str | None
) -> None:
    """Make the view ``log`` with text columns ego, recipients, time (and kind)."""
    streamed = (
        not source.is_workbook and not source.inside and source.encoding in ("utf-8", "utf-8-sig") and not table.told
    )
    if streamed and source.delimiter != " " and not _bare(table):
        at = {role: table.at(name) for role, name in names.items()}
        columns = ", ".join(f"'c{column}': 'VARCHAR'" for column in range(len(table.header)))
        reading = (
            f"read_csv(?, delim=?, columns={{{columns}}}, auto_detect=false, header=false, skip=1, quote='\"', "
            "escape='\"', null_padding=true, strict_mode=false)"
        )
        base.register("raw", base.sql(f"select * from {reading}", params=[str(source.path), source.delimiter]))
        picked = ", ".join(f'c{column} as "{role}"' for role, column in at.items())
        base.execute(f"create temp table log as select {picked} from raw")
        return
    bare = _bare(table)
    table = source.sheet(sheet)
    rows = [table.header, *table.rows] if bare else table.rows
    at = {"ego": 0, "recipients": 1, "time": 2} if bare else {role: table.at(n) for role, n in names.items()}
    whole = pd.DataFrame({role: [row[column] for row in rows] for role, column in at.items()}, dtype="str")
    base.register("whole", whole)
    base.execute("create temp table log as select * from whole")


def _clean(
    base: "duckdb.DuckDBPyConnection", options: ReadOptions, told: list[str], *, where: str, kinds: bool
) -> None:
    """Make the table ``sent``: message number, ego, alter, time; bulk, self and automatic mail counted apart."""
    if kinds:
        # A list with one row a recipient: bcc repeats cc in some exports, and exact repeats are copies.
        base.execute(
            "create temp table kept as select distinct ego, recipients, time from log where lower(kind) <> 'bcc'"
        )
        told.append("blind copies and exact repeats left out, as some exports write each copy twice")
    else:
        base.execute("create temp table kept as select ego, recipients, time from log")
    time = _time_expression(base, told, where=where, day_first=options.day_first)
    base.execute(
        f"""create temp table message as
        select row_number() over () as number, {_address("ego")} as ego, recipients, {time} as time from kept
        where ego is not null and recipients is not null"""  # built from our own expressions alone
    )
    limits = []
    for sign, day in ((">=", options.since), ("<", options.until)):
        if day is not None:
            limits.append(f"time {sign} timestamp '{_day(day)}'")
    if limits:
        base.execute("delete from message where not coalesce(" + " and ".join(limits) + ", false)")
    mark = _recipient_mark(base) if options.separator is None else _as_pattern(options.separator)
    base.execute(
        f"""create temp table sent as
        select number, ego, {_address("part")} as alter, time, count(*) over (partition by number) as recipients
        from (select number, ego, time, unnest(string_split_regex(recipients, '{mark}')) as part from message)
        where trim(part) <> ''"""
    )
    base.execute(
        f"""create temp table fate as select *,
        case when recipients > {int(options.max_recipients)} then 'bulk'
             when ego = alter then 'self'
             when regexp_matches(ego, '{_NO_REPLY}') or regexp_matches(alter, '{_NO_REPLY}') then 'automatic'
             else 'kept' end as fate from sent"""
    )


def _summed(base: "duckdb.DuckDBPyConnection") -> tuple[pd.DataFrame, dict[str, int]]:
    ties = base.execute(
        """select ego, alter, '' as relation, count(*)::double as weight, max(time) as time
        from fate where fate = 'kept' group by ego, alter order by ego, alter"""
    ).df()
    ties = ties.astype({"ego": "str", "alter": "str", "relation": "str", "time": "datetime64[us]"})
    found = dict(base.execute("select fate, count(distinct number) from fate group by fate").fetchall())
    total = base.execute("select count(*) from message").fetchone()
    counts = {
        "messages": int(total[0]) if total else 0,
        "bulk_messages": int(found.get("bulk", 0)),
        "self_messages": int(found.get("self", 0)),
        "automatic_messages": int(found.get("automatic", 0)),
    }
    return ties, counts


def _address(column: str) -> str:
    """Return the expression for an address as people are told apart by: of ``Ana <a@x>`` the address, in lower case.

    What is no address (an id, a name) keeps its case.
    """
    bare = f"trim(regexp_replace({column}, '{_ADDRESS}', '\\1'))"
    return f"case when contains({bare}, '@') then lower({bare}) else {bare} end"


def _recipient_mark(base: "duckdb.DuckDBPyConnection") -> str:
    row = base.execute("select count(*) filter (contains(recipients, ';')), count(*) from message").fetchone()
    if row and row[0]:
        return ";"
    # A comma separates addresses; in "Ruiz, Ana" it does not.
    commas = base.execute(
        "select count(*) from message where contains(recipients, ',') and contains(recipients, '@')"
    ).fetchone()
    return "," if commas and commas[0] else ";"


def _as_pattern(mark: str) -> str:
    """Return *mark* as it stands in a regular expression inside a string of SQL."""
    return re.escape(mark).replace("'", "''")


def _time_expression(
    base: "duckdb.DuckDBPyConnection", told: list[str], *, where: str, day_first: bool | None = None
) -> str:
    """Return the expression that reads the times, decided by *day_first*, else by the column as a whole."""
    row = base.execute(
        r"""select count(*), count(try_cast(time as double)), max(try_cast(time as double)),
        count(try_cast(time as timestamp)), count(*) filter (regexp_matches(time, '^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}')),
        max(try_cast(regexp_extract(time, '^(\d{1,2})[/.](\d{1,2})', 1) as int)),
        max(try_cast(regexp_extract(time, '^(\d{1,2})[/.](\d{1,2})', 2) as int)),
        count(try_cast(time as timestamptz)) from kept where time is not null"""
    ).fetchone()
    total, numbers, largest, iso, slashed, first, second, zoned = row or (0,) * 8
    if total and numbers == total:
        milliseconds = largest > 1e11
        told.append("times taken as " + ("milliseconds" if milliseconds else "seconds") + " since 1970")
        return f"to_timestamp(time::double / {1000 if milliseconds else 1})::timestamp"
    if iso == total:
        return "time::timestamp"
    if slashed == total:
        month_first = (second or 0) > 12 >= (first or 0) if day_first is None else not day_first
        sure = (first or 0) > 12 or month_first or day_first is not None
        order = "%m/%d/%Y" if month_first else "%d/%m/%Y"
        told.append(
            ("dates taken as " if sure else "dates like 3/4/2024 could be read two ways; taken as ")
            + ("month/day/year" if month_first else "day/month/year")
        )
        formats = ", ".join(f"'{order}{rest}'" for rest in ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p"))
        return f"strptime(replace(time, '.', '/'), [{formats}])"
    if zoned == total:
        return "(time::timestamptz at time zone 'UTC')"
    wrong = base.execute(
        "select time from kept where try_cast(time as timestamp) is null and time is not null"
    ).fetchone()
    shown = str(wrong[0])[:40] if wrong else ""
    raise ReadError(
        f"{where}: '{shown}' is no time; write times as 2024-03-01 09:15, or name the column: --column time=NAME"
    )


def _day(text: str) -> str:
    try:
        return pd.Timestamp(text).isoformat(sep=" ")
    except ValueError as error:
        raise ReadError(f"'{text}' is no date; write --since and --until as 2024-03-01") from error


def _in_words(counts: dict[str, int], most: int) -> list[str]:
    told = [f"{counts['messages']:,} messages read"]
    told += [
        f"{counts[name]:,} {what} left out"
        for name, what in (
            ("bulk_messages", f"messages to more than {most} people"),
            ("self_messages", "messages of people to themselves"),
            ("automatic_messages", "automatic messages"),
        )
        if counts[name]
    ]
    return told
