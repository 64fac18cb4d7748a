"""Damaged files: only our own errors leave a reader; those that once did otherwise are kept."""

import random
from pathlib import Path

import pytest

import fuzz
from netspread.errors import NetspreadError, ReadError
from netspread.readers import read, stat_file

KEPT = sorted(path for path in fuzz.FOUND.glob("*/*") if not path.name.startswith("."))


def test_damaged_samples_are_read_or_refused_in_one_sentence():
    assert fuzz.search(examples=150, first_seed=20_240_301) is None


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{Path(path).name}")
def test_what_once_broke_a_reader_does_not(path):
    fuzz.read_every_way(path)


@pytest.mark.parametrize("name", fuzz.STAT)
def test_a_sound_file_of_statistics_is_read(name, tmp_path):
    fuzz.write_stat(tmp_path / name)

    ties = read(tmp_path / name).ties

    # The old format of SPSS has no words for the answers here, so that their codes are the weights.
    weekly, daily = (1.0, 2.0) if name.endswith(".por") else (3.0, 4.0)
    assert {(tie.ego, tie.alter, tie.weight) for tie in ties.itertuples()} == {
        ("s01", "s02", daily), ("s01", "s03", weekly), ("s02", "s01", weekly), ("s03", "s01", daily),
    }  # fmt: skip


@pytest.mark.parametrize("name", fuzz.STAT)
@pytest.mark.parametrize("first_seed", range(4))
def test_changed_bytes_of_a_file_of_statistics_are_read_or_refused(name, first_seed, tmp_path):
    fuzz.write_stat(tmp_path / name)
    raw = bytearray((tmp_path / name).read_bytes())
    dice = random.Random(first_seed)
    for _ in range(1 + 3 * first_seed):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    (tmp_path / name).write_bytes(raw)

    found, refused = 0, ""
    try:
        found = len(read(tmp_path / name).ties)
    except NetspreadError as error:
        refused = str(error)
    assert found if not refused else refused.count(name) and "\n" not in refused


def test_a_file_of_statistics_that_takes_too_long_is_refused_in_one_sentence(tmp_path, monkeypatch):
    fuzz.write_stat(tmp_path / "survey.sav")
    monkeypatch.setattr(stat_file, "_SECONDS", 0.01)

    with pytest.raises(ReadError, match=r"survey.sav: the file was not read within 0 seconds, so it is broken or far"):
        read(tmp_path / "survey.sav")
