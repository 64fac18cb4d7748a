"""Diffusion: who adopted in which period, on a network or a series of networks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.adoption.adopted import Adopted, Given, read_adopted
from netspread.adoption.periods import BEFORE, named, periods_of
from netspread.adoption.placing import aligned, check_times, placed
from netspread.errors import ChoiceError, ReadError
from netspread.network import Network
from netspread.phrase import Phrase


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Diffusion:
    """Who adopted in which period, and the network of each period.

    Make one with :func:`diffusion`.

    Attributes
    ----------
    networks
        One, or one a period; all of the same people in the same order.
    periods
        The name of each period: numbers, or the dates on which they begin.
    times
        int64, shape (n,): the period in which each person adopts, counted from 0;
        :data:`netspread.adoption.periods.BEFORE` if before the first
        one (left-censored), the number of periods if not until the end (right-censored, or never).
    present
        bool, shape (P, n): who is in the network of each period; people of a series may come and go.
    innovation
        What was adopted; ``""`` if it has no name.
    told
        What was decided to read it.
    """

    networks: tuple[Network, ...]
    periods: tuple[Any, ...]
    times: NDArray[np.int64]
    present: NDArray[np.bool_]
    innovation: str = ""
    told: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.times.setflags(write=False)
        self.present.setflags(write=False)

    @property
    def n_people(self) -> int:
        """How many people there are."""
        return len(self.times)

    @property
    def n_periods(self) -> int:
        """How many periods there are."""
        return len(self.periods)

    @property
    def people(self) -> pd.DataFrame:
        """Everybody with attributes, as in the first network."""
        return self.networks[0].people

    @property
    def timed(self) -> NDArray[np.bool_]:
        """Who adopted in a known period: bool, shape (n,)."""
        return (self.times > BEFORE) & (self.times < self.n_periods)

    def network(self, period: int) -> Network:
        """Return the network of a period, counted from 0."""
        return self.networks[period if len(self.networks) > 1 else 0]

    def until(self, periods: int) -> "Diffusion":
        """Return what had been seen after the first *periods* periods: whoever adopts later has not yet.

        Raises
        ------
        ChoiceError
            If there are not so many periods.
        """
        if not 1 <= periods <= self.n_periods:
            raise ChoiceError(f"periods is {periods}; it must be from 1 to {self.n_periods}")
        networks = self.networks[:periods] if len(self.networks) > 1 else self.networks
        times, present = np.minimum(self.times, periods), self.present[:periods].copy()
        return Diffusion(networks, self.periods[:periods], times, present, self.innovation, self.told)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a person: ``person, time``; the time is missing for whoever never adopts, or did before."""
        names = [*self.periods, None, None]  # the last two stand for BEFORE and never
        shown = [None if time == BEFORE else names[time] for time in self.times]
        return pd.DataFrame({"person": self.people.index, "time": pd.Series(shown, dtype=_kind(self.periods))})

    def __repr__(self) -> str:
        """Return one line: how many adopted, in which time."""
        name = f" of {self.innovation!r}" if self.innovation else ""
        adopters = int((self.times < self.n_periods).sum())
        first, last = named(self.periods[0]), named(self.periods[-1])
        return f"Diffusion{name}: {adopters} of {self.n_people} people adopt, periods {first} to {last}"

    def _repr_html_(self) -> str:
        from netspread.adoption.curves import curve

        return curve(self).to_html(index=False, float_format="{:.3f}".format)


def diffusion(
    network: Network | Sequence[Network],
    *,
    adopted: Given,
    innovation: str | None = None,
    first: str | float | None = None,
    last: str | float | None = None,
    every: str | float | None = None,
    **reading: Any,
) -> Diffusion:
    """Return who adopted in which period of *network*.

    People of the network without a time never adopted (as far as was looked). Whoever adopted before *first* counts
    as an adopter from the start whose time is not known; whoever did so after *last* as not having adopted yet.

    Parameters
    ----------
    network
        One network; or a series, one for each period, whose people may come and go.
    adopted
        A file or frame with ``person, time[, innovation]``, or a mapping from person to time. Times are numbers or
        dates; empty means never.
    innovation
        Which one, if there are several; the first by default.
    first, last
        The first and the last period that were looked at; by default those of the first and last adoption.
    every
        How long a period is: a number (1 by default), or for dates ``day``, ``week``, ``month``, ..., or ``14D``; by
        default whatever gives at most 40 periods.
    **reading
        ``never`` (a code among the times that means never), ``columns``, ``pseudonyms``, ``unnamed``, as of
        :func:`netspread.adoption.adopted.read_adopted`.

    Raises
    ------
    ReadError
        If the data cannot be read, most adopters are not in the network, nobody adopts, or all do at once.
    ChoiceError
        If an option is wrong, or the networks are not one or one a period.

    Examples
    --------
    >>> path = Network.from_ties([("b", "a"), ("c", "b")])
    >>> diffusion(path, adopted={"a": 1, "b": 3, "c": None})
    Diffusion: 2 of 3 people adopt, periods 1 to 3
    """
    data = read_adopted(adopted, **reading).of(innovation)
    return _diffusion(network, data, (first, last, every), data.frame["time"])


def diffusions(
    network: Network | Sequence[Network], *, adopted: Given, together: bool = False, **options: Any
) -> dict[str, Diffusion]:
    """Return innovation -> diffusion, for data on several innovations; options as of :func:`diffusion`.

    *together*: all have the same periods, those in which anything was adopted, so that they can be compared; else each
    has its own.

    Examples
    --------
    >>> path = Network.from_ties([("b", "a"), ("c", "b")])
    >>> rows = [("a", 1, "tea"), ("b", 2, "tea"), ("a", 2, "mate"), ("c", 4, "mate")]
    >>> [*diffusions(path, adopted=pd.DataFrame(rows, columns=["person", "time", "innovation"]))]
    ['tea', 'mate']
    """
    span = [options.pop(name, None) for name in ("first", "last", "every")]
    data = read_adopted(adopted, **options)
    one_by_one = {name: data.of(name) for name in data.innovations}
    return {
        name: _diffusion(network, one, span, (data if together else one).frame["time"])
        for name, one in one_by_one.items()
    }


def known_exposure(network: Network) -> NDArray[np.bool_]:
    """Return whose exposure is known, shape (n,): where people say who influences them, those who answered."""
    if network.directed and network.influence == "alter_to_ego":
        return network.responded
    return np.ones(network.n_people, dtype=bool)


def _diffusion(
    network: Network | Sequence[Network], data: Adopted, span: Sequence[Any], times: "pd.Series[Any]"
) -> Diffusion:
    """Return the diffusion of one innovation, over the periods of *times*; *span*: first, last, every."""
    networks = (network,) if isinstance(network, Network) else tuple(network)
    if not networks:
        raise ChoiceError("no network is given; give one, or one for each period")
    networks, there = aligned(networks)
    told = list(data.told)
    given, rows = placed(data, networks[0], told)
    if not data.frame["time"].notna().any():
        raise ReadError(f"{data.where}: nobody has a time, so nobody adopts; fill in when people adopted")
    first, last, every = span
    periods = periods_of(times.dropna(), first=first, last=last, every=every, where=data.where)
    when = np.full(networks[0].n_people, len(periods.names), np.int64)
    when[given] = periods.of(rows)
    check_times(when, periods, data.where, told)
    told.extend(periods.told)
    if len(networks) not in (1, len(periods.names)):
        raise ChoiceError(
            f"{len(networks)} networks are given for {len(periods.names)} periods ({named(periods.names[0])} to "
            f"{named(periods.names[-1])}); give one network, or one for each period"
        )
    unknown = int((~known_exposure(networks[0])).sum())
    if unknown:
        told.append(
            Phrase(
                "{count} people did not answer, so who influences them is unknown: they count as "
                "exposed to nobody in tables, and are left out where exposure explains adoption",
                count=unknown,
            )
        )
    present = np.broadcast_to(there, (len(periods.names), networks[0].n_people)).copy()
    name = str(data.frame["innovation"].iloc[0])
    return Diffusion(networks, periods.names, when, present, name, tuple(dict.fromkeys(told)))


def _kind(periods: tuple[Any, ...]) -> str:
    if isinstance(periods[0], pd.Timestamp):
        return "datetime64[us]"
    return "Int64" if all(isinstance(name, int) for name in periods) else "float64"
