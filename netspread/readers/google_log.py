"""Google Workspace e-mail log search: one row for each recipient and what became of the message."""

from collections.abc import Sequence

from netspread.phrase import Phrase
from netspread.readers.log_files import column
from netspread.readers.log_table import Layout, read_logs
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.records import Reported

NAME = "google workspace log"
TITLE = "Google Workspace e-mail log search, downloaded as CSV"
EXAMPLE = """
Message ID,Date,Sender,Recipient,Subject,Event
<1@example.org>,2024-03-01T09:15:00Z,ana@example.org,ben@example.org,...,Delivered
<2@example.org>,2024-03-01T10:02:00Z,ben@example.org,ana@example.org,...,Delivered
"""

_MESSAGE = ("message id",)
_SENDER = ("sender", "from", "from header address", "from envelope")
_RECIPIENT = ("recipient", "recipients", "to", "recipient address", "to envelope")
_EVENT = ("event", "delivery status", "status", "event status", "message status")
_TIME = ("date", "start date", "event date", "timestamp", "time")


def recognizes(source: Source) -> bool:
    """Whether there are a message id, a sender, a recipient, a date and what became of the message."""
    table = source.table
    return "subject" in table.keys and all(
        table.find(words) for words in (_MESSAGE, _SENDER, _RECIPIENT, _EVENT, _TIME)
    )


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each sender and recipient of messages that were delivered."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same of several downloads."""
    table = sources[0].table
    event = f"lower({column(table, _EVENT)})"
    layout = Layout(
        ego=column(table, _SENDER),
        recipients=column(table, _RECIPIENT),
        time=column(table, _TIME),
        message=column(table, _MESSAGE),
        left_out={
            "undelivered_copies": (
                f"regexp_matches({event}, 'bounce|reject|drop|spam|quarantin|fail|progress|defer')",
                Phrase("copies that were not delivered"),
            ),
        },
    )
    return read_logs(sources, options, layout, name=NAME)
