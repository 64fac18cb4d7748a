"""Pooling: groups too small to be shown are one group, "other"; a table of two people tells on both.

The rule is that of statistical offices for small counts (minimum frequency): Hundepool et al. (2012), *Statistical
Disclosure Control*, chapter 5.
"""

import pandas as pd

from netspread.errors import in_range
from netspread.phrase import Phrase
from netspread.readers.privacy.identifying import names_people

OTHER = "other"


def pooled(people: pd.DataFrame, least: int) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return (*people* in whose every attribute a value stands for *least* people or for none; what is told).

    Smaller groups become "other", whoever has no value among them; if "other" is still too small, the next smallest
    group joins it. A number is a group of those who have it. Columns of names and addresses are no groups.

    Raises
    ------
    ChoiceError
        If *least* is below 2.
    """
    in_range("min_group", least, 2)
    told = []
    columns = {}
    for name in people:
        columns[name], groups = people[name], 0
        if str(name) != "responded" and not names_people(str(name)):
            columns[name], groups = _pooled(people[name], least)
        if groups:
            told.append(
                Phrase(
                    "'{name}': {count} group{s} pooled as '{other}' (fewer than {least} people)",
                    name=name,
                    count=groups,
                    s="s" * (groups > 1),
                    other=OTHER,
                    least=least,
                )
            )
    return pd.DataFrame(columns, index=people.index), tuple(told)


def _pooled(values: pd.Series, least: int) -> tuple[pd.Series, int]:
    """Return (values, how many groups were pooled)."""
    texts = values.astype("str").where(values.notna(), "")
    sizes = texts.value_counts().sort_index().sort_values(kind="stable")
    small = [str(name) for name, size in sizes.items() if size < least]
    if not small:
        return values, 0
    larger = [str(name) for name, size in sizes.items() if size >= least and name != OTHER]
    together = int(sizes[[*small, *([OTHER] if OTHER in sizes and OTHER not in small else [])]].sum())
    while together < least and larger:
        small.append(larger.pop(0))
        together += int(sizes[small[-1]])
    kept = texts.where(~texts.isin(small), OTHER)
    return kept.where(kept != ""), len(small)
