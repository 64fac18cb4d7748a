"""Config: options of the main job in a file, so that many runs are alike."""

import tomllib
from pathlib import Path
from typing import Any

import click

from netspread.errors import ChoiceError, ReadError, one_of

#: Options that a file cannot set: it is about the study, not about this one call.
_NOT_KEPT = frozenset({"config", "survey", "help", "force", "quiet", "out"})


def config_option(command: Any) -> Any:
    """Add ``--config FILE``: what the file sets are the defaults; the command line wins."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        is_eager=True,
        expose_value=False,
        callback=_take,
        help="Options in a TOML file, see 'netspread init'; options given here win.",
    )(command)


def kept(command: click.Command) -> list[click.Option]:
    """Return the options of *command* that a file can set."""
    return [option for option in command.params if isinstance(option, click.Option) and _key(option) not in _NOT_KEPT]


def as_text(command: click.Command) -> str:
    """Return a file with every option of *command*, each as a comment with what it does."""
    lines = ["# Options of netspread run and netspread batch: take away the '# ' before a line to set it.", ""]
    for option in kept(command):
        lines += [f"# {line}" for line in (option.help or "").splitlines()]
        lines += [f"# {_key(option)} = {_example(option)}", ""]
    return "\n".join(lines)


def _take(context: click.Context, _parameter: click.Parameter, path: Path | None) -> None:
    if path is None:
        return
    options = {_key(option): option for option in kept(context.command)}
    known: dict[str, Any] = {}
    for name, value in _read(path).items():
        plain = name.replace("_", "-")
        if plain not in options:
            raise one_of(f"{path}: option", name, options)
        option = options[plain]
        if option.multiple != isinstance(value, list):
            shape = 'a list, ["..."]' if option.multiple else "one value"
            raise ChoiceError(f"{path}: option '{name}' takes {shape}; found {value!r}")
        if isinstance(value, dict):
            raise ChoiceError(f"{path}: '{name}' is a table; write options as name = value, without [headings]")
        known[option.name or plain] = value
    context.default_map = {**(context.default_map or {}), **known}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror or error}); check the name") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: is no TOML ({error}); write options as name = value, text in quotes") from error


def _key(option: click.Parameter) -> str:
    """Return the name of an option as it is written: without the dashes before it."""
    longest = max(option.opts, key=len)
    return longest.lstrip("-")


def _example(option: click.Option) -> str:
    """Return the default, or a value of the right kind."""
    if option.multiple:
        return f'["{option.metavar or "..."}"]'
    if option.is_flag:
        return "true"
    if isinstance(option.default, int | float | str) and not isinstance(option.default, bool):
        return f'"{option.default}"' if isinstance(option.default, str) else repr(option.default)
    numbers = {"integer": "1", "integer range": "1", "float": "1.0"}
    return numbers.get(option.type.name, f'"{option.metavar or "..."}"')
