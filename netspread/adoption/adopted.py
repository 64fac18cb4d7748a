"""Adopted: who adopted when, as a file, a table or a mapping says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from netspread.errors import ReadError, one_of
from netspread.phrase import Phrase
from netspread.readers.privacy.pseudonyms import in_other_file
from netspread.readers.source import Source
from netspread.readers.times import parsed_times
from netspread.readers.words import MISSING

#: What the columns are usually called, the surest first, as ``readers.table.key`` writes them.
_PERSON = ("person", "id", "staff id", "person id", "ego", "employee id", "name", "username", "email")
_TIME = ("time", "adopted", "adoption", "toa", "adoption time", "time of adoption", "date", "period", "month", "week",
         "year", "day")  # fmt: skip
_INNOVATION = ("innovation", "practice", "behavior", "behaviour", "product", "what")
#: Words in the column of times that say that somebody did not adopt.
_NEVER = MISSING | {"never", "no", "not adopted", "none", "nie"}
#: Day numbers of a spreadsheet from 1954 to 2119; no period is counted so far.
_DAY_NUMBERS = (20_000, 80_000)

#: What may be given as adoption data.
Given = str | Path | pd.DataFrame | pd.Series | Mapping[str, Any] | Sequence[Path]


@dataclass(frozen=True, slots=True, eq=False)
class Adopted:
    """Adoption times as they were given, one row a person and innovation.

    Attributes
    ----------
    where
        The file, or what stands for it, for messages.
    frame
        ``person`` (text), ``time`` (numbers or dates; missing = never), ``innovation`` (text, ``""`` if none is named).
    told
        What was decided to read it.
    unnamed
        Whether nobody who is not in the network may be named: they may have opted out.
    """

    where: str
    frame: pd.DataFrame
    told: tuple[str, ...]
    unnamed: bool = False

    @property
    def dated(self) -> bool:
        """Whether times are dates."""
        return self.frame["time"].dtype.kind == "M"

    @property
    def innovations(self) -> tuple[str, ...]:
        """What can be adopted, in order of appearance."""
        return tuple(str(name) for name in self.frame["innovation"].unique())

    def of(self, innovation: str | None) -> "Adopted":
        """Return the rows of one innovation, by default the first; the earliest time of a person counts.

        Raises
        ------
        ChoiceError
            If there is no such innovation.
        """
        names = self.innovations
        chosen = names[0] if innovation is None else innovation
        if chosen not in names:
            raise one_of("innovation", chosen, names)
        rows = self.frame[self.frame["innovation"] == chosen]
        told = list(self.told)
        if innovation is None and len(names) > 1:
            told.append(
                Phrase("{count} innovations are in the file; '{chosen}' is looked at", count=len(names), chosen=chosen)
            )
        double = int(rows["person"].duplicated().sum())
        if double:
            told.append(Phrase("{count} people stand more than once; their earliest time counts", count=double))
            rows = rows.sort_values("time", kind="stable", na_position="last").drop_duplicates("person").sort_index()
        return replace(self, frame=rows, told=tuple(told))


def read_adopted(
    given: Given,
    *,
    never: str | float | None = None,
    columns: Mapping[str, str] | None = None,
    pseudonyms: str | Path | None = None,
    unnamed: bool = False,
) -> Adopted:
    """Return who adopted when.

    Parameters
    ----------
    given
        A file with the columns ``person``, ``time`` and, if there are several, ``innovation``; such a frame; a series
        of times by person; or a mapping from person to time. An empty time means never. Several files are one
        innovation each, called like the file where no column says.
    never
        A code in the column of times that means never as well, e.g. 99.
    columns
        The names of the columns, if they are not the usual ones: ``{"time": "month"}``.
    pseudonyms
        The file of the key by which the people of the network are called; the ids here are the true ones.
    unnamed
        True to name nobody who is not in the network, as where some opted out.

    Raises
    ------
    ReadError
        If there is no such column, a person is missing, or a time is neither a number nor a date.

    Examples
    --------
    >>> read_adopted({"ana": 1, "ben": None}).frame["time"].tolist()
    [1.0, nan]
    """
    if isinstance(given, Sequence) and not isinstance(given, str):
        reading: dict[str, Any] = {
            "never": never, "columns": columns, "pseudonyms": pseudonyms, "unnamed": unnamed,
        }  # fmt: skip
        return _together({path: read_adopted(path, **reading) for path in given})
    where, table, told = _table(given)
    names = dict(columns or {})
    roles = (("person", _PERSON), ("time", _TIME), ("innovation", _INNOVATION))
    keys = {" ".join(str(name).casefold().replace("_", " ").split()): str(name) for name in table.columns}
    for role, words in roles:
        found = names.get(role) or next((keys[word] for word in words if word in keys), None)
        if found is not None and found not in table:
            raise one_of(f"{where}: column", found, [str(name) for name in table.columns])
        if found is None and role != "innovation":
            raise ReadError(
                f"{where}: no column says the {role} (columns: {', '.join(map(str, table.columns[:10]))}); "
                f"name one '{role}'"
            )
        names[role] = found or ""
    people = table[names["person"]]
    empty = people.isna() | (people.astype("str").str.strip() == "")
    if empty.any():
        place = f"{where}, {table.index.name} {table.index[empty][0]}: column '{names['person']}'"
        raise ReadError(f"{place} is empty; name a person, or delete the row")
    times = _times(table[names["time"]], where, never, told)
    innovation = table[names["innovation"]].astype("str") if names["innovation"] else ""
    ids = people.astype("str").str.strip()
    if pseudonyms is not None:
        ids = in_other_file(ids, Path(pseudonyms))
    frame = pd.DataFrame({"person": ids, "time": times, "innovation": innovation})
    return Adopted(where, frame.reset_index(drop=True), tuple(told), unnamed)


def _together(files: Mapping[Path, Adopted]) -> Adopted:
    """Return the data of several files as one."""
    kinds = {data.dated: data.where for data in files.values() if data.frame["time"].notna().any()}
    if len(kinds) > 1:
        raise ReadError(f"{kinds[True]} has dates and {kinds[False]} numbers; give times of one kind in all files")
    frames = [
        data.frame.assign(innovation=data.frame["innovation"].replace("", path.stem)) for path, data in files.items()
    ]
    told = dict.fromkeys(sentence for data in files.values() for sentence in data.told)
    where, unnamed = ", ".join(map(str, files)), any(data.unnamed for data in files.values())
    return Adopted(where, pd.concat(frames, ignore_index=True), tuple(told), unnamed)


def _table(given: Given) -> tuple[str, pd.DataFrame, list[str]]:
    """Return (where, table, told); the index says the place of each row: its line in a file, else its number."""
    if isinstance(given, str | Path):
        table = Source(Path(given)).sheet(None)
        return str(given), table.frame().set_index(pd.Index(table.lines, name="line")), list(table.told)
    if isinstance(given, pd.DataFrame):
        named = given.index.name == "person" and "person" not in given
        frame = given.reset_index() if named else given
    else:
        assert not isinstance(given, Sequence)
        series = given if isinstance(given, pd.Series) else pd.Series(dict(given), dtype=object)
        frame = pd.DataFrame({"person": series.index, "time": series.to_numpy()})
    return "adopted", frame.set_index(pd.RangeIndex(1, len(frame) + 1, name="row")), []


def _times(cells: pd.Series, where: str, never: str | float | None, told: list[str]) -> pd.Series:
    if cells.dtype.kind == "M":
        return pd.to_datetime(cells, utc=True).dt.tz_localize(None)
    text = cells.astype("str").str.strip()
    blank = cells.isna() | text.str.casefold().isin(_NEVER)
    numbers = pd.to_numeric(text.mask(blank), errors="coerce")
    numeric = numbers.notna() | blank
    if never is not None:
        code = pd.to_numeric(pd.Series([str(never)]), errors="coerce").iloc[0]
        coded = (text == str(never)) | (numbers == code)
        told.append(Phrase("{count} people have '{never}', which means never", count=int(coded.sum()), never=never))
        blank |= coded
    known = numbers[~blank]
    days = len(known) > 0 and known.between(*_DAY_NUMBERS).all()
    if numeric.all() and not days:
        return numbers.mask(blank).astype("float64")
    try:
        times = parsed_times([*text.mask(blank, "").fillna("")], where=lambda _: where)
    except ReadError as error:
        wrong = text[~numeric & ~blank]
        dates = pd.to_datetime(wrong, errors="coerce", format="mixed")
        shown = wrong[dates.isna()] if dates.isna().any() else wrong
        place = f"{where}, {cells.index.name} {shown.index[0]}: column '{cells.name}'"
        raise ReadError(
            f"{place} has '{shown.iloc[0][:40]}', which is neither a number nor a date; write 3, or 2024-03-01, or "
            "leave it empty for never"
        ) from error
    told.extend(times.told)
    return pd.Series(times.column.to_numpy(), index=cells.index)
