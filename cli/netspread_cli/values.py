"""Values: what an option says in ``NAME=VALUE``."""

from contextlib import suppress
from typing import Any

import click


def pairs_in(values: tuple[str, ...]) -> dict[str, str]:
    """Return the options in ``NAME=VALUE``, as written."""
    found = [value.partition("=") for value in values]
    for name, sign, _ in found:
        if not sign:
            raise click.BadParameter(f"'{name}' has no '='; write NAME=VALUE")
    return {name.strip(): value.strip() for name, _, value in found}


def weights_in(values: tuple[str, ...]) -> dict[str, float]:
    """Return the options in ``WORD=WEIGHT``."""
    try:
        return {name: float(value) for name, value in pairs_in(values).items()}
    except ValueError as error:
        raise click.BadParameter(f"{error}; write WORD=NUMBER") from error


def settings(values: tuple[str, ...]) -> dict[str, Any]:
    """Return the options in ``NAME=VALUE``, numbers as such."""
    return {name: _number_or_text(value) for name, value in pairs_in(values).items()}


def _number_or_text(value: str) -> int | float | str:
    for kind in (int, float):
        with suppress(ValueError):
            return kind(value)
    return value


def numbers_in(values: tuple[str, ...]) -> dict[str, int]:
    """Return the options in ``COLUMN=NUMBER``."""
    try:
        return {name: int(value) for name, value in pairs_in(values).items()}
    except ValueError as error:
        raise click.BadParameter(f"{error}; write COLUMN=NUMBER") from error
