"""Roster grid: a row for each respondent, a column for each person on the list, a cell for how often or how much."""

import re
from pathlib import Path

from netspread.errors import ReadError
from netspread.readers import words
from netspread.readers.reader import ReadOptions, people_frame, tie_frame
from netspread.readers.respondents import Respondents, last_answers, respondents
from netspread.readers.source import Source
from netspread.readers.square_matrix import is_square
from netspread.readers.table import Table, key
from netspread.readers.weights import in_words, weights_of
from netspread.records import Reported

NAME = "roster grid"
TITLE = "a row for each respondent, a column for each person on the list, a tick, number or 'weekly' in the cell"
EXAMPLE = """
name,advice [Ana],advice [Ben],advice [Cia]
Ana,,weekly,never
Ben,daily,,monthly
"""

_BRACKETED = re.compile(r"^(?P<stem>.*?)\s*\[(?P<name>[^\[\]]+)\]$", re.DOTALL)
_DASHED = re.compile(r"^(?P<stem>.+) - (?P<name>[^-].*)$", re.DOTALL)


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
    answers, told = last_answers(table, who)
    places = [table.at(name) for name, _, _ in columns]
    cells = [row[at] for _, row in answers for at in places]
    weights = weights_of(cells, options.scale, where=lambda cell: table.place(cell, places))
    told += in_words(cells, weights)
    roster = dict.fromkeys(alter for _, _, alter in columns)
    spelled = {key(name): name for name in roster}
    egos = [spelled.get(key(ego), ego) for ego, _ in answers]
    ties = [
        (ego, alter, stem, weight)
        for ego, (_, row) in zip(egos, answers, strict=True)
        for at, (_, stem, alter) in zip(places, columns, strict=True)
        if alter != ego and (weight := weights[row[at]])
    ]
    frame = tie_frame(
        [ego for ego, *_ in ties],
        [alter for _, alter, _, _ in ties],
        relation=[stem for _, _, stem, _ in ties],
        weight=[weight for *_, weight in ties],
    )
    stems = dict.fromkeys(stem for _, stem, _ in columns)
    return Reported(
        frame,
        people_frame([*roster, *egos]),
        "alter_to_ego",
        NAME,
        sources=(Path(source.path),),
        questions={stem: stem for stem in stems if stem},
        respondents=frozenset(egos),
        listed=True,
        told=(*table.told, *told),
    )


def _people_columns(table: Table, respondent: str) -> list[tuple[str, str, str]]:
    """Return (column, stem, person) for the columns that stand for people."""
    others = [name for name in table.header if name != respondent]
    for pattern in (_BRACKETED, _DASHED):
        split = [
            (name, match["stem"].strip(), match["name"].strip()) for name in others if (match := pattern.match(name))
        ]
        stems = [stem for _, stem, _ in split]
        shared = [entry for entry in split if stems.count(entry[1]) >= 2]
        if len(shared) >= 2:
            return shared
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
