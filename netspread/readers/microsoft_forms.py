"""Microsoft Forms: one sheet; id, two times, e-mail, name, then the questions by their full texts."""

import re
from dataclasses import replace

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.questionnaire import Item, Question, Questionnaire, asks_who, by_headers, told_apart
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.stems import numbered, sharing
from netspread.readers.surveyed import reported
from netspread.readers.table import Table, key
from netspread.readers.words import MISSING, SCALE, answer
from netspread.records import Reported

NAME = "microsoft forms"
TITLE = "Microsoft Forms responses, XLSX or CSV"
EXAMPLE = """
ID,Start time,Completion time,Email,Name,Whom do you ask for advice?
1,2024-03-01 09:15:02,2024-03-01 09:21:40,ana.ruiz@example.org,Ana Ruiz,Ben Ode;Cia Kay;
2,2024-03-01 09:30:11,2024-03-01 09:33:02,ben.ode@example.org,Ben Ode,Ana Ruiz;
"""

_FIRST = ("id", "start time", "completion time", "email", "name")
#: What the fifth column is called in other languages.
_NAMES = frozenset(
    {
        "name",
        "nom",
        "nombre",
        "nome",
        "naam",
        "navn",
        "namn",
        "nimi",
        "nazwisko",
        "imię i nazwisko",
        "имя",
        "名前",
        "姓名",
    }
)
_ANONYMOUS = frozenset({"anonymous", "anonym", "anonyme", "anónimo", "anonimo"})
_MOMENT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[T ,]+\d{1,2}[:.]\d{2}|\d{5}\.\d+")
_CLUTTER = re.compile(
    r"(?:last modified time|language|total points|quiz feedback|points -.*|feedback -.*)$", re.IGNORECASE
)
#: A statement of a block comes back in the next block with a number: "Ana Ruiz", "Ana Ruiz2".
_AGAIN = re.compile(r"^(?P<label>.*\D)(?P<block>[2-9])$", re.DOTALL)
#: Columns answered by at most so many different words may be a block of statements.
_MOST_WORDS = 7


def recognizes(source: Source) -> bool:
    """Whether the first five columns are those of a form, by name or, in other languages, by what is in them."""
    table = source.table
    return table.keys[:5] == _FIRST or (len(table.header) > 5 and bool(table.rows) and _is_shaped(table))


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a relation for each question about people; blocks of statements lost their question, so are numbered."""
    table = source.sheet(options.sheet)
    if len(table.header) < len(_FIRST) + 1:
        raise ReadError(
            f"{source.where}: a form has 'ID, Start time, Completion time, Email, Name' and questions; export it again"
        )
    places = [at for at, name in enumerate(table.header) if at > 4 and not _CLUTTER.match(name)]
    blocks = _blocks(table, places)
    table = replace(table, rows=tuple(_tidied(row) for row in table.rows))
    used = {item.at for block in blocks for item in block.items}
    questions = told_apart(
        [*blocks, *by_headers({at: table.header[at] for at in places if at not in used}, mark="';'")]
    )
    if blocks:
        table = table.tell(
            Phrase("the file has no question over its blocks of statements: they are called 'Relation 1', ...")
        )
    own = [table.header[q.items[0].at] for q in questions if len(q.items) == 1 and asks_who(q.text)]
    who = (table.header[3], table.header[4], *own, table.header[0])
    return reported(Questionnaire(NAME, table, who, tuple(questions)), options, path=source.path)


def _tidied(row: tuple[str, ...]) -> tuple[str, ...]:
    """Return *row* without "anonymous" for a name, and without the semicolon after the last of several choices."""
    who = ("" if cell.casefold() in _ANONYMOUS else cell for cell in row[3:5])
    return (*row[:3], *who, *(cell.removesuffix(";") for cell in row[5:]))


def _is_shaped(table: Table) -> bool:
    """Whether numbers from 1, two moments, and addresses (or "anonymous") stand in the first four columns."""
    rows = table.rows[:50]
    return (
        table.keys[0] == "id"
        and table.keys[4] in _NAMES
        and all(row[0].isdecimal() for row in rows)
        and all(_MOMENT.search(row[1]) and _MOMENT.search(row[2]) for row in rows)
        and all("@" in row[3] or row[3].casefold().startswith(("anonym", "anónim", "anonim")) for row in rows)
    )


def _blocks(table: Table, places: list[int]) -> list[Question]:
    """Return the blocks of statements: neighboring columns that are answered with the same few words."""
    found: list[tuple[int, list[Item], set[str]]] = []
    slots = {
        name for stem, items in sharing(table.header, numbered).items() if stem not in table.header for name in items
    }
    for at in places:
        words = {answer(row[at]) for row in table.rows} - MISSING
        label, block = _statement(table, at)
        run = found[-1] if found else None
        if any(";" in word for word in words) or len(words) > _MOST_WORDS or label in slots or _is_question(label):
            found.append((0, [], set()))
        elif run and run[0] == block and _goes_on(run[2], words, block):
            run[1].append(Item(at, label))
            run[2].update(words)
        else:
            found.append((block, [Item(at, label)], words))
    blocks = [items for _, items, words in found if len(items) > 1 and words]
    return [Question(f"Relation {at}", f"Relation {at}", tuple(items)) for at, items in enumerate(blocks, 1)]


def _goes_on(before: set[str], words: set[str], block: int) -> bool:
    """Whether a column answered with *words* belongs to the statements before it."""
    is_alike = block > 1 or not words or not before or bool(words & before) or words | before <= set(SCALE)
    return is_alike and len(words | before) <= _MOST_WORDS


def _statement(table: Table, at: int) -> tuple[str, int]:
    """Return the label of a statement, and in which block it stands."""
    again = _AGAIN.match(table.header[at])
    if again is not None and again["label"].strip() in table.header:
        return again["label"].strip(), int(again["block"])
    return table.header[at], 1


def _is_question(label: str) -> bool:
    return label.endswith("?") or key(label) in _FIRST
