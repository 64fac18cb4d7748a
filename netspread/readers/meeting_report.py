"""Meeting report: who was in an online meeting from when to when, as Zoom, Webex and Teams tell the host."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import dropwhile, pairwise, takewhile

import pandas as pd

from netspread.errors import ReadError, one_of
from netspread.phrase import Phrase
from netspread.readers.columns import person
from netspread.readers.presence import overlaps
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import key
from netspread.readers.times import parsed_times
from netspread.records import Reported

NAME = "meeting report"
TITLE = "the participants of online meetings with the times at which they joined and left (Zoom, Webex, Teams)"
EXAMPLE = """
Meeting ID,Topic,Start Time,End Time
812 3456 7890,Ward round,03/14/2024 09:00:00 AM,03/14/2024 10:00:00 AM

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Ana Ruiz,ana@example.org,03/14/2024 09:00:05 AM,03/14/2024 10:00:00 AM,60,No
Ben Ode,ben@example.org,03/14/2024 09:10:00 AM,03/14/2024 09:40:00 AM,30,No
Cia Lund,cia@example.org,03/14/2024 09:00:00 AM,03/14/2024 09:30:00 AM,30,No
"""

_ROLES = {
    "name": ("name original name", "name", "full name", "attendee name", "participant", "participant name"),
    "email": ("user email", "email", "attendee email", "email address", "participant id upn", "participant email"),
    "join": ("join time", "first join", "first join time", "attendee join time", "joined", "join date time"),
    "leave": ("leave time", "last leave", "last leave time", "attendee leave time", "left", "leave date time"),
    "meeting": ("meeting id", "meeting number", "conference id", "meeting uuid"),
    "waiting": ("in waiting room",),
}  # fmt: skip
#: The names of meetings in the block above the participants.
_MEETING = (*_ROLES["meeting"], "meeting start time", "start time", "meeting title", "topic", "meeting name")
_ORIGINAL = re.compile(r"^.*\(([^()]+)\)$")
#: Counts by the names of --weight, and as presence counts them.
_WEIGHTS = {"newman": "newman", "count": "places", "hours": "hours"}


def recognizes(source: Source) -> bool:
    """Whether a line names the columns of a participant, of joining and of leaving."""
    if not source.is_workbook and not (source.is_whole and re.search("join", source.opening, re.IGNORECASE)):
        return False
    return _header(source.rows(source.wanted)) is not None


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each pair in a meeting at the same time; by default their hours / (k - 1) for k people there."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same for the reports of several meetings; those of the same meeting are one."""
    weight = options.weight or "newman"
    if weight not in _WEIGHTS:
        raise one_of("weight", weight, _WEIGHTS)
    told: list[str] = []
    shared = overlaps(
        (_stays(source, options, told) for source in sources),
        weights=_WEIGHTS[weight],
        handover=0,
        **options.together,
    )
    return shared.reported(NAME, sources, told=list(dict.fromkeys(told)))


def _header(rows: list[list[str]]) -> tuple[int, dict[str, int]] | None:
    """Return the number of the row that names columns of people joining and leaving, and role -> column.

    The last one: of two tables of people the later one tells every coming and going.
    """
    found = None
    for number, row in enumerate(rows):
        keys = [key(cell) for cell in row]
        if not any(name in keys for name in _ROLES["join"]):
            continue
        columns = {role: keys.index(hit) for role, names in _ROLES.items() if (hit := _first(names, keys)) is not None}
        if {"join", "leave"} <= columns.keys() and {"name", "email"} & columns.keys():
            found = number, columns
    return found


def _first(names: Sequence[str], keys: list[str]) -> str | None:
    return next((name for name in names if name in keys), None)


def _stays(source: Source, options: ReadOptions, told: list[str]) -> pd.DataFrame:
    """Return a row for each time that somebody was in the meeting: ``person, place, begin, end``."""
    rows = [[_plain(cell) for cell in row] for row in source.rows(options.sheet)]
    found = _header(rows)
    if found is None:
        raise ReadError(
            f"{source.where}: no line names columns for a participant, the times of joining and of leaving; "
            "export the report of participants"
        )
    number, columns = found
    body = _body(rows[number + 1 :], columns, told)
    meeting = _meeting(rows[:number]) or source.where
    times = {}
    for role in ("join", "leave"):
        parsed = parsed_times(
            [each[role].replace(",", " ") for each in body],
            where=partial(_place, source.where, rows, number, columns[role]),
            day_first=options.day_first,
        )
        told += parsed.told
        times[role] = parsed.column
    return pd.DataFrame(
        {
            "person": pd.Series(_people(body), dtype="str"),
            "place": pd.Series([each.get("meeting") or meeting for each in body], dtype="str"),
            "begin": times["join"],
            "end": times["leave"],
        }
    )


def _place(where: str, rows: list[list[str]], header: int, at: int, cell: str) -> str:
    """Return where *cell* stands first below the header, in the column that stands there."""
    below = enumerate(rows[header + 1 :], header + 2)
    line = next(line for line, row in below if at < len(row) and row[at].replace(",", " ").strip() == cell)
    return f"{where}, line {line}: column '{rows[header][at]}'"


def _body(rows: list[list[str]], columns: dict[str, int], told: list[str]) -> list[dict[str, str]]:
    """Return role -> cell for each row of the table, without stays in the waiting room; an empty line ends it."""
    filled = list(takewhile(any, dropwhile(lambda row: not any(row), rows)))
    body = [{role: row[at] if at < len(row) else "" for role, at in columns.items()} for row in filled]
    inside = [each for each in body if each.get("waiting", "").casefold() != "yes"]
    if len(inside) < len(body):
        told.append(Phrase("{count:,} stays in the waiting room left out", count=len(body) - len(inside)))
    return inside


def _plain(cell: str) -> str:
    """Return what a cell holds: Webex writes ``="2024-03-14 09:00"`` to keep Excel from changing it."""
    return cell.strip().removeprefix("=").strip('"').strip()


def _meeting(above: list[list[str]]) -> str:
    """Return what tells the meeting from others, from the lines above its participants: its id, start and topic.

    They stand under each other, a header and a line; or side by side, a name and a value in each line.
    """
    told: dict[str, str] = {}
    for row, below in pairwise([*above, []]):
        for at, cell in enumerate(row):
            beside = row[1] if len(row) > 1 and at == 0 and key(row[1]) not in _MEETING else ""
            value = beside or (below[at] if at < len(below) else "")
            if key(cell) in _MEETING and value:
                told.setdefault(key(cell), value)
    return " ".join(told[name] for name in _MEETING if name in told)


def _people(body: list[dict[str, str]]) -> list[str | None]:
    """Return who each row is about: the address, also where it stands in another row of that name; else the name."""
    names = [_name(each.get("name", "")) for each in body]
    addresses = [person(each["email"]) if "@" in each.get("email", "") else None for each in body]
    known = {name.casefold(): address for name, address in zip(names, addresses, strict=True) if name and address}
    return [
        address or known.get(name.casefold()) or name or None for name, address in zip(names, addresses, strict=True)
    ]


def _name(cell: str) -> str:
    """Return a name as it was registered: of ``Annie (Ana Ruiz)`` what stands in the brackets.

    Examples
    --------
    >>> _name("Annie (Ana Ruiz)"), _name("Ben Ode (Guest)")
    ('Ana Ruiz', 'Ben Ode')
    """
    found = _ORIGINAL.match(cell)
    if found is None:
        return cell
    is_mark = found[1].casefold() in ("guest", "external", "host", "unverified", "gast")
    return cell[: found.start(1) - 1].strip() if is_mark else found[1]
