"""What docs/reference/files.md says of each file is what stands in it."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from netspread.batch import COLUMNS
from netspread.folders import SCHEMA_VERSION
from netspread.ranking import MEASURES
from netspread.study import study

ROOT = Path(__file__).parents[2]
HOSPITAL = ROOT / "sample_networks" / "hospital"


def schema():
    """File -> column or key -> type."""
    text = (ROOT / "docs" / "reference" / "files.md").read_text(encoding="utf-8").partition("## Schema")[2]
    parts = re.split(r"^### (\S+)$", text, flags=re.MULTILINE)[1:]
    return {
        name: dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", part, re.MULTILINE))
        for name, part in zip(parts[::2], parts[1::2], strict=True)
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("study") / "out"
    found = study(HOSPITAL / "survey.csv", staff=HOSPITAL / "staff.csv", groups="unit", worlds=50, draws=10)
    return found.save(out)


def fits(values, kind):
    """Whether every value is of the kind that the schema says."""
    kind, empty = kind.removesuffix(" or empty"), kind.endswith(" or empty")
    if not empty and values.isna().any():
        return False
    values = values.dropna()
    if kind == "text":
        return True
    if kind == "yes or no":
        return values.isin([True, False]).all()
    numbers = values.astype("float64")
    whole, part = (numbers >= 0).all() and (numbers % 1 == 0).all(), numbers.between(0, 1).all()
    return {"count": whole, "share": part, "number": True}[kind]


@pytest.mark.parametrize("name", ["people.csv", "communities.csv", "seeding.csv"])
def test_the_columns_of_each_table_are_those_of_the_schema(folder, name):
    table, known = pd.read_csv(folder / name), schema()[name]

    attributes = set(pd.read_csv(HOSPITAL / "staff.csv").columns) | {"name"}
    scores = {measure.replace("-", "_") for measure in MEASURES}
    assert set(known) <= set(table.columns)
    assert set(table.columns) - set(known) <= attributes | scores
    for column, kind in known.items():
        assert fits(table[column], kind), (column, kind)


@pytest.mark.parametrize("name", ["quality.json", "run.json"])
def test_the_keys_of_each_object_are_those_of_the_schema(folder, name):
    found, known = json.loads((folder / name).read_text(encoding="utf-8")), schema()[name]

    assert list(found) == list(known)
    kinds = {"object": dict, "list": list, "text": str}
    for key, kind in known.items():
        if kind in kinds:
            assert isinstance(found[key], kinds[kind]), key
        else:
            assert fits(pd.Series([found[key]], dtype="float64"), kind), key


def test_the_version_is_told_and_the_summary_is_described(folder):
    text = (ROOT / "docs" / "reference" / "files.md").read_text(encoding="utf-8")

    assert f"Version {SCHEMA_VERSION};" in text
    assert json.loads((folder / "run.json").read_text(encoding="utf-8"))["schema_version"] == SCHEMA_VERSION
    assert list(schema()["summary.csv"]) == list(COLUMNS)


def test_every_file_of_the_folder_is_described(folder):
    text = (ROOT / "docs" / "reference" / "files.md").read_text(encoding="utf-8")

    assert [path.name for path in folder.iterdir() if f"`{path.name}`" not in text] == []
