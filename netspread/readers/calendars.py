"""Calendars: who met whom, by the invitations in iCalendar files (.ics); RFC 5545.

The same meeting stands in the calendar of everybody invited: it is known by its UID and when it takes place.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import pandas as pd

from netspread import engine
from netspread.errors import ChoiceError, ReadError
from netspread.phrase import Phrase
from netspread.readers.calendar_file import Invitation, invitations
from netspread.readers.occurrences import FIRST, LAST, MOST, NoRuleError, excluded, is_endless, repeats, utc
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.times import IN_UTC
from netspread.readers.two_mode import shared_events
from netspread.records import Reported
from netspread.windows import naive

NAME = "calendar"
TITLE = "iCalendar files (.ics), one or a folder of them: who was invited to the same meetings and did not decline"
EXAMPLE = """
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1@example.org
DTSTART:20240304T090000Z
DTEND:20240304T100000Z
RRULE:FREQ=WEEKLY;COUNT=4
ORGANIZER:mailto:ana@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@example.org
ATTENDEE;PARTSTAT=DECLINED:mailto:cia@example.org
ATTENDEE;CUTYPE=ROOM:mailto:room1@example.org
END:VEVENT
BEGIN:VEVENT
UID:2@example.org
DTSTART:20240305T140000Z
DURATION:PT90M
ORGANIZER:mailto:cia@example.org
ATTENDEE:mailto:ana@example.org
END:VEVENT
END:VCALENDAR
"""

#: What is longer is no meeting: leave, a conference, a slip in a year.
_LONGEST = dt.timedelta(days=1)
#: A meeting without an end is taken to last so long.
_USUAL = dt.timedelta(hours=1)
_MOST_MEETINGS = 2_000_000

#: Why meetings are left out, in words.
_WORDS = {
    "all_day": Phrase("all-day entries left out"),
    "long": Phrase("meetings of more than a day left out"),
    "cancelled": Phrase("meetings that were cancelled left out"),
    "dateless": Phrase("entries without a possible date left out"),
    "endless": Phrase("series cut after {most:,} meetings", most=MOST),
    "odd_rules": Phrase("series whose rule repeats within a day or cannot be followed count once"),
    "no_end": Phrase("meetings without an end taken to last an hour"),
    "floating": Phrase("meetings without a time zone, whose times are taken as they stand"),
    "declined": Phrase("invitations that were declined left out"),
    "aside": Phrase("invitations of rooms, resources, groups and people for information left out"),
    "unread": Phrase("invitations that cannot be understood left out"),
}


@dataclass(frozen=True, slots=True)
class _Meeting:
    """One meeting: the key under which its copies are one, its length in hours, and a copy of the invitation."""

    key: tuple[str, dt.datetime]
    start: dt.datetime
    hours: float
    copy: Invitation


#: From when, until when, and until when series without an end are followed.
_Bounds = tuple[dt.datetime, dt.datetime, dt.datetime]


def recognizes(source: Source) -> bool:
    """Whether the file begins as an iCalendar file does."""
    return source.head.lstrip(b"\xef\xbb\xbf\r\n\t ")[:15].upper() == b"BEGIN:VCALENDAR"


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each pair in the same meeting; by default its hours / (k - 1) for k people there."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same for several calendars: the same meeting in two of them counts once."""
    found = engine.run(_entries, sources, name="reading calendars")
    entries, counts = (
        [entry for each, _ in found for entry in each],
        sum((unread for _, unread in found), Counter[str]()),
    )
    since = FIRST if options.since is None else max(FIRST, _moment(options.since))
    until = LAST if options.until is None else min(LAST, _moment(options.until))
    horizon = _horizon(entries) if options.until is None else until
    bounds = (since, until, horizon)
    within = (meeting for meeting in _meetings(entries, counts, bounds) if since <= meeting.start < until)
    meetings = list(islice(within, _MOST_MEETINGS + 1))
    if len(meetings) > _MOST_MEETINGS:
        raise ReadError(
            f"{sources[0].where}: more than {_MOST_MEETINGS:,} meetings; read less time with --since --until"
        )
    rows, names = _attendances(meetings, counts)
    shared = shared_events(
        rows,
        weights=options.weight or "newman",
        **options.together,
    )
    told = [Phrase("{count:,} {text}", count=counts[what], text=text) for what, text in _WORDS.items() if counts[what]]
    if counts["zoned"]:
        told.insert(0, IN_UTC)
    if options.until is None and any(entry.rule and is_endless(entry.rule) for entry in entries):
        last = horizon - dt.timedelta(days=1)
        told.append(
            Phrase("series without an end are followed until {last:%Y-%m-%d}, the day of the last entry", last=last)
        )
    reported = shared.reported(NAME, sources, told=told)
    if not names:
        return reported
    called = pd.Series([names.get(str(who)) for who in reported.people.index], dtype="str", index=reported.people.index)
    return replace(reported, people=reported.people.assign(name=called))


def _entries(source: Source) -> tuple[list[Invitation], Counter[str]]:
    """Return the entries of one file, and what could not be understood: files can be read side by side."""
    counts: Counter[str] = Counter()
    return list(invitations(source, counts)), counts


def _moment(text: str) -> dt.datetime:
    try:
        return naive(text).to_pydatetime().replace(tzinfo=dt.UTC)
    except OverflowError as error:
        raise ChoiceError(f"'{text}' is no date; write dates as 2024-03-01") from error


def _horizon(entries: list[Invitation]) -> dt.datetime:
    """Return the end of the last day on which anything begins: series without an end are followed until then."""
    starts = []
    for entry in entries:
        try:
            starts.append(utc(entry.start)) if isinstance(entry.start, dt.datetime) else None
        except ValueError:
            continue
    last = max(starts, default=FIRST)
    return last.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)


def _meetings(entries: list[Invitation], counts: Counter[str], bounds: _Bounds) -> Iterator[_Meeting]:
    """Yield each meeting of each copy: an entry that stands for one meeting of a series takes that one's place."""
    moved = {(entry.uid, _known(entry.replaces)) for entry in entries if entry.replaces is not None}
    for entry in entries:
        length = _length(entry, counts)
        if length is None:
            continue
        for original, start in _starts(entry, counts, bounds):
            if entry.replaces is None and (entry.uid, original) in moved:
                continue
            yield _Meeting((entry.uid, original), start, length / dt.timedelta(hours=1), entry)


def _length(entry: Invitation, counts: Counter[str]) -> dt.timedelta | None:
    """Return how long a meeting lasts; ``None``, counted, for what is no meeting."""
    if not isinstance(entry.start, dt.datetime):
        counts["dateless" if entry.start is None else "all_day"] += 1
        return None
    if entry.length is None or entry.length <= dt.timedelta(0):
        counts["no_end"] += 1
        return _USUAL
    if entry.length > _LONGEST:
        counts["long"] += 1
        return None
    return entry.length


def _starts(entry: Invitation, counts: Counter[str], bounds: _Bounds) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield (when it should be, when it is) for each meeting of an entry, in UTC."""
    since, until, horizon = bounds
    begin = entry.start
    first = _known(begin)
    if first is None or not isinstance(begin, dt.datetime):
        counts["dateless"] += 1
        return
    counts["zoned" if begin.tzinfo else "floating"] += 1
    if entry.replaces is not None or not (entry.rule or entry.more):
        yield (_ALONE if entry.replaces is None else _known(entry.replaces) or first), first
        return
    found = {first, *(moment for time in entry.more if (moment := _known(time)) is not None)}
    if entry.rule:
        try:
            found.update(repeats(begin, entry.rule, since=since, until=horizon if is_endless(entry.rule) else until))
        except NoRuleError:
            counts["odd_rules"] += 1
    moments, days = excluded(entry.without)
    kept = sorted(start for start in found - moments if start.astimezone(begin.tzinfo or dt.UTC).date() not in days)
    counts["endless"] += len(kept) > MOST
    for start in kept[:MOST]:
        yield start, start


#: Where a meeting that is no series has the moment that tells meetings of a series apart.
_ALONE = FIRST


def _known(time: dt.datetime | dt.date | None) -> dt.datetime | None:
    """Return a moment in UTC; ``None`` for a day, or what is out of range."""
    try:
        return utc(time) if isinstance(time, dt.datetime) else None
    except ValueError:
        return None


def _attendances(meetings: list[_Meeting], counts: Counter[str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return who was at which meeting, its copies as one, and the names of people known by an address."""
    copies: dict[tuple[str, dt.datetime], list[_Meeting]] = {}
    for meeting in meetings:
        copies.setdefault(meeting.key, []).append(meeting)
    people: list[str] = []
    names: dict[str, str] = {}
    sizes, hours, times = [], [], []
    for same in copies.values():
        same.sort(key=lambda meeting: meeting.copy.version)
        if same[-1].copy.cancelled:
            counts["cancelled"] += 1
            continue
        answers = _answers(same, names)
        there = [who for who, answer in answers.items() if answer not in ("declined", "aside")]
        for answer in ("declined", "aside"):
            counts[answer] += sum(given == answer for given in answers.values())
        people += there
        sizes.append(len(there))
        hours.append(same[-1].hours)
        times.append(same[-1].start.replace(tzinfo=None))
    events = pd.DataFrame(
        {"event": range(len(sizes)), "hours": hours, "time": pd.Series(times, dtype="datetime64[us]")}
    )
    rows = events.loc[events.index.repeat(sizes)].reset_index(drop=True)
    return rows.assign(person=pd.Series(people, dtype="str")), names


def _answers(same: list[_Meeting], names: dict[str, str]) -> dict[str, str]:
    """Return who was invited and what he or she last answered, over all copies; an open answer takes none back."""
    answers: dict[str, str] = {}
    for meeting in same:
        for invited in meeting.copy.invited:
            if invited.answer != "open" or invited.person not in answers:
                answers[invited.person] = invited.answer
            if invited.name and invited.name.casefold() != invited.person.casefold():
                names.setdefault(invited.person, invited.name)
    return answers
