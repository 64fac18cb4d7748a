"""Calendar file: the invitations in one iCalendar file, of which only what tells who met when is ever parsed.

The icalendar library reads dates, time zones and durations; before it come only lines that are needed, of components
that are no deeper than an event in a calendar, so that no file can make it work without end.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from netspread.errors import ReadError
from netspread.readers.calendar_lines import Needed, with_own_zones
from netspread.readers.columns import person
from netspread.readers.source import Source
from netspread.readers.workbook import reason

_FOLD = re.compile(r"\r?\n[ \t]")
_MOST_DATES = 10_000


@dataclass(frozen=True, slots=True)
class Invited:
    """One person invited: ``answer`` is ``accepted``, ``declined``, ``open``, or ``aside`` for rooms and the like."""

    person: str
    name: str
    answer: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """One entry of a calendar.

    Attributes
    ----------
    uid
        What all copies of a meeting, or of a series, share.
    start
        A day (all day long), a moment, or ``None`` if it is no date.
    length
        How long; ``None`` if it has no end.
    rule
        How it repeats, as RRULE has it; empty if it does not.
    more, without
        Further moments of a series, and those that fall out.
    replaces
        For one meeting of a series that was changed: when it should have been.
    cancelled
        Whether it does not take place.
    version
        The copy with the highest one is the latest.
    invited
        Who, the organizer first.
    """

    uid: str
    start: dt.datetime | dt.date | None
    length: dt.timedelta | None
    rule: str
    more: tuple[dt.datetime | dt.date, ...]
    without: tuple[dt.datetime | dt.date, ...]
    replaces: dt.datetime | dt.date | None
    cancelled: bool
    version: tuple[int, str]
    invited: tuple[Invited, ...]


def invitations(source: Source, counts: Counter[str]) -> Iterator[Invitation]:
    """Yield the entries of *source*; what cannot be understood is counted in *counts*.

    Raises
    ------
    ReadError
        If the file is no calendar.
    """
    import icalendar

    needed = Needed()
    for line in _FOLD.sub("", source.text).splitlines():
        needed.take(line)
    needed.close()
    try:
        whole = icalendar.Calendar.from_ical("\r\n".join([*with_own_zones(needed.lines), "END:VCALENDAR"]))
        events = whole.walk("VEVENT")
    except Exception as error:  # the library raises many kinds for a broken file
        raise ReadError(f"{source.where}: the calendar cannot be read ({reason(error)}); export it again") from error
    for number, (event, invited) in enumerate(zip(events, needed.lists, strict=True)):
        people = tuple(found for line in invited if (found := _invited(line)) is not None)
        counts["unread"] += len(invited) - len(people)
        yield _invitation(event, people, f"{source.where} {number}")


def _invitation(event: Any, invited: tuple[Invited, ...], place: str) -> Invitation:
    start, end, length = _date(event, "DTSTART"), _date(event, "DTEND"), _value(event.get("DURATION"), "dt")
    if (
        length is None
        and start is not None
        and end is not None
        and isinstance(start, dt.datetime) == isinstance(end, dt.datetime)
    ):
        try:
            length = end - start
        except TypeError:  # one with a zone, one without
            length = None
    rule, stamp = event.get("RRULE"), _date(event, "DTSTAMP")
    version = str(event.get("SEQUENCE", "0"))
    return Invitation(
        str(event.get("UID") or place),
        start,
        length,
        rule.to_ical().decode() if hasattr(rule, "to_ical") else "",
        _dates(event, "RDATE"),
        _dates(event, "EXDATE"),
        _date(event, "RECURRENCE-ID"),
        str(event.get("STATUS", "")).upper() == "CANCELLED",
        (
            int(version) if version.isdecimal() and len(version) < 10 else 0,
            "" if stamp is None else stamp.isoformat(),
        ),
        invited,
    )


def _date(event: Any, name: str) -> dt.datetime | dt.date | None:
    found = event.get(name)
    time = _value(found[0] if isinstance(found, list) else found, "dt")
    return time if isinstance(time, dt.date) else None


def _dates(event: Any, name: str) -> tuple[dt.datetime | dt.date, ...]:
    found = event.get(name)
    listed = [one for each in (found if isinstance(found, list) else [found]) for one in _value(each, "dts") or ()]
    times = [time[0] if isinstance(time := one.dt, tuple) else time for one in listed[:_MOST_DATES]]
    return tuple(time for time in times if isinstance(time, dt.date))


def _value(written: Any, name: str) -> Any:
    """Return what the library read from a property; ``None`` if it is not there, or broken."""
    try:
        return getattr(written, name, None)
    except ValueError:
        return None


@lru_cache(maxsize=1 << 16)
def _invited(line: str) -> Invited | None:
    """Return whom a line of an organizer or attendee means; ``None`` if it cannot be understood."""
    from icalendar.parser import Contentline

    try:
        name, given, value = Contentline(line).parts()  # type: ignore[no-untyped-call]  # icalendar has no types there
    except ValueError:
        return None
    asked = {key.upper(): str(text) for key, text in given.items()}
    address = str(value).strip()
    scheme, _, rest = address.partition(":")
    address = rest if scheme.casefold() == "mailto" else asked.get("EMAIL", "")
    who = person(address.strip()) or asked.get("CN", "").strip() or str(value).strip()
    if not who:
        return None
    if (
        asked.get("CUTYPE", "").upper() in ("ROOM", "RESOURCE", "GROUP")
        or asked.get("ROLE", "").upper() == "NON-PARTICIPANT"
    ):
        return Invited(who, "", "aside")
    answer = {"ACCEPTED": "accepted", "DECLINED": "declined"}.get(asked.get("PARTSTAT", "").upper(), "open")
    return Invited(
        who, asked.get("CN", "").strip(), "accepted" if name.upper() == "ORGANIZER" and answer == "open" else answer
    )
