"""Run: every world goes through its periods."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.campaign.coins import Likes, coin, likes, throws
from netspread.kernels.campaign.ecological import ask, bind, drawn, expected, log_fails, observe
from netspread.kernels.campaign.ground import (
    ASKED,
    ASKINGS,
    AWARE,
    COST,
    ENDED,
    RESISTANT,
    TRAININGS,
    Ground,
    Now,
    Settings,
    Tally,
    Ways,
    World,
    empty_now,
    empty_world,
    uses,
)
from netspread.kernels.campaign.mechanistic import take_up, train, wave_ends
from netspread.kernels.campaign.people import count, expose, live
from netspread.kernels.campaign.social import lead
from netspread.kernels.coin import stream
from netspread.kernels.jit import kernel


@kernel
def run(ground: Ground, s: Settings, ways: Ways, begins: int, seed: int, first: int, tally: Tally) -> None:
    """Let every world go through its periods, from *begins* (periods gone by) on; *first* is the number of the first.

    In each period people act first, on what they see at its beginning; then the planner observes; then people are
    trained, asked by the planner, and asked as leaders; at last ties change.
    """
    world, now, ends = empty_world(ground, ways), empty_now(ground), wave_ends(ground)
    for number in range(tally.curves.shape[0]):
        coins = stream(np.uint64(seed), np.uint64(first + number))
        people = likes(coins)
        _enter(ground, s, ways, world, people, ends, begins)
        rate = log_fails(drawn(ground.belief, ground.particles, coin(people.truth, 0)))
        for period in range(begins, ground.places.shape[0]):
            count(ground, s, world, now)
            _note(ground, s, world, now, number, period, tally)
            _go(ground, s, ways, world, now, people, coins, rate, ends, period, tally)
        count(ground, s, world, now)
        _note(ground, s, world, now, number, ground.places.shape[0], tally)
        tally.ended[number] = world.marks[ENDED]
        tally.units[number] = now.using_in
        for v in range(ground.unit.size):
            tally.ever[v] += uses(world.state[v])


@kernel
def _enter(
    ground: Ground, s: Settings, ways: Ways, world: World, people: Likes, ends: NDArray[np.int64], begins: int
) -> None:
    """Set everything to where it stands before the first period."""
    world.state[:], world.since[:], world.done[:] = ground.state, ground.since, ground.done
    world.strength[:], world.belief[:] = 1.0, ground.belief
    world.probes[:], world.resting[:], world.marks[:] = 0, 0, 0
    take_up(ground, world, ends, begins)
    for v in range(ground.unit.size):
        if world.state[v] <= AWARE and coin(people.resists, v) <= s.resisters:
            world.state[v] = RESISTANT
        world.known[v] = uses(world.state[v]) and ways.adaptive
        world.probes[ground.unit[v]] += (world.done[v] & ASKED) != 0


@kernel
def _note(ground: Ground, s: Settings, world: World, now: Now, number: int, period: int, tally: Tally) -> None:
    """Write down how many stand where."""
    tally.curves[number, period, :COST] = now.totals[:COST]
    marks = world.marks
    tally.curves[number, period, COST] = marks[TRAININGS] * s.training_cost + marks[ASKINGS] * s.champion_cost
    tally.unit_curves[period] += now.using_in
    tally.believed[period] += expected(world.belief, ground.particles)


@kernel
def _go(  # all that there is
    ground: Ground, s: Settings, ways: Ways, world: World, now: Now, people: Likes, coins: np.uint64, rate: float,
    ends: NDArray[np.int64], period: int, tally: Tally,
) -> None:  # fmt: skip
    """Let a period pass."""
    thrown = throws(coins, period)
    if ways.organising or ways.social:
        expose(ground, s, ways, world, now)
    live(ground, s, ways, world, now, people, thrown, rate, period)
    if ways.organising and ways.adaptive:
        observe(ground, s, world, now, thrown, period)
    if ways.structured:
        train(ground, s, world, now, people, ends, period, tally)
    if ways.organising:
        ask(ground, s, ways, world, now, people, period, tally)
    if ways.social:
        lead(ground, s, world, people, period, tally)
    if ways.organising:
        bind(ground, s, world)
