"""Plan: which team, under what an organization has to keep to, and what each condition costs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from netspread import engine
from netspread.champions.conditions import prices_of, rules_asked
from netspread.champions.coverage import coverage
from netspread.champions.figures import figures_of, rivals_of
from netspread.champions.reserves import members_of, replanned
from netspread.champions.search import best_team
from netspread.champions.team import Champions
from netspread.errors import in_range
from netspread.measures.catalog import leader_measure
from netspread.network import Network
from netspread.readers.listed import People, people_listed
from netspread.spread.compare import compare
from netspread.spread.models import IndependentCascade, Model
from netspread.spread.seeding import task_of
from netspread.spread.worlds import Worlds


def champions(
    network: Network,
    *,
    size: int = 12,
    quota: Mapping[str, int] | None = None,
    must_have: People = (),
    exclude: People = (),
    cost: str | None = None,
    budget: float | None = None,
    cover: int = 1,
    diversity: str | None = None,
    declined: People = (),
    model: Model | None = None,
    worlds: int = 1000,
    seed: int = 1,
    priced: bool = True,
) -> Champions:
    """Return the team of *size* people who together cover most, under the conditions given.

    Whoever is within *cover* steps of influence of a champion is covered, and counts as many people as he or she
    alone would reach on average under *model*: covering people who pass it on is worth more. Teams are proved best by
    integer programming up to 20,000 pairs of a person and somebody covered; above, they come from lazy greed and
    exchanges, and ``gap`` tells how much better the best team could be. The same on every machine.

    Parameters
    ----------
    network
        Influence runs as ``network.influence`` says.
    size
        How many people; with *cost*, at most.
    quota
        Attribute -> how many of each of its values at least: ``{"unit": 1}``. People without a value are not a group.
    must_have, exclude
        Ids of people who are on the team in any case; who cannot be asked. Also the name of a file, an id a line.
    cost, budget
        The attribute with what each person costs, and how much the team may cost.
    cover
        1 or 2.
    diversity
        An attribute of which as many values as can be stand on the team; among such teams coverage decides.
    declined
        The same of people who were asked and said no, in that order. The others of the team stay, and the place is
        filled as well as can be.
    model, worlds, seed
        By default the independent cascade with p = 0.1; in how many worlds the team is compared; the random seed.
    priced
        Whether to find what each condition costs; without, ``prices`` is empty and a team is there sooner.

    Raises
    ------
    ChoiceError
        If a condition cannot be met (it says which), somebody is not in the network, or a column will not do.

    Examples
    --------
    >>> two_stars = Network.from_ties([("a", "x"), ("b", "x"), ("c", "y"), ("d", "y"), ("e", "x")])
    >>> champions(two_stars, size=2, worlds=50)
    Champions: x, y cover 7 of 7 people (proved best)
    """
    in_range("cover", cover, 1, 2)
    in_range("worlds", worlds, 1)
    model = model or IndependentCascade()
    asked: dict[str, Any] = {
        "size": size,
        "quota": dict(quota or {}),
        "must_have": people_listed(must_have),
        "exclude": people_listed(exclude),
        "cost": cost,
        "budget": budget,
        "diversity": diversity,
        "declined": people_listed(declined),
    }
    rules = rules_asked(network, asked)
    refused = network.positions(asked["declined"])
    engine.step("champions: who covers whom")
    reach = coverage(network, steps=cover, model=model, seed=seed, diversity=diversity)
    engine.step("champions: the best team")
    found = best_team(reach, rules)
    for no in refused:
        rules, found = replanned(network, reach, rules, found, int(no))
    tried = Worlds(network, model, worlds, seed)
    people = tuple(str(person) for person in network.ids[found.team])
    unavailable = [str(person) for person in network.ids[~rules.allowed]]
    engine.step("champions: compared")
    comparison = compare(
        network, strategies=("list", leader_measure(network), "random"), budget=len(people), model=model, worlds=worlds,
        seed=seed, given=people, exclude=unavailable,
    )  # fmt: skip
    task = task_of(network, budget=len(people), model=model, seed=seed, exclude=unavailable)
    return Champions(
        network,
        model,
        cover,
        seed,
        people,
        MappingProxyType(asked),
        reach.n_people(found.team),
        found.gap == 0,
        found.gap,
        members_of(network, reach, rules, found.team),
        prices_of(network, asked, reach, tried, found.team, wanted=priced),
        MappingProxyType(figures_of(network, asked, reach, rules, found.team)),
        comparison,
        rivals_of(comparison, reach, task),
    )
