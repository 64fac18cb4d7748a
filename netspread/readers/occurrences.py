"""Occurrences: when a calendar's event takes place, its repeats within bounds that no file can break."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from dateutil.rrule import rrulestr

#: A series has at most so many meetings in the window; one a day for almost three years.
MOST = 1000
#: So many are walked through to come to the window: over a hundred years of days.
_MOST_BEFORE = 50_000
#: Dates outside of these are slips, or made to hurt.
FIRST, LAST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
#: The time of day, which may stand in the rule as well as in the start.
_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
#: What a rule of each frequency may say: days of the month in a rule of single days may never fit, and take ages to.
_BY_DAYS = frozenset({"FREQ", "INTERVAL", "WKST", "BYDAY", *_CLOCK})
_BY_MONTHS = _BY_DAYS | {"BYMONTHDAY", "BYMONTH", "BYSETPOS"}
_PARTS = {"DAILY": _BY_DAYS, "WEEKLY": _BY_DAYS, "MONTHLY": _BY_MONTHS, "YEARLY": _BY_MONTHS}


class NoRuleError(ValueError):
    """A rule that is not understood, or repeats within a day."""


def utc(time: dt.datetime) -> dt.datetime:
    """Return *time* in UTC; one without a zone is taken as it stands.

    Raises
    ------
    ValueError
        If it lies outside of ``FIRST`` to ``LAST``.
    """
    try:
        moment = time.replace(tzinfo=dt.UTC) if time.tzinfo is None else time.astimezone(dt.UTC)
    except OverflowError as error:
        raise ValueError(f"{time} is out of range") from error
    if not FIRST <= moment < LAST:
        raise ValueError(f"{time} is out of range")
    return moment


def repeats(start: dt.datetime, rule: str, *, since: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
    """Return when a series that begins at *start* takes place from *since* on and before *until*, in UTC.

    At most ``MOST`` + 1 moments are given, so that one can tell whether there were more.

    Repeats are counted by the wall clock of the start's zone, so that a meeting at nine stays at nine in summer.

    Raises
    ------
    NoRuleError
        If the rule (the text of RRULE) cannot be followed.

    Examples
    --------
    >>> begin = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)
    >>> [day.day for day in repeats(begin, "FREQ=DAILY;COUNT=3", since=FIRST, until=LAST)]
    [4, 5, 6]
    """
    parts = dict(part.upper().split("=", 1) for part in rule.split(";") if "=" in part)
    interval, count = parts.get("INTERVAL", "1"), parts.pop("COUNT", None)
    end = _last(parts.pop("UNTIL", None), start.tzinfo)
    within_a_day = any("," in parts.get(name, "") for name in _CLOCK)
    sound = interval.isdecimal() and 0 < int(interval) < 10_000 and not within_a_day
    if not sound or not parts.keys() <= _PARTS.get(parts.get("FREQ", ""), frozenset()):
        raise NoRuleError(rule)
    zone = start.tzinfo
    last = min(until, end)
    wall = last.astimezone(zone).replace(tzinfo=None) if zone else last.replace(tzinfo=None)
    parts["UNTIL"] = wall.strftime("%Y%m%dT%H%M%S")
    try:
        walls = rrulestr(
            ";".join(f"{name}={value}" for name, value in parts.items()), dtstart=start.replace(tzinfo=None)
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoRuleError(rule) from error
    most = min(int(count), _MOST_BEFORE) if count and count.isdecimal() else _MOST_BEFORE
    times = (utc(wall.replace(tzinfo=zone)) for wall in islice(walls, most))
    return islice((time for time in times if since <= time < until), MOST + 1)


def is_endless(rule: str) -> bool:
    """Whether a rule has neither a number of repeats nor an end.

    Examples
    --------
    >>> is_endless("FREQ=DAILY"), is_endless("FREQ=DAILY;COUNT=3")
    (True, False)
    """
    return not re.search(r"(^|;)(COUNT|UNTIL)=", rule.upper())


def excluded(times: Iterable[dt.datetime | dt.date]) -> tuple[set[dt.datetime], set[dt.date]]:
    """Return the moments, in UTC, and the whole days among *times*; impossible ones exclude nothing."""
    moments, days = set(), set()
    for time in times:
        if not isinstance(time, dt.datetime):
            days.add(time)
            continue
        try:
            moments.add(utc(time))
        except ValueError:
            continue
    return moments, days


def _last(text: str | None, zone: dt.tzinfo | None) -> dt.datetime:
    """Return the end of a series: its last moment itself belongs to it."""
    if not text:
        return LAST
    for form, length in (("%Y%m%dT%H%M%S", 15), ("%Y%m%d", 8)):
        try:
            found = dt.datetime.strptime(text[:length], form).replace(tzinfo=dt.UTC)
        except ValueError:
            continue
        if length == 8:
            found += dt.timedelta(days=1, seconds=-1)
        if not text.endswith("Z") and zone is not None:
            found = found.replace(tzinfo=zone).astimezone(dt.UTC)
        return found + dt.timedelta(seconds=1)
    raise NoRuleError(text)
