"""Respondents: which column of a survey says who filled in the row."""

from netspread.errors import ReadError
from netspread.readers import words
from netspread.readers.reader import ReadOptions
from netspread.readers.table import Table, key


def respondent_column(table: Table, options: ReadOptions) -> str | None:
    """Return the column that names who answered: as told, or by its name if nearly every row has its own value."""
    if "ego" in options.columns:
        return table.header[table.at(options.columns["ego"])]
    for word in words.RESPONDENT:
        name = table.find([word])
        if name is None:
            continue
        filled = [cell for cell in table.column(name) if cell]
        if len(filled) >= 0.5 * len(table.rows) and len({key(cell) for cell in filled}) >= 0.9 * len(filled):
            return name
    return None


def last_answers(table: Table, column: str) -> tuple[list[tuple[str, tuple[str, ...]]], list[str]]:
    """Return (respondent, row) for each respondent, the last row if there are several; and what is to be told.

    Raises
    ------
    ReadError
        If nobody is named in *column*.
    """
    at = table.at(column)
    rows = {key(row[at]): (row[at], row) for row in table.rows if row[at]}
    if not rows:
        raise ReadError(f"{table.where}: column '{column}' is empty; say who answered with --column ego=NAME")
    told = [f"'{column}' is taken as who answered"]
    nameless = sum(not row[at] for row in table.rows)
    twice = len(table.rows) - nameless - len(rows)
    if nameless:
        told.append(f"{nameless} rows without a respondent left out")
    if twice:
        told.append(f"{twice} people answered more than once: their last answer counts")
    return list(rows.values()), told
