"""Mail headers: who wrote to whom, when, and in answer to what; from the lines above a message's text, never from it.

RFC 5322 (fields, addresses, groups), RFC 2047 (names in other alphabets), RFC 2369 and 2919 (mailing lists),
RFC 3834 (automatic answers).
"""

import re
from collections.abc import Mapping
from email.utils import mktime_tz, parsedate_tz
from hashlib import blake2b
from typing import NamedTuple

from netspread.readers.mail_addresses import BRACKETED, address, addresses, field_text

#: The fields that are looked at.
_FIELDS = frozenset(
    b"from sender reply-to x-original-from to cc bcc date subject message-id in-reply-to references auto-submitted "
    b"precedence content-type content-class list-id list-post list-unsubscribe x-beenthere x-gmail-labels".split()
)
#: A field goes on in lines that begin with a blank.
_NEXT = re.compile(rb"\n(?![ \t])")
_TAGGED = re.compile(r"[^\s@<>+,;:\"]\+[^\s@<>,;\"]*@\S")
_ZONED = re.compile(r"[+-]\d{4}\b|\b(?:UTC?|GMT|Z|[ECMPA][SD]T)\b")
#: The zones on Earth, in seconds from UTC.
_ZONES = range(-12 * 3600, 14 * 3600 + 1)
#: The end of the year 9999.
_FURTHEST = 253_402_300_800
_MOST_REFERENCES = 20
_TO = frozenset((b"to", b"cc", b"bcc"))
_LISTS = (b"list-post", b"list-id", b"x-beenthere")


class Mail(NamedTuple):
    """What the headers of one message say.

    Attributes
    ----------
    key
        The same number for each copy of a message in any mailbox, from its Message-ID.
    time
        Seconds since 1970 in UTC; None if there is no date, or one that cannot be.
    sender, recipients
        Addresses, as people are told apart by, each with the name beside it; empty if there is none.
    lists
        Addresses of the mailing lists that the message came through.
    answers
        Keys of the messages that this one answers, the nearest first.
    fault
        Why it is no message from one person to others: ``machine`` wrote it (an answer while away, a newsletter, a
        failed delivery), ``calendar`` (an invitation, or an answer to one), ``unsent`` (a draft, or spam),
        ``anonymous`` (no sender is named); else empty.
    no_zone
        Whether the date has no zone, or one that cannot be, and was taken as UTC.
    tagged
        Whether an address such as ``ann+list@x`` was taken as ``ann@x``.
    """

    key: int
    time: int | None
    sender: tuple[str, str]
    recipients: list[tuple[str, str]]
    lists: tuple[str, ...]
    answers: tuple[int, ...]
    fault: str
    no_zone: bool
    tagged: bool = False


def mail_of(block: bytes, received: str = "") -> Mail:
    """Return what *block* says: the lines of a message down to the first empty one.

    Parameters
    ----------
    received
        When the message came in, where a mailbox has it; stands in for a date that is missing or cannot be.
    """
    fields: dict[bytes, str] = {}
    to: list[str] = []
    for line in _NEXT.split(block):
        name, _, value = line.partition(b":")
        name = name.rstrip().lower()
        if name in _FIELDS:
            fields[name] = field_text(value)
            if name in _TO:
                to.append(fields[name])
    get = fields.get
    lists = _lists(fields)
    sender = _sender(fields, lists)
    time, no_zone = _time(get(b"date", ""), received)
    return Mail(
        key=_key(fields),
        time=time,
        sender=sender,
        recipients=[pair for people in to for pair in addresses(people)],
        lists=lists,
        answers=_answers(get(b"in-reply-to", ""), get(b"references", "")),
        fault=_fault(fields, sender[0], lists),
        no_zone=no_zone,
        tagged=any("+" in value and _TAGGED.search(value) for value in (get(b"from", ""), *to)),
    )


def _sender(fields: Mapping[bytes, str], lists: tuple[str, ...]) -> tuple[str, str]:
    """Return who wrote; a list that puts itself into From names its author elsewhere."""
    written = addresses(fields.get(b"from", "")) or addresses(fields.get(b"sender", "")) or [("", "")]
    if written[0][0] in lists:
        hidden = [pair for name in (b"x-original-from", b"reply-to") for pair in addresses(fields.get(name, ""))]
        written = [*(pair for pair in hidden if pair[0] not in lists), *written]
    return written[0]


def _lists(fields: Mapping[bytes, str]) -> tuple[str, ...]:
    """Return the addresses of the lists that a message came through."""
    if fields.keys().isdisjoint(_LISTS):
        return ()
    post, name, been_there = (fields.get(field, "") for field in _LISTS)
    found = [target[7:].partition("?")[0] for target in BRACKETED.findall(post) if target[:7].lower() == "mailto:"]
    found += [bracketed.replace(".", "@", 1) for bracketed in BRACKETED.findall(name)]
    people = (address(each) for each in (*found, been_there))
    return tuple(dict.fromkeys(person for person in people if person))


def _key(fields: Mapping[bytes, str]) -> int:
    written = fields.get(b"message-id", "")
    if written:
        found = BRACKETED.search(written)
        return key_of(found[1] if found else written)
    return key_of("\n".join(fields.get(name, "") for name in (b"from", b"date", b"subject", b"to")))


def key_of(text: str) -> int:
    """Return a number of 64 bits for *text*; that any two of ten million agree has a chance of 3 in a million."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little", signed=True)


def _answers(direct: str, thread: str) -> tuple[int, ...]:
    if not direct and not thread:
        return ()
    nearest = [*BRACKETED.findall(direct)[:1], *reversed(BRACKETED.findall(thread)[-_MOST_REFERENCES:])]
    return tuple(key_of(each) for each in dict.fromkeys(nearest))


def _fault(fields: Mapping[bytes, str], sender: str, lists: tuple[str, ...]) -> str:
    content = fields.get(b"content-type", "").lower()
    labels = fields.get(b"x-gmail-labels", "").lower().split(",")
    if not sender:
        return "anonymous"
    if "spam" in labels or "drafts" in labels:
        return "unsent"
    if sender in lists or content.startswith("multipart/report") or _is_machine(fields):
        return "machine"
    if content.startswith("text/calendar") or fields.get(b"content-class", "").lower().endswith("calendarmessage"):
        return "calendar"
    return ""


def _is_machine(fields: Mapping[bytes, str]) -> bool:
    if not fields.get(b"auto-submitted", "no").lower().startswith("no"):
        return True
    post = fields.get(b"list-post", "no").lower()
    if fields.get(b"precedence", "").lower() in ("bulk", "junk", "auto_reply"):
        return post.startswith("no")
    # A newsletter can be left, but nobody can post to it; a list that people write to can be posted to.
    is_answer = b"in-reply-to" in fields or b"references" in fields
    return post.startswith("no") and not is_answer and (b"list-unsubscribe" in fields or b"list-post" in fields)


def _time(written: str, received: str) -> tuple[int | None, bool]:
    """Return (seconds since 1970, whether the zone is missing or cannot be)."""
    time, no_zone = _seconds(written)
    return (time, no_zone) if time is not None else (_seconds(received)[0], False)


def _seconds(written: str) -> tuple[int | None, bool]:
    try:
        parts = parsedate_tz(written[:80])
        if parts is None:
            return None, False
        no_zone = parts[9] not in _ZONES or _ZONED.search(written) is None
        time = int(mktime_tz((*parts[:9], 0 if no_zone else parts[9])))
        return (time, no_zone) if abs(time) < _FURTHEST else (None, False)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, False
