"""Words on adoption: every sentence of its page, in one place."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from netspread.adoption.contagion import Reversal
from netspread.adoption.matching import Matched
from netspread.adoption.moran import Moran
from netspread.adoption.periods import BEFORE, named
from netspread.adoption.regression import EventHistory
from netspread.adoption.results import Adoption
from netspread.adoption.structure import Draws
from netspread.explain import count

TITLE = "What did happen: who adopted, when, and was it by contact?"
SECTIONS = {
    "happened": "What happened",
    "who": "Early and late people",
    "around": "How many around them had adopted",
    "followed": "Who was followed, and who followed",
    "contact": "Did it spread by contact?",
    "models": "What a model makes of it",
    "unknown": "What this cannot tell",
    "methods": "Methods and sources",
}
WHO_HOW = (
    "The time of each adopter is compared with the average: early adopters and laggards are more than one standard "
    "deviation away from it (Rogers 2003; Valente 1995)."
)
AROUND_HOW = (
    "A person's threshold is the share of those who influence them that had adopted when they did (Valente 1996). "
    "Whoever adopts with a low one does not wait for others; whoever has a high one needs to see many do it first. "
    "People low and on the left adopted early with hardly anybody around; people on the left and high were early "
    "because their circle was."
)
FOLLOWED_HOW = (
    "Infectiousness: how many of those whom a person influences adopt right after. Susceptibility: how many of those "
    "who influence a person adopted right before. Both are divided by how many adopt at that time at all."
)
CONTACT_HOW = (
    "Tied people may adopt alike because one influences the other (contagion), because like people tie to each other "
    "(homophily), or because the same news reaches them both. Each test below rules out some of this, none rules out "
    "all. Read them together."
)
MODELS_HOW = (
    "Rules of spreading, fitted to these data. “Outside” is the chance to adopt in a period without anybody around who "
    "has: by one's own search, a letter to all, a visit. Comparisons of strategies can start from the first rule."
)
FORECAST_HOW = (
    "The first periods were used to forecast the rest. A rule that knows who is tied to whom should forecast better "
    "than one that does not, if the network carried it. The score is in people; lower is better."
)
CANNOT = (
    (
        "Without an experiment, influence and likeness that nobody measured cannot be told apart, whatever the test "
        "(Shalizi & Thomas 2011, Sociol Methods Res 40:211). A small p says that chance alone is a poor explanation, "
        "not that contact is the right one."
    ),
    "A large p is no proof of absence: with few people or few periods every test is weak.",
    "Ties are those that were reported, at the time of the survey. People also learn from others who are not on it.",
    (
        "Whoever had not adopted by the last period may do so later. How early somebody is says nothing about how well "
        "they work."
    ),
)
SOURCES = {
    "adopter categories, thresholds": "Rogers (2003), Diffusion of Innovations; Valente (1995, 1996)",
    "exposure": "Marsden & Friedkin (1993), Sociol Methods Res 22:127",
    "infectiousness, susceptibility": "Myers (2000), AJS 106:173; Valente et al. (2015), Soc Sci Med 147:89",
    "Bass curve": "Bass (1969), Management Science 15:215",
    "hazard intervals": "Clopper & Pearson (1934), Biometrika 26:404",
    "Moran's I": "Moran (1950), Biometrika 37:17",
    "rewiring": "Milo et al. (2003), arXiv cond-mat/0312028; netdiffuseR's struct_test",
    "shuffle and reversal": "Anagnostopoulos, Kumar & Mahdian (2008), KDD",
    "matched people": "Aral, Muchnik & Sundararajan (2009), PNAS 106:21544",
    "regression of events": "Allison (1982), Sociological Methodology 13:61",
    "scores of forecasts": "Gneiting & Raftery (2007), JASA 102:359",
}
TESTS = {
    "structure_rewired": "Would thresholds be the same in any network?",
    "structure_permuted": "Would they be the same for anybody?",
    "moran_of_times": "Do tied people adopt at about the same time?",
    "shuffle": "Does it matter when friends adopted?",
    "reversal": "Does the direction of ties matter?",
    "matched": "Do exposed people adopt more than like people?",
    "event_history": "Does exposure raise the chance, period by period?",
    "event_history_without_periods": "The same, without a level for each period",
}
MODELS = {
    "ic": "cascade",
    "broadcast": "each adopter keeps trying",
    "fraction": "one threshold",
    "lt": "own thresholds",
}
FORECASTERS = {
    "average": "all rules, by what they foretold",
    "network": "by ties, adopters keep trying",
    "cascade": "by ties, new adopters only",
    "bass": "everybody sees everybody (Bass)",
    "no-network": "the same chance always",
}


def happened(found: Adoption) -> list[str]:
    """Return how many adopted, how fast, and what is not known."""
    diffusion, curve = found.diffusion, found.curve
    last = int(curve["adopters"].iloc[-1])
    half = curve.loc[curve["share"] >= 0.5, "period"]
    name = f" “{diffusion.innovation}”" if diffusion.innovation else ""
    told = [
        (
            f"{last:,} of {count(diffusion.n_people, 'person', 'people')} adopted{name} by period "
            f"{named(diffusion.periods[-1])} ({curve['share'].iloc[-1]:.0%})."
        ),
    ]
    if len(half):
        told.append(f"Half of all had adopted by period {named(half.iloc[0])}.")
    before = int((diffusion.times == BEFORE).sum())
    if before:
        told.append(
            f"{count(before, 'person', 'people')} had adopted before the first period; when, is not known, so they "
            "have no threshold."
        )
    return told


def growth(found: Adoption) -> list[str]:
    """Return what the curves without a network say."""
    told = []
    if found.bass is not None:
        p, q = found.bass.estimates["p"], found.bass.estimates["q"]
        pe, qe = found.bass.errors["p"], found.bass.errors["q"]
        more = (
            "People seem to have adopted of themselves more than after others."
            if p > q
            else "People seem to have adopted after others more than of themselves."
        )
        told.append(f"Bass curve: p {p:.3f} (standard error {pe:.3f}), q {q:.3f} ({qe:.3f}). {more}")
    return told


def around(found: Adoption) -> list[str]:
    """Return how people's thresholds lie."""
    known = found.people["threshold"].dropna()
    if not len(known):
        return [AROUND_HOW]
    zero = int((known == 0).sum())
    return [
        AROUND_HOW,
        (
            f"The mean threshold is {known.mean():.2f}; {count(zero, 'adopter', 'adopters')} of {len(known)} had "
            "nobody around who had adopted."
        ),
    ]


def verdict(found: Adoption) -> str:
    """Return in one sentence what the tests come to together."""
    signs = [_sign(result) for result in found.tests.values()]
    yes, asked = sum(sign is True for sign in signs), sum(sign is not None for sign in signs)
    if asked == 0:
        return "The data allow no test."
    if yes == 0:
        return f"None of {asked} tests shows more than chance: nothing here says that it spread by contact."
    if yes == 1 and asked > 2:
        return f"One of {asked} tests shows more than chance would: of so many tests, one may do so by luck."
    share = "All" if yes == asked else f"{yes} of"
    return (
        f"{share} {asked} tests show more than chance would, in the direction of contact. That fits spread by contact; "
        "it also fits alike people sitting together."
    )


def tests(found: Adoption) -> pd.DataFrame:
    """Return one row a test: the question, the figures, what they mean."""
    rows = [(TESTS[name], *_SAYING[type(result)](result)) for name, result in found.tests.items()]
    return pd.DataFrame(rows, columns=["question", "figures", "in words"])


def left_out(found: Adoption) -> list[str]:
    """Return what could not be done, and why."""
    return [f"{name.replace('_', ' ')}: {why}" for name, why in found.left_out.items()]


def _sign(result: Any) -> bool | None:
    """Return whether a result is more than chance, in the direction of contact; None if it says nothing."""
    if isinstance(result, Draws):
        return None if math.isnan(result.observed) else result.p < 0.05 and result.observed > result.mean
    if isinstance(result, Moran):
        return None if math.isnan(result.p) else result.p < 0.05 and result.observed > result.expected
    if isinstance(result, Reversal | Matched):
        return None if math.isnan(result.low) else result.low > 0
    row = result.term()
    return bool(row["low"] > 1)


def _drawn(result: Draws) -> tuple[str, str]:
    low, high = result.interval()
    figures = (
        f"{result.statistic} {result.observed:.3f}; by chance {result.mean:.3f} ({low:.3f} to {high:.3f}), "
        f"p {result.p:.3f}"
    )
    if math.isnan(result.observed):
        return figures, "It cannot be worked out here."
    if _sign(result):
        return figures, "More than chance gives."
    return figures, "Less than chance gives." if result.p < 0.05 else "No more than chance gives."


def _moran(result: Moran) -> tuple[str, str]:
    figures = (
        f"Moran's I {result.observed:.3f}; by chance {result.expected:.3f} ± {result.deviation:.3f}, p {result.p:.3f}"
    )
    return figures, "Tied people adopt nearer in time." if _sign(result) else "No nearer than others."


def _reversed(result: Reversal) -> tuple[str, str]:
    figures = (
        f"{result.forward:.3f} along influence, {result.backward:.3f} against it; difference {result.difference:.3f} "
        f"({result.low:.3f} to {result.high:.3f})"
    )
    return figures, "It counts who names whom." if _sign(result) else "Turned round, the effect is the same or more."


def _matched(result: Matched) -> tuple[str, str]:
    figures = (
        f"{result.exposed:.1%} of the exposed adopt in a period, {result.alike:.1%} of like people who are not, "
        f"{result.anybody:.1%} of all who are not; difference {result.difference:.1%} "
        f"({result.low:.1%} to {result.high:.1%})"
    )
    return figures, "More than likeness explains." if _sign(result) else "No more than likeness explains."


def _regressed(result: EventHistory) -> tuple[str, str]:
    row = result.term()
    figures = (
        f"odds ratio {row['odds_ratio']:.2f} ({row['low']:.2f} to {row['high']:.2f}) from nobody to everybody around, "
        f"{result.rows:,} person-periods"
    )
    if _sign(result):
        return figures, "Exposure raises the chance."
    return figures, "Exposure lowers the chance." if row["high"] < 1 else "No clear effect of exposure."


_SAYING: Mapping[type, Callable[[Any], tuple[str, str]]] = MappingProxyType(
    {Draws: _drawn, Moran: _moran, Reversal: _reversed, Matched: _matched, EventHistory: _regressed}
)
