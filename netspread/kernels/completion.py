"""Completion: whom people who did not answer would have named."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, mixed
from netspread.kernels.jit import kernel

#: People whose weights are summed up together: who is chosen is looked for heap by heap.
_HEAP = 64


@kernel
def choose(
    rows: NDArray[np.int64],  # (s,) the silent people to choose for
    counts: NDArray[np.int64],  # (s,) how many each names, under n
    pull: NDArray[np.float64],  # (u, n) the odds that a person is named by somebody of this unit
    units: NDArray[np.int32],  # (n,) the unit of each person
    groups: NDArray[np.int32],  # (a, n) the value of each attribute
    kinds: NDArray[np.int64],  # (n,) the same for people of the same unit and the same values
    likeness: NDArray[np.float64],  # (a,) how much the odds rise for a person of the same value
    starts: NDArray[np.int64],  # (s + 1,) where each row's special pairs begin
    alters: NDArray[np.int32],  # the alter of a special pair
    odds: NDArray[np.float64],  # how much the odds rise for that pair
    stream: int,  # a number for the coins: another number, other choices
    chosen: NDArray[np.int32],  # (s, c) out: the alters, -1 where fewer
) -> None:
    """Choose ``counts`` different alters for each row, with chances that follow their odds.

    One after the other, each with a chance in proportion to its odds among those not yet chosen. Whoever names more
    than half is asked instead whom not to name, with the odds turned over: else the many choices would level out who
    is hardly ever named.
    """
    n = units.size
    weight, usual = np.empty(n), np.empty(n)
    heaps, usual_heaps = np.empty((n + _HEAP - 1) // _HEAP), np.empty((n + _HEAP - 1) // _HEAP)
    touched, out = np.zeros(heaps.size, np.bool_), np.zeros(n, np.bool_)
    kind = np.int64(-1)
    for r in np.argsort(kinds[rows]):  # people of one kind, one after the other, begin with the same weights
        ego = rows[r]
        if kinds[ego] != kind:
            kind = kinds[ego]
            _weigh(ego, pull[units[ego]], groups, likeness, usual, usual_heaps)
        spared = 2 * counts[r] > n - 1
        wanted = n - 1 - counts[r] if spared else counts[r]
        chosen[r, :] = -1
        weight[:] = usual
        heaps[:] = usual_heaps
        touched[:] = spared
        for e in range(starts[r], starts[r + 1]):
            weight[alters[e]] *= odds[e]
            touched[alters[e] // _HEAP] = True
        if spared:
            for j in range(n):
                weight[j] = 1.0 / max(weight[j], 1e-300)  # whoever is never chosen is spared first
        weight[ego] = 0.0
        touched[ego // _HEAP] = True
        for h in range(heaps.size):
            if touched[h]:
                heaps[h] = weight[h * _HEAP : (h + 1) * _HEAP].sum()
        base = mixed(mixed(np.uint64(stream) * GOLD) ^ (np.uint64(ego) * np.uint64(0xD1342543DE82EF95)))
        for k in range(wanted):
            coin = (np.float64(mixed(base + np.uint64(k) * GOLD) >> np.uint64(11)) + 0.5) / 9007199254740992.0
            found = _drawn(weight, heaps, coin)
            if found < 0:  # nobody is left who is ever chosen
                break
            weight[found] = 0.0
            h = found // _HEAP
            heaps[h] = weight[h * _HEAP : (h + 1) * _HEAP].sum()
            if spared:
                out[found] = True
            else:
                chosen[r, k] = found
        if spared:
            out[ego] = True
            at = 0
            for j in range(n):
                if not out[j]:
                    chosen[r, at] = j
                    at += 1
            out[:] = False


@kernel
def _weigh(
    ego: int,
    pull: NDArray[np.float64],  # (n,)
    groups: NDArray[np.int32],  # (a, n)
    likeness: NDArray[np.float64],  # (a,)
    weight: NDArray[np.float64],  # (n,) out
    heaps: NDArray[np.float64],  # (h,) out: the sums of the weights, heap by heap
) -> None:
    """Say how easily anybody of the kind of *ego* names each person, before anything special."""
    weight[:] = pull
    for a in range(groups.shape[0]):
        mine, more = groups[a, ego], likeness[a]
        for j in range(weight.size):
            weight[j] *= more if groups[a, j] == mine else 1.0
    for h in range(heaps.size):
        heaps[h] = weight[h * _HEAP : (h + 1) * _HEAP].sum()


@kernel
def _drawn(weight: NDArray[np.float64], heaps: NDArray[np.float64], coin: float) -> int:
    """Return the person on whom *coin* falls, in proportion to the weights; -1 if all are 0. *heaps* are their sums."""
    left = coin * heaps.sum()
    heap = -1
    for h in range(heaps.size):
        if heaps[h] > 0.0:
            heap = h  # the last one that holds anybody, should rounding carry beyond all
            if left < heaps[h]:
                break
            left -= heaps[h]
    found = -1
    if heap >= 0:
        for j in range(heap * _HEAP, min((heap + 1) * _HEAP, weight.size)):
            if weight[j] > 0.0:
                found = j
                if left < weight[j]:
                    break
                left -= weight[j]
    return found


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
