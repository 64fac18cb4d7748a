"""Adoption: exposure to adopters, and who adopted just before or after whom."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.coin import GOLD, above_zero, mixed, stream
from netspread.kernels.jit import kernel


@kernel
def exposed(
    starts: NDArray[np.int64],  # (n + 1,)
    sources: NDArray[np.int32],  # (m,) the people to whom each person is exposed
    weights: NDArray[np.float64],  # (m,) what each of them counts
    times: NDArray[np.int64],  # (n,) when each person adopts
    low: int,
    high: int,
    adopters: NDArray[np.float64],  # (n,) out: what those count who adopt from *low* to *high*
    everybody: NDArray[np.float64],  # (n,) out: what all count
) -> None:
    """Add up, for each person, the weights of adopters and of everybody."""
    for v in range(starts.size - 1):
        among = 0.0
        total = 0.0
        for arc in range(starts[v], starts[v + 1]):
            weight = weights[arc]
            time = times[sources[arc]]
            total += weight
            if low <= time <= high:
                among += weight
        adopters[v] = among
        everybody[v] = total


@kernel
def around(
    starts: NDArray[np.int64],  # (n + 1,)
    sources: NDArray[np.int32],  # (m,)
    times: NDArray[np.int64],  # (n,)
    period: int,  # whose people are looked at: those who adopt in it
    low: int,  # the times that count as success
    high: int,
    eldest: int,  # the times that are counted at all
    latest: int,
    hits: NDArray[np.float64],  # (n,) out: how many of each person's sources adopt from *low* to *high*
    counted: NDArray[np.float64],  # (n,) out: how many adopt from *eldest* to *latest*
) -> None:
    """Count, for everybody who adopts in *period*, when their sources adopt."""
    for v in range(starts.size - 1):
        if times[v] != period:
            continue
        for arc in range(starts[v], starts[v + 1]):
            time = times[sources[arc]]
            hits[v] += low <= time <= high
            counted[v] += eldest <= time <= latest


@kernel
def events(
    starts: NDArray[np.int64],  # (n + 1,)
    sources: NDArray[np.int32],  # (m,)
    times: NDArray[np.int64],  # (n,)
    copies: NDArray[np.int64],  # (n,) how often each person counts
    first: int,  # person-periods from this period, at least 1,
    last: int,  # up to before this one
    adopt: NDArray[np.int64],  # (k,) out, added to: person-periods with so many adopters around that end in adoption
    stay: NDArray[np.int64],  # (k,) out, added to: those that do not
) -> None:
    """Count person-periods by how many of a person's sources had adopted before; the last cell takes what is more."""
    n = starts.size - 1
    most = adopt.size - 1
    new = np.zeros(last + 1, np.int64)
    for v in range(n):
        if times[v] < first:
            continue
        new[:] = 0
        for arc in range(starts[v], starts[v + 1]):
            new[min(max(times[sources[arc]], 0), last)] += 1
        known = 0
        for period in range(first):
            known += new[period]
        for period in range(first, min(times[v] + 1, last)):
            if times[v] == period:
                adopt[min(known, most)] += copies[v]
            else:
                stay[min(known, most)] += copies[v]
            known += new[period]


@kernel
def onward(
    starts: NDArray[np.int64],  # (n + 1,)
    targets: NDArray[np.int32],  # (m,) whom each person influences
    times: NDArray[np.int64],  # (n,) what has been seen; those not before *first* are at risk
    unknown: NDArray[np.bool_],  # (n,) of whom it is not known who influences them
    typical: float,  # by how many people everybody else is influenced on average
    first: int,  # the first period to go on with
    once: bool,  # True if only adopters of the period before count
    outside: NDArray[np.float64],  # (draws,) rates
    each: NDArray[np.float64],  # (draws,)
    swing: NDArray[np.float64],  # (draws, periods) what all rates of a period are multiplied by
    seed: int,
    number: int,  # of the first draw
    adopters: NDArray[np.int64],  # (draws, periods) out: how many have adopted by the end of each period
) -> None:
    """Let adoption go on from where it was seen to stand.

    Somebody of whom it is not known who influences them meets adopters as everybody else does on average.
    """
    n = times.size
    begun = np.zeros(n, np.int64)
    known = 0
    latest = 0
    for v in range(n):
        if times[v] < first:
            known += 1
            latest += times[v] == first - 1
            if not once or times[v] == first - 1:
                for arc in range(starts[v], starts[v + 1]):
                    begun[targets[arc]] += 1
    at_risk = np.flatnonzero(times >= first)
    around = np.empty(n, np.int64)
    new = np.empty(at_risk.size, np.int64)
    for draw in range(adopters.shape[0]):
        coins = stream(np.uint64(seed), np.uint64(number + draw))
        around[:] = begun
        waiting = at_risk.copy()
        left = waiting.size
        total = known
        recent = latest
        for period in range(adopters.shape[1]):
            own = mixed(coins ^ mixed(np.uint64(period + 1) * GOLD))
            found = 0
            stay = 0
            met = typical * (recent if once else total) / n
            for at in range(left):
                v = waiting[at]
                rate = swing[draw, period] * (outside[draw] + each[draw] * (met if unknown[v] else around[v]))
                # A coin above exp(-rate) is adoption: chance 1 - exp(-rate).
                if above_zero(mixed(own + np.uint64(v) * GOLD)) > np.exp(-rate):
                    new[found] = v
                    found += 1
                else:
                    waiting[stay] = v
                    stay += 1
            left = stay
            if once:
                around[:] = 0
            for at in range(found):
                v = new[at]
                for arc in range(starts[v], starts[v + 1]):
                    around[targets[arc]] += 1
            total += found
            recent = found
            adopters[draw, period] = total
