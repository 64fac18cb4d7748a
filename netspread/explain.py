"""Explain: what the figures say of one person, in plain words."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from netspread.language import spoken
from netspread.measures.brokerage import ROLES, roles
from netspread.measures.cohesion import parts
from netspread.measures.kept import kept
from netspread.network import Network
from netspread.ranking import Ranking

#: So many groups, and links between groups, are named; the others are counted.
_NAMED = 3
#: How a person is tied to those whom he or she influences, by who influences whom.
_TIED = {"alter_to_ego": "explain.named_by", "ego_to_alter": "explain.writes_to", "both": "explain.has_ties"}


def explain(
    network: Network, person: str, *, groups: str | None = None, rankings: Sequence[Ranking] = ()
) -> tuple[str, ...]:
    """Return what the figures say of *person*, one sentence each, in the language that is spoken (English by default).

    Who names the person, and from where; the person's ranks, with their intervals if they have any; what the person
    connects; who would be cut off; in which role the person brokers; and whether he or she answered.

    Parameters
    ----------
    network
        Influence runs as ``network.influence`` says.
    person
        An id.
    groups
        The attribute that tells where people are from, e.g. ``"unit"``.
    rankings
        By what the person is ranked.

    Raises
    ------
    ChoiceError
        If the person or the attribute does not exist; the nearest names are proposed.

    Examples
    --------
    >>> wards = Network.from_ties([("a", "x"), ("b", "x"), ("x", "b")])
    >>> explain(wards, "x")
    ('Named by 2 people.', 'Without x, 1 person would no longer be connected with the rest.')
    """
    at = int(network.positions([person])[0])
    name = name_of(network, person)
    told = [_from_where(network, at, name, groups)]
    told += [_place(ranking, person) for ranking in rankings]
    if groups is not None:
        told += _links(network, at, groups)
    told += _cut_off(network, at, name)
    if groups is not None and len(set(network.groups(groups))) > 1:
        told += _role(network, at, groups)
    if not network.responded[at]:
        told.append(spoken().say("explain.silent", name=name))
    return tuple(told)


def name_of(network: Network, person: str) -> str:
    """Return the person's name, or the id where there is none."""
    name = network.people["name"].get(person) if "name" in network.people else None
    return name if isinstance(name, str) and name.strip() else person


def count(number: float, one: str, many: str) -> str:
    """Return the number with its noun.

    >>> count(1, "person", "people"), count(0, "person", "people")
    ('1 person', 'no people')
    """
    whole = round(number)
    return f"{'no' if whole == 0 else f'{whole:,}'} {one if whole == 1 else many}"


def listed(parts: Iterable[str]) -> str:
    """Return the parts as a phrase.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    *before, last = parts
    return spoken().say("explain.and", first=", ".join(before), last=last) if before else last


def _from_where(network: Network, at: int, name: str, groups: str | None) -> str:
    """Return who is tied to the person in the way that influence takes, and from which groups."""
    those = _influenced(network, at)
    where = "" if groups is None or not len(those) else _groups_of(network, those, groups)
    how = _TIED[network.influence if network.directed else "both"]
    return spoken().say(how, len(those), name=name, where=where)


def _groups_of(network: Network, those: NDArray[np.int64], groups: str) -> str:
    """Return from which groups those people are, the largest number first."""
    say = spoken()
    where = network.groups(groups).iloc[those].value_counts(sort=False)
    where = where.sort_values(ascending=False, kind="stable")
    if len(where) == 1:
        return say.say("explain.from_one" if len(those) == 1 else "explain.all_from", group=where.index[0])
    first = [
        say.say("explain.from_group", number=say.number(number), group=group)
        for group, number in where.head(_NAMED).items()
    ]
    if len(where) > _NAMED:
        first.append(say.say("explain.elsewhere", number=say.number(where.iloc[_NAMED:].sum())))
    return say.say("explain.from_many", groups=len(where), columns=_plural(groups), parts=listed(first))


def _influenced(network: Network, at: int) -> NDArray[np.int64]:
    """Return whom the person influences directly."""
    along = network.alters[network.starts[at] : network.starts[at + 1]].astype(np.int64)
    against = np.flatnonzero(np.bincount(network.egos()[network.alters == at], minlength=1))
    if network.influence == "ego_to_alter" or not network.directed:
        return along
    return against if network.influence == "alter_to_ego" else np.union1d(along, against)


def _place(ranking: Ranking, person: str) -> str:
    """Return the person's rank, and its interval if the ranking has one."""
    frame, say = ranking.to_frame(), spoken()
    row = frame[frame["person"] == person].iloc[0]
    measure = say.named("explain_measures", ranking.measure, say.named("measures", ranking.measure, ranking.measure))
    told = {"rank": say.number(row["rank"]), "all": say.number(len(frame)), "measure": measure}
    if "low" not in frame:
        return say.say("explain.rank", **told)
    low, high = say.number(row["low"]), say.number(row["high"])
    return say.say("explain.rank_sure" if low == high else "explain.rank_between", **told, low=low, high=high)


def _links(network: Network, at: int, groups: str) -> list[str]:
    """Return between which groups the person holds the only tie, or most of several."""
    say = spoken()
    between = kept(network, ("ties between groups", groups), lambda: _between(network, groups))
    own = str(network.groups(groups).iloc[at])
    mine = between[(between["a"] == at) | (between["b"] == at)]
    only, most = [], []
    for other in sorted({*mine["first"], *mine["second"]} - {own}):
        pair = sorted([own, other])
        held, all_ties = (int(ties[["first", "second"]].eq(pair).all(axis=1).sum()) for ties in (mine, between))
        if held == all_ties:
            only.append(other)
        elif held * 2 > all_ties:
            most.append(say.say("explain.of_the_ties", held=held, all=all_ties, own=own, other=other))
    told = []
    if only:
        if len(only) > _NAMED:
            only = [*only[: _NAMED - 1], say.say("explain.link_others", number=len(only) - _NAMED + 1)]
        told.append(say.say("explain.only_link", own=own, others=listed(only)))
    if most:
        told.append(say.say("explain.holds", parts=listed(most[:_NAMED])))
    return told


def _between(network: Network, groups: str) -> pd.DataFrame:
    """Return one row for each pair of people of two groups who are tied: ``a, b, first, second`` (groups sorted)."""
    both = network.contacts()
    a = np.repeat(np.arange(network.n_people), np.diff(both.starts))
    b = both.targets.astype(np.int64)
    codes, values = pd.factorize(network.groups(groups), sort=True)
    once = codes[a] < codes[b]
    names = np.array(values, dtype=object)
    return pd.DataFrame({"a": a[once], "b": b[once], "first": names[codes[a[once]]], "second": names[codes[b[once]]]})


def _cut_off(network: Network, at: int, name: str) -> list[str]:
    """Return how many people would lose their connection without the person."""
    if not parts(network).articulates[at]:
        return []
    tied = network.matrix()
    others = np.delete(np.arange(network.n_people), at)
    pieces = connected_components(tied[others][:, others], directed=False)[1]
    near = (tied[[at]] + tied[:, [at]].T).indices
    touched = np.unique(pieces[near - (near > at)])
    sizes = np.sort(np.bincount(pieces)[touched])
    alone = int(sizes[:-1].sum())
    return [spoken().say("explain.cut_off", alone, name=name)]


def _role(network: Network, at: int, groups: str) -> list[str]:
    """Return how often, and in which role most, the person stands between two who do not name each other."""
    mine = roles(network, groups=groups)[at]
    total = int(mine.sum())
    if total == 0:
        return []
    role, say = list(ROLES)[int(np.argmax(mine))], spoken()
    return [
        say.say(
            "explain.stands",
            total,
            role=say.named("explain_roles", role, role),
            what=say.named("explain_roles_meanings", role, ROLES[role]),
            most=say.number(mine.max()),
        )
    ]


def _plural(column: str) -> str:
    if column.endswith("y") and column[-2:-1] not in tuple("aeiou"):
        return f"{column[:-1]}ies"
    return column if column.endswith("s") else f"{column}s"
