"""Graph file: what network programs save: GraphML, GEXF, GML, Pajek."""

import io
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

import pandas as pd

from netspread.errors import ReadError
from netspread.network import Influence
from netspread.readers.reader import ReadOptions, tie_frame
from netspread.readers.source import Source
from netspread.records import Reported

if TYPE_CHECKING:
    import networkx as nx

NAME = "graph file"
TITLE = "GraphML, GEXF, GML or Pajek, as Gephi, UCINET, igraph and networkx save them"
EXAMPLE = """
*Vertices 3
1 "Ana"
2 "Ben"
3 "Cia"
*Arcs
1 2 1
3 2 2
"""

#: Attributes that programs write for drawing, which say nothing of the person.
_DRAWING = frozenset({"x", "y", "z", "r", "g", "b", "size", "color", "shape", "viz", "label"})


def recognizes(source: Source) -> bool:
    """Whether the text begins as one of these formats does."""
    return not source.is_workbook and _kind(source.opening) is not None


def read(source: Source, options: ReadOptions) -> Reported:  # noqa: ARG001  # there is nothing to choose
    """Return the graph's edges as ties, its node attributes as people's; parallel edges stay, as reported.

    Raises
    ------
    ReadError
        If the file is broken, or an XML file declares entities.
    """
    kind = _kind(source.opening) or "graphml"
    if "<!DOCTYPE" in source.opening.upper() or "<!ENTITY" in source.text.upper():
        raise ReadError(f"{source.where}: the XML declares entities, which is not safe to read; save it without them")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            graph = _PARSERS[kind](source.text)
    except Exception as error:  # networkx raises whatever its parser meets
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise ReadError(f"{source.where}: the {kind} file is broken ({reason}); save it again") from error
    names = _names(graph, source)
    edges = [(names[a], names[b], data) for a, b, data in graph.edges(data=True)]
    directed = graph.is_directed()
    told_influence = str(graph.graph.get("influence", ""))
    sure = told_influence in get_args(Influence)
    influence = cast("Influence", told_influence) if sure else ("alter_to_ego" if directed else "both")
    told = [f"{kind} with {'directed' if directed else 'undirected'} ties"]
    if directed and not sure:
        told.append("ties are taken as nominations: whoever is named influences; say --influence if it is otherwise")
    ties = tie_frame(
        [ego for ego, _, _ in edges],
        [alter for _, alter, _ in edges],
        relation=[str(data.get("relation", graph.graph.get("relation", "") or "")) for _, _, data in edges],
        weight=[_weight(data, source) for _, _, data in edges],
    )
    return Reported(
        ties, _people(graph, names), influence, NAME, directed=directed, sources=(Path(source.path),), told=tuple(told)
    )


def _kind(text: str) -> str | None:
    start = text.lstrip("\ufeff \t\r\n")
    if re.match(r"<\?xml|<graphml|<gexf|<!--", start, re.IGNORECASE):
        found = re.search(r"<(graphml|gexf)\b", start, re.IGNORECASE)
        return found[1].casefold() if found else None
    if re.match(r"(%[^\n]*\n\s*)*\*(vertices|network)\b", start, re.IGNORECASE):
        return "pajek"
    return "gml" if re.match(r"((creator|version|#)[^\n]*\n\s*)*graph\s*\[", start, re.IGNORECASE) else None


def _parse_graphml(text: str) -> "nx.Graph[Any]":
    import networkx as nx

    return nx.parse_graphml(text.encode().decode("utf-8-sig"))


def _parse_gexf(text: str) -> "nx.Graph[Any]":
    import networkx as nx

    return nx.read_gexf(io.BytesIO(text.encode()))


def _parse_gml(text: str) -> "nx.Graph[Any]":
    import networkx as nx

    return nx.parse_gml(text.splitlines(), label="id" if "label" not in text else "label")


def _parse_pajek(text: str) -> "nx.Graph[Any]":
    import networkx as nx

    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("%")]
    graph: nx.Graph[Any] = nx.parse_pajek(lines)
    edges = re.search(r"^\s*\*(edges|edgeslist)\b", text, re.IGNORECASE | re.MULTILINE)
    arcs = re.search(r"^\s*\*(arcs|arcslist)\b", text, re.IGNORECASE | re.MULTILINE)
    return graph.to_undirected() if edges and not arcs and graph.is_directed() else graph


_PARSERS = {"graphml": _parse_graphml, "gexf": _parse_gexf, "gml": _parse_gml, "pajek": _parse_pajek}


def _names(graph: "nx.Graph[Any]", source: Source) -> dict[Any, str]:
    """Return node -> id: the node's own; its label where ids are numbers and labels tell people apart."""
    labels = {node: str(data.get("label") or data.get("name") or "") for node, data in graph.nodes(data=True)}
    numbered = all(re.fullmatch(r"n?\d+(\.0)?", str(node)) for node in graph)
    if numbered and all(labels.values()) and len(set(labels.values())) == len(labels):
        return labels
    ids = {node: str(node) for node in graph}
    if len(set(ids.values())) < len(ids):
        raise ReadError(f"{source.where}: two people have the same id; give each an id of its own")
    return ids


def _weight(data: dict[str, Any], source: Source) -> float:
    try:
        weight = float(data.get("weight", data.get("value", 1.0)))
    except (TypeError, ValueError) as error:
        raise ReadError(
            f"{source.where}: an edge has weight '{data.get('weight')}'; weights must be numbers"
        ) from error
    if not 0 < weight < float("inf"):
        raise ReadError(f"{source.where}: an edge has weight {weight}; weights must be above 0")
    return weight


def _people(graph: "nx.Graph[Any]", names: dict[Any, str]) -> pd.DataFrame:
    rows = [
        {str(k): v for k, v in data.items() if str(k).casefold() not in _DRAWING} for _, data in graph.nodes(data=True)
    ]
    people = pd.DataFrame(rows, index=pd.Index(list(names.values()), dtype="str", name="person"))
    if "responded" in people:
        people["responded"] = people["responded"].astype("str").str.casefold().isin({"true", "1", "1.0", "yes"})
    return people
