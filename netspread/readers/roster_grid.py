"""Roster grid: a row for each respondent, a column for each person on the list, a cell for how often or how much."""

from pathlib import Path

from netspread.errors import ReadError
from netspread.readers import words
from netspread.readers.questionnaire import Item, Question, Questionnaire
from netspread.readers.reader import ReadOptions
from netspread.readers.respondents import Respondents, respondents
from netspread.readers.source import Source
from netspread.readers.square_matrix import is_square
from netspread.readers.stems import bracketed, dashed, sharing
from netspread.readers.surveyed import reported
from netspread.readers.table import Table, key
from netspread.records import Reported

NAME = "roster grid"
TITLE = "a row for each respondent, a column for each person on the list, a tick, number or 'weekly' in the cell"
EXAMPLE = """
name,advice [Ana],advice [Ben],advice [Cia]
Ana,,weekly,never
Ben,daily,,monthly
"""


def recognizes(source: Source) -> bool:
    """Whether columns name people who answer in rows, or share a stem, and cells hold ticks, numbers or words."""
    table = source.table
    who = respondents(table, ReadOptions())
    if who is None or is_square(table, whole=source.is_whole):
        return False
    columns = _people_columns(table, who.column)
    return len(columns) >= 2 and _is_scaled(table, [name for name, _, _ in columns])


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each cell above 0; each stem is one relation, its text the question."""
    table = source.sheet(options.sheet)
    who = respondents(table, options) or Respondents(table.header[0])
    columns = _people_columns(table, who.column)
    if not columns:
        raise ReadError(
            f"{source.where}: no columns of people were found beside '{who.column}'; expected e.g. 'advice [Ana]', or "
            "the names of the people who answer"
        )
    questions = [
        Question(stem, stem, _items(table, columns, stem), "ratings")
        for stem in dict.fromkeys(stem for _, stem, _ in columns)
    ]
    asked = Questionnaire(NAME, table, (who.column,), tuple(questions), sure=True)
    return reported(asked, options, path=Path(source.path), who=who)


def _items(table: Table, columns: list[tuple[str, str, str]], stem: str) -> tuple[Item, ...]:
    return tuple(Item(table.at(name), person) for name, of, person in columns if of == stem)


def _people_columns(table: Table, respondent: str) -> list[tuple[str, str, str]]:
    """Return (column, stem, person) for the columns that stand for people."""
    others = [name for name in table.header if name != respondent]
    for split in (bracketed, dashed):
        shared = sharing(others, split)
        if shared:
            of = {name: (stem, item) for stem, items in shared.items() for name, item in items.items()}
            return [(name, *of[name]) for name in others if name in of]
    answered = {key(cell) for cell in table.column(respondent)}
    plain = [(name, "", name) for name in others]
    on_roster = [name for name in others if key(name) in answered]
    return plain if len(on_roster) >= max(2, 0.5 * len(answered)) else []


def _is_scaled(table: Table, columns: list[str]) -> bool:
    """Whether the cells are ticks, numbers or frequency words, as a grid's are."""
    places = [table.at(name) for name in columns]
    cells = {words.answer(row[at]) for row in table.rows[:200] for at in places} - words.MISSING
    other = [cell for cell in cells if cell not in words.SCALE and not cell.replace(".", "", 1).isdigit()]
    # A scale of its own has few words; that there are names in the cells, many different ones tell.
    return bool(cells) and (not other or len(cells) <= 7)
