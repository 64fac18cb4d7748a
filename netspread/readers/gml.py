"""GML: as Gephi, igraph, yEd, Cytoscape and networkx write it; Himsolt (1997)."""

import html
import re
from collections.abc import Iterator
from typing import Any

from netspread.errors import ReadError
from netspread.readers.graph import Graph, Tie, known_influence, number
from netspread.readers.source import Source

_TOKEN = re.compile(r'"([^"]*)"|(\[)|(\])|(#[^\n]*)|([^\s\[\]"#]+)')
#: Deeper than any network program nests.
_DEEPEST = 100

#: A block: its keys and values in order; keys repeat.
Block = list[tuple[str, Any]]


def graph_in(source: Source) -> Graph:
    """Return the nodes and edges of the first graph; edges have a direction if it says ``directed 1``."""
    whole = next((value for key, value in _block(source) if key == "graph" and isinstance(value, list)), None)
    if whole is None:
        raise ReadError(f"{source.where}: the GML file has no graph; save it again")
    given = dict(whole)
    graph = Graph(influence=known_influence(given.get("influence")))
    for key, block in whole:
        if key == "node" and isinstance(block, list):
            attributes = dict(block)
            person = str(attributes.pop("id", ""))
            graph.people[person] = _flat(attributes)
    for key, block in whole:
        if key == "edge" and isinstance(block, list):
            graph.ties.append(_tie(dict(block), given, source))
    return graph


def _tie(edge: dict[str, Any], given: dict[str, Any], source: Source) -> Tie:
    ego, alter = str(edge.get("source", "")), str(edge.get("target", ""))
    place = f"{source.where}: edge '{ego[:40]}' -> '{alter[:40]}'"
    weight = edge.get("weight", edge.get("value", 1.0))
    return Tie(
        ego,
        alter,
        str(edge.get("relation", given.get("relation", ""))),
        weight if isinstance(weight, float) else number(str(weight), place=place, what="the weight"),
        directed=str(edge.get("directed", given.get("directed", 0))) == "1",
    )


def _flat(attributes: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes that are one value; blocks are for drawing."""
    return {key: value for key, value in attributes.items() if not isinstance(value, list) and value != ""}


def _block(source: Source) -> Block:
    """Return the whole file as one block."""
    open_blocks: list[Block] = [[]]
    key = ""
    for kind, token in _tokens(source):
        if kind == "close":
            if len(open_blocks) == 1:
                raise ReadError(f"{source.where}: the GML file has a ']' too many; save it again")
            open_blocks.pop()
        elif kind == "open":
            block: Block = []
            open_blocks[-1].append((key, block))
            open_blocks.append(block)
            if len(open_blocks) > _DEEPEST:
                raise ReadError(
                    f"{source.where}: the GML is nested more than {_DEEPEST} deep; this is no network, save again"
                )
        elif key:
            open_blocks[-1].append((key, token))
        else:
            key = str(token)
            continue
        key = ""
    if len(open_blocks) > 1:
        raise ReadError(f"{source.where}: the GML file is cut short, as a '[' is not closed; save it again")
    return open_blocks[0]


def _tokens(source: Source) -> Iterator[tuple[str, Any]]:
    for text, opens, closes, comment, word in _TOKEN.findall(source.text):
        if comment:
            continue
        if opens or closes:
            yield ("open" if opens else "close"), ""
        elif word:
            yield "word", _value(word)
        else:
            yield "text", html.unescape(text)


def _value(word: str) -> Any:
    """Return a number as such; anything else as it stands."""
    if re.fullmatch(r"[+-]?\d{1,18}", word):
        return int(word)
    try:
        return float(word) if word[:1] in "+-.0123456789" else word
    except ValueError:
        return word
