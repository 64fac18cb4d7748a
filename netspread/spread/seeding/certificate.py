"""Certificate: how much of the best possible reach greedy seeds are sure to have.

OPIM-C (Tang et al. 2018, *SIGMOD*): one half of the samples chooses the seeds, and bounds from above what any seeds
could reach; the other half, which they were not fitted to, bounds from below what these reach. Samples are drawn
independently, so both bounds are those of Clopper & Pearson (1934), which ask for fewer samples than those of the
paper, which hold for martingales.
"""

import math
from dataclasses import dataclass

from netspread.kernels.covering import at_least

_GREED = 1 - 1 / math.e
#: The certificate may fall short of 1 - 1/e by this much, and be wrong with chance 1 / n.
EPSILON = 0.1
#: What has to be certified: 0.53 of the best possible.
ENOUGH = _GREED - EPSILON
#: How many numbers of samples lie between one and its double.
_STEPS = 4
#: With fewer samples than these seeds are poor, certified or not.
_FEWEST = 512


@dataclass(frozen=True, slots=True)
class Schedule:
    """After how many samples the certificate may be asked for; of these numbers any may be left out.

    Attributes
    ----------
    fewest
        The first number: with fewer there is hardly ever one.
    last
        The number of the last turn.
    doubt
        With which chance a single bound may be wrong, so that all of them together are with a chance of 1 / n.
    """

    fewest: int
    last: int
    doubt: float

    @classmethod
    def of(cls, n: int, k: int, at_least: int) -> "Schedule":
        """Return the one for *k* of *n* people: up to as many as surely suffice (lemma 6.1), and up to *at_least*."""
        failure = 1 / max(n, 2)
        sets = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        alpha = math.sqrt(math.log(6 / failure))
        beta = math.sqrt(_GREED * (sets + math.log(6 / failure)))
        size = (_GREED * alpha + beta) ** 2
        fewest, most = max(int(2 * size), _FEWEST), int(2 * n * size / k / EPSILON**2) + 1
        last = math.ceil(_STEPS * math.log2(max(most, at_least) / fewest))
        return cls(fewest, last, failure / (2 * (last + 1)))

    def samples(self, turn: int) -> int:
        """Return how many samples choose in that turn, and how many judge."""
        return int(self.fewest * 2 ** (turn / _STEPS))

    def after(self, turn: int, ratio: float, gap: float) -> int:
        """Return the next turn.

        Parameters
        ----------
        turn
            The last one.
        ratio
            How many times larger the certified share of the best has to become.
        gap
            How many times smaller the gap between what was promised and what was found has to become.
        """
        # By experience the first grows with the power 0.4 of the samples, the second falls with their root.
        for_ratio = min(2.5 * math.log2(max(ratio, 1)), 3)
        for_gap = min(2 * math.log2(max(gap, 1)), 1)
        return min(turn + max(round(_STEPS * max(for_ratio, for_gap)), 1), self.last)


def certified_share(found: int, bound: int, samples: int, doubt: float) -> float:
    """Return the share of the best possible reach that is certain.

    Parameters
    ----------
    found
        How many of the judging samples hold a seed.
    bound
        How many of the choosing samples any seeds could be in, at most.
    samples
        How many choose, and how many judge.
    doubt
        With which chance each of the two bounds may be wrong.
    """
    return float(at_least(found, samples, doubt) / (1 - at_least(samples - min(bound, samples), samples, doubt)))
