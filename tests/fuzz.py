"""Fuzz: every sample file, damaged in every way, through every reader; only a ``NetspreadError`` may come out.

Run ``make fuzz``, or ``python tests/fuzz.py --minutes 10 --seed 1``. What leaves a reader otherwise, or takes more than
some seconds, is printed with its traceback; the smallest file that does it goes to ``tests/samples/found/``, where the
tests read it from then on.
"""

import argparse
import contextlib
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from pathlib import Path

import pandas as pd
import pyreadstat
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from netspread.build import build
from netspread.errors import NetspreadError
from netspread.readers import READERS, read
from netspread.readers.staff import read_staff

SAMPLES = Path(__file__).parent / "samples"
FOUND = SAMPLES / "found"
#: Binary samples, which are made when they are wanted: what writes each in pyreadstat.
STAT = {"survey.sav": "write_sav", "survey.por": "write_por", "survey.dta": "write_dta"}
#: Longer than any reader may think about a file of some kilobytes, in seconds.
_PATIENCE = 20
#: What breaks parsers.
TOKENS = (
    b"", b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"\r\n\r\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\x1f\x8b", b"PK\x03\x04",
    b"-1", b"0", b"99", b"1e999", b"nan", b"-0", b"NaN", b"inf", b"999999999", b"99999999999999999999999999", b"1_000", "٣".encode(), "²".encode(),
    b"31/02/2024", b"2024-02-30", b"0000-00-00", b"9999-12-31T23:59:60Z", b"=1+1", b"@SUM(A1)", b"</script>", b"&lol;", b"<!ENTITY a 'b'>", b"]]>",
    b"[", b"]", b"{", b"}", b"<", b">", b"*", b"*Vertices 9 3\n", b"*Matrix\n", b"%", b"#", b"!", b":", b"dl n=", b"data:", b"labels embedded",
    "\u202e".encode(), "\u200b".encode(), "\ufeff".encode(), "\u0000".encode("utf-16-le"), "ß".encode("cp1252"), "İ".encode(), b"nobody", b"Total", b"sep=;\n",
)  # fmt: skip

_place = st.floats(0, 1)
_damage = st.one_of(
    st.tuples(st.just("insert"), _place, st.sampled_from(TOKENS)),
    st.tuples(st.just("overwrite"), _place, st.sampled_from(TOKENS) | st.binary(min_size=1, max_size=4)),
    st.tuples(st.just("cut"), _place, _place),
    st.tuples(st.just("repeat"), _place, _place),
    st.tuples(st.just("truncate"), _place, st.none()),
    st.tuples(st.just("line"), _place, _place),
    st.tuples(st.just("cell"), _place, st.sampled_from(TOKENS)),
)


def sample_names() -> list[str]:
    """Return the samples, as paths below their folder: files, and folders that are one export."""
    expected = sorted(SAMPLES.glob("*/*.expected.json"))
    names = [path.relative_to(SAMPLES).as_posix().removesuffix(".expected.json") for path in expected]
    return [*names, *STAT, *(f"{name}.zip" for name in names if (SAMPLES / name).is_dir())]


def damaged(raw: bytes, damages: list[tuple]) -> bytes:
    """Return *raw* after each of *damages*, which say where as a share of the length."""
    for kind, where, what in damages:
        at = int(where * len(raw))
        if kind == "insert":
            raw = raw[:at] + what + raw[at:]
        elif kind == "overwrite":
            raw = raw[:at] + what + raw[at + len(what) :]
        elif kind in ("cut", "repeat"):
            end = min(len(raw), at + 1 + int(what * 60))
            raw = raw[:at] + raw[end:] if kind == "cut" else raw[:end] + raw[at:]
        elif kind == "truncate":
            raw = raw[:at]
        elif kind == "line":
            lines = raw.splitlines(keepends=True) or [b""]
            one, other = int(where * (len(lines) - 1)), int(what * (len(lines) - 1))
            lines[one], lines[other] = lines[other], lines[one] * 2
            raw = b"".join(lines)
        else:
            raw = _other_cell(raw, at, what)
    return raw


def _other_cell(raw: bytes, at: int, what: bytes) -> bytes:
    """Return *raw* with *what* in place of the word at that place."""
    marks = b",;\t\n\r \"'<>[]="
    start = max((raw.rfind(bytes([mark]), 0, at) for mark in marks), default=-1) + 1
    ends = [end for mark in marks if (end := raw.find(bytes([mark]), at)) >= 0]
    return raw[:start] + what + raw[min(ends, default=len(raw)) :]


def put(name: str, folder: Path, pick: int, damages: list[tuple]) -> Path:
    """Copy the sample *name* into *folder*, one of its files damaged; return where it is."""
    place = folder / Path(name).name
    if name.endswith(".zip") and not (SAMPLES / name).exists():
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in sorted((SAMPLES / name.removesuffix(".zip")).iterdir()):
                packed.writestr(zipfile.ZipInfo(file.name), file.read_bytes())
    elif name in STAT:
        write_stat(place)
    elif (SAMPLES / name).is_dir():
        shutil.copytree(SAMPLES / name, place)
    else:
        shutil.copy(SAMPLES / name, place)
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    chosen = files[pick % len(files)]
    if pick % 2 and zipfile.is_zipfile(chosen):
        _damage_inside(chosen, pick, damages)
    else:
        chosen.write_bytes(damaged(chosen.read_bytes(), damages))
    return place


def write_stat(place: Path) -> None:
    """Write a small survey as SPSS or Stata does: labels of variables and of answers, a name, numbers, a gap."""
    answers = pd.DataFrame(
        {"me": ["s01", "s02", "s03"], "talk_s01": [None, 1.0, 2.0], "talk_s02": [2.0, None, 0.0], "talk_s03": [1.0, 0.0, None]}
    )  # fmt: skip
    labels = {name: f"How often do you talk to {name[-3:]}?" for name in answers.columns[1:]}
    words = {name: {0.0: "never", 1.0: "weekly", 2.0: "daily"} for name in labels}
    options = {} if place.suffix == ".por" else {"variable_value_labels": words}
    getattr(pyreadstat, STAT[place.name])(answers, place, column_labels={"me": "Who are you?", **labels}, **options)


def _damage_inside(path: Path, pick: int, damages: list[tuple]) -> None:
    """Damage one of the files in an archive or workbook."""
    with zipfile.ZipFile(path) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    chosen = sorted(files)[pick % len(files)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, raw in files.items():
            packed.writestr(zipfile.ZipInfo(name), damaged(raw, damages) if name == chosen else raw)


def read_every_way(path: Path) -> None:
    """Read *path* as recognized, by each reader, and as a staff list; anything but our own errors is raised."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for format_in in (None, *(reader.NAME for reader in READERS)):
            with contextlib.suppress(NetspreadError), _in_time():
                reported = read(path, format_in=format_in)
                reported.quality()
                build(reported)
        with contextlib.suppress(NetspreadError), _in_time():
            read_staff(path)


@contextlib.contextmanager
def _in_time():
    """Raise ``TimeoutError`` in a block that takes too long."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"a reader took more than {_PATIENCE} s of the processor")

    # Time of the processor: on a busy machine the clock goes on while nothing is done.
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def search(*, examples: int, first_seed: int, keep: Path | None = None) -> str | None:
    """Return the traceback of the smallest damage found in so many tries, None if there is none; keep its file."""
    story: list[str] = []

    @seed(first_seed)
    @settings(
        max_examples=examples, deadline=None, database=None, print_blob=False, phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    @given(st.sampled_from(sample_names()), st.integers(0, 20), st.lists(_damage, min_size=1, max_size=4))
    def survives(name: str, pick: int, damages: list[tuple]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = put(name, Path(folder), pick, damages)
            try:
                read_every_way(path)
            except Exception as error:
                story[:] = [f"{name}\n{''.join(traceback.format_exception(error))}"]
                if keep is not None:
                    _keep(path, keep / f"{first_seed}_{type(error).__name__}")
                raise

    with contextlib.suppress(Exception):
        survives()
    return story[0] if story else None


def _keep(path: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    if path.is_dir():
        shutil.copytree(path, place / path.name)
    else:
        shutil.copy(path, place / path.name)


def main() -> int:
    """Search for so many minutes; return 1 if something was found."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    end, at, found = time.monotonic() + 60 * told.minutes, told.seed, 0
    while time.monotonic() < end:
        story = search(examples=100, first_seed=at, keep=FOUND)
        if story:
            found += 1
            sys.stdout.write(f"seed {at}: {story}\n")
        at += 1
    sys.stdout.write(f"{(at - told.seed) * 100} damaged files, {found} findings (in {FOUND})\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
