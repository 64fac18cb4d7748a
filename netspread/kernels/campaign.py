"""Campaign: all people of a world go through its periods, given the plans; the plan that observes is made in here.

Every coin is a pure function of the random seed, the world, the period (where it is thrown anew each period) and the
person. States are numbers: unaware 0, aware 1, adopted 2, sustained 3, abandoned 4, resistant 5.
"""

import heapq
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, above_zero, mixed, stream
from netspread.kernels.jit import kernel

UNAWARE, AWARE, ADOPTED, SUSTAINED, ABANDONED, RESISTANT = range(6)
#: Bits of what was done with a person: trained, asked to lead.
TRAINED, ASKED = 1, 2
#: Columns of ``curves``.
USING, KEPT, GIVEN_UP, COST = range(4)

#: Keep apart the coins of each kind: those of a person in a world, and those thrown anew each period.
_RESISTS, _REFUSES, _LEARNS, _THRESHOLD, _TRUTH = (
    np.uint64(0x0C01_0001),
    np.uint64(0x0C01_0002),
    np.uint64(0x0C01_0003),
    np.uint64(0x0C01_0004),
    np.uint64(0x0C01_0005),
)
_HEARS, _ADOPTS, _STOPS, _SEEN, _RETURNS = (
    np.uint64(0x0C02_0001),
    np.uint64(0x0C02_0002),
    np.uint64(0x0C02_0003),
    np.uint64(0x0C02_0004),
    np.uint64(0x0C02_0005),
)
#: Ties cannot grow or fade beyond these multiples of what they were.
_WEAKEST, _STRONGEST = 0.25, 2.0
#: How far the observing planner looks ahead, in periods.
_AHEAD = 6
#: Exposures are put into so many bins of this width, to learn from.
_BINS, _BIN = 32, 0.25


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


@kernel
def _coin(key: np.uint64, person: int) -> float:
    return above_zero(mixed(key + np.uint64(person) * GOLD))


@kernel
def _logistic(x: float, mean: float, sd: float) -> float:
    """Return the chance that a logistic value of this mean and deviation is at most *x*."""
    if sd <= 0.0:
        return 1.0 if x >= mean else 0.0
    return float(1.0 / (1.0 + np.exp(-(x - mean) * np.pi / (np.sqrt(3.0) * sd))))


@kernel
def _threshold(coin: float, mean: float, sd: float, withstood: float) -> float:
    """Return a threshold drawn from a logistic distribution, above what the person is known to have withstood."""
    known = _logistic(withstood, mean, sd) if withstood > 0.0 else 0.0
    at = min(known + (1.0 - known) * coin, 1.0 - 1e-12)
    if sd <= 0.0:
        return max(mean, withstood)
    return float(mean + sd * np.sqrt(3.0) / np.pi * np.log(at / (1.0 - at)))


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
                chance = seen * -np.expm1(sums[box] / trials[box] * np.log1p(-min(particles[at], 1.0 - 1e-12)))
                chance = min(max(chance, 1e-12), 1.0 - 1e-12)
                total += hits[box] * np.log(chance) + (trials[box] - hits[box]) * np.log1p(-chance)
        logs[at] = total
    top = logs.max()
    if top == -np.inf:
        return
    belief[:] = np.exp(logs - top)
    belief /= belief.sum()


@kernel
def _gain(v, ground, known, strength, fits, left, rate):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Return how many more are expected to adopt soon if *v* does: *v*, and the contacts not won otherwise."""
    total = left[v]
    for arc in range(ground.starts[v], ground.starts[v + 1]):
        w = ground.targets[arc]
        if not known[w]:
            total += left[w] * -np.expm1(strength[arc] * fits[ground.unit[w]] * rate)
    return total


@kernel
def _choose(ground, free, known, strength, fits, left, rate, count, one_each, chosen):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Fill *chosen* greedily with up to *count* free people, each for what he or she adds; return how many.

    A gain never grows by choosing others first, so an old gain is an upper bound (Minoux 1978).
    """
    n = ground.unit.size
    fresh = np.zeros(n, np.int64)
    used = np.zeros(ground.unit_size.size, np.bool_)
    heap = [(-_gain(v, ground, known, strength, fits, left, rate), v) for v in range(n) if free[v]]
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
            heapq.heappush(heap, (-_gain(best, ground, known, strength, fits, left, rate), best))
            continue
        chosen[taken] = best
        taken += 1
        used[ground.unit[best]] = True
        left[best] = 0.0
        for arc in range(ground.starts[best], ground.starts[best + 1]):
            w = ground.targets[arc]
            left[w] *= np.exp(strength[arc] * fits[ground.unit[w]] * rate)
    return taken


@kernel
def run(
    ground: Ground,
    s: Settings,
    structured: bool,  # training and support are at work
    organising: bool,  # contagion over ties, learning, ties that change, local fit
    social: bool,  # thresholds and norms, word against it, leaving when alone
    adaptive: bool,  # the observing planner observes; else it plans as if nothing had been seen
    begins: int,  # how many periods have gone by
    seed: int,
    first: int,  # the number of the first world
    curves: NDArray[np.float64],  # (worlds, periods + 1, 4) out: using, sustained, abandoned, cost so far
    units: NDArray[np.int64],  # (worlds, units) out: who uses it at the end
    unit_curves: NDArray[np.float64],  # (periods + 1, units) out, added to: users
    ended: NDArray[np.int64],  # (worlds,) out: in which period a gate ended the roll-out; -1 if none did
    waves: NDArray[np.int64],  # (periods, waves) out, added to: in how many worlds each wave is open
    actions: NDArray[np.int32],  # (periods, 3, n) out, added to: in how many worlds each person is trained, asked, led
    believed: NDArray[np.float64],  # (periods + 1,) out, added to: the expected p
    ever: NDArray[np.int64],  # (n,) out, added to: who uses it at the end
) -> None:
    """Let every world go through its periods."""
    n = ground.unit.size
    n_units = ground.unit_size.size
    periods = curves.shape[1] - 1
    m = ground.targets.size
    state, since, done = np.empty(n, np.int8), np.empty(n, np.int64), np.empty(n, np.int8)
    known, free = np.empty(n, np.bool_), np.empty(n, np.bool_)
    exposure, seen_exposure, pressure = np.zeros(n), np.zeros(n), np.zeros(n)
    contacts = np.zeros(n)
    strength = np.ones(m if organising else 0)
    left = np.empty(n)
    share, fits = np.zeros(n_units), np.ones(n_units)
    using_in, known_in, ever_in, kept_in = (
        np.zeros(n_units, np.int64),
        np.zeros(n_units, np.int64),
        np.zeros(n_units, np.int64),
        np.zeros(n_units, np.int64),
    )
    probes, resting = np.zeros(n_units, np.int64), np.zeros(n_units, np.int64)
    belief = np.empty(ground.belief.size)
    trials, hits, sums = np.zeros(_BINS), np.zeros(_BINS), np.zeros(_BINS)
    most = 0
    for period in range(periods):
        most = max(most, ground.places[period, 1])
    chosen = np.empty(most, np.int64)
    last_wave = ground.unit_wave.max() if n_units else 0
    ends = np.zeros(last_wave + 1, np.int64)  # where each wave ends in the queue
    for at in range(n):
        ends[ground.unit_wave[ground.unit[ground.queue[at]]]] = at + 1

    for world in range(curves.shape[0]):
        coins = stream(np.uint64(seed), np.uint64(first + world))
        refuses, learns, limits = mixed(coins ^ _REFUSES), mixed(coins ^ _LEARNS), mixed(coins ^ _THRESHOLD)
        resists = mixed(coins ^ _RESISTS)
        state[:], since[:], done[:] = ground.state, ground.since, ground.done
        strength[:] = 1.0
        belief[:] = ground.belief
        probes[:], resting[:] = 0, 0
        for v in range(n):
            if state[v] <= AWARE and _coin(resists, v) <= s.resisters:
                state[v] = RESISTANT
            known[v] = (state[v] == ADOPTED or state[v] == SUSTAINED) and adaptive
        truth = ground.particles[0]
        at_most = _coin(mixed(coins ^ _TRUTH), 0)
        total = 0.0
        for at in range(belief.size):
            if at_most > total:
                truth = ground.particles[at]
            total += belief[at]
        rate = np.log1p(-min(truth, 1.0 - 1e-12))
        open_wave, next_place, next_leader = 0, 0, 0
        trained_at = -1  # in which period the open wave was trained through
        ended[world] = -1
        spent = 0.0
        for period in range(begins, periods + 1):
            using = kept = given_up = in_trial = 0
            using_in[:], known_in[:], ever_in[:], kept_in[:] = 0, 0, 0, 0
            for v in range(n):
                u = ground.unit[v]
                if state[v] == ADOPTED or state[v] == SUSTAINED:
                    using += 1
                    using_in[u] += 1
                    ever_in[u] += 1
                    if state[v] == SUSTAINED:
                        kept += 1
                        kept_in[u] += 1
                    else:
                        in_trial += 1
                elif state[v] == ABANDONED:
                    given_up += 1
                    ever_in[u] += 1
                known_in[u] += known[v]
            curves[world, period, USING], curves[world, period, KEPT] = using, kept
            curves[world, period, GIVEN_UP], curves[world, period, COST] = given_up, spent
            for u in range(n_units):
                unit_curves[period, u] += using_in[u]
                share[u] = using_in[u] / ground.unit_size[u]
                fits[u] = min(s.fit + s.fit_gain * share[u], 1.0)
            for at in range(belief.size):
                believed[period] += belief[at] * ground.particles[at]
            if period == periods:
                break

            # What everybody is exposed to.
            if organising or social:
                exposure[:], seen_exposure[:], pressure[:], contacts[:] = 0.0, 0.0, 0.0, 0.0
                for v in range(n):
                    uses = state[v] == ADOPTED or state[v] == SUSTAINED
                    against = social and (state[v] == ABANDONED or state[v] == RESISTANT)
                    if uses or against or known[v]:
                        for arc in range(ground.starts[v], ground.starts[v + 1]):
                            w = ground.targets[arc]
                            if uses:
                                contacts[w] += 1.0
                                if social:
                                    pressure[w] += ground.pull[arc]
                                if organising:
                                    exposure[w] += strength[arc]
                            elif against:
                                pressure[w] -= s.negative * ground.pull[arc]
                            if known[v] and organising:
                                seen_exposure[w] += strength[arc]
                if social:
                    for v in range(n):
                        norm = share[ground.unit[v]]
                        pressure[v] = (1.0 - s.norm) * pressure[v] + s.norm * norm
                        if norm >= s.tipping:
                            pressure[v] = max(pressure[v], norm)
            now = stream(coins, np.uint64(period + 1))
            hears, adopts, stops = mixed(now ^ _HEARS), mixed(now ^ _ADOPTS), mixed(now ^ _STOPS)
            sees, returns = mixed(now ^ _SEEN), mixed(now ^ _RETURNS)

            # People by themselves and through others.
            support = min(1.0, s.support_capacity / in_trial) if structured and in_trial > 0 else 0.0
            trials[:], hits[:], sums[:] = 0.0, 0.0, 0.0
            for v in range(n):
                at_first = state[v]
                if at_first == RESISTANT:
                    continue
                u = ground.unit[v]
                if at_first in (ADOPTED, SUSTAINED):
                    gives_up = 0.0
                    if at_first == ADOPTED:
                        gives_up = s.abandon * (1.0 - s.support_effect * support)
                        if organising:
                            gives_up *= 1.0 - (fits[u] - s.fit)
                    old = period + 1 - since[v] > s.sustain_after
                    if social and old and pressure[v] < s.keep_level:
                        gives_up = 1.0 - (1.0 - gives_up) * (1.0 - s.leave)
                    if gives_up > 0.0 and _coin(stops, v) <= gives_up:
                        state[v] = ABANDONED
                    elif at_first == ADOPTED and period + 1 - since[v] >= s.sustain_after:
                        state[v] = SUSTAINED
                    continue
                if at_first == UNAWARE:
                    unheard = (1.0 - s.awareness) * (1.0 - s.talk) ** contacts[v]
                    if unheard < 1.0 and _coin(hears, v) > unheard:
                        state[v] = AWARE
                    else:
                        continue
                adopting = s.alone
                if organising:
                    adopting = 1.0 - (1.0 - adopting) * np.exp(exposure[v] * fits[u] * rate)
                if at_first == ABANDONED:
                    adopting *= s.readopt
                wins = adopting > 0.0 and _coin(adopts, v) <= adopting
                if social and not wins and pressure[v] > 0.0:
                    limit = _threshold(_coin(limits, v), s.threshold, s.threshold_sd, ground.withstood[v])
                    wins = pressure[v] >= limit and (at_first != ABANDONED or _coin(returns, v) <= s.readopt)
                if wins:
                    state[v] = ADOPTED
                    since[v] = period + 1
                if organising and adaptive and not known[v] and seen_exposure[v] > 0.0 and at_first != ABANDONED:
                    z = seen_exposure[v] * fits[u]
                    box = min(int(z / _BIN), _BINS - 1)
                    trials[box] += 1.0
                    sums[box] += z
                    if wins and _coin(sees, v) > s.miss:
                        hits[box] += 1.0

            # What the observing planner sees, and what it makes of it.
            if organising and adaptive:
                for v in range(n):
                    uses = state[v] == ADOPTED or state[v] == SUSTAINED
                    if uses != known[v] and _coin(sees, v) > s.miss:
                        known[v] = uses
                learn(trials, hits, sums, 1.0 - s.miss, ground.particles, belief)
                if period - begins == int(s.probe_look):
                    for u in range(n_units):
                        if probes[u] > 0 and known_in[u] - probes[u] < s.probe_bar * probes[u]:
                            resting[u] = period + int(s.probe_rest)

            # The plans of this period.
            places = ground.places[period, 0]
            if structured and period >= s.setup and ended[world] < 0:
                if trained_at >= 0 and open_wave < last_wave:
                    people = users = evers = keepers = 0
                    for u in range(n_units):
                        if ground.unit_wave[u] <= open_wave:
                            people += ground.unit_size[u]
                            users += using_in[u]
                            evers += ever_in[u]
                            keepers += kept_in[u]
                    if users >= s.gate_adopted * people and keepers >= s.gate_sustained * evers:
                        open_wave += 1
                        trained_at = -1
                    elif period - trained_at >= s.patience:
                        ended[world] = period + 1
                        places = 0
                while places > 0 or trained_at < 0:
                    if next_place >= ends[open_wave]:
                        if trained_at < 0:
                            trained_at = period
                        gated = s.gate_adopted > 0.0 or s.gate_sustained > 0.0
                        if gated or open_wave >= last_wave:
                            break
                        open_wave += 1
                        trained_at = -1
                        continue
                    if places <= 0:
                        break
                    v = ground.queue[next_place]
                    next_place += 1
                    if state[v] == ADOPTED or state[v] == SUSTAINED or done[v] & TRAINED:
                        continue
                    places -= 1
                    spent += s.training_cost
                    done[v] |= TRAINED
                    actions[period, 0, v] += 1
                    if state[v] == RESISTANT:
                        continue
                    effect = s.training_effect * (1.0 - s.fidelity_loss) ** ground.unit_wave[ground.unit[v]]
                    if _coin(learns, v) <= effect:
                        state[v] = ADOPTED
                        since[v] = period + 1
                    elif state[v] == UNAWARE:
                        state[v] = AWARE
                if ended[world] < 0:
                    waves[period, open_wave] += 1

            taken = 0
            if organising and ground.places[period, 1] > 0:
                expected = 0.0
                for at in range(belief.size):
                    expected += belief[at] * ground.particles[at]
                ahead = np.log1p(-min(expected, 1.0 - 1e-12)) * min(periods - period, _AHEAD)
                for v in range(n):
                    u = ground.unit[v]
                    free[v] = not (known[v] or done[v] & ASKED or resting[u] > period)
                    left[v] = 0.0 if known[v] else np.exp(seen_exposure[v] * fits[u] * ahead)
                probing = period - begins < s.probe_periods
                taken = _choose(
                    ground, free, known, strength, fits, left, ahead, ground.places[period, 1], probing, chosen
                )
                for at in range(taken):
                    v = chosen[at]
                    actions[period, 1, v] += 1
                    if probing:
                        probes[ground.unit[v]] += 1
                    spent += s.champion_cost
                    done[v] |= ASKED
                    uses = state[v] == ADOPTED or state[v] == SUSTAINED
                    if state[v] != RESISTANT and (uses or _coin(refuses, v) > s.refuse):
                        known[v] = True
                        if not uses:
                            state[v] = ADOPTED
                            since[v] = period + 1
                    else:
                        known[v] = not adaptive
                        if state[v] == UNAWARE:
                            state[v] = AWARE

            places = ground.places[period, 2]
            while social and places > 0 and next_leader < ground.leaders.size:
                v = ground.leaders[next_leader]
                next_leader += 1
                if state[v] == ADOPTED or state[v] == SUSTAINED or done[v] & ASKED:
                    continue
                places -= 1
                spent += s.champion_cost
                done[v] |= ASKED
                actions[period, 2, v] += 1
                if state[v] != RESISTANT and _coin(refuses, v) > s.refuse:
                    state[v] = ADOPTED
                    since[v] = period + 1
                elif state[v] == UNAWARE:
                    state[v] = AWARE

            # Ties between those who share the practice grow, the others fade.
            if organising and (s.strengthen > 0.0 or s.fade > 0.0):
                for v in range(n):
                    uses = state[v] == ADOPTED or state[v] == SUSTAINED
                    for arc in range(ground.starts[v], ground.starts[v + 1]):
                        other = state[ground.targets[arc]]
                        if uses and other in (ADOPTED, SUSTAINED):
                            strength[arc] = min(strength[arc] * (1.0 + s.strengthen), _STRONGEST)
                        elif not uses:
                            strength[arc] = max(strength[arc] * (1.0 - s.fade), _WEAKEST)
        for u in range(n_units):
            units[world, u] = using_in[u]
        for v in range(n):
            ever[v] += state[v] == ADOPTED or state[v] == SUSTAINED
