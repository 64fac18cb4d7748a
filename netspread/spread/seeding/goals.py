"""Goals: seeds that serve the worst served group, or hold under the least favorable model.

All are maximin: the least of several goals shall be as high as can be. For a level that every goal shall come to, greed
covers samples that count for goals below the level only; the level is raised and lowered until it is just too high
(SATURATE; Krause et al. 2008, *JMLR* 9:2761). Good in practice; there is no certificate.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import ChoiceError
from netspread.kernels import goals as kernels
from netspread.network import Arcs
from netspread.spread.models import (
    Ground,
    IndependentCascade,
    LinearThreshold,
    Model,
    Sampler,
    Samples,
    WeightedCascade,
)
from netspread.spread.seeding.greedy import joined
from netspread.spread.seeding.task import Choice, Task

#: What robust seeds have to hold under, unless the user says what may be true.
MODELS: tuple[Model, ...] = (
    IndependentCascade(0.02),
    IndependentCascade(0.1),
    IndependentCascade(0.3),
    WeightedCascade(),
    LinearThreshold(),
)
_FEWEST, _MOST, _BLOCK = 100_352, 400_384, 1_024
#: How many people all samples of a model may hold together, about.
_LARGEST = 10_000_000
#: How many samples the smallest group should get.
_PER_GROUP = 2_000
_HALVINGS = 14


def fair_maximin(task: Task) -> Choice:
    """Return seeds that make the least share of adopters among all groups as large as can be (Tsang et al. 2019)."""
    names, kinds = task.kinds()
    samples = _drawn(task.sampler(), task, _enough(kinds))
    goal = kinds[samples[0][samples[1][:-1]]]
    sampled = np.maximum(np.bincount(goal, minlength=len(names)), 1)
    return Choice(_saturated(task, _Goals.of(task, samples, goal, 1.0 / sampled)))


def fair_proportional(task: Task) -> Choice:
    """Return seeds that give each group what it could do alone with its part of the budget, or as near as can be.

    A group's part is in proportion to its people, rounded up; alone means by ties inside the group. Once all groups
    have that, the most is made of the rest. Tsang, Wilder, Rice, Tambe & Zick (2019), *IJCAI* (diversity).
    """
    names, kinds = task.kinds()
    count = _enough(kinds)
    alone = _alone(task, kinds, count)
    samples = _drawn(task.sampler(), task, count)
    goal = kinds[samples[0][samples[1][:-1]]]
    sampled = np.maximum(np.bincount(goal, minlength=len(names)), 1)
    return Choice(_saturated(task, _Goals.of(task, samples, goal, 1.0 / (sampled * alone))))


def robust(task: Task) -> Choice:
    """Return seeds whose reach is a large share of what is best under each model, whichever is true.

    He & Kempe (2016), *KDD*. The models are the user's, or cascades with p from 0.02 to 0.3, the weighted cascade
    and linear thresholds.
    """
    models = task.models or MODELS
    parts = [_drawn(task.sampler(model), task, _FEWEST) for model in models]
    best = [_reach(task, samples) for samples in parts]
    goal = np.repeat(np.arange(len(models)), [len(ends) - 1 for _, ends in parts])
    worth = 1.0 / np.maximum(np.array(best), 1)
    return Choice(_saturated(task, _Goals.of(task, joined(parts), goal, worth)))


def _enough(kinds: NDArray[np.int64]) -> int:
    """Return how many samples give the smallest group its fair number, within reason."""
    smallest = np.bincount(kinds).min()
    return int(np.clip(_PER_GROUP * len(kinds) / smallest, _FEWEST, _MOST))


def _drawn(sample: Sampler, task: Task, count: int) -> Samples:
    """Return *count* samples; fewer, but at least a block, where they are so large that they would fill the memory."""
    begin = sample(2 * task.seed, range(_BLOCK))
    able = int(_LARGEST * _BLOCK / len(begin[0]))
    blocks = engine.blocks(max(min(count, able), _BLOCK), _BLOCK)[1:]
    return joined([begin, *engine.run(lambda block: sample(2 * task.seed, block), blocks, name="samples")])


def _alone(task: Task, kinds: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Return the share of each group that its part of the budget reaches by ties inside the group."""
    ground = Ground.of(task.network)
    sources = np.repeat(np.arange(len(kinds)), np.diff(ground.arcs.starts))
    kept = kinds[sources] == kinds[ground.arcs.targets]
    starts = np.concatenate([[0], np.cumsum(kept)])[ground.arcs.starts].astype(np.int64)
    inside = replace(ground, arcs=Arcs(starts, ground.arcs.targets[kept], ground.arcs.weights[kept]))
    people, ends = _drawn(task.sampler(ground=inside), task, count)
    goal = kinds[people[ends[:-1]]]
    sizes = np.bincount(kinds)
    room = np.ceil(task.budget * sizes / len(kinds)).astype(np.int64)
    sampled = np.maximum(np.bincount(goal, minlength=len(sizes)), 1)
    chosen = np.full(int(room.sum()), -1, dtype=np.int64)
    found: NDArray[np.float64] = kernels.cover(
        people, ends, *kernels.index(people, ends, len(kinds)), goal, 1.0 / sampled, np.inf,
        kinds, room, np.ones(len(kinds), dtype=bool), chosen,
    )  # fmt: skip
    return np.maximum(found, 1.0 / sizes)


@dataclass(frozen=True, slots=True, eq=False)
class _Goals:
    """Samples, which person is in which of them, what each counts for, and what one adds to its goal."""

    samples: Samples
    index: tuple[NDArray[np.int64], NDArray[np.int32]]
    goal: NDArray[np.int64]
    worth: NDArray[np.float64]

    @classmethod
    def of(cls, task: Task, samples: Samples, goal: NDArray[np.int64], worth: NDArray[np.float64]) -> "_Goals":
        return cls(samples, kernels.index(*samples, task.network.n_people), goal, worth)

    def covered(self, task: Task, enough: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the seeds of greed, goals counting up to *enough*, and what each goal comes to."""
        kinds, chosen = np.zeros(task.network.n_people, np.int64), task.open()
        value: NDArray[np.float64] = kernels.cover(
            *self.samples, *self.index, self.goal, self.worth, enough,
            kinds, np.array([task.budget]), task.allowed, chosen,
        )  # fmt: skip
        return chosen, value


def _reach(task: Task, samples: Samples) -> float:
    """Return how many of *samples* greed can cover."""
    one_goal = _Goals.of(task, samples, np.zeros(len(samples[1]) - 1, np.int64), np.ones(1))
    return float(one_goal.covered(task, np.inf)[1][0])


def _saturated(task: Task, goals: _Goals) -> NDArray[np.int64]:
    """Return seeds whose least goal, all being 1 at most, is as high as can be found."""
    low, high = 0.0, 1.0
    best, least = goals.covered(task, high)
    for _ in range(_HALVINGS):
        level = (low + high) / 2
        chosen, value = goals.covered(task, level)
        if (value.min(), value.sum()) > (least.min(), least.sum()):
            best, least = chosen, value
        if value.min() >= level - 1e-9:
            low = level
        else:
            high = level
    return best


def by_cost(task: Task) -> Choice:
    """Return seeds that reach most for the money, the budget being money here.

    Of two greedy choices, by what somebody adds and by what somebody adds per cost, the better one: at least half of
    1 - 1/e of the best possible (Leskovec et al. 2007, *KDD*).

    Raises
    ------
    ChoiceError
        If those who must start cost more than the budget.
    """
    prices = task.prices()
    spent = float(prices[task.must].sum())
    if spent > task.budget:
        raise ChoiceError(f"those who must start cost {spent:g}, but the budget is {task.budget:g}; raise the budget")
    people, ends = _drawn(task.sampler(), task, _MOST)
    found = kernels.index(people, ends, task.network.n_people)
    tries = []
    for by_ratio in (True, False):
        chosen = np.full(task.network.n_people, -1, dtype=np.int64)
        chosen[: len(task.must)] = task.must
        covered = kernels.cover_by_cost(
            people, ends, *found, prices, float(task.budget), by_ratio, task.allowed, chosen
        )
        tries.append((int(covered), chosen[chosen >= 0]))
    return Choice(max(tries, key=lambda attempt: attempt[0])[1])
