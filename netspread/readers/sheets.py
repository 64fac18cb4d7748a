"""Sheets: which sheet of a workbook holds the survey or log, and whether another one is the staff list."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.joined import joined
from netspread.readers.names import called, is_known
from netspread.readers.reader import Reader, ReadOptions
from netspread.readers.source import Source
from netspread.readers.staff import staff_in
from netspread.records import Reported

#: More sheets than this are not looked through.
_MOST_SHEETS = 30
#: A sheet is the staff list only if it knows nearly all who answered.
_KNOWN = 0.9


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of a workbook that a reader knows, by name, and the names of the others."""

    source: Source
    known: dict[str, Reader]
    others: tuple[str, ...]


def looked_through(source: Source, recognized: Callable[[Source], Reader]) -> Sheets:
    """Return which sheets of *source* some reader knows."""
    known: dict[str, Reader] = {}
    for name in source.sheets[:_MOST_SHEETS]:
        with suppress(ReadError):
            known[name] = recognized(replace(source, wanted=name))
    return Sheets(source, known, tuple(name for name in source.sheets if name not in known))


def read_sheet(sheets: Sheets, options: ReadOptions) -> Reported:
    """Return what the first known sheet reports, and tell of the others; one of these may be the staff list.

    A sheet is taken as the staff list if none was given, it has a column of ids or names, and nearly everybody who
    answered is on it.
    """
    name, reader = next(iter(sheets.known.items()))
    reported = reader.read(sheets.source, replace(options, sheet=name))
    told = [Phrase("sheet '{name}' is read", name=name)]
    if len(sheets.known) > 1:
        rest = ", ".join(f"'{other}'" for other in list(sheets.known)[1:])
        told.append(Phrase("{rest} could be read as well: choose with --sheet", rest=rest))
    for other in () if options.known else sheets.others:
        people = _staff(sheets.source, other)
        if people is not None and _is_of(people, reported):
            again = reader.read(sheets.source, replace(options, sheet=name, known=called(people)))
            whole, _ = joined(
                again,
                people,
                told=(
                    Phrase(
                        "sheet '{other}' is taken as the staff list: {count} people", other=other, count=len(people)
                    ),
                ),
            )
            return replace(whole, told=(*told, *whole.told))
    if sheets.others:
        told.append(
            Phrase("not read: {names}", names=[Phrase("sheet '{name}'", name=other) for other in sheets.others])
        )
    return replace(reported, told=(*told, *reported.told))


def _staff(source: Source, name: str) -> pd.DataFrame | None:
    with suppress(ReadError):
        return staff_in(source.sheet(name))[0]
    return None


def _is_of(people: pd.DataFrame, reported: Reported) -> bool:
    """Whether nearly all who answered (or wrote) are among *people*."""
    known = called(people)
    egos = reported.respondents or frozenset(reported.ties["ego"])
    return bool(egos) and sum(is_known(ego, known) for ego in egos) >= _KNOWN * len(egos)
