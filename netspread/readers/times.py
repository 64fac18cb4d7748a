"""Times: dates as people and systems write them, decided by the column as a whole."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.words import MISSING

if TYPE_CHECKING:
    import duckdb

#: What is told of time zones.
IN_UTC = Phrase("times turned from their zones into UTC")
IN_PART = Phrase("times with a zone turned into UTC, those without one taken as UTC")
AS_THEY_STAND = Phrase("times have no zone and are taken as they stand")
#: A zone at the end of a time: Z, UTC, +01:00, America/New_York.
_ZONE = re.compile(r":\d\d(\.\d+)?\s*([zZ]|[+-]\d\d:?(\d\d)?|(?![AP]M$)[A-Z][A-Za-z_/]+)$")
_CLOCK = re.compile(r"\d:\d\d")
_SLASHED = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})(.*)$")


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """Times in UTC without zone, and what was decided to read them."""

    column: pd.Series
    told: tuple[str, ...]


def parsed_times(
    cells: list[str], *, where: Callable[[str], str], day_first: bool | None = None, by: list[str] | None = None
) -> Times:
    """Return the times in *cells*; an empty one is missing.

    ISO dates, seconds and milliseconds since 1970, Excel's day numbers, and day/month/year or month/day/year:
    which of the two, *day_first* says, else the column by a number above 12. *by*: the cells that decide, if *cells*
    are a piece of a column; see :func:`witnesses`. *where*: a cell -> the place to name if it is no date.

    Raises
    ------
    ReadError
        If a cell is no date.
    """
    text = pd.Series(cells, dtype="str").str.strip()
    blank = text.str.casefold().isin(MISSING)
    known = text[~blank]
    told: list[str] = []
    deciding = known if by is None else pd.Series(by, dtype="str")
    numbers = pd.to_numeric(deciding, errors="coerce")
    if len(deciding) and numbers.notna().all():
        times = _from_numbers(pd.to_numeric(known, errors="coerce"), told, numbers)
    elif deciding.str.match(_SLASHED).all() and len(deciding):
        times = _from_slashed(known, day_first=_is_day_first(deciding, told) if day_first is None else day_first)
    else:
        times = pd.to_datetime(known, format="ISO8601", utc=True, errors="coerce")
        if times.isna().any():
            times = pd.to_datetime(known, format="mixed", utc=True, errors="coerce")
    told += zones_told(known)
    if times.isna().any():
        wrong = str(known[times.isna()].iloc[0])
        raise ReadError(f"{where(wrong)} has '{wrong[:40]}', which is no date; write dates as 2024-03-01")
    whole = pd.Series(pd.NaT, index=text.index, dtype="datetime64[us, UTC]")
    whole[~blank] = times.astype("datetime64[us, UTC]")
    return Times(whole.dt.tz_localize(None), tuple(told))


def zones_told(times: Iterable[str]) -> tuple[Phrase, ...]:
    """Return what is to be told of the zones of *times*; nothing of dates and of numbers.

    Examples
    --------
    >>> zones_told(["2024-03-01"]), zones_told(["2024-03-01 10:00 PM"]), zones_told(["2024-03-01T10:00:00+01:00"])
    ((), ('times have no zone and are taken as they stand',), ('times turned from their zones into UTC',))
    """
    zoned = {_ZONE.search(time) is not None for time in times if _CLOCK.search(time)}
    if not zoned:
        return ()
    return (IN_PART if len(zoned) > 1 else IN_UTC if True in zoned else AS_THEY_STAND,)


def witnesses(base: "duckdb.DuckDBPyConnection", table: str, column: str) -> list[str]:
    """Return cells of a *column* that decide how all of them are read: its extremes, and what is no such number."""
    missing = ", ".join("'" + word.replace("'", "''") + "'" for word in sorted(MISSING))
    found = base.execute(
        f"""select [arg_max(cell, value), arg_min(cell, value), min(cell) filter (value is null),
            min(cell) filter (first is null), arg_max(cell, first), arg_max(cell, second)]
        from (select cell, try_cast(cell as double) as value,
                try_cast(regexp_extract(cell, '{_SLASHED.pattern}', 1) as int) as first,
                try_cast(regexp_extract(cell, '{_SLASHED.pattern}', 2) as int) as second
            from (select distinct trim("{column}") as cell from {table}))
        where lower(cell) not in ({missing})"""
    ).fetchone()
    return list(dict.fromkeys(cell for cell in (found or ([],))[0] if cell is not None))


def _from_numbers(numbers: pd.Series, told: list[str], deciding: pd.Series) -> pd.Series:
    largest = deciding.abs().max()
    if largest > 1e11:
        told.append(Phrase("times taken as milliseconds since 1970"))
        return pd.to_datetime(numbers, unit="ms", utc=True, errors="coerce")
    if 20_000 < largest < 80_000:
        told.append(Phrase("times taken as Excel's day numbers"))
        return pd.to_datetime(numbers, unit="D", origin="1899-12-30", utc=True, errors="coerce")
    if largest < 3000 and (deciding > 1900).all():
        told.append(Phrase("times taken as years"))
        return pd.to_datetime(numbers.astype("int64").astype("str"), format="%Y", utc=True, errors="coerce")
    told.append(Phrase("times taken as seconds since 1970"))
    return pd.to_datetime(numbers, unit="s", utc=True, errors="coerce")


def _is_day_first(deciding: pd.Series, told: list[str]) -> bool:
    parts = deciding.str.extract(_SLASHED)
    first, second = parts[0].astype("int64"), parts[1].astype("int64")
    day_first = not (second > 12).any()
    if day_first and not (first > 12).any():
        told.append(
            Phrase("dates like 3/4/2024 could be read two ways; taken as {order}", order=Phrase("day/month/year"))
        )
    else:
        told.append(
            Phrase("dates taken as {order}", order=Phrase("day/month/year") if day_first else Phrase("month/day/year"))
        )
    return day_first


def _from_slashed(text: pd.Series, *, day_first: bool) -> pd.Series:
    parts = text.str.extract(_SLASHED)
    first, second = parts[0].astype("int64"), parts[1].astype("int64")
    # pandas would read a month above 12 as a day without a word.
    text = text.where((second if day_first else first) <= 12, "")
    return pd.to_datetime(text, dayfirst=day_first, format="mixed", utc=True, errors="coerce")
