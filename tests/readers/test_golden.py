"""Golden files: each format reads its own example and its samples, to the last tie."""

import json
from pathlib import Path

import pytest

from netspread.build import build
from netspread.readers import READERS, read
from reported_as import ties

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"


#: A binary file has tests of its own.
IN_TEXT = [reader for reader in READERS if not reader.EXAMPLE.startswith("\n$FL2")]


@pytest.mark.parametrize("reader", IN_TEXT, ids=lambda reader: reader.NAME)
def test_each_format_reads_its_own_example(reader, written, tmp_path):
    example = reader.EXAMPLE.lstrip("\n")
    for part in example.split("== ")[1:]:  # an example of several files
        name, _, text = part.partition("\n")
        written(text, name)
    reported = read(tmp_path if example.startswith("== ") else written(example))

    assert reported.format == reader.NAME
    assert len(reported.ties) >= 2
    assert build(reported).n_ties >= 2


@pytest.mark.skipif(not SHARED.exists(), reason="the research networks are not here")
@pytest.mark.parametrize(
    ("file", "people", "tied"),
    [
        ("krackhardt_hightech/ties.csv", 21, 190), ("cross_parker_consulting/ties.csv", 46, 877),
        ("email_eu_core/ties.csv.gz", 1005, 24929), ("zachary_karate/ties.csv", 34, 78), ("nethept/ties.csv.gz", 15233, 31376),
        ("college_messages/messages.csv.gz", 1899, 20296), ("hospital_ward_contacts/contacts.csv.gz", 75, 1139),
    ],
)  # fmt: skip
def test_research_networks_are_read_as_they_are(file, people, tied):
    network = build(read(SHARED / file))

    assert (network.n_people, network.n_ties) == (people, tied)


GOLDEN = sorted((Path(__file__).parents[1] / "samples").rglob("*.expected.json"))


@pytest.mark.parametrize("expected", GOLDEN, ids=lambda path: path.parent.name + "/" + path.stem.split(".")[0])
def test_golden_files_are_read_to_the_last_tie(expected):
    path = expected.with_name(expected.name.removesuffix(".expected.json"))
    reported = read(path)
    found = {
        "format": reported.format,
        "influence": reported.influence,
        "respondents": sorted(reported.respondents or ()),
        "people": reported.people.index.tolist(),
        "ties": [list(row) for row in ties(reported, "relation", "weight")],
    }

    assert found == json.loads(expected.read_text(encoding="utf-8"))
