"""Words: every sentence of the report, in one place; a translation is another file like this.

Sentences are made from figures. ``count`` settles one and many.
"""

import numpy as np

from netspread.explain import count
from netspread.findings import Findings
from netspread.ranking import Ranking

TITLE = "Who leads, who connects, where to start"
SECTIONS = {
    "asked": "What we asked, and who answered",
    "quality": "How good the answers are",
    "network": "What the network looks like",
    "leaders": "Opinion leaders",
    "brokers": "Brokers",
    "communities": "Communities and silos",
    "start": "Where to start",
    "champions": "A team of champions",
    "unknown": "What this cannot tell",
    "methods": "Methods and sources",
}

CHECKS_HOW = (
    "Nothing was left out for these signs, unless it says so. Who it is stands in quality.json: ask before you judge, "
    "as somebody may well know everybody equally."
)
LEADERS_HOW = {
    "in-degree": "An opinion leader is somebody whom many others name. The bar shows by how many people.",
    "out-degree": "In these messages an opinion leader is somebody who writes to many. The bar shows to how many.",
}
STRATEGIES = {
    "random": "drawn at random",
    "in-degree": "named by most",
    "out-degree": "write to most",
    "betweenness": "brokers",
    "pagerank": "PageRank",
    "one-hop": "named by random people",
    "gossip": "heard of by random people",
    "community-leaders": "leaders of communities",
    "leader-matched": "a leader for everybody",
    "degree-discount": "named by most, not by the same",
    "key-player": "together near to everybody",
    "clustered": "people who know each other",
    "complex-centrality": "where several convince",
    "greedy": "best in simulation (greedy)",
    "robust": "good whatever the rule",
    "fair-maximin": "the least reached group first",
    "fair-proportional": "each group its share",
    "by-cost": "most for the money",
    "list": "our own list",
}
BROKERS_HOW = (
    "A broker stands between others: news from one part to another often passes through this person (betweenness). "
    "A broker who leaves or is too busy cuts people off; one who is won over carries a change across borders."
)
ROLES_HOW = (
    "How often each stands between two people who do not name each other. A coordinator connects people of the own "
    "group, a gatekeeper lets others in, a representative speaks for the own group, a liaison connects two other "
    "groups, and an itinerant broker connects two people of one other group."
)
COMMUNITIES_HOW = (
    "A community is a set of people with more ties among themselves than to others, found from the ties alone, "
    "not from the organisation chart. It is named after what most of its people share."
)
SILOS_HOW = (
    "Each cell counts ties from the row's group to the column's. A dark cell has more ties than if everybody had "
    "chosen at random, a pale one fewer."
)
MODELS_HOW = (
    "Nobody knows beforehand how easily a practice passes from one colleague to the next. So two simple rules are "
    "tried, and the numbers below compare ways to start: they do not predict how many people will adopt."
)
SWEEP_HOW = (
    "The same people, with other chances that a tie passes it on. If the order of the lines stays the same, the "
    "choice of where to start does not hang on the number that we assumed."
)
CANNOT = {
    "ties": "A tie is what somebody reported or sent. It does not say how good the advice was, nor who followed it.",
    "p": "How easily this practice spreads is assumed, and so are the reach figures. Compare, do not promise.",
    "cause": "People who sit together resemble each other anyway: a map cannot prove that one influenced the other.",
    "people": "A low rank is no judgement of anybody's work. Ask people before you make them champions.",
}


def strategy(name: str) -> str:
    """Return a strategy's name in plain words."""
    return STRATEGIES.get(name, name)


def asked(found: Findings) -> list[str]:
    """Return what was asked, who answered, and how far that carries."""
    quality = found.quality()
    people, ties = count(found.network.n_people, "person", "people"), count(found.network.n_ties, "tie", "ties")
    told = []
    if found.question and found.question != found.relation:
        told.append(f"The question was: {found.question}")
    elif found.relation:
        told.append(f"The question analyzed is “{found.relation}”.")
    told.append(f"The network has {people} and {ties}.")
    rate = quality["response_rate"]
    if rate is not None:
        told.append(f"{quality['respondents']:,} of {quality['people']:,} people answered ({rate:.0%}).")
        if rate < 0.7:
            told.append(
                "That is under 70 %: the ranks of people in units with few answers are uncertain. Ask again before you "
                "decide on single people."
            )
    elif found.reported.respondents is None:
        told.append("These are records, not answers: nobody was asked, and nobody could decline.")
    else:
        told.append("Without a staff list it is not known who did not answer.")
    return told


def checks(found: Findings) -> list[tuple[str, str, str]]:
    """Return (check, figure, what it means) for each sign of how good the answers are."""
    quality = found.quality()
    rules, asked = quality["rules"], quality["respondents"] is not None
    relations = ", ".join(f"{name or 'not named'} {ties:,}" for name, ties in quality["relations"].items())
    rows = [("ties by relation", relations, "as reported, before anything was left out")]
    if quality["response_rate"] is not None:
        rows.append(("answered", f"{quality['response_rate']:.0%}", "of the people on the list"))
    rows += [
        ("named oneself", f"{quality['self_nominations']:,}", "left out"),
        ("named twice", f"{quality['duplicates']:,}", "the same person in the same answer; counted once"),
        ("unknown names", f"{len(quality['unknown_names']):,}", "not on the list; left out"),
        ("isolates", f"{quality['isolates']:,}", "people on the list without any tie, in any relation"),
        ("dates out of range", f"{quality['dates_out_of_range']:,}", rules["dates_out_of_range"]),
    ]
    if asked:
        rows += [
            ("straight-lining", f"{len(quality['straight_lining']):,}", rules["straight_lining"]),
            ("extreme nominators", f"{len(quality['extreme_nominators']):,}", rules["extreme_nominators"]),
        ]
    if quality["likely_duplicates"]:
        pairs = f"{len(quality['likely_duplicates']):,}"
        rows.append(("likely the same person", pairs, "pairs of names in quality.json; nobody was merged"))
    return rows


def network(found: Findings) -> list[str]:
    """Return how connected people are."""
    net = found.network
    both = net.contacts()
    degrees = np.diff(both.starts)
    alone = int((degrees == 0).sum())
    told = [
        f"On average everybody has {degrees.mean():.1f} contacts, counting who named whom in either direction.",
        f"Here {found.quality()['influence_in_words']}.",
    ]
    if alone:
        told.append(f"{count(alone, 'person has', 'people have')} no tie at all.")
    if net.directed and net.n_ties:
        matrix = net.matrix().astype(bool)
        returned = int((matrix.multiply(matrix.T)).sum())
        told.append(f"{returned / net.n_ties:.0%} of ties are returned.")
    return told


def leaders(found: Findings) -> list[str]:
    """Return what the ranking of leaders says."""
    scores = np.sort(found.leaders.scores)[::-1]
    total = scores.sum()
    told = [LEADERS_HOW.get(found.leader_measure, f"Ranked by {found.leader_measure}.")]
    if total > 0:
        tenth = max(1, len(scores) // 10)
        told.append(f"The first tenth of people ({tenth}) hold {scores[:tenth].sum() / total:.0%} of all nominations.")
    silent = ~found.network.responded
    top = np.argsort(-found.leaders.scores, kind="stable")[:10]
    missing = int(silent[top].sum())
    if missing:
        told.append(
            f"{count(missing, 'of these ten did', 'of these ten did')} not answer: how they are named is known, whom "
            "they name is not."
        )
    return told


def sure(found: Findings, ranking: Ranking, what: str) -> list[str]:
    """Return how sure the places of a ranking are."""
    silent = int((~found.network.responded).sum())
    if ranking.top_k_chance is None:
        return []
    first = ranking.top(1)[0]
    chance = float(ranking.top_k_chance[found.network.positions([first])[0]])
    firm = int((ranking.top_k_chance >= 0.9).sum())
    return [
        (
            f"{count(silent, 'person', 'people')} did not answer, and whom they would name is unknown. So "
            f"{ranking.draws} plausible complete networks were drawn, in which the silent name people as those who "
            f"answered do. {named(found, first)} would be among the {small(ranking.top_k)} in "
            f"{chance * ranking.draws:.0f} of {ranking.draws} plausible complete networks."
        ),
        (
            f"{count(firm, 'person is', 'people are')} among the {small(ranking.top_k)} first {what} in at least nine "
            "of ten; with the others you cannot be sure. The dot is the place by the answers that came in; the line "
            "covers nine of ten plausible networks."
        ),
    ]


def named(found: Findings, person: str) -> str:
    """Return a person's name, or the id of somebody without."""
    people = found.network.people
    name = people["name"].get(person) if "name" in people else None
    return name if isinstance(name, str) else person


def small(number: int) -> str:
    """Return a small number in words.

    >>> small(10), small(12)
    ('ten', '12')
    """
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else f"{number:,}"


def communities(found: Findings) -> list[str]:
    """Return what the communities and silos are."""
    partition = found.partition
    table = found.communities_table()
    table = table[table["community"] <= partition.n_tied]
    told = [COMMUNITIES_HOW, f"There are {count(partition.n_tied, 'community', 'communities')} of two people or more."]
    if len(table) > 1:
        closed = table.sort_values("inside", ascending=False, kind="stable").iloc[0]
        told.append(f"Most closed is {closed['name']}: {closed['inside']:.0%} of its people's ties stay inside.")
    if found.silos is not None:
        index, chance = found.silos.e_i_index, found.silos.e_i_chance
        if np.isfinite(index):
            inside = (1 - index) / 2
            told.append(
                f"{inside:.0%} of ties stay within the same {found.silos.groups}; by chance it would be "
                f"{(1 - chance) / 2:.0%} (E-I index {index:.2f} against {chance:.2f})."
            )
    return told


def start(found: Findings) -> list[str]:
    """Return which way to start does best, by how much, and whether it is worth it."""
    comparison = found.comparison
    best = comparison.best
    spread = comparison.spread(best)
    told = [
        MODELS_HOW,
        *fitted(found),
        (
            f"Rule 1: {comparison.models[0].describe()}. With {count(found.budget, 'person', 'people')} to start, "
            f"“{strategy(best)}” reaches most: {spread.reach_mean:.0f} of {found.network.n_people} on average over "
            f"{found.worlds:,} tries."
        ),
    ]
    if "random" in comparison.strategies and best != "random":
        more = comparison.differences("random").set_index("strategy").loc[best]
        base = comparison.spread("random").reach_mean
        told.append(
            f"That is {more['more']:.0f} more than people drawn at random "
            f"({more['more_low']:.0f} to {more['more_high']:.0f} in the same tries)."
        )
        if more["more_low"] <= 0 or more["more"] < 0.1 * base:
            told.append(
                "So clever choice brings little here: a few more people, drawn at random, would do as well "
                "(Akbarpour, Malladi & Saberi 2020)."
            )
    others = [
        strategy
        for strategy in comparison.strategies
        if strategy != best
        and abs(comparison.spread(strategy).reach_mean - spread.reach_mean) < 0.03 * spread.reach_mean
    ]
    if others:
        told.append(
            "Nearly as good: "
            + ", ".join(f"“{strategy(name)}”" for name in others)
            + ". Take whichever your people accept best."
        )
    return told


def left_out(found: Findings) -> str:
    """Return which group is reached least, if there are groups."""
    if found.groups is None:
        return ""
    table = found.comparison.spread(found.comparison.best).by_group(found.groups)
    table = table[table["people"] >= 5]
    if len(table) < 2:
        return ""
    worst, best = (table.sort_values("share", kind="stable").iloc[at] for at in (0, -1))
    return (
        f"Not everybody is reached alike: {worst['share']:.0%} of {worst['group']}, {best['share']:.0%} of "
        f"{best['group']}. If the first matters, start somebody there as well."
    )


def fitted(found: Findings) -> list[str]:
    """Return what was learned from what did happen, if that is known."""
    if not found.fitted:
        return []
    row = found.fitted[0].parameter("p")
    source = f"In “{found.options['adopted']}” "
    if row["estimate"] > 0:
        return [
            (
                f"{source}a new adopter passed it on to each person whom they influence with chance "
                f"{row['estimate']:.3f} ({row['low']:.3f} to {row['high']:.3f}); rule 1 takes that in place of an "
                "assumed chance."
            )
        ]
    return [
        (
            f"{source}nothing is seen to pass along ties: the chance is 0 ({row['low']:.3f} to {row['high']:.3f}). So "
            "rule 1 keeps to an assumed chance, and whom to start with may hardly matter."
        )
    ]


def unknown(found: Findings) -> list[str]:
    """Return what these figures cannot tell."""
    told = [sentence for key, sentence in CANNOT.items() if key != "p" or not found.fitted]
    rate = found.quality()["response_rate"]
    if rate is not None and rate < 1:
        told.insert(
            0,
            f"{1 - rate:.0%} did not answer. Whom they would have named is unknown, and counts as nothing here, but "
            "for the intervals of places.",
        )
    names = found.quality()["unknown_names"]
    if names:
        told.insert(
            1, f"{count(len(names), 'name is', 'names are')} not on the staff list; these nominations are left out."
        )
    return told
