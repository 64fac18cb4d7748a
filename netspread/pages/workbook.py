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
from netspread.ranking import MEASURES

#: A fixed day, so that the same results give the same bytes.
_MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST = 32_000
_COLUMNS = {
    "person": "the id of the person",
    "responded": "whether the person answered; if not, whom he or she names is unknown",
    "community": "the number of the community; 1 is the largest",
    "community_certainty": "in what share of the runs the person is in this community",
    "conductance": "share of the ties that leave: 0 is cut off from the rest",
    "group": "the group",
    "outside": "how many ties touch it from outside, or lead out of it",
    "e_i_index": "silo index: -1 if all ties stay inside, 1 if none does",
    "homophily": "share of its nominations that stay inside against chance: 0 by chance, 1 all (Coleman 1958)",
    "p_value": "how often shuffled groups are as closed",
    "other": "the person to be tied to",
    "other_group": "that person's group",
    "before": "people reached on average without the tie",
    "after": "people reached on average with it",
    "gain": "how many more people that is",
    "leader_rank": "place among the opinion leaders; 1 is the first",
    "broker_rank": "place among the brokers; 1 is the first",
    "leader_rank_low": "the best place among the leaders in nine of ten plausible complete networks",
    "leader_rank_high": "the last place among the leaders in nine of ten plausible complete networks",
    "leader_top_chance": "in what share of plausible complete networks the person is among the first ten leaders",
    "broker_rank_low": "the best place among the brokers in nine of ten plausible complete networks",
    "broker_rank_high": "the last place among the brokers in nine of ten plausible complete networks",
    "broker_top_chance": "in what share of plausible complete networks the person is among the first ten brokers",
    "champion": "place on the team of champions, in the order in which each next one adds most; empty if not on it",
    "order": "place on the team, in the order in which each next one adds most",
    "covers": "how many others he or she covers: within the steps of influence that were asked for",
    "only": "how many of these nobody else on the team covers",
    "reserve": "whom to ask if he or she declines: who does most in this place while the others stay",
    "covered_with_reserve": "how many people the team covers then",
    "why": "in words: who names the person, what he or she connects and does for the team, and whom to ask instead",
    "condition": "what the team was asked to keep to",
    "covered": "how many people the best team without it covers",
    "covered_cost": "how many more people that is: what the condition costs",
    "reach_cost": "how many more people that reaches in the same tries",
    "people": "how many people belong to it",
    "ties": "how many ties run inside",
    "density": "ties inside, as a share of all that could be",
    "inside": "share of its people's ties that stays inside",
    "leader": "who is named most by the others inside",
    "model": "the rule of spreading that was assumed",
    "strategy": "how the people to start with were chosen",
    "budget": "how many people start",
    "reach_mean": "people reached on average, those who start included",
    "reach_low": "lower end of the 95 % interval of that average",
    "reach_high": "upper end of that interval",
    "seeds": "the ids of the people to start with",
    "from": "the group whose people name",
    "to": "the group whose people are named",
    "observed": "ties from the one to the other",
    "expected": "how many there would be by chance",
    "ratio": "observed divided by expected",
}


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
    quality = {name: value for name, value in found.quality().items() if not isinstance(value, dict | list)}
    sheets["quality"] = pd.DataFrame({"figure": list(quality), "value": [str(value) for value in quality.values()]})
    sheets["what is this"] = _explained(sheets)
    return _saved(sheets, path)


def write_table(frame: pd.DataFrame, path: str | Path, *, sheet: str, meanings: Mapping[str, str]) -> Path:
    """Write one table to *path* (.xlsx), and a sheet that says what each column is.

    Raises
    ------
    SaveError
        If it cannot be written.
    """
    explained = [(sheet, name, meanings.get(name, "")) for name in map(str, frame.columns)]
    return _saved(
        {sheet: frame, "what is this": pd.DataFrame(explained, columns=["sheet", "column", "what it is"])}, Path(path)
    )


def _saved(sheets: Mapping[str, pd.DataFrame], path: Path) -> Path:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties({"title": "netspread results", "created": _MADE})
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


def _explained(sheets: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row for each column of each sheet: what it is."""
    meanings = dict(_COLUMNS)
    for name, measure in MEASURES.items():
        meanings[name.replace("-", "_")] = f"{measure.meaning}" + (" (low is first)" if measure.lowest_first else "")
    rows = [
        (sheet, str(column), meanings.get(str(column), "an attribute, as given"))
        for sheet, frame in sheets.items()
        if sheet != "quality"
        for column in frame.columns
    ]
    return pd.DataFrame(rows, columns=["sheet", "column", "what it is"])


def _cell(value: Any) -> float | str:
    """Return a number, or neutralized text; nothing for what is missing."""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, int | float | np.integer | np.floating):
        return float(value) if np.isfinite(value) else ""
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    return neutral(str(value).replace("\x00", ""))[:_LONGEST]
