"""Windows: the weeks, months or stretches of days that time is cut into."""

import re
from dataclasses import dataclass

import pandas as pd

from netspread.errors import ChoiceError

UNITS = ("day", "week", "month", "quarter", "year")
#: Stretches of days are counted from this Monday, unless something else is said.
_MONDAY = pd.Timestamp("2000-01-03")


@dataclass(frozen=True, slots=True)
class Window:
    """How time is cut: by the calendar, or into stretches of some days.

    Attributes
    ----------
    unit
        One of ``UNITS``; a week begins on Monday. Empty for stretches.
    days
        How long a stretch is.
    origin
        The start of one stretch.
    """

    unit: str
    days: int = 0
    origin: pd.Timestamp = _MONDAY

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
        if text in UNITS:
            return cls(text)
        days = re.fullmatch(r"([1-9]\d{0,4})[Dd]", text)
        if days is None:
            raise ChoiceError(f"window {text!r} is unknown; choose one of {', '.join(UNITS)}, or days as in 14D")
        return cls("", int(days[1]), _MONDAY if since is None else naive(since))

    def sql(self, time: str) -> str:
        """Return duckdb's expression for the start of the window that *time* lies in."""
        if self.unit:
            return f"date_trunc('{self.unit}', {time})::timestamp"
        return f"time_bucket(interval {self.days} day, {time}, timestamp '{self.origin:%Y-%m-%d %H:%M:%S}')::timestamp"

    def starts(self, times: pd.Series) -> pd.Series:
        """Return the start of the window that each time lies in; missing stays missing.

        Examples
        --------
        >>> Window.of("week").starts(pd.Series(pd.to_datetime(["2024-03-03 22:00", "2024-03-04 01:00"]))).dt.day.tolist()
        [26, 4]
        """
        day = times.dt.normalize()
        if not self.unit:
            ago = pd.to_timedelta((times - self.origin).dt.days % self.days, unit="D")
            return pd.Series(self.origin + pd.to_timedelta((times - self.origin).dt.days, unit="D") - ago)
        if self.unit == "week":
            return pd.Series(day - pd.to_timedelta(day.dt.day_of_week, unit="D"))
        return day if self.unit == "day" else pd.Series(times.dt.to_period(self._period).dt.start_time)

    def between(self, first: pd.Timestamp, last: pd.Timestamp) -> pd.DatetimeIndex:
        """Return the start of every window from *first* to *last*, both starts themselves."""
        step = {"day": "D", "week": "7D", "month": "MS", "quarter": "QS", "year": "YS"}
        return pd.date_range(first, last, freq=step.get(self.unit, f"{self.days}D"))

    @property
    def told(self) -> str:
        """The window in words."""
        return self.unit or f"{self.days} days, counted from {self.origin:%Y-%m-%d}"

    @property
    def _period(self) -> str:
        return {"month": "M", "quarter": "Q", "year": "Y"}[self.unit]


def naive(day: str) -> pd.Timestamp:
    """Return the time in UTC that *day* means, without its zone."""
    time = pd.Timestamp(day)
    return time if time.tzinfo is None else time.tz_convert("UTC").tz_localize(None)
