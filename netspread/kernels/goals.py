"""Goals: people who cover reverse-reachable samples, where samples count for several goals, or people cost something.

Groups that all shall be reached are goals, and so are models that all may be true.
"""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.jit import kernel


@kernel
def index(
    people: NDArray[np.int32],  # all samples, one behind the other
    ends: NDArray[np.int64],  # (samples + 1,)
    n: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return (slots, where): person v is in the samples ``where[slots[v]:slots[v + 1]]``."""
    slots = np.zeros(n + 1, np.int64)
    for at in range(people.size):
        slots[people[at] + 1] += 1
    for v in range(n):
        slots[v + 1] += slots[v]
    where = np.empty(people.size, np.int32)
    free = slots[:-1].copy()
    for sample in range(ends.size - 1):
        for at in range(ends[sample], ends[sample + 1]):
            where[free[people[at]]] = sample
            free[people[at]] += 1
    return slots, where


@kernel
def cover(
    people: NDArray[np.int32],
    ends: NDArray[np.int64],  # (samples + 1,)
    slots: NDArray[np.int64],  # (n + 1,) of *index*
    where: NDArray[np.int32],
    goal: NDArray[np.int64],  # (samples,) which goal each sample counts for
    worth: NDArray[np.float64],  # (goals,) what one sample adds to its goal
    enough: float,  # what is beyond this adds nothing to a goal
    kind: NDArray[np.int64],  # (n,) the kind of each person
    room: NDArray[np.int64],  # (kinds,) in: how many of each kind may be chosen besides those that must be
    allowed: NDArray[np.bool_],  # (n,) who may be chosen
    chosen: NDArray[np.int64],  # (k,) in: those that must be chosen, then -1; out: all, in order; -1 where nobody is
) -> NDArray[np.float64]:
    """Choose people one by one so that the goals together, each up to *enough*, grow most; return what each came to.

    Once nobody adds to that, the goals beyond *enough* decide.
    """
    n, goals = allowed.size, worth.size
    left = np.zeros((n, goals))  # how many uncovered samples of each goal a person is in
    for v in range(n):
        for slot in range(slots[v], slots[v + 1]):
            left[v, goal[where[slot]]] += 1.0
    covered = np.zeros(ends.size - 1, np.bool_)
    taken = np.zeros(n, np.bool_)
    value = np.zeros(goals)
    space = room.copy()
    for turn in range(chosen.size):
        best = chosen[turn]
        if best < 0:
            most, more = -1.0, -1.0
            for v in range(n):
                if taken[v] or not allowed[v] or space[kind[v]] <= 0:
                    continue
                gain, beyond = 0.0, 0.0
                for j in range(goals):
                    added = worth[j] * left[v, j]
                    gain += min(added, max(enough - value[j], 0.0))
                    beyond += added
                if gain > most + 1e-12 or (gain > most - 1e-12 and beyond > more):
                    best, most, more = v, gain, beyond
            if best < 0:
                break
            space[kind[best]] -= 1
        chosen[turn] = best
        taken[best] = True
        for slot in range(slots[best], slots[best + 1]):
            sample = where[slot]
            if not covered[sample]:
                covered[sample] = True
                value[goal[sample]] += worth[goal[sample]]
                for at in range(ends[sample], ends[sample + 1]):
                    left[people[at], goal[sample]] -= 1.0
    return value


@kernel
def cover_by_cost(
    people: NDArray[np.int32],
    ends: NDArray[np.int64],  # (samples + 1,)
    slots: NDArray[np.int64],  # (n + 1,) of *index*
    where: NDArray[np.int32],
    costs: NDArray[np.float64],  # (n,) above 0
    money: float,
    by_ratio: bool,  # whether gain per cost decides, or gain alone
    allowed: NDArray[np.bool_],  # (n,)
    chosen: NDArray[np.int64],  # (n,) in: those that must be chosen, then -1; out: all, in order, then -1
) -> int:
    """Choose people as long as there is money for somebody; return how many samples they cover."""
    n = allowed.size
    left = slots[1:] - slots[:-1]
    covered = np.zeros(ends.size - 1, np.bool_)
    taken = np.zeros(n, np.bool_)
    total = 0
    for turn in range(n):
        best = chosen[turn]
        if best < 0:
            most = 0.0
            for v in range(n):
                if allowed[v] and not taken[v] and costs[v] <= money:
                    score = left[v] / costs[v] if by_ratio else left[v] * 1.0
                    if score > most:
                        best, most = v, score
            if best < 0:
                break
        chosen[turn] = best
        taken[best] = True
        money -= costs[best]
        for slot in range(slots[best], slots[best + 1]):
            sample = where[slot]
            if not covered[sample]:
                covered[sample] = True
                total += 1
                for at in range(ends[sample], ends[sample + 1]):
                    left[people[at]] -= 1
    return total
