"""Log times: how a column of times is to be read by duckdb, decided by its first cells and told."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.times import AS_THEY_STAND, zones_told

if TYPE_CHECKING:
    import duckdb

#: The share of cells that may be something else, as the last line of a log that was cut short; it is told.
_MOST_FAILED = 0.1
#: The size above which a number is thousandths of the unit before, from seconds to nanoseconds since 1970.
_UNITS = (
    (1e17, 1e9, Phrase("nanoseconds")),
    (1e14, 1e6, Phrase("microseconds")),
    (1e11, 1e3, Phrase("milliseconds")),
    (0.0, 1.0, Phrase("seconds")),
)
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p")
#: Dates in words, as mail programs and admin pages write them.
_WORDED = (
    "%a, %d %b %Y %H:%M:%S %z", "%d %b %Y %H:%M:%S %z", "%a, %d %b %Y %H:%M:%S %Z", "%a %b %d %H:%M:%S %Y",
)  # fmt: skip
_LOCAL = tuple(
    f"{date}{clock}"
    for date in ("%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y,", "%b %d, %Y,")
    for clock in _CLOCKS
)
#: A time with a zone is turned into UTC; the cast of one without is much quicker, and would drop a zone.
_ISO = """case when length({0}) <= 16 or (length({0}) = 19 and substr({0}, 17, 1) = ':') then try_cast({0} as timestamp)
    else coalesce(try_cast({0} as timestamptz)::timestamp, try_cast(replace({0}, ' +', '+') as timestamptz)::timestamp)
    end"""
_SLASHED = re.compile(r"\s*(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}\b")


@dataclass(frozen=True, slots=True)
class LogTimes:
    """How times are read.

    Attributes
    ----------
    sql
        The expression, with ``{0}`` for the cell: a timestamp in UTC, null if it could not be understood.
    told
        What was decided.
    is_open
        Whether the order of day and month is still open, because no number of the first cells is above 12.
    """

    sql: str
    told: tuple[str, ...]
    is_open: bool = False


def log_times(
    base: "duckdb.DuckDBPyConnection", cells: Sequence[str], *, where: Callable[[str], str], day_first: bool | None
) -> LogTimes:
    """Return how times such as *cells* are read; *where*: a cell -> the place to name if it is no time.

    Raises
    ------
    ReadError
        If more than a few of them are no times.
    """
    known = [cell.strip() for cell in cells if cell.strip()]
    if not known:
        return LogTimes("null::timestamp", (Phrase("no message has a time"),))
    ways = [way for way in (_numbers(known), _iso(known), _slashed(known, day_first), _worded()) if way is not None]
    failed = [_not_understood(base, way, known) for way in ways]
    best = min(range(len(ways)), key=lambda at: len(failed[at]))
    if len(failed[best]) > _MOST_FAILED * len(known):
        raise ReadError(
            f"{where(failed[best][0])} has '{failed[best][0][:40]}', which is no time; write times as 2024-03-01 "
            "09:15, or name the column: --column time=NAME"
        )
    return ways[best]


def _not_understood(base: "duckdb.DuckDBPyConnection", way: LogTimes, cells: Sequence[str]) -> list[str]:
    asked = f"select cell from (select unnest(?) as cell) where {way.sql.format('cell')} is null"
    return [row[0] for row in base.execute(asked, [cells]).fetchall()]


def slashed_times(*, day_first: bool, sure: bool) -> LogTimes:
    """Return how dates such as 3/4/2024 are read; *sure*: something says so."""
    order = Phrase("day/month/year") if day_first else Phrase("month/day/year")
    told = (
        Phrase("dates taken as {order}", order=order)
        if sure
        else Phrase("dates like 3/4/2024 could be read two ways; taken as {order}", order=order)
    )
    date = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    formats = ", ".join(f"'{date}{comma}{clock}'" for comma in ("", ",") for clock in _CLOCKS if clock or not comma)
    # Both marks as one, and years of two digits as this century's: duckdb would take 24 for the year 24.
    plain = r"regexp_replace({0}, '^\s*(\d\d?)[/.](\d\d?)[/.](\d{{4}}\b)?', '\1/\2/\3')"
    long = rf"regexp_replace({plain}, '^(\d+/\d+/)(\d\d)\b', '\120\2')"
    return LogTimes(f"try_strptime({long}, [{formats}])", (told, AS_THEY_STAND))


def extremes(cell: str) -> str:
    """Return the expression for the largest first and second number of dates in *cell*."""
    return ", ".join(
        f"max(try_cast(regexp_extract({cell}, '^\\s*(\\d\\d?)[/.](\\d\\d?)', {part}) as int))" for part in (1, 2)
    )


def order(first: int, second: int) -> LogTimes:
    """Return how dates are read whose first and second number go up to these."""
    return slashed_times(day_first=not second > 12 >= first, sure=first > 12 or second > 12)


def _slashed(known: Sequence[str], day_first: bool | None) -> LogTimes | None:
    parts = [found for found in map(_SLASHED.match, known) if found]
    if not parts:
        return None
    if day_first is not None:
        return slashed_times(day_first=day_first, sure=True)
    first, second = (max(int(part[at]) for part in parts) for at in (1, 2))
    return replace(order(first, second), is_open=max(first, second) <= 12)


def _iso(known: Sequence[str]) -> LogTimes:
    return LogTimes(_ISO, zones_told(known))


def _worded() -> LogTimes:
    zoned, local = (", ".join(f"'{form}'" for form in forms) for forms in (_WORDED, _LOCAL))
    sql = f"coalesce(try_strptime(trim({{0}}), [{zoned}])::timestamp, try_strptime(trim({{0}}), [{local}]))"
    return LogTimes(sql, (Phrase("dates in words; times with a zone turned into UTC"),))


def _numbers(known: Sequence[str]) -> LogTimes | None:
    try:
        numbers = [float(cell) for cell in known]
    except ValueError:
        return None
    largest = max(map(abs, numbers))
    if all(cell.isdigit() and len(cell) == 8 and cell[:2] in ("19", "20") for cell in known):
        return LogTimes("try_strptime({0}, ['%Y%m%d'])", (Phrase("times taken as days without dashes"),))
    if all(cell.isdigit() and len(cell) == 14 and cell[:2] in ("19", "20") for cell in known):
        return LogTimes("try_strptime({0}, ['%Y%m%d%H%M%S'])", (Phrase("times taken as days and clock without marks"),))
    if min(numbers) > 20_000 and largest < 80_000:
        sql = "(timestamp '1899-12-30' + to_microseconds(round(try_cast({0} as double) * 86400)::bigint * 1000000))"
        return LogTimes(sql, (Phrase("times taken as Excel's day numbers"),))
    divisor, unit = next((divisor, unit) for size, divisor, unit in _UNITS if largest > size or size == 0.0)
    sql = f"make_timestamp((try_cast({{0}} as double) * {1e6 / divisor!r})::bigint)"
    return LogTimes(sql, (Phrase("times taken as {unit} since 1970", unit=unit),))
