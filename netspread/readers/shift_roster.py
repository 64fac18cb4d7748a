"""Shift roster: who was at which place from when to when, or worked which shift on which day."""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from netspread.errors import ChoiceError, ReadError, one_of
from netspread.phrase import Phrase
from netspread.readers import words
from netspread.readers.columns import Columns, Notes, look_like_times, named, pieces
from netspread.readers.presence import overlaps
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.times import AS_THEY_STAND
from netspread.records import Reported

NAME = "shift roster"
TITLE = "a stay a row: person, place, from, to; or person, place, date and the code of a shift (D, L, N)"
EXAMPLE = """
person,place,from,to
ana,ward 1,2024-03-01 07:00,2024-03-01 15:15
ben,ward 1,2024-03-01 07:00,2024-03-01 19:30
cia,ward 1,2024-03-01 15:00,2024-03-01 23:00
"""

#: Usual codes of shifts and their hours; what a hospital means by them, it says with --shift.
SHIFTS = {
    "d": "07:00-19:00", "day": "07:00-19:00", "ld": "07:00-19:30", "long day": "07:00-19:30",
    "e": "07:00-15:00", "early": "07:00-15:00", "l": "13:00-21:00", "late": "13:00-21:00",
    "n": "19:00-07:00", "night": "19:00-07:00",
    "off": "off", "o": "off", "x": "off", "-": "off", "": "off", "al": "off", "leave": "off", "annual leave": "off",
    "a/l": "off", "rd": "off", "rest": "off", "sick": "off", "s": "off", "study": "off", "sd": "off",
}  # fmt: skip
_WEIGHTS = ("hours", "count")
_HOURS = re.compile(r"(\d{1,2}):?(\d{2})\s*[-\u2013]\s*(\d{1,2}):?(\d{2})")
_DAY = np.timedelta64(1, "D")


def recognizes(source: Source) -> bool:
    """Whether there are a person, a place, and times from and to, or a date and the code of a shift."""
    table = source.table
    found = named(table, _WANTED, ReadOptions())
    if {"person", "place", "begin", "end"} <= found.keys():
        return look_like_times(table, found["begin"], found["end"])
    if not {"person", "place", "time", "shift"} <= found.keys() or not look_like_times(table, found["time"]):
        return False
    codes = {cell.casefold() for cell in table.column(found["shift"])}
    return len(codes & SHIFTS.keys()) > 0.5 * len(codes)


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each pair at the same place at the same time; its weight is the hours together."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same for several rosters: the same stay in two of them counts once."""
    weight = options.weight or "hours"
    if weight not in _WEIGHTS:
        raise one_of("weight", weight, _WEIGHTS)
    notes, hours = Notes(), dict[str, str]()
    shared = overlaps(
        (piece for source in sources for piece in _stays(source, options, notes, hours)),
        weights=weight,
        handover=options.handover,
        **options.together,
    )
    if hours:
        notes.tell(Phrase("hours of shifts: {hours}", hours=[f"{code} {hours[code]}" for code in sorted(hours)]))
    if options.handover:
        notes.tell(
            Phrase("overlaps of up to {minutes:g} minutes are hand-overs and not counted", minutes=options.handover)
        )
    return shared.reported(NAME, sources, told=notes.sentences)


#: Role -> what its column is called.
_WANTED = {
    "person": words.PERSON,
    "place": words.PLACE,
    "begin": words.BEGIN,
    "end": words.END,
    "time": words.DATE,
    "shift": words.SHIFT,
}


def _stays(source: Source, options: ReadOptions, notes: Notes, hours: dict[str, str]) -> Iterator[pd.DataFrame]:
    """Give ``person, place, begin, end`` in pieces, and add to *hours* those of each code of a shift."""
    table = source.sheet(options.sheet) if options.sheet else source.table
    names = named(table, _WANTED, options)
    by_times = {"person", "place", "begin", "end"} <= names.keys()
    if not by_times and not {"person", "place", "time", "shift"} <= names.keys():
        raise ReadError(
            f"{source.where}: no columns for person, place, from and to (or date and shift) were found among "
            f"{', '.join(table.header[:12])}; say which with --column person=NAME --column place=NAME "
            "--column begin=NAME --column end=NAME"
        )
    if by_times:
        names.pop("shift", None)
    for columns in pieces(source, names, options, notes):
        rows = pd.DataFrame({"person": columns.people("person"), "place": columns.texts("place")})
        rows["begin"], rows["end"] = _by_times(columns) if by_times else _by_codes(columns, options.shifts, hours)
        yield rows


def _by_times(columns: Columns) -> tuple[pd.Series, pd.Series]:
    """Return when each stay begins and ends; an end that is a time of day alone comes after the begin, at night too."""
    clocks = columns.clocks("begin")
    if clocks.notna().any() and "time" not in columns.names:
        raise ReadError(
            f"{columns.source.where}: column '{columns.names['begin']}' has times of day, but no column has the date; "
            "add it, or name it with --column time=NAME"
        )
    begin = columns.times("time").dt.normalize() + clocks if clocks.notna().any() else columns.times("begin")
    clocks = columns.clocks("end")
    if not clocks.notna().any():
        return begin, columns.times("end")
    end = begin.dt.normalize() + clocks
    nights = end <= begin
    columns.notes.tell(AS_THEY_STAND)
    columns.notes.count(int(nights.sum()), Phrase("stays end the next day"))
    return begin, end.where(~nights, end + _DAY)


def _by_codes(columns: Columns, shifts: Mapping[str, str], told: dict[str, str]) -> tuple[pd.Series, pd.Series]:
    """Return when each shift begins and ends, by the hours of its code; days off have neither."""
    hours = {**SHIFTS, **{code.casefold(): _checked(code, text) for code, text in shifts.items()}}
    codes = [str(code) for code in columns.cells["shift"].cat.categories]
    for code in codes:
        if code.casefold() not in hours:
            raise ReadError(
                f"{columns.place('shift', code)} has '{code[:40]}', whose hours are not known; say "
                f"them with --shift '{code[:40]}=07:00-15:00', or =off"
            )
    spans = {code: hours[code.casefold()] for code in codes}
    told.update((code, span) for code, span in spans.items() if code)
    lengths = np.array([_span(spans[code]) for code in codes], dtype="timedelta64[us]")
    columns.notes.tell(AS_THEY_STAND)
    days, shift = columns.times("time").dt.normalize(), columns.cells["shift"].cat.codes.to_numpy()
    return days + lengths[shift, 0], days + lengths[shift, 1]


def _checked(code: str, text: str) -> str:
    found = _HOURS.fullmatch(text.strip())
    if text.strip().casefold() == "off":
        return "off"
    if not found or max(int(found[1]), int(found[3])) > 24 or max(int(found[2]), int(found[4])) > 59:
        raise ChoiceError(f"shift {code!r} is given the hours {text!r}; write them as 07:00-19:00, or off")
    return text.strip()


def _span(hours: str) -> tuple[np.timedelta64, np.timedelta64]:
    """Return the begin and end of a shift since midnight; one that ends no later than it begins ends the next day."""
    found = _HOURS.fullmatch(hours)
    if found is None:
        return np.timedelta64("NaT"), np.timedelta64("NaT")
    begin, end = (int(found[at]) * 60 + int(found[at + 1]) for at in (1, 3))
    return np.timedelta64(begin, "m"), np.timedelta64(end if end > begin else end + 24 * 60, "m")
