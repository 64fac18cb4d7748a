"""Presence: from stays (who was where, from when to when) to ties between people who were there together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netspread.errors import in_range, one_of
from netspread.phrase import Phrase
from netspread.readers.pair_sums import PairSums, names_in, number, numbered, portion_of, stored, within
from netspread.readers.presence_pairs import meetings, met_once
from netspread.readers.spilling import spilling
from netspread.readers.two_mode import Shared
from netspread.windows import Window, naive

if TYPE_CHECKING:
    import duckdb

#: What an overlap counts -> what a tie weighs then.
OVERLAP_WEIGHTS = {
    "hours": Phrase("the hours together"),
    "count": Phrase("1 for each time together"),
    "newman": Phrase("the hours together, over k - 1 for k people who were there"),
    "places": Phrase("1 for each place shared"),
}
_MINUTE, _DAY = 60_000_000, 86_400_000_000
#: A stay of more days is told: it may be a slip in a date.
_LONG = 7


def overlaps(
    stays: pd.DataFrame | Iterable[pd.DataFrame],
    *,
    weights: str = "hours",
    handover: float = 15,
    max_people: int = 50,
    since: str | None = None,
    until: str | None = None,
    window: str | None = None,
    memory: str = "2GiB",
) -> Shared:
    """Return a tie between every two people who were at the same place at the same time.

    Stays of one person at one place that overlap are one stay.

    Parameters
    ----------
    stays
        A row for each stay: ``person``, ``place``, ``begin``, ``end`` (datetime64); in one frame or in pieces, which
        are not held together.
    weights
        ``"hours"`` together; ``"count"``: how many times; ``"newman"``: the hours, shared out among the k - 1 others
        who are ever at the place (a meeting); ``"places"``: at how many different ones.
    handover
        Overlaps of up to so many minutes are hand-overs and left out; 0 counts them all.
    max_people
        A place that ever has more people at once is left out: there, being together means little.
    since, until
        Only the time from this day on, only before that day (ISO dates); a stay is cut there.
    window
        As :class:`netspread.windows.Window` takes it, e.g. ``"week"``: ties are counted in each by itself, an overlap
        in the one in which it begins.
    memory
        How much may be taken; what is over is spilled to the disk. The ties themselves are held whole.

    Raises
    ------
    ChoiceError
        If an option names nothing known, or is out of its range.
    """
    if weights not in OVERLAP_WEIGHTS:
        raise one_of("weight", weights, OVERLAP_WEIGHTS)
    in_range("handover", handover, 0)
    in_range("max_people", max_people, 2)
    cut = None if window is None else Window.of(window, since=since)
    told: list[str] = []
    with spilling(memory) as base:
        stored(base, "given", _typed(stays), _STAYS)
        _sound(base, since, until, told)
        kept = _kept(base, max_people, told, visits=False)
        sums = PairSums(base, len(kept.names), cut)
        once = weights == "places"
        overlapping = 0
        for met in meetings(base, least=round(handover * _MINUTE), size=portion_of(max_people), whole_places=once):
            overlapping += len(met) // 2
            if weights == "newman":
                met["hours"] /= met["others"]
            elif weights == "count":
                met["hours"] = 1.0
            sums.add(met_once(met, cut) if once else met)
        told.append(Phrase("a tie weighs {what}", what=OVERLAP_WEIGHTS[weights]))
        counts = {
            "stays": kept.stays, "places": kept.places, "overlaps": overlapping, "crowded_places": kept.crowded,
        }  # fmt: skip
        return Shared(sums.ties(kept.names)[0], kept.names, tuple(told), counts)


def shared_places(
    visits: pd.DataFrame | Iterable[pd.DataFrame],
    *,
    within_days: float = 30,
    min_shared: int = 11,
    max_people: int = 50,
    since: str | None = None,
    until: str | None = None,
    window: str | None = None,
    memory: str = "2GiB",
) -> Shared:
    """Return a tie between every two people who were at the same places (patients' records) soon after each other.

    Parameters
    ----------
    visits
        A row for each visit: ``person``, ``place``, ``time``; in one frame or in pieces, which are not held together.
    within_days
        Two people share a place if they were there within so many days.
    min_shared
        A tie needs as many shared places (in each window by itself); its weight is their number.
    max_people
        A place with more people within so many days is left out.
    since, until
        Only visits from this day on, only before that day (ISO dates).
    window
        As :class:`netspread.windows.Window` takes it: a place counts where the two were there together first.
    memory
        How much may be taken; what is over is spilled to the disk. The visits to one place, and the ties, are held
        whole.
    """
    in_range("within_days", within_days, 0, 36_525)
    in_range("min_shared", min_shared, 1)
    in_range("max_people", max_people, 2)
    cut = None if window is None else Window.of(window, since=since)
    told: list[str] = []
    with spilling(memory) as base:
        stored(base, "visit", _typed(visits), {"person": "text", "place": "text", "time": "timestamp"})
        known = "person is not null and place is not null and time is not null"
        unknown = number(base, f"select count(*) from visit where not ({known})")
        if unknown:
            told.append(Phrase("{count:,} rows without person, place or time left out", count=unknown))
        # Whoever comes on the last day still shares it: the end itself is not part of a stay.
        base.execute(
            f"""create table stay as select person, place, epoch_us(time) as "begin",
            epoch_us(time) + {round(within_days * _DAY) + 1} as "end"
            from visit where {known} and {within("time", since, until)}"""
        )
        base.execute("drop table visit")
        kept = _kept(base, max_people, told, visits=True)
        sums = PairSums(base, len(kept.names), cut)
        for met in meetings(base, least=0, size=portion_of(max_people), whole_places=True):
            sums.add(met_once(met, cut))
        ties, few = sums.ties(kept.names, least=min_shared)
    told.append(Phrase("a tie weighs 1 for each place shared"))
    if few:
        told.append(
            Phrase(
                "{count:,} of {pairs:,} pairs share fewer than {min_shared} and are not tied",
                count=few,
                pairs=few + len(ties),
                min_shared=min_shared,
            )
        )
    counts = {"visits": kept.given, "places": kept.places, "crowded_places": kept.crowded}
    return Shared(ties, kept.names, tuple(told), counts)


_STAYS = {"person": "text", "place": "text", "begin": "timestamp", "end": "timestamp"}


def _typed(frames: pd.DataFrame | Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Give frames with the types that they are stored in."""
    for frame in [frames] if isinstance(frames, pd.DataFrame) else frames:
        times = {name: "datetime64[us]" for name in ("begin", "end", "time") if name in frame}
        yield frame.astype({"person": "str", "place": "str", **times})


def _sound(base: "duckdb.DuckDBPyConnection", since: str | None, until: str | None, told: list[str]) -> None:
    """Make the table of stays that end after they begin, cut to the dates asked for, in microseconds."""
    known = 'person is not null and place is not null and "begin" is not null and "end" is not null'
    for wrong, what in (
        (f"not ({known})", Phrase("without person, place or times")),
        (f'{known} and "begin" >= "end"', Phrase("that end before they begin")),
    ):
        count = number(base, f"select count(*) from given where {wrong}")
        if count:
            told.append(Phrase("{count:,} stays {what} left out", count=count, what=what))
    good = f'{known} and "begin" < "end"'
    longest = number(base, f'select max(epoch_us("end") - epoch_us("begin")) from given where {good}')
    if longest > _LONG * _DAY:
        told.append(
            Phrase("the longest stay lasts {days:,} days; look whether its dates are right", days=longest // _DAY)
        )
    begin, end = 'epoch_us("begin")', 'epoch_us("end")'
    if since is not None:
        begin = f"greatest({begin}, {_microseconds(since)})"
    if until is not None:
        end = f"least({end}, {_microseconds(until)})"
    cut = f'select person, place, {begin} as "begin", {end} as "end" from given where {good}'
    base.execute(f'create table stay as select * from ({cut}) where "begin" < "end"')
    base.execute("drop table given")


def _microseconds(day: str) -> int:
    return int(naive(day).to_numpy().astype("datetime64[us]").astype(np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """The stays that count: who is in them, and how many stays and places there are."""

    names: pd.Index
    given: int
    stays: int
    places: int
    crowded: int


def _kept(base: "duckdb.DuckDBPyConnection", max_people: int, told: list[str], *, visits: bool) -> _Kept:
    """Turn the table of stays into numbers, overlapping ones of a person as one, without those at crowded places."""
    given = number(base, "select count(*) from stay")
    numbered(base, "person", "select person as name from stay")
    numbered(base, "place", "select place as name from stay")
    base.execute(_MERGED)
    base.execute("drop table stay")
    names = names_in(base, "person")
    stays, places = number(base, "select count(*) from merged"), number(base, "select count(*) from place")
    told.append(
        Phrase(
            "{given:,} visits of {people:,} people to {places:,} places", given=given, people=len(names), places=places
        )
        if visits
        else Phrase("{stays:,} stays at {places:,} places", stays=stays, places=places)
    )
    base.execute(f"create table crowded as select place from ({_CROWDS}) where crowd > {int(max_people)}")
    crowded = number(base, "select count(*) from crowded")
    if crowded:
        first = base.execute("select name from place where code in (from crowded) order by code limit 3").fetchall()
        shown = ", ".join(f"'{row[0]}'" for row in first) + (", ..." if crowded > 3 else "")
        told.append(
            Phrase(
                "{count:,} places with more than {max_people} people at once left out ({shown})",
                count=crowded,
                max_people=max_people,
                shown=shown,
            )
        )
        base.execute("delete from merged where place in (from crowded)")
    return _Kept(names, given, number(base, "select count(*) from merged"), places, crowded)


#: Stays of one person at one place that overlap are one stay.
_MERGED = """create table merged as select place, person, min("begin") as "begin", max("end") as "end" from (
    select *, sum(is_new) over (partition by place, person order by "begin", "end" rows unbounded preceding) as stay
    from (select *, ("begin" >= coalesce(max("end") over (partition by place, person order by "begin", "end"
            rows between unbounded preceding and 1 preceding), "begin"))::int as is_new
        from (select place.code as place, person.code as person, "begin", "end" from stay
            join person on stay.person = person.name join place on stay.place = place.name)))
    group by place, person, stay"""
#: How many people are at each place at most, at one time; who leaves makes room for who comes.
_CROWDS = """select place, max(present) as crowd from (
    select place, sum(step) over (partition by place order by moment, step rows unbounded preceding) as present from (
        select place, "begin" as moment, 1 as step from merged union all select place, "end", -1 from merged))
    group by place"""
