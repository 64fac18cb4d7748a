"""Start words: what a comparison of strategies answers, in sentences that follow from its figures."""

from netspread.language import spoken
from netspread.pages.start_pictures import setting_in_words, shown_groups
from netspread.spread.answers import SENSITIVITY, Answers

#: A difference of reach under the first share is called little, one under the second none.
_LITTLE, _NEARLY = 0.1, 0.03
#: Random people who do as well are "a few more" up to this share of those chosen.
_FEW_MORE = 0.3
#: A share under this is told with one more digit.
_SMALL = 0.01


def told(found: Answers) -> list[list[str]]:
    """Return all answers, one list of sentences a question."""
    return [answer(found) for answer in (best, enough, left_out, fast, holds)]


def best(found: Answers) -> list[str]:
    """Return which way to start does best, by how much, and which others are as good."""
    say, comparison, spread = spoken(), found.comparison, found.best
    name = comparison.best
    told = [
        say.say(
            "report.best",
            rule=say.model(comparison.models[0]),
            people=say.say("counts.people", len(spread.seeds)),
            strategy=say.strategy(name),
            reach=say.number(spread.reach_mean),
            all=say.number(comparison.network.n_people),
            tries=say.number(comparison.worlds),
        )
    ]
    if "random" in comparison.strategies and name != "random":
        more = comparison.differences("random").set_index("strategy").loc[name]
        figures = {"more": more["more"], "low": more["more_low"], "high": more["more_high"]}
        told.append(say.say("report.more", **{key: say.number(value, 1) for key, value in figures.items()}))
        if more["more_low"] <= 0 or more["more"] < _LITTLE * comparison.spread("random").reach_mean:
            told.append(say.say("report.little"))
    others = [
        say.say("report.quoted", name=say.strategy(other))
        for other in comparison.strategies
        if other != name and abs(comparison.spread(other).reach_mean - spread.reach_mean) < _NEARLY * spread.reach_mean
    ]
    if others:
        told.append(say.say("report.nearly", strategies=", ".join(others)))
    return told


def enough(found: Answers) -> list[str]:
    """Return how many people drawn at random do as well, whether choosing pays, and what more people bring."""
    say, needed = spoken(), found.enough
    count = len(found.best.seeds)
    people = say.say("counts.people", count)
    if needed.seeds is None or needed.more is None:
        told = [say.say("start.never", people=people)]
    elif needed.more <= max(1, _FEW_MORE * count):
        told = [say.say("start.few_more", needed.seeds, people=people)]
    else:
        told = [say.say("start.many_more", needed.seeds, people=people, more=say.number(needed.more))]
    table = found.returns
    if len(table) > 1:
        first, last, before = table.iloc[0], table.iloc[-1], table.iloc[-2]
        told.append(
            say.say(
                "start.returns",
                int(first["budget"]),
                first=say.number(first["per_seed"], 1),
                low=say.number(before["budget"]),
                high=say.number(last["budget"]),
                last=say.number(last["per_seed"], 1),
            )
        )
    return told


def left_out(found: Answers) -> list[str]:
    """Return which group is reached least, and how uneven it is over all; nothing where there are no groups."""
    table = shown_groups(found)
    if found.equity is None or len(table) < 2:
        return []
    say, worst, most = spoken(), table.iloc[0], table.iloc[-1]
    ends = {"low": worst["share"], "high": most["share"]}
    shares = {end: say.percent(share, 1 if 0 < share < _SMALL else 0) for end, share in ends.items()}
    return [
        say.say("report.left_out", worst=worst["group"], best=most["group"], **shares),
        say.say("start.gini", gini=say.number(found.equity.gini, 2)),
    ]


def fast(found: Answers) -> list[str]:
    """Return how soon half have adopted, and what a single try may come to."""
    say, spread = spoken(), found.best
    low, middle, high = spread.quantiles()
    return [
        say.say("start.half" if spread.model.duration is None else "start.half_periods", round(found.half)),
        say.say(
            "start.single", low=say.number(low), middle=say.number(middle), high=say.number(high),
            mean=say.number(spread.reach_mean),
        ),
    ]  # fmt: skip


def holds(found: Answers) -> list[str]:
    """Return whether the choice holds when something else is true, and which choice is safest."""
    say = spoken()
    worst = found.worst_regret().set_index("strategy")
    own, safe = found.comparison.best, found.safest
    count = found.held[["kind", "setting"]].drop_duplicates().shape[0]
    row = worst.loc[safe]
    told = [
        say.say("start.held_how", count),
        *([say.say("start.held_usual")] if found.sensitivity == SENSITIVITY else []),
        *([say.say("start.held_silent")] if (found.held["kind"] == "answers").any() else []),
        say.say(
            "start.safest",
            strategy=say.strategy(safe),
            share=say.percent(row["regret_share"]),
            setting=setting_in_words(found, str(row["kind"]), str(row["setting"])),
        ),
    ]
    if safe != own:
        other = worst.loc[own]
        told.append(
            say.say(
                "start.not_safe",
                strategy=say.strategy(own),
                share=say.percent(other["regret_share"]),
                setting=setting_in_words(found, str(other["kind"]), str(other["setting"])),
            )
        )
    return told
