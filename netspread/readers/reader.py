"""Reader: what a module of this room offers, and the options that it may be given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol, runtime_checkable

import numpy as np
import pandas as pd

from netspread.network import Influence
from netspread.readers.folder import Folder
from netspread.readers.source import Source
from netspread.records import Reported

#: Those of two-mode data: who was where or at what, and when.
ATTENDANCE_ROLES = ("person", "event", "place", "begin", "end", "shift", "hours")
#: The roles that ``columns`` can give a column.
ROLES = ("ego", "alter", "relation", "weight", "time", "recipients", "within", "message", *ATTENDANCE_ROLES)
#: What makes a tie in a chat; each is a relation of its own.
CHAT_TIES = ("reply", "mention", "reaction", "direct-message", "channel")
#: What a message counts.
MESSAGE_WEIGHTS = ("count", "per-recipient", "reciprocated")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How a file is to be read, where it does not say so itself.

    Attributes
    ----------
    columns
        Role (one of ``ROLES``) -> name of the column. ``within``: the column (town, ward) inside which the ids of a
        survey count; ``message``: the id that all copies of one message share. In a survey tool's file ``alter`` is the
        question that asks for people.
    scale
        Word in a cell -> weight; 0 is no tie.
    sheet
        Which sheet of a workbook.
    since, until
        Only ties from this day on, only before that day; ISO dates.
    window
        ``day``, ``week``, ``month``, ``quarter``, ``year``, or days as in ``14D``: ties are counted in each by itself,
        and their time is its start.
    max_recipients
        Messages to more people are left out as bulk.
    max_people
        Meetings of more people, and places with more of them at once, are left out as bulk.
    weight
        What a message counts: ``count`` 1, as by default; ``per-recipient`` 1 / recipients (Newman 2001, *PRE*
        64:016132); ``reciprocated``: ties have no direction and weigh the smaller number of both. What being together
        counts: ``newman``, ``count`` or ``hours``; by default as suits the format.
    handover
        Shifts that overlap by up to so many minutes are hand-overs, which tie nobody.
    shifts
        Code of a shift -> its hours, as ``07:00-19:00``, or ``off``.
    within_days
        Two people share a patient if they opened the record within so many days.
    min_shared
        A tie needs as many shared patients.
    own_domains
        Only people with an address at these domains or below; all by default.
    lists
        Addresses that are mailing lists or shared mailboxes, and no people.
    keep_automatic
        Keep robots (no-reply and the like) and distribution lists.
    drop_calendar
        Leave out the invitations that calendars send by mail, and the answers to them.
    chat_ties
        Which messages of a chat make ties, some of ``CHAT_TIES``: who answers ties to who wrote first in the thread,
        a mention to who is mentioned, a reaction to who wrote, a direct message to the others it went to; ``channel``
        (off by default) a message to all others in its channel, if there are not more than *max_recipients*.
    whole_threads
        Chats: who answers in a thread answers all who wrote in it before.
    min_messages
        A tie needs as many messages, in its own direction and, if there are windows, in one.
    keep_missed
        Keep calls that nobody took.
    country_code
        What a leading 0 of a telephone number stands for, as ``44``.
    memory
        How much memory the counting of messages, attendances and stays may take; what is over is spilled to the disk.
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
    window: str | None = None
    max_recipients: int = 10
    max_people: int = 50
    weight: str | None = None
    handover: float = 15
    shifts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    within_days: float = 30
    min_shared: int = 11
    own_domains: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    keep_automatic: bool = False
    drop_calendar: bool = False
    chat_ties: tuple[str, ...] = ("reply", "mention", "reaction", "direct-message")
    whole_threads: bool = False
    min_messages: int = 1
    keep_missed: bool = False
    country_code: str | None = None
    memory: str = "2GiB"
    day_first: bool | None = None
    separator: str | None = None
    known: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def together(self) -> dict[str, Any]:
        """What is asked for wherever being together makes ties."""
        return {name: getattr(self, name) for name in ("max_people", "since", "until", "window", "memory")}


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


@runtime_checkable
class JoiningReader(Reader, Protocol):
    """A reader to which several files are one: the same meeting in two calendars counts once."""

    def read_all(self, sources: Sequence[Source], options: ReadOptions, /) -> Reported:
        """Return what all *sources* report together."""
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
__all__ = [
    "MESSAGE_WEIGHTS",
    "ROLES",
    "FolderReader",
    "Influence",
    "JoiningReader",
    "ReadOptions",
    "Reader",
    "people_frame",
    "tie_frame",
]
