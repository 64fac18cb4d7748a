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


@kernel
def stays_overlapping(
    places: NDArray[np.int64],  # (stays,) where; ascending
    people: NDArray[np.int64],  # (stays,) who
    begins: NDArray[np.int64],  # (stays,) from when; ascending at each place
    ends: NDArray[np.int64],  # (stays,) until when, itself not among it
    least: int,  # overlaps must be longer than this
    ones: NDArray[np.int64],  # (k,) out: the earlier stay of each overlap; (0,) to count only
    others: NDArray[np.int64],  # (k,) out: the later stay, with which the overlap begins
) -> int:
    """Return how many overlaps there are of stays of two people at the same place.

    A sweep: whoever has left is taken off the list when the next one comes, so the work is the stays and the overlaps.
    """
    here = np.empty(places.size, np.int64)
    size = used = 0
    for stay in range(places.size):
        if stay and places[stay] != places[stay - 1]:
            size = 0
        kept = 0
        for at in range(size):
            other = here[at]
            if ends[other] > begins[stay]:
                here[kept] = other
                kept += 1
                if people[other] != people[stay] and min(ends[other], ends[stay]) - begins[stay] > least:
                    if used < ones.size:
                        ones[used], others[used] = other, stay
                    used += 1
        here[kept] = stay
        size = kept + 1
    return used
