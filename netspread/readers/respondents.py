"""Respondents: which column of a survey says who filled in the row, and inside what its ids count."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers import words
from netspread.readers.names import is_known
from netspread.readers.questionnaire import Questionnaire
from netspread.readers.reader import ReadOptions
from netspread.readers.separators import parts, separator
from netspread.readers.table import Table, key

#: Each respondent, and his or her row.
Answers = list[tuple[str, tuple[str, ...]]]

#: So many of the filled rows must have a value of their own for a column to say who answered; so many at least, as
#: people may answer twice.
_OWN, _OWN_AT_LEAST = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class Respondents:
    """Who filled in the rows.

    Attributes
    ----------
    column
        The column that says so.
    within
        The column (town, ward) inside which its ids count, so that "3" is one person in each of them.
    """

    column: str
    within: str | None = None

    def prefix(self, table: Table, row: tuple[str, ...]) -> str:
        """Return what stands before the names in *row* to tell them from the same ones elsewhere."""
        return f"{row[table.at(self.within)]}-" if self.within else ""

    @property
    def told(self) -> list[Phrase]:
        """What is to be told of it."""
        told = [Phrase("'{column}' is taken as who answered", column=self.column)]
        if self.within:
            told.append(
                Phrase(
                    "its ids count within '{within}': people are called as {within}-{column}",
                    within=self.within,
                    column=self.column,
                )
            )
        return told


def respondents(table: Table, options: ReadOptions) -> Respondents | None:
    """Return who filled in the rows: as told, or by a column's name if its values are mostly different."""
    within = options.columns.get("within")
    within = None if within is None else table.header[table.at(within)]
    if "ego" in options.columns:
        return Respondents(table.header[table.at(options.columns["ego"])], within)
    named = [name for word in words.RESPONDENT if (name := table.find([word])) is not None]
    for least in (_OWN, _OWN_AT_LEAST):
        for name in named:
            if within is not None or _own(table, name) >= least:
                return Respondents(name, within)
            group = _group(table, name)
            if group is not None:
                return Respondents(name, group)
    return None


def last_answers(
    table: Table, who: Respondents, *, unfinished: frozenset[int] = frozenset()
) -> tuple[Answers, list[Phrase]]:
    """Return (respondent, row) for each respondent, and what is to be told.

    Of several rows the last one counts that was sent off, whose line is not among *unfinished*.

    Raises
    ------
    ReadError
        If nobody is named.
    """
    at = table.at(who.column)
    lines = zip(table.lines, table.rows, strict=True)
    named = [(line, who.prefix(table, row) + row[at], row) for line, row in lines if row[at]]
    if not named:
        raise ReadError(f"{table.where}: column '{who.column}' is empty; say who answered with --column ego=NAME")
    sent_off_last = sorted(named, key=lambda answer: answer[0] not in unfinished)
    last = {key(name): (line, name, row) for line, name, row in sent_off_last}
    told = who.told
    nameless, repeats = len(table.rows) - len(named), len(named) - len(last)
    if nameless:
        told.append(Phrase("{count} rows without a respondent left out", count=nameless))
    if repeats:
        told.append(
            Phrase(
                "{count} earlier rows of people who answered more than once left out: the last one counts",
                count=repeats,
            )
        )
    return [(name, row) for _, name, row in sorted(last.values())], told


def respondents_of(asked: Questionnaire, options: ReadOptions) -> tuple[Questionnaire, Respondents]:
    """Return who answered: as told; else of the columns that may say so the one with most people known or named."""
    table = asked.table
    within = options.columns.get("within")
    within = None if within is None else table.header[table.at(within)]
    if "ego" in options.columns:
        return asked, Respondents(table.header[table.at(options.columns["ego"])], within)
    candidates = [name for name in dict.fromkeys(asked.who) if _own(table, name) >= _OWN_AT_LEAST]
    candidates.sort(key=lambda name: _own(table, name) < _OWN)  # stable: the surest stay first
    if not candidates:
        cells = [f"row {line}" for line in table.lines]
        return replace(asked, table=table.with_columns({"row": cells})), Respondents(table.free("row"), within)
    named = set(map(key, _people_in(asked)))
    shares = {name: _share(table.column(name), named, options.known) for name in candidates}
    return asked, Respondents(max(candidates, key=lambda name: shares[name]), within)


def _share(cells: list[str], named: Collection[str], known: Mapping[str, str]) -> float:
    """Return which share of *cells* is somebody on the staff list, or named in just these words."""
    found = sum(bool(cell) and (is_known(cell, known) or key(cell) in named) for cell in cells)
    return round(found / len(cells), 1)


def _people_in(asked: Questionnaire) -> list[str]:
    """Return what may be people in the questions: what they offer, and what was written into them."""
    table, found = asked.table, []
    for question in asked.questions:
        offered = [text for item in question.items for text in (item.label, item.code) if text]
        found += [*offered, *question.choices.values()]
        if table.header[question.items[0].at] not in asked.who:
            cells = [row[item.at] for item in question.items for row in table.rows]
            mark = separator(cells, (), preferred=question.mark)
            found += [part for cell in cells for part in parts(cell, mark)]
    return [text for text in dict.fromkeys(found) if not text.isdecimal() or text.startswith("0")]


def _own(table: Table, *columns: str) -> float:
    """Return which share of the rows has values of its own in *columns*; 0 if half of them have none."""
    cells = [table.column(name) for name in columns]
    filled = [values for values in zip(*cells, strict=True) if all(values)]
    return len(set(filled)) / len(filled) if filled and len(filled) >= 0.5 * len(table.rows) else 0.0


def _group(table: Table, name: str) -> str | None:
    """Return the column inside which the ids of *name* count, if they repeat in the whole table but not in there."""
    groups = [found for word in words.WITHIN if (found := table.find([word])) not in (None, name)]
    for group in groups:
        if group and _own(table, group, name) >= _OWN:
            return group
    wave = table.find(words.WAVE)
    if wave is None or wave == name or _own(table, name, wave) >= _OWN:  # the same people, asked again
        return None
    return next((group for group in groups if group and group != wave and _own(table, group, name, wave) >= _OWN), None)
