"""Damaged files: only our own errors leave a reader; those that once did otherwise are kept."""

from pathlib import Path

import pytest

import fuzz

KEPT = sorted(path for path in fuzz.FOUND.glob("*/*") if not path.name.startswith("."))


def test_damaged_samples_are_read_or_refused_in_one_sentence():
    assert fuzz.search(examples=150, first_seed=20_240_301) is None


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{Path(path).name}")
def test_what_once_broke_a_reader_does_not(path):
    fuzz.read_every_way(path)
