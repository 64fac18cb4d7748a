"""Periods: the steps into which the time of a diffusion is cut."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError, ReadError, in_range
from netspread.phrase import Phrase
from netspread.windows import Window, naive

#: The time of somebody who had adopted before the first period (left-censored): when, is not known.
BEFORE = -1
_MOST = 1000
_READABLE = 40


@dataclass(frozen=True, slots=True, eq=False)
class Periods:
    """Some periods, one after the other.

    Attributes
    ----------
    names
        What each is called: a number, or the date on which it begins.
    starts
        float64 or datetime64, shape (P + 1,): where each begins, and where the last one ends.
    told
        What was decided.
    """

    names: tuple[Any, ...]
    starts: NDArray[Any]
    told: tuple[str, ...]

    def of(self, times: pd.Series) -> NDArray[np.int64]:
        """Return the period of each time: -1 before the first, the number of periods after the last and if missing."""
        at = np.searchsorted(self.starts, times.to_numpy().astype(self.starts.dtype), side="right") - 1
        return np.where(times.isna().to_numpy(), len(self.names), at).astype(np.int64)


def periods_of(times: pd.Series, *, first: Any, last: Any, every: Any, where: str) -> Periods:
    """Return the periods from *first* to *last*, each *every* long; by default those in which *times* lie.

    Raises
    ------
    ChoiceError
        If an option does not fit times of this kind, or *last* is before *first*.
    ReadError
        If there would be more than 1,000 periods.
    """
    made = _dates(times, first, last, every) if times.dtype.kind == "M" else _numbers(times, first, last, every)
    if len(made.names) == 0:
        raise ChoiceError(f"last is {last}, which is before the first period, {first or times.min()}; turn them round")
    if len(made.names) > _MOST:
        raise ReadError(
            f"{where}: times from {named(made.names[0])} on make over {_MOST} periods; cut them into "
            "longer ones with every"
        )
    return made


def named(period: Any) -> str:
    """Return a period's name as people read it.

    Examples
    --------
    >>> named(3), named(pd.Timestamp("2024-03-04"))
    ('3', '2024-03-04')
    """
    return f"{period:%Y-%m-%d}" if isinstance(period, pd.Timestamp) else f"{period:g}"


def _numbers(times: pd.Series, first: Any, last: Any, every: Any) -> Periods:
    low, high, step = _number("first", first), _number("last", last), _number("every", every)
    step = 1.0 if step is None else step
    in_range("every", step, 1e-9)
    begin = float(np.floor(times.min() / step) * step) if low is None else low
    end = float(times.max()) if high is None else high
    count = int(np.floor((end - begin) / step + 1e-9)) + 1
    # A slip of the pen in the data must not ask for a million of periods: the caller refuses more than it can use.
    starts = begin + step * np.arange(max(min(count, _MOST + 1), 0) + 1)
    whole = (starts == np.floor(starts)).all()
    names = tuple(int(start) if whole else float(start) for start in starts[:-1])
    return Periods(names, starts, () if step == 1 else (f"a period is {step:g} long",))


def _number(what: str, given: Any) -> float | None:
    if given is None:
        return None
    try:
        return float(given)
    except (TypeError, ValueError) as error:
        raise ChoiceError(f"{what} is {given!r}, but times are numbers; give a number") from error


def _dates(times: pd.Series, first: Any, last: Any, every: Any) -> Periods:
    begin, end = (_date("first", first, times.min()), _date("last", last, times.max()))
    days = (end - begin).days
    unit = every or next((u for u, length in (("day", 1), ("week", 7), ("month", 30)) if days / length < _READABLE),
                         "quarter")  # fmt: skip
    window = Window.of(str(unit), since=f"{begin:%Y-%m-%d}")
    bounds = window.starts(pd.Series([begin, end]))
    starts = window.between(bounds.iloc[0], bounds.iloc[1])
    after = starts[-1] + pd.Timedelta(days=window.days) if window.days else window.between(
        starts[-1], starts[-1] + pd.Timedelta(days=400))[1] if len(starts) else begin  # fmt: skip
    edges = starts.append(pd.DatetimeIndex([after])).to_numpy().astype("datetime64[us]")
    return Periods(tuple(starts), edges, (Phrase("a period is a {window}", window=window.told),))


def _date(what: str, given: Any, default: pd.Timestamp) -> pd.Timestamp:
    if given is None:
        return default
    try:
        return naive(str(given))
    except ChoiceError as error:
        raise ChoiceError(f"{what} is {given!r}, but times are dates; give one as 2024-03-01") from error
