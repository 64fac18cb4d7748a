"""GEXF: as Gephi, networkx and NodeXL write it, versions 1.1 to 1.3."""

from typing import TYPE_CHECKING, Any, NamedTuple

from netspread.readers.graph import Graph, Tie, known_influence, number
from netspread.readers.source import Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NUMBERS = frozenset({"integer", "long", "float", "double", "short", "byte"})


class _Attribute(NamedTuple):
    name: str
    kind: str
    default: str | None


def graph_in(root: "Element", source: Source) -> Graph:
    """Return all nodes and edges; an edge of kind "mutual" or "undirected" has no direction."""
    whole = root.find("graph")
    graph = Graph()
    if whole is None:
        return graph
    attributes = {sort: _attributes(whole, sort) for sort in ("node", "edge")}
    for node in whole.iter("node"):
        name = node.get("id", "")
        given = _values(node, attributes["node"], f"{source.where}: node '{name[:40]}'")
        graph.people[name] = {**({"label": node.get("label")} if node.get("label") else {}), **given}
    default = whole.get("defaultedgetype", "undirected")
    for edge in whole.iter("edge"):
        ego, alter = edge.get("source", ""), edge.get("target", "")
        place = f"{source.where}: edge '{ego[:40]}' -> '{alter[:40]}'"
        given = _values(edge, attributes["edge"], place)
        graph.influence = graph.influence or known_influence(given.get("influence"))
        weight = edge.get("weight") or str(given.get("weight", 1.0))
        graph.ties.append(
            Tie(
                ego,
                alter,
                str(given.get("relation", edge.get("kind", ""))),
                number(weight, place=place, what="the weight"),
                directed=edge.get("type", default) == "directed",
            )
        )
    return graph


def _attributes(whole: "Element", sort: str) -> dict[str, _Attribute]:
    return {
        one.get("id", ""): _Attribute(one.get("title", one.get("id", "")), one.get("type", ""), one.findtext("default"))
        for block in whole.findall("attributes")
        if block.get("class") == sort
        for one in block.findall("attribute")
    }


def _values(element: "Element", attributes: dict[str, _Attribute], place: str) -> dict[str, Any]:
    found = {one.name: (one, one.default) for one in attributes.values() if one.default is not None}
    for value in element.iterfind("attvalues/attvalue"):
        key = value.get("for", "") or value.get("id", "")  # version 1.1 says id
        one = attributes.get(key, _Attribute(key, "", None))
        found[one.name] = (one, value.get("value", ""))
    return {
        name: _typed(text.strip(), one.kind, f"{place}: '{name[:40]}'")
        for name, (one, text) in found.items()
        if text.strip()
    }


def _typed(text: str, kind: str, place: str) -> Any:
    if kind == "boolean":
        return text.casefold() == "true"
    if kind not in _NUMBERS:
        return text
    found = number(text, place=place, what="it")
    return int(found) if kind not in ("float", "double") and found.is_integer() else found
