"""Calendar lines: those of an iCalendar file that are parsed, so that no file can make the parser work without end."""

import hashlib
import re

_ZONE = re.compile(r';TZID="?([^":;]+)"?', re.IGNORECASE)
_LINE = re.compile(r"([A-Za-z-]+)[;:]")
_WANTED = frozenset(
    {
        "UID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "STATUS",
        "SEQUENCE",
        "DTSTAMP",
    }
)
#: A rule of a time zone comes back each year; any other would be followed, moment by moment, for decades.
_ZONE_RULE = re.compile(r"RRULE[^:]*:(?=.*FREQ=YEARLY)(?!.*BY(HOUR|MINUTE|SECOND))(?!.*BYDAY=[^;]*,)", re.IGNORECASE)
_ZONE_WANTED = frozenset({"TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RDATE"})
_ZONE_PARTS = frozenset({"STANDARD", "DAYLIGHT"})
#: More are no invitation to meet; the rest of such a list is not read.
MOST_INVITED = 10_000


class Needed:
    """The lines that are parsed, and for each event those of its organizer and the people invited."""

    def __init__(self) -> None:
        self.lines = ["BEGIN:VCALENDAR"]
        self.lists: list[list[str]] = []
        self._open: list[str] = []  # the components that are kept, an event or a time zone and a part of it
        self._aside = 0  # how many others lie open within: alarms, tasks

    def take(self, line: str) -> None:
        """Keep *line* if it is one of those needed."""
        word = _LINE.match(line)
        name = word[1].upper() if word else ""
        if name in ("BEGIN", "END"):
            component = line[len(name) + 1 :].strip().upper()
            (self._begin if name == "BEGIN" else self._end)(component)
        elif not self._aside and self._open:
            self._keep(name, line)

    def close(self) -> None:
        """End what lies open: a file may be cut short, or an event never end."""
        while self._open:
            self.lines.append(f"END:{self._open.pop()}")
        self._aside = 0

    def _begin(self, component: str) -> None:
        if component in ("VCALENDAR", "VEVENT", "VTIMEZONE"):
            self.close()
        if component == "VCALENDAR":
            return
        if component in ("VEVENT", "VTIMEZONE") or (self._open == ["VTIMEZONE"] and component in _ZONE_PARTS):
            self.lines.append(f"BEGIN:{component}")
            self._open.append(component)
            if component == "VEVENT":
                self.lists.append([])
        else:
            self._aside += 1

    def _end(self, component: str) -> None:
        if self._aside:
            self._aside -= 1
        elif self._open[-1:] == [component]:
            self.lines.append(f"END:{self._open.pop()}")

    def _keep(self, name: str, line: str) -> None:
        if self._open[0] == "VTIMEZONE":
            if name in _ZONE_WANTED or _ZONE_RULE.match(line):
                self.lines.append(line)
        elif name in _WANTED:
            self.lines.append(line)
        elif name == "ORGANIZER":
            self.lists[-1].insert(0, line)
        elif name == "ATTENDEE" and len(self.lists[-1]) < MOST_INVITED:
            self.lists[-1].append(line)


def with_own_zones(lines: list[str]) -> list[str]:
    """Return *lines* with the zones that the file itself defines called by names that no other file has.

    The library remembers such a zone by its name for good, also when another file means something else by it.
    """
    from icalendar.timezone import tzp

    defined = {line[5:].strip() for line in lines if line[:5].upper() == "TZID:"}
    mark = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    own = {name: f"{name} {mark}" for name in defined if tzp.timezone(name) is None}
    if not own:
        return lines
    return [
        f"TZID:{own.get(line[5:].strip(), line[5:].strip())}"
        if line[:5].upper() == "TZID:"
        else _ZONE.sub(lambda found: f';TZID="{own.get(found[1], found[1])}"', line)
        for line in lines
    ]
