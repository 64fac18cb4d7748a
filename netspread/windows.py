"""Windows: the weeks, months or stretches of days that time is cut into."""

import re
from dataclasses import dataclass, field

import pandas as pd

from netspread.errors import ChoiceError
from netspread.phrase import Phrase

#: Unit of the calendar -> how many days it has; 0 where that differs. A week begins on Monday.
UNITS = {"day": 1, "week": 7, "month": 0, "quarter": 0, "year": 0}
_PERIODS = {"month": "M", "quarter": "Q", "year": "Y"}
_IN_WORDS = {
    "day": Phrase("day"),
    "week": Phrase("week"),
    "month": Phrase("month"),
    "quarter": Phrase("quarter"),
    "year": Phrase("year"),
}
#: Stretches of days are counted from this Monday, unless something else is said.
_MONDAY = pd.Timestamp("2000-01-03")


@dataclass(frozen=True, slots=True)
class Window:
    """How time is cut: by the calendar, or into stretches of some days.

    Attributes
    ----------
    unit
        One of ``UNITS``; empty for stretches of days.
    days
        How long each is; 0 if that differs.
    origin
        The start of one.
    since
        The day from which on there is anything: for readers the window that it lies in begins there, so that nothing
        seems to lie before.
    """

    unit: str
    days: int
    origin: pd.Timestamp = _MONDAY
    since: pd.Timestamp | None = field(default=None, repr=False)

    @classmethod
    def of(cls, text: str, *, since: str | None = None) -> "Window":
        """Return the window that *text* means: ``week``, ``month``, ..., or ``14D``, counted from *since* if given.

        Raises
        ------
        ChoiceError
            If it means none.

        Examples
        --------
        >>> Window.of("14D", since="2024-03-01")
        Window(unit='', days=14, origin=Timestamp('2024-03-01 00:00:00'))
        """
        day = None if since is None else naive(since)
        if text in UNITS:
            return cls(text, UNITS[text], since=day)
        days = re.fullmatch(r"([1-9]\d{0,4})[Dd]", text)
        if days is None:
            raise ChoiceError(f"window {text!r} is unknown; choose one of {', '.join(UNITS)}, or days as in 14D")
        return cls("", int(days[1]), _MONDAY if day is None else day, day)

    def sql(self, time: str) -> str:
        """Return duckdb's expression for the start of the window that *time* lies in."""
        if self.days:
            origin = f"timestamp '{self.origin:%Y-%m-%d %H:%M:%S}'"
            return f"time_bucket(interval {self.days} day, {time}, {origin})::timestamp"
        return f"date_trunc('{self.unit}', {time})::timestamp"

    def starts(self, times: pd.Series) -> pd.Series:
        """Return the start of the window that each time lies in; missing stays missing.

        Examples
        --------
        >>> Window.of("week").starts(pd.Series([pd.Timestamp("2024-03-03 22:00"), pd.Timestamp("2024-03-04")])).tolist()
        [Timestamp('2024-02-26 00:00:00'), Timestamp('2024-03-04 00:00:00')]
        """
        if self.days:
            days = (times - self.origin).dt.days
            return pd.Series(self.origin + pd.to_timedelta(days - days % self.days, unit="D"))
        return pd.Series(times.dt.to_period(_PERIODS[self.unit]).dt.start_time)

    def between(self, first: pd.Timestamp, last: pd.Timestamp) -> pd.DatetimeIndex:
        """Return the start of every window from *first* to *last*, both starts themselves."""
        step = f"{self.days}D" if self.days else f"{_PERIODS[self.unit]}S"
        return pd.date_range(first, last, freq=step)

    @property
    def told(self) -> str:
        """The window in words."""
        if not self.unit:
            return Phrase("{count} days, counted from {origin:%Y-%m-%d}", count=self.days, origin=self.origin)
        return _IN_WORDS[self.unit]


def naive(day: str) -> pd.Timestamp:
    """Return the time in UTC at which *day* begins, without its zone.

    Raises
    ------
    ChoiceError
        If it is no date.
    """
    try:
        time = pd.Timestamp(day)
    except ValueError as error:
        raise ChoiceError(f"'{day}' is no date; write dates as 2024-03-01") from error
    return time if time.tzinfo is None else time.tz_convert("UTC").tz_localize(None)


def within(ties: pd.DataFrame, since: str | None, until: str | None) -> pd.DataFrame:
    """Return the ties from *since* on and before *until* (ISO dates), and those without a time."""
    kept = pd.Series(data=True, index=ties.index)
    for day, sign in ((since, 1), (until, -1)):
        if day is not None:
            after = ties["time"] >= naive(day)
            kept &= ties["time"].isna() | (after if sign > 0 else ~after)
    return ties[kept]


def dated(ties: pd.DataFrame, *, since: str | None, until: str | None, window: str | None) -> pd.DataFrame:
    """Return the ties within these days; in a *window* their time is where that begins, never before *since*."""
    kept = within(ties, since, until)
    if window is None or kept["time"].isna().all():
        return kept
    cut = Window.of(window, since=since)
    starts = cut.starts(kept["time"])
    if cut.since is not None:
        starts = starts.where(starts >= cut.since, cut.since)
    return kept.assign(time=starts.where(kept["time"].notna()).astype("datetime64[us]"))
