"""Pairs: what two people share, added up pair by pair; memory follows the pairs that share something."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def events_shared(
    starts: NDArray[np.int64],  # (events + 1,) where each event's attendances begin
    people: NDArray[np.int64],  # (attendances,) who; nobody twice at an event
    hours: NDArray[np.float64],  # (attendances,) how long
    events: NDArray[np.int64],  # (attendances,) at which event
    rows: NDArray[np.int64],  # (attendances,) window of the event * n + person
    order: NDArray[np.int64],  # (attendances,) the attendances by row
    shares: NDArray[np.float64],  # (events,) what an hour counts at each event
    times: NDArray[np.int64],  # (events,) when
    n: int,  # how many people there are
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Return for each pair in each window: its number, its weight, and the time of the last event that it shared.

    The number is ``row of the first * n + second``, ascending; the first person is below the second. Two people are
    together as long as the one who was there for less. This is the upper half of a sparse product B D B' (Gustavson
    1978), row by row with one sum a person, so its work is the pairs there are at each event.
    """
    most = 0
    for event in range(shares.size):
        size = starts[event + 1] - starts[event]
        most += size * (size - 1) // 2
    keys, weights, last = np.empty(most, np.int64), np.empty(most, np.float64), np.empty(most, np.int64)
    weight, late = np.zeros(n, np.float64), np.zeros(n, np.int64)
    is_met, met = np.zeros(n, np.bool_), np.empty(n, np.int64)
    used = begin = 0
    while begin < order.size:
        row = rows[order[begin]]
        end, found = begin, 0
        while end < order.size and rows[order[end]] == row:
            here = order[end]
            event = events[here]
            for there in range(starts[event], starts[event + 1]):
                other = people[there]
                if other > people[here]:
                    if not is_met[other]:
                        is_met[other] = True
                        met[found] = other
                        found += 1
                        late[other] = times[event]
                    weight[other] += shares[event] * min(hours[here], hours[there])
                    late[other] = max(late[other], times[event])
            end += 1
        for other in np.sort(met[:found]):
            keys[used], weights[used], last[used] = row * n + other, weight[other], late[other]
            weight[other], is_met[other] = 0.0, False
            used += 1
        begin = end
    return keys[:used].copy(), weights[:used].copy(), last[:used].copy()
