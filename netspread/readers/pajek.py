"""Pajek: networks (.net) and projects (.paj).

Batagelj & Mrvar (1998), *Connections* 21:47; the manual of Pajek tells the format.
"""

import html
import re

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.graph import Graph, Tie, known_influence, number, refuse_absurd, reported, whole_number
from netspread.readers.pajek_sections import NETWORK, RELATION, TIES, Section, relations_asked, sections_of
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.records import Reported

NAME = "Pajek"
TITLE = "Pajek networks and projects (.net, .paj)"
EXAMPLE = """
*Vertices 3
1 "Ana"
2 "Ben"
3 "Cia"
*Arcs :1 "advice"
1 2 1
3 2 2
"""

#: Atomic, so that no run of blank lines is tried in more than one way.
_FIRST = re.compile(
    r"(?>\s|%[^\n]*|/\*.*?\*/)*+\*\s*(vertices|vertex|network|net|partition|vector)\b", re.IGNORECASE | re.DOTALL
)
#: Pajek has no place for it, so that we write it into a comment.
_INFLUENCE = re.compile(r"^%\s*influence:\s*(\w+)", re.MULTILINE)
_VERTEX = re.compile(r'\s*(\d+)(?:\s+(?:"([^"]*)"|(\S+)))?')
#: What stands for "unknown" in vectors and partitions.
_UNKNOWN = frozenset({"9999998", "999999998", "9999999", "999999997"})


def recognizes(source: Source) -> bool:
    """Whether the first line that is no comment begins a Pajek network or project."""
    return not source.is_workbook and _FIRST.match(source.start.lstrip("\ufeff")) is not None


def read(source: Source, options: ReadOptions) -> Reported:  # noqa: ARG001  # there is nothing to choose
    """Return the arcs and edges as ties, partitions and vectors as attributes.

    An arc runs from who names to who is named; an edge has no direction. Each ``:k "name"`` is a relation. Of a
    two-mode network the first vertices are the people, tied by what they share. What is for drawing, and the times
    of vertices and lines, are left out.

    Raises
    ------
    ReadError
        If a line cannot be understood, with its number.
    """
    return reported(_Reading(source).graph(), source, NAME)


class _Reading:
    """One file; the sections change what is known so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.result = Graph()
        self.vertices: list[str] = []
        self.n_people = 0
        self.is_two_mode = False
        self.network, self.several = "", False
        self.attribute = ""
        self.asked: dict[str, str] = {}
        self.timed = 0

    def graph(self) -> Graph:
        """Return the networks of the file as one."""
        sections = list(sections_of(self.source))
        if not any(section.word in TIES for section in sections):
            raise ReadError(
                f"{self.source.where}: there are no arcs, edges or matrix in it; if this is a partition or a vector, "
                "name the .net or .paj that it belongs to"
            )
        self.several = sum(section.word in NETWORK for section in sections) > 1
        self.asked = relations_asked(sections)
        before = ""
        for section in sections:
            if section.word in NETWORK:
                self.network = section.rest.strip()
            elif section.word in ("vertices", "vertex") and before in ("partition", "vector"):
                self._attribute(section)
                before = ""
                continue
            elif section.word in ("vertices", "vertex"):
                self._people(section)
            elif section.word in TIES:
                self._ties(section)
            elif section.word in ("partition", "vector"):
                self.attribute = section.rest.strip() or section.word
            else:
                self.result.told.append(
                    Phrase("'*{word}' left out: it holds neither people nor ties", word=section.word[:40])
                )
            before = section.word
        said = _INFLUENCE.search(self.source.start)
        self.result.influence = known_influence(said[1]) if said else None
        if self.timed:
            self.result.told.append(
                Phrase("{count} ties have times, which are left out: they count at all times", count=self.timed)
            )
        if self.is_two_mode:
            self.result.events = set(self.vertices[self.n_people :])
        return self.result

    def place(self, line: int) -> str:
        """Return where a line is, for messages."""
        return f"{self.source.where}, line {line}"

    def _people(self, section: Section) -> None:
        counts = section.rest.split()
        place = self.place(section.line)
        n = whole_number(counts[0] if counts else "", place=place, what="how many vertices there are")
        refuse_absurd(n, self.source, place=place)
        if self.vertices:
            if n != len(self.vertices):
                raise ReadError(
                    f"{place}: this network has {n} vertices, the one before {len(self.vertices)}; save each as a .net "
                    "of its own"
                )
            return
        self.vertices = [str(at) for at in range(1, n + 1)]
        if len(counts) > 1:
            self.n_people = whole_number(counts[1], place=place, what="how many people there are")
            self.is_two_mode = 0 < self.n_people < n
        self.result.people = {vertex: {"label": vertex} for vertex in self.vertices}
        for line, row in section.rows:
            found = _VERTEX.match(row)
            if found is None:
                raise ReadError(
                    f"{self.place(line)}: '{row[:40]}' does not begin with a number; write the vertex's number"
                )
            vertex = self._vertex(found[1], line)
            label = " ".join(html.unescape(found[2] or found[3] or "").split())
            if label and not (found[2] is None and re.fullmatch(r"\d*\.\d+", label)):
                self.result.people[vertex]["label"] = label

    def _attribute(self, section: Section) -> None:
        cells = [(line, row.strip()) for line, row in section.rows]
        if len(cells) != len(self.vertices):
            raise ReadError(
                f"{self.place(section.line)}: '{self.attribute[:40]}' has {len(cells)} values for {len(self.vertices)} "
                "vertices; save it for this network"
            )
        is_partition = all(re.fullmatch(r"-?\d+", cell) for _, cell in cells)  # numbers that are names of groups
        for vertex, (line, cell) in zip(self.vertices, cells, strict=True):
            if cell not in _UNKNOWN:
                value = number(cell, place=self.place(line), what="the value")
                self.result.people[vertex][self.attribute] = cell if is_partition else value

    def _ties(self, section: Section) -> None:
        if not self.vertices:
            raise ReadError(
                f"{self.place(section.line)}: '*Vertices' must stand above the ties; save the network again"
            )
        relation = self._relation(section.rest)
        if section.word == "matrix":
            self._matrix(section, relation)
            return
        directed = section.word.startswith("arcs")
        for line, row in section.rows:
            if section.word.endswith("list"):
                ego, *alters = (self._vertex(cell, line) for cell in row.split())
                self.result.ties += [Tie(ego, alter, relation, 1.0, directed) for alter in alters]
            else:
                self._tie(row, line, relation, directed=directed)

    def _tie(self, row: str, line: int, relation: str, *, directed: bool) -> None:
        cells = row.split()
        if cells[0].endswith(":"):
            relation = self.asked.get(cells[0][:-1], f"Relation {cells[0][:-1]}")
            cells = cells[1:]
        if len(cells) < 2:
            raise ReadError(f"{self.place(line)}: '{row[:40]}' names no two vertices; write who names whom")
        weight = 1.0
        if len(cells) > 2 and re.match(r"[-+.\d]", cells[2]):
            weight = number(cells[2], place=self.place(line), what="the weight")
        self.timed += row.endswith("]")
        ego, alter = self._vertex(cells[0], line), self._vertex(cells[1], line)
        self.result.ties.append(Tie(ego, alter, relation, weight, directed))

    def _matrix(self, section: Section, relation: str) -> None:
        cells = [(line, cell) for line, row in section.rows for cell in row.split()]
        egos, alters = self.vertices, self.vertices
        if self.is_two_mode:
            egos, alters = self.vertices[: self.n_people], self.vertices[self.n_people :]
        if len(cells) != len(egos) * len(alters):
            raise ReadError(
                f"{self.place(section.line)}: the matrix has {len(cells)} numbers, not {len(egos)} x {len(alters)}; "
                "save it again"
            )
        pairs = ((ego, alter) for ego in egos for alter in alters)
        for (ego, alter), (line, cell) in zip(pairs, cells, strict=True):
            weight = number(cell, place=self.place(line), what="each cell")
            if weight:
                self.result.ties.append(Tie(ego, alter, relation, weight))

    def _relation(self, rest: str) -> str:
        """Return what the ties below a head are called: by its ``:k "name"``, else as the network."""
        found = RELATION.match(rest)
        if found is None:
            return self.network if self.several else ""
        return self.asked[found[1]]

    def _vertex(self, cell: str, line: int) -> str:
        at = whole_number(cell, place=self.place(line), what="each vertex")
        if not 1 <= at <= len(self.vertices):
            raise ReadError(f"{self.place(line)}: there is no vertex {at} among {len(self.vertices)}; mend the number")
        return self.vertices[at - 1]
