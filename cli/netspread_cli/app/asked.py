"""Asked: what the options of a study come to: the survey as reported, and its network."""

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from netspread import readers
from netspread.build import build
from netspread.network import Network
from netspread.records import Reported
from netspread_cli import options
from netspread_cli.app.commands import READING
from netspread_cli.commands import run

_READING = {field.parameter for field in READING} | {"staff", "names"}


def asked_of(folder: str, words: Sequence[str]) -> dict[str, Any]:
    """Return what the options of ``netspread run`` come to, with *folder* as the place of files."""
    os.chdir(folder)
    return run.command.make_context("run", list(words)).params


def for_names(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the options that say how names are matched."""
    kept = {name: value for name, value in asked.items() if name in _READING and name != "min_group"}
    return options.given(kept)


def reported_of(folder: str, words: Sequence[str]) -> Reported:
    """Return what the files of a study report."""
    asked = asked_of(folder, words)
    kept = {name: value for name, value in asked.items() if name in _READING}
    return readers.read(asked["survey"], **options.given(kept))


@lru_cache(maxsize=2)
def network_of(folder: str, words: tuple[str, ...]) -> Network:
    """Return the network of an answered study, whose files change no more."""
    asked = asked_of(folder, words)
    how = {name: asked[name] for name in ("relation", "influence", "since", "until", "min_weight")}
    return build(reported_of(folder, words), **how)
