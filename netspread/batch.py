"""Batch: one study for each of many exports, and one table that compares the sites."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from netspread import engine
from netspread.cells import write_csv
from netspread.errors import ChoiceError, NetspreadError, SaveError
from netspread.explain import name_of
from netspread.findings import Findings
from netspread.language import language as texts_of
from netspread.language import speaking
from netspread.pages.summary import draw_summary
from netspread.pages.workbook import write_table
from netspread.readers.fingerprint import fingerprint
from netspread.readers.listed import file_given
from netspread.readers.privacy.pseudonyms import refuse_inside
from netspread.study import study

#: What a batch leaves in the folder of each site, to know it again.
_SITE = "site.json"
#: The options that name files: when one of these changes, a site is done again.
_FILES = ("staff", "names", "optout", "pseudonyms", "community_names", "adopted", "must_have", "exclude", "declined")
#: Column -> what it is; the order of ``Batch.table``.
COLUMNS: Mapping[str, str] = {
    "site": "the name of the export",
    "error": "why there is no result, in one sentence; empty if there is one",
    "people": "how many people there are",
    "response_rate": "share of the people on the list who answered",
    "ties": "how many ties there are",
    "density": "ties, as a share of all that could be",
    "e_i_index": "silo index: -1 if all ties stay inside groups, 1 if none does",
    "communities": "how many communities there are",
    "leaders": "the three first opinion leaders",
    "best_strategy": "the seeding strategy that reaches most",
    "reach_mean": "people reached by it on average",
    "reach_share": "the same as a share of all people",
}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Batch:
    """What came of each site.

    Attributes
    ----------
    table
        One row a site, in the order of the files: the columns of :data:`COLUMNS`.
    again
        How many of them had been done before, and were taken as they were.
    """

    table: pd.DataFrame
    again: int

    @property
    def failed(self) -> int:
        """How many sites have no result."""
        return int(self.table["error"].ne("").sum())

    def to_frame(self) -> pd.DataFrame:
        """Return the table."""
        return self.table

    def __repr__(self) -> str:
        """Return one line: how many sites, how many failed."""
        return f"Batch of {len(self.table)} sites, {self.failed} without a result"

    def _repr_html_(self) -> str:
        return self.table.to_html(index=False, float_format="{:.3g}".format)


def batch(
    files: Sequence[str | Path], *, out: str | Path, force: bool = False, timings: bool = True, **options: Any
) -> Batch:
    """Run a study for each of *files*, each into its own folder of *out*; a failure in one does not stop the rest.

    A site whose folder is there already, from the same file with the same options, is taken as it is, so that a batch
    that was stopped goes on where it was. *out* gets ``summary.csv``, ``summary.xlsx`` and ``summary.html`` too.

    Parameters
    ----------
    files
        One export a site.
    out
        The folder to write into.
    force
        True to replace folders made from other files or with other options.
    timings
        False to leave the timings out of each ``run.json``: then every byte can be repeated.
    **options
        Of ``netspread.study``.

    Raises
    ------
    ChoiceError
        If there is no file, or one stands twice, or there is no such language.
    SaveError
        If *out* cannot be written, or holds the key of the pseudonyms.
    """
    language = str(options.get("language", "en"))
    texts_of(language)
    paths = [Path(file) for file in files]
    folders = _folders(paths, Path(out))
    refuse_inside(options.get("pseudonyms"), Path(out))
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(f"{out}: cannot be made ({error.strerror or error}); choose another folder") from error

    done = []
    for number, (path, folder) in enumerate(zip(paths, folders, strict=True), 1):
        engine.step(f"site {number} of {len(paths)}: {folder.name}")
        done.append(
            _site(path, folder, options, force=force, timings=timings)
        )  # one by one: each uses all cores by itself
    table = pd.DataFrame([row for row, _ in done], columns=list(COLUMNS))
    table = table.astype(dict.fromkeys(("people", "ties", "communities"), "Int64"))
    found = Batch(table, sum(again for _, again in done))
    _write(found, Path(out), language)
    return found


def _folders(paths: list[Path], out: Path) -> list[Path]:
    """Return a folder of its own for each file, named after it, and after its folder where two are called the same."""
    if not paths:
        raise ChoiceError("no file is named; name the exports, e.g. 'exports/*.csv'")
    names = [path.stem for path in paths]
    if len(set(names)) < len(names):
        names = [f"{path.absolute().parent.name}-{path.name}" for path in paths]
    double = next((path for path, name in zip(paths, names, strict=True) if names.count(name) > 1), None)
    if double is not None:
        raise ChoiceError(f"{double} stands twice among the files; name each once")
    return [out / name for name in names]


def _site(
    path: Path, folder: Path, options: Mapping[str, Any], *, force: bool, timings: bool
) -> tuple[dict[str, Any], bool]:
    """Return the row of one site, and whether it was there already."""
    empty = dict.fromkeys(COLUMNS) | {"site": folder.name, "error": ""}
    try:
        mark = _mark(path, options)
        known = _known(folder)
        if known.get("mark") == mark:
            return empty | known["row"], True
        found = study(path, **options)
        found.save(folder, force=force, timings=timings)
        row = empty | _row(found)
        text = json.dumps({"mark": mark, "row": row}, ensure_ascii=False, indent=2)
        (folder / _SITE).write_text(text + "\n", encoding="utf-8", newline="")
    except NetspreadError as error:
        return empty | {"error": str(error)}, False
    except Exception as error:  # noqa: BLE001  # a fault of ours in one site must not cost the others a night's work
        return empty | {"error": f"{path}: a fault of netspread ({type(error).__name__}: {error}); report it"}, False
    return row, False


def _row(found: Findings) -> dict[str, Any]:
    network, best = found.network, found.comparison.best
    leaders = [name_of(network, person) for person in found.leaders.top(3)]
    possible = network.n_people * (network.n_people - 1) / (1 if network.directed else 2)
    reach = float(found.comparison.spread(best).reach_mean)
    return {
        "people": network.n_people,
        "response_rate": found.quality()["response_rate"],
        "ties": network.n_ties,
        "density": network.n_ties / possible if possible else None,
        "e_i_index": None if found.silos is None else found.silos.e_i_index,
        "communities": found.partition.n_tied,
        "leaders": "; ".join(leaders),
        "best_strategy": best,
        "reach_mean": reach,
        "reach_share": reach / network.n_people,
    }


def _mark(path: Path, options: Mapping[str, Any]) -> str:
    """Return what tells this study from others: the files it reads, its options, the version."""
    digest = hashlib.sha256(version("netspread").encode())
    for name, value in sorted(options.items()):
        digest.update(f"\x00{name}={value!r}".encode())
    for file in (path, *(file_given(options[name]) for name in _FILES if options.get(name))):
        if file is not None and file.exists():
            digest.update(str(fingerprint(file)["sha256"]).encode())
    return digest.hexdigest()


def _known(folder: Path) -> dict[str, Any]:
    """Return what an earlier batch left in *folder*; nothing if there is none, or it cannot be read."""
    try:
        known = json.loads((folder / _SITE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) and isinstance(known.get("row"), dict) else {}


def _write(found: Batch, out: Path, language: str) -> None:
    try:
        write_csv(found.table, out / "summary.csv")
        with speaking(language) as say:
            meanings = {name: say.named("summary_meanings", name, meaning) for name, meaning in COLUMNS.items()}
            write_table(found.table, out / "summary.xlsx", sheet="sites", meanings=meanings)
        (out / "summary.html").write_text(draw_summary(found.table, language=language), encoding="utf-8", newline="")
    except OSError as error:
        raise SaveError(f"{out}: cannot be written ({error.strerror or error}); choose another folder") from error
