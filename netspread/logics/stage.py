"""Stage: all that the campaigns on one network share, and how one of them is played through its worlds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.kernels import campaign as kernel
from netspread.logics import combined, ecological, mechanistic, parameters, social
from netspread.logics.observed import Observed
from netspread.logics.sites import Sites
from netspread.network import Arcs, Network

_BLOCK = 125


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What one campaign comes to in all worlds.

    Attributes
    ----------
    curves
        float64, shape (worlds, periods + 1, 4): people using it, of these sustained, people who gave up, cost so far.
    units
        int64, shape (worlds, sites): who uses it at the end.
    unit_curves
        float64, shape (periods + 1, sites): mean users.
    ended
        int64, shape (worlds,): the period in which a gate ended the roll-out, -1 where none did.
    waves
        float64, shape (periods, waves): the chance that this wave is the open one.
    actions
        float64, shape (periods, 3, n): the chance that the person is trained, asked by the planner, asked as leader.
    believed
        float64, shape (periods + 1,): the mean expected p.
    ever
        float64, shape (n,): the chance that the person uses it at the end.
    """

    curves: NDArray[np.float64]
    units: NDArray[np.int64]
    unit_curves: NDArray[np.float64]
    ended: NDArray[np.int64]
    waves: NDArray[Any]
    actions: NDArray[Any]
    believed: NDArray[np.float64]
    ever: NDArray[Any]

    @property
    def sustained(self) -> NDArray[np.float64]:
        """People who sustain it at the end, in each world."""
        return self.curves[:, -1, kernel.KEPT]


@dataclass(frozen=True, eq=False)
class Stage:
    """A network with its sites, the numbers of a campaign, and where everybody stands.

    Attributes
    ----------
    network, sites
        Who, and where.
    periods, budget
        How many periods; what each may cost.
    values
        All parameters.
    order_of_sites
        A rule of :data:`mechanistic.ORDERS`, or names.
    seed
        Random seed.
    communities
        int64, shape (n,): the community of each person, for leaders to come from all of them.
    observed
        What happened so far.
    """

    network: Network
    sites: Sites
    periods: int
    budget: float
    values: Mapping[str, float]
    order_of_sites: str | Sequence[str]
    seed: int
    communities: NDArray[np.int64]
    observed: Observed | None = None

    def with_values(self, **values: float) -> "Stage":
        """Return the same stage with some parameters changed."""
        return replace(self, values=dict(self.values) | values)

    @property
    def begins(self) -> int:
        """How many periods have gone by."""
        return 0 if self.observed is None else self.observed.now

    @cached_property
    def arcs(self) -> Arcs:
        """Who influences whom."""
        return self.network.influence_arcs()

    @cached_property
    def route(self) -> NDArray[np.int64]:
        """The sites in the order of the roll-out."""
        return mechanistic.site_order(self.sites, self.order_of_sites)

    @cached_property
    def wave_of(self) -> NDArray[np.int64]:
        """The wave of each site."""
        found = np.empty(len(self.route), np.int64)
        found[self.route] = mechanistic.waves(len(self.route), self.values["factor"])
        return found

    @cached_property
    def particles(self) -> NDArray[np.float64]:
        """Values that p may have."""
        return ecological.particles(self.values["p"], self.values["p_spread"])

    @cached_property
    def belief(self) -> NDArray[np.float64]:
        """Their chances before the first period that is planned: equal, unless something was observed."""
        prior = np.full(len(self.particles), 1 / len(self.particles))
        if self.observed is None:
            return prior
        exposures, adopted = self.observed.tried(self.arcs)
        fit = self.values["fit"]
        return ecological.learned(self.particles, prior, exposures * fit, adopted, miss=self.values["miss"])

    @cached_property
    def _leaders(self) -> NDArray[np.int64]:
        asked = social.leaders(self.arcs, self.communities, share=self.values["leaders"])
        # Nobody asks those to lead who are known to be against it.
        return asked if self.observed is None else asked[self.observed.state[asked] != kernel.RESISTANT]

    @cached_property
    def _pull(self) -> NDArray[np.float64]:
        return social.pull(self.arcs, self.sites.of, status=self.values["status"], homophily=self.values["homophily"])

    def _ground(self, places: NDArray[np.int64]) -> kernel.Ground:
        n = self.network.n_people
        seen = self.observed
        pull = self._pull
        return kernel.Ground(
            starts=self.arcs.starts,
            targets=self.arcs.targets,
            pull=pull,
            unit=self.sites.of,
            unit_size=self.sites.sizes,
            unit_wave=self.wave_of,
            queue=mechanistic.queue(self.sites, self.route, np.diff(self.arcs.starts)),
            leaders=self._leaders,
            places=places,
            particles=self.particles,
            belief=self.belief,
            state=np.zeros(n, np.int8) if seen is None else seen.state,
            since=np.zeros(n, np.int64) if seen is None else seen.since,
            done=np.zeros(n, np.int8) if seen is None else seen.done,
            withstood=np.zeros(n) if seen is None else seen.withstood(self.arcs, pull, self.sites, self.values),
        )

    def play(
        self,
        shares: Mapping[str, float],
        *,
        order: Sequence[str] = (),
        worlds: int,
        adaptive: bool = True,
        mechanisms: Sequence[str] | None = None,
        name: str = "campaign",
    ) -> Outcome:
        """Return what a campaign with these *shares* of the budget comes to.

        Parameters
        ----------
        shares, order
            See :func:`combined.places`.
        worlds
            How many; world w is the same for every campaign on this stage.
        adaptive
            Whether the ecological planner observes.
        mechanisms
            The logics whose mechanisms are at work among people; by default those that have a share.
        name
            What a listener is told.
        """
        values = self.values
        costs = {
            "mechanistic": values["training_cost"],
            "ecological": values["champion_cost"],
            "social": values["champion_cost"],
        }
        places = combined.places(shares, order, periods=self.periods, budget=self.budget, costs=costs)
        at_work = {logic: shares[logic] > 0 or logic in (mechanisms or ()) for logic in combined.SINGLE}
        ways = kernel.Ways(at_work["mechanistic"], at_work["ecological"], at_work["social"], adaptive)
        ground, settings = self._ground(places), parameters.settings(values)
        begins = self.begins
        n, periods, sites = self.network.n_people, self.periods, len(self.sites.sizes)
        n_waves = int(self.wave_of.max()) + 1

        def some(block: range) -> kernel.Tally:
            tally = kernel.Tally(
                curves=np.zeros((len(block), periods + 1, 4)),
                units=np.zeros((len(block), sites), np.int64),
                unit_curves=np.zeros((periods + 1, sites)),
                ended=np.zeros(len(block), np.int64),
                waves=np.zeros((periods, n_waves), np.int64),
                actions=np.zeros((periods, 3, n), np.int32),
                believed=np.zeros(periods + 1),
                ever=np.zeros(n, np.int64),
            )
            kernel.run(ground, settings, ways, begins, self.seed, block.start, tally)
            return tally

        return _together(engine.run(some, engine.blocks(worlds, _BLOCK), name=name))


def _together(parts: list[kernel.Tally]) -> Outcome:
    """Return the outcome of all worlds; sums over worlds become means."""
    worlds = sum(len(part.curves) for part in parts)

    def mean(name: str) -> NDArray[np.float64]:
        # Added up in the order of the blocks, whoever was quicker, so that the last digits never differ.
        return np.asarray(sum(getattr(part, name) for part in parts) / worlds, np.float64)

    return Outcome(
        np.concatenate([part.curves for part in parts]),
        np.concatenate([part.units for part in parts]),
        mean("unit_curves"),
        np.concatenate([part.ended for part in parts]),
        mean("waves"),
        mean("actions"),
        mean("believed"),
        mean("ever"),
    )
