"""Team: the section on champions, as advice that a change team can take to a meeting."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from netspread.champions import Champions
from netspread.explain import explain, name_of
from netspread.findings import Findings
from netspread.language import spoken
from netspread.pages import charts
from netspread.pages.template import part
from netspread.ranking import Ranking

_TOP = 10
#: A group of so many people at least is told if the share of it that is covered is less than this part of that of all.
_FEWEST, _FAR_LESS = 5, 0.75


def section(found: Findings) -> Markup:
    """Return the section: the advice, the members with their reserves, coverage, prices, and why each of them."""
    team = found.champions
    return part(
        "team.html",
        text=spoken().texts["team"],
        advice=_advice(found, team),
        members=_members(found, team),
        rivals=_rivals(team),
        coverage=_coverage(found, team),
        prices=_prices(team),
        people=[
            {
                "name": name_of(found.network, person),
                "sentences": team.explain(person, groups=found.groups, leading=found.leaders),
            }
            for person in team.people
        ],
        figures_how=[spoken().say("team.figures_how")],
        figures=_figures(team),
    )


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
        person: found.champions.explain(person, groups=found.groups, leading=found.leaders)
        for person in found.champions.people
    }


def _advice(found: Findings, team: Champions) -> list[str]:
    """Return whom to ask, what that brings, and how sure it is the best."""
    say, people, n = spoken(), len(team.people), found.network.n_people
    told = [
        say.say(
            "team.ask",
            people,
            steps=say.say("team.directly" if team.cover == 1 else "team.two_steps"),
            covered=say.number(team.covered),
            all=say.number(n),
            share=say.percent(team.covered / n),
        ),
        say.say("team.more_than_list"),
    ]
    conditions = [_in_words(str(name)) for name in team.prices["condition"]]
    kept = say.say("team.kept", conditions=", ".join(conditions)) if conditions else ""
    if team.optimal:
        told.append(say.say("team.proved", kept=kept))
    else:
        told.append(say.say("team.gap", kept=kept, gap=say.percent(team.gap, 1)))
    told.append(_against(team))
    at = found.network.positions(team.people)
    silent = [
        name_of(found.network, person)
        for person, answered in zip(team.people, found.network.responded[at], strict=True)
        if not answered
    ]
    if silent:
        *before, last = silent
        names = say.say("team.and", first=", ".join(before), last=last) if before else last
        told.append(say.say("team.silent", names=names))
    return [*told, *_least_covered(found, team)]


def _least_covered(found: Findings, team: Champions) -> list[str]:
    """Return which group is far less covered than all, and who of it would help; nothing if none is."""
    if found.groups is None:
        return []
    groups = team.by_group(found.groups)
    least = groups[groups["people"] >= _FEWEST].nsmallest(1, "share").to_dict("records")
    if not least or least[0]["share"] > _FAR_LESS * team.covered / found.network.n_people:
        return []
    other, more = team.one_more(found.groups, least[0]["group"])
    say, row = spoken(), least[0]
    told = say.say(
        "team.least", group=row["group"], covered=say.number(row["covered"]), people=say.number(row["people"])
    )
    return [f"{told} {say.say('team.one_more', more, name=name_of(found.network, other))}" if more else told]


def _against(team: Champions) -> str:
    """Return how the team compares with the list and with chance, in people covered and in people reached."""
    say, rows = spoken(), team.rivals.set_index("team")
    ours, listing, chance = (rows.loc[name] for name in ("champions", rows.index[1], "random"))
    size = say.say("counts.people", len(team.people))
    more = round(ours["covered"] - listing["covered"])
    much = say.say(
        "team.more" if more > 0 else "team.same" if more == 0 else "team.fewer", number=say.number(abs(more))
    )
    ahead = ours["reach_mean"] - listing["reach_mean"]
    if abs(ahead) < 0.05 * listing["reach_mean"]:
        told = say.say("team.tries_same")
    else:
        told = say.say("team.tries_more" if ahead > 0 else "team.tries_fewer")
    return say.say(
        "team.against",
        much=much,
        size=size,
        chance_more=say.number(ours["covered"] - chance["covered"]),
        told=told,
        ours=say.number(ours["reach_mean"]),
        listing=say.number(listing["reach_mean"]),
        chance=say.number(chance["reach_mean"]),
    )


def _members(found: Findings, team: Champions) -> Markup:
    network = found.network
    people, say = team.members["person"].tolist(), spoken()
    at = network.positions(people)
    shown = pd.DataFrame({say.say("columns.name"): [name_of(network, person) for person in people]})
    for column in ("unit", "role", found.groups):
        if column and column in network.people and column not in shown:
            shown[column] = network.groups(column).iloc[at].to_numpy()
    shown[say.say("team.covers")] = team.members["covers"]
    shown[say.say("team.only")] = team.members["only"]
    shown[say.say("team.if_not")] = [
        name_of(network, other) if other else say.say("team.nobody") for other in team.members["reserve"]
    ]
    shown[say.say("team.then")] = team.members["covered_with_reserve"]
    return charts.table(shown, caption=say.say("team.members"))


def _rivals(team: Champions) -> Markup:
    shown = team.rivals[["team", "covered", "reach_mean", "reach_low", "reach_high"]].copy()
    say = spoken()
    names = {"champions": say.say("team.this"), "random": say.strategy("random")}
    shown["covered"] = shown["covered"].round().astype(int)
    shown["team"] = [names.get(name, say.say("team.first_of", strategy=say.strategy(name))) for name in shown["team"]]
    shown.columns = pd.Index(say.texts["team"]["columns"])
    caption = say.say("team.rivals", worlds=say.number(team.comparison.worlds))
    return charts.table(shown, caption=caption)


def _coverage(found: Findings, team: Champions) -> Markup:
    if found.groups is None:
        return Markup("")
    say, table = spoken(), team.by_group(found.groups)
    if len(table) > charts.MOST_BARS:  # then those of whom the fewest are covered are shown
        table = table.sort_values("share", kind="stable")
    rows = [
        charts.Bar(
            say.say("charts.of", group=row["group"], part=row["covered"], all=row["people"]),
            100 * row["share"],
            marked=row["champions"] == 0,
        )
        for _, row in table.iterrows()
    ]
    title = say.say("team.share_covered", groups=found.groups)
    note = say.say("team.without") if any(r.marked for r in rows) else ""
    chart = charts.bars(rows, title=title, unit=say.say("charts.per_cent"), most=100)
    told = say.say("charts.in_unit", title=title, unit=say.say("charts.per_cent"))
    shown = table.assign(share=[say.percent(share) for share in table["share"]])
    shown.columns = pd.Index(say.texts["team"]["coverage_columns"])
    return Markup("<figure>{}<figcaption>{} {}</figcaption></figure><details><summary>{}</summary>{}</details>").format(
        chart, told, note, say.say("report.as_table"), charts.table(shown, caption=title)
    )


def _prices(team: Champions) -> list[str]:
    """Return what each condition costs, one sentence each."""
    say, told = spoken(), []
    for row in team.prices.to_dict("records"):
        more = int(row["covered_cost"])
        cost = say.say("team.costs", more) if more > 0 else say.say("team.costs_nothing")
        reach = (
            say.say("team.costs_reach", number=say.number(row["reach_cost"], 1)) if row["reach_cost"] >= 0.05 else ""
        )
        name = _in_words(str(row["condition"]))
        told.append(
            say.say(
                "team.price",
                condition=f"{name[0].upper()}{name[1:]}",
                cost=cost,
                reach=reach,
                covered=say.number(row["covered"]),
            )
        )
    return told


def _in_words(condition: str) -> str:
    """Return a condition in plain words."""
    kind, _, rest = condition.partition(" ")
    say = spoken()
    if kind == "quota":
        column, _, least = rest.rpartition("=")
        return say.say("team.quota", least=least, column=column)
    if kind == "diversity":
        return say.say("team.kinds", column=rest)
    return say.say(f"team.{kind.replace('-', '_')}")


def _figures(team: Champions) -> Markup:
    say = spoken()
    rows = [(name, team.figures[name], meaning) for name, meaning in say.texts["figures"].items()]
    columns = say.texts["team"]["figure_columns"]
    return charts.table(pd.DataFrame(rows, columns=columns), caption=say.say("team.figures"), digits=3)
