"""Pajek sections: a file cut at the lines that begin with a star, and what its ties are called."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from netspread.readers.source import Source

_HEAD = re.compile(r"\*\s*([a-z]+)(.*)", re.IGNORECASE)
RELATION = re.compile(r'\s*:\s*(\d+)(?:\s+"([^"]*)"|\s+(\S+))?')
NETWORK = frozenset({"network", "net"})
TIES = frozenset({"arcs", "edges", "arcslist", "edgeslist", "matrix"})


@dataclass(slots=True)
class Section:
    """A line that begins with a star, and the lines below it, with their numbers."""

    word: str
    rest: str
    line: int
    rows: list[tuple[int, str]] = field(default_factory=list)


def relations_asked(sections: list[Section]) -> dict[str, str]:
    """Return the number of each relation -> its name, which may stand at one of its heads only."""
    asked: dict[str, str] = {}
    for section in sections:
        found = RELATION.match(section.rest) if section.word in TIES else None
        if found is not None:
            name = html.unescape(found[2] or found[3] or "").strip()
            asked[found[1]] = name or asked.get(found[1], f"Relation {found[1]}")
    return asked


def sections_of(source: Source) -> Iterator[Section]:
    """Yield the sections one after the other, without comments."""
    section: Section | None = None
    within = False
    for line, row in enumerate(source.text.splitlines(), 1):
        text = row.strip()
        if within or text.startswith("/*"):
            within = "*/" not in text
            continue
        if not text or text.startswith("%"):
            continue
        head = _HEAD.match(text)
        if head is not None:
            if section is not None:
                yield section
            section = Section(head[1].casefold(), head[2], line)
        elif section is not None:
            section.rows.append((line, text))
    if section is not None:
        yield section
