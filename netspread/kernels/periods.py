"""Periods: spreading by the clock, where adopters go on trying, may stop, and news may come from outside.

Whether and when somebody convinces somebody else, stops, or hears it outside is a pure function of the random seed,
the world, and the arc (or the person, and the period).
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, above_zero, mixed, stream
from netspread.kernels.jit import kernel

#: Keep apart the coins of people who stop, who hear it outside, and who come back, from those of arcs.
_STOP = np.uint64(0x5157_0B5E_77A6_0001)
_OUTSIDE = np.uint64(0x0075_1DE0_77A6_0003)
_BACK = np.uint64(0x0BAC_0BAC_77A6_0005)


@kernel
def _inverse(chance: float) -> float:
    """Return what turns the logarithm of a coin into how many failures come before a success of that chance."""
    return 1.0 / np.log1p(-chance) if 0.0 < chance < 1.0 else 0.0


@kernel
def once(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    p: float,  # the chance per arc and period
    leave: float,  # the chance per adopter and period to stop for good, after having tried
    outside: float,  # the chance per person and period to adopt by news from outside
    resisting: NDArray[np.bool_],  # (n,) who hears nothing from outside; arcs to them are taken out already
    seeds: NDArray[np.int64],  # (k,) no repeats
    when: NDArray[np.int64],  # (k,) in which period each of them starts
    seed: int,
    first: int,  # the number of the first world
    reaches: NDArray[np.int64],  # (worlds,) out: who ever adopts
    steps: NDArray[np.int64],  # (worlds, periods + 1) out: how many adopt in each period
    now: NDArray[np.int64],  # (worlds, periods + 1) or (worlds, 0) out: how many are adopters at the end of each
    adopted: NDArray[np.int64],  # (n,) out, added to: in how many worlds each adopts
) -> None:
    """Spread where nobody adopts twice.

    How many periods an arc takes is one coin, and so is how long an adopter goes on: then everybody adopts at the
    end of the shortest way from a seed or from outside. A calendar of who is due keeps the order.
    """
    n = starts.size - 1
    periods = steps.shape[1] - 1
    due = np.empty(n, np.int64)
    head = np.empty(periods + 1, np.int64)
    entry = np.empty(n + seeds.size + targets.size, np.int32)
    after = np.empty(entry.size, np.int64)
    faster, stopping, hearing = _inverse(p), _inverse(leave), _inverse(outside)
    for world in range(reaches.size):
        coins = stream(np.uint64(seed), np.uint64(first + world))
        stops, news = mixed(coins ^ _STOP), mixed(coins ^ _OUTSIDE)
        head[:] = -1
        due[:] = periods + 1
        entries = 0
        for at in range(seeds.size):
            if when[at] <= periods:
                due[seeds[at]] = when[at]
        if outside > 0.0:
            for v in range(n):
                if not resisting[v]:
                    heard = 1.0 + np.log(above_zero(mixed(news + np.uint64(v) * GOLD))) * hearing
                    if heard < due[v]:
                        due[v] = np.int64(heard)
        for v in range(n):
            if due[v] <= periods:
                entry[entries] = v
                after[entries] = head[due[v]]
                head[due[v]] = entries
                entries += 1
        total = 0
        for period in range(periods + 1):
            at = head[period]
            while at >= 0:
                v = entry[at]
                at = after[at]
                if due[v] != period:
                    continue  # adopted earlier than this entry had it
                total += 1
                steps[world, period] += 1
                adopted[v] += 1
                stay = periods + 1
                if leave > 0.0:
                    until = 1.0 + np.log(above_zero(mixed(stops + np.uint64(v) * GOLD))) * stopping
                    if until < stay:
                        stay = np.int64(until)
                if now.shape[1]:
                    now[world, period] += 1
                    if period + stay <= periods:
                        now[world, period + stay] -= 1
                tries = min(stay, periods - period)
                if tries <= 0 or p <= 0.0:
                    continue
                never = (1.0 - p) ** tries
                for arc in range(starts[v], starts[v + 1]):
                    coin = above_zero(mixed(coins + np.uint64(arc) * GOLD))
                    if coin <= never:
                        continue
                    w = targets[arc]
                    taken = period + min(1 + np.int64(np.log(coin) * faster), tries)
                    if taken < due[w]:
                        due[w] = taken
                        entry[entries] = w
                        after[entries] = head[taken]
                        head[taken] = entries
                        entries += 1
        reaches[world] = total
        for period in range(1, now.shape[1]):
            now[world, period] += now[world, period - 1]


@kernel
def again(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,)
    p: float,  # the chance per arc and period
    leave: float,  # the chance per adopter and period to stop, after having tried
    outside: float,  # the chance per person and period to adopt by news from outside
    resume: float,  # how much of these chances is left for somebody who has stopped
    resisting: NDArray[np.bool_],  # (n,) who hears nothing from outside; arcs to them are taken out already
    seeds: NDArray[np.int64],  # (k,) no repeats
    when: NDArray[np.int64],  # (k,) in which period each of them starts
    seed: int,
    first: int,  # the number of the first world
    reaches: NDArray[np.int64],  # (worlds,) out: who ever adopts
    steps: NDArray[np.int64],  # (worlds, periods + 1) out: how many adopt for the first time in each period
    now: NDArray[np.int64],  # (worlds, periods + 1) out: how many are adopters at the end of each
    adopted: NDArray[np.int64],  # (n,) out, added to: in how many worlds each ever adopts
) -> None:
    """Spread where people may stop and adopt again, period by period.

    Whoever is convinced in the period in which they would stop does not stop.
    """
    n = starts.size - 1
    periods = steps.shape[1] - 1
    state = np.empty(n, np.int8)  # 0 not yet, 1 adopter, 2 has stopped
    convinced = np.empty(n, np.int64)  # the last period in which somebody was
    joining, staying = np.empty(n, np.int32), np.empty(n, np.int32)
    faster, hearing = _inverse(p), _inverse(outside)
    for world in range(reaches.size):
        coins = stream(np.uint64(seed), np.uint64(first + world))
        state[:] = 0
        convinced[:] = -1
        members = 0
        total = 0
        for period in range(periods + 1):
            own_period = stream(coins, np.uint64(period))
            stops, news, back = mixed(own_period ^ _STOP), mixed(own_period ^ _OUTSIDE), mixed(own_period ^ _BACK)
            joined = 0
            for at in range(seeds.size):
                if when[at] == period and state[seeds[at]] != 1:
                    convinced[seeds[at]] = period
                    joining[joined] = seeds[at]
                    joined += 1
            if period > 0 and p > 0.0:
                for at in range(members):
                    v = staying[at]
                    own = mixed(own_period + np.uint64(v) * GOLD)
                    arc = starts[v] + np.int64(np.log(above_zero(own)) * faster)
                    while arc < starts[v + 1]:
                        w = targets[arc]
                        if convinced[w] != period:
                            returns = above_zero(mixed(back + np.uint64(w) * GOLD)) <= resume
                            if state[w] != 2 or returns:
                                convinced[w] = period
                                if state[w] != 1:
                                    joining[joined] = w
                                    joined += 1
                        own += GOLD
                        arc += 1 + np.int64(np.log(above_zero(mixed(own))) * faster)
            if period > 0 and outside > 0.0:
                own = news
                at = int(np.log(above_zero(mixed(own))) * hearing)
                while at < n:
                    if convinced[at] != period and not resisting[at]:
                        returns = above_zero(mixed(back + np.uint64(at) * GOLD)) <= resume
                        if state[at] != 2 or returns:
                            convinced[at] = period
                            if state[at] != 1:
                                joining[joined] = at
                                joined += 1
                    own += GOLD
                    at += 1 + int(np.log(above_zero(mixed(own))) * hearing)
            kept = 0
            for at in range(members):
                v = staying[at]
                if convinced[v] == period or above_zero(mixed(stops + np.uint64(v) * GOLD)) > leave:
                    staying[kept] = v
                    kept += 1
                else:
                    state[v] = 2
            members = kept
            for at in range(joined):
                v = joining[at]
                if state[v] == 0:
                    total += 1
                    steps[world, period] += 1
                    adopted[v] += 1
                state[v] = 1
                staying[members] = v
                members += 1
            if now.shape[1]:
                now[world, period] = members
        reaches[world] = total
