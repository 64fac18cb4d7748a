"""DL header: what stands above the data of a UCINET DL file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from netspread.errors import ReadError, one_of
from netspread.readers.graph import whole_number
from netspread.readers.source import Source

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|(?P<data>data\s*:)|(?P<labels>(?:(?P<of>row|col|column|matrix|level)s?\s+)?labels?'
    r'(?:\s+(?P<embedded>embedded))?(?![^\s,=:])\s*:?)|(?P<word>[^\s,="]+)',
    re.IGNORECASE,
)
_SHORT = {
    "fm": "fullmatrix", "full": "fullmatrix", "uh": "upperhalf", "lh": "lowerhalf", "el1": "edgelist1",
    "linklist1": "edgelist1", "el2": "edgelist2", "linklist2": "edgelist2", "nl1": "nodelist1", "nl2": "nodelist2",
    "ea1": "edgearray1",
}  # fmt: skip
MATRICES = ("fullmatrix", "upperhalf", "lowerhalf")
_LISTS = ("edgelist1", "edgelist2", "nodelist1", "nodelist1b", "nodelist2", "edgearray1")


@dataclass(slots=True)
class Header:
    """What stands above the data; ``rows`` and ``columns`` are how many there are."""

    rows: int = 0
    columns: int = 0
    is_two_mode: bool = False
    matrices: int = 1
    format: str = "fullmatrix"
    diagonal: bool = True
    labels: dict[str, list[str]] = field(default_factory=lambda: {"row": [], "col": [], "matrix": []})
    embedded: set[str] = field(default_factory=set)
    data: int = 0

    def names(self, side: str) -> list[str]:
        """Return what rows or columns are called: by their labels (of one mode, the others' too), else by numbers."""
        count, other = (self.rows, "col") if side == "row" else (self.columns, "row")
        return (
            self.labels[side]
            or (not self.is_two_mode and self.labels[other])
            or [str(at) for at in range(1, count + 1)]
        )


def header_in(text: str, source: Source) -> Header:
    """Return what stands above the data; words in any order, parted by blanks, commas or ``=``."""
    header, tokens = Header(), list(_tokens(text))
    at, line, last = 1, 1, 0
    while at < len(tokens):
        token = tokens[at]
        word = (token["word"] or token["quoted"] or "").casefold()
        line, last = line + text.count("\n", last, token.start()), token.start()
        place = f"{source.where}, line {line}"
        following = tokens[at + 1]["word"] or tokens[at + 1]["quoted"] or "" if at + 1 < len(tokens) else ""
        at += 2
        if token["data"]:
            header.data = token.end()
            break
        if token["labels"]:
            at = _labels(header, tokens, at - 1, place)
        elif word in ("n", "nr", "nc", "nm"):
            _count(header, word, whole_number(following, place=place, what=f"{word}="))
        elif word == "format":
            header.format = _SHORT.get(following.casefold(), following.casefold())
            if header.format not in (*MATRICES, *_LISTS):
                raise ReadError(f"{place}: {one_of('format', following[:40], (*MATRICES, *_LISTS))}")
        elif word == "diagonal":
            header.diagonal = following.casefold() != "absent"
        elif word != "title":
            raise ReadError(f"{place}: '{word[:40]}' is no word of a DL header; save the data as DL again")
    if not header.data:
        raise ReadError(f"{source.where}: there is no 'data:' in it, so it is cut short; save the data as DL again")
    return header


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of the header, up to and with ``data:``."""
    for token in _TOKEN.finditer(text):
        yield token
        if token["data"]:
            return


def _count(header: Header, word: str, count: int) -> None:
    if word == "n":
        header.rows = header.columns = count
    elif word == "nr":
        header.rows, header.is_two_mode = count, True
    elif word == "nc":
        header.columns, header.is_two_mode = count, True
    else:
        header.matrices = count


def _labels(header: Header, tokens: list[re.Match[str]], at: int, place: str) -> int:
    """Take the labels from token *at* on; return where the header goes on."""
    of = (tokens[at - 1]["of"] or "").casefold()
    sides = {"": ("row", "col"), "column": ("col",)}.get(of, (of,))
    if tokens[at - 1]["embedded"]:
        header.embedded.update(sides)
        return at
    wanted = {"matrix": header.matrices, "col": header.columns}.get(sides[-1], header.rows)
    found: list[str] = []
    while at < len(tokens) and len(found) < wanted and not (tokens[at]["data"] or tokens[at]["labels"]):
        found.append(" ".join((tokens[at]["quoted"] or tokens[at]["word"] or "").split()))
        at += 1
    if len(found) != wanted:
        raise ReadError(
            f"{place}: there are {len(found)} labels for {wanted}; give each one a label, in quotes if it has blanks"
        )
    twice = next((name for name in found if found.count(name) > 1), None) if wanted < 5000 else None
    if twice is not None or len(set(found)) < wanted:
        raise ReadError(f"{place}: the label '{twice or ''}' stands twice; give each one a label of its own")
    for side in sides:
        header.labels[side] = found
    return at
