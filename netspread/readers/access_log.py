"""Access log: who opened the record of which patient, and when; people who share patients are tied.

Barnett and others (2011), *Health Services Research* 46:1592: physicians who share patients often know each other,
the more so the more patients they share.
"""

from collections.abc import Iterator, Sequence

import pandas as pd

from netspread.errors import ReadError, one_of
from netspread.phrase import Phrase
from netspread.readers import words
from netspread.readers.columns import Notes, named, pieces
from netspread.readers.presence import shared_places
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.records import Reported

NAME = "record access log"
TITLE = "who opened which patient's record, and when: user, patient, time"
EXAMPLE = "\nuser,patient,time\n" + "".join(
    f"{user},P{patient:02},2024-03-{patient + day:02} 09:00\n"
    for patient in range(1, 13)
    for day, user in enumerate(["ana", "ben", "cia"])
)


def recognizes(source: Source) -> bool:
    """Whether there are a user, a patient and a time."""
    return len(named(source.table, _WANTED, ReadOptions())) == 3


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each pair that shares patients; its weight is how many."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same for several logs: a patient in two of them is one."""
    if options.weight not in (None, "count"):
        raise one_of("weight", options.weight, ["count"])
    notes = Notes()
    shared = shared_places(
        (piece for source in sources for piece in _opened(source, options, notes)),
        within_days=options.within_days,
        min_shared=options.min_shared,
        **options.together,
    )
    notes.tell(
        Phrase("a patient is shared by people who opened the record within {days:g} days", days=options.within_days)
    )
    return shared.reported(NAME, sources, told=notes.sentences)


#: Role -> what its column is called, here also as logs of record systems call it.
_WANTED = {
    "person": words.USER,
    "place": words.PATIENT,
    "time": (
        *words.TIME, "access time", "access date", "accessed", "accessed at", "event time", "service date",
        "date of service",
    ),
}  # fmt: skip


def _opened(source: Source, options: ReadOptions, notes: Notes) -> Iterator[pd.DataFrame]:
    table = source.sheet(options.sheet) if options.sheet else source.table
    names = named(table, _WANTED, options)
    if len(names) < 3:
        raise ReadError(
            f"{source.where}: no columns for user, patient and time were found among {', '.join(table.header[:12])}; "
            "say which with --column person=NAME --column place=NAME --column time=NAME"
        )
    for columns in pieces(source, names, options, notes):
        yield pd.DataFrame(
            {"person": columns.people("person"), "place": columns.texts("place"), "time": columns.times("time")}
        )
