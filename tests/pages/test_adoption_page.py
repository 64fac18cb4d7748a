"""The page of what did happen: its numbers are true, it asks for nothing, and nobody's name breaks it."""

import html
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from netspread.adoption.diffusion import diffusion
from netspread.adoption.results import adoption
from netspread.build import build
from netspread.errors import ChoiceError, SaveError
from netspread.language import language
from netspread.network import Network
from netspread.pages.adoption import draw_adoption
from netspread.pages.adoption_folder import write_adoption
from netspread.pages.map_data import map_data
from netspread.readers import read

HOSPITAL = Path(__file__).parents[2] / "sample_networks" / "hospital"
HOSTILE = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"'&amp;", "=1+1"]


@pytest.fixture(scope="module")
def found():
    network = build(read(HOSPITAL / "survey.csv", staff=HOSPITAL / "staff.csv"))
    return adoption(diffusion(network, adopted=HOSPITAL / "adoption.csv"), attributes=["unit"], runs=60)


@pytest.fixture(scope="module")
def hostile():
    names = HOSTILE + [f"p{at}" for at in range(12)]
    ties = [(names[a], names[(a + step) % 16]) for a in range(16) for step in (1, 2, 5)]
    people = pd.DataFrame({"name": names}, index=names)
    times = dict(zip(names, [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, None, None], strict=True))
    network = Network.from_ties(ties, people=people, relation=HOSTILE[0])
    return adoption(diffusion(network, adopted=times), runs=20)


def test_every_picture_has_words_and_a_table_with_the_same_numbers(found):
    page = draw_adoption(found)

    pictures = re.findall(r"<svg[^>]*>", page)
    assert all('role="img"' in picture and "aria-label=" in picture for picture in pictures)
    kinds = [re.search(r'class="chart (\w+)"', picture)[1] for picture in pictures]
    assert kinds.count("desk") == kinds.count("phone") == 7
    figures = re.findall(r"<figure>.*?</figure>", page, re.DOTALL)
    twins = re.findall(r"</figure><details><summary>[^<]*</summary><div", page)
    assert len(twins) == len(figures) == 8
    captions = re.findall(r"<caption>([^<]*)</caption>", html.unescape(page))
    for caption in (
        "How many had adopted by when", "The chance to adopt in each period", "How many had adopted in the pictures",
        "Adopter category (rows) and threshold category (columns)", "When each adopter adopted, and with which threshold",
        "Infectiousness and susceptibility of each adopter", "Moran's I of having adopted, by period",
        "What each rule expected of the later periods, with its interval of 90%",
    ):  # fmt: skip
        assert caption in captions


def rows_of(page, caption):
    """The cells of the table with this caption, row by row, its head left out."""
    body = re.search(rf"<caption>{re.escape(caption)}</caption>.*?<tbody>(.*?)</tbody>", page, re.DOTALL)[1]
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", body)]


def test_the_tables_hold_the_numbers_of_the_pictures(found):
    page = draw_adoption(found)

    dots = rows_of(page, "When each adopter adopted, and with which threshold")
    known = found.people["threshold"].dropna()
    assert [row[2] for row in dots] == [f"{value:.3f}" for value in known]
    counted = found.people["category"].value_counts()
    table = rows_of(page, "Adopter category (rows) and threshold category (columns)")
    assert {row[0]: int(row[1]) for row in table} == {str(name): int(counted[name]) for name in counted.index}
    assert all(int(row[1]) == sum(map(int, row[2:])) for row in table)


def test_the_page_says_all_in_german(found):
    page = html.unescape(draw_adoption(found, language="de"))

    english = language("en").texts
    left = [
        f"{section}.{key}"
        for section in english
        if section.startswith("adoption")
        for key, text in english[section].items()
        if isinstance(text, str) and len(text) > 14 and "{" not in text and text in page
        if language("de").texts[section][key] != text
    ]
    assert left == []
    assert "226 von 252 Personen haben „sepsis bundle“ bis 2024-09-30 übernommen (90\xa0%)" in page
    assert '<html lang="de">' in page


def test_the_page_says_what_came_out(found):
    page = html.unescape(draw_adoption(found))

    last = int(found.curve["adopters"].iloc[-1])
    assert f"{last} of 252 people adopted “sepsis bundle”" in page
    assert "cannot be told apart" in page
    assert "Shalizi & Thomas 2011" in page
    for name in found.tests:
        assert name in found.tests_data()["tests"]


def test_the_same_results_give_the_same_page(found):
    assert draw_adoption(found) == draw_adoption(found)


def test_nobodys_name_breaks_the_page(hostile):
    page = draw_adoption(hostile)

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "Content-Security-Policy" in page
    assert not re.search(r'(src|href)="(?!map\.html|#)', page)


def test_a_folder_is_written_whole_or_not_at_all(hostile, tmp_path):
    write_adoption(hostile, tmp_path / "out")

    assert (tmp_path / "out" / "tests.json").is_file()
    with pytest.raises(SaveError):
        write_adoption(hostile, tmp_path / "out")
    cells = (tmp_path / "out" / "people.csv").read_text(encoding="utf-8")
    assert "\n'=1+1," in cells


def test_what_did_happen_stands_in_the_data_of_the_map(hostile):
    spread = hostile.diffusion
    data = map_data(spread.networks[0], observed=([str(p) for p in spread.periods], spread.times))

    assert data["observed"]["periods"] == ["1", "2", "3", "4", "5", "6"]
    assert data["observed"]["times"] == [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, None, None]
    with pytest.raises(ChoiceError, match=r"times have shape \(3,\)"):
        map_data(spread.networks[0], observed=(["1"], np.zeros(3)))


@pytest.mark.page
def test_the_page_is_quiet_and_the_map_plays_what_did_happen(hostile, tmp_path, opened):
    out = write_adoption(hostile, tmp_path / "out")
    page = opened(out / "adoption.html")
    assert page.locator("svg.chart").count() >= 8
    assert page.said == []
    assert page.asked == [(out / "adoption.html").as_uri()]

    page = opened(out / "map.html")
    page.select_option("#start", "observed")
    counted = page.evaluate("spreading.current().curve")

    assert counted == hostile.curve["adopters"].tolist()
    page.evaluate("controls.change({step: 2})")
    assert "8 of 16 people" in page.inner_text("#steptext")
    assert page.said == []


def test_a_network_too_large_to_draw_has_a_page_without_dots():
    n = 2500
    rng = np.random.default_rng(1)
    ids = [f"p{i}" for i in range(n)]
    network = Network.from_ties([(ids[a], ids[b]) for a, b in rng.integers(0, n, (n, 2)) if a != b], people=ids)
    times = rng.integers(1, 6, n)

    page = draw_adoption(adoption(diffusion(network, adopted=dict(zip(ids, times, strict=True))), runs=10))

    assert 'class="point"' not in page
    assert 'class="line line0"' in page
