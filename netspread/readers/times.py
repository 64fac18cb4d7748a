"""Times: dates as people and systems write them, decided by the column as a whole."""

import re
from dataclasses import dataclass

import pandas as pd

from netspread.errors import ReadError
from netspread.readers.words import MISSING

_SLASHED = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})(.*)$")


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """Times in UTC without zone, and what was decided to read them."""

    column: pd.Series
    told: tuple[str, ...]


def parsed_times(cells: list[str], *, where: str, day_first: bool | None = None) -> Times:
    """Return the times in *cells*; an empty one is missing.

    ISO dates, seconds and milliseconds since 1970, Excel's day numbers, and day/month/year or month/day/year:
    which of the two, *day_first* says, else the column by a number above 12.

    Raises
    ------
    ReadError
        If a cell is no date.
    """
    text = pd.Series(cells, dtype="str").str.strip()
    blank = text.str.casefold().isin(MISSING)
    known = text[~blank]
    told: list[str] = []
    numbers = pd.to_numeric(known, errors="coerce")
    if len(known) and numbers.notna().all():
        times = _from_numbers(numbers, told)
    elif known.str.match(_SLASHED).all() and len(known):
        times = _from_slashed(known, told, day_first)
    else:
        times = pd.to_datetime(known, format="ISO8601", utc=True, errors="coerce")
        if times.isna().any():
            times = pd.to_datetime(known, format="mixed", utc=True, errors="coerce")
    if times.isna().any():
        wrong = known[times.isna()].iloc[0]
        raise ReadError(f"{where} has '{wrong[:40]}', which is no date; write dates as 2024-03-01")
    whole = pd.Series(pd.NaT, index=text.index, dtype="datetime64[us, UTC]")
    whole[~blank] = times.astype("datetime64[us, UTC]")
    return Times(whole.dt.tz_localize(None), tuple(told))


def _from_numbers(numbers: pd.Series, told: list[str]) -> pd.Series:
    largest = numbers.abs().max()
    if largest > 1e11:
        told.append("times taken as milliseconds since 1970")
        return pd.to_datetime(numbers, unit="ms", utc=True, errors="coerce")
    if 20_000 < largest < 80_000:
        told.append("times taken as Excel's day numbers")
        return pd.to_datetime(numbers, unit="D", origin="1899-12-30", utc=True, errors="coerce")
    if largest < 3000 and (numbers > 1900).all():
        told.append("times taken as years")
        return pd.to_datetime(numbers.astype("int64").astype("str"), format="%Y", utc=True, errors="coerce")
    told.append("times taken as seconds since 1970")
    return pd.to_datetime(numbers, unit="s", utc=True, errors="coerce")


def _from_slashed(text: pd.Series, told: list[str], day_first: bool | None) -> pd.Series:
    parts = text.str.extract(_SLASHED)
    first, second = parts[0].astype("int64"), parts[1].astype("int64")
    if day_first is None:
        day_first = not (second > 12).any()
        if day_first and not (first > 12).any():
            told.append("dates like 3/4/2024 could be read two ways; taken as day/month/year")
        else:
            told.append("dates taken as " + ("day/month/year" if day_first else "month/day/year"))
    # pandas would read a month above 12 as a day without a word.
    text = text.where((second if day_first else first) <= 12, "")
    return pd.to_datetime(text, dayfirst=day_first, format="mixed", utc=True, errors="coerce")
