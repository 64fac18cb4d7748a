"""Report: what a change team reads, in the order in which it asks."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup
from numpy.typing import NDArray

from netspread.findings import Findings
from netspread.language import Language, speaking
from netspread.measures.brokerage import ROLES
from netspread.pages import charts, checks, layout, role_bars, start, team, together, words
from netspread.pages.stills import MOST_TIES, network_picture
from netspread.pages.template import page
from netspread.ranking import Ranking

_TOP = 10
SOURCES = {
    "in-degree": "Freeman (1979), Social Networks 1:215; Valente & Pumpuang (2007), Health Educ Behav 34:881",
    "betweenness": "Freeman (1977), Sociometry 40:35; Brandes (2001), J Math Sociol 25:163",
    "places": "Smith, Morgan & Moody (2022), Soc Networks 68:148",
    "roles": "Gould & Fernandez (1989), Sociological Methodology 19:89",
    "constraint": "Burt (1992), Structural Holes",
    "leiden": "Traag, Waltman & van Eck (2019), Sci Rep 9:5233",
    "e_i_index": "Krackhardt & Stern (1988), Soc Psychol Q 51:123",
    "models": "Kempe, Kleinberg & Tardos (2003), KDD",
    "one-hop": "Kim et al. (2015), Lancet 386:145",
    "community-leaders": "Valente & Davis (1999), Annals AAPSS 566:55",
    "greedy": "Tang et al. (2018), SIGMOD (OPIM-C)",
    "champions": "Church & ReVelle (1974), Pap Reg Sci Assoc 32:101; Neal et al. (2025), KOLaide",
    "practice": "Greenhalgh & Papoutsi (2019), BMJ 365:l2068",
}


def draw_report(found: Findings, *, places: NDArray[np.float64] | None = None) -> str:
    """Return the report as one HTML page; the same findings give the same text.

    *places*, where everybody stands in its picture, are those of :func:`netspread.pages.layout.places` if not given.
    """
    with speaking(found.language) as say:
        return _drawn(found, say, places)


def _drawn(found: Findings, say: Language, where: NDArray[np.float64] | None) -> str:
    return page(
        "report.html",
        text=say.texts["report"],
        made=say.say("report.made", seed=found.seed, worlds=say.number(found.worlds)),
        title=say.say("report.title"),
        sections=say.texts["sections"],
        lead=words.lead(found),
        asked=words.asked(found),
        response=_response(found),
        checks=_checks(found),
        checks_how=say.say("report.checks_how"),
        response_tables=_response_tables(found),
        notes=[say.said(sentence) for sentence in found.reported.told],
        network=words.network(found),
        picture=_picture(found, where),
        picture_part=_left_out_of_the_picture(found),
        leaders=words.leaders(found),
        leader_chart=_people_chart(found, found.leaders, "leaders"),
        leader_sure=words.sure(found, found.leaders, "leaders"),
        leader_ranges=_ranges(found, found.leaders, "leaders"),
        leader_chances=_chances(found, found.leaders, "leaders"),
        leader_table=_people_table(found, found.leaders, found.leader_measure),
        leaders_explained=team.explained(found, found.leaders),
        brokers=[say.say("report.brokers_how")],
        broker_chart=_people_chart(found, found.brokers, "brokers"),
        broker_sure=words.sure(found, found.brokers, "brokers"),
        broker_ranges=_ranges(found, found.brokers, "brokers"),
        broker_chances=_chances(found, found.brokers, "brokers"),
        broker_table=_people_table(found, found.brokers, found.broker_measure),
        roles=say.say("report.roles_how") if found.groups else "",
        role_table=_role_table(found),
        role_chart=role_bars.draw(found),
        brokers_explained=team.explained(found, found.brokers),
        together=together.section(found),
        start=start.section(found.answers, fitted=words.fitted(found)),
        team=team.section(found),
        unknown=words.unknown(found),
        sources={say.texts["report_sources"][name]: source for name, source in SOURCES.items()},
        options={name: _plain(value) for name, value in found.options.items()},
        inputs=[
            (file["name"], say.say("report.file", bytes=file["bytes"], digest=file["sha256"])) for file in found.inputs
        ],
        versions=found.versions,
    )


def _people_chart(found: Findings, ranking: Any, section: str) -> Markup:
    frame = ranking.to_frame().head(_TOP)
    rows = [charts.Bar(words.named(found, p), score) for p, score in zip(frame["person"], frame["score"], strict=True)]
    say = words.said(found)
    title = say.say("charts.first", len(rows), title=say.say(f"sections.{section}"))
    return charts.bars(rows, title=title, unit=words.measure(found, ranking.measure))


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
    say = words.said(found)
    told = "; ".join(
        say.say(
            "charts.sure_row", name=row.label, place=f"{row.value:.0f}", low=f"{row.low:.0f}", high=f"{row.high:.0f}"
        )
        for row in rows
    )
    title = say.say("charts.sure", what=say.say(f"report.{what}"))
    return charts.ranges(rows, title=title, unit=say.say("charts.sure_unit"), description=f"{title}. {told}.")


def _chances(found: Findings, ranking: Ranking, what: str) -> Markup:
    if ranking.low is None:
        return Markup("")
    frame, say = _likely(ranking), words.said(found)
    columns = say.texts["columns"]
    shown = pd.DataFrame(
        {
            columns["name"]: [words.named(found, person) for person in frame["person"]],
            columns["place"]: frame["rank"].to_numpy(),
            columns["from"]: frame["low"].to_numpy(),
            columns["to"]: frame["high"].to_numpy(),
            say.say("charts.among", top=words.small(found, ranking.top_k), draws=ranking.draws): (
                (frame["top_k_chance"] * ranking.draws).round().astype("int64").to_numpy()
            ),
        }
    )
    return charts.table(shown, caption=say.say("charts.places", what=say.say(f"report.{what}")))


def _people_table(found: Findings, ranking: Any, measure: str) -> Markup:
    frame = ranking.to_frame().head(_TOP)
    people = frame["person"].tolist()
    position = found.network.positions(people)
    names, say = found.partition.names, words.said(found)
    columns = say.texts["columns"]
    shown = pd.DataFrame(
        {columns["rank"]: frame["rank"], columns["name"]: [words.named(found, person) for person in people]}
    )
    for column in ("unit", "role", found.groups):
        if column and column in found.network.people and column not in shown:
            shown[column] = found.network.groups(column).iloc[position].to_numpy()
    shown[columns["community"]] = [names[int(label)] for label in found.partition.labels[position]]
    shown[words.measure(found, measure)] = frame["score"].astype(float)
    digits = 0 if frame["score"].max() >= 100 or (frame["score"] % 1 == 0).all() else 3
    return charts.table(
        shown, caption=say.say("charts.first_by", len(shown), measure=words.measure(found, measure)), digits=digits
    )


def _role_table(found: Findings) -> Markup:
    if found.groups is None:
        return Markup("")
    people = found.brokers.top(_TOP)
    position = found.network.positions(people)
    say = words.said(found)
    shown = pd.DataFrame({say.say("columns.name"): [words.named(found, person) for person in people]})
    for role in ROLES:
        shown[words.measure(found, role)] = found.scores[role].scores[position].astype("int64")
    return charts.table(shown, caption=say.say("charts.roles", groups=found.groups))


def _response(found: Findings) -> Markup:
    reported = found.reported
    if not reported.listed or reported.respondents is None or found.groups is None:
        return Markup("")
    table, say = reported.response_by_group(found.groups), words.said(found)
    if len(table) > charts.MOST_BARS:  # then those who answered least are shown
        table = table.assign(share=table["respondents"] / table["people"]).sort_values("share", kind="stable")
    rows = [
        charts.Bar(
            say.say("charts.of", group=group, part=answered, all=people),
            100 * answered / people,
            marked=answered < 0.7 * people,
        )
        for group, people, answered in zip(table["group"], table["people"], table["respondents"], strict=True)
    ]
    return charts.bars(
        rows, title=say.say("charts.answered", groups=found.groups), unit=say.say("charts.per_cent"), most=100
    )


def _checks(found: Findings) -> Markup:
    say = words.said(found)
    shown = pd.DataFrame(
        checks.checks(found), columns=[say.say(f"columns.{name}") for name in ("looked", "found", "means")]
    )
    return charts.table(shown, caption=say.say("charts.checks"))


def _response_tables(found: Findings) -> list[Markup]:
    """Return a table for each attribute: who answered; the groups that answered least first."""
    tables, say = [], words.said(found)
    for name, rows in found.quality()["response_by_group"].items():
        table = pd.DataFrame(rows).sort_values("response_rate", kind="stable")
        table["response_rate"] = [say.percent(rate) for rate in table["response_rate"]]
        table.columns = pd.Index([name, *(say.say(f"columns.{column}") for column in ("people", "answered", "share"))])
        tables.append(charts.table(table, caption=say.say("charts.answered", groups=name)))
    return tables


def _picture(found: Findings, where: NDArray[np.float64] | None) -> Markup:
    if where is None:
        where = layout.places(found.network, found.partition.labels, seed=found.seed)
    return network_picture(found.network, where, found.partition.labels, title=words.said(found).say("charts.network"))


def _left_out_of_the_picture(found: Findings) -> str:
    """Return how many ties the picture shows, if it cannot show all."""
    if found.network.n_ties <= MOST_TIES:
        return ""
    say = words.said(found)
    return say.say("report.picture_part", shown=say.number(MOST_TIES), all=say.number(found.network.n_ties))


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={each}" for name, each in value.items()) or "–"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "–"
    return "–" if value is None else str(value)
