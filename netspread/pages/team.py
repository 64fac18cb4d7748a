"""Team: the section on champions, as advice that a change team can take to a meeting."""

from functools import cache
from typing import Any

import pandas as pd
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from netspread.champions import Champions
from netspread.explain import count, explain, listed, name_of
from netspread.findings import Findings
from netspread.pages import charts, words
from netspread.pages.embed import asset
from netspread.ranking import Ranking

_TOP = 10
#: A chart of more groups than this can not be read.
_MOST_GROUPS = 30
_FIGURES_HOW = (
    "These are the figures of Neal and others (2025). They compare teams within this network, not with other networks: "
    "evaluation is breadth, weighed with diversity, for the size of the team."
)


def section(found: Findings) -> Markup:
    """Return the section: the advice, the members with their reserves, coverage, prices, and why each of them."""
    team = found.champions
    page: str = _template().render(
        advice=_advice(found, team),
        members=_members(found, team),
        rivals=_rivals(found, team),
        coverage=_coverage(found, team),
        prices=_prices(team),
        people=[
            {"name": name_of(found.network, person), "sentences": team.explain(person, groups=found.groups)}
            for person in team.people
        ],
        figures_how=[_FIGURES_HOW],
        figures=_figures(team),
    )
    return Markup(page)  # noqa: S704  # the template escapes


def explained(found: Findings, ranking: Ranking) -> list[dict[str, Any]]:
    """Return the first people of *ranking*, and what the figures say of each."""
    return [
        {
            "name": name_of(found.network, person),
            "sentences": explain(found.network, person, groups=found.groups, rankings=(ranking,)),
        }
        for person in ranking.top(_TOP)
    ]


def explanations(found: Findings) -> dict[str, tuple[str, ...]]:
    """Return what the figures say of the first leaders and brokers, and of the team: one text a person."""
    first = dict.fromkeys(found.leaders.top(_TOP), found.leaders)
    first |= {person: found.brokers for person in found.brokers.top(_TOP) if person not in first}
    told = {
        person: explain(found.network, person, groups=found.groups, rankings=(ranking,))
        for person, ranking in first.items()
    }
    return told | {
        person: tuple(found.champions.explain(person, groups=found.groups)) for person in found.champions.people
    }


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(asset("team.html"))


def _advice(found: Findings, team: Champions) -> list[str]:
    """Return whom to ask, what that brings, and how sure it is the best."""
    people, n = len(team.people), found.network.n_people
    steps = "directly" if team.cover == 1 else "in one or two steps"
    told = [
        (
            f"Ask these {count(people, 'person', 'people')}. Together with those whom they influence {steps} they "
            f"are {team.covered:,} of {n:,} people ({team.covered / n:.0%}): we say that the team covers them."
        ),
        (
            "A team is more than the top of a list: people at the top are often named by the same colleagues. So "
            "each next one is chosen for whom he or she adds, and people who pass things on count more."
        ),
    ]
    conditions = [_in_words(str(name)) for name in team.prices["condition"]]
    kept = f" with {', '.join(conditions)}" if conditions else ""
    if team.optimal:
        told.append(f"It is proved that no other team of this size{kept} does better by this yardstick.")
    else:
        most = f"could do better by {team.gap:.1%} at most: the network is too large for a proof"
        told.append(f"Another team of this size{kept} {most}.")
    told.append(_against(team))
    at = found.network.positions(team.people)
    silent = [
        name_of(found.network, person)
        for person, answered in zip(team.people, found.network.responded[at], strict=True)
        if not answered
    ]
    return told + (
        [f"Others name them, but they did not answer themselves: {listed(silent)}. Talk to them first."]
        if silent
        else []
    )


def _against(team: Champions) -> str:
    """Return how the team compares with the list and with chance, in people covered and in people reached."""
    rows = team.rivals.set_index("team")
    ours, listing, chance = (rows.loc[name] for name in ("champions", rows.index[1], "random"))
    size = count(len(team.people), "person", "people")
    more = round(ours["covered"] - listing["covered"])
    much = f"{more:,} more than" if more > 0 else "as many as" if more == 0 else f"{-more:,} fewer than"
    ahead = ours["reach_mean"] - listing["reach_mean"]
    if abs(ahead) < 0.05 * listing["reach_mean"]:
        told = "In the tries of rule 1 team and list reach about as many"
    else:
        told = f"In the tries of rule 1 the team reaches {'more' if ahead > 0 else 'fewer'}"
    figures = f"{ours['reach_mean']:.0f} against {listing['reach_mean']:.0f}; by chance {chance['reach_mean']:.0f}"
    return (
        f"The team covers {much} the first {size} of the list, and {ours['covered'] - chance['covered']:.0f} more than "
        f"{size} drawn at random. {told} ({figures})."
    )


def _members(found: Findings, team: Champions) -> Markup:
    network = found.network
    people = team.members["person"].tolist()
    at = network.positions(people)
    shown = pd.DataFrame({"name": [name_of(network, person) for person in people]})
    for column in ("unit", "role", found.groups):
        if column and column in network.people and column not in shown:
            shown[column] = network.groups(column).iloc[at].to_numpy()
    shown["covers"] = team.members["covers"]
    shown["only through this person"] = team.members["only"]
    shown["if not, ask"] = [name_of(network, other) if other else "nobody can" for other in team.members["reserve"]]
    shown["team then covers"] = team.members["covered_with_reserve"]
    return charts.table(shown, caption="The team, in the order in which each next one adds most, and its reserves")


def _rivals(found: Findings, team: Champions) -> Markup:
    shown = team.rivals[["team", "covered", "reach_mean", "reach_low", "reach_high"]].copy()
    names = {"champions": "this team", "random": "drawn at random"}
    shown["covered"] = shown["covered"].round().astype(int)
    shown["team"] = [names.get(name, f"first of the list ({words.strategy(found, name)})") for name in shown["team"]]
    shown.columns = pd.Index(["team", "people covered", "reached in the tries", "from", "to"])
    caption = f"As many people chosen otherwise, in the same {team.comparison.worlds:,} tries of rule 1"
    return charts.table(shown, caption=caption)


def _coverage(found: Findings, team: Champions) -> Markup:
    if found.groups is None or found.network.groups(found.groups).nunique() > _MOST_GROUPS:
        return Markup("")
    rows = [
        charts.Bar(
            f"{row['group']} ({row['covered']} of {row['people']})", 100 * row["share"], marked=row["champions"] == 0
        )
        for _, row in team.by_group(found.groups).iterrows()
    ]
    title = f"Share covered, by {found.groups}"
    note = "A bar of the other color is a group without a champion of its own." if any(r.marked for r in rows) else ""
    chart = charts.bars(rows, title=title, unit="per cent", most=100)
    return Markup("<figure>{}<figcaption>{}, in per cent. {}</figcaption></figure>").format(chart, title, note)


def _prices(team: Champions) -> list[str]:
    """Return what each condition costs, one sentence each."""
    told = []
    for row in team.prices.to_dict("records"):
        more = int(row["covered_cost"])
        cost = f"costs {count(more, 'person', 'people')} covered" if more > 0 else "costs nothing"
        reach = f", and {row['reach_cost']:.1f} people reached" if row["reach_cost"] >= 0.05 else ""
        name = _in_words(str(row["condition"]))
        told.append(
            f"{name[0].upper()}{name[1:]} {cost}{reach}: the best team without that covers {int(row['covered']):,}."
        )
    return told


def _in_words(condition: str) -> str:
    """Return a condition in plain words."""
    kind, _, rest = condition.partition(" ")
    if kind == "quota":
        column, _, least = rest.rpartition("=")
        return f"at least {least} from each {column}"
    if kind == "diversity":
        return f"as many kinds of {rest} as can be"
    return {
        "must-have": "having some people in any case",
        "exclude": "leaving some people out",
        "declined": "some having declined",
        "budget": "keeping to the budget",
    }[kind]


def _figures(team: Champions) -> Markup:
    meanings = {
        "availability": "share of all people who can be asked",
        "breadth": "share of the people outside the team whom it covers",
        "cost": "people on the team",
        "diversity": "share of the groups that stand on the team",
        "evaluation": "breadth and diversity for the size",
    }
    rows = [(name, team.figures[name], meaning) for name, meaning in meanings.items()]
    return charts.table(pd.DataFrame(rows, columns=["figure", "value", "meaning"]), caption="Five figures", digits=3)
