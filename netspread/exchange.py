"""Exchange: a network into the formats of other programs."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from netspread.cells import csv_text
from netspread.errors import ChoiceError, SaveError, one_of
from netspread.network import Network

if TYPE_CHECKING:
    import networkx as nx

#: The attributes that Gephi draws a person by.
_GEPHI = frozenset({"x", "y", "size", "r", "g", "b"})


@dataclass(frozen=True, slots=True)
class Look:
    """How each person is drawn, in the order of the network.

    Attributes
    ----------
    x, y
        Where; y upwards, as Gephi has it.
    size
        The diameter, in the units of the places.
    color
        Red, green and blue from 0 to 255.
    """

    x: Sequence[float]
    y: Sequence[float]
    size: Sequence[float]
    color: Sequence[tuple[int, int, int]]


def write_network(network: Network, path: str | Path, *, look: Look | None = None) -> None:
    """Write *network* to *path*; its ending says the format. The same network gives the same bytes.

    ``.graphml``, ``.gexf``, ``.gml``, ``.net`` (Pajek, without attributes), ``.csv`` (``ego, alter, relation,
    weight``; people and their attributes go beside it, into ``NAME.people.csv``). All keep the relation, and in which
    direction influence runs: GraphML and GML as the graph's own, GEXF as attributes of each edge, Pajek in a comment,
    CSV in a column ``influence`` where it is not what a list of ties is taken for. (igraph reads no Pajek files whose
    relation has a name; give it GraphML.)

    With *look*, GraphML and GEXF say how people are drawn, as Gephi reads it: in GraphML in the attributes ``x``,
    ``y``, ``size``, ``r``, ``g``, ``b`` (a person's own attribute of such a name gets ``_given`` behind), in GEXF in
    ``viz``.

    Raises
    ------
    ChoiceError
        If the ending is unknown.
    SaveError
        If the file cannot be written.
    """
    path = Path(path)
    ending = path.suffix.casefold()
    if ending not in _WRITERS:
        raise one_of("file ending", ending, _WRITERS)
    if look is not None and ending not in (".graphml", ".gexf"):
        raise ChoiceError(f"{path}: only .graphml and .gexf hold colors; choose one of them, or leave the colors out")
    files = _WRITERS[ending](network, path) if look is None else _drawn(network, path, look)
    try:
        for place, text in files.items():
            place.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise SaveError(f"{path}: cannot be written ({error.strerror}); choose another place") from error


def _graph(network: Network) -> "nx.Graph[Any]":
    """Return the networkx graph with attributes that every format can hold: text, numbers, yes or no."""
    graph = network.to_networkx()
    graph.graph = {name: value for name, value in graph.graph.items() if value}
    for _, data in graph.nodes(data=True):
        for name, value in list(data.items()):
            if value is None or value != value:  # noqa: PLR0124  # what is missing differs from itself
                del data[name]
            elif not isinstance(value, str | bool | int | float):
                data[name] = value.item() if hasattr(value, "item") else str(value)
            if isinstance(data.get(name), str):
                data[name] = _printable(data[name])
    return graph


def _drawn(network: Network, path: Path, look: Look) -> dict[Path, str]:
    """Return the file with places, sizes and colors of people, and their names as labels."""
    graph = _graph(network)
    ids = [str(person) for person in network.people.index]
    for at, person in enumerate(ids):
        data = graph.nodes[person]
        if isinstance(data.get("name"), str):
            data.setdefault("label", data["name"])
        x, y, size, (red, green, blue) = look.x[at], look.y[at], look.size[at], look.color[at]
        if path.suffix.casefold() == ".gexf":
            data["viz"] = {
                "color": {"r": red, "g": green, "b": blue, "a": 1.0},
                "position": {"x": x, "y": y, "z": 0.0},
                "size": size,
            }
            continue
        for name in [name for name in data if name in _GEPHI]:
            data[f"{name}_given"] = data.pop(name)
        data.update(x=x, y=y, size=size, r=red, g=green, b=blue)
    return {path: _gexf_text(graph) if path.suffix.casefold() == ".gexf" else _graphml_text(graph)}


def _printable(text: str) -> str:
    """Return *text* without the control marks that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def _graphml(network: Network, path: Path) -> dict[Path, str]:
    return {path: _graphml_text(_graph(network))}


def _graphml_text(graph: "nx.Graph[Any]") -> str:
    import networkx as nx

    text = "\n".join(nx.generate_graphml(graph, prettyprint=True)) + "\n"
    # Gephi takes keys that are called d3 and d7 for the labels of yEd.
    return re.sub(r'(<key id="|<data key=")d(\d+")', r"\1k\2", text)


def _gexf(network: Network, path: Path) -> dict[Path, str]:
    return {path: _gexf_text(_graph(network))}


def _gexf_text(graph: "nx.Graph[Any]") -> str:
    import networkx as nx

    for _, _, data in graph.edges(data=True):  # the graph itself has no place for them
        data.update(graph.graph)
    text = "\n".join(nx.generate_gexf(graph, prettyprint=True))
    # The day of writing has no place in a file that should come out the same tomorrow.
    return re.sub(r' lastmodifieddate="[^"]*"', "", text) + "\n"


def _gml(network: Network, path: Path) -> dict[Path, str]:
    import networkx as nx

    graph = _graph(network)
    for _, data in graph.nodes(data=True):  # GML keys are letters and digits
        for name in [name for name in data if not re.fullmatch(r"[A-Za-z][0-9A-Za-z]*", name)]:
            data[re.sub(r"[^0-9A-Za-z]", "", "a" + name if not name[:1].isalpha() else name) or "a"] = data.pop(name)
    return {path: "\n".join(nx.generate_gml(graph, stringizer=str)) + "\n"}


def _pajek(network: Network, path: Path) -> dict[Path, str]:
    out = io.StringIO()
    out.write(f"% influence: {network.influence}\n*Vertices {network.n_people}\n")
    for number, person in enumerate(network.people.index, 1):
        out.write(f'{number} "{_quoted(str(person))}"\n')
    relation = f' :1 "{_quoted(network.relation)}"' if network.relation else ""
    out.write(f"{'*Arcs' if network.directed else '*Edges'}{relation}\n")
    once = network.egos() < network.alters if not network.directed else slice(None)
    for ego, alter, weight in zip(network.egos()[once], network.alters[once], network.weights[once], strict=True):
        out.write(f"{ego + 1} {alter + 1} {float(weight)!r}\n")
    return {path: out.getvalue()}


def _quoted(text: str) -> str:
    """Return *text* as it can stand between quotes in Pajek, which has no sign for a quote in them."""
    return " ".join(text.replace('"', "'").split())


def _csv(network: Network, path: Path) -> dict[Path, str]:
    ties = network.ties()
    ties.insert(2, "relation", network.relation)
    if not network.directed:
        ties = ties.rename(columns={"ego": "a", "alter": "b"})
    if network.directed and network.influence != "alter_to_ego":
        ties["influence"] = network.influence
    return {path: csv_text(ties), path.with_suffix(".people.csv"): csv_text(network.people.reset_index())}


_WRITERS: Mapping[str, Callable[[Network, Path], dict[Path, str]]] = MappingProxyType(
    {".graphml": _graphml, ".gexf": _gexf, ".gml": _gml, ".net": _pajek, ".csv": _csv}
)
