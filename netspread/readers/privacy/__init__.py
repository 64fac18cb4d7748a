"""Privacy: who is left out, which groups are too small to show, and what people are called instead of their names.

All of it is done once, right after reading, so that no result ever held what must not be shown.
"""

from dataclasses import replace
from pathlib import Path

from netspread.readers.privacy.optout import without
from netspread.readers.privacy.pooling import pooled
from netspread.readers.privacy.pseudonyms import pseudonymized
from netspread.records import Reported

__all__ = ["protected"]


def protected(
    reported: Reported,
    *,
    optout: str | Path | None,
    min_group: int | None,
    pseudonyms: str | Path | None,
    by_list: bool,
) -> Reported:
    """Return *reported* without who opted out, small groups pooled, ids and names replaced; each only if asked for.

    Parameters
    ----------
    by_list
        Whether the people are those of a staff list, so that a name on it is that person and nobody else.
    """
    if optout is not None:
        reported = without(reported, Path(optout), by_list=by_list)
    if min_group is not None:
        people, told = pooled(reported.people, min_group)
        reported = replace(reported, people=people, told=(*reported.told, *told))
    if pseudonyms is not None:
        reported = pseudonymized(reported, Path(pseudonyms))
    return reported
