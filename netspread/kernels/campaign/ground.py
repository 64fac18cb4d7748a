"""Ground: what all worlds of a campaign share, what each has of its own, and what is counted over them.

States are numbers: unaware 0, aware 1, adopted 2, sustained 3, abandoned 4, resistant 5.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel

UNAWARE, AWARE, ADOPTED, SUSTAINED, ABANDONED, RESISTANT = range(6)
#: Bits of what was done with a person: trained, asked to lead.
TRAINED, ASKED = 1, 2
#: Columns of ``curves``.
USING, KEPT, GIVEN_UP, COST = range(4)
#: Columns of ``places`` and ``actions``: training, the observing planner, leaders of communities.
TRAINING, PLANNER, LEADERS = range(3)
#: Places in ``marks``: the open wave, the next in the queue of training, the period in which the open wave was trained
#: through (-1: not yet), the period in which a gate ended it all (-1: none did), the next leader, and what was done.
OPEN_WAVE, NEXT_PLACE, TRAINED_AT, ENDED, NEXT_LEADER, TRAININGS, ASKINGS = range(7)
#: Exposures are put into so many bins, to learn from.
BINS = 32


class Settings(NamedTuple):
    """The numbers of a campaign; ``netspread.logics.parameters`` says what each means, and where it comes from."""

    awareness: float
    talk: float
    alone: float
    abandon: float
    sustain_after: float
    readopt: float
    resisters: float
    training_cost: float
    champion_cost: float
    refuse: float
    training_effect: float
    fidelity_loss: float
    support_capacity: float
    support_effect: float
    setup: float
    gate_adopted: float
    gate_sustained: float
    patience: float
    miss: float
    fit: float
    fit_gain: float
    strengthen: float
    fade: float
    probe_periods: float
    probe_look: float
    probe_bar: float
    probe_rest: float
    threshold: float
    threshold_sd: float
    norm: float
    tipping: float
    negative: float
    keep_level: float
    leave: float


class Ways(NamedTuple):
    """Which mechanisms are at work."""

    structured: bool  # training and support
    organising: bool  # contagion over ties, learning, ties that change, local fit
    social: bool  # thresholds and norms, word against it, leaving when alone
    adaptive: bool  # the observing planner observes; else it plans as if nothing had been seen


class Ground(NamedTuple):
    """What all worlds share."""

    starts: NDArray[np.int64]  # (n + 1,) arcs from the influencing person
    targets: NDArray[np.int32]  # (m,)
    pull: NDArray[np.float64]  # (m,) which share of the target's social influence comes along this arc
    unit: NDArray[np.int64]  # (n,)
    unit_size: NDArray[np.int64]  # (units,)
    unit_wave: NDArray[np.int64]  # (units,) in which wave of the roll-out each stands
    queue: NDArray[np.int64]  # (n,) in which order people are trained; the waves follow one another in it
    leaders: NDArray[np.int64]  # (k,) in which order leaders are asked
    places: NDArray[np.int64]  # (periods, 3) places that each period pays for: training, observing planner, leaders
    particles: NDArray[np.float64]  # (j,) values that p may have
    belief: NDArray[np.float64]  # (j,) their chances, sum 1
    state: NDArray[np.int8]  # (n,) where everybody stands before the first period
    since: NDArray[np.int64]  # (n,) the period of the last adoption
    done: NDArray[np.int8]  # (n,) bits: trained, asked
    withstood: NDArray[np.float64]  # (n,) a social pressure that is known not to have sufficed


class World(NamedTuple):
    """Where one world stands."""

    state: NDArray[np.int8]  # (n,)
    since: NDArray[np.int64]  # (n,)
    done: NDArray[np.int8]  # (n,)
    known: NDArray[np.bool_]  # (n,) whom the observing planner takes for a user
    strength: NDArray[np.float64]  # (m,) of the arcs, 1 at first; empty without contagion
    belief: NDArray[np.float64]  # (j,)
    probes: NDArray[np.int64]  # (units,) people asked while probing
    resting: NDArray[np.int64]  # (units,) until which period a unit rests
    marks: NDArray[np.int64]  # (7,)


class Now(NamedTuple):
    """What a period writes anew."""

    exposure: NDArray[np.float64]  # (n,) strengths of the ties to users, summed
    seen_exposure: NDArray[np.float64]  # (n,) to those known to be users
    pressure: NDArray[np.float64]  # (n,) social pressure
    contacts: NDArray[np.float64]  # (n,) how many contacts use it
    left: NDArray[np.float64]  # (n,) the chance not to be won soon by what is planned so far
    free: NDArray[np.bool_]  # (n,) who can be asked
    share: NDArray[np.float64]  # (units,) of users
    fits: NDArray[np.float64]  # (units,)
    using_in: NDArray[np.int64]  # (units,) users
    known_in: NDArray[np.int64]  # (units,) of these known
    ever_in: NDArray[np.int64]  # (units,) who ever took it up
    kept_in: NDArray[np.int64]  # (units,) who sustain it
    totals: NDArray[np.int64]  # (4,) using, sustained, abandoned, on trial
    trials: NDArray[np.float64]  # (BINS,) people who could have been won, by exposure
    hits: NDArray[np.float64]  # (BINS,) of these seen to be won
    sums: NDArray[np.float64]  # (BINS,) their exposures summed
    chosen: NDArray[np.int64]  # (most places of the planner,)


class Tally(NamedTuple):
    """What comes out; all but ``curves``, ``units`` and ``ended`` is added to."""

    curves: NDArray[np.float64]  # (worlds, periods + 1, 4) using, sustained, abandoned, cost so far
    units: NDArray[np.int64]  # (worlds, units) who uses it at the end
    unit_curves: NDArray[np.float64]  # (periods + 1, units) users
    ended: NDArray[np.int64]  # (worlds,) in which period a gate ended the roll-out; -1 if none did
    waves: NDArray[np.int64]  # (periods, waves) in how many worlds each wave is open
    actions: NDArray[np.int32]  # (periods, 3, n) in how many worlds each person is trained, asked, asked as a leader
    believed: NDArray[np.float64]  # (periods + 1,) the expected p
    ever: NDArray[np.int64]  # (n,) who uses it at the end


@kernel
def uses(state: int) -> bool:
    """Return whether somebody in this state uses it."""
    return state in (ADOPTED, SUSTAINED)


@kernel
def adopt(world: World, v: int, period: int) -> None:
    """Let *v* take it up; he or she uses it from the end of this period on."""
    world.state[v] = ADOPTED
    world.since[v] = period + 1


@kernel
def hear(world: World, v: int) -> None:
    """Let *v* know of it at least."""
    if world.state[v] == UNAWARE:
        world.state[v] = AWARE


@kernel
def empty_world(ground: Ground, ways: Ways) -> World:
    """Return room for a world."""
    n, units = ground.unit.size, ground.unit_size.size
    return World(
        np.empty(n, np.int8),
        np.empty(n, np.int64),
        np.empty(n, np.int8),
        np.empty(n, np.bool_),
        np.ones(ground.targets.size if ways.organising else 0),
        np.empty(ground.belief.size),
        np.empty(units, np.int64),
        np.empty(units, np.int64),
        np.empty(7, np.int64),
    )


@kernel
def empty_now(ground: Ground) -> Now:
    """Return room for a period."""
    n, units = ground.unit.size, ground.unit_size.size
    return Now(
        np.zeros(n),
        np.zeros(n),
        np.zeros(n),
        np.zeros(n),
        np.empty(n),
        np.empty(n, np.bool_),
        np.zeros(units),
        np.ones(units),
        np.zeros(units, np.int64),
        np.zeros(units, np.int64),
        np.zeros(units, np.int64),
        np.zeros(units, np.int64),
        np.zeros(4, np.int64),
        np.zeros(BINS),
        np.zeros(BINS),
        np.zeros(BINS),
        np.empty(max(1, ground.places[:, PLANNER].max()), np.int64),
    )
