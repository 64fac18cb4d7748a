"""Polinode: a workbook with the sheets Nodes and Edges."""

from netspread.readers import node_tables
from netspread.readers.folder import Folder
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.records import Reported

NAME = "Polinode"
TITLE = "Polinode's sheets Nodes and Edges; a question a column"
EXAMPLE = """
== Nodes.csv
Name,Department
Ana,x
Ben,x
Cia,y
== Edges.csv
Source,Target,Advice,Trust
Ana,Ben,Yes,
Cia,Ben,Yes,Yes
"""

_LAYOUT = node_tables.Layout(
    NAME,
    "name",
    ("source", "target"),
    direction="directed",
    own=frozenset({"weight", "type", "label", "id", "edge id"}),
)


def recognizes(of: Source | Folder) -> bool:
    """Whether there is a table that begins with ``Name``, and one with ``Source`` and ``Target``."""
    return node_tables.knows(of, _LAYOUT)


def read(of: Source | Folder, options: ReadOptions) -> Reported:
    """Return a tie for each answer, from source to target; every column of the edges is a relation."""
    return node_tables.read(of, options, _LAYOUT)
