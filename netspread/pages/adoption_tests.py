"""Tests of contagion in words: the figures of each, what they mean, and what they come to together."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from netspread.adoption.contagion import Reversal
from netspread.adoption.matching import Matched
from netspread.adoption.moran import Moran
from netspread.adoption.regression import EventHistory
from netspread.adoption.results import Adoption
from netspread.adoption.structure import Draws
from netspread.language import Language, spoken


def verdict(found: Adoption) -> str:
    """Return in one sentence what the tests come to together."""
    signs = [_sign(result) for result in found.tests.values()]
    yes, asked = sum(sign is True for sign in signs), sum(sign is not None for sign in signs)
    if asked == 0:
        key = "no_test"
    elif yes == 0:
        key = "no_sign"
    elif yes == 1 and asked > 2:
        key = "one_sign"
    else:
        key = "all_signs" if yes == asked else "some_signs"
    return spoken().say(f"adoption.{key}", asked=asked, yes=yes)


def tests(found: Adoption) -> pd.DataFrame:
    """Return one row a test: the question, the figures, what they mean."""
    say = spoken()
    rows = [
        (say.say(f"adoption_tests.{name}"), *_SAYING[type(result)](result, say)) for name, result in found.tests.items()
    ]
    return pd.DataFrame(
        rows, columns=[say.say(f"adoption_tests.{name}") for name in ("question", "figures", "in_words")]
    )


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


def _drawn(result: Draws, say: Language) -> tuple[str, str]:
    low, high = result.interval()
    shown = {"observed": result.observed, "mean": result.mean, "low": low, "high": high, "p": result.p}
    statistic = say.named("statistics", result.statistic.replace(" ", "-"), result.statistic)
    figures = say.say("adoption_tests.drawn", statistic=statistic, **_numbers(shown, say, 3))
    if math.isnan(result.observed):
        key = "drawn_nan"
    elif _sign(result):
        key = "drawn_more"
    else:
        key = "drawn_less" if result.p < 0.05 else "drawn_no"
    return figures, say.say(f"adoption_tests.{key}")


def _moran(result: Moran, say: Language) -> tuple[str, str]:
    shown = {name: getattr(result, name) for name in ("observed", "expected", "deviation", "p")}
    figures = say.say("adoption_tests.moran", **_numbers(shown, say, 3))
    return figures, say.say("adoption_tests.moran_yes" if _sign(result) else "adoption_tests.moran_no")


def _reversed(result: Reversal, say: Language) -> tuple[str, str]:
    shown = {name: getattr(result, name) for name in ("forward", "backward", "difference", "low", "high")}
    figures = say.say("adoption_tests.reversed", **_numbers(shown, say, 3))
    return figures, say.say("adoption_tests.reversed_yes" if _sign(result) else "adoption_tests.reversed_no")


def _matched(result: Matched, say: Language) -> tuple[str, str]:
    names = ("exposed", "alike", "anybody", "difference", "low", "high")
    figures = say.say("adoption_tests.pairs", **{name: say.percent(getattr(result, name), 1) for name in names})
    return figures, say.say("adoption_tests.pairs_yes" if _sign(result) else "adoption_tests.pairs_no")


def _regressed(result: EventHistory, say: Language) -> tuple[str, str]:
    row = result.term()
    shown = {"ratio": row["odds_ratio"], "low": row["low"], "high": row["high"]}
    figures = say.say("adoption_tests.odds", rows=say.number(result.rows), **_numbers(shown, say, 2))
    key = "odds_yes" if _sign(result) else "odds_less" if row["high"] < 1 else "odds_no"
    return figures, say.say(f"adoption_tests.{key}")


def _numbers(shown: Mapping[str, float], say: Language, digits: int) -> dict[str, str]:
    return {name: say.number(value, digits) for name, value in shown.items()}


_SAYING: Mapping[type, Callable[[Any, Language], tuple[str, str]]] = MappingProxyType(
    {Draws: _drawn, Moran: _moran, Reversal: _reversed, Matched: _matched, EventHistory: _regressed}
)
