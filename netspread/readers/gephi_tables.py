"""Gephi tables: the data laboratory's nodes and edges, as two files or two sheets."""

from netspread.readers import node_tables
from netspread.readers.folder import Folder
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.records import Reported

NAME = "Gephi tables"
TITLE = "Gephi's tables of nodes and edges: two files or two sheets"
EXAMPLE = """
== nodes.csv
Id,Label,unit
1,Ana,x
2,Ben,x
3,Cia,y
== edges.csv
Source,Target,Type,Id,Label,Weight
1,2,Directed,0,advice,1.0
3,2,Directed,1,advice,2.0
"""

_LAYOUT = node_tables.Layout(NAME, "id", ("source", "target"), shown="label", relation=("relation", "kind", "label"))


def recognizes(of: Source | Folder) -> bool:
    """Whether there is a table that begins with ``Id``, and one with ``Source`` and ``Target``."""
    return node_tables.knows(of, _LAYOUT)


def read(of: Source | Folder, options: ReadOptions) -> Reported:
    """Return the edges as ties from source to target; an edge's ``Label`` is its relation."""
    return node_tables.read(of, options, _LAYOUT)
