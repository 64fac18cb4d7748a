"""Roster grid: a row for each respondent, a column for each person on the list, a cell for how often or how much."""

import re
from pathlib import Path

from netspread.readers import words
from netspread.readers.reader import ReadOptions, people_frame, tie_frame
from netspread.readers.respondents import last_answers, respondent_column
from netspread.readers.source import Source
from netspread.readers.square_matrix import is_square
from netspread.readers.table import Table, key
from netspread.readers.tie_list import weight_of
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
    respondent = respondent_column(table, ReadOptions())
    if respondent is None or is_square(table, whole=source.is_whole):
        return False
    columns = _people_columns(table, respondent)
    return len(columns) >= 2 and _is_scaled(table, [name for name, _, _ in columns])


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each cell above 0; each stem is one relation, its text the question."""
    table = source.sheet(options.sheet)
    respondent = respondent_column(table, options) or table.header[0]
    columns = _people_columns(table, respondent)
    answers, told = last_answers(table, respondent)
    scale = {**words.SCALE, **{key(word): weight for word, weight in options.scale.items()}}
    lines = dict(zip(table.rows, table.lines, strict=True))
    ties: list[tuple[str, str, str, float]] = []
    used: set[str] = set()
    for ego, row in answers:
        for name, stem, alter in columns:
            cell = row[table.at(name)]
            word = key(cell)
            if word in words.MISSING or key(alter) == key(ego):
                continue
            used.add(word)
            where = f"{source.path}, line {lines[row]}: column '{name}'"
            weight = scale[word] if word in scale else weight_of(cell, where=where)
            if weight > 0:
                ties.append((ego, alter, stem, weight))
    meant = {word: scale[word] for word in sorted(used) if word in scale}
    if meant:
        told.append("answers count " + ", ".join(f"'{word}' {weight:g}" for word, weight in meant.items()))
    roster = list(dict.fromkeys(alter for _, _, alter in columns))
    spelled = {key(name): name for name in roster}
    egos = [spelled.get(key(ego), ego) for ego, _ in answers]
    egos_of = dict(zip((ego for ego, _ in answers), egos, strict=True))
    frame = tie_frame(
        [egos_of[ego] for ego, _, _, _ in ties],
        [alter for _, alter, _, _ in ties],
        relation=[stem for _, _, stem, _ in ties],
        weight=[weight for _, _, _, weight in ties],
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
    """Whether the cells are ticks, small numbers or frequency words, as a grid's are."""
    cells = {key(row[table.at(name)]) for row in table.rows[:200] for name in columns} - words.MISSING
    if not cells or len(cells) > 12:
        return False
    return all(cell in words.SCALE or cell.replace(".", "", 1).isdigit() for cell in cells) or len(cells) <= 7
