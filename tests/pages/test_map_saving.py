"""The list, hidden names, what is saved, and the address."""

import json
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from netspread.network import Network
from netspread.pages.map import draw_map
from netspread.ranking import rank
from wards import assert_quiet, count, find, state


@pytest.mark.page
def test_the_list_is_the_twin_of_the_map_and_sorts(page, network):
    page.click("#aslist")
    page.evaluate("controls.change({filters: {'a:unit': {levels: [0]}}})")
    assert page.locator("#rows tr").count() == 30
    assert page.locator("#count").inner_text() == "30 of 60"
    heads = page.locator("#heads button")
    assert heads.first.inner_text() == "Name"
    column = page.locator("#heads th", has_text="betweenness")
    column.locator("button").click()
    assert column.get_attribute("aria-sort") == "descending"
    assert page.evaluate("document.activeElement.dataset.sort") == "betweenness"
    shown = page.locator("#rows tr th").all_inner_texts()
    scores = pd.Series(rank(network, by="betweenness").scores, index=network.people["name"])
    assert scores[shown].is_monotonic_decreasing
    column.locator("button").press("Enter")
    assert column.get_attribute("aria-sort") == "ascending"
    page.locator("#rows button").first.press("Enter")
    assert page.evaluate("document.activeElement.id") == "who"


@pytest.mark.page
def test_a_long_list_is_shown_piece_by_piece(opened, tmp_path):
    network = Network.from_ties([], people=[f"p{at}" for at in range(250)])
    page = opened(draw_map(network).save(tmp_path / "map.html"))

    page.click("#aslist")
    assert page.locator("#rows tr").count() == 100
    page.click("#more")
    assert page.locator("#rows tr").count() == 250
    assert page.locator("#more").is_hidden()


@pytest.mark.page
def test_hidden_names_are_nowhere_to_be_seen_nor_saved(page):
    page.get_by_label("Hide names: roles only").check()
    page.select_option("#start", "greedy")
    find(page, "nurse 2")
    page.click("#aslist")

    seen = page.locator("body").inner_text() + page.evaluate("saving.drawing() + saving.csv()")
    for secret in ("Ana", "Example", "@x.example", "said ", "p01", "Links the two"):
        assert secret not in seen
    assert page.locator("#who").inner_text() == "nurse 2"
    assert "The file itself still holds them" in seen


@pytest.mark.page
def test_the_list_is_saved_with_all_columns_and_no_formula(opened, tmp_path):
    people = pd.DataFrame(
        {"name": ["=1+1", "-2", "@a", 'b,"c"\nd'], "n": [-1.5, 2, 3, 4]}, index=["+1", "0012", "\tx", "d"]
    )
    network = Network.from_ties([("+1", "d")], people=people)
    page = opened(draw_map(network, rankings=[rank(network, by="in-degree")]).save(tmp_path / "map.html"))

    page.click("#saving > summary")
    with page.expect_download() as download:
        page.click("#csv")

    table = pd.read_csv(download.value.path(), dtype=str)
    assert download.value.suggested_filename == "people.csv"
    assert table.columns.tolist() == ["person", "name", "n", "in-degree"]
    assert table["person"].tolist() == ["d", "'+1", "0012", "'\tx"]
    assert table["name"].tolist() == ['b,"c"\nd', "'=1+1", "-2", "'@a"]
    assert table["n"].tolist() == ["4", "-1.5", "2", "3"]
    assert_quiet(page)


@pytest.mark.page
def test_picture_and_drawing_hold_everybody_shown(page):
    page.evaluate("controls.change({filters: {'a:unit': {levels: [1]}}})")
    page.click("#saving > summary")
    with page.expect_download() as download:
        page.click("#svg")
    drawing = ET.parse(download.value.path()).getroot()  # made by the page under test
    with page.expect_download() as download:
        page.click("#png")

    marks = [mark for mark in drawing if mark.tag.endswith(("circle", "polygon"))]
    assert len(marks) == 30
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    assert "Who asks whom" in "".join(drawing.itertext())


@pytest.mark.page
def test_a_view_is_kept_in_its_address(page):
    page.evaluate(
        "controls.change({size: 'betweenness', hide: true, filters: {'a:role': {levels: [0]}}, start: 'own', own: [4], step: 1})"
    )
    before, address = state(page), page.url
    page.goto("about:blank")
    page.goto(address)

    assert state(page) == before
    page.evaluate("location.hash = ''")
    page.wait_for_function("() => !page.state.hide")


@pytest.mark.page
@pytest.mark.parametrize(
    "evil",
    [
        "nonsense",
        json.dumps({"chosen": 10**9, "color": "a:nothing", "own": [-3], "model": 77, "steps": 99, "target": "x"}),
        json.dumps(
            {"filters": {"constructor": {"levels": [1]}}, "start": "rm", "size": "<b>", "sort": 3, "relation": 9}
        ),
        json.dumps({"filters": {"a:unit": {"low": 1, "high": 2}}, "weight": "3", "view": "x", "step": 1e9}),
        json.dumps({"__proto__": {"polluted": 1}, "filters": None}),
    ],
)
def test_an_address_that_makes_no_sense_opens_the_first_view(page, saved, evil):
    page.goto("about:blank")
    page.goto(f"{saved.resolve().as_uri()}#{quote(evil)}")

    assert count(page) == 60
    assert page.evaluate("({}).polluted") is None
