"""Social: norms of the units, thresholds, and the leaders of communities."""

import numpy as np

from netspread.kernels.campaign.coins import Likes, coin
from netspread.kernels.campaign.ground import (
    ASKED,
    ASKINGS,
    LEADERS,
    NEXT_LEADER,
    RESISTANT,
    Ground,
    Now,
    Settings,
    Tally,
    World,
    adopt,
    hear,
    uses,
)
from netspread.kernels.jit import kernel


@kernel
def norms(ground: Ground, s: Settings, now: Now) -> None:
    """Mix the norm of the unit into the pressure; where it is the visible norm, it is the least that people feel."""
    for v in range(ground.unit.size):
        norm = now.share[ground.unit[v]]
        now.pressure[v] = (1.0 - s.norm) * now.pressure[v] + s.norm * norm
        if norm >= s.tipping:
            now.pressure[v] = max(now.pressure[v], norm)


@kernel
def suffices(s: Settings, pressure: float, at: float, withstood: float) -> bool:
    """Return whether *pressure* is above 0 and at least the threshold of the person whose coin is *at*."""
    return pressure > 0.0 and pressure >= _threshold(at, s.threshold, s.threshold_sd, withstood)


@kernel
def _threshold(at: float, mean: float, sd: float, withstood: float) -> float:
    """Return a threshold drawn from a logistic distribution, above what the person is known to have withstood."""
    if sd <= 0.0:
        return max(mean, withstood)
    known = _logistic(withstood, mean, sd) if withstood > 0.0 else 0.0
    at = min(known + (1.0 - known) * at, 1.0 - 1e-12)
    return float(mean + sd * np.sqrt(3.0) / np.pi * np.log(at / (1.0 - at)))


@kernel
def _logistic(x: float, mean: float, sd: float) -> float:
    """Return the chance that a logistic value of this mean and deviation is at most *x*."""
    return float(1.0 / (1.0 + np.exp(-(x - mean) * np.pi / (np.sqrt(3.0) * sd))))


@kernel
def lead(ground: Ground, s: Settings, world: World, likes: Likes, period: int, tally: Tally) -> None:
    """Ask the next leaders whom this period pays for; those who use it already, or were asked, are passed over."""
    places, marks = ground.places[period, LEADERS], world.marks
    while places > 0 and marks[NEXT_LEADER] < ground.leaders.size:
        v = ground.leaders[marks[NEXT_LEADER]]
        marks[NEXT_LEADER] += 1
        if uses(world.state[v]) or world.done[v] & ASKED:
            continue
        places -= 1
        marks[ASKINGS] += 1
        world.done[v] |= ASKED
        tally.actions[period, LEADERS, v] += 1
        if world.state[v] != RESISTANT and coin(likes.refuses, v) > s.refuse:
            adopt(world, v, period)
        else:
            hear(world, v)
