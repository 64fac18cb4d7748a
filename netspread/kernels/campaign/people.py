"""People: what they are exposed to, and what they do by themselves and through others in a period."""

import numpy as np

from netspread.kernels.campaign.coins import Likes, Throws, coin
from netspread.kernels.campaign.ecological import try_out
from netspread.kernels.campaign.ground import (
    ABANDONED,
    ADOPTED,
    AWARE,
    RESISTANT,
    SUSTAINED,
    UNAWARE,
    Ground,
    Now,
    Settings,
    Ways,
    World,
    adopt,
    uses,
)
from netspread.kernels.campaign.social import norms, suffices
from netspread.kernels.jit import kernel


@kernel
def count(ground: Ground, s: Settings, world: World, now: Now) -> None:
    """Count who stands where, in all and in each unit, and how well it fits there."""
    now.totals[:], now.using_in[:], now.known_in[:], now.ever_in[:], now.kept_in[:] = 0, 0, 0, 0, 0
    for v in range(ground.unit.size):
        u, state = ground.unit[v], world.state[v]
        now.known_in[u] += world.known[v]
        if uses(state):
            now.using_in[u] += 1
            now.kept_in[u] += state == SUSTAINED
            now.totals[3] += state == ADOPTED
        now.totals[2] += state == ABANDONED
        now.ever_in[u] += uses(state) or state == ABANDONED
    now.totals[0], now.totals[1] = now.using_in.sum(), now.kept_in.sum()
    for u in range(ground.unit_size.size):
        now.share[u] = now.using_in[u] / ground.unit_size[u]
        now.fits[u] = min(s.fit + s.fit_gain * now.share[u], 1.0)


@kernel
def expose(ground: Ground, s: Settings, ways: Ways, world: World, now: Now) -> None:
    """Add up what comes to everybody along the ties, and the norm of the unit."""
    now.exposure[:], now.seen_exposure[:], now.pressure[:], now.contacts[:] = 0.0, 0.0, 0.0, 0.0
    for v in range(ground.unit.size):
        using, known = uses(world.state[v]), ways.organising and world.known[v]
        against = ways.social and world.state[v] in (ABANDONED, RESISTANT)
        if not (using or against or known):
            continue
        for arc in range(ground.starts[v], ground.starts[v + 1]):
            w = ground.targets[arc]
            if using:
                now.contacts[w] += 1.0
                if ways.social:
                    now.pressure[w] += ground.pull[arc]
                if ways.organising:
                    now.exposure[w] += world.strength[arc]
            elif against:
                now.pressure[w] -= s.negative * ground.pull[arc]
            if known:
                now.seen_exposure[w] += world.strength[arc]
    if ways.social:
        norms(ground, s, now)


@kernel
def live(
    ground: Ground, s: Settings, ways: Ways, world: World, now: Now, likes: Likes, throws: Throws, rate: float,
    period: int,
) -> None:  # fmt: skip
    """Let everybody keep it, give it up, hear of it or take it up; *rate* is the logarithm of 1 - p."""
    on_trial = now.totals[3]
    support = min(1.0, s.support_capacity / on_trial) if ways.structured and on_trial > 0 else 0.0
    now.trials[:], now.hits[:], now.sums[:] = 0.0, 0.0, 0.0
    for v in range(ground.unit.size):
        before, u = world.state[v], ground.unit[v]
        if before == RESISTANT:
            continue
        if uses(before):
            used = period + 1 - world.since[v]
            gives_up = _gives_up(s, ways, before, used, now.fits[u], support, now.pressure[v])
            if gives_up > 0.0 and coin(throws.stops, v) <= gives_up:
                world.state[v] = ABANDONED
            elif before == ADOPTED and used >= s.sustain_after:
                world.state[v] = SUSTAINED
            continue
        if before == UNAWARE:
            unheard = (1.0 - s.awareness) * (1.0 - s.talk) ** now.contacts[v]
            if unheard >= 1.0 or coin(throws.hears, v) <= unheard:
                continue
            world.state[v] = AWARE
        chance = s.alone
        if ways.organising:
            chance = 1.0 - (1.0 - chance) * np.exp(now.exposure[v] * now.fits[u] * rate)
        if before == ABANDONED:
            chance *= s.readopt
        wins = chance > 0.0 and coin(throws.adopts, v) <= chance
        if ways.social and not wins and suffices(s, now.pressure[v], coin(likes.limits, v), ground.withstood[v]):
            wins = before != ABANDONED or coin(throws.returns, v) <= s.readopt
        if wins:
            adopt(world, v, period)
        if ways.organising and ways.adaptive and not world.known[v] and before != ABANDONED:
            try_out(now, now.seen_exposure[v] * now.fits[u], wins and coin(throws.sees, v) > s.miss)


@kernel
def _gives_up(
    s: Settings, ways: Ways, state: int, used: int, fit: float, support: float, pressure: float
) -> float:  # fmt: skip
    """Return the chance that a user gives up in this period, who began *used* periods ago."""
    chance = 0.0
    if state == ADOPTED:
        chance = s.abandon * (1.0 - s.support_effect * support)
        if ways.organising:
            chance *= 1.0 - (fit - s.fit)
    if ways.social and used > s.sustain_after and pressure < s.keep_level:
        chance = 1.0 - (1.0 - chance) * (1.0 - s.leave)
    return chance
