"""Together: the section on communities, silos, and the ties worth making."""

from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from netspread.communities.describe import descriptions
from netspread.explain import name_of
from netspread.findings import Findings
from netspread.language import spoken
from netspread.pages import charts, words
from netspread.pages.heat import heat_map
from netspread.pages.template import part

#: So many communities are described, and so many people between them are named.
_MOST_CARDS, _MOST_BETWEEN = 24, 10
#: A gain under this share is called little.
_LITTLE = 0.05
#: A heat map of more groups than this can not be read.
_MOST_GROUPS = 30


def section(found: Findings) -> Markup:
    """Return the section: what communities there are and how sure, who turns to whom, and which ties to make."""
    return part(
        "together.html",
        text=spoken().texts["together"],
        as_table=spoken().say("report.as_table"),
        communities=[*words.communities(found), *_sure(found)],
        cards=_cards(found),
        between=_between(found),
        silos=spoken().say("report.silos_how"),
        silo_chart=_silo_chart(found),
        closed_chart=_closed_chart(found),
        silo_table=_silo_table(found),
        bridges=_advice(found),
        bridge_table=_bridge_table(found),
    )


def _sure(found: Findings) -> list[str]:
    """Return how sure the communities are, from the runs that they are the consensus of."""
    agreed = found.consensus
    if agreed is None:
        return []
    low, high = agreed.interval()
    say = spoken()
    span = f"{low}" if low == high else say.say("together.span", low=low, high=high)
    told = [say.say("together.agreed", runs=agreed.runs, span=span)]
    told.append(say.say("together.sitting", len(agreed.between())))
    return told


def _cards(found: Findings) -> list[dict[str, Any]]:
    people, say = found.network.people, spoken()
    shown = people["name"].dropna() if "name" in people else None
    table = found.communities_table().set_index("community")
    inside = table["inside"].astype("float64")
    return [
        {
            "name": one.name,
            "people": say.say("counts.people", one.people),
            "inside": say.say("together.inside", share=say.percent(float(inside[one.community]))),
            "leader": name_of(found.network, str(table.at[one.community, "leader"])),
            "color": f"c{(one.community - 1) % 8}",
            "sentences": one.sentences(shown)[1:],
        }
        for one in descriptions(found.partition)[:_MOST_CARDS]
    ]


def _between(found: Findings) -> Markup:
    """Return the table of the people between two communities."""
    if found.consensus is None:
        return Markup("")
    table = found.consensus.between().head(_MOST_BETWEEN)
    if not len(table):
        return Markup("")
    names, say = found.partition.names, spoken()
    shown = pd.DataFrame(
        {
            say.say("columns.name"): [name_of(found.network, person) for person in table["person"]],
            say.say("together.mostly"): [names[int(label)] for label in table["community"]],
            say.say("together.share"): [say.percent(share) for share in table["certainty"]],
            say.say("together.else"): [names[int(label)] for label in table["second"]],
            # Two heads of the same words: the second has a space behind.
            f"{say.say('together.share')} ": [say.percent(share) for share in table["second_share"]],
        }
    )
    return charts.table(shown, caption=say.say("together.between"))


def _silo_chart(found: Findings) -> Markup:
    if found.silos is None or len(found.silos.names) > _MOST_GROUPS:
        return Markup("")
    silos = found.silos
    ratio = np.divide(silos.observed, silos.expected, out=np.zeros_like(silos.expected), where=silos.expected > 0)
    return heat_map(
        silos.names, ratio, silos.observed, title=spoken().say("together.between_groups", groups=silos.groups)
    )


def _closed_chart(found: Findings) -> Markup:
    """Return the share of each group's ties that stay inside, the most closed first."""
    if found.silos is None:
        return Markup("")
    table = found.silos.by_group().dropna(subset=["e_i_index"]).sort_values("e_i_index", kind="stable")
    rows = [
        charts.Bar(str(row["group"]), 50 * (1 - float(row["e_i_index"])), marked=at == 0)
        for at, (_, row) in enumerate(table.iterrows())
    ]
    return charts.bars(
        rows,
        title=spoken().say("together.inside_each", groups=found.silos.groups),
        unit=spoken().say("charts.per_cent"),
        most=100,
    )


def _silo_table(found: Findings) -> Markup:
    if found.silos is None:
        return Markup("")
    table = found.silos.by_group().rename(columns=spoken().texts["silo_columns"])
    return charts.table(table, caption=spoken().say("together.closed", groups=found.silos.groups), digits=3)


def _advice(found: Findings) -> list[str]:
    """Return which pairs of groups to bring together, and what that brings."""
    made = found.bridges
    if made is None or not len(made.table):
        return []
    table = made.table
    say = spoken()
    pairs = "; ".join(
        say.say("together.pair", one=row["group"], other=row["other_group"])
        for _, row in made.pairs().head(3).iterrows()
    )
    first, last = float(table["before"].iloc[0]), float(table["after"].iloc[-1])
    more = (last - first) / max(first, 1e-9)
    told = [
        say.say("together.bring", pairs=pairs, ties=say.say("counts.ties", made.tried), groups=made.groups),
        say.say(
            "together.with",
            ties=say.say("together.ties_below", len(table)),
            people=say.say("counts.people", found.budget),
            last=say.number(last, 1),
            first=say.number(first, 1),
            more=say.percent(more),
        ),
    ]
    if more < _LITTLE:
        told.append(say.say("together.little"))
    return told


def _bridge_table(found: Findings) -> Markup:
    made = found.bridges
    if made is None or not len(made.table):
        return Markup("")
    table, say = made.table, spoken()
    shown = pd.DataFrame(
        {
            say.say("columns.order"): table["order"],
            say.say("together.person"): [name_of(found.network, person) for person in table["person"]],
            say.say("together.of"): table["group"],
            say.say("together.with_whom"): [name_of(found.network, person) for person in table["other"]],
            f"{say.say('together.of')} ": table["other_group"],
            say.say("together.gain"): table["gain"].astype("float64"),
        }
    )
    return charts.table(shown, caption=say.say("together.worth"), digits=2)
