"""GraphML: as yEd, Gephi, igraph, visone and networkx write it.

Brandes, Eiglsperger, Lerner & Pich (2013), in *Handbook of Graph Drawing and Visualization*, chapter 16.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.graph import Graph, Tie, known_influence, number
from netspread.readers.source import Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_KEYS = 2_000
_NUMBERS = frozenset({"int", "long", "float", "double"})


class Key(NamedTuple):
    """What the ``<data>`` of one key are."""

    name: str
    kind: str
    default: str | None
    about: str


def graph_in(root: "Element", source: Source) -> Graph:
    """Return all nodes and edges, those inside of groups too; a group is a person only if it has a tie."""
    keys = keys_in(root, source)
    graph = Graph()
    for node in root.iter("node"):
        graph.people[node.get("id", "")] = values(node, keys, "node", source)
    for whole in root.iter("graph"):
        given = values(whole, keys, "graph", source)
        graph.influence = graph.influence or known_influence(given.get("influence"))
        directed = whole.get("edgedefault") != "undirected"
        for edge in whole.findall("edge"):
            graph.ties.append(_tie(edge, keys, source, directed=directed, relation=str(given.get("relation", ""))))
    tied = {end for tie in graph.ties for end in tie[:2]}
    for group in _groups(root):
        if group not in tied:
            graph.people.pop(group, None)
    hyperedges = sum(1 for _ in root.iter("hyperedge"))
    if hyperedges:
        graph.told.append(Phrase("{count} edges of more than two people left out", count=hyperedges))
    return graph


def keys_in(root: "Element", source: Source) -> dict[str, Key]:
    """Return id -> key.

    Raises
    ------
    ReadError
        If there are absurdly many.
    """
    found = {
        key.get("id", ""): Key(
            key.get("attr.name", "") or key.get("id", ""),
            key.get("attr.type", "string"),
            key.findtext("default"),
            key.get("for", "all"),
        )
        for key in root.iter("key")
    }
    if len(found) > _MOST_KEYS:
        raise ReadError(
            f"{source.where}: there are {len(found):,} attributes; no network has so many, so save it with fewer"
        )
    return found


def values(element: "Element", keys: dict[str, Key], about: str, source: Source) -> dict[str, Any]:
    """Return the attributes of *element* by name, numbers as numbers; an empty one is left out.

    Raises
    ------
    ReadError
        If a number is none.
    """
    found = {key.name: key.default for key in keys.values() if key.about in (about, "all") and key.default is not None}
    kinds = {key.name: key.kind for key in keys.values()}
    for data in element.findall("data"):
        key = keys.get(data.get("key", ""))
        name = key.name if key else data.get("key", "")
        drawn = None if len(data) == 0 else _drawn_label(data)
        if len(data) == 0:
            found[name] = data.text or ""
        elif drawn:
            found["label"] = drawn
    place = f"{source.where}: {about} '{element.get('id', '')[:40]}'"
    return {
        name: _typed(text.strip(), kinds.get(name, "string"), f"{place}: '{name[:40]}'")
        for name, text in found.items()
        if text is not None and text.strip()
    }


def _tie(edge: "Element", keys: dict[str, Key], source: Source, *, directed: bool, relation: str) -> Tie:
    given = values(edge, keys, "edge", source)
    own = edge.get("directed")
    weight = given.get("weight", given.get("Weight", given.get("value", 1.0)))
    ego, alter = edge.get("source", ""), edge.get("target", "")
    place = f"{source.where}: edge '{ego[:40]}' -> '{alter[:40]}'"
    return Tie(
        ego,
        alter,
        str(given.get("relation", relation)),
        weight if isinstance(weight, float) else number(str(weight), place=place, what="the weight"),
        directed if own is None else own == "true",
    )


def _drawn_label(data: "Element") -> str:
    """Return the label that yEd draws."""
    for tag in ("NodeLabel", "EdgeLabel"):
        label = next(data.iter(tag), None)
        if label is not None and (label.text or "").strip():
            return (label.text or "").strip()
    return ""


def _typed(text: str, kind: str, place: str) -> Any:
    if kind == "boolean":
        return text.casefold() in ("true", "1")
    if kind not in _NUMBERS:
        return text
    found = number(text, place=place, what="it")
    return int(found) if kind in ("int", "long") and found.is_integer() else found


def _groups(root: "Element") -> Iterator[str]:
    return (node.get("id", "") for node in root.iter("node") if node.find("graph") is not None)
