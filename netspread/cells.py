"""Cells: tables as text that no spreadsheet takes for a formula."""

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd

#: A cell that begins with one of these is run as a formula by Excel, LibreOffice and Google Sheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """Return *text* so that a spreadsheet shows it instead of running it; a plain number stays as it is.

    Examples
    --------
    >>> neutral("=1+1"), neutral("-2.5"), neutral("ana")
    ("'=1+1", '-2.5', 'ana')
    """
    if not text.startswith(_FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text


def csv_text(frame: pd.DataFrame) -> str:
    """Return *frame* as CSV: numbers unrounded, dates ISO 8601, what is missing empty, text neutralized."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([neutral(str(name)) for name in frame.columns])
    columns = [[_cell(value) for value in frame[name].tolist()] for name in frame.columns]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write *frame* to *path* as :func:`csv_text`, in UTF-8 without byte-order mark."""
    path.write_text(csv_text(frame), encoding="utf-8", newline="")


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return neutral(value.replace("\x00", ""))
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)
    return neutral(str(value))
