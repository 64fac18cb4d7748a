"""SPSS (.sav, .zsav, .por) and Stata (.dta): variables with labels for what was asked, and for the answers."""

import re
import tempfile
from pathlib import Path

from netspread.errors import ReadError
from netspread.readers.questionnaire import Item, Kind, Question, Questionnaire, asks_who, told_apart
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.stat_file import StatFile, opened
from netspread.readers.stems import common
from netspread.readers.surveyed import reported
from netspread.readers.table import Table
from netspread.records import Reported

NAME = "spss or stata"
TITLE = "SPSS .sav, .zsav, .por and Stata .dta, with variable labels, value labels, missing values, multiple responses"
EXAMPLE = """
$FL2 (a binary file: save it in SPSS or Stata as it is; nothing has to be exported)
"""

_CODED = re.compile(r"^(?P<stem>.+)[_.](?P<code>[A-Za-z]{0,4}\d+)$")
_NUMBERED = re.compile(r"^(?P<stem>.*?[A-Za-z_])(?P<code>\d+)$")
_CLUTTER = re.compile(r"^(?:filter_\$|weight|_merge)$", re.IGNORECASE)


def recognizes(source: Source) -> bool:
    """Whether the first bytes are those of SPSS or Stata."""
    return _kind(source.head) is not None


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a relation for each question about people, called by its variables' stem or its multiple-response set.

    Raises
    ------
    ReadError
        If the file is broken, or of another kind.
    """
    kind = _kind(source.head)
    if kind is None:
        raise ReadError(f"{source.where}: this is no file of SPSS or Stata; save it there again")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"data.{kind}"  # the file itself may be packed
        copy.write_bytes(source.raw)
        file = opened(copy, kind, where=source.where)
    rows = tuple(zip(*file.columns, strict=True))
    table = Table(source.where, tuple(file.names), rows, tuple(range(1, len(rows) + 1)), ())
    questions = told_apart(_questions(table, file))
    own = [table.header[q.items[0].at] for q in questions if len(q.items) == 1 and asks_who(q.text, q.name)]
    return reported(Questionnaire(NAME, table, (*own, table.header[0]), tuple(questions)), options, path=source.path)


def _kind(head: bytes) -> str | None:
    if head.startswith((b"$FL2", b"$FL3")):
        return "sav"
    if b"SPSSPORT" in head[:500]:
        return "por"
    old = len(head) > 3 and 0x69 <= head[0] <= 0x73 and head[1] in (1, 2) and head[2] == 1
    return "dta" if head.startswith(b"<stata_dta>") or old else None


def _questions(table: Table, file: StatFile) -> list[Question]:
    """Return the multiple-response sets, the variables that share stem and choices, and the single ones."""
    questions: list[Question] = []
    used: set[str] = set()
    for name, given in file.sets.items():
        inside = [variable for variable in given["variable_list"] if variable in file.names]
        if len(inside) > 1:
            used.update(inside)
            kind: Kind = "ticks" if given["is_dichotomy"] else "names"
            questions.append(_question(name.lstrip("$"), inside, table, file, kind=kind, text=given["label"]))
    grouped: dict[tuple[str, str], list[str]] = {}
    for name in file.names:
        if name not in used and not _CLUTTER.match(name):
            stem = _parted(name)[0]
            grouped.setdefault((stem, repr(file.choices.get(name)) if stem != name else ""), []).append(name)
    for (stem, _), names in grouped.items():
        questions.append(_question(stem if len(names) > 1 else names[0], names, table, file))
    return sorted(questions, key=lambda question: question.items[0].at)


def _question(
    called: str, names: list[str], table: Table, file: StatFile, *, kind: Kind | None = None, text: str = ""
) -> Question:
    labels = [file.labels.get(name, "") for name in names]
    several = len(names) > 1
    stem, words = common(labels) if several else (labels[0], [""])
    codes = [_parted(name)[1] if several else "" for name in names]
    items = tuple(Item(table.at(name), word, code) for name, word, code in zip(names, words, codes, strict=True))
    choices = {} if kind == "ticks" else file.choices.get(names[0], {})
    return Question(called, text or stem or called, items, kind, choices)


def _parted(name: str) -> tuple[str, str]:
    """Return (stem, code) of a variable: ("talk", "s017") of talk_s017; one without number is stem and code itself."""
    match = _CODED.match(name) or _NUMBERED.match(name)
    return (match["stem"].rstrip("_."), match["code"]) if match else (name, name)
