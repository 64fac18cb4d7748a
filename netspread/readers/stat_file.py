"""Stat file: what stands in a file of SPSS or Stata, read by pyreadstat in a process of its own.

A broken or hostile file can crash pyreadstat's C code, or keep it busy for ever, and nothing but its own process shall
go down with it. The process writes JSON, so that nothing that comes back from it can be run.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from netspread.errors import ReadError
from netspread.readers.stems import plain
from netspread.readers.workbook import reason

#: A file is given so many seconds, and one more for so many bytes; pyreadstat takes a tenth of that.
_SECONDS, _BYTES_A_SECOND = 60.0, 1 << 20


@dataclass(frozen=True, slots=True)
class StatFile:
    """Variables and answers.

    Attributes
    ----------
    names
        The variables.
    columns
        Their answers as text: whole numbers without point, dates ISO 8601, missing ones (also by declaration) empty.
    labels
        Variable -> what was asked.
    choices
        Variable -> code -> words.
    sets
        Multiple-response set -> ``label``, ``is_dichotomy``, ``variable_list``.
    """

    names: list[str]
    columns: list[list[str]]
    labels: Mapping[str, str]
    choices: Mapping[str, dict[str, str]]
    sets: Mapping[str, Mapping[str, Any]]


def opened(path: Path, kind: str, *, where: str) -> StatFile:
    """Return what stands in the file at *path*; *kind* is ``sav``, ``por`` or ``dta``.

    Raises
    ------
    ReadError
        If the file is broken, or takes too long.
    """
    patience = _SECONDS + path.stat().st_size / _BYTES_A_SECOND
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    try:
        done = subprocess.run(  # noqa: S603  # our own module, and no shell
            [sys.executable, "-P", "-m", __name__, str(path), kind],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
            env={**environment, "PYTHONIOENCODING": "utf-8"},
            timeout=patience,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            f"{where}: the file was not read within {patience:.0f} seconds, so it is broken or far too large; save it "
            "again, or export the answers as CSV"
        ) from error
    if done.returncode:
        why = done.stderr.strip().splitlines()[-1:] if done.returncode == 1 else []
        raise ReadError(f"{where}: the file cannot be read ({why[0] if why else 'it is broken'}); save it again")
    found = StatFile(**json.loads(done.stdout))
    if not found.names or not found.columns[0]:
        raise ReadError(f"{where}: the file holds no data; save it again")
    return found


def contents(path: Path, kind: str) -> StatFile:
    """Return what stands in the file at *path*, read in this very process."""
    import pyreadstat

    readers: dict[str, Any] = {"sav": pyreadstat.read_sav, "por": pyreadstat.read_por, "dta": pyreadstat.read_dta}
    options = {} if kind == "por" else {"user_missing": True}
    try:
        frame, meta = readers[kind](path, **options)
    except UnicodeDecodeError:  # it names no encoding, or a wrong one
        frame, meta = readers[kind](path, encoding="WINDOWS-1252", **options)
    spans = meta.missing_ranges or {}
    letters = meta.missing_user_values or {}
    return StatFile(
        names=[str(name) for name in meta.column_names],
        columns=[
            [_text(value, spans.get(name, ()), letters.get(name, ())) for value in frame[name].tolist()]
            for name in meta.column_names
        ],
        labels={str(name): plain(label or "") for name, label in meta.column_names_to_labels.items()},
        choices={
            str(name): {_text(code): plain(str(label)) for code, label in words.items()}
            for name, words in meta.variable_value_labels.items()
        },
        sets={
            str(name): {
                "label": plain(str(given["label"] or "")),
                "is_dichotomy": bool(given["is_dichotomy"]),
                "variable_list": [str(variable) for variable in given["variable_list"]],
            }
            for name, given in (meta.mr_sets or {}).items()
        },
    )


def _text(value: object, spans: Any = (), letters: Any = ()) -> str:
    """Return *value* as text; empty if it lies in one of the *spans* declared missing, or is one of the *letters*."""
    if value is None or value != value:  # noqa: PLR0124  # only what is missing differs from itself
        return ""
    if isinstance(value, str):
        text = value.strip()
        return "" if text in letters or any(span["lo"] == text for span in spans) else text
    if isinstance(value, int | float):
        if any(not isinstance(span["lo"], str) and span["lo"] <= value <= span["hi"] for span in spans):
            return ""
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    return str(value)


def _main(path: str, kind: str) -> None:
    try:
        found = contents(Path(path), kind)
    except Exception as error:  # noqa: BLE001  # pyreadstat raises many kinds for a broken file
        sys.exit(reason(error))
    sys.stdout.write(json.dumps(asdict(found)))


if __name__ == "__main__":
    _main(*sys.argv[1:])
