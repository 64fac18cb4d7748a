"""Kumu: a workbook with the sheets Elements and Connections."""

from netspread.readers import node_tables
from netspread.readers.folder import Folder
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.records import Reported

NAME = "Kumu"
TITLE = "Kumu's sheets Elements and Connections"
EXAMPLE = """
== Elements.csv
Label,Type,Tags,Description
Ana,Person,x,
Ben,Person,x,
Cia,Person,y,
== Connections.csv
From,To,Direction,Label,Type
Ana,Ben,directed,,advice
Cia,Ben,directed,,advice
"""

_LAYOUT = node_tables.Layout(NAME, "label", ("from", "to"), relation=("type", "relation"), direction="direction")


def recognizes(of: Source | Folder) -> bool:
    """Whether there is a table that begins with ``Label``, and one with ``From`` and ``To``."""
    return node_tables.knows(of, _LAYOUT)


def read(of: Source | Folder, options: ReadOptions) -> Reported:
    """Return the connections as ties; those that are mutual or undirected count from both sides."""
    return node_tables.read(of, options, _LAYOUT)
