"""Graph file: what network programs save: GraphML, GEXF, GML."""

import re

from netspread.errors import ReadError
from netspread.readers import gexf, gml, graphml, markup
from netspread.readers.graph import Graph, reported
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.records import Reported

NAME = "graph file"
TITLE = "GraphML, GEXF or GML: Gephi, yEd, igraph, networkx, ..."
EXAMPLE = """
graph [
  directed 1
  node [ id 1 label "Ana" unit "x" ]
  node [ id 2 label "Ben" unit "x" ]
  node [ id 3 label "Cia" unit "y" ]
  edge [ source 1 target 2 weight 1 relation "advice" ]
  edge [ source 3 target 2 weight 2 relation "advice" ]
]
"""


def recognizes(source: Source) -> bool:
    """Whether the text begins as one of these formats does."""
    return not source.is_workbook and kind(source.start) is not None


def read(source: Source, options: ReadOptions) -> Reported:  # noqa: ARG001  # there is nothing to choose
    """Return the graph's edges as ties, its node attributes as people's; parallel edges stay, as reported.

    An edge runs from its source, who is taken to name its target; in an undirected graph influence runs both ways.
    A ``relation`` among an edge's attributes (or the graph's) is its relation, ``weight`` or ``value`` its weight.

    Raises
    ------
    ReadError
        If the file is broken, or an XML file declares entities.
    """
    graph = _graph(source)
    return reported(graph, source, NAME)


def kind(start: str) -> str | None:
    """Return which of the formats a text that starts so is."""
    text = start.lstrip("\ufeff \t\r\n")
    if re.match(r"<[?!]|<graphml|<gexf|<\w+:graphml", text, re.IGNORECASE):
        found = re.search(r"<(?:\w+:)?(graphml|gexf)\b", text, re.IGNORECASE)
        return found[1].casefold() if found else None
    return "gml" if re.match(r"((creator|version|comment|#)[^\n]*\n\s*)*graph\s*\[", text, re.IGNORECASE) else None


def _graph(source: Source) -> Graph:
    if kind(source.start) == "gml":
        return gml.graph_in(source)
    root = markup.tree(source)
    readers = {"graphml": graphml.graph_in, "gexf": gexf.graph_in}
    if root.tag not in readers:
        raise ReadError(
            f"{source.where}: this is no graph file, but XML of '{root.tag[:40]}'; save it as GraphML or GEXF"
        )
    return readers[root.tag](root, source)
