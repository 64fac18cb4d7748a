"""Together: the section on communities, silos, and the ties worth making."""

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from netspread.communities.describe import descriptions
from netspread.explain import count, name_of
from netspread.findings import Findings
from netspread.pages import charts, words
from netspread.pages.embed import asset

#: So many communities are described, and so many people between them are named.
_MOST_CARDS, _MOST_BETWEEN = 24, 10
#: A gain under this share is called little.
_LITTLE = 0.05
#: A chart of more groups than this can not be read.
_MOST_GROUPS = 30


def section(found: Findings) -> Markup:
    """Return the section: what communities there are and how sure, who turns to whom, and which ties to make."""
    page: str = _template().render(
        communities=[*words.communities(found), *_sure(found)],
        cards=_cards(found),
        between=_between(found),
        silos=words.said(found).say("report.silos_how"),
        silo_chart=_silo_chart(found),
        closed_chart=_closed_chart(found),
        silo_table=_silo_table(found),
        bridges=_advice(found),
        bridge_table=_bridge_table(found),
    )
    return Markup(page)  # noqa: S704  # the template escapes


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(asset("together.html"))


def _sure(found: Findings) -> list[str]:
    """Return how sure the communities are, from the runs that they are the consensus of."""
    agreed = found.consensus
    if agreed is None:
        return []
    low, high = agreed.interval()
    span = f"{low}" if low == high else f"{low} to {high}"
    told = [
        (
            f"Communities are found partly by chance, so the search ran {agreed.runs} times, and these are what the "
            f"runs agree on: nine of ten runs find {span}."
        )
    ]
    between = len(agreed.between())
    if between:
        told.append(
            f"{count(between, 'person sits', 'people sit')} between two communities: in at least one run of five they "
            "belong to another one. They know both sides."
        )
    else:
        told.append("Nobody sits between two communities: the runs agree on everybody.")
    return told


def _cards(found: Findings) -> list[dict[str, Any]]:
    people = found.network.people
    shown = people["name"].dropna() if "name" in people else None
    table = found.communities_table().set_index("community")
    inside = table["inside"].astype("float64")
    return [
        {
            "name": one.name,
            "people": count(one.people, "person", "people"),
            "inside": f"{_share(float(inside[one.community]))} of ties stay inside",
            "leader": name_of(found.network, str(table.at[one.community, "leader"])),
            "color": f"c{(one.community - 1) % 8}",
            "sentences": one.sentences(shown)[1:],
        }
        for one in descriptions(found.partition)[:_MOST_CARDS]
    ]


def _between(found: Findings) -> Markup:
    """Return who sits between communities, as a table; nothing if nobody does."""
    if found.consensus is None:
        return Markup("")
    table = found.consensus.between().head(_MOST_BETWEEN)
    if not len(table):
        return Markup("")
    names = found.partition.names
    shown = pd.DataFrame(
        {
            "name": [name_of(found.network, person) for person in table["person"]],
            "mostly in": [names[int(label)] for label in table["community"]],
            "share of runs": [_share(share) for share in table["certainty"]],
            "else in": [names[int(label)] for label in table["second"]],
            "share of runs ": [_share(share) for share in table["second_share"]],
        }
    )
    return charts.table(shown, caption="Between two communities, the most so first")


def _share(share: float) -> str:
    return f"{share:.0%}"


def _silo_chart(found: Findings) -> Markup:
    if found.silos is None or len(found.silos.names) > _MOST_GROUPS:
        return Markup("")
    silos = found.silos
    ratio = np.divide(silos.observed, silos.expected, out=np.zeros_like(silos.expected), where=silos.expected > 0)
    return charts.heat_map(silos.names, ratio, silos.observed, title=f"Ties between the groups of {silos.groups}")


def _closed_chart(found: Findings) -> Markup:
    """Return the share of each group's ties that stay inside, the most closed first."""
    if found.silos is None or len(found.silos.names) > _MOST_GROUPS:
        return Markup("")
    table = found.silos.by_group().dropna(subset=["e_i_index"]).sort_values("e_i_index", kind="stable")
    rows = [
        charts.Bar(str(row["group"]), 50 * (1 - float(row["e_i_index"])), marked=at == 0)
        for at, (_, row) in enumerate(table.iterrows())
    ]
    return charts.bars(rows, title=f"Ties that stay inside each {found.silos.groups}", unit="per cent", most=100)


def _silo_table(found: Findings) -> Markup:
    if found.silos is None:
        return Markup("")
    table = found.silos.by_group().rename(columns={"e_i_index": "E-I index", "p_value": "p by permutation"})
    return charts.table(table, caption=f"How closed each {found.silos.groups} is", digits=3)


def _advice(found: Findings) -> list[str]:
    """Return which pairs of groups to bring together, and what that brings."""
    made = found.bridges
    if made is None or not len(made.table):
        return []
    table = made.table
    pairs = "; ".join(f"{row['group']} and {row['other_group']}" for _, row in made.pairs().head(3).iterrows())
    first, last = float(table["before"].iloc[0]), float(table["after"].iloc[-1])
    more = (last - first) / max(first, 1e-9)
    told = [
        (
            f"Bring together {pairs}. {count(made.tried, 'tie', 'ties')} between people of different groups "
            f"({made.groups}) who influence many colleagues were tried one by one, in the same random tries with and "
            "without the tie."
        ),
        (
            f"With the {count(len(table), 'tie', 'ties')} below, what {count(found.budget, 'person', 'people')} drawn "
            f"at random start reaches {last:.1f} people on average instead of {first:.1f}: "
            f"{more:.0%} more. A joint round, a shared shift or a visit makes such a tie."
        ),
    ]
    if more < _LITTLE:
        told.append("That is little: whom to start with matters more than new ties.")
    return told


def _bridge_table(found: Findings) -> Markup:
    made = found.bridges
    if made is None or not len(made.table):
        return Markup("")
    table = made.table
    shown = pd.DataFrame(
        {
            "order": table["order"],
            "person": [name_of(found.network, person) for person in table["person"]],
            "of": table["group"],
            "with": [name_of(found.network, person) for person in table["other"]],
            "of ": table["other_group"],
            "more people reached": table["gain"].astype("float64"),
        }
    )
    return charts.table(shown, caption="Ties worth making; each is judged with those above it made", digits=2)
