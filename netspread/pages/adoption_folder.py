"""Adoption folder: the page of what did happen with its map and tables, for one innovation or for several."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from netspread import engine, folders
from netspread.adoption.results import Adoption
from netspread.communities import communities
from netspread.folders import write_json
from netspread.pages.adoption import draw_adoption
from netspread.pages.adoption_pictures import periods
from netspread.pages.innovations import compared, draw_innovations
from netspread.pages.map import draw_map

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def write_adoption(
    found: Adoption,
    folder: str | Path,
    *,
    force: bool = False,
    record: Mapping[str, Any] = _NOTHING,
    language: str = "en",
) -> Path:
    """Write ``people.csv, exposure.csv, curve.csv, tests.json``, page and map into *folder*, all or nothing.

    *record* goes into ``run.json`` beside the random seed: what was read, with which options and versions.

    Raises
    ------
    SaveError
        If *folder* exists and *force* is not set, or cannot be written; nothing is left behind then.
    """

    def write(ready: Path) -> None:
        _write(found, ready, language)
        folders.fill(ready, tables={}, record={"seed": found.seed, **record})

    return folders.at_once(write, Path(folder), force=force)


def write_adoptions(
    found: Mapping[str, Adoption],
    folder: str | Path,
    *,
    force: bool = False,
    record: Mapping[str, Any] = _NOTHING,
    language: str = "en",
) -> Path:
    """Write a folder for each innovation, and ``innovations.html`` and ``innovations.csv``, which compare them.

    The folders are called by number and name, as :func:`folder_names` says; *record* as of :func:`write_adoption`.

    Raises
    ------
    SaveError
        As of :func:`write_adoption`.
    """

    def write(ready: Path) -> None:
        names = folder_names(found)
        for innovation, one in found.items():
            (ready / names[innovation]).mkdir()
            _write(one, ready / names[innovation], language)
        page = draw_innovations(found, {name: f"{where}/adoption.html" for name, where in names.items()}, language)
        folders.fill(
            ready,
            tables={"innovations": compared(found)},
            pages={"innovations": page},
            record={"seed": next(iter(found.values())).seed, **record},
        )

    return folders.at_once(write, Path(folder), force=force)


def folder_names(innovations: Mapping[str, object]) -> dict[str, str]:
    """Return innovation -> folder: a number, and what of the name any system can write.

    Examples
    --------
    >>> folder_names({"Sepsis bundle": 1, "../x": 2, "!": 3})
    {'Sepsis bundle': '1-sepsis-bundle', '../x': '2-x', '!': '3'}
    """
    plain = {name: re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40] for name in innovations}
    return {name: f"{at}-{text}".strip("-") for at, (name, text) in enumerate(plain.items(), 1)}


def _write(found: Adoption, ready: Path, language: str) -> None:
    engine.step("writing tables")
    folders.fill(ready, tables={"people": found.people, "exposure": found.exposure.to_frame(), "curve": found.curve})
    write_json(found.tests_data(), ready / "tests.json")
    engine.step("drawing the map")
    network = found.diffusion.networks[-1]
    draw_map(
        network,
        partition=communities(network, seed=found.seed),
        title=network.relation or found.diffusion.innovation or "Network",
        seed=found.seed,
        observed=(tuple(periods(found)), np.maximum(found.diffusion.times, 0)),
        language=language,
    ).save(ready / "map.html")
    engine.step("writing the page")
    folders.fill(ready, tables={}, pages={"adoption": draw_adoption(found, language=language)})
