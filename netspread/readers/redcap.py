"""REDCap: raw or labels; a tick is a column (``advice___s017``), a repeating instrument a row for each person named.

Codes of choices have words only in the data dictionary: give it as a second file, or both in one folder or archive.
"""

import re

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers import message_log, tie_list
from netspread.readers.questionnaire import Item, Kind, Question, Questionnaire, asks_who, by_headers, told_apart
from netspread.readers.reader import ReadOptions
from netspread.readers.redcap_dictionary import Field, is_dictionary, is_field_name, ticked_code
from netspread.readers.redcap_rows import Spot, one_row_each
from netspread.readers.source import Source
from netspread.readers.stems import short
from netspread.readers.surveyed import reported
from netspread.readers.table import Table
from netspread.readers.words import SCALE, answer
from netspread.records import Reported

NAME = "redcap"
TITLE = "REDCap data, raw or labels; with the data dictionary as a second file, codes are put into words"
EXAMPLE = """
record_id,unit,advice___ana,advice___ben,advice___cia,survey_complete
ana,ICU,0,1,1,2
ben,ICU,1,0,0,2
cia,Ward 3,0,1,0,2
"""

_CHECKBOX = re.compile(r"^(?P<field>[a-z][a-z0-9_]*?)___(?P<code>[a-z0-9_]+)$")
_CHOICE = re.compile(r"^(?P<label>.*?)\s*\(choice=(?P<choice>.*)\)(?: \(\d+\))?$", re.DOTALL)
_CLUTTER = re.compile(
    r"^(?:redcap_\w+|\w+_complete|\w+_timestamp|Complete\?.*|Survey (?:Identifier|Timestamp)|Data Access Group)$"
)
_PREFIXED = re.compile(r"^(?P<stem>[a-z][a-z0-9_]*)_(?P<item>[a-z]*\d+|[a-z0-9]+)$")
_SIGNS = frozenset({"redcap event name", "redcap repeat instrument", "redcap survey identifier"})


def recognizes(source: Source) -> bool:
    """Whether columns are called as REDCap calls its own: events, forms' states, ticks; or this is its dictionary."""
    table = source.table
    if is_dictionary(table) or _SIGNS & set(table.keys):
        return True
    if tie_list.recognizes(source) or message_log.recognizes(source):
        return False
    if all(map(is_field_name, table.header)):
        states = [name for name in table.header if name.endswith("_complete")]
        ticks = [name for name in table.header if _CHECKBOX.match(name)]
        return any(set(table.column(name)) <= {"0", "1", "2", ""} for name in states) or (
            bool(ticks) and all(set(table.column(name)) <= {"0", "1", ""} for name in ticks)
        )
    labels = [name for name in table.header if _CHOICE.match(name)]
    return any(name.startswith("Complete?") for name in table.header) or len(labels) > 1


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a relation for each field about people, or each repeating instrument; see :func:`read_with`."""
    return read_with(source, {}, options)


def read_with(source: Source, fields: dict[str, Field], options: ReadOptions) -> Reported:
    """Return what *source* reports; *fields* are those of the data dictionary.

    Raises
    ------
    ReadError
        If this is a data dictionary itself, or no field is about people.
    """
    given = source.sheet(options.sheet)
    if is_dictionary(given):
        raise ReadError(
            f"{source.where}: this is REDCap's data dictionary, which has no answers; give the data beside it"
        )
    record = given.header[0]
    table, spots = one_row_each(given)
    asked = [spot for spot in spots if not _CLUTTER.match(spot.field) and spot.field != record]
    repeated = _repeating(table, [spot for spot in asked if spot.instrument], fields)
    questions = told_apart([*_fields([spot for spot in asked if not spot.instrument], table, fields), *repeated])
    own = [
        table.header[q.items[0].at]
        for q in questions
        if len(q.items) == 1 and asks_who(q.text, q.name.replace("_", " "))
    ]
    states = [spot.at for spot in spots if spot.field.endswith("_complete") or spot.field.startswith("Complete?")]
    unfinished = {
        line
        for line, row in zip(table.lines, table.rows, strict=True)
        if states and not any(answer(row[at]) in ("2", "complete") for at in states)
    }
    if not fields and any(_CHECKBOX.match(spot.field) for spot in asked):
        table = table.tell(
            Phrase("people ticked are known by their codes alone; give REDCap's data dictionary as a second file")
        )
    survey = [name for name in ("redcap_survey_identifier", "Survey Identifier") if name in table.header]
    who = (*survey, *own, record)
    return reported(Questionnaire(NAME, table, who, tuple(questions), frozenset(unfinished)), options, path=source.path)


def _fields(spots: list[Spot], table: Table, fields: dict[str, Field]) -> list[Question]:
    """Return the questions of forms that do not repeat: ticks, matrices, numbered fields, and single ones."""
    found: dict[str, list[tuple[Spot, str, str]]] = {}
    single: list[Spot] = []
    for spot in spots:
        ticked, chosen = _CHECKBOX.match(spot.field), _CHOICE.match(spot.field)
        known = fields.get(spot.field)
        if ticked is not None:
            code, label = _choice(fields.get(ticked["field"]), ticked["code"])
            found.setdefault(ticked["field"] + spot.suffix, []).append((spot, code, label))
        elif chosen is not None:
            found.setdefault(chosen["label"] + spot.suffix, []).append((spot, "", chosen["choice"]))
        elif known is not None and known.group:
            code = spot.field.removeprefix(known.group).strip("_")
            found.setdefault(known.group + spot.suffix, []).append((spot, code, known.label))
        else:
            single.append(spot)
    questions = [
        Question(
            short(name) if "(" in name else name,
            _text(items[0][0], name, fields),
            tuple(Item(spot.at, label, code) for spot, code, label in items),
            _kind(items[0][0]),
            _choices(items[0][0].field, fields),
        )
        for name, items in found.items()
    ]
    return sorted([*questions, *_others(single, table, fields)], key=lambda question: question.items[0].at)


def _kind(spot: Spot) -> Kind | None:
    return "ticks" if _CHECKBOX.match(spot.field) or _CHOICE.match(spot.field) else None


def _choice(field: Field | None, code: str) -> tuple[str, str]:
    """Return (code, words) of a checkbox; without a dictionary the code is all there is."""
    for known, label in (field.choices if field else {}).items():
        if ticked_code(known) == code:
            return known, label
    return code, code


def _text(spot: Spot, name: str, fields: dict[str, Field]) -> str:
    ticked = _CHECKBOX.match(spot.field)
    field = fields.get(ticked["field"] if ticked else spot.field)
    if field is None:
        return name
    return field.section or name if field.group else field.label


def _choices(field: str, fields: dict[str, Field]) -> dict[str, str]:
    return fields[field].choices if field in fields else {}


def _others(spots: list[Spot], table: Table, fields: dict[str, Field]) -> list[Question]:
    """Return the questions of radio, drop-down and text fields: those that share a stem together, the rest alone."""
    names = {spot.at: spot.field for spot in spots}
    questions = []
    for suffix in dict.fromkeys(spot.suffix for spot in spots):
        found = by_headers({spot.at: spot.field for spot in spots if spot.suffix == suffix})
        for question in _matrices(found, names, table, fields):
            known = fields.get(names[question.items[0].at])
            is_matrix = bool(question.items[0].code)  # then the field's label is a row's, not the question's
            text = question.text if known is None or is_matrix else known.label
            choices = known.choices if known else {}
            questions.append(Question(question.name + suffix, text, question.items, None, choices))
    return questions


def _matrices(
    questions: list[Question], names: dict[int, str], table: Table, fields: dict[str, Field]
) -> list[Question]:
    """Return *questions* with single fields ``talk_s017``, ``talk_s018``, ... of one stem and one scale as one."""
    grouped: dict[str, list[Question]] = {}
    for question in questions:
        match = _PREFIXED.match(names[question.items[0].at]) if len(question.items) == 1 else None
        grouped.setdefault(match["stem"] if match else f" {question.name}", []).append(question)
    done = []
    for stem, found in grouped.items():
        cells = {answer(row[q.items[0].at]) for q in found for row in table.rows} - {""}
        if len(found) < 3 or not all(cell in SCALE or cell.isdecimal() for cell in cells):
            done += found
            continue
        codes = [(q.items[0].at, names[q.items[0].at].removeprefix(f"{stem}_")) for q in found]
        labels = [fields[names[at]].label if names[at] in fields else code for at, code in codes]
        items = [Item(at, label, code) for (at, code), label in zip(codes, labels, strict=True)]
        done.append(Question(stem, stem, tuple(items)))
    return done


def _repeating(table: Table, spots: list[Spot], fields: dict[str, Field]) -> list[Question]:
    """Return a relation for each repeating instrument: one instance, one person named; rated if it has a rating.

    With several ratings each is a relation of its own, called by its field.
    """
    questions: list[Question] = []
    for instrument in dict.fromkeys(spot.instrument for spot in spots):
        inside: dict[str, list[Spot]] = {}
        for spot in spots:
            if spot.instrument == instrument:
                inside.setdefault(spot.field, []).append(spot)
        naming = _naming(inside, table, fields)
        if naming is None:
            continue
        named = {(spot.event, spot.instance): spot.at for spot in inside.pop(naming)}
        rated = [name for name, found in inside.items() if _is_rating(name, found, table, fields)]
        for name in rated:
            items = [Item(spot.at, named=named.get((spot.event, spot.instance))) for spot in inside[name]]
            kept = tuple(item for item in items if item.named is not None)
            text = fields[name].label if name in fields else name
            called = instrument if len(rated) == 1 else name
            questions.append(Question(called, text, kept, "ratings", _choices(name, fields)))
        if not rated:
            text = fields[naming].label if naming in fields else naming
            places = tuple(Item(at) for at in named.values())
            questions.append(Question(instrument, text, places, "names", _choices(naming, fields)))
    return questions


def _naming(inside: dict[str, list[Spot]], table: Table, fields: dict[str, Field]) -> str | None:
    """Return the field in which people are named: one called so, else the one of words with most different cells."""
    different: dict[str, int] = {}
    for name, spots in inside.items():
        cells = {_choices(name, fields).get(row[spot.at], row[spot.at]) for spot in spots for row in table.rows} - {""}
        if cells and not all(cell.isdecimal() or answer(cell) in SCALE for cell in cells):
            different[name] = len(cells)
    called = [name for name in different if "name" in name.casefold().replace("_", " ").split()]
    return next(iter(called), max(different, key=lambda name: different[name], default=None))


def _is_rating(name: str, spots: list[Spot], table: Table, fields: dict[str, Field]) -> bool:
    """Whether a field rates: its words are on the scale, or there are only numbers, of few values."""
    words = _choices(name, fields)
    if words:
        return all(answer(word) in SCALE for word in words.values())
    cells = {row[spot.at] for spot in spots for row in table.rows} - {""}
    return bool(cells) and len(cells) <= 11 and all(cell.isdecimal() or answer(cell) in SCALE for cell in cells)
