"""Planning: what is asked of an answered study while people look at it: another team, people of one's own."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from netspread.champions import champions
from netspread.explain import name_of
from netspread.network import Network
from netspread.spread.models import IndependentCascade
from netspread.spread.simulate import simulate
from netspread_cli.app.asked import network_of


def team(
    folder: str, words: Sequence[str], answer: Mapping[str, Any], declined: Sequence[str], more: Sequence[str]
) -> dict[str, Any]:
    """Return the team when *declined* said no, with one more person from each of *more* (values of the groups)."""
    network = network_of(folder, tuple(words))
    how = {name: answer[name] for name in ("p", "worlds", "seed")}
    asked = {**answer["team"], "declined": [*answer["team"]["declined"], *declined]}
    found = _team(folder, tuple(words), json.dumps({**asked, **how}))
    for value in more:
        there = network.ids[network.groups(answer["groups"]).to_numpy() == value]
        people = found["people"]
        free = {*map(str, there), *people} - {*asked["declined"], *asked["exclude"]}
        others = [str(person) for person in network.ids if str(person) not in free]
        wanted = {"size": len(people) + 1, "must_have": people, "exclude": others, "cover": asked["cover"]}
        found = _team(folder, tuple(words), json.dumps({**wanted, **how}))
    return {
        "covered": found["covered"],
        "reach": found["reach"],
        "rows": _rows(network, found, answer),
        "declined": [[person, name_of(network, person)] for person in declined],
    }


def _rows(network: Network, found: Mapping[str, Any], answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a row a member of the team, as people call them."""
    groups = None if answer["groups"] is None else network.groups(answer["groups"])
    at = dict(zip(found["people"], network.positions(found["people"]), strict=True))
    return [
        {
            **row,
            "name": name_of(network, row["person"]),
            "group": "" if groups is None else str(groups.iloc[at[row["person"]]]),
            "reserve_name": name_of(network, row["reserve"]) if row["reserve"] else "",
            "new": row["person"] not in answer["members"],
        }
        for row in found["members"]
    ]


@lru_cache(maxsize=32)
def _team(folder: str, words: tuple[str, ...], asked: str) -> dict[str, Any]:
    """Return the team for the options in *asked* (JSON): people look at one after another, and go back.

    In plain types, as teams are remembered: a team of the library holds its network and all that was tried in it.
    """
    how = json.loads(asked)
    found = champions(network_of(folder, words), model=IndependentCascade(how.pop("p")), priced=False, **how)
    return {
        "people": list(found.people),
        "covered": found.covered,
        "reach": found.comparison.spread("list").reach_mean,
        "members": found.members.to_dict("records"),
    }


def tried(
    folder: str, words: Sequence[str], answer: Mapping[str, Any], who: Sequence[str], p: float
) -> list[dict[str, Any]]:
    """Return the reach of *who*, the champions and each strategy's seeds, in the same worlds, at the chance *p*."""
    network = network_of(folder, tuple(words))
    sets = {**({"own": list(who)} if who else {}), "champions": answer["members"], **answer["strategies"]}
    rows = []
    for name, seeds in sets.items():
        spread = simulate(
            network, seeds=seeds, model=IndependentCascade(p), worlds=answer["worlds"], seed=answer["seed"]
        )
        rows.append(
            {"name": name, "seeds": len(spread.seeds), "reach": spread.reach_mean, "low": spread.reach_low,
             "high": spread.reach_high, "people": [name_of(network, person) for person in spread.seeds]}
        )  # fmt: skip
    return rows
