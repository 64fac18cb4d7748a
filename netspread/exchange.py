"""Exchange: a network into the formats of other programs."""

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from netspread.cells import csv_text
from netspread.errors import SaveError, one_of
from netspread.network import Network

if TYPE_CHECKING:
    import networkx as nx


def write_network(network: Network, path: str | Path) -> None:
    """Write *network* to *path*; its ending says the format. The same network gives the same bytes.

    ``.graphml``, ``.gexf``, ``.gml``, ``.net`` (Pajek, without attributes), ``.csv`` (``ego, alter, relation,
    weight``; people and their attributes go beside it, into ``NAME.people.csv``). All keep the relation, and in which
    direction influence runs: GraphML and GML as the graph's own, GEXF as attributes of each edge, Pajek in a comment,
    CSV in a column ``influence`` where it is not what a list of ties is taken for. (igraph reads no Pajek files whose
    relation has a name; give it GraphML.)

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
    files = _WRITERS[ending](network, path)
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


def _printable(text: str) -> str:
    """Return *text* without the control marks that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def _graphml(network: Network, path: Path) -> dict[Path, str]:
    import networkx as nx

    return {path: "\n".join(nx.generate_graphml(_graph(network), prettyprint=True)) + "\n"}


def _gexf(network: Network, path: Path) -> dict[Path, str]:
    import networkx as nx

    graph = _graph(network)
    for _, _, data in graph.edges(data=True):  # the graph itself has no place for them
        data.update(graph.graph)
    text = "\n".join(nx.generate_gexf(graph, prettyprint=True))
    # The day of writing has no place in a file that should come out the same tomorrow.
    return {path: re.sub(r' lastmodifieddate="[^"]*"', "", text) + "\n"}


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
