"""The map as a page: quiet, safe, the same every time, on any width, for any network."""

import csv
import io
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from netspread.communities import communities
from netspread.errors import ReadError
from netspread.network import Network
from netspread.pages.map import draw_map, places_in
from netspread.ranking import rank
from wards import HOSTILE, assert_quiet, count, drawn, find


def test_the_same_network_gives_the_same_page(network):
    assert drawn(network).html == drawn(network).html


def test_a_notebook_gets_a_frame_without_rights_that_a_repr_tells_of(network):
    page = draw_map(network)

    assert 'sandbox="allow-scripts allow-downloads allow-modals"' in page._repr_html_()
    assert "allow-same-origin" not in page._repr_html_()
    assert repr(page).startswith("MapPage of 60 people, 0.")


def test_a_page_that_cannot_be_written_says_so_in_one_sentence(network, tmp_path):
    from netspread.errors import SaveError

    with pytest.raises(SaveError, match=r"cannot be written .*; choose another place"):
        draw_map(network).save(tmp_path / "missing" / "map.html")


def test_a_later_map_keeps_the_places_of_an_earlier_one(network, saved, tmp_path):
    before = places_in(saved)

    assert before == drawn(network).places
    fewer = Network.from_ties(network.ties().iloc[20:], people=network.people.iloc[::-1])
    assert draw_map(fewer, before=before).places == before
    (tmp_path / "other.html").write_text("<p>no map</p>")
    for place, told in [("other.html", "holds no map"), ("missing.html", "cannot be read")]:
        with pytest.raises(ReadError, match=told):
            places_in(tmp_path / place)


@pytest.mark.page
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (768, "dark"), (400, "light"), (400, "dark")])
def test_the_page_fits_any_width_asks_for_nothing_and_complains_of_nothing(saved, opened, width, scheme):
    page = opened(saved, width=width, scheme=scheme)
    page.wait_for_timeout(200)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#picture canvas").bounding_box()["height"] > 240
    assert page.locator("#status").inner_text().startswith("All 60 people and ")
    page.click("#aslist")
    assert page.locator("#list .scroll").bounding_box()["height"] > 300
    assert_quiet(page)


@pytest.mark.page
def test_a_script_that_is_not_ours_does_not_run(page):
    blocked = page.evaluate(
        """() => new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective));
          const script = document.createElement('script'); script.textContent = 'window.broken = true'; document.body.append(script);
        })"""
    )

    assert blocked == "script-src-elem"
    assert page.evaluate("window.broken === undefined")
    page.said.clear()  # the browser tells of the attempt


@pytest.mark.page
def test_hostile_names_stay_names_everywhere(opened, tmp_path):
    people = pd.DataFrame({"name": HOSTILE, "unit": HOSTILE, "<b>col": HOSTILE[::-1]}, index=[f"{t}!" for t in HOSTILE])
    ids = people.index.tolist()
    network = Network.from_ties([(ids[a], ids[(a + 1) % 10]) for a in range(10)], people=people, relation="<b>asks")
    page = opened(drawn(network, title="</title><script>alert(1)</script>").save(tmp_path / "map.html"))

    for at in range(len(HOSTILE)):
        page.evaluate(f"controls.change({{chosen: {at}, target: {(at + 4) % 10}}})")
        assert page.evaluate("picture.look.path.length") == 5
    for control in ("a:unit", "a:<b>col"):
        page.evaluate("(key) => controls.change({color: key})", control)
    page.click("#aslist")
    find(page, "<img")
    saved = page.evaluate("[saving.drawing(), saving.csv()]")

    assert page.locator("#who").inner_text() == HOSTILE[1]
    assert page.locator("#work img, #work script, #work svg[onload]").count() == 0
    ET.fromstring(saved[0])
    rows = list(csv.reader(io.StringIO(saved[1])))
    assert len(rows) == 11
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert page.evaluate("({}).polluted") is None
    assert_quiet(page)


@pytest.mark.page
@pytest.mark.parametrize(
    "network",
    [
        Network.from_ties([], people=[]),
        Network.from_ties([], people=["only"]),
        Network.from_ties([], people=[f"p{at}" for at in range(30)]),
        Network.from_ties([(f"a{at}", f"b{at}") for at in range(400)]),
        Network.from_ties([("a", "b"), ("b", "c")], directed=False, influence="both"),
        Network.from_ties(
            [("a", "b")],
            people=pd.DataFrame({f"attribute {at}": [at, "x"] for at in range(200)}, index=["a", "b"]),
        ),
        Network.from_ties([(str(a), str((a + 37 * k) % 2200)) for a in range(2200) for k in range(1, 4)]),
    ],
    ids=["nobody", "one person", "isolates only", "400 communities", "without direction", "200 attributes", "large"],
)
def test_odd_networks_have_maps_too(network, opened, tmp_path):
    partition = communities(network) if network.n_people else None
    page = opened(
        draw_map(network, partition=partition, rankings=[rank(network, by="in-degree")]).save(tmp_path / "map.html")
    )
    page.wait_for_timeout(100)

    assert count(page) == network.n_people
    if network.n_people:
        page.evaluate("controls.change({chosen: 0})")
        page.click("#ego2")
    page.click("#aslist")
    page.click("#asmap")
    ET.fromstring(page.evaluate("saving.drawing()"))
    assert_quiet(page)


@pytest.mark.page
def test_many_communities_share_one_look_past_the_last_that_can_be_told_apart(opened, tmp_path):
    network = Network.from_ties([(f"a{at}", f"b{at}") for at in range(400)])
    page = opened(draw_map(network, partition=communities(network)).save(tmp_path / "map.html"))

    page.locator("#legend button").last.click()
    page.get_by_role("button", name="345 others").click()

    assert count(page) == 2 * 345
    looks = page.evaluate("legend.entries(picture.coloring()).map((e) => e.color + e.kind)")
    assert len(set(looks)) == len(looks) == 56


@pytest.mark.page
def test_several_maps_stand_on_one_page_of_a_notebook_each_in_a_frame_of_its_own(network, opened, tmp_path):
    maps = "".join(drawn(network, title=title)._repr_html_() for title in ("First", "Second"))
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><title>Notebook</title>{maps}", encoding="utf-8")
    page = opened(file)

    first, second = page.frames[1:]
    for frame in (first, second):
        frame.wait_for_function("() => document.body.dataset.ready")
    first.evaluate("controls.change({chosen: 3})")
    assert first.locator("#card").is_visible()
    assert second.locator("#card").is_hidden()
    assert page.said == []
