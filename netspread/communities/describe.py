"""Describe: what each community is, in plain words from its figures."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from netspread.communities.partition import Partition, dividing
from netspread.language import spoken

#: A value is told if so few communities drawn at random would have as many of it (one in ...), over all values tried.
_SURE = 0.01
#: How many values, leaders and neighbors are told.
_MOST_VALUES, _MOST_LEADERS, _MOST_NEIGHBORS = 3, 3, 3


@dataclass(frozen=True, slots=True, eq=False)
class Description:
    """What sets one community apart.

    Attributes
    ----------
    community, name, people
        Its number, its name, how many people it has.
    traits
        Attribute values that it has more of than chance gives, the surest first: ``attribute, value, people`` (inside
        with the value), ``share`` (of the community), ``share_elsewhere`` (of all others), ``p_value``
        (hypergeometric).
    leaders
        Most named inside, the first first: ``person, named`` (by how many inside).
    neighbors
        The communities that it has most ties with: ``community, name, ties, broker`` (whose ties with that
        one are most), ``broker_ties``.
    """

    community: int
    name: str
    people: int
    traits: pd.DataFrame
    leaders: pd.DataFrame
    neighbors: pd.DataFrame

    def sentences(self, shown: "pd.Series[str] | None" = None) -> list[str]:
        """Return the description in plain sentences, in the language that is spoken; *shown* maps ids to names."""

        def called(person: str) -> str:
            return person if shown is None else str(shown.get(person, person))

        say = spoken()
        told = [say.say("community.people", self.people)]
        told += [
            say.say(
                "community.have",
                people=say.number(row.people),
                all=say.number(self.people),
                attribute=row.attribute,
                value=row.value,
                share=say.percent(row.share),
                elsewhere=say.percent(row.share_elsewhere),
            )
            for row in self.traits.itertuples(index=False)
        ]
        if len(self.leaders):
            most = [
                f"{called(str(row.person))} ({say.number(row.named)})" for row in self.leaders.itertuples(index=False)
            ]
            told.append(say.say("community.most_named", people=", ".join(most)))
        told += [
            say.say(
                "community.ties",
                row.ties,
                name=row.name,
                through=say.number(row.broker_ties),
                broker=called(str(row.broker)),
            )
            for row in self.neighbors.itertuples(index=False)
        ]
        if not len(self.neighbors):
            told.append(say.say("community.closed"))
        return told


def descriptions(partition: Partition) -> list[Description]:
    """Return what sets each community apart, the largest first; people without a tie are left out."""
    network = partition.network
    between = _between(partition)
    names = partition.names
    return [
        Description(
            community,
            names[community],
            int((partition.labels == community).sum()),
            _traits(partition, community),
            _leaders(partition, community),
            _neighbors(between[between["community"] == community], names),
        )
        for community in sorted(set(partition.labels[np.diff(network.contacts().starts) > 0].tolist()))
    ]


def _traits(partition: Partition, community: int) -> pd.DataFrame:
    """Return the values that *community* has more of than a random set of as many people would (hypergeometric)."""
    from scipy.stats import hypergeom

    inside = partition.labels == community
    n, size = len(inside), int(inside.sum())
    rows: list[tuple[str, str, int, float, float, float]] = []
    for attribute in dividing(partition.network):
        values = partition.network.groups(attribute)
        counts = values.value_counts(sort=False)
        own = values[inside].value_counts(sort=False)
        for value, count in own.items():
            if value == "(missing)":
                continue
            everywhere = int(counts[value])
            chance = float(hypergeom.sf(count - 1, n, everywhere, size))
            elsewhere = (everywhere - count) / (n - size) if n > size else 0.0
            rows.append((attribute, str(value), int(count), count / size, elsewhere, chance))
    columns = ["attribute", "value", "people", "share", "share_elsewhere", "p_value"]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame[frame["p_value"] * max(len(frame), 1) < _SURE]  # Bonferroni: many values are tried
    return frame.sort_values("p_value", kind="stable", ignore_index=True).head(_MOST_VALUES)


def _leaders(partition: Partition, community: int) -> pd.DataFrame:
    network = partition.network
    egos = network.egos()
    within = (partition.labels[egos] == community) & (partition.labels[network.alters] == community)
    named = np.bincount(network.alters[within], minlength=network.n_people)
    first = np.argsort(-named, kind="stable")[:_MOST_LEADERS]
    first = first[named[first] > 0]
    return pd.DataFrame({"person": network.people.index[first], "named": named[first]})


def _between(partition: Partition) -> pd.DataFrame:
    """Return each tie between communities from both its sides: ``community, person, neighbor``."""
    network, labels = partition.network, partition.labels
    egos, alters = network.egos(), network.alters
    across = labels[egos] != labels[alters]
    if not network.directed:
        across &= egos < alters  # such a tie stands twice; both sides are told below anyway
    one, other = egos[across], alters[across]
    people = np.concatenate([one, other])
    beyond = np.concatenate([labels[other], labels[one]])
    return pd.DataFrame({"community": labels[people], "person": network.people.index[people], "neighbor": beyond})


def _neighbors(ties: pd.DataFrame, names: dict[int, str]) -> pd.DataFrame:
    counts = ties["neighbor"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    rows = []
    for neighbor, count in counts.head(_MOST_NEIGHBORS).items():
        by = ties.loc[ties["neighbor"] == neighbor, "person"].value_counts(sort=False)
        by = by.sort_values(ascending=False, kind="stable")
        rows.append((int(str(neighbor)), names[int(str(neighbor))], int(count), str(by.index[0]), int(by.iloc[0])))
    return pd.DataFrame(rows, columns=["community", "name", "ties", "broker", "broker_ties"])
