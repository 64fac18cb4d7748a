"""Workbook: the results for people who work in a spreadsheet."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

from netspread.cells import neutral
from netspread.errors import SaveError
from netspread.findings import Findings
from netspread.language import spoken
from netspread.pages.checks import checks
from netspread.ranking import MEASURES

#: A fixed day, so that the same results give the same bytes.
_MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST = 32_000


def write_workbook(found: Findings, path: str | Path) -> Path:
    """Write the results to *path* (.xlsx): a sheet for each table, and one that says what each column is.

    Raises
    ------
    SaveError
        If it cannot be written.
    """
    path = Path(path)
    people = found.people_table()
    first = ["person", *(["name"] if "name" in people else []), "leader_rank", "broker_rank"]
    people = people[[*first, *(name for name in people if name not in first)]]
    sheets = {
        "leaders": people.sort_values("leader_rank", kind="stable"),
        "brokers": people.sort_values("broker_rank", kind="stable"),
        "communities": found.communities_table(),
        "seeding": found.seeding_table(),
    }
    sheets["champions"] = found.champions.to_table(groups=found.groups, leading=found.leaders)
    if len(found.champions.prices):
        sheets["conditions"] = found.champions.prices
    if found.silos is not None:
        sheets["silos"] = found.silos.to_frame()
        sheets["closed groups"] = found.silos.by_group()
    if found.bridges is not None and len(found.bridges.table):
        sheets["bridges"] = found.bridges.table
    sheets["quality"] = pd.DataFrame(checks(found), columns=["figure", "value", "meaning"])
    return _saved(sheets | _explained(sheets, _meanings()), path)


def write_table(frame: pd.DataFrame, path: str | Path, *, sheet: str, meanings: Mapping[str, str]) -> Path:
    """Write one table to *path* (.xlsx), and a sheet that says what each column is: its *meanings*.

    Raises
    ------
    SaveError
        If it cannot be written.
    """
    sheets = {sheet: frame}
    return _saved(sheets | _explained(sheets, meanings), Path(path))


def _saved(sheets: Mapping[str, pd.DataFrame], path: Path) -> Path:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties({"title": spoken().say("workbook_words.title"), "created": _MADE})
            for name, frame in sheets.items():
                _write(book, name, frame)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise SaveError(f"{path}: cannot be written ({error}); choose another place") from error
    return path


def _write(book: Any, name: str, frame: pd.DataFrame) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    rounded = book.add_format({"num_format": "0.000"})
    for at, column in enumerate(frame.columns):
        values = frame[column]
        sheet.write_string(0, at, neutral(str(column)), head)
        longest = len(str(column))
        for row, value in enumerate(values.tolist(), 1):
            shown = _cell(value)
            if isinstance(shown, float):
                sheet.write_number(row, at, shown, None if shown.is_integer() else rounded)
            elif shown:
                sheet.write_string(row, at, shown)
                longest = max(longest, len(shown))
        sheet.set_column(at, at, min(max(longest + 2, 9), 40))
        if values.dtype.kind in "iuf" and column not in ("community", "model") and len(frame) > 1:
            sheet.conditional_format(
                1, at, len(frame), at, {"type": "data_bar", "bar_solid": True, "bar_color": "#9ecae1"}
            )
    sheet.freeze_panes(1, 2 if len(frame.columns) > 4 else 0)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)


def _meanings() -> dict[str, str]:
    """Return what each column of the results is, in the language that is spoken."""
    say = spoken()
    meanings: dict[str, str] = dict(say.texts["workbook"])
    for name, measure in MEASURES.items():
        meaning = say.named("meanings", name, measure.meaning)
        meanings[name.replace("-", "_")] = (
            say.say("workbook.lowest_first", meaning=meaning) if measure.lowest_first else meaning
        )
    return meanings


def _explained(sheets: Mapping[str, pd.DataFrame], meanings: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Return the last sheet: one row for each column of each sheet, what it is.

    The names of sheets and columns are keys, the same in every language; this sheet alone tells them in words.
    """
    say, unknown = spoken().texts["workbook_words"], meanings.get("attribute", "")
    rows = [
        (sheet, str(column), meanings.get(str(column), unknown)) for sheet, frame in sheets.items() for column in frame
    ]
    return {say["what_is_this"]: pd.DataFrame(rows, columns=[say["sheet"], say["column"], say["what_it_is"]])}


def _cell(value: Any) -> float | str:
    """Return a number, or neutralized text; nothing for what is missing."""
    if isinstance(value, bool | np.bool_):
        return spoken().say("workbook_words.yes" if value else "workbook_words.no")
    if isinstance(value, int | float | np.integer | np.floating):
        return float(value) if np.isfinite(value) else ""
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    return neutral(str(value).replace("\x00", ""))[:_LONGEST]
