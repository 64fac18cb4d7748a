"""Words: the sentences of the report, made from its figures; the texts stand in ``languages/``, one file a language."""

import numpy as np

from netspread.explain import name_of
from netspread.findings import Findings
from netspread.language import Language, language
from netspread.network import INFLUENCE_IN_WORDS
from netspread.ranking import Ranking
from netspread.spread.models import Model

#: Under this share of answers ranks are called uncertain.
_FEW = 0.7


def said(found: Findings) -> Language:
    """Return the texts in the language of the findings."""
    return language(found.language)


def strategy(found: Findings, name: str) -> str:
    """Return a strategy's name in plain words."""
    return said(found).strategy(name)


def measure(found: Findings, name: str) -> str:
    """Return what a measure is called."""
    return said(found).named("measures", name, name)


def rule(found: Findings, model: Model) -> str:
    """Return a model's rule in one plain sentence."""
    return said(found).model(model)


def named(found: Findings, person: str) -> str:
    """Return a person's name, or the id of somebody without."""
    return name_of(found.network, person)


def small(found: Findings, number: int) -> str:
    """Return a small number in words."""
    say = said(found)
    known = say.texts["counts"]["small"]
    return str(known[number]) if number < len(known) else say.number(number)


def asked(found: Findings) -> list[str]:
    """Return what was asked, who answered, and how far that carries."""
    say, quality = said(found), found.quality()
    people, ties = say.say("counts.people", found.network.n_people), say.say("counts.ties", found.network.n_ties)
    told = []
    if found.question and found.question != found.relation:
        told.append(say.say("report.question_was", question=found.question))
    elif found.relation:
        told.append(say.say("report.question_is", relation=found.relation))
    told.append(say.say("report.size", people=people, ties=ties))
    rate = quality["response_rate"]
    if rate is not None:
        respondents, everybody = say.number(quality["respondents"]), say.number(quality["people"])
        told.append(
            say.say("report.answered", respondents=respondents, people=everybody, share=say.percent(rate)),
        )
        if rate < _FEW:
            told.append(say.say("report.answered_few"))
    elif found.reported.respondents is None:
        told.append(say.say("report.records"))
    else:
        told.append(say.say("report.no_list"))
    return told


def lead(found: Findings) -> list[str]:
    """Return the answers in short: who leads, what is most closed, and what choosing where to start brings."""
    say, comparison = said(found), found.comparison
    told = [say.say("report.lead_leaders", names=", ".join(named(found, one) for one in found.leaders.top(3)))]
    told += closed(found)
    if "random" in comparison.strategies and comparison.best != "random":
        reached = {name: say.number(comparison.spread(name).reach_mean) for name in (comparison.best, "random")}
        told.append(
            say.say(
                "report.lead_start",
                people=say.say("counts.people", found.budget),
                strategy=strategy(found, comparison.best),
                reach=reached[comparison.best],
                all=say.number(found.network.n_people),
                random=reached["random"],
            )
        )
    return told


def closed(found: Findings) -> list[str]:
    """Return which community is most closed; nothing if there is one alone."""
    say, table = said(found), found.communities_table()
    table = table[table["community"] <= found.partition.n_tied]
    if len(table) < 2:
        return []
    most = table.sort_values("inside", ascending=False, kind="stable").iloc[0]
    return [say.say("report.closed", name=most["name"], share=say.percent(most["inside"]))]


def network(found: Findings) -> list[str]:
    """Return how connected people are."""
    say, net = said(found), found.network
    both = net.contacts()
    degrees = np.diff(both.starts)
    alone = int((degrees == 0).sum())
    influence = say.named("influence", net.influence, INFLUENCE_IN_WORDS[net.influence])
    told = [
        say.say("report.contacts", number=say.number(degrees.mean(), 1)),
        say.say("report.here", influence=influence),
    ]
    if alone:
        told.append(say.say("report.alone", alone))
    if net.directed and net.n_ties:
        matrix = net.matrix().astype(bool)
        returned = int((matrix.multiply(matrix.T)).sum())
        told.append(say.say("report.returned", share=say.percent(returned / net.n_ties)))
    return told


def leaders(found: Findings) -> list[str]:
    """Return what the ranking of leaders says."""
    say = said(found)
    scores = np.sort(found.leaders.scores)[::-1]
    total = scores.sum()
    how = {"in-degree": "report.leaders_in", "out-degree": "report.leaders_out"}
    told = [
        say.say(how[found.leader_measure])
        if found.leader_measure in how
        else say.say("report.ranked_by", measure=measure(found, found.leader_measure))
    ]
    if total > 0:
        tenth = max(1, len(scores) // 10)
        told.append(say.say("report.first_tenth", tenth, share=say.percent(scores[:tenth].sum() / total)))
    silent = ~found.network.responded
    top = np.argsort(-found.leaders.scores, kind="stable")[:10]
    missing = int(silent[top].sum())
    if missing:
        told.append(say.say("report.silent_leaders", missing, first=small(found, len(top))))
    return told


def sure(found: Findings, ranking: Ranking, what: str) -> list[str]:
    """Return how sure the places of a ranking are; *what* is ``"leaders"`` or ``"brokers"``."""
    if ranking.top_k_chance is None:
        return []
    say, top = said(found), small(found, ranking.top_k)
    silent = int((~found.network.responded).sum())
    first = ranking.top(1)[0]
    times = round(float(ranking.top_k_chance[found.network.positions([first])[0]]) * ranking.draws)
    firm = int((ranking.top_k_chance >= 0.9).sum())
    told = [
        say.say("report.sure", silent, draws=ranking.draws, first=named(found, first), top=top, times=times),
        say.say(
            "report.firm_all" if firm == found.network.n_people else "report.firm",
            firm,
            top=top,
            what=say.say(f"report.{what}"),
        ),
    ]
    if ranking.drawn_sources:
        told.append(say.say("report.drawn_sources", number=ranking.drawn_sources))
    return told


def communities(found: Findings) -> list[str]:
    """Return what the communities and silos are."""
    say, partition = said(found), found.partition
    told = [say.say("report.communities_how"), say.say("report.communities", partition.n_tied), *closed(found)]
    if found.silos is not None:
        index, chance = found.silos.e_i_index, found.silos.e_i_chance
        if np.isfinite(index):
            told.append(
                say.say(
                    "report.inside",
                    share=say.percent((1 - index) / 2),
                    groups=found.silos.groups,
                    chance=say.percent((1 - chance) / 2),
                    index=say.number(index, 2),
                    expected=say.number(chance, 2),
                )
            )
    return told


def fitted(found: Findings) -> list[str]:
    """Return what was learned from what did happen, if that is known."""
    if not found.fitted:
        return []
    say, row = said(found), found.fitted[0].parameter("p")
    return [
        say.say(
            "report.fitted" if found.chance_fitted else "report.fitted_none",
            file=str(found.options["adopted"]),
            chance=say.number(float(row["estimate"]), 3),
            low=say.number(float(row["low"]), 3),
            high=say.number(float(row["high"]), 3),
        )
    ]


def unknown(found: Findings) -> list[str]:
    """Return what these figures cannot tell."""
    say = said(found)
    known = say.texts["cannot"].items()
    told = [str(text) for key, text in known if key != "p" or not found.chance_fitted]
    rate = found.quality()["response_rate"]
    if rate is not None and rate < 1:
        told.insert(0, say.say("report.silent", share=say.percent(1 - rate)))
    names = found.quality()["unknown_names"]
    if names:
        told.insert(1, say.say("report.unknown_names", len(names)))
    return told
