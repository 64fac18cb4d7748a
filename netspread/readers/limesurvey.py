"""LimeSurvey: headers as codes (``advice[SQ001]``), as texts (``Whom do you ask? [Ana Ruiz]``), or both."""

import re
from dataclasses import dataclass, replace

from netspread.phrase import Phrase
from netspread.readers.questionnaire import Item, Question, Questionnaire, asks_who, told_apart
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.stems import plain, short
from netspread.readers.surveyed import reported
from netspread.readers.table import Table, key
from netspread.records import Reported

NAME = "limesurvey"
TITLE = "LimeSurvey responses, CSV or XLSX, headers as codes, texts or both, answers as codes or texts"
EXAMPLE = """
"id","submitdate","lastpage","startlanguage","token","advice[SQ001]. Whom do you ask? [Ana Ruiz]","advice[SQ002]. Whom do you ask? [Ben Ode]"
"1","2024-03-01 09:21:40","3","en","abc123","","Y"
"2","2024-03-01 09:40:00","3","en","def456","Y",""
"""  # noqa: E501  # a line of the tool's is as long as it is

#: What LimeSurvey adds by itself: its code, and how that is put into words.
_BUILT_IN = {
    "id": ("response id", "antwort id", "id de la réponse", "id de respuesta", "id risposta"),
    "submitdate": ("date submitted", "datum abgeschickt", "date de soumission", "fecha de envío", "data invio"),
    "lastpage": ("last page", "letzte seite", "dernière page", "última página", "ultima pagina"),
    "startlanguage": ("start language", "start sprache", "startsprache", "langue de départ", "lenguaje inicial"),
    "seed": ("seed", "zufallsstartwert", "graine"),
    "token": ("token", "access code", "zugangscode", "code d'accès", "zugangsschlüssel"),
    "startdate": ("date started", "datum gestartet", "date de lancement", "fecha de inicio"),
    "datestamp": ("date last action", "datum letzte aktivität", "date de la dernière action"),
    "ipaddr": ("ip address", "ip adresse", "adresse ip"),
    "refurl": ("referrer url", "url de référence"),
    "firstname": ("first name", "vorname", "prénom"),
    "lastname": ("last name", "nachname", "nom de famille"),
    "email": ("email address", "e mail adresse", "adresse électronique"),
}
_CLUTTER = re.compile(
    r"^(?:interviewtime|total time|grouptime.*|group time.*|.*\[filecount\].*|\w+time)$", re.IGNORECASE
)
_CODED = re.compile(
    r"^(?P<code>[A-Za-z]\w*)\[(?P<sub>[^\[\]]+)\](?:\[(?P<scale>\w+)\])?(?:\W+(?P<text>.*))?$", re.DOTALL
)
_FLAT = re.compile(r"^(?P<code>[A-Za-z]\w*?)_(?P<sub>SQ\w+?)(?:_(?P<scale>\d))?$")
_WORDED = re.compile(r"^(?P<text>.*?)\s*\[(?P<label>[^\[\]]*)\](?:\s*\[(?P<scale>[^\[\]]*)\])?$", re.DOTALL)
_PLACE = re.compile(r"(?:rank(?:ing)?|rang|place)?\s*\d{1,2}", re.IGNORECASE)
_SINGLE = re.compile(r"^(?P<code>[A-Za-z]\w*)(?:[.:]\s+|\s+-\s+)(?P<text>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Column:
    at: int
    code: str
    text: str
    sub: str = ""
    label: str = ""
    scale: str = ""


def recognizes(source: Source) -> bool:
    """Whether there are three of the columns that LimeSurvey adds, among them the last page or the day of sending."""
    found = _built_in(source.table)
    return len(found) >= 3 and bool(found.keys() & {"lastpage", "submitdate"}) and "id" in found


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a relation for each question about people, called by its code, or its first words if there is none."""
    table = source.sheet(options.sheet)
    built_in = _built_in(table)
    skipped = set(built_in.values())
    columns = [
        _column(at, name) for at, name in enumerate(table.header) if at not in skipped and not _CLUTTER.match(name)
    ]
    questions = told_apart(_questions(columns, table))
    names = [table.header[built_in[name]] for name in ("firstname", "lastname") if name in built_in]
    if len(names) == 2:
        full = [" ".join(pair).strip() for pair in zip(table.column(names[0]), table.column(names[1]), strict=True)]
        table = table.with_columns({"name of participant": full})
    own = [table.header[q.items[0].at] for q in questions if len(q.items) == 1 and asks_who(q.text, q.name)]
    keys = [table.header[built_in[name]] for name in ("email", "token") if name in built_in]
    who = [
        *keys,
        *own,
        *(name for name in table.header if name == "name of participant"),
        table.header[built_in.get("id", 0)],
    ]
    sent = built_in.get("submitdate")
    unfinished = {line for line, row in zip(table.lines, table.rows, strict=True) if sent is not None and not row[sent]}
    if unfinished:
        table = table.tell(Phrase("{count} partial answers (not sent off) are kept", count=len(unfinished)))
    asked = Questionnaire(NAME, table, tuple(who), tuple(questions), frozenset(unfinished))
    return reported(asked, options, path=source.path)


def _built_in(table: Table) -> dict[str, int]:
    """Return code -> column for what LimeSurvey adds, by code, words, or both ("id. Response ID")."""
    words = {word: code for code, several in _BUILT_IN.items() for word in (code, *several)}
    words |= {f"{code} {word}": code for code, several in _BUILT_IN.items() for word in several}
    found: dict[str, int] = {}
    for at, name in enumerate(table.keys):
        if name in words:
            found.setdefault(words[name], at)
    return found


def _column(at: int, name: str) -> _Column:
    coded, flat, single = _CODED.match(name), _FLAT.match(name), _SINGLE.match(name)
    if coded is not None:
        worded = _WORDED.match(coded["text"] or "")
        label = worded["label"] if worded else ""
        text = worded["text"] if worded else coded["text"] or ""
        return _Column(at, coded["code"], plain(text), coded["sub"], plain(label), coded["scale"] or "")
    if flat is not None:
        return _Column(at, flat["code"], "", flat["sub"], "", flat["scale"] or "")
    worded = _WORDED.match(name)
    if worded is not None:
        code = short(worded["text"])
        return _Column(
            at, code, plain(worded["text"]), plain(worded["label"]), plain(worded["label"]), worded["scale"] or ""
        )
    if single is not None:
        return _Column(at, single["code"], plain(single["text"]))
    return _Column(at, short(name), plain(name))


def _questions(columns: list[_Column], table: Table) -> list[Question]:
    grouped: dict[str, list[_Column]] = {}
    others: dict[str, list[int]] = {}
    subs = {(column.code, column.sub) for column in columns}
    for column in columns:
        row, _, inner = column.sub.partition("_")
        if key(column.sub) == "other":
            others.setdefault(column.code, []).append(column.at)
        elif column.sub.endswith("comment") and (column.code, column.sub.removesuffix("comment")) in subs:
            continue
        elif column.scale:
            name = f"{column.code}#{column.scale}" if column.code.isidentifier() else f"{column.code} - {column.scale}"
            grouped.setdefault(name, []).append(
                replace(column, text=f"{column.text} - {column.scale}".removeprefix(" - "))
            )
        elif inner and re.fullmatch(r"\w+", column.sub):
            grouped.setdefault(f"{column.code}_{inner}", []).append(
                _Column(column.at, column.code, column.text, row, column.label.partition("|")[0].strip())
            )
        else:
            grouped.setdefault(column.code, []).append(column)
    return [_question(name, found, others.get(found[0].code, []), table) for name, found in grouped.items()]


def _question(name: str, columns: list[_Column], others: list[int], table: Table) -> Question:
    in_order = len(columns) > 1 and all(_PLACE.fullmatch(column.sub) for column in columns)
    texts = [column.text for column in columns if column.text]
    cells = {row[column.at] for column in columns for row in table.rows}
    codes = {cell: cell[1:] for cell in cells if re.fullmatch(r"A\d{1,2}", cell)} if len(columns) > 1 else {}
    return Question(
        name,
        texts[0] if texts else name,
        tuple(Item(column.at, column.label, column.sub) for column in columns),
        "places" if in_order else None,
        codes if not in_order else {},
        tuple(others),
    )
