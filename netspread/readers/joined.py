"""Joined: what a file reports, in the ids of the staff list."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.decisions import with_decisions
from netspread.readers.names import Matches, match_names
from netspread.records import Reported


def joined(
    reported: Reported, staff: pd.DataFrame, *, told: tuple[str, ...], names: Path | None = None
) -> tuple[Reported, Matches]:
    """Return *reported* with its names turned into ids of *staff*, and how each name was matched.

    Names that are not on the list stay as they are, and are counted in ``unknown_names``.

    Raises
    ------
    ReadError
        If hardly any name is on the list: then it is the wrong list, or the wrong column.
    """
    ties = reported.ties
    matches = match_names(_written(reported), staff, called=reported.called)
    if names is not None:
        matches = with_decisions(matches, names, staff)
    ids = matches.applied
    if not ids:
        shown = ", ".join(f"'{name}'" for name in matches.frame["name"].head(3))
        raise ReadError(
            f"nobody in the file ({shown}, ...) is on the staff list ({', '.join(map(str, staff.index[:3]))}, ...); "
            "check that the list has the same ids or names"
        )
    sure = matches.frame["verdict"].eq("sure") & matches.frame["score"].lt(100)
    renamed = ties.assign(
        ego=ties["ego"].map(ids).fillna(ties["ego"]), alter=ties["alter"].map(ids).fillna(ties["alter"])
    )
    zeros = sum(name != person and name.lstrip("0") == person.lstrip("0") for name, person in ids.items())
    unknown = _unknown(renamed, staff)
    respondents = None
    if reported.respondents is not None:
        respondents = frozenset(ids[name] for name in reported.respondents if name in ids)
    told = (*reported.told, *told, *matches.told)
    if zeros:
        told = (*told, Phrase("{count} ids were matched to the staff list without their leading zeros", count=zeros))
    if sure.any():
        told = (
            *told,
            Phrase("{count} names spelt otherwise than on the staff list were matched to it", count=int(sure.sum())),
        )
    people = staff.join(_asked(reported, ids, staff)).copy()
    if respondents is not None:
        people["responded"] = people.index.isin(respondents)
        silent = len(people) - len(respondents)
        if silent and reported.format == "tie list":
            told = (
                *told,
                Phrase("{count} people on the list who name nobody are taken as not having answered", count=silent),
            )
        strangers = len(reported.respondents or ()) - len({n for n in reported.respondents or () if n in ids})
        if strangers:
            told = (*told, Phrase("{count} people who answered are not on the staff list", count=strangers))
    return (
        replace(
            reported,
            ties=renamed.astype({"ego": "str", "alter": "str"}),
            people=people,
            respondents=respondents,
            listed=True,
            unknown_names=unknown,
            told=told,
        ),
        matches,
    )


def _asked(reported: Reported, ids: Mapping[str, str], staff: pd.DataFrame) -> pd.DataFrame:
    """Return what the file says of people on the list, and the list does not."""
    taken = {str(name).casefold() for name in staff} | {"responded"}
    said = reported.people[[name for name in reported.people if str(name).casefold() not in taken]]
    return said.rename(index=ids).groupby(level=0).first()


def same_spelling(reported: Reported) -> Reported:
    """Return *reported* with names that differ in case and blanks alone as one; the first spelling stays."""
    first: dict[str, str] = {}
    # Without a list, the people are all who occur; their ties may be millions.
    names = _written(reported) if reported.listed else list(reported.people.index)
    ids = {name: first.setdefault(" ".join(name.casefold().split()), name) for name in names}
    if all(name == one for name, one in ids.items()):
        return reported
    merged = sum(name != one for name, one in ids.items())
    people = reported.people.rename(index=ids)
    people = people[~people.index.duplicated()]
    answered = reported.respondents
    return replace(
        reported,
        ties=reported.ties.assign(
            ego=reported.ties["ego"].map(ids).astype("str"), alter=reported.ties["alter"].map(ids).astype("str")
        ),
        people=people,
        respondents=None if answered is None else frozenset(ids[name] for name in answered),
        told=(
            *reported.told,
            Phrase("{count} names that differ in capitals or blanks alone were taken as the same", count=merged),
        ),
    )


def _written(reported: Reported) -> list[str]:
    """Return each different name in *reported*, those of its list of people first."""
    names = [reported.people.index.to_series(), reported.ties["ego"], reported.ties["alter"]]
    return [str(name) for name in pd.unique(pd.concat(names, ignore_index=True))]


def _unknown(ties: pd.DataFrame, staff: pd.DataFrame) -> Mapping[str, int]:
    """Return the names that are not on the list -> in how many ties they stand."""
    outside = pd.concat([ties["ego"], ties["alter"]])
    outside = outside[~outside.isin(staff.index)]
    return {str(name): int(count) for name, count in outside.value_counts(sort=False).items()}
