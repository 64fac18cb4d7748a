"""SPSS (.sav, .zsav, .por) and Stata (.dta): variables with labels for what was asked, and for the answers."""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netspread.errors import ReadError
from netspread.readers.questionnaire import Item, Kind, Question, Questionnaire, asks_who, told_apart
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.stems import common, plain
from netspread.readers.surveyed import reported
from netspread.readers.table import Table
from netspread.readers.workbook import reason
from netspread.records import Reported

NAME = "spss or stata"
TITLE = "SPSS .sav, .zsav, .por and Stata .dta, with variable labels, value labels, missing values, multiple responses"
EXAMPLE = """
$FL2 (a binary file: save it in SPSS or Stata as it is; nothing has to be exported)
"""

_CODED = re.compile(r"^(?P<stem>.+)[_.](?P<code>[A-Za-z]{0,4}\d+)$")
_NUMBERED = re.compile(r"^(?P<stem>.*?[A-Za-z_])(?P<code>\d+)$")
_CLUTTER = re.compile(r"^(?:filter_\$|weight|_merge)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Variables:
    """What the file says of its variables: labels, words for codes, and multiple-response sets."""

    names: tuple[str, ...]
    labels: Mapping[str, str]
    choices: Mapping[str, dict[str, str]]
    sets: Mapping[str, dict[str, Any]]


def recognizes(source: Source) -> bool:
    """Whether the first bytes are those of SPSS or Stata."""
    return _kind(source.head) is not None


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a relation for each question about people, called by its variables' stem or its multiple-response set.

    Raises
    ------
    ReadError
        If the file is broken.
    """
    kind = _kind(source.head)
    if kind is None:
        raise ReadError(f"{source.where}: this is no file of SPSS or Stata; export it again")
    table, variables = _opened(source, kind)
    questions = told_apart(_questions(table, variables))
    single = [q for q in questions if len(q.items) == 1]
    own = [table.header[q.items[0].at] for q in single if asks_who(q.text, q.name)]
    first = [name for name in table.header[:1] if name not in own]
    return reported(Questionnaire(NAME, table, (*own, *first), tuple(questions)), options, path=source.path)


def _kind(head: bytes) -> str | None:
    if head.startswith((b"$FL2", b"$FL3")):
        return "sav"
    if b"SPSSPORT" in head[:500]:
        return "por"
    old = len(head) > 3 and 0x69 <= head[0] <= 0x73 and head[1] in (1, 2) and head[2] == 1
    return "dta" if head.startswith(b"<stata_dta>") or old else None


def _opened(source: Source, kind: str) -> tuple[Table, _Variables]:
    """Return the answers as text, user-missing values empty, and what is said of the variables."""
    import pyreadstat

    readers = {"sav": pyreadstat.read_sav, "por": pyreadstat.read_por, "dta": pyreadstat.read_dta}
    missing = {} if kind == "por" else {"user_missing": True}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"data.{kind}"  # the file itself may be packed, and its name no UTF-8
        copy.write_bytes(source.raw)
        try:
            frame, meta = _read(readers[kind], copy, missing)
        except Exception as error:  # pyreadstat raises many kinds for a broken file
            raise ReadError(f"{source.where}: the file cannot be read ({reason(error)}); save it again") from error
    names = tuple(map(str, meta.column_names))
    if not names or not len(frame):
        raise ReadError(f"{source.where}: the file holds no data; save it again")
    columns = []
    for name in names:
        gone = [(span["lo"], span["hi"]) for span in (meta.missing_ranges or {}).get(name, ())]
        letters = set((meta.missing_user_values or {}).get(name, ()))
        columns.append([_text(value, gone, letters) for value in frame[name].tolist()])
    rows = tuple(zip(*columns, strict=True))
    choices = {
        str(name): {_text(code, [], set()): plain(str(label)) for code, label in words.items()}
        for name, words in (meta.variable_value_labels or {}).items()
    }
    labels = {name: plain(label or "") for name, label in (meta.column_names_to_labels or {}).items()}
    table = Table(source.where, names, rows, tuple(range(1, len(rows) + 1)), ())
    return table, _Variables(names, labels, choices, meta.mr_sets or {})


def _read(read: Any, path: Path, options: dict[str, bool]) -> tuple[Any, Any]:
    """Return (frame, meta); a file that names no encoding or a wrong one is taken for Windows-1252."""
    options = {**options, "disable_datetime_conversion": False}
    try:
        return read(path, **options)  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        return read(path, encoding="WINDOWS-1252", **options)  # type: ignore[no-any-return]


def _text(value: object, gone: list[tuple[Any, Any]], letters: set[str]) -> str:
    """Return a value as text: whole numbers without point, dates ISO 8601; empty if it is missing by declaration."""
    if value is None or value != value:  # noqa: PLR0124  # only what is missing differs from itself
        return ""
    if isinstance(value, str):
        text = value.strip()
        return "" if text in letters or any(low == text for low, _ in gone) else text
    if isinstance(value, int | float):
        if any(isinstance(low, int | float) and low <= value <= high for low, high in gone):
            return ""
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    return str(value)


def _questions(table: Table, variables: _Variables) -> list[Question]:
    """Return the multiple-response sets, the variables that share stem and choices, and the single ones."""
    questions: list[Question] = []
    used: set[str] = set()
    for name, given in variables.sets.items():
        inside = [variable for variable in given["variable_list"] if variable in variables.names]
        if len(inside) > 1:
            used.update(inside)
            kind: Kind = "ticks" if given["is_dichotomy"] else "names"
            questions.append(
                _question(name.lstrip("$"), inside, table, variables, kind=kind, text=str(given["label"] or ""))
            )
    grouped: dict[tuple[str, str], list[str]] = {}
    for name in variables.names:
        if name in used or _CLUTTER.match(name):
            continue
        match = _CODED.match(name) or _NUMBERED.match(name)
        stem = match["stem"].rstrip("_.") if match else f" {name}"
        grouped.setdefault((stem, repr(variables.choices.get(name))), []).append(name)
    for (stem, _), names in grouped.items():
        called = stem if len(names) > 1 else names[0]
        questions.append(_question(called, names, table, variables))
    return sorted(questions, key=lambda question: question.items[0].at)


def _question(
    called: str, names: list[str], table: Table, variables: _Variables, *, kind: Kind | None = None, text: str = ""
) -> Question:
    labels = [variables.labels.get(name, "") for name in names]
    stem, items = common(labels) if len(names) > 1 else (labels[0], [""])
    parted = [_CODED.match(name) or _NUMBERED.match(name) for name in names]
    codes = [match["code"] if match else name for name, match in zip(names, parted, strict=True)]
    found = tuple(
        Item(table.at(name), item, code if len(names) > 1 else "")
        for name, item, code in zip(names, items, codes, strict=True)
    )
    choices = variables.choices.get(names[0], {})
    return Question(called, text or stem or called, found, kind, {} if kind == "ticks" else choices)
