"""Message log: who wrote to whom and when; one message, or one recipient of a message, a row.

duckdb does the counting, in a bounded memory and never with the whole file at once.
"""

from collections.abc import Sequence

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers import words
from netspread.readers.log_files import Opening, quoted
from netspread.readers.log_table import Layout, read_logs
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table, columns_taken, key
from netspread.records import Reported

NAME = "message log"
TITLE = "a message a row: sender, recipients (separated by ;), time; or one recipient a row"
EXAMPLE = """
timestamp,sender,recipients
2024-03-01 09:15,ana@example.org,ben@example.org;cia@example.org
2024-03-01 10:02,ben@example.org,ana@example.org
"""


def recognizes(source: Source) -> bool:
    """Whether there are a sender, a recipient and a time; ego and alter with a date are a tie list."""
    table = source.table
    if _bare(table):
        return True
    return _columns(table, ReadOptions()) is not None


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each sender and recipient; its weight is the number of messages, its time the last one."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same of several logs of one layout."""
    first = sources[0]
    table = first.table if options.sheet is None else first.sheet(options.sheet)
    names = _columns(table, options)
    if names is None and _bare(table):
        return read_logs(sources, options, _layout(dict(zip(_BARE, _BARE, strict=True)), ()), name=NAME, opening=_bared)
    if names is None:
        raise ReadError(
            f"{first.where}: no columns for sender, recipients and time were found among "
            f"{', '.join(table.header[:12])}; say which with --column ego=NAME --column recipients=NAME "
            "--column time=NAME"
        )
    told = columns_taken({role: name for role, name in names.items() if role != "between"})
    return read_logs(sources, options, _layout(names, (told,)), name=NAME)


_BARE = ("ego", "recipients", "time")


def _bared(source: Source, _sheet: str | None) -> Opening:
    """Return the beginning of a log without a header."""
    return Opening(_BARE, source.table.lines[0] - 2)


def _layout(names: dict[str, str], told: tuple[str, ...]) -> Layout:
    """Return where a log with columns of these *names* for the roles holds what."""
    at = {role: quoted(name) for role, name in names.items()}
    directed = "between" not in names
    message = at.get("message", "")
    left_out = {}
    if not directed:
        told = (*told, Phrase("contacts have no direction here"))
        at["ego"], at["recipients"] = (f"{which}({at['ego']}, {at['recipients']})" for which in ("least", "greatest"))
    if "kind" in names:
        # A list with one row a recipient and no id; bcc repeats cc in some exports, and exact repeats are copies.
        message = message or f"concat_ws(' ', {at['ego']}, {at['time']})"
        left_out = {
            "blind_copies": (f"lower({at['kind']}) = 'bcc'", Phrase("blind copies, which some exports write twice,"))
        }
        told = (*told, Phrase("rows of the same sender and time taken as one message; exact repeats count once"))
    return Layout(
        ego=at["ego"],
        recipients=at["recipients"],
        time=at["time"],
        message=message,
        left_out=left_out,
        influence="ego_to_alter" if directed else "both",
        directed=directed,
        told=told,
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
    message = options.columns.get("message") or table.find(words.MESSAGE)
    if message is not None and message not in found.values():
        found["message"] = message
    kind = table.find(["recipient type", "type"])
    if kind is not None and {key(row[table.at(kind)]) for row in table.rows[:500]} <= {"to", "cc", "bcc"}:
        found["kind"] = kind
    return found


def _bare(table: Table) -> bool:
    """Whether there is no header: two ids and seconds since 1970, as research collections have it."""
    # A first row from a person to the same one has given its columns two names, "7" and "7 (2)".
    rows = [[name.partition(" (")[0] for name in table.header], *table.rows[:20]]
    return len(table.header) == 3 and all(
        all(cell.isdigit() for cell in row) and 9 <= len(row[2]) <= 13 for row in rows
    )
