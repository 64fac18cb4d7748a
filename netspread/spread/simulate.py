"""Simulate: many worlds of a model from given seeds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError, in_range, one_of
from netspread.network import Network
from netspread.spread.models import IndependentCascade, Model, Start, Tally
from netspread.spread.worlds import Worlds

#: A 95 % interval reaches this many standard errors to either side.
_SIGMAS = 1.959963984540054


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Spread:
    """How far it spreads from some seeds.

    Attributes
    ----------
    network, model
        On what, and by which rule.
    seeds
        Who starts. If *draws* is above 1 they are drawn anew for each of so many blocks of worlds, and these are
        the first draw.
    seed
        The random seed of the worlds.
    reaches
        int64, shape (worlds,): people who adopt in each world, seeds included.
    chance
        float64, shape (n,): in which share of the worlds each person adopts.
    steps
        int64, shape (worlds, s): how many adopt for the first time in each step, step 0 being the seeds.
    now
        int64, shape (worlds, s): how many are adopters at the end of each step; shape (worlds, 0) under models in
        which nobody stops.
    start
        Positions of the seeds, and in which period each starts.
    draws
        See *seeds*.
    """

    network: Network
    model: Model
    seeds: tuple[str, ...]
    seed: int
    reaches: NDArray[np.int64]
    chance: NDArray[np.float64]
    steps: NDArray[np.int64]
    now: NDArray[np.int64]
    start: Start
    draws: int = 1

    @property
    def worlds(self) -> int:
        """In how many worlds it was tried."""
        return len(self.reaches)

    @property
    def reach_mean(self) -> float:
        """People reached, seeds included, on average over the worlds."""
        return float(self.reaches.mean())

    @property
    def reach_low(self) -> float:
        """The lower end of the 95 % interval of :attr:`reach_mean`: how exactly the worlds tell the average."""
        return max(self.reach_mean - _SIGMAS * self._error(), float(len(self.seeds)))

    @property
    def reach_high(self) -> float:
        """The upper end of that interval."""
        return min(self.reach_mean + _SIGMAS * self._error(), float(self.network.n_people))

    @property
    def curve(self) -> NDArray[np.float64]:
        """Mean number of people who have adopted after each step, up to the last step in which anybody does."""
        return np.asarray(np.cumsum(self.steps.mean(axis=0))[: self._busy()])

    @property
    def current(self) -> NDArray[np.float64]:
        """Mean number of adopters after each step, without those who have stopped; as :attr:`curve` if nobody does."""
        return np.asarray(self.now.mean(axis=0)) if self.now.shape[1] else self.curve

    def quantiles(self, shares: Iterable[float] = (0.05, 0.5, 0.95)) -> NDArray[np.float64]:
        """Return the reach that these shares of worlds stay under: what a single try may come to."""
        return np.quantile(self.reaches, list(shares))

    def curve_quantiles(self, shares: Iterable[float] = (0.05, 0.5, 0.95)) -> NDArray[np.float64]:
        """Return, beside :attr:`curve`, what these shares of worlds stay under: shape (shares, steps)."""
        return np.quantile(np.cumsum(self.steps, axis=1)[:, : self._busy()], list(shares), axis=0)

    def by_group(self, column: str) -> pd.DataFrame:
        """Return ``group, people, reach_mean, share``: who is reached, by an attribute."""
        table = pd.Series(self.chance).groupby(self.network.groups(column).to_numpy()).agg(["size", "sum"])
        table = table.reset_index()
        table.columns = pd.Index(["group", "people", "reach_mean"])
        return table.assign(share=table["reach_mean"] / table["people"])

    def by_world(self) -> pd.DataFrame:
        """Return ``world, reach``: one row a world, for :func:`netspread.one_world`."""
        return pd.DataFrame({"world": np.arange(self.worlds), "reach": self.reaches})

    def to_frame(self) -> pd.DataFrame:
        """Return one row a person: ``person, seed, chance``."""
        people = self.network.people.index
        starts = people.isin(self.seeds) if self.draws == 1 else np.zeros(len(people), dtype=bool)
        return pd.DataFrame({"person": people, "seed": starts, "chance": self.chance})

    def _busy(self) -> int:
        """Return how many steps there are up to the last one in which anybody adopts."""
        busy = np.flatnonzero(self.steps.any(axis=0))
        return int(busy[-1]) + 1 if len(busy) else 1

    def _error(self) -> float:
        """Return the standard error of the mean; worlds with the same draw of seeds count as one."""
        return standard_error(self.reaches, self.draws)

    def __repr__(self) -> str:
        """Return one line: the reach."""
        return (
            f"Spread of {self.model.name} from {len(self.seeds)} seeds: reach {self.reach_mean:.1f} "
            f"({self.reach_low:.1f} to {self.reach_high:.1f}) of {self.network.n_people}"
        )

    def _repr_html_(self) -> str:
        people = self.network.people
        shown = self.to_frame().assign(**({"name": people["name"].to_numpy()} if "name" in people else {}))
        shown = shown.sort_values("chance", ascending=False, kind="stable").head(20)
        return f"<p>{escape(repr(self))}</p>{shown.to_html(index=False, na_rep='–')}"


def simulate(
    network: Network,
    *,
    seeds: Iterable[str],
    model: Model | None = None,
    worlds: int = 1000,
    seed: int = 1,
    starting: Mapping[str, int] | None = None,
) -> Spread:
    """Return how far it spreads if *seeds* start, in *worlds* random worlds.

    Parameters
    ----------
    network
        Influence runs as ``network.influence`` says.
    seeds
        Ids of people; one named twice counts once.
    model
        By default the independent cascade with p = 0.1.
    worlds, seed
        How many worlds, and which: the same seed gives the same worlds to every set of seeds.
    starting
        In which period a seed starts, for those who do not start at the beginning; for models with a clock.

    Raises
    ------
    ChoiceError
        If somebody is not in the network, or starts in a period that the model does not have.

    Examples
    --------
    >>> path = Network.from_ties([("b", "a"), ("c", "b")])
    >>> simulate(path, seeds=["a"], model=IndependentCascade(1.0), worlds=5).reach_mean
    3.0
    """
    model = model or IndependentCascade()
    names = tuple(dict.fromkeys(str(person) for person in seeds))
    if not names:
        raise ChoiceError("no seeds are given; name at least one person to start")
    positions = network.positions(names, what="seed")
    start = Start(positions, _periods(names, starting or {}, model))
    return spread_of(network, model, names, seed, Worlds(network, model, worlds, seed).spread(start), start=start)


def spread_of(
    network: Network,
    model: Model,
    seeds: tuple[str, ...],
    seed: int,
    tally: Tally,
    *,
    start: Start | None = None,
    draws: int = 1,
) -> Spread:
    """Return the value that a tally makes; all seeds start at once unless *start* says otherwise."""
    chance = tally.adopted / len(tally.reaches)
    start = start or Start.at_once(network.positions(seeds))
    return Spread(network, model, seeds, seed, tally.reaches, chance, tally.steps, tally.now, start, draws)


def _periods(seeds: tuple[str, ...], starting: Mapping[str, int], model: Model) -> NDArray[np.int64]:
    """Return in which period each of *seeds* starts."""
    periods = {str(person): period for person, period in starting.items()}
    for person, period in periods.items():
        if person not in seeds:
            raise one_of("seed", person, seeds)
        if model.duration is None:
            raise ChoiceError(f"seeds start in periods, but model {model.name} has no clock; choose e.g. model si")
        in_range(f"the period in which '{person}' starts", period, 0, model.duration)
    return np.array([periods.get(person, 0) for person in seeds], dtype=np.int64)


def standard_error(values: NDArray[np.generic], draws: int) -> float:
    """Return the standard error of the mean of *values*, which come in *draws* equal blocks if above 1."""
    independent = np.array([part.mean() for part in np.array_split(values, draws)]) if draws > 1 else values
    if len(independent) < 2:
        return 0.0
    return float(independent.std(ddof=1) / np.sqrt(len(independent)))
