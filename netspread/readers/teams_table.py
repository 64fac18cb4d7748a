"""Teams table: the list of messages that Microsoft Purview (eDiscovery) exports; its columns differ by year."""

from netspread.errors import ReadError
from netspread.readers.batches import Collector
from netspread.readers.correspondence import correspondence
from netspread.readers.mail_addresses import addresses
from netspread.readers.mail_headers import key_of
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table
from netspread.readers.times import parsed_times
from netspread.records import Reported

NAME = "teams table"
TITLE = "a list of messages from Microsoft Purview (eDiscovery): sender, recipients or participants, date"
EXAMPLE = """
Item class,Conversation type,Sender,Participants,Date
IPM.SkypeTeams.Message,Group,Ana Ruiz <ana@example.org>,Ana Ruiz <ana@example.org>;ben@example.org,2024-03-01 09:15:00
IPM.SkypeTeams.Message,Group,ben@example.org,ana@example.org;ben@example.org,2024-03-01 10:02:00
"""
#: Columns that no other log has.
_SIGNS = frozenset(
    ("item class", "message kind", "conversation type", "conversation id", "compound path", "item identity",
     "teams channel name", "channel name", "team name", "thread participants", "custodian", "workload")
)  # fmt: skip
_SENDER = ("sender", "from", "email sender", "sender author", "sender or author", "author")
_RECIPIENTS = (
    "recipients", "receivers", "to", "email recipients", "participants", "email participants", "thread participants",
)  # fmt: skip
_TIME = ("sent", "date", "sent date", "date sent", "email date sent", "sent time", "received")


def recognizes(source: Source) -> bool:
    """Whether there are a sender, recipients and a date, and at least one column of Purview's own."""
    return bool(_SIGNS.intersection(source.table.keys)) and _columns(source.table) is not None


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each who wrote and who else was in the conversation; its weight is the number of messages."""
    table = source.sheet(options.sheet)
    names = _columns(table)
    if names is None:
        raise ReadError(
            f"{source.where}: no columns for sender, recipients and date were found among "
            f"{', '.join(table.header[:12])}; export them as well"
        )
    sender, recipients, time = (table.column(name) for name in names)
    times = parsed_times(time, where=lambda cell: table.place(cell, names[2:]), day_first=options.day_first)
    moments = times.column.astype("int64").tolist()  # a missing time is batches.NEVER
    collector = Collector()
    for row, ego, cell, moment in zip(table.rows, sender, recipients, moments, strict=True):
        ((person, name), *_) = _people(ego) or [("", "")]
        if not person:
            collector.counts["anonymous_messages"] += 1
            continue
        others = _people(cell)
        collector.names.update(((person, name), *others))
        alters = [other for other, _ in others if other != person]
        collector.add(key_of("\x1f".join(row)), person, time=moment, alters=alters)
    found = correspondence([collector.batch()], options, where=source.where)
    words = {"anonymous_messages": "messages without a sender left out"}
    return found.reported(NAME, (source.path,), words=words, told=(*table.told, *times.told))


def _columns(table: Table) -> tuple[str, str, str] | None:
    found = [table.find(words) for words in (_SENDER, _RECIPIENTS, _TIME)]
    return None if None in found or len(set(found)) < 3 else (str(found[0]), str(found[1]), str(found[2]))


def _people(cell: str) -> list[tuple[str, str]]:
    """Return (address, name) of each in *cell*; who has no address is known by the name."""
    people = []
    for part in cell.split(";"):
        people += addresses(part) or [(" ".join(part.split()), "")] * bool(part.strip())
    return people
