"""Quality: signs in reported ties that an answer or a date should be looked at; nothing is left out for them."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

#: By chance fewer in a thousand would rate everybody alike.
_BY_CHANCE = 0.001
#: Tukey's outer fence (1977, *Exploratory Data Analysis*, chapter 2): so many times the middle half beyond it.
_FENCE = 3.0
#: A date so many days from the middle one belongs to another survey, or is a slip of the pen.
_FAR = 3650
#: Groups of an attribute are told apart up to so many.
_MOST_GROUPS = 40

#: What each figure means, for people to read.
RULES: Mapping[str, str] = MappingProxyType(
    {
        "straight_lining": (
            "people who give everybody whom they rate the same rating, so many of them that with the ratings of all "
            "fewer than 1 in 1,000 would do so by chance"
        ),
        "extreme_nominators": (
            "people who name more than the upper quartile and three times the range between the quartiles (Tukey's "
            "outer fence), and more than twice the median"
        ),
        "dates_out_of_range": "ties more than ten years before or after the middle date",
    }
)


def straight_lining(ties: pd.DataFrame) -> list[dict[str, object]]:
    """Return ``person, relation, people, rating`` for each who gives all the same rating.

    Rated are people on a scale; with one rating in use nobody can differ. That *m* ratings are alike has the
    probability of the sum of p**m over the shares p of the ratings in that relation.

    Examples
    --------
    >>> ratings = [3.0] * 12 + [float(1 + (at + at // 6) % 6) for at in range(36)]
    >>> ties = pd.DataFrame({"ego": ["a"] * 12 + list("bcdefg") * 6, "alter": [f"p{at}" for at in range(48)],
    ...                      "relation": "advice", "weight": ratings})
    >>> straight_lining(ties)
    [{'person': 'a', 'relation': 'advice', 'people': 12, 'rating': 3.0}]
    """
    found: list[dict[str, object]] = []
    for relation, part in ties.drop_duplicates(["ego", "alter", "relation"]).groupby("relation", sort=False):
        shares = part["weight"].value_counts(normalize=True).to_numpy()
        if len(shares) < 2:
            continue
        given = part.groupby("ego", sort=True)["weight"].agg(["size", "nunique", "first"])
        by_chance = (shares[None, :] ** given["size"].to_numpy()[:, None]).sum(axis=1)
        alike = given[(given["nunique"] == 1) & (by_chance < _BY_CHANCE)]
        found += [
            {"person": str(person), "relation": str(relation), "people": int(size), "rating": float(rating)}
            for person, size, rating in zip(alike.index, alike["size"], alike["first"], strict=True)
        ]
    return found


def extreme_nominators(ties: pd.DataFrame, respondents: frozenset[str]) -> list[dict[str, object]]:
    """Return ``person, relation, people, usual`` for each who names far more people than the others who answered.

    *usual*: beyond how many it is extreme. Those who named nobody count with 0.

    Examples
    --------
    >>> pairs = [*zip("abcefg", "bcdefa"), *(("d", alter) for alter in "abcefghij")]
    >>> ties = pd.DataFrame(pairs, columns=["ego", "alter"]).assign(relation="")
    >>> extreme_nominators(ties, frozenset("abcdefgh"))
    [{'person': 'd', 'relation': '', 'people': 9, 'usual': 2.0}]
    """
    found: list[dict[str, object]] = []
    if not respondents:  # nobody who answered is on the staff list
        return found
    different = ties.drop_duplicates(["ego", "alter", "relation"])
    for relation, part in different.groupby("relation", sort=False):
        named = part["ego"].value_counts().reindex(sorted(respondents), fill_value=0)
        low, middle, high = np.quantile(named.to_numpy(), [0.25, 0.5, 0.75])
        usual = max(high + _FENCE * (high - low), 2 * middle)
        found += [
            {"person": str(person), "relation": str(relation), "people": int(count), "usual": float(usual)}
            for person, count in named.items()
            if count > usual
        ]
    return found


def out_of_range(times: pd.Series) -> int:
    """Return how many of *times* are more than ten years from the middle one.

    Examples
    --------
    >>> out_of_range(pd.to_datetime(pd.Series(["2024-03-01", "2024-03-02", "2204-03-01", None])))
    1
    """
    known = times.dropna()
    if not len(known):
        return 0
    middle = known.sort_values().iloc[(len(known) - 1) // 2]
    return int(((known - middle).abs() > pd.Timedelta(days=_FAR)).sum())


def splits_people(column: pd.Series) -> bool:
    """Return whether an attribute puts people into groups that a table can show."""
    return column.dtype.kind not in "bf" and 1 < column.nunique() <= min(_MOST_GROUPS, len(column) / 2)
