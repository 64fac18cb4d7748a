"""Greedy seeds: each next person adds most to the expected reach of those before, with a certificate.

Models that cannot be sampled backwards are tried forwards, see :mod:`netspread.spread.seeding.forward`.
Greed reaches at least 1 - 1/e, 63 %, of the best possible (Kempe, Kleinberg & Tardos 2003, *KDD*). The reach is
estimated from reverse-reachable samples, as many as it takes until an upper and a lower bound certify the result
(OPIM-C; Tang et al. 2018, *SIGMOD*).
"""

import math

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.kernels.covering import cover, covered_by
from netspread.spread.models import Ground, Sampler, Samples
from netspread.spread.seeding.forward import forward
from netspread.spread.seeding.task import Choice, Task

#: The certificate may fall short of 1 - 1/e by this much, and be wrong with chance 1 / n.
EPSILON = 0.1
_GREED = 1 - 1 / math.e
_BLOCK = 16_384
#: Beyond the certificate, samples of up to this size together are drawn all the same: they cost milliseconds.
_CHEAP = 2_000_000
_EXTRA_ROUNDS = 8


def greedy(task: Task) -> Choice:
    """Return seeds whose expected reach is certified to be at least 1 - 1/e - 0.1 of the best possible.

    Usually far more; ``certified_ratio`` tells. Wrong with a chance of 1 / (number of people). For models that
    cannot be sampled backwards there is no certificate.
    """
    sample = task.model.sampler(Ground.of(task.network))
    return forward(task) if sample is None else certified(task, sample, least=_CHEAP)


def certified(task: Task, sample: Sampler, *, least: int = 0) -> Choice:
    """Return greedy seeds from samples, once these certify the ratio and hold *least* people together."""
    n, k = task.network.n_people, task.budget
    failure = 1 / max(n, 2)
    fewest, most = _sample_sizes(n, k, failure)
    rounds = max(1, math.ceil(math.log2(most / fewest))) + _EXTRA_ROUNDS
    confidence = math.log(3 * rounds / failure)
    judging: list[Samples] = []
    choosing: list[Samples] = []
    done = 0
    for turn in range(rounds):
        wanted = fewest << turn
        blocks = [range(done + b.start, done + b.stop) for b in engine.blocks(wanted - done, _BLOCK)]
        choosing += engine.run(lambda block: sample(2 * task.seed, block), blocks, name="samples")
        judging += engine.run(lambda block: sample(2 * task.seed + 1, block), blocks, name="samples")
        done = wanted
        chosen, ratio = _certified(task, choosing, judging, confidence)
        if ratio >= _GREED - EPSILON and 2 * sum(people.size for people, _ in choosing) >= least:
            break
    return Choice(chosen, ratio)


def _certified(
    task: Task, choosing: list[Samples], judging: list[Samples], confidence: float
) -> tuple[NDArray[np.int64], float]:
    """Return the greedy seeds of the first samples, and the ratio that the second ones certify."""
    chosen = task.open()
    people, ends = joined(choosing)
    bound = cover(people, ends, task.allowed, task.budget, chosen, np.zeros(task.budget, np.int64))
    marked = np.zeros(task.network.n_people, dtype=bool)
    marked[chosen] = True
    hit = sum(covered_by(*samples, marked) for samples in judging)
    low = (math.sqrt(hit + 2 * confidence / 9) - math.sqrt(confidence / 2)) ** 2 - confidence / 18
    high = (math.sqrt(bound + confidence / 2) + math.sqrt(confidence / 2)) ** 2
    return chosen, max(low, 0.0) / high


def _sample_sizes(n: int, k: int, failure: float) -> tuple[int, int]:
    """Return how many samples to begin with, and how many surely suffice (Tang et al. 2018, lemma 6.1)."""
    sets = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    alpha = math.sqrt(math.log(6 / failure))
    beta = math.sqrt(_GREED * (sets + math.log(6 / failure)))
    fewest = max(1024, int(2 * (_GREED * alpha + beta) ** 2))
    most = int(2 * n * (_GREED * alpha + beta) ** 2 / k / EPSILON**2) + 1
    return fewest, max(most, fewest)


def joined(samples: list[Samples]) -> Samples:
    """Return the samples of all parts, one behind the other."""
    shift = np.cumsum([0, *(people.size for people, _ in samples)])
    ends = [part_ends[1:] + offset for (_, part_ends), offset in zip(samples, shift[:-1], strict=True)]
    return np.concatenate([people for people, _ in samples]), np.concatenate([np.zeros(1, np.int64), *ends])
