"""Two-mode data: from attendances (who was at which event) to ties between people, which have no direction.

Newman (2001), *Physical Review E* 64:016132; Breiger (1974), *Social Forces* 53:181.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import pandas as pd

from netspread.errors import ChoiceError, NetworkError, ReadError, in_range, one_of
from netspread.phrase import Phrase
from netspread.readers.pair_sums import PairSums, names_in, number, numbered, portion_of, portions, stored, within
from netspread.readers.source import Source
from netspread.readers.spilling import spilling
from netspread.records import Reported
from netspread.windows import Window

if TYPE_CHECKING:
    import duckdb

Sharing = Literal["newman", "count", "hours"]


#: What a tie weighs, by the rule and by whether hours are known.
_WEIGHED = {
    ("newman", False): Phrase("1/(k - 1) for each shared event of k people"),
    ("newman", True): Phrase("hours/(k - 1) for each shared event of k people"),
    ("count", False): Phrase("1 for each shared event"),
    ("count", True): Phrase("1 for each shared event"),
    ("hours", True): Phrase("the hours of shared events"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What people share, as ties without direction.

    Attributes
    ----------
    ties
        As ``Reported.ties``: each pair once (in each window), ego before alter by id; ``time`` is the last shared
        event, or where its window begins.
    people
        The ids of everybody who attended anything in the window of time, sorted; some may have no tie.
    told
        What was left out, in sentences.
    counts
        ``events``, ``attendances``, and the events left out: ``bulk_events``, ``lone_events`` (of one person).
    """

    ties: pd.DataFrame
    people: pd.Index
    told: tuple[str, ...]
    counts: Mapping[str, int]

    def reported(self, name: str, sources: Sequence[Source], *, told: Sequence[str] = ()) -> Reported:
        """Return this as what the reader *name* reports; *told* is what it decided before.

        Raises
        ------
        ReadError
            If nobody is tied to anybody.
        """
        told = (*told, *self.told)
        if not len(self.ties):
            raise ReadError(
                f"{sources[0].where}: no two people were together ({'; '.join(told[-4:])}); loosen the rules, or check "
                "the columns"
            )
        return Reported(
            self.ties,
            pd.DataFrame(index=pd.Index(self.people, name="person")),
            "both",
            name,
            directed=False,
            sources=tuple(dict.fromkeys(source.path for source in sources)),
            told=tuple(told),
            counts=self.counts,
        )


def shared_events(
    attendances: pd.DataFrame | Iterable[pd.DataFrame],
    *,
    weights: str = "newman",
    max_people: int = 50,
    since: str | None = None,
    until: str | None = None,
    window: str | None = None,
    memory: str = "2GiB",
) -> Shared:
    """Return a tie between every two people who were at the same event.

    An attendance that stands twice is one; its hours add up. The time of an event is that of its first attendance.

    Parameters
    ----------
    attendances
        A row for each person at an event: ``person``, ``event``, and if known ``hours`` and ``time``; in one frame or
        in pieces, which are not held together.
    weights
        What a shared event of k people counts: ``"newman"``, 1/(k - 1), times the hours if they are known, so that
        everybody's time is shared out among the others; ``"count"``, 1; ``"hours"``, the hours that both were
        there, taken as those of who was there for less.
    max_people
        Events of more people are left out as bulk.
    since, until
        Only events from this day on, only before that day (ISO dates); events without a time are kept.
    window
        As :class:`netspread.windows.Window` takes it, e.g. ``"week"``: ties are counted in each by itself. All time
        is one by default.
    memory
        How much may be taken; what is over is spilled to the disk. The ties themselves are held whole.

    Raises
    ------
    ChoiceError
        If an option names nothing known, or hours are asked for and not known.
    NetworkError
        If a column is missing, or a time is no date.
    """
    if weights not in get_args(Sharing):
        raise one_of("weight", weights, get_args(Sharing))
    in_range("max_people", max_people, 2)
    cut = None if window is None else Window.of(window, since=since)
    dates = within("min(time)", since, until)
    told: list[str] = []
    with spilling(memory) as base:
        frames = [attendances] if isinstance(attendances, pd.DataFrame) else attendances
        timed = "hours" in stored(base, "attendance", _sound(frames), _COLUMNS)
        if weights == "hours" and not timed:
            raise ChoiceError("the attendances have no hours, so they cannot be the weight; choose newman or count")
        _gathered(base, dates, told, timed=timed)
        if since or until:
            _tell_timeless(base, told)
        counts = _counts(base, max_people)
        told += [*_in_words(counts, max_people), Phrase("a tie weighs {what}", what=_WEIGHED[weights, timed])]
        names = names_in(base, "person")
        sums = PairSums(base, len(names), cut)
        rows = f"""select event.code as event, person.code as person, {"hours" if timed else "1.0"} as hours, event.time
            from attendance join event on attendance.event = event.name and k between 2 and {int(max_people)}
            join person on attendance.person = person.name order by event.code, person.code, hours"""
        for portion in portions(base, rows, portion_of(max_people), whole=["event"]):
            once = portion.groupby(["event", "person"], as_index=False).agg({"hours": "sum", "time": "first"})
            if not timed or weights == "count":
                once["hours"] = 1.0
            sums.add(once, shared_out=weights == "newman")
        return Shared(sums.ties(names)[0], names, tuple(told), counts)


_COLUMNS = {"person": "text", "event": "text", "hours": "double", "time": "timestamp"}


def _sound(frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Give the attendances with the types that they are stored in."""
    for frame in frames:
        for column in ("person", "event"):
            if column not in frame:
                raise NetworkError(f"the attendances have no column '{column}'; give person and event")
        kinds = {"person": "str", "event": "str", "hours": "float64"}
        typed = frame.astype({column: kind for column, kind in kinds.items() if column in frame})
        yield typed.assign(time=_times(frame["time"])) if "time" in frame else typed


def _times(given: pd.Series) -> pd.Series:
    try:
        times = pd.to_datetime(given, format="ISO8601", utc=True)
    except (ValueError, TypeError) as error:
        raise NetworkError(f"the attendances have a time that is no date ({error}); write 2024-03-01 09:15") from error
    return times.dt.tz_localize(None).astype("datetime64[us]")


def _gathered(base: "duckdb.DuckDBPyConnection", dates: str, told: list[str], *, timed: bool) -> None:
    """Make the tables of events in the dates asked for, and of the people there; drop what is no attendance."""
    good = "person is not null and event is not null" + (" and hours >= 0 and not isnan(hours)" if timed else "")
    wrong = number(base, f"select count(*) from attendance where not coalesce({good}, false)")
    if wrong:
        told.append(Phrase("{count:,} attendances without person, event or length left out", count=wrong))
        base.execute(f"delete from attendance where not coalesce({good}, false)")
    base.execute(
        f"""create table event as select event as name, (row_number() over (order by event) - 1)::int as code,
        min(time) as time, count(distinct person) as k from attendance group by event having {dates}"""
    )
    numbered(base, "person", "select person as name from attendance where event in (select name from event)")


def _tell_timeless(base: "duckdb.DuckDBPyConnection", told: list[str]) -> None:
    timeless = number(base, "select sum(k) from event where time is null")
    if timeless:
        told.append(
            Phrase("{count:,} attendances have no time and are kept, whatever the dates asked for", count=timeless)
        )


def _counts(base: "duckdb.DuckDBPyConnection", max_people: int) -> dict[str, int]:
    return {
        "events": number(base, "select count(*) from event"),
        "attendances": number(base, "select sum(k) from event"),
        "bulk_events": number(base, f"select count(*) from event where k > {int(max_people)}"),
        "lone_events": number(base, "select count(*) from event where k = 1"),
    }


def _in_words(counts: Mapping[str, int], max_people: int) -> list[Phrase]:
    told = [
        Phrase(
            "{attendances:,} attendances at {events:,} events",
            attendances=counts["attendances"],
            events=counts["events"],
        )
    ]
    if counts["bulk_events"]:
        told.append(
            Phrase(
                "{bulk_events:,} events of more than {max_people} people left out as bulk",
                bulk_events=counts["bulk_events"],
                max_people=max_people,
            )
        )
    if counts["lone_events"]:
        told.append(Phrase("{lone_events:,} events of one person tie nobody", lone_events=counts["lone_events"]))
    return told
