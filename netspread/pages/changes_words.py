"""Changes words: what two surveys say of each other, in sentences that follow from the figures."""

from dataclasses import replace

import numpy as np

from netspread.changes import AFTER, BEFORE, Changes
from netspread.communities.series import CommunitySeries
from netspread.language import spoken
from netspread.pages.alluvial import events_in_words

#: Under this share of lasting ties the two hardly describe the same network (Snijders et al. 2010).
_HARDLY = 0.2
#: Response rates that differ by more than this are told.
_UNEVEN = 0.05
#: A change of who names a person is told if chance alone explains it less often.
CHANCE = 0.05


def answered(found: Changes) -> list[str]:
    """Return who is there, and who answered."""
    say = spoken()
    counted = {there: say.say("counts.people", found.count(there)) for there in ("both", "joined", "left")}
    told = [say.say("changes.there", **counted), say.say("changes.compared", found.turnover.answered)]
    rates = found.figures.set_index("figure").loc["answered"]
    if abs(rates[AFTER] - rates[BEFORE]) > _UNEVEN:
        told.append(say.say("changes.uneven", before=say.percent(rates[BEFORE]), after=say.percent(rates[AFTER])))
    return told


def lasted(found: Changes) -> list[str]:
    """Return which ties lasted."""
    say, ties = spoken(), found.turnover
    if not len(ties.ties):
        return [say.say("changes.no_ties")]
    counted = {change: say.number(ties.count(change)) for change in ("kept", "formed", "dissolved")}
    told = [
        say.say(
            "changes.turnover",
            all=say.say("counts.ties", len(ties.ties)),
            jaccard=say.percent(ties.jaccard),
            **counted,
        )
    ]
    return told + [say.say("changes.hardly")] * (ties.jaccard < _HARDLY)


def ranked(found: Changes) -> list[str]:
    """Return what the ranks go by, and how sure they are."""
    say = spoken()
    told = [say.say("changes.ranked", measure=say.named("measures", found.measure, found.measure))]
    if found.draws:
        sure = "moved_low" in found.people
        told.append(say.say("changes.sure" if sure else "changes.unsure", draws=found.draws))
    return told


def named(found: Changes) -> list[str]:
    """Return how many are named by more or fewer people than before, and how many chance alone would give."""
    say, people = spoken(), found.turnover.people
    low = int((people["p_value"] < CHANCE).sum())
    chance = say.number(np.ceil(CHANCE * len(people)))
    told = say.say("changes.by_chance", len(people), chance=chance, found=say.say("changes.found", low))
    return [say.say("changes.named_how"), told]


def communities(found: Changes) -> list[str]:
    """Return how far the communities are the same, and what became of them."""
    told = events_in_words(called(found.communities))
    if np.isnan(found.nmi):
        return told
    return [spoken().say("changes.alike", nmi=spoken().percent(found.nmi)), *told]


def silos(found: Changes) -> list[str]:
    """Return which groups have opened or closed beyond what chance explains, the largest change first."""
    if found.inside is None:
        return []
    say = spoken()
    sure = found.inside[((found.inside["low"] > 0) | (found.inside["high"] < 0)) & (found.inside["group"] != "")]
    told = [
        say.say(
            "changes.opened" if row["change"] < 0 else "changes.closed",
            group=row["group"],
            before=say.percent(row["before"]),
            after=say.percent(row["after"]),
        )
        for _, row in sure.sort_values("change", key=abs, ascending=False).iterrows()
    ]
    return told or [say.say("changes.no_silo")]


def overall(found: Changes) -> list[str]:
    """Return how much stays inside groups over all, and how sure a change of that is."""
    if found.inside is None or np.isnan(found.inside["change"].iloc[-1]):
        return []
    say, row = spoken(), found.inside.iloc[-1]
    span = span_of(100 * row["low"], 100 * row["high"], 1)
    return [say.say("changes.overall", before=say.percent(row["before"]), after=say.percent(row["after"]), span=span)]


def called(series: CommunitySeries) -> CommunitySeries:
    """Return the series with the two times called as the page calls them."""
    names = {when: spoken().say(f"changes.{when}") for when in (BEFORE, AFTER)}
    return replace(
        series,
        windows=tuple(names[when] for when in series.windows),
        members=series.members.assign(window=series.members["window"].map(names)),
    )


def span_of(low: float, high: float, digits: int = 0) -> str:
    """Return the two ends of a change, with their signs."""
    say = spoken()
    signed = [("+" if end > 0 else "−" if end < 0 else "") + say.number(abs(end), digits) for end in (low, high)]
    return say.say("changes.span", low=signed[0], high=signed[1])
