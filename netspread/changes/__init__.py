"""Changes: two surveys of the same organisation, before and after: what has changed, and how sure that is."""

from dataclasses import dataclass

import pandas as pd

from netspread import engine
from netspread.changes.ranks import moves, whole
from netspread.changes.silos import inside
from netspread.changes.ties import Turnover, among, turnover
from netspread.communities.agreement import agreement
from netspread.communities.partition import Partition
from netspread.communities.series import CommunitySeries, community_series
from netspread.errors import ChoiceError, in_range, one_of
from netspread.measures.catalog import MEASURES, leader_measure
from netspread.network import Network

__all__ = ["AFTER", "BEFORE", "Changes", "changes"]

#: What the two times are called in tables.
BEFORE, AFTER = "before", "after"


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Changes:
    """What has changed from one network to a later one.

    Attributes
    ----------
    before, after
        The networks.
    figures
        ``figure, before, after``: people, share who answered, ties, names given on average.
    turnover
        Ties formed, kept and dissolved among those who are there both times.
    people
        One row for everybody who is there at either time: ``person, there`` (``both``, ``joined``, ``left``), whether
        they answered, by how many they are named still, anew and no longer, ranks and moves, communities.
    measure
        What the ranks go by.
    communities
        Those of both times, matched.
    nmi
        How far the communities of those with ties at both times agree, 0 to 1 (normalized mutual information); nan
        where there are none.
    groups, inside
        The attribute, and how much stays inside each of its groups (:func:`netspread.changes.silos.inside`); ``None``
        without one.
    draws, seed
        How many plausible complete networks were drawn a time; the random seed.
    """

    before: Network
    after: Network
    figures: pd.DataFrame
    turnover: Turnover
    people: pd.DataFrame
    measure: str
    communities: CommunitySeries
    nmi: float
    groups: str | None
    inside: pd.DataFrame | None
    draws: int
    seed: int

    def moved(self, *, up: bool) -> pd.DataFrame:
        """Return who rose (*up*) or fell for sure, the farthest first: those whose interval leaves nought out."""
        if "moved_low" not in self.people:
            return self.people.iloc[:0]
        sure = self.people["moved_low"] > 0 if up else self.people["moved_high"] < 0
        return self.people[sure.fillna(value=False)].sort_values("moved", ascending=not up, kind="stable")

    def count(self, there: str) -> int:
        """Return how many are there ``both`` times, ``joined`` or ``left``."""
        return int((self.people["there"] == there).sum())

    def to_frame(self) -> pd.DataFrame:
        """Return the table of people."""
        return self.people

    def __repr__(self) -> str:
        """Return one line: the Jaccard index, who came and went."""
        return (
            f"Changes: Jaccard index of ties {self.turnover.jaccard:.2f}; {self.count('both')} people are there both "
            f"times, {self.count('joined')} joined, {self.count('left')} left"
        )

    def _repr_html_(self) -> str:
        return self.figures.to_html(index=False, float_format="{:.3g}".format)


def changes(
    before: Network,
    after: Network,
    *,
    groups: str | None = None,
    by: str | None = None,
    draws: int = 100,
    seed: int = 1,
) -> Changes:
    """Return what has changed from *before* to *after*: answers, ties, ranks, communities, silos.

    Parameters
    ----------
    before, after
        Two networks of the same question; people are the same if their ids are.
    groups
        The attribute for silos, in both networks.
    by
        The measure for who rose and fell; by default the one for opinion leaders.
    draws
        How many plausible complete networks to draw a time where people did not answer; 0 for none.
    seed
        The random seed.

    Raises
    ------
    ChoiceError
        If fewer than two people are there both times, influence runs differently, or the attribute or measure is
        unknown.

    Examples
    --------
    >>> before = Network.from_ties([("a", "b"), ("b", "c"), ("c", "a")])
    >>> after = Network.from_ties([("a", "b"), ("b", "a"), ("c", "a")])
    >>> changes(before, after, draws=0)
    Changes: Jaccard index of ties 0.50; 3 people are there both times, 0 joined, 0 left
    """
    in_range("draws", draws, 0)
    shared = before.people.index[before.people.index.isin(after.people.index)]
    measure = by or leader_measure(before)
    _check(before, after, shared, measure, groups)
    engine.step("comparing ties")
    pair = among(before, shared), among(after, shared)
    ties = turnover(*pair)
    engine.step("comparing ranks")
    grouped = {"groups": groups} if MEASURES[measure].needs_groups else {}
    moved = moves(before, after, shared, by=measure, draws=draws, seed=seed, **grouped)
    engine.step("comparing communities")
    found = community_series({BEFORE: before, AFTER: after}, seed=seed)
    return Changes(
        before=before,
        after=after,
        figures=_figures(before, after),
        turnover=ties,
        people=_people(before, after, ties, moved, found),
        measure=measure,
        communities=found,
        nmi=_nmi(before, found),
        groups=groups,
        inside=None if groups is None else inside(*pair, groups=groups, seed=seed),
        draws=draws,
        seed=seed,
    )


def _check(before: Network, after: Network, shared: pd.Index, measure: str, groups: str | None) -> None:
    """Raise ``ChoiceError`` if the two cannot be compared as asked."""
    if measure not in MEASURES:
        raise one_of("measure", measure, MEASURES)
    if MEASURES[measure].needs_groups and groups is None:
        raise ChoiceError(f"measure {measure!r} goes by group; say which attribute, e.g. groups='unit'")
    if (before.influence, before.directed) != (after.influence, after.directed):
        raise ChoiceError(
            f"influence runs {before.influence} before and {after.influence} after; compare two files of the same kind"
        )
    if len(shared) < 2:
        raise ChoiceError(
            f"{len(shared)} of {before.n_people} people before are among the {after.n_people} after; people are the "
            "same if their ids are, so read both files with staff lists that call them the same"
        )
    for network, when in ((before, BEFORE), (after, AFTER)):
        if groups is not None and groups not in network.people:
            raise one_of(f"group column of the network {when}", groups, [str(name) for name in network.people])


def _figures(before: Network, after: Network) -> pd.DataFrame:
    one, other = whole(before), whole(after)
    return pd.DataFrame({"figure": list(one), BEFORE: list(one.values()), AFTER: list(other.values())})


def _people(
    before: Network, after: Network, ties: Turnover, moved: pd.DataFrame, found: CommunitySeries
) -> pd.DataFrame:
    ids = before.people.index.append(after.people.index.difference(before.people.index, sort=False))
    table = pd.DataFrame(index=pd.Index(ids, name="person"))
    named = [network.people["name"] for network in (after, before) if "name" in network.people]
    if named:
        names = pd.concat(named)
        table["name"] = names[~names.index.duplicated()].reindex(ids)
    there = (ids.isin(before.people.index), ids.isin(after.people.index))
    table["there"] = ["both" if a and b else "left" if a else "joined" for a, b in zip(*there, strict=True)]
    for network, when in ((before, BEFORE), (after, AFTER)):
        answered = pd.Series(network.responded, index=network.people.index)
        table[f"answered_{when}"] = answered.reindex(ids).astype("boolean")
    counted = ["named_still", "named_anew", "named_no_longer"]
    table = table.join(ties.people).join(moved)
    whole_numbers = [*counted, *(str(name) for name in moved if name != "rose_chance")]
    table[whole_numbers] = table[whole_numbers].astype("Int64")
    for when in (BEFORE, AFTER):
        members = found.members[found.members["window"] == when].set_index("person")["community"]
        table[f"community_{when}"] = members.reindex(ids).astype("Int64")
    return table.reset_index()


def _nmi(before: Network, found: CommunitySeries) -> float:
    """Return how far the communities agree on those with ties at both times."""
    wide = found.members.pivot_table(index="person", columns="window", values="community", sort=False).dropna()
    if not len(wide) or {BEFORE, AFTER} - set(wide):
        return float("nan")
    people = pd.Index(wide.index.astype("str"))
    one = Partition.of(among(before, people), wide[BEFORE].to_numpy(), method="given")
    return agreement(one, wide[AFTER].to_numpy()).nmi
