"""Greedy seeds: each next person adds most to the expected reach of those before, with a certificate.

Models that cannot be sampled backwards are tried forwards, see :mod:`netspread.spread.seeding.forward`.
Greed reaches at least 1 - 1/e, 63 %, of the best possible (Kempe, Kleinberg & Tardos 2003, *KDD*). The reach is
estimated from reverse-reachable samples, as many as it takes until an upper and a lower bound certify the result
(OPIM-C; Tang et al. 2018, *SIGMOD*), and more samples hardly change it.
"""

import math

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.kernels.covering import cover, covered_by
from netspread.spread.models import Ground, Sampler, Samples
from netspread.spread.seeding.certificate import ENOUGH, Schedule, certified_share
from netspread.spread.seeding.forward import forward
from netspread.spread.seeding.task import Choice, Task

_BLOCK = 16_384
#: Seeds are in more of the samples that chose them than in others; what exact greed would reach lies between, about in
#: the middle. With a gap of this share, two standard errors included, they are within 1 % of it as a rule.
_SETTLED = 0.02
#: Samples that hold so many people together are enough, settled or not.
_MANY = 2_000_000


def greedy(task: Task) -> Choice:
    """Return seeds whose expected reach is certified to be at least 1 - 1/e - 0.1 of the best possible.

    Usually far more; ``certified_ratio`` tells. Wrong with a chance of 1 / (number of people). For models that
    cannot be sampled backwards there is no certificate.
    """
    sample = task.model.sampler(Ground.of(task.network))
    return forward(task) if sample is None else certified(task, sample, settled=_SETTLED)


def certified(task: Task, sample: Sampler, *, settled: float = math.inf) -> Choice:
    """Return greedy seeds from samples, once the second half certifies them.

    Parameters
    ----------
    task, sample
        What is to be chosen, and from which samples.
    settled
        By which share fewer samples of the second half than of the first, which chose them, may hold a seed; for less
        no more than two million people are drawn.
    """
    schedule = Schedule.of(task.network.n_people, task.budget, _MANY)
    choosing: list[Samples] = []
    judging: list[Samples] = []
    done = turn = 0
    while True:
        wanted = schedule.samples(turn)
        blocks = [range(done + b.start, done + b.stop) for b in engine.blocks(wanted - done, _BLOCK)]
        choosing += engine.run(lambda block: sample(2 * task.seed, block), blocks, name="samples")
        judging += engine.run(lambda block: sample(2 * task.seed + 1, block), blocks, name="samples")
        done, choosing = wanted, [joined(choosing)]
        chosen, covered, bound = _greedily(task, *choosing[0])
        found = _hits(task, judging, chosen)
        share = certified_share(found, bound, done, schedule.doubt)
        gap = 1 - found / max(covered, 1) + 2 * math.sqrt(2 * (1 - found / done) / max(found, 1))
        if 2 * choosing[0][0].size >= _MANY:
            settled = math.inf
        if turn == schedule.last or (share >= ENOUGH and gap <= settled):
            return Choice(chosen, share)
        turn = schedule.after(turn, ENOUGH / max(share, 1e-9), gap / settled)


def _greedily(task: Task, people: NDArray[np.int32], ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], int, int]:
    """Return the greedy seeds, how many samples hold one of them, and how many any seeds could be in at most."""
    chosen, gains = task.open(), np.zeros(task.budget, np.int64)
    bound = cover(people, ends, task.allowed, task.budget, chosen, gains)
    return chosen, int(gains.sum()), int(bound)


def _hits(task: Task, judging: list[Samples], chosen: NDArray[np.int64]) -> int:
    """Return how many samples hold one of the *chosen*."""
    marked = np.zeros(task.network.n_people, dtype=bool)
    marked[chosen] = True
    return sum(covered_by(*samples, marked) for samples in judging)


def joined(samples: list[Samples]) -> Samples:
    """Return the samples of all parts, one behind the other."""
    if len(samples) == 1:
        return samples[0]
    shift = np.cumsum([0, *(people.size for people, _ in samples)])
    ends = [part_ends[1:] + offset for (_, part_ends), offset in zip(samples, shift[:-1], strict=True)]
    return np.concatenate([people for people, _ in samples]), np.concatenate([np.zeros(1, np.int64), *ends])
