"""Ecological: the planner observes, learns how well ties pass it on, and asks whom that tells; ties change."""

import heapq

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.campaign.coins import Likes, Throws, coin
from netspread.kernels.campaign.ground import (
    ASKED,
    ASKINGS,
    BINS,
    PLANNER,
    RESISTANT,
    Ground,
    Now,
    Settings,
    Tally,
    Ways,
    World,
    adopt,
    hear,
    uses,
)
from netspread.kernels.jit import kernel

#: Ties cannot grow or fade beyond these multiples of what they were.
_WEAKEST, _STRONGEST = 0.25, 2.0
#: How far the planner looks ahead, in periods.
_AHEAD = 6
#: Width of the bins of exposure.
_BIN = 0.25
#: No chance is so near to 1 or 0 that its logarithm could not be taken.
_EDGE = 1e-12
#: An upper bound stays one although both are rounded.
_ROUNDING = 1.0 + 1e-9


@kernel
def log_fails(p: float) -> float:
    """Return the logarithm of 1 - *p*."""
    return float(np.log1p(-min(p, 1.0 - _EDGE)))


@kernel
def expected(belief: NDArray[np.float64], particles: NDArray[np.float64]) -> float:
    """Return the mean of p by what is believed."""
    total = 0.0
    for at in range(belief.size):
        total += belief[at] * particles[at]
    return total


@kernel
def drawn(belief: NDArray[np.float64], particles: NDArray[np.float64], at_most: float) -> float:
    """Return the p of a world: a value drawn by what is believed, with the coin *at_most*."""
    value, total = particles[0], 0.0
    for at in range(belief.size):
        if at_most > total:
            value = particles[at]
        total += belief[at]
    return float(value)


@kernel
def try_out(now: Now, exposure: float, seen: bool) -> None:
    """Note that somebody under this *exposure* could have been won, and whether that was *seen* to happen."""
    if exposure > 0.0:
        box = min(int(exposure / _BIN), BINS - 1)
        now.trials[box] += 1.0
        now.sums[box] += exposure
        now.hits[box] += seen


@kernel
def learn(
    trials: NDArray[np.float64],  # (bins,) people who could have adopted, by exposure
    hits: NDArray[np.float64],  # (bins,) how many of them were seen to
    sums: NDArray[np.float64],  # (bins,) their exposures summed
    seen: float,  # the chance that an adoption is seen
    particles: NDArray[np.float64],
    belief: NDArray[np.float64],  # in and out
) -> None:
    """Weigh each value that p may have by how well it foretells what was seen (Bayes' rule)."""
    logs = np.empty(particles.size)
    for at in range(particles.size):
        total = np.log(belief[at]) if belief[at] > 0.0 else -np.inf
        for box in range(trials.size):
            if trials[box] > 0.0 and total > -np.inf:
                chance = seen * -np.expm1(sums[box] / trials[box] * log_fails(particles[at]))
                chance = min(max(chance, _EDGE), 1.0 - _EDGE)
                total += hits[box] * np.log(chance) + (trials[box] - hits[box]) * np.log1p(-chance)
        logs[at] = total
    top = logs.max()
    if top == -np.inf:
        return
    belief[:] = np.exp(logs - top)
    belief /= belief.sum()


@kernel
def observe(ground: Ground, s: Settings, world: World, now: Now, throws: Throws, period: int) -> None:
    """Let the planner see who began and who gave up, learn from that, and rest units where probes failed."""
    for v in range(ground.unit.size):
        using = uses(world.state[v])
        if using != world.known[v] and coin(throws.sees, v) > s.miss:
            world.known[v] = using
    learn(now.trials, now.hits, now.sums, 1.0 - s.miss, ground.particles, world.belief)
    if period == int(s.probe_look):
        for u in range(ground.unit_size.size):
            probes = world.probes[u]
            if probes > 0 and now.known_in[u] - probes < s.probe_bar * probes:
                world.resting[u] = period + int(s.probe_rest)


@kernel
def ask(
    ground: Ground, s: Settings, ways: Ways, world: World, now: Now, likes: Likes, period: int, tally: Tally
) -> None:
    """Ask those who add most, by what is known and believed, as many as this period pays for."""
    places = ground.places[period, PLANNER]
    if places <= 0:
        return
    periods = min(ground.places.shape[0] - period, _AHEAD)
    rate = log_fails(expected(world.belief, ground.particles)) * periods
    for v in range(ground.unit.size):
        u = ground.unit[v]
        now.free[v] = not (world.known[v] or world.done[v] & ASKED or world.resting[u] > period)
        now.left[v] = 0.0 if world.known[v] else np.exp(now.seen_exposure[v] * now.fits[u] * rate)
    probing = period < s.probe_periods
    for at in range(_choose(ground, world, now, rate, places, probing)):
        v = now.chosen[at]
        tally.actions[period, PLANNER, v] += 1
        world.marks[ASKINGS] += 1
        world.done[v] |= ASKED
        world.probes[ground.unit[v]] += probing
        using = uses(world.state[v])
        if world.state[v] != RESISTANT and (using or coin(likes.refuses, v) > s.refuse):
            world.known[v] = True
            if not using:
                adopt(world, v, period)
        else:
            world.known[v] = not ways.adaptive
            hear(world, v)


@kernel
def _choose(ground: Ground, world: World, now: Now, rate: float, count: int, one_each: bool) -> int:
    """Fill ``now.chosen`` greedily with up to *count* free people, each for what he or she adds; return how many.

    A gain never grows by choosing others first, so an old gain is an upper bound (Minoux 1978); at first a bound that
    is quicker than the gain will do.
    """
    n = ground.unit.size
    fresh = np.full(n, -1)
    used = np.zeros(ground.unit_size.size, np.bool_)
    heap = [(-_bound(v, ground, world, now, rate), v) for v in range(n) if now.free[v]]
    heapq.heapify(heap)
    taken = 0
    while taken < count and len(heap) > 0:
        gain, best = heapq.heappop(heap)
        if gain >= 0.0:
            break
        if one_each and used[ground.unit[best]]:
            continue
        if fresh[best] < taken:
            fresh[best] = taken
            heapq.heappush(heap, (-_gain(best, ground, world, now, rate), best))
            continue
        now.chosen[taken] = best
        taken += 1
        used[ground.unit[best]] = True
        now.left[best] = 0.0
        for arc in range(ground.starts[best], ground.starts[best + 1]):
            w = ground.targets[arc]
            now.left[w] *= np.exp(world.strength[arc] * now.fits[ground.unit[w]] * rate)
    return taken


@kernel
def _gain(v: int, ground: Ground, world: World, now: Now, rate: float) -> float:
    """Return how many more are expected to adopt soon if *v* does: *v*, and the contacts not won otherwise."""
    total = now.left[v]
    for arc in range(ground.starts[v], ground.starts[v + 1]):
        w = ground.targets[arc]
        if not world.known[w]:
            total += now.left[w] * -np.expm1(world.strength[arc] * now.fits[ground.unit[w]] * rate)
    return float(total)


@kernel
def _bound(v: int, ground: Ground, world: World, now: Now, rate: float) -> float:
    """Return at least the gain: 1 - exp(-x) is at most x, and at most 1."""
    total = now.left[v]
    for arc in range(ground.starts[v], ground.starts[v + 1]):
        w = ground.targets[arc]
        total += now.left[w] * min(1.0, -world.strength[arc] * now.fits[ground.unit[w]] * rate)
    return float(total * _ROUNDING)


@kernel
def bind(ground: Ground, s: Settings, world: World) -> None:
    """Let ties between two users grow, and those fade whose influencer does not use it."""
    if s.strengthen <= 0.0 and s.fade <= 0.0:
        return
    for v in range(ground.unit.size):
        using = uses(world.state[v])
        for arc in range(ground.starts[v], ground.starts[v + 1]):
            if not using:
                world.strength[arc] = max(world.strength[arc] * (1.0 - s.fade), _WEAKEST)
            elif uses(world.state[ground.targets[arc]]):
                world.strength[arc] = min(world.strength[arc] * (1.0 + s.strengthen), _STRONGEST)
