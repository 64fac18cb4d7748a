"""Mail: who wrote to whom, from an mbox (also a list's archive, or Gmail's Takeout) or a message saved as eml."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from netspread import engine
from netspread.phrase import Phrase
from netspread.readers.correspondence import correspondence
from netspread.readers.mail_files import PIECE, Piece, is_mail, is_mbox, read_piece
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.times import IN_UTC
from netspread.records import Reported

NAME = "mail"
TITLE = "a mailbox (mbox), a mailing list's archive, or a message (eml); headers alone are read"
EXAMPLE = """
From ana@example.org Fri Mar  1 09:15:00 2024
From: Ana Ruiz <ana@example.org>
To: Ben Ode <ben@example.org>, cia@example.org
Date: Fri, 1 Mar 2024 09:15:00 +0000
Message-ID: <1@example.org>

From ben@example.org Fri Mar  1 10:02:00 2024
From: Ben Ode <ben@example.org>
To: Ana Ruiz <ana@example.org>
Date: Fri, 1 Mar 2024 10:02:00 +0000
Message-ID: <2@example.org>
In-Reply-To: <1@example.org>

"""
#: From so many pieces on, other processes are worth the second in which they start.
_MANY = 8
_IN_WORDS = {
    "machine_messages": Phrase("messages that machines wrote, by their headers, left out"),
    "calendar_messages": Phrase("invitations and answers of calendars left out"),
    "unsent_messages": Phrase("drafts and spam left out"),
    "anonymous_messages": Phrase("messages without the address of a sender left out"),
    "unaddressed_messages": Phrase(
        "messages to nobody who is known left out, such as those to a list that answer nobody"
    ),
    "dates_without_zone": Phrase("dates without a time zone, or with one that cannot be, taken as UTC"),
    "tagged_messages": Phrase("messages with an address such as ann+list@x, which was taken as ann@x"),
    "other_files": Phrase("files that are no mail left out"),
}


def recognizes(source: Source) -> bool:
    """Whether the first lines begin a mailbox or a message."""
    return is_mail(source.head)


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each who wrote and who got it; its weight is the number of messages."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return what several mailboxes report; a message that is in several of them counts once."""
    pieces = [piece for source in sources for piece in _pieces(source)]
    return of_pieces(pieces, options, name=NAME, sources=[source.path for source in sources])


def _pieces(source: Source) -> list[Piece]:
    path, name = source.place
    return ranges(path, name) if is_divisible(source) else [Piece(path, (name,))]


def is_divisible(source: Source) -> bool:
    """Whether this is a large mbox that can be read from anywhere on."""
    plain = not source.inside and not source.is_gzip
    return plain and source.path.stat().st_size > PIECE and is_mbox(source.head)


def ranges(path: Path, name: str) -> list[Piece]:
    """Return the mbox *name* in the folder *path* cut into pieces; the cut never depends on the machine."""
    return [Piece(path, (name,), start) for start in range(0, (path / name).stat().st_size, PIECE)]


def of_pieces(pieces: Sequence[Piece], options: ReadOptions, *, name: str, sources: Sequence[Path]) -> Reported:
    """Return what the messages in *pieces* of *sources* report."""
    dropped = frozenset(("calendar",) * options.drop_calendar + ("machine",) * (not options.keep_automatic))
    asked = [replace(piece, dropped=dropped | piece.dropped) for piece in pieces]
    batches = engine.stream(
        read_piece, asked, name="reading mail", prefer="processes" if len(pieces) >= _MANY else "threads"
    )
    found = correspondence(batches, options, where=str(sources[0]))
    has_zones = found.counts.get("dates_without_zone", 0) < found.counted.counts["messages"]
    return found.reported(name, sources, words=_IN_WORDS, told=(IN_UTC,) if has_zones else ())
