"""Form: fields for the options of a command, made from the command itself, so that page and shell cannot differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import click

from netspread.errors import ChoiceError
from netspread.phrase import Phrase
from netspread_cli.config import kept

Kind = Literal["flag", "choice", "several", "file", "lines", "number", "people", "text"]


@dataclass(frozen=True, slots=True)
class Field:
    """One option as a field of a form.

    Attributes
    ----------
    name
        As on the command line, without the dashes; of a pair (``--day-first/--month-first``) the first.
    parameter
        What the command calls it.
    kind
        What is drawn.
    help, metavar
        The words of the command line.
    default
        What holds if nothing is given, in words; "" if that is not a fixed value.
    choices
        What can be chosen.
    """

    name: str
    parameter: str
    kind: Kind
    help: str
    metavar: str
    default: str
    choices: tuple[str, ...] = ()

    @property
    def made(self) -> list[str]:
        """The file that the command makes if it is not there: a key is no file that somebody has to bring."""
        return ["key.txt"] if self.metavar == "KEYFILE" else []

    def words(self, given: Iterable[str]) -> list[str]:
        """Return the values to be kept of what a form *gave*: none for the default."""
        values = [line.strip() for text in given for line in (text.splitlines() if self.kind == "lines" else [text])]
        values = [value for value in values if value]
        return [] if values == [self.default] else values


def fields(command: click.Command) -> list[Field]:
    """Return a field for every option that a file of options can set, in the order of the help."""
    return [_field(option) for option in kept(command)]


def _field(option: click.Option) -> Field:
    name = max(option.opts, key=len).removeprefix("--")
    kind, choices = _kind(option)
    fixed = isinstance(option.default, str | int | float) and not isinstance(option.default, bool)
    return Field(
        name,
        option.name or name,
        kind,
        option.help or "",
        option.metavar or "",
        str(option.default) if fixed else "",
        choices,
    )


def _kind(option: click.Option) -> tuple[Kind, tuple[str, ...]]:
    """Return how an option is drawn, and what can be chosen."""
    if option.secondary_opts:
        return "choice", tuple(name.removeprefix("--") for name in (*option.opts, *option.secondary_opts))
    if isinstance(option.type, click.Choice):
        return "several" if option.multiple else "choice", tuple(map(str, option.type.choices))
    kinds: tuple[tuple[bool, Kind], ...] = (
        (option.is_flag, "flag"),
        (isinstance(option.type, click.Path), "file"),
        (option.multiple, "lines"),
        ((option.metavar or "").startswith("IDS"), "people"),
        (isinstance(option.type, click.types.IntParamType | click.types.FloatParamType), "number"),
    )
    return next((kind for holds, kind in kinds if holds), "text"), ()


def command_words(known: Iterable[Field], options: Mapping[str, Sequence[str]]) -> list[str]:
    """Return *options* as a command line has them, in the order of the help."""
    words: list[str] = []
    for field in known:
        values = options.get(field.name, ())
        if field.kind == "flag":
            words += [f"--{field.name}"] * bool(values)
        elif field.kind == "choice" and field.name in field.choices:  # a pair, of which each is an option
            words += [f"--{value}" for value in values]
        else:
            # Behind a sign of equality a value that begins with a dash is not taken for an option.
            words += [word for value in values for word in _word(field.name, value)]
    return words


def _word(name: str, value: str) -> list[str]:
    return [f"--{name}={value}"] if value.startswith("-") else [f"--{name}", value]


def _checked(field: Field, values: Sequence[str], files: Sequence[str]) -> Sequence[str]:
    """Return *values* if they name no file but those of the study.

    Raises
    ------
    ChoiceError
        If they name another.
    """
    if field.kind == "file":
        for value in values:
            if value not in [*files, *field.made]:
                raise ChoiceError(
                    Phrase("--{option}: there is no file '{file}' in this study; upload it first",
                           option=field.name, file=value)
                )  # fmt: skip
    if "FILE" in field.metavar:
        for value in values:
            if value not in files and ";" not in value and ("/" in value or "\\" in value):
                raise ChoiceError(
                    Phrase("--{option}: '{file}' looks like a place on the disk; upload the file, or join ids by ;",
                           option=field.name, file=value)
                )  # fmt: skip
    return values


def given(known: Iterable[Field], form: Any, files: Sequence[str]) -> dict[str, list[str]]:
    """Return what a submitted form says of the *known* fields."""
    found = {field.name: field.words(form.getlist(field.name)) for field in known}
    return {field.name: list(_checked(field, found[field.name], files)) for field in known if found[field.name]}
