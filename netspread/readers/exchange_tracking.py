"""Exchange message tracking: the logs that an Exchange server writes about every step of a message."""

from collections.abc import Sequence

from netspread.errors import ReadError
from netspread.readers.log_files import Opening, column
from netspread.readers.log_table import read_logs
from netspread.readers.m365_trace import delivered
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table, key
from netspread.records import Reported

NAME = "exchange message tracking"
TITLE = "message tracking log of an Exchange server, with a line '#Fields:'"
EXAMPLE = """
#Software: Microsoft Exchange Server
#Log-type: Message Tracking Log
#Fields: date-time,event-id,recipient-address,message-subject,sender-address,message-id
2024-03-01T09:15:00.123Z,DELIVER,ben@example.org;cia@example.org,...,ana@example.org,<1@example.org>
"""

_FIELDS = "#fields:"


def recognizes(source: Source) -> bool:
    """Whether the first lines name the fields of a message tracking log."""
    return not source.is_workbook and {"sender address", "recipient address", "event id"} <= set(_names(source))


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each sender and recipient of messages that were delivered."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same of several logs: servers write a new one each hour."""
    opening = _opening(sources[0], None)
    table = Table(sources[0].where, opening.names, (), (), ())
    layout = delivered(
        table,
        time=column(table, ["date time"]),
        event=column(table, ["event id"]),
        message=column(table, ["message id", "internal message id"]),
    )
    return read_logs(sources, options, layout, name=NAME, opening=_opening)


def _opening(source: Source, _sheet: str | None) -> Opening:
    names = _names(source)
    if not names:
        raise ReadError(f"{source.where}: no line '#Fields:' was found; take the log as the server wrote it")
    lines = source.opening.splitlines()
    above = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return Opening(names, above)


def _names(source: Source) -> tuple[str, ...]:
    """Return the fields, as columns are compared; none if the log does not name them."""
    for line in source.opening.splitlines()[:20]:
        if line.casefold().startswith(_FIELDS):
            return tuple(key(name) for name in line[len(_FIELDS) :].split(","))
    return ()
