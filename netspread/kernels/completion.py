"""Completion: whom people who did not answer would have named."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, mixed
from netspread.kernels.jit import kernel


@kernel
def choose(
    rows: NDArray[np.int64],  # (s,) the silent people to choose for
    counts: NDArray[np.int64],  # (s,) how many each names, under n
    pull: NDArray[np.float64],  # (u, n) the odds that a person is named by somebody of this unit
    units: NDArray[np.int32],  # (n,) the unit of each person
    groups: NDArray[np.int32],  # (a, n) the value of each attribute
    likeness: NDArray[np.float64],  # (a,) how much the odds rise for a person of the same value
    starts: NDArray[np.int64],  # (s + 1,) where each row's special pairs begin
    alters: NDArray[np.int32],  # the alter of a special pair
    odds: NDArray[np.float64],  # how much the odds rise for that pair
    stream: int,  # a number for the coins: another number, other choices
    chosen: NDArray[np.int32],  # (s, c) out: the alters, -1 where fewer
) -> None:
    """Choose ``counts`` different alters for each row, with chances that follow their odds.

    Weighted sampling without replacement as a race (Efraimidis & Spirakis 2006): every alter gets the time
    -log(coin) / odds, and the first to arrive are chosen. Whoever names more than half is asked instead whom
    not to name, with the odds turned over: else the many choices would level out who is hardly ever named.
    """
    n = units.size
    special = np.ones(n)
    times = np.empty(n)
    first = np.empty(n, np.int32)
    out = np.zeros(n, np.bool_)
    for r in range(rows.size):
        ego = rows[r]
        spared = 2 * counts[r] > n - 1
        wanted = n - 1 - counts[r] if spared else counts[r]
        for e in range(starts[r], starts[r + 1]):
            special[alters[e]] *= odds[e]
        base = mixed(mixed(np.uint64(stream) * GOLD) ^ (np.uint64(ego) * np.uint64(0xD1342543DE82EF95)))
        held = 0
        for j in range(n):
            if j == ego or wanted == 0:
                continue
            weight = pull[units[ego], j] * special[j]
            for a in range(groups.shape[0]):
                if groups[a, j] == groups[a, ego]:
                    weight *= likeness[a]
            if spared:
                weight = 1.0 / max(weight, 1e-300)  # whoever is never chosen is spared first
            elif weight <= 0.0:  # never
                continue
            coin = (np.float64(mixed(base + np.uint64(j) * GOLD) >> np.uint64(11)) + 0.5) / 9007199254740992.0
            # -log(x) is never under 1 - x: most people are out without a logarithm
            if held == wanted and (1.0 - coin) >= times[held - 1] * weight:
                continue
            time = -np.log(coin) / weight
            if held == wanted and time >= times[held - 1]:
                continue
            at = held if held < wanted else held - 1
            while at > 0 and times[at - 1] > time:
                times[at] = times[at - 1]
                first[at] = first[at - 1]
                at -= 1
            times[at] = time
            first[at] = j
            held = min(held + 1, wanted)
        for e in range(starts[r], starts[r + 1]):
            special[alters[e]] = 1.0
        chosen[r, :] = -1
        if not spared:
            chosen[r, :held] = first[:held]
            continue
        out[ego] = True
        out[first[:held]] = True
        at = 0
        for j in range(n):
            if not out[j]:
                chosen[r, at] = j
                at += 1
        out[ego] = False
        out[first[:held]] = False


@kernel
def expected(
    egos: NDArray[np.int64],  # (r,) who answered
    named: NDArray[np.int64],  # (n,) how many each named, under n
    groups: NDArray[np.int32],  # (a, n) the value of each attribute
    units: NDArray[np.int32],  # (n,) the unit of each person
    likeness: NDArray[np.float64],  # (a,) how much the odds rise for a person of the same value
    nominations: NDArray[np.float64],  # (u, n) out, added to: how often each unit would name each person
    variance: NDArray[np.float64],  # (u, n) out, added to: of that number
    own: NDArray[np.float64],  # (n, u) out, added to: how many of each unit each ego would name
    times: NDArray[np.float64],  # (n,) out: until when each ego's race runs
) -> None:
    """Say how often each person would be named if nothing but attributes and activity counted.

    In the race of :func:`choose` an alter of weight w has arrived by time t with the chance 1 - exp(-w t); t is
    such that as many have arrived as the ego named.
    """
    n = units.size
    weight = np.empty(n)
    for ego in egos:
        total, most = 0.0, 0.0
        for j in range(n):
            weight[j] = 0.0
            if j != ego:
                w = 1.0
                for a in range(groups.shape[0]):
                    if groups[a, j] == groups[a, ego]:
                        w *= likeness[a]
                weight[j] = w
                total += w
                most = max(most, w)
        wanted = min(np.float64(named[ego]), n - 1.5)
        t = wanted / total
        if most * t > 0.05:  # else the first guess is as good as exact
            for _ in range(30):
                arrived, rate = 0.0, 0.0
                for j in range(n):
                    stay = np.exp(-weight[j] * t)
                    arrived += 1.0 - stay
                    rate += weight[j] * stay
                step = (wanted - arrived) / rate
                t += step
                if np.abs(step) <= 1e-9 * t:
                    break
        times[ego] = t
        for j in range(n):
            chance = -np.expm1(-weight[j] * t)
            nominations[units[ego], j] += chance
            variance[units[ego], j] += chance * (1.0 - chance)
            own[ego, units[j]] += chance
