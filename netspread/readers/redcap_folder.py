"""REDCap with its data dictionary: two files in one folder or archive, or named one after the other."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from netspread.errors import ReadError
from netspread.readers import redcap
from netspread.readers.folder import Folder
from netspread.readers.reader import ReadOptions
from netspread.readers.redcap_dictionary import fields_of, is_dictionary
from netspread.readers.source import Source
from netspread.records import Reported

NAME = "redcap with dictionary"
TITLE = "REDCap data and the project's data dictionary, in one folder or zip archive or as two files"
EXAMPLE = """
== dictionary.csv
Variable / Field Name,Form Name,Section Header,Field Type,Field Label,"Choices, Calculations, OR Slider Labels"
record_id,survey,,text,Record ID,
advice,survey,,checkbox,Whom do you ask for advice?,"1, Ana Ruiz | 2, Ben Ode | 99, Nobody"
== data.csv
record_id,advice___1,advice___2,advice___99,survey_complete
Ana Ruiz,0,1,0,2
Ben Ode,1,0,0,2
"""

#: A project has two tables, and maybe others that people keep beside them.
_MOST_TABLES = 20


def recognizes(folder: Folder) -> bool:
    """Whether one table is a data dictionary, and another has its fields."""
    found = list(_tables(folder))
    return any(is_dictionary(source.table) for source in found) and bool(_data(found))


def read(folder: Folder, options: ReadOptions) -> Reported:
    """Return what the data report, in the words of the dictionary.

    Raises
    ------
    ReadError
        If there are several files of data, or no dictionary.
    """
    found = list(_tables(folder))
    dictionary = next((source for source in found if is_dictionary(source.table)), None)
    data = _data(found)
    if dictionary is None or len(data) != 1:
        raise ReadError(
            f"{folder.path}: {len(data)} files of REDCap data and {'one' if dictionary else 'no'} data dictionary; "
            "put one of each into the folder"
        )
    reported = redcap.read_with(data[0], fields_of(dictionary.sheet(None)), options)
    return replace(reported, format=NAME, sources=tuple(dict.fromkeys((data[0].path, dictionary.path))))


def _tables(folder: Folder) -> Iterator[Source]:
    names = [name for name in folder.names if name.casefold().endswith((".csv", ".txt", ".tsv", ".xlsx"))]
    for name in names if len(names) <= _MOST_TABLES else []:
        source = folder.source(name)
        with suppress(ReadError):
            if source.table.rows:
                yield source


def _data(found: list[Source]) -> list[Source]:
    """Return the tables that are REDCap's by their columns, or else begin with a field of the dictionary."""
    others = [source for source in found if not is_dictionary(source.table)]
    fields = {name for source in found if is_dictionary(source.table) for name in fields_of(source.table)}
    return [s for s in others if redcap.recognizes(s)] or [s for s in others if s.table.header[0] in fields]
