"""Report: what a change team reads, in the order in which it asks."""

from functools import cache
from typing import Any

import pandas as pd
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from netspread.findings import Findings
from netspread.measures.brokerage import ROLES
from netspread.pages import charts, role_bars, team, together, words
from netspread.pages.embed import asset, policy
from netspread.pages.layout import places
from netspread.ranking import Ranking

_TOP = 10
#: A heat map of more groups than this can not be read.
_MOST_GROUPS = 30
SOURCES = {
    "in-degree": "Freeman (1979), Social Networks 1:215; Valente & Pumpuang (2007), Health Educ Behav 34:881",
    "betweenness": "Freeman (1977), Sociometry 40:35; Brandes (2001), J Math Sociol 25:163",
    "how sure places are": "Smith, Morgan & Moody (2022), Soc Networks 68:148",
    "brokerage roles": "Gould & Fernandez (1989), Sociological Methodology 19:89",
    "constraint": "Burt (1992), Structural Holes",
    "Leiden communities": "Traag, Waltman & van Eck (2019), Sci Rep 9:5233",
    "E-I index": "Krackhardt & Stern (1988), Soc Psychol Q 51:123",
    "independent cascade, linear threshold": "Kempe, Kleinberg & Tardos (2003), KDD",
    "one-hop": "Kim et al. (2015), Lancet 386:145",
    "community-leaders": "Valente & Davis (1999), Annals AAPSS 566:55",
    "greedy": "Tang et al. (2018), SIGMOD (OPIM-C)",
    "champions": "Church & ReVelle (1974), Pap Reg Sci Assoc 32:101; Neal et al. (2025), KOLaide",
    "spread of good practice": "Greenhalgh & Papoutsi (2019), BMJ 365:l2068",
}


def draw_report(found: Findings) -> str:
    """Return the report as one HTML page; the same findings give the same text."""
    style = asset("report.css")
    page: str = _template().render(
        policy=policy((), (style,)),
        style=Markup(style),  # noqa: S704  # our own file
        title=words.TITLE,
        sections=words.SECTIONS,
        asked=words.asked(found),
        response=_response(found),
        checks=_checks(found),
        checks_how=words.CHECKS_HOW,
        response_tables=_response_tables(found),
        notes=found.quality()["told"],
        network=words.network(found),
        picture=_picture(found),
        leaders=words.leaders(found),
        leader_chart=_people_chart(found, found.leaders, "Opinion leaders"),
        leader_sure=words.sure(found, found.leaders, "leaders"),
        leader_ranges=_ranges(found, found.leaders, "leaders"),
        leader_chances=_chances(found, found.leaders, "leaders"),
        leader_table=_people_table(found, found.leaders, found.leader_measure),
        leaders_explained=team.explained(found, found.leaders),
        brokers=[words.BROKERS_HOW],
        broker_chart=_people_chart(found, found.brokers, "Brokers"),
        broker_sure=words.sure(found, found.brokers, "brokers"),
        broker_ranges=_ranges(found, found.brokers, "brokers"),
        broker_chances=_chances(found, found.brokers, "brokers"),
        broker_table=_people_table(found, found.brokers, found.broker_measure),
        roles=words.ROLES_HOW if found.groups else "",
        role_table=_role_table(found),
        role_chart=role_bars.draw(found),
        brokers_explained=team.explained(found, found.brokers),
        together=together.section(found),
        start=words.start(found),
        comparisons=_comparisons(found),
        sweep=_sweep(found),
        sweep_how=words.SWEEP_HOW,
        left_out=words.left_out(found),
        seeds=_seeds(found),
        team=team.section(found),
        unknown=words.unknown(found),
        sources=SOURCES,
        options={name: _plain(value) for name, value in found.options.items()},
        inputs=found.inputs,
        versions=found.versions,
        seed=found.seed,
        worlds=found.worlds,
    )
    return page


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(asset("report.html"))


def _people_chart(found: Findings, ranking: Any, title: str) -> Markup:
    frame = ranking.to_frame().head(_TOP)
    rows = [charts.Bar(words.named(found, p), score) for p, score in zip(frame["person"], frame["score"], strict=True)]
    return charts.bars(rows, title=f"{title}: the first {len(rows)}", unit=ranking.measure)


def _likely(ranking: Ranking) -> pd.DataFrame:
    """Return those who may well be among the first: the first, and whoever is in one of four draws."""
    frame = ranking.to_frame()
    return frame[(frame["rank"] <= ranking.top_k) | (frame["top_k_chance"] >= 0.25)].head(2 * _TOP)


def _ranges(found: Findings, ranking: Ranking, what: str) -> Markup:
    if ranking.low is None:
        return Markup("")
    frame = _likely(ranking)
    rows = [
        charts.Bar(words.named(found, person), place, low, high)
        for person, place, low, high in zip(frame["person"], frame["rank"], frame["low"], frame["high"], strict=True)
    ]
    told = "; ".join(f"{row.label} {row.value:.0f}, from {row.low:.0f} to {row.high:.0f}" for row in rows)
    title = f"How sure the places of {what} are"
    return charts.ranges(rows, title=title, unit="place, 1 is the first", description=f"{title}. {told}.")


def _chances(found: Findings, ranking: Ranking, what: str) -> Markup:
    if ranking.low is None:
        return Markup("")
    frame = _likely(ranking)
    shown = pd.DataFrame(
        {
            "name": [words.named(found, person) for person in frame["person"]],
            "place": frame["rank"].to_numpy(),
            "from": frame["low"].to_numpy(),
            "to": frame["high"].to_numpy(),
            f"among the {words.small(ranking.top_k)}, of {ranking.draws} networks": (
                (frame["top_k_chance"] * ranking.draws).round().astype("int64").to_numpy()
            ),
        }
    )
    return charts.table(shown, caption=f"Places of {what}, and between which places nine of ten plausible networks lie")


def _people_table(found: Findings, ranking: Any, measure: str) -> Markup:
    frame = ranking.to_frame().head(_TOP)
    people = frame["person"].tolist()
    position = found.network.positions(people)
    names = found.partition.names
    shown = pd.DataFrame({"rank": frame["rank"], "name": [words.named(found, person) for person in people]})
    for column in ("unit", "role", found.groups):
        if column and column in found.network.people and column not in shown:
            shown[column] = found.network.groups(column).iloc[position].to_numpy()
    shown["community"] = [names[int(label)] for label in found.partition.labels[position]]
    shown[measure] = frame["score"].astype(float)
    digits = 0 if frame["score"].max() >= 100 or (frame["score"] % 1 == 0).all() else 3
    return charts.table(shown, caption=f"The first {len(shown)} by {measure}", digits=digits)


def _role_table(found: Findings) -> Markup:
    if found.groups is None:
        return Markup("")
    people = found.brokers.top(_TOP)
    position = found.network.positions(people)
    shown = pd.DataFrame({"name": [words.named(found, person) for person in people]})
    for role in ROLES:
        shown[role] = found.scores[role].scores[position].astype("int64")
    return charts.table(shown, caption=f"The same people by the role they play between groups of {found.groups}")


def _response(found: Findings) -> Markup:
    reported = found.reported
    if not reported.listed or reported.respondents is None or found.groups is None:
        return Markup("")
    table = reported.response_by_group(found.groups)
    rows = [
        charts.Bar(f"{group} ({answered} of {people})", 100 * answered / people, marked=answered < 0.7 * people)
        for group, people, answered in zip(table["group"], table["people"], table["respondents"], strict=True)
    ]
    return charts.bars(rows, title=f"Who answered, by {found.groups}", unit="per cent", most=100)


def _checks(found: Findings) -> Markup:
    shown = pd.DataFrame(words.checks(found), columns=["what was looked at", "found", "what it means"])
    return charts.table(shown, caption="Signs to look at before the figures are believed")


def _response_tables(found: Findings) -> list[Markup]:
    """Return a table for each attribute: who answered; the groups that answered least first."""
    tables = []
    for name, rows in found.quality()["response_by_group"].items():
        table = pd.DataFrame(rows).sort_values("response_rate", kind="stable")
        table["response_rate"] = [f"{rate:.0%}" for rate in table["response_rate"]]
        table.columns = pd.Index([name, "people", "answered", "share"])
        tables.append(charts.table(table, caption=f"Who answered, by {name}"))
    return tables


def _picture(found: Findings) -> Markup:
    where = places(found.network, found.partition.labels, seed=found.seed)
    return charts.network_picture(found.network, where, found.partition.labels, title="The network")


def _comparisons(found: Findings) -> list[dict[str, Any]]:
    frame = found.comparison.to_frame()
    shown = []
    for number, model in enumerate(found.comparison.models, 1):
        part = frame[frame["model"] == model.name].sort_values("reach_mean", ascending=False, kind="stable")
        best = part["strategy"].iloc[0]
        ends = zip(part["strategy"], part["reach_mean"], part["reach_low"], part["reach_high"], strict=True)
        rows = [
            charts.Bar(words.strategy(name), mean, low, high, marked=name == best) for name, mean, low, high in ends
        ]
        title = f"Rule {number}: {model.describe()}"
        table = part[["strategy", "reach_mean", "reach_low", "reach_high"]]
        table = table.assign(strategy=table["strategy"].map(words.strategy))
        table.columns = pd.Index(["strategy", "people reached", "from", "to"])
        shown.append(
            {
                "title": title,
                "chart": charts.bars(
                    rows, title=title, unit="people reached", most=float(part["reach_high"].max()) * 1.05
                ),
                "table": charts.table(table, caption="People reached, seeds included; the 95 % interval of the mean"),
            }
        )
    return shown


def _sweep(found: Findings) -> Markup:
    wide = found.sweep.pivot_table(index="p", columns="strategy", values="reach_mean", sort=False)
    rows = [charts.Line(words.strategy(str(name)), tuple(wide[name])) for name in wide]
    title = "People reached, by the chance that a tie passes it on"
    return charts.lines(list(wide.index), rows, title=title, x_label="assumed chance p", y_label="people reached")


def _seeds(found: Findings) -> Markup:
    spread = found.comparison.spread(found.comparison.best)
    people = list(spread.seeds)
    shown = pd.DataFrame(
        {"order": range(1, len(people) + 1), "name": [words.named(found, person) for person in people]}
    )
    for column in ("unit", "role", found.groups):
        if column and column in found.network.people and column not in shown:
            shown[column] = found.network.groups(column).iloc[found.network.positions(people)].to_numpy()
    return charts.table(shown, caption=f"Whom to start with by “{words.strategy(found.comparison.best)}”")


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "–" if value is None else str(value)
