"""Placing: the networks of a series on the same people, and each adopter where they stand in it."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.adoption.adopted import Adopted
from netspread.adoption.periods import BEFORE, Periods, named
from netspread.errors import NetworkError, ReadError
from netspread.network import Network, compressed
from netspread.phrase import Phrase


def aligned(networks: tuple[Network, ...]) -> tuple[tuple[Network, ...], NDArray[np.bool_]]:
    """Return the networks on everybody who is in any of them, and who is in which."""
    index = networks[0].people.index
    if all(network.people.index.equals(index) for network in networks):
        return networks, np.ones((1, len(index)), dtype=bool)
    if len({network.influence for network in networks}) > 1:
        raise NetworkError("influence runs differently in the networks of the series; give all the same influence")
    people = pd.concat([network.people for network in networks])
    people = people[~people.index.duplicated()]
    there, aligned = [], []
    for network in networks:
        at = people.index.get_indexer(network.people.index)
        starts, alters, weights = compressed(len(people), at[network.egos()], at[network.alters], network.weights)
        aligned.append(Network(people, starts, alters, weights, network.relation, network.influence, network.directed))
        there.append(np.isin(np.arange(len(people)), at))
    return tuple(aligned), np.stack(there)


def placed(data: Adopted, network: Network, told: list[str]) -> tuple[NDArray[np.int64], pd.Series]:
    """Return where in the network each person of the data stands, and their times; strangers are left out."""
    at = network.people.index.get_indexer(pd.Index(data.frame["person"], dtype="str"))
    times = data.frame["time"]
    strangers = data.frame["person"][at < 0]
    if len(strangers) > len(at) / 2:
        raise ReadError(
            f"{data.where}: {len(strangers)} of {len(at)} people are not in the network{_first(strangers, data)}; "
            "use the same ids as the network does"
        )
    if len(strangers):
        shown = ", ".join(f"'{name}'" for name in strangers[:3]) + (", ..." if len(strangers) > 3 else "")
        whom = "" if data.unnamed else f": {shown}"
        told.append(
            Phrase(
                "{count} people with adoption data are not in the network and left out{whom}",
                count=len(strangers),
                whom=whom,
            )
        )
    silent = network.n_people - int((at >= 0).sum())
    if silent:
        told.append(
            Phrase(
                "{count} people of the network have no adoption data; they count as not having adopted", count=silent
            )
        )
    kept = at >= 0
    return at[kept].astype(np.int64), times[kept]


def check_times(times: NDArray[np.int64], periods: Periods, where: str, told: list[str]) -> None:
    """Raise ``ReadError`` if nothing can be seen spreading at these *times*; tell who adopted before or never."""
    inside = times[(times > BEFORE) & (times < len(periods.names))]
    before = int((times == BEFORE).sum())
    if not len(inside):
        what = f"all {before} adopters adopted before" if before else "nobody adopts in the network from"
        raise ReadError(
            f"{where}: {what} the first period, {named(periods.names[0])}; nothing can be seen spreading, so look at "
            "another time"
        )
    if before == 0 and (inside == inside[0]).all() and len(inside) > 1:
        raise ReadError(
            f"{where}: all {len(inside)} adopters adopted at once, in period {named(periods.names[inside[0]])}; who "
            "followed whom cannot be seen, so give times in finer steps"
        )
    if before:
        told.append(
            Phrase(
                "{count} people adopted before the first period, {period}; they count as adopters from the start, "
                "without a time",
                count=before,
                period=named(periods.names[0]),
            )
        )
    never = int((times == len(periods.names)).sum())
    if never:
        told.append(
            Phrase(
                "{count} people had not adopted by the last period, {period}",
                count=never,
                period=named(periods.names[-1]),
            )
        )


def _first(strangers: pd.Series, data: Adopted) -> str:
    return "" if data.unnamed else f" ('{strangers.iloc[0]}' first)"
