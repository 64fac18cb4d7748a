"""Readers: one file a format. What a file is, is seen by its content; what was decided is told."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from netspread.errors import ChoiceError, ReadError, one_of
from netspread.phrase import Phrase
from netspread.readers import (
    access_log,
    attendance_list,
    calendars,
    calls,
    contacts,
    egor_files,
    egor_wide,
    exchange_tracking,
    gephi_tables,
    google_forms,
    google_log,
    graph_file,
    incidence_matrix,
    jisc,
    kumu,
    limesurvey,
    m365_trace,
    mail,
    mail_folder,
    meeting_report,
    message_log,
    microsoft_forms,
    name_generator,
    network_canvas,
    outlook_calendar,
    pajek,
    polinode,
    qualtrics,
    redcap,
    redcap_folder,
    roster_grid,
    shift_roster,
    slack,
    spss_stata,
    square_matrix,
    surveymonkey,
    teams,
    teams_folder,
    teams_table,
    tie_list,
    ucinet,
    viva,
    vna,
)
from netspread.readers.folder import Folder, Listed, is_folder
from netspread.readers.joined import joined, same_spelling
from netspread.readers.names import Matches, called, likely_duplicates
from netspread.readers.privacy import protected
from netspread.readers.privacy.optout import left
from netspread.readers.reader import ROLES, FolderReader, JoiningReader, Reader, ReadOptions
from netspread.readers.sheets import Sheets, looked_through, read_sheet
from netspread.readers.source import Source
from netspread.readers.staff import read_staff
from netspread.records import Reported

Name = TypeVar("Name")

__all__ = ["READERS", "Matches", "ReadOptions", "Reader", "Source", "matched", "read", "recognized"]

#: Exports of several files, in a folder or a zip archive.
FOLDERS: tuple[FolderReader, ...] = (
    slack, teams_folder, mail_folder, network_canvas, egor_files, gephi_tables, polinode, kumu, redcap_folder,
)  # fmt: skip
#: Formats that their first words, or the names of their columns, give away; who knows a file by them is asked no
#: further.
SIGNED: tuple[Reader, ...] = (
    mail, teams, spss_stata, network_canvas, graph_file, pajek, ucinet, vna, egor_files, gephi_tables, polinode, kumu,
    egor_wide, calendars, meeting_report, outlook_calendar, access_log, shift_roster, contacts, attendance_list,
    incidence_matrix,
)  # fmt: skip
#: Logs as named systems export them, known by columns that no other has; the first that knows a file reads it.
LOGS: tuple[Reader, ...] = (m365_trace, exchange_tracking, google_log, calls, viva, teams_table)
#: Survey tools, known by the words in their header: of these only one may know a file.
TOOLS: tuple[Reader, ...] = (qualtrics, redcap, surveymonkey, limesurvey, microsoft_forms, google_forms, jisc)
#: Other tables, known by their columns and cells: of these only one may know a file.
TABLES: tuple[Reader, ...] = (message_log, tie_list, square_matrix, roster_grid, name_generator)
READERS: tuple[Reader | FolderReader, ...] = tuple(dict.fromkeys((*FOLDERS, *SIGNED, *LOGS, *TOOLS, *TABLES)))
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
    if not len(whole.ties):
        raise ReadError(
            f"{whole.sources[0]}: no tie was found, so there is no network; check who names whom in the file"
        )
    return whole


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


def recognized(source: Source) -> Reader:
    """Return the reader that knows *source*.

    Raises
    ------
    ReadError
        If none or several do.
    """
    for reader in (*SIGNED, *LOGS):
        if reader.recognizes(source):
            return reader
    for tier in (TOOLS, TABLES):
        candidates = [reader for reader in tier if reader.recognizes(source)]
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            names = "', '".join(reader.NAME for reader in candidates)
            raise ReadError(f"{source.where}: this may be '{names}'; say which with --format-in")
    if egor_files.is_alone(source):
        raise ReadError(
            f"{source.where}: this is one table of an export of ego networks; give its tables of egos, alters and ties "
            "together, as files or as their folder"
        )
    columns = ", ".join(f"'{name}'" for name in source.table.header[:8])
    raise ReadError(
        f"{source.where}: no reader knows the columns ({columns}); name the columns with --column ego=NAME --column "
        "alter=NAME, or see what is read with 'netspread formats'; a list of people alone goes with --staff"
    )


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
    return _together([*found, *_read_sources(sources, format_in, chosen)])


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
    books = {source: _sheets(source, format_in, options) for source in sources}
    found = [read_sheet(sheets, options) for sheets in books.values() if sheets is not None]
    sources = [source for source in sources if books[source] is None]
    readers = [_reader(source, format_in, options) for source in sources]
    for reader in dict.fromkeys(readers):
        mine = [source for source, other in zip(sources, readers, strict=True) if other is reader]
        if isinstance(reader, JoiningReader):
            found.append(reader.read_all(mine, options))
        else:
            found += [reader.read(source, options) for source in mine]
    return found


def _sheets(source: Source, format_in: str | None, options: ReadOptions) -> Sheets | None:
    """Return the sheets of a workbook of which one is to be found; None if that is said, or all belong together."""
    told = format_in or options.sheet or any(roles <= set(options.columns) for roles, _ in _BY_ROLES)
    if told or not source.is_workbook or len(source.sheets) < 2:
        return None
    for reader in SIGNED:
        with suppress(ReadError):  # the first sheet may be no table
            if reader.recognizes(source):
                return None
    sheets = looked_through(source, recognized)
    return sheets if sheets.known else None


def _reader(source: Source, format_in: str | None, options: ReadOptions) -> Reader:
    if format_in is not None:
        known = {reader.NAME: reader for reader in (*SIGNED, *LOGS, *TOOLS, *TABLES)}
        if format_in not in known:
            raise one_of("format", format_in, [reader.NAME for reader in READERS])
        return known[format_in]
    for roles, reader in _BY_ROLES:
        if roles <= set(options.columns):
            return reader
    return recognized(source)


#: Who reads a file whose columns are named by the user.
_BY_ROLES: tuple[tuple[frozenset[str], Reader], ...] = (
    (frozenset({"ego", "alter"}), tie_list),
    (frozenset({"person", "event"}), attendance_list),
    (frozenset({"person", "place"}), shift_roster),
)


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


def _together(parts: list[Reported]) -> Reported:
    """Return several files as one."""
    first = parts[0]
    if len(parts) == 1:
        return first
    if any(part.format != first.format for part in parts):
        names = ", ".join(f"{part.sources[0].name} ({part.format})" for part in parts)
        raise ReadError(f"the files are of different formats: {names}; read them one by one")
    people = pd.concat([part.people for part in parts])
    answered = None
    if first.respondents is not None:
        answered = frozenset().union(*(part.respondents or frozenset() for part in parts))
    return replace(
        first,
        ties=pd.concat([part.ties for part in parts], ignore_index=True),
        people=people[~people.index.duplicated()],
        sources=tuple(dict.fromkeys(source for part in parts for source in part.sources)),
        respondents=answered,
        listed=all(part.listed for part in parts),
        questions={name: text for part in parts for name, text in part.questions.items()},
        told=tuple(dict.fromkeys(sentence for part in parts for sentence in part.told)),
        counts=_added([part.counts for part in parts]),
        by_minimum=_added([part.by_minimum for part in parts]),
    )


def _added(parts: Iterable[Mapping[Name, int]]) -> dict[Name, int]:
    """Return the sum of each count."""
    total: dict[Name, int] = {}
    for part in parts:
        for name, count in part.items():
            total[name] = total.get(name, 0) + count
    return total
