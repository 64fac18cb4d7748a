"""Formats: every reader, asked in order which of them knows a file."""

from contextlib import suppress

from netspread.errors import ReadError, one_of
from netspread.readers import (
    access_log,
    attendance_list,
    calendars,
    calls,
    contacts,
    egonet_folder,
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
from netspread.readers.reader import FolderReader, Reader, ReadOptions
from netspread.readers.sheets import Sheets, looked_through
from netspread.readers.source import Source

#: Exports of several files, in a folder or a zip archive.
FOLDERS: tuple[FolderReader, ...] = (
    slack, teams_folder, mail_folder, network_canvas, egonet_folder, egor_files, gephi_tables, polinode, kumu,
    redcap_folder,
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


def sheets_of(source: Source, format_in: str | None, options: ReadOptions) -> Sheets | None:
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


def reader_of(source: Source, format_in: str | None, options: ReadOptions) -> Reader:
    """Return the reader that was asked for, or that suits the columns named; else the one that knows *source*."""
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
