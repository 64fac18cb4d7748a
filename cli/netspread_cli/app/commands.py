"""Commands: what the pages ask of ``netspread``, with every option that the command line has."""

import shlex
import subprocess
import sys
from collections.abc import Mapping

import click

from netspread_cli.app.form import Field, command_words, fields
from netspread_cli.app.shelf import REPORT, Record
from netspread_cli.commands import changes, check, run

#: Files have places of their own on the page.
_FILES = frozenset({"staff", "names"})
#: What is always asked: that whoever runs the command again gets the same bytes.
_SAME = {"run": ("--no-timings",), "changes": ()}
#: What is asked first, as far as the command has it; the rest stands under "More".
FIRST = ("relation", "groups", "champions", "must-have", "exclude", "quota")
_CHANGES_HAVE = frozenset({"staff-after"})


def _of(command: click.Command, without: frozenset[str]) -> tuple[Field, ...]:
    return tuple(field for field in fields(command) if field.name not in without)


#: The options of each command.
OPTIONS: Mapping[str, tuple[Field, ...]] = {
    "run": _of(run.command, _FILES | {"no-timings"}),
    "changes": _of(changes.command, _FILES | _CHANGES_HAVE),
}
_CHECKED = {field.name for field in fields(check.command)} - {"groups"}
#: How files are read, and what is asked of them.
READING = tuple(field for field in OPTIONS["run"] if field.name in _CHECKED)
ASKING = tuple(field for field in OPTIONS["run"] if field.name not in _CHECKED)


def words(record: Record) -> list[str]:
    """Return the command line of a study, behind the name of the command."""
    asked = command_words(OPTIONS[record.command], record.options)
    return [*record.words(), *asked, "--out", REPORT, *_SAME[record.command]]


def reading_words(record: Record) -> list[str]:
    """Return the part of the command line that says how files are read."""
    return [*record.words(), *command_words(READING, record.options)]


def shown(record: Record) -> str:
    """Return the command as it is typed into a shell."""
    line = ["netspread", record.command, *words(record)]
    return subprocess.list2cmdline(line) if sys.platform == "win32" else shlex.join(line)
