"""Reader: what a module of this room offers, and the options that it may be given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

import numpy as np
import pandas as pd

from netspread.network import Influence
from netspread.readers.folder import Folder
from netspread.readers.source import Source
from netspread.records import Reported

#: The roles that ``columns`` can give a column.
ROLES = ("ego", "alter", "relation", "weight", "time", "recipients", "within")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How a file is to be read, where it does not say so itself.

    Attributes
    ----------
    columns
        Role (``ego``, ``alter``, ``relation``, ``weight``, ``time``, ``recipients``, ``within``) -> name of the
        column. ``within``: the column (town, ward) inside which the ids of a survey count. In a survey tool's file
        ``alter`` is the question that asks for people.
    scale
        Word in a cell -> weight; 0 is no tie.
    sheet
        Which sheet of a workbook.
    since, until
        Only ties from this day on, only before that day; ISO dates.
    max_recipients
        Messages to more people are left out as bulk.
    day_first
        Whether 3/4/2024 is the third of April; by default the column says by a number above 12.
    separator
        What stands between several names in one cell; by default seen from the cells.
    known
        What people are called, as ``table.key`` and ``names.normalized`` compare it -> their id; filled from the
        staff list.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    scale: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    sheet: str | None = None
    since: str | None = None
    until: str | None = None
    max_recipients: int = 10
    day_first: bool | None = None
    separator: str | None = None
    known: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class Reader(Protocol):
    """A module is a reader by having these names.

    Attributes
    ----------
    NAME
        What ``--format-in`` takes.
    TITLE
        What it is, in one line.
    EXAMPLE
        The first lines of such a file.
    """

    NAME: str
    TITLE: str
    EXAMPLE: str

    def recognizes(self, source: Source, /) -> bool:
        """Whether *source* is of this format; no other reader's files."""
        ...

    def read(self, source: Source, options: ReadOptions, /) -> Reported:
        """Return what *source* reports, names as they stand in it."""
        ...


class FolderReader(Protocol):
    """A reader of exports that are several files, in a folder or a zip archive; else as :class:`Reader`."""

    NAME: str
    TITLE: str
    EXAMPLE: str

    def recognizes(self, folder: Folder, /) -> bool:
        """Whether *folder* is an export of this format."""
        ...

    def read(self, folder: Folder, options: ReadOptions, /) -> Reported:
        """Return what the files in *folder* report, names as they stand in them."""
        ...


def tie_frame(
    egos: Iterable[str],
    alters: Iterable[str],
    *,
    relation: str | Iterable[str] = "",
    weight: float | Iterable[float] = 1.0,
    time: pd.Series | None = None,
) -> pd.DataFrame:
    """Return the frame of ``Reported.ties``."""
    frame = pd.DataFrame({"ego": pd.Series(list(egos), dtype="str"), "alter": pd.Series(list(alters), dtype="str")})
    frame["relation"] = relation if isinstance(relation, str) else list(relation)
    frame["weight"] = np.asarray(weight if isinstance(weight, float) else list(weight), dtype=np.float64)
    frame["time"] = pd.NaT if time is None else time
    return frame.astype({"relation": "str", "time": "datetime64[us]"})


def people_frame(ids: Iterable[str]) -> pd.DataFrame:
    """Return a people frame without attributes; each id once, in order."""
    return pd.DataFrame(index=pd.Index(list(dict.fromkeys(ids)), dtype="str", name="person"))


#: What ``read`` takes as ``influence`` besides a file's own.
__all__ = ["ROLES", "FolderReader", "Influence", "ReadOptions", "Reader", "people_frame", "tie_frame"]
