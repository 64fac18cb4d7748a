"""Name generator: a row for each respondent, who writes names: one a column, or several in a cell."""

from collections import Counter
from pathlib import Path

from netspread.errors import ReadError
from netspread.readers import tie_list, words
from netspread.readers.answers import nobody_codes
from netspread.readers.questionnaire import Item, Question, Questionnaire
from netspread.readers.reader import ReadOptions
from netspread.readers.respondents import Respondents, respondents
from netspread.readers.separators import parts, separator
from netspread.readers.source import Source
from netspread.readers.stems import numbered
from netspread.readers.surveyed import reported
from netspread.readers.table import Table, key
from netspread.records import Reported

NAME = "name generator"
TITLE = "a row for each respondent with the names that he or she wrote: a column for each, or one cell for all"
EXAMPLE = """
respondent,advice 1,advice 2,trust 1,trust 2
ana,ben,cia,ben,
ben,ana,,cia,ana
"""

#: Numbers up to this may be answers on a scale as well as ids.
_SCALE_ENDS, _SCALE_WORDS = 10, 7
#: Of so few coincidences expected nothing follows.
_TOO_FEW = 3
#: Columns that hold other things than names.
_NOT_NAMES = frozenset(
    {"timestamp", "date", "time", "start time", "completion time", "submitted", "unit", "department", "dept", "ward",
     "site", "team", "role", "job", "profession", "gender", "sex", "age", "tenure", "comments", "comment", "email",
     "name", "grade", "level", "seniority", "language", "note", "notes", "title", "position"}
)  # fmt: skip


def recognizes(source: Source) -> bool:
    """Whether there are numbered columns of names, or a column that names, in one cell, people who answered."""
    table = source.table
    who = respondents(table, ReadOptions())
    if who is None:
        return False
    return bool(_numbered(table, who, sure=True)) or (
        not tie_list.recognizes(source) and bool(_in_one_cell(table, who, None))
    )


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each name; each stem (or column) is one relation. "nobody" is an answer of no names."""
    table = source.sheet(options.sheet)
    who = respondents(table, options)
    if who is None:
        raise ReadError(f"{source.where}: no column says who answered; name it with --column ego=NAME")
    asked = Questionnaire(
        NAME,
        table,
        (who.column,),
        tuple(
            Question(stem, stem, tuple(Item(table.at(name), name) for name in columns), "names")
            for stem, columns in _questions(table, who, options).items()
        ),
        sure=True,
    )
    return reported(asked, options, path=Path(source.path), who=who)


def _questions(table: Table, who: Respondents, options: ReadOptions) -> dict[str, list[str]]:
    """Return relation -> its columns.

    Raises
    ------
    ReadError
        If no column holds names.
    """
    found = (
        _numbered(table, who, sure=True)
        or _in_one_cell(table, who, options.separator)
        or _numbered(table, who, sure=False)
    )
    if not found:
        raise ReadError(f"{table.where}: no columns of names were found; expected e.g. 'advice 1', 'advice 2'")
    return found


def _numbered(table: Table, who: Respondents, *, sure: bool) -> dict[str, list[str]]:
    """Return stem -> the numbered columns that share it; *sure*: only if their cells look like names."""
    found: dict[str, dict[str, str]] = {}
    for name in table.header:
        pair = numbered(name)
        if pair is not None and name not in (who.column, who.within):
            found.setdefault(pair[0], {})[name] = pair[1]
    stems: dict[str, list[str]] = {}
    for stem, columns in found.items():
        nested = _is_nested([*columns.values()])
        for name, number in columns.items():
            stems.setdefault(stem + number[0] if nested else stem, []).append(name)
    return {
        stem: columns
        for stem, columns in stems.items()
        if len(columns) >= 2 and (not sure or _holds_names(table, who, columns))
    }


def _is_nested(numbers: list[str]) -> bool:
    """Whether the numbers are those of a question and of a name in it: 11, 12, 13, 21, 22, 23."""
    questions, names = {number[:1] for number in numbers}, {number[1:2] for number in numbers}
    every = [f"{question}{name}" for question in range(1, len(questions) + 1) for name in range(1, len(names) + 1)]
    return len(questions) > 1 < len(names) and sorted(numbers) == every


def _in_one_cell(table: Table, who: Respondents, mark: str | None) -> dict[str, list[str]]:
    """Return the columns whose cells hold several names, or one name of somebody who answered; each is a relation."""
    pool = _pool(table, who)
    found = {}
    for name in table.header:
        if name in (who.column, who.within) or key(name) in _NOT_NAMES:
            continue
        cells = [cell for cell in table.column(name) if cell]
        several = any(mark in cell for cell in cells) if mark else separator(cells, pool) is not None
        if several or _names_others(table, who, name, pool):
            found[name] = [name]
    return found


def _names_others(table: Table, who: Respondents, name: str, pool: frozenset[str]) -> bool:
    """Whether most cells of a column name somebody who answered, and hardly one the person of its own row."""
    own, at = table.at(who.column), table.at(name)
    rows = [row for row in table.rows if parts(row[at], None)]
    if all(row[at].isdecimal() for row in rows):
        return False
    named = sum(key(row[at]) in pool for row in rows)
    itself = sum(key(row[at]) == key(row[own]) for row in rows)
    return named > 0.5 * len(rows) and itself < 0.2 * len(rows)


def _holds_names(table: Table, who: Respondents, columns: list[str]) -> bool:
    """Whether the cells vary as names do. Numbers are names only if enough of them are ids of people who answered."""
    places, own = [table.at(name) for name in columns], table.at(who.column)
    ids = {key(who.prefix(table, row) + row[own]) for row in table.rows}
    codes = nobody_codes([row[at] for row in table.rows for at in places], _pool(table, who))
    empty = words.NOBODY | words.MISSING | codes
    cells = [
        (key(who.prefix(table, row) + row[at]), row[at])
        for row in table.rows
        for at in places
        if words.answer(row[at]) not in empty
    ]
    known = sum(named in ids for named, _ in cells)
    complete = len(cells) == len(table.rows) * len(places)
    numbers = [int(cell) for _, cell in cells if cell.isdecimal() and len(cell) < 19]
    if len(numbers) < len(cells):
        # A few words that everybody gives again and again are answers on a scale.
        few = len({named for named, _ in cells})
        return known > 0 or not complete or few > _SCALE_WORDS or len(cells) < 3 * few
    if not cells or known < 0.2 * len(cells):
        return False
    # Nobody names himself; a count or a code equals one's own id as often as anybody else's.
    itself = sum(row[at] == row[own] for row in table.rows for at in places)
    same = Counter(row[own] for row in table.rows)
    by_chance = sum(same[cell] for _, cell in cells) / len(table.rows)
    # And answers on a scale are seldom left out, and end where the ids do not.
    ends = max((int(cell) for cell in same if cell.isdecimal() and len(cell) < 19), default=0)
    like_a_scale = max(numbers) <= _SCALE_ENDS and (complete or ends > 2 * max(numbers))
    # Too few to tell, and some do name themselves: ids are spread over all ids, codes are not.
    spread = by_chance < _TOO_FEW and len({named for named, _ in cells}) > 0.25 * len(ids)
    return (itself <= 0.5 * by_chance or spread) and not like_a_scale


def _pool(table: Table, who: Respondents) -> frozenset[str]:
    """Return the keys of those who answered."""
    return frozenset(key(cell) for cell in table.column(who.column) if cell)
