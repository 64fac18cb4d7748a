"""How to measure: contestants in turn, several rounds, medians and ratios; machines are noisy."""

import statistics
import time
from collections.abc import Callable, Mapping
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


def in_turn(contestants: Mapping[str, Callable[[], object]], *, rounds: int = 5) -> list[Timing]:
    """Run the contestants A B A B ..., each once unmeasured first, and return their times."""
    for call in contestants.values():
        call()
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, call in contestants.items():
            began = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - began)
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
