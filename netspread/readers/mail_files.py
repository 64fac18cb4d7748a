"""Mail files: the headers of each message in an mbox or an eml file; texts are passed over unread.

An mbox is looked through in pieces of a fixed size, so that it may be larger than memory.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from netspread.readers.batches import Batch, Collector
from netspread.readers.folder import faults_told, opened
from netspread.readers.mail_headers import Mail, mail_of

#: How much of an mbox is looked at at once, and how long headers may be; what is longer is cut.
PIECE, LONGEST_HEADERS = 32 << 20, 1 << 20
#: The headers of most messages are in so many bytes.
_HEAD = 1 << 15
#: A line that begins a message has a time of day, and a header below it: a text may well have ``From `` in it.
_BEGIN = re.compile(
    rb"From ([^\n]{0,500}?\d\d?:\d\d[^\n]{0,500})\n(?:>From [^\n]{0,1000}\n)?(?=[!-9;-~]{1,100}[ \t]*:)"
)
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_HEADER = re.compile(rb"([!-9;-~]{1,100})[ \t]*:|[ \t]")
#: A message has who wrote it, and one of these.
_SIGNS = frozenset((b"date", b"message-id", b"received", b"return-path", b"subject", b"mime-version"))
_DATE = re.compile(rb"(?:mon|tue|wed|thu|fri|sat|sun)\b.*", re.IGNORECASE)


#: No sender, or no message that was sent.
_ALWAYS = frozenset(("anonymous", "unsent"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a log of mail: some bytes of an mbox, or some whole files.

    Attributes
    ----------
    path, files
        A folder or archive, and which files in it.
    start
        Of one mbox only the messages that begin in the ``PIECE`` bytes from here; None for the whole.
    dropped
        What is left out of the messages that are from one person to others: ``machine``, ``calendar``; see
        :class:`netspread.readers.mail_headers.Mail`.
    """

    path: Path
    files: tuple[str, ...]
    start: int | None = None
    dropped: frozenset[str] = _ALWAYS


def is_mail(head: bytes) -> bool:
    """Whether *head*, the first bytes of a file, begin an mbox, or one message."""
    return is_mbox(head) or _is_message(head)


def is_mbox(head: bytes) -> bool:
    """Whether *head*, the first bytes of a file, begin an mbox."""
    return _BEGIN.match(head.lstrip()[:2000]) is not None


def read_piece(piece: Piece) -> Batch:
    """Return the messages of *piece*; files that are no mail are counted as ``other_files``."""
    collector = Collector()
    for mail in _mails(piece, collector):
        _add(mail, collector, piece.dropped)
    return collector.batch()


def _mails(piece: Piece, collector: Collector) -> Iterator[Mail]:
    for name, file in opened(piece.path, piece.files):
        with faults_told(f"{piece.path}/{name}"):
            if piece.start is None:
                yield from _of_file(_unpacked(file), collector)
            else:
                file.seek(max(piece.start - 1, 0))
                raw = (b"" if piece.start else b"\n") + file.read(PIECE + LONGEST_HEADERS)
                yield from _of_mbox(raw, PIECE)


def _of_file(file: BinaryIO, collector: Collector) -> Iterator[Mail]:
    """Yield the messages of one file of any length."""
    head = file.read(_HEAD).lstrip()
    if is_mbox(head):
        raw = b"\n" + head + file.read(PIECE + LONGEST_HEADERS - len(head))
        while more := file.read(PIECE):
            yield from _of_mbox(raw, PIECE)
            raw = raw[PIECE:] + more
        yield from _of_mbox(raw, len(raw))
    elif _is_message(head):
        whole = head if _EMPTY_LINE.search(head) else head + file.read(LONGEST_HEADERS)
        yield mail_of(_EMPTY_LINE.split(whole, maxsplit=1)[0])
    else:
        collector.counts["other_files"] += 1


def _of_mbox(raw: bytes, size: int) -> Iterator[Mail]:
    """Yield the messages that begin in the first *size* bytes of *raw*, after a line's end."""
    at = raw.find(b"\nFrom ")
    while 0 <= at < size:
        begin = _BEGIN.match(raw, at + 1)
        if begin is None:
            at = raw.find(b"\nFrom ", at + 1)
            continue
        furthest = begin.end() + LONGEST_HEADERS
        empty = _EMPTY_LINE.search(raw, begin.end() - 1, furthest)
        end = empty.start() if empty else furthest
        date = _DATE.search(begin[1])
        yield mail_of(raw[begin.end() : end], date[0].decode("ascii", "replace") if date else "")
        at = raw.find(b"\nFrom ", end)


def _unpacked(file: BinaryIO) -> BinaryIO:
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    return cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file


def _add(mail: Mail, collector: Collector, dropped: frozenset[str]) -> None:
    collector.lists.update(mail.lists)
    if mail.fault in dropped:
        collector.counts[f"{mail.fault}_messages"] += 1
        return
    collector.counts["dates_without_zone"] += mail.no_zone
    collector.counts["tagged_messages"] += mail.tagged
    collector.names.update((mail.sender, *mail.recipients))
    time = None if mail.time is None else mail.time * 1_000_000
    alters = dict.fromkeys(address for address, _ in mail.recipients)
    collector.add(mail.key, mail.sender[0], time=time, alters=alters, answers=mail.answers)


def _is_message(head: bytes) -> bool:
    block = _EMPTY_LINE.split(head.lstrip()[:LONGEST_HEADERS], maxsplit=1)[0]
    lines = [_HEADER.match(line) for line in block.split(b"\n", maxsplit=200)[:200]]
    names = {line[1].lower() for line in lines if line and line[1]}
    # The last line may be cut.
    return all(lines[:-1]) and bool(names & {b"from", b"sender"}) and bool(names & _SIGNS)
