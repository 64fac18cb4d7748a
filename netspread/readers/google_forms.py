"""Google Forms: the sheet of responses; ``Timestamp`` first, grids as "Question [Row]", ticks as "A, B"."""

import re

from netspread.readers import message_log, tie_list
from netspread.readers.questionnaire import Question, Questionnaire, asks_who, by_headers, told_apart
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.stems import bracketed, plain, sharing, short
from netspread.readers.surveyed import reported
from netspread.readers.table import Table, key
from netspread.records import Reported

NAME = "google forms"
TITLE = "Google Forms responses, CSV or XLSX"
EXAMPLE = """
"Timestamp","Email Address","How often do you ask ...? [Ana Ruiz]","How often do you ask ...? [Ben Ode]","Whom do you trust?"
"2024/03/01 9:15:02 AM GMT+1","ana.ruiz@example.org","","Weekly","Ben Ode, Cia Kay"
"2024/03/01 9:30:11 AM GMT+1","ben.ode@example.org","Daily","","Ana Ruiz"
"""  # noqa: E501  # a line of the tool's is as long as it is

_TIMESTAMP = frozenset(
    {"timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora", "informazioni cronologiche",
     "tijdstempel", "tidsstämpel", "tidsstempel", "sygnatura czasowa", "отметка времени", "タイムスタンプ", "时间戳记"}
)  # fmt: skip
_ADDRESS = frozenset(
    {"email address", "username", "e mail adresse", "nutzername", "adresse e mail", "nom d'utilisateur",
     "dirección de correo electrónico", "nombre de usuario", "indirizzo email", "endereço de e mail"}
)  # fmt: skip
#: A grid of ticks has no more columns.
_MOST_TICKS = 10
_MOMENT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[T ,]+\d{1,2}[:.]\d{2}[:.]\d{2}|\d{5}\.\d+")


def recognizes(source: Source) -> bool:
    """Whether moments to the second stand under "Timestamp", and a column asks something; no log, no list of ties."""
    table = source.table
    if table.header[0].casefold() not in _TIMESTAMP or not table.rows:
        return False
    if not all(_MOMENT.search(row[0]) for row in table.rows[:20] if row[0]):
        return False
    asks = [name for name in table.header[1:] if name.rstrip().endswith(("?", "]")) or len(name.split()) > 2]
    return bool(asks) and not (message_log.recognizes(source) or tie_list.recognizes(source))


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a relation for each question about people; a grid of ticks has one for each of its columns."""
    table = source.sheet(options.sheet)
    address = [name for name in table.header if key(name) in _ADDRESS]
    places = [at for at, name in enumerate(table.header) if at and name not in address and key(name) != "score"]
    table, ticked, used = _tick_grids(table, places)
    questions = told_apart(
        [*by_headers({at: table.header[at] for at in places if at not in used}, mark="', '"), *ticked]
    )
    own = [table.header[q.items[0].at] for q in questions if len(q.items) == 1 and asks_who(q.text)]
    return reported(Questionnaire(NAME, table, (*address, *own), tuple(questions)), options, path=source.path)


def _tick_grids(table: Table, places: list[int]) -> tuple[Table, list[Question], set[int]]:
    """Return the table with a column of ticks for each row and column of its grids of ticks, these, and their cells."""
    questions: list[Question] = []
    used: set[int] = set()
    for stem, items in sharing([table.header[at] for at in places], bracketed).items():
        cells = {name: table.column(name) for name in items}
        # A cell keeps the order of the form, so the fullest ones come first.
        parted = [cell.split(", ") for column in cells.values() for cell in column if cell]
        filled = sorted(parted, key=len, reverse=True)
        columns = dict.fromkeys(part for parts in filled for part in parts)
        if not filled or len(filled[0]) == 1 or len(columns) > _MOST_TICKS:
            continue
        used |= {table.at(name) for name in items}
        for column in columns:
            first = len(table.header)
            ticks = {
                f"{stem}: {column} [{item}]": ["x" if column in cell.split(", ") else "" for cell in cells[name]]
                for name, item in items.items()
            }
            table = table.with_columns(ticks)
            (question,) = by_headers(dict(enumerate(table.header[first:], first)))
            name = column if len(stem) > 20 else f"{stem} {column}"
            questions.append(Question(short(name), f"{plain(stem)} - {column}", question.items, "ticks"))
    return table, questions, used
