"""Network Canvas: interviews about personal networks, as CSV or GraphML, one file set a session or all in one.

Birkett and others (2021), *Social Networks* 66:1; the program's documentation tells the format.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pandas as pd

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers import ego_networks, graphml, markup
from netspread.readers.ego_networks import Alter, EgoNetwork
from netspread.readers.folder import Folder
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table
from netspread.records import Reported

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "Network Canvas"
TITLE = "Network Canvas' lists of egos, attributes, edges; or GraphML"
EXAMPLE = """
== C01_s1_attributeList_Person.csv
nodeID,networkCanvasEgoUUID,networkCanvasUUID,name,close
1,e-1,n-1,Ana,true
2,e-1,n-2,Ben,false
== C01_s1_edgeList_Talks.csv
edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID,networkCanvasSourceUUID,networkCanvasTargetUUID
1,1,2,e-1,x-1,n-1,n-2
== C01_s1_ego.csv
networkCanvasEgoUUID,networkCanvasCaseID,networkCanvasSessionID,networkCanvasProtocolName,sessionStart,age
e-1,C01,s1,Demo,2024-03-01T09:15:02.000Z,34
"""

_EGO, _CASE = "networkCanvasEgoUUID", "networkCanvasCaseID"
#: What stands in place of a name that the program encrypted.
_LOCKED = "ENCRYPTED"
_SIGN = 'schema.networkcanvas.com/xmlns"'
_KINDS = re.compile(r"_(ego|attributeList_(?P<people>.+?)|edgeList_(?P<ties>.+?))$", re.IGNORECASE)
#: What the program writes of itself, and where people stood on its screen.
_OWN = re.compile(
    r"networkCanvas\w*|nodeID|edgeID|from|to|session(Start|Finish|Exported)|APP_VERSION|COMMIT_HASH|label|"
    r".*(_x|_y|_screenSpaceX|_screenSpaceY)",
    re.IGNORECASE,
)


def recognizes(of: Source | Folder) -> bool:
    """Whether the files are called as the program calls them and say so in their header; or are its GraphML."""
    if isinstance(of, Source):
        return not of.is_workbook and _SIGN in of.start and "<graphml" in of.start
    for name in of.names:
        if _KINDS.search(PurePosixPath(name).stem):
            return _EGO in of.source(name).start.split("\n", 1)[0]
        if name.casefold().endswith(".graphml"):
            return _SIGN in of.source(name).start
    return False


def read(of: Source | Folder, options: ReadOptions) -> Reported:  # noqa: ARG001  # there is nothing to choose
    """Return the ties of egos to their alters, and among alters; the type of an edge is its relation.

    The ego is the case; a node that stands under several cases with the same UUID came from a roster, and is one
    person. A number of an edge's own (closeness, say) is its weight if there is one such column.

    Raises
    ------
    ReadError
        If a table lacks a column, or a tie names a node that is not there.
    """
    if isinstance(of, Source):
        interviews = list(_in_graphml(of))
        told: list[str] = [*of.told]
    elif any(_KINDS.search(PurePosixPath(name).stem) for name in of.names):
        interviews, told = _in_tables(of)
    else:
        told = []
        interviews = [one for name in of.names if name.endswith(".graphml") for one in _in_graphml(of.source(name))]
    _share(interviews)
    return ego_networks.reported(interviews, name=NAME, sources=of.sources, told=told)


def _share(interviews: list[EgoNetwork]) -> None:
    """Give each node that several cases have in common, by its UUID, one id: its name if nobody else has that."""
    cases: dict[str, set[str]] = {}
    for interview in interviews:
        for uuid in interview.alters:
            cases.setdefault(uuid, set()).add(interview.ego)
    shared = {uuid for uuid, egos in cases.items() if len(egos) > 1}
    called: dict[str, str] = {}
    taken = {interview.ego for interview in interviews}
    for interview in interviews:
        for uuid, alter in interview.alters.items():
            if uuid in shared and uuid not in called:
                called[uuid] = alter.name if alter.name and alter.name not in taken else f"{alter.name} ({uuid[:8]})"
                taken.add(called[uuid])
            alter.shared = called.get(uuid, "")


def _in_tables(folder: Folder) -> tuple[list[EgoNetwork], list[str]]:
    """Return the interviews in the tables of a folder, of one session or of many."""
    tables: dict[str, list[tuple[str, Table]]] = {"ego": [], "people": [], "ties": []}
    others = []
    for name in folder.names:
        kind = _KINDS.search(PurePosixPath(name).stem)
        if kind is None:
            others.append(name)
            continue
        what = "people" if kind["people"] else "ties" if kind["ties"] else "ego"
        tables[what].append((kind["people"] or kind["ties"] or "", folder.source(name).sheet(None)))
    interviews = dict(_egos(tables["ego"]))
    for _, table in tables["people"]:
        _take_people(table, interviews)
    for kind_of_tie, table in tables["ties"]:
        _take_ties(kind_of_tie, table, interviews)
    told: list[str] = (
        [Phrase("{count} other files left out ({names})", count=len(others), names=others[:3])] if others else []
    )
    if not tables["ties"]:
        told.append(
            Phrase("there is no edge list, so alters have no ties among them; export it too if there should be")
        )
    return list(interviews.values()), told


def _egos(tables: list[tuple[str, Table]]) -> Iterator[tuple[str, EgoNetwork]]:
    for _, table in tables:
        for _, row in _rows(table, _EGO):
            yield row[_EGO], _interview(row.get(_CASE) or row[_EGO], row, row.get("sessionStart", ""))


def _interview(ego: str, given: Mapping[str, str], start: str) -> EgoNetwork:
    own = {name: cell for name, cell in given.items() if cell and not _OWN.fullmatch(name)}
    return EgoNetwork(ego, own, time=_time(start))


def _time(text: str) -> pd.Timestamp | None:
    """Return when an interview began; older versions write milliseconds since 1970."""
    try:
        found = pd.Timestamp(int(text), unit="ms") if text.isdecimal() and len(text) < 15 else pd.Timestamp(text)
    except ValueError:
        return None
    if pd.isna(found):
        return None
    return found if found.tzinfo is None else found.tz_convert(None)


def _take_people(table: Table, interviews: dict[str, EgoNetwork]) -> None:
    for _, row in _rows(table, _EGO, "networkCanvasUUID"):
        interview = interviews.setdefault(row[_EGO], EgoNetwork(row[_EGO]))
        interview.alters[row["networkCanvasUUID"]] = _alter(row, row.get("nodeID", ""))


def _alter(given: Mapping[str, str], number: str) -> Alter:
    name = given.get("name") or given.get("Name") or given.get("label") or given.get("nickname") or ""
    own = {key: cell for key, cell in given.items() if cell and not _OWN.fullmatch(key) and key.casefold() != "name"}
    return Alter(name if name and name != _LOCKED else number, own)


def _take_ties(kind: str, table: Table, interviews: dict[str, EgoNetwork]) -> None:
    further = [name for name in table.header if not _OWN.fullmatch(name)]
    for line, row in _rows(table, _EGO, "networkCanvasSourceUUID", "networkCanvasTargetUUID"):
        interview = interviews.get(row[_EGO], EgoNetwork(row[_EGO]))
        ends = row["networkCanvasSourceUUID"], row["networkCanvasTargetUUID"]
        if not set(ends) <= interview.alters.keys():
            raise ReadError(
                f"{table.where}, line {line}: the edge names a node that is in no attribute list; export those too"
            )
        interview.ties.append((*ends, kind, _weight([row[name] for name in further])))


def _weight(cells: list[str]) -> float:
    """Return the one number above 0 among *cells*, else 1."""
    numbers = [float(cell) for cell in cells if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", cell)]
    return numbers[0] if len(numbers) == 1 and numbers[0] > 0 else 1.0


def _rows(table: Table, *needed: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line and the cells by column of each row; the mark that keeps a cell from being run is taken off."""
    for name in needed:
        if name not in table.header:
            raise ReadError(f"{table.where}: there is no column '{name}'; export the file from Network Canvas again")
    for line, row in zip(table.lines, table.rows, strict=True):
        cells = {name: _unguarded(cell) for name, cell in zip(table.header, row, strict=True)}
        if cells[needed[0]]:
            yield line, cells


def _unguarded(cell: str) -> str:
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell


def _in_graphml(source: Source) -> Iterator[EgoNetwork]:
    """Yield one interview for each graph of the file."""
    root = markup.tree(source)
    keys = graphml.keys_in(root, source)
    for at, graph in enumerate(root.iter("graph"), 1):
        said = {**root.attrib, **graph.attrib}
        ego = graphml.values(graph, keys, "graph", source)
        case = said.get("caseId") or said.get("caseID") or str(ego.get("networkCanvasUUID", f"ego {at}"))
        interview = _interview(case, _as_text(ego), said.get("sessionStartTime", ""))
        uuids = dict(_nodes(graph, keys, source, interview))
        for edge in graph.findall("edge"):
            given = _as_text(graphml.values(edge, keys, "edge", source))
            ends = [uuids.get(edge.get(end, "")) for end in ("source", "target")]
            if ends[0] is None or ends[1] is None:
                raise ReadError(
                    f"{source.where}: edge '{edge.get('id', '')[:40]}' names a node that is not there; export again"
                )
            own = [cell for name, cell in given.items() if not _OWN.fullmatch(name)]
            relation = given.get("networkCanvasType") or given.get("type") or "alters"
            interview.ties.append((ends[0], ends[1], relation, _weight(own)))
        yield interview


def _nodes(
    graph: "Element", keys: dict[str, graphml.Key], source: Source, interview: EgoNetwork
) -> Iterator[tuple[str, str]]:
    """Add the nodes to *interview*; yield the id of each in this graph, and its UUID."""
    for node in graph.findall("node"):
        given = _as_text(graphml.values(node, keys, "node", source))
        number = node.get("id", "")
        uuid = given.get("networkCanvasUUID") or f"{interview.ego}/{number}"
        interview.alters[uuid] = _alter(given, number)
        yield number, uuid


def _as_text(given: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in given.items()}
