"""Folder: everything that a study found, written at once or not at all."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from netspread import engine, folders
from netspread.build import build
from netspread.champions import Champions
from netspread.errors import NetworkError
from netspread.exchange import write_network
from netspread.findings import Findings
from netspread.folders import write_json
from netspread.language import speaking
from netspread.network import Network
from netspread.pages.layout import places
from netspread.pages.look import look
from netspread.pages.map import draw_map
from netspread.pages.report import draw_report
from netspread.pages.team import explanations
from netspread.pages.workbook import write_workbook
from netspread.ranking import Ranking
from netspread.readers.privacy.pseudonyms import refuse_inside
from netspread.records import Reported

_NOTHING: Mapping[str, Any] = MappingProxyType({})
#: The map shows at most so many relations besides the one that was studied.
_MOST_RELATIONS = 8


def check_folder(folder: Path, *, force: bool, key: Path | None = None) -> None:
    """Raise ``SaveError`` if *folder* cannot be written or has the *key* in it: better before the work than after."""
    refuse_inside(key, folder)
    folders.check_folder(folder, force=force)


def write_folder(found: Findings, folder: str | Path, *, force: bool = False, timings: bool = True) -> Path:
    """Write all files of *found* into *folder*, and return that; *timings* go into ``run.json``.

    They are written beside it first and moved at the end, so that what stood there is replaced only by something
    complete. Files in it that are not ours stay.

    Raises
    ------
    SaveError
        If *folder* exists and *force* is not set, or anything cannot be written; nothing is left behind then.
    """
    folder = Path(folder)
    check_folder(folder, force=force, key=found.reported.pseudonyms)
    with speaking(found.language):
        return folders.at_once(lambda ready: _write(found, ready, timings=timings), folder, force=force)


def write_check(reported: Reported, folder: Path, *, force: bool = False, record: Mapping[str, Any] = _NOTHING) -> Path:
    """Write who has not answered (``reminders.csv``) and ``quality.json`` into *folder*, all or nothing; return it.

    *record* is ``run.json``: what was read, with which options and versions.

    Raises
    ------
    ChoiceError
        If it is not known who was asked.
    SaveError
        If *folder* exists and *force* is not set, or cannot be written.
    """
    silent = reported.silent()

    def write(ready: Path) -> None:
        write_json(reported.quality(), ready / "quality.json")
        folders.fill(ready, tables={"reminders": silent}, record=record)

    return folders.at_once(write, folder, force=force)


def write_team(
    team: Champions, folder: Path, *, groups: str | None = None, leading: Ranking | None = None, force: bool = False
) -> Path:
    """Write the team (``champions.csv``) and what its conditions cost (``conditions.csv``), all or nothing.

    Raises
    ------
    SaveError
        If *folder* exists and *force* is not set, or cannot be written.
    """

    def write(ready: Path) -> None:
        folders.fill(
            ready, tables={"champions": team.to_table(groups=groups, leading=leading), "conditions": team.prices}
        )

    return folders.at_once(write, folder, force=force)


def _write(found: Findings, folder: Path, *, timings: bool) -> None:
    engine.step("writing tables")
    tables = {
        "people": found.people_table(),
        "communities": found.communities_table(),
        "seeding": found.seeding_table(),
        "champions": found.champions.to_table(groups=found.groups, leading=found.leaders),
    }
    folders.fill(folder, tables=tables)
    write_json(found.quality(), folder / "quality.json")
    where = places(found.network, found.partition.labels, seed=found.seed)
    drawn = look(found.network, partition=found.partition, ranking=found.leaders, places=where)
    for name in ("network.graphml", "network.gexf"):
        write_network(found.network, folder / name, look=drawn)
    write_workbook(found, folder / "results.xlsx")
    engine.step("drawing the map")
    first = [found.leaders, found.brokers]
    rankings = [*first, *(ranking for ranking in found.scores.values() if ranking not in first)]
    page = draw_map(
        found.network,
        partition=found.partition,
        rankings=rankings,
        comparison=found.comparison,
        explanations=explanations(found),
        champions=found.champions.people,
        certainty=None if found.consensus is None else found.consensus.certainty,
        relations=_other_relations(found),
        title=found.relation,
        language=found.language,
        places=where,
    )
    page.save(folder / "map.html")
    engine.step("writing the report")
    folders.fill(
        folder,
        tables={},
        pages={"report": draw_report(found, places=where)},
        record={
            "seed": found.seed,
            "options": dict(found.options),
            "inputs": [dict(entry) for entry in found.inputs],
            "versions": dict(found.versions),
            **({"timings": dict(found.timings)} if timings else {}),
        },
    )


def _other_relations(found: Findings) -> list[Network]:
    """Return the networks of the other relations of the file, which the map can show as well."""
    others = [name for name in found.reported.relations if found.relation not in (name, "all")]
    networks = []
    for name in others[:_MOST_RELATIONS]:
        with suppress(NetworkError):  # a relation may have no tie left
            networks.append(build(found.reported, relation=name, influence=found.network.influence))
    return networks
