"""Readers: one file a format. What a file is, is seen by its content; what was decided is told."""

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pandas as pd

from netspread.errors import ChoiceError, ReadError, one_of
from netspread.phrase import Phrase
from netspread.readers.folder import Folder, Listed, is_folder
from netspread.readers.formats import FOLDERS, READERS, SIGNED, reader_of, recognized, sheets_of
from netspread.readers.joined import joined, same_spelling
from netspread.readers.merged import together
from netspread.readers.names import Matches, called, likely_duplicates
from netspread.readers.privacy import protected
from netspread.readers.privacy.optout import left
from netspread.readers.reader import ROLES, JoiningReader, Reader, ReadOptions
from netspread.readers.sheets import read_sheet
from netspread.readers.source import Source
from netspread.readers.staff import read_staff
from netspread.records import Reported

__all__ = ["READERS", "Matches", "ReadOptions", "Reader", "Source", "matched", "read", "recognized"]

#: Every name is compared with every other; beyond so many that takes too long for a look.
_MOST_COMPARED = 5000


def read(
    paths: str | Path | Sequence[str | Path],
    *,
    staff: str | Path | None = None,
    format_in: str | None = None,
    names: str | Path | None = None,
    optout: str | Path | None = None,
    min_group: int | None = None,
    pseudonyms: str | Path | None = None,
    **options: Any,
) -> Reported:
    """Return what the file (or files of the same format) report: ties, people, and how good the data are.

    Parameters
    ----------
    paths
        A file, or several whose ties are put together; also a folder or a zip archive of files.
    staff
        The staff list. Names in the file are matched to it; who is on it and did not answer is known then.
    format_in
        The format (see ``netspread formats``), if the file is not recognized.
    names
        A table of names that somebody decided on, as ``netspread names`` writes it.
    optout
        A file of people who want no part in it, one a line: an id, a name or an e-mail address. They are removed with
        every tie and name of theirs.
    min_group
        Groups of fewer people, in any attribute, are pooled as "other".
    pseudonyms
        The file of a key (made if there is none): people are called by made-up ids, the same ones for the same key,
        and columns that identify them are left out.
    **options
        See :class:`netspread.readers.reader.ReadOptions`.

    Raises
    ------
    ReadError, ChoiceError
        If a file or an option is wrong, in one sentence.
    """
    people, told = (None, ()) if staff is None else read_staff(staff)
    whole = _as_written(paths, format_in, options, people)
    if people is not None:
        whole, _ = joined(whole, people, told=told, names=None if names is None else Path(names))
    else:
        whole = same_spelling(whole)
        if whole.respondents is not None and len(whole.people) <= _MOST_COMPARED:
            whole = replace(whole, likely_duplicates=_likely(whole))
        if whole.respondents is not None:
            whole = replace(whole, people=whole.people.assign(responded=whole.people.index.isin(whole.respondents)))
    whole = protected(whole, optout=optout, min_group=min_group, pseudonyms=pseudonyms, by_list=staff is not None)
    if whole.unknown_names:
        left_out = Phrase(
            "{count} names ({ties} ties) are not on the staff list and left out",
            count=len(whole.unknown_names),
            ties=sum(whole.unknown_names.values()),
        )
        whole = replace(whole, told=(*whole.told, left_out))
    asked = [options.get(name) for name in ("since", "until", "window")]
    if any(asked) and whole.ties["time"].isna().all():
        whole = replace(whole, told=(*whole.told, _TIMELESS))
    if not len(whole.ties):
        raise ReadError(
            f"{whole.sources[0]}: no tie was found, so there is no network; check who names whom in the file"
        )
    return whole


#: Dates that change nothing are told, and not just passed over.
_TIMELESS = Phrase("no tie has a time, so the dates and windows asked for change nothing")


def matched(
    paths: str | Path | Sequence[str | Path],
    *,
    staff: str | Path,
    format_in: str | None = None,
    names: str | Path | None = None,
    optout: str | Path | None = None,
    pseudonyms: str | Path | None = None,
    **options: Any,
) -> Matches:
    """Return which person on the staff list each name in the file is taken for; arguments as for :func:`read`.

    Raises
    ------
    ChoiceError
        If *pseudonyms* are asked for: names are decided on by reading them.
    """
    if pseudonyms is not None:
        raise ChoiceError("names can only be decided on as they were written; leave --pseudonyms out here")
    people, told = read_staff(staff)
    whole = _as_written(paths, format_in, options, people)
    matches = joined(whole, people, told=told, names=None if names is None else Path(names))[1]
    return matches if optout is None else replace(matches, frame=left(matches.frame, people, Path(optout)))


def _likely(whole: Reported) -> tuple[tuple[str, str, float], ...]:
    """Return the pairs of people who may be one, by what they are called."""
    names = whole.called
    return tuple(likely_duplicates(names.get(person, person) for person in map(str, whole.people.index)))


def _as_written(
    paths: str | Path | Sequence[str | Path],
    format_in: str | None,
    options: dict[str, Any],
    people: pd.DataFrame | None,
) -> Reported:
    """Return what the file or files report, names as they stand in them; *people*: the staff list."""
    several = [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    chosen = _options(options)
    if people is not None:
        chosen = replace(chosen, known=called(people))
    if not several:
        raise ChoiceError("no file is named; name the survey or log to read")
    if len(several) > 1 and all(path.is_file() and not is_folder(path) for path in several):
        whole = _read_export(Listed(several[0].parent, tuple(several)), format_in, chosen)
        if whole is not None:
            return whole
    found: list[Reported] = []
    sources: list[Source] = []
    for path in several:
        if not is_folder(path):
            sources.append(_source(path, format_in, chosen))
            continue
        folder = Folder(path)
        whole = _read_export(folder, format_in, chosen)
        if whole is None:
            sources += [folder.source(name, chosen.sheet) for name in folder.names]
        else:
            found.append(whole)
    return together([*found, *_read_sources(sources, format_in, chosen)])


def _source(path: Path, format_in: str | None, options: ReadOptions) -> Source:
    if format_in in {reader.NAME for reader in FOLDERS} - {reader.NAME for reader in SIGNED}:
        raise ReadError(f"{path}: '{format_in}' is a folder or a zip archive of files; name that")
    return Source(path, options.sheet)


def _read_export(folder: Folder, format_in: str | None, options: ReadOptions) -> Reported | None:
    """Return what an export of several files reports; None if this is none."""
    for reader in FOLDERS:
        if format_in == reader.NAME or (format_in is None and reader.recognizes(folder)):
            return reader.read(folder, options)
    return None


def _read_sources(sources: list[Source], format_in: str | None, options: ReadOptions) -> list[Reported]:
    """Return what the files report; those of a format whose files belong together are read as one."""
    books = {source: sheets_of(source, format_in, options) for source in sources}
    found = [read_sheet(sheets, options) for sheets in books.values() if sheets is not None]
    sources = [source for source in sources if books[source] is None]
    readers = [reader_of(source, format_in, options) for source in sources]
    for reader in dict.fromkeys(readers):
        mine = [source for source, other in zip(sources, readers, strict=True) if other is reader]
        if isinstance(reader, JoiningReader):
            found.append(reader.read_all(mine, options))
        else:
            found += [reader.read(source, options) for source in mine]
    return found


def _options(given: dict[str, Any]) -> ReadOptions:
    known = {field.name for field in fields(ReadOptions)}
    for name, value in given.items():
        if name not in known:
            raise one_of("option", name, known)
        if name == "columns":
            for role in value:
                if role not in ROLES:
                    raise one_of("role", role, ROLES)
    options = ReadOptions(**{name: value for name, value in given.items() if value is not None})
    for day in (options.since, options.until):
        _check_day(day)
    return options


def _check_day(day: str | None) -> None:
    if day is None:
        return
    try:
        pd.Timestamp(day)
    except ValueError as error:
        raise ChoiceError(f"'{day}' is no date; write dates as 2024-03-01") from error
