"""Merged: what several files report, as one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from netspread.errors import ReadError
from netspread.records import Reported

Name = TypeVar("Name")


def together(parts: list[Reported]) -> Reported:
    """Return several files as one."""
    first = parts[0]
    if len(parts) == 1:
        return first
    if any(part.format != first.format for part in parts):
        names = ", ".join(f"{part.sources[0].name} ({part.format})" for part in parts)
        raise ReadError(f"the files are of different formats: {names}; read them one by one")
    people = pd.concat([part.people for part in parts])
    answered = None
    if first.respondents is not None:
        answered = frozenset().union(*(part.respondents or frozenset() for part in parts))
    return replace(
        first,
        ties=pd.concat([part.ties for part in parts], ignore_index=True),
        people=people[~people.index.duplicated()],
        sources=tuple(dict.fromkeys(source for part in parts for source in part.sources)),
        respondents=answered,
        listed=all(part.listed for part in parts),
        questions={name: text for part in parts for name, text in part.questions.items()},
        told=tuple(dict.fromkeys(sentence for part in parts for sentence in part.told)),
        counts=_added([part.counts for part in parts]),
        by_minimum=_added([part.by_minimum for part in parts]),
    )


def _added(parts: Iterable[Mapping[Name, int]]) -> dict[Name, int]:
    """Return the sum of each count."""
    total: dict[Name, int] = {}
    for part in parts:
        for name, count in part.items():
            total[name] = total.get(name, 0) + count
    return total
