"""How to measure: contestants in turn, several rounds, medians and ratios; machines are noisy."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """The seconds that one contestant took, round by round."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle of the rounds."""
        return statistics.median(self.seconds)


def in_turn(
    contestants: Mapping[str, Callable[[], object]], *, rounds: int = 5, clock: Callable[[], float] = time.perf_counter
) -> list[Timing]:
    """Run the contestants A B A B ..., each once unmeasured first, and return their times.

    With ``clock=time.thread_time`` other work on the machine counts less: for contestants that use one thread.
    """
    for call in contestants.values():
        call()
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, call in contestants.items():
            began = clock()
            call()
            seconds[name].append(clock() - began)
    return [Timing(name, tuple(spent)) for name, spent in seconds.items()]


def table(title: str, timings: list[Timing]) -> str:
    """Return a Markdown table: median seconds, and how many times slower than the first contestant (ours)."""
    ours = timings[0]
    lines = [
        f"\n### {title}\n",
        "| who | median s | times ours (min to max by round) |",
        "| --- | ---: | ---: |",
    ]
    for timing in timings:
        ratios = [theirs / mine for theirs, mine in zip(timing.seconds, ours.seconds, strict=True)]
        lines.append(
            f"| {timing.name} | {timing.median:.4g} | {statistics.median(ratios):.2f} "
            f"({min(ratios):.2f} to {max(ratios):.2f}) |"
        )
    return "\n".join(lines)


def plain(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table of what has been worded already."""
    lines = [f"\n### {title}\n", "| " + " | ".join(columns) + " |", "| --- " + "| ---: " * (len(columns) - 1) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
