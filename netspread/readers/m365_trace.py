"""Microsoft 365 message trace: who sent what to whom, as Exchange Online tells it in three kinds of report.

The summary of the admin page and of ``Get-MessageTrace`` (also V2), the enhanced summary, and the extended report.
The subject, which all of them hold, is never looked at.
"""

from collections.abc import Sequence

from netspread.phrase import Phrase
from netspread.readers.log_files import column
from netspread.readers.log_table import Layout, read_logs
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table
from netspread.records import Reported

NAME = "microsoft 365 message trace"
TITLE = "Exchange Online message trace: summary, enhanced summary, or extended report"
EXAMPLE = """
Received,SenderAddress,RecipientAddress,Subject,Status,ToIP,FromIP,Size,MessageId,MessageTraceId
2024-03-01T09:15:00,ana@example.org,ben@example.org,...,Delivered,,10.0.0.1,2048,<1@example.org>,9a
2024-03-01T09:15:00,ana@example.org,icu@example.org,...,Expanded,,10.0.0.1,2048,<1@example.org>,9b
2024-03-01T09:15:00,ana@example.org,cia@example.org,...,Delivered,,10.0.0.1,2048,<1@example.org>,9c
"""

_SENDER = ("senderaddress", "sender address", "sender")
_RECIPIENT = ("recipientaddress", "recipient address", "recipient")
_MESSAGE = ("message id", "messageid", "network message id")
_TIME = ("received", "date time utc", "origin timestamp utc", "origin timestamp", "received date", "date utc")
_UNDELIVERED = "regexp_matches(lower({0}), 'fail|spam|quarantin|reject|drop')"


def recognizes(source: Source) -> bool:
    """Whether the columns are those of a message trace."""
    return _kind(source.table) != ""


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each sender and recipient of messages that were delivered."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same of several traces."""
    table = sources[0].table
    return read_logs(sources, options, _LAYOUTS[_kind(table) or "summary"](table), name=NAME)


def _kind(table: Table) -> str:
    """Return which report this is; empty for none."""
    keys = set(table.keys)
    if {"sender address", "recipient status", "event id"} <= keys:
        return "extended"
    if {"sender address", "recipient status", "message id"} <= keys:
        return "enhanced"
    traced = {"messagetraceid", "message trace id", "fromip", "from ip", "toip", "to ip"}
    named = all(table.find(words) for words in (_SENDER, _RECIPIENT, _MESSAGE, _TIME))
    return "summary" if named and "status" in keys and traced & keys else ""


def _summary(table: Table) -> Layout:
    status = column(table, ["status"])
    return Layout(
        ego=column(table, _SENDER),
        recipients=column(table, _RECIPIENT),
        time=column(table, _TIME),
        message=column(table, _MESSAGE),
        left_out={
            "list_copies": (f"lower({status}) = 'expanded'", _EXPANDED),
            "undelivered_copies": (_UNDELIVERED.format(status), Phrase("copies that were not delivered")),
        },
    )


def _enhanced(table: Table) -> Layout:
    # a@example.org##Receive, Send;b@example.org##Receive, Deliver: what became of each copy.
    part = f"string_split({column(table, ['recipient status'])}, ';')"
    status = "split_part(part, '##', 2)"
    return Layout(
        ego=column(table, ["sender address"]),
        recipients="split_part(part, '##', 1)",
        time=column(table, _TIME),
        message=column(table, _MESSAGE),
        rows=f"select *, unnest({part}) as part from ({{log}})",
        left_out={
            "list_copies": (f"contains(lower({status}), 'expand')", _EXPANDED),
            "undelivered_copies": (_UNDELIVERED.format(status), Phrase("copies that were not delivered")),
        },
    )


def _extended(table: Table) -> Layout:
    return delivered(
        table, time=column(table, _TIME), event=column(table, ["event id"]), message=column(table, _MESSAGE)
    )


def delivered(table: Table, *, time: str, event: str, message: str) -> Layout:
    """Return where a log of all events holds what; a message goes from server to server before it is delivered."""
    return Layout(
        ego=column(table, ["sender address"]),
        recipients=column(table, ["recipient address"]),
        time=time,
        message=message,
        left_out={
            "list_copies": (f"upper({event}) = 'EXPAND'", _EXPANDED),
            "undelivered_copies": (
                f"upper({event}) not in ('DELIVER', 'SEND')",
                Phrase("copies that were not delivered"),
            ),
        },
    )


_EXPANDED = Phrase("copies to distribution lists, whose members have rows of their own,")
_LAYOUTS = {"summary": _summary, "enhanced": _enhanced, "extended": _extended}
