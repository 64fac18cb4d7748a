"""The page of changes: both languages, hostile names, and a folder that is whole."""

import json
import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from netspread.changes import changes
from netspread.errors import SaveError
from netspread.network import Network
from netspread.pages.changes import draw_changes, write_changes
from netspread.pages.changes_words import lasted, silos
from wards import HOSTILE, ward


class Tags(HTMLParser):
    """What a browser would take for tags and attributes."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)


def later(network, seed=1):
    """Return the network a year on: two ties in three have lasted, others have come."""
    rng = np.random.default_rng(seed)
    ties = network.ties()
    ties = ties[rng.random(len(ties)) < 0.66]
    ids = network.ids
    new = pd.DataFrame({"ego": rng.choice(ids, 60), "alter": rng.choice(ids, 60), "weight": 1.0})
    new = new[new["ego"] != new["alter"]]
    return Network.from_ties(pd.concat([ties, new]), people=network.people, relation="advice")


@pytest.fixture(scope="module")
def found():
    return changes(ward(), later(ward()), groups="unit", draws=10)


def test_the_page_says_the_figures(found):
    page = draw_changes(found)

    assert f"{found.turnover.jaccard:.0%} lasted" in page
    assert f"{len(found.turnover.ties)} ties" in page
    assert "59 people answered both times" in page
    assert page.count('<svg class="chart desk" role="img"') == page.count('<svg class="chart phone" role="img"') == 3
    assert draw_changes(found) == page


def test_the_page_in_german_has_no_english_left(found):
    english, german = (
        re.sub(r"<style>.*?</style>", "", draw_changes(found, language=code), flags=re.DOTALL) for code in ("en", "de")
    )
    sentences = {text.strip() for text in re.findall(r">([^<>]{25,})<", english)} - {"p", ""}

    assert '<html lang="de">' in german
    assert "Was sich geändert hat" in german
    assert not {text for text in sentences if text in german and "Journal" not in text and "Efron" not in text}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_a_name(name):
    people = ward().people.assign(name=name, unit=[name, "x"] * 30)
    one, other = ward().ties(), later(ward()).ties()
    page = draw_changes(
        changes(Network.from_ties(one, people=people), Network.from_ties(other, people=people), groups="unit", draws=0)
    )

    read = Tags()
    read.feed(page)
    assert {"script", "img"}.isdisjoint(read.tags)
    assert not {name for name in read.attributes if name.startswith("on")}


def test_ties_that_hardly_lasted_are_told():
    ids = [f"p{at}" for at in range(12)]
    one = Network.from_ties([(ids[at], ids[(at + 1) % 12]) for at in range(12)])
    other = Network.from_ties([(ids[at], ids[(at + 2) % 12]) for at in range(12)])
    found = changes(one, other, draws=0)

    assert "hardly describe the same network" in lasted(found)[1]
    assert silos(found) == []
    assert 'id="silos"' not in draw_changes(found)


def test_nobody_who_answered_twice_is_told():
    ties, people = [("a", "b"), ("b", "a")], ["a", "b"]
    one = Network.from_ties(ties, people=pd.DataFrame({"responded": [True, False]}, index=people))
    other = Network.from_ties(ties, people=pd.DataFrame({"responded": [False, True]}, index=people))
    page = draw_changes(changes(one, other, draws=0))

    assert "Nobody answered both times, so no tie can be compared." in page
    assert "None of them named anybody" in page


def test_the_folder_is_whole_or_not_there(found, tmp_path):
    out = write_changes(found, tmp_path / "changes", record={"options": {"groups": "unit"}})

    assert sorted(path.name for path in out.iterdir()) == [
        "changes.html", "communities.csv", "people.csv", "run.json", "silos.csv", "ties.csv",
    ]  # fmt: skip
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert run["jaccard"] == found.turnover.jaccard
    assert run["options"] == {"groups": "unit"}
    assert set(pd.read_csv(out / "ties.csv")["change"]) == {"formed", "kept", "dissolved"}
    with pytest.raises(SaveError, match="force"):
        write_changes(found, out)
