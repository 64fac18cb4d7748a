"""Record: what a command read, with which options and versions, for the ``run.json`` of the folder that it writes."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from netspread.readers.fingerprint import fingerprints
from netspread.study import versions
from netspread_cli import options

#: Neither where the key lies nor what a list of people is called is to be handed on.
_PRIVATE = ("pseudonyms", "optout")


def record(
    survey: Iterable[Path], choices: dict[str, Any], *, also: Iterable[Path | None] = (), **asked: Any
) -> dict[str, Any]:
    """Return ``inputs, options, versions``.

    Parameters
    ----------
    survey, also
        The files that were read; the staff list and the table of names come between them.
    choices
        The options of reading.
    **asked
        All other options, in plain types.
    """
    listed = [choices.get(name) for name in ("staff", "names")]
    read = [Path(path) for path in (*survey, *listed, *also) if path is not None]
    private = any(choices.get(name) is not None for name in _PRIVATE)
    reading = {name: True if name in _PRIVATE else _plain(value) for name, value in options.given(choices).items()}
    return {
        "inputs": fingerprints(read, private=private),
        "options": {**reading, **asked},
        "versions": versions(),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return value.name
    return list(value) if isinstance(value, tuple) else value
