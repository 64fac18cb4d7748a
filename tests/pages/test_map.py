"""The map: every control does what it says, for anybody, on any width."""

import json
from pathlib import Path

import numpy as np
import pytest

from netspread.communities import communities
from netspread.network import Network
from netspread.pages.layout import places
from netspread.pages.map import draw_map, map_data
from netspread.ranking import rank
from netspread.study import study

HOSPITAL = Path(__file__).parents[2] / "sample_networks" / "hospital"


@pytest.fixture(scope="module")
def found():
    return study(HOSPITAL / "survey.csv", staff=HOSPITAL / "staff.csv", groups="unit", worlds=100)


@pytest.fixture(scope="module")
def hospital_map(found, tmp_path_factory):
    page = draw_map(
        found.network,
        partition=found.partition,
        rankings=[found.leaders, found.brokers],
        comparison=found.comparison,
        title="Advice",
    )
    return page.save(tmp_path_factory.mktemp("map") / "map.html")


def state(page):
    return page.evaluate("netspread.state()")


def shown(page):
    return page.evaluate("netspread.visible().length")


def test_the_data_tell_people_ties_and_scores_in_one_order(found):
    data = map_data(found.network, partition=found.partition, rankings=[found.leaders], comparison=found.comparison)

    n = found.network.n_people
    assert len(data["ids"]) == len(data["x"]) == len(data["communities"]["labels"]) == n
    assert len(data["ties"]["ego"]) == found.network.n_ties
    assert data["measures"][0]["values"] == found.leaders.scores.tolist()
    assert {entry["name"] for entry in data["attributes"]} == {"unit", "role", "site", "years", "email"}
    assert json.dumps(data, allow_nan=False)


def test_the_same_network_gives_the_same_page(found):
    pages = [draw_map(found.network, partition=found.partition, rankings=[found.leaders]).html for _ in range(2)]

    assert pages[0] == pages[1]


def test_places_keep_communities_together_and_nobody_on_top_of_another(found):
    where = places(found.network, found.partition.labels)
    labels = found.partition.labels
    large = labels <= 5

    own = np.array(
        [
            np.median(np.linalg.norm(where[labels == label] - where[labels == label].mean(axis=0), axis=1))
            for label in range(1, 6)
        ]
    )
    whole = np.median(np.linalg.norm(where[large] - where[large].mean(axis=0), axis=1))
    assert (own < whole).all()
    assert len({tuple(spot) for spot in where.tolist()}) == len(where)


@pytest.mark.page
def test_the_page_asks_for_nothing_and_complains_of_nothing(hospital_map, opened):
    for width, scheme in ((1440, "light"), (768, "dark"), (400, "light")):
        page = opened(hospital_map, width=width, scheme=scheme)
        page.wait_for_function("window.netspread")
        page.wait_for_timeout(200)
        assert page.said == []
        assert [url for url in page.asked if not url.startswith("file:")] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.page
def test_search_opens_the_card_and_escape_closes_it(hospital_map, opened):
    page = opened(hospital_map)

    page.keyboard.press("/")
    page.keyboard.type("Chidi Almeida")
    page.keyboard.press("Enter")
    page.locator("#search").dispatch_event("change")

    assert page.locator("#card h2").inner_text() == "Chidi Almeida"
    assert "Named by 19 people" in page.locator("#card").inner_text()
    assert "rank 1" in page.locator("#card").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()


@pytest.mark.page
def test_filters_legend_and_undo_say_the_same(hospital_map, opened):
    page = opened(hospital_map)

    page.get_by_label("unit", exact=True).select_option(label="Theatre")
    assert shown(page) == 28
    assert "28 people" in page.locator("#status").inner_text()
    assert page.locator("#count").inner_text() == "(28)"
    page.get_by_role("button", name="Undo").click()
    assert shown(page) == 252
    page.locator("#legend button").first.click()
    assert shown(page) == int(page.locator("#legend button").first.inner_text().split("(")[1].rstrip(")"))
    page.get_by_role("button", name="Reset").click()
    assert shown(page) == 252


@pytest.mark.page
def test_color_size_and_seeds_can_be_chosen(hospital_map, opened):
    page = opened(hospital_map)

    page.get_by_label("Color by").select_option(label="role")
    assert "nurse" in page.locator("#legend").inner_text()
    page.get_by_label("Size by").select_option("betweenness")
    page.get_by_label("Mark the seeds of").select_option("in-degree")
    assert "10 people start" in page.locator("#reach").inner_text()
    marked = page.evaluate(
        "netspread.picture.body.data.nodes.get().filter((node) => (node.label || '').startsWith('★')).length"
    )
    assert marked == 10


@pytest.mark.page
def test_the_neighborhood_and_the_shortest_way(hospital_map, opened, found):
    page = opened(hospital_map)
    person = int(found.network.positions(["0196"])[0])
    page.evaluate(f"netspread.change({{chosen: {person}}})")

    page.get_by_role("button", name="Only 1 step").click()
    both = found.network.contacts()
    assert shown(page) == 1 + both.starts[person + 1] - both.starts[person]
    page.get_by_role("button", name="Everybody").click()
    page.get_by_label("Shortest way to").fill("0026")
    page.get_by_label("Shortest way to").dispatch_event("change")
    steps = found.network.to_igraph().as_undirected().distances(person, int(found.network.positions(["0026"])[0]))[0][0]
    assert f"has {int(steps)} step" in page.locator("#status").inner_text()


@pytest.mark.page
def test_the_list_sorts_and_names_can_be_hidden(hospital_map, opened):
    page = opened(hospital_map)

    page.locator("#heads button").first.click()
    names = page.locator("#rows tr td:first-child").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    page.get_by_label("Hide names").check()
    assert "Chidi" not in page.locator("body").inner_text()
    assert "doctor" in page.locator("#rows").inner_text()


@pytest.mark.page
def test_pictures_and_lists_can_be_saved(hospital_map, opened):
    page = opened(hospital_map)
    page.wait_for_timeout(300)

    with page.expect_download() as picture:
        page.get_by_role("button", name="Save picture").click()
    with page.expect_download() as table:
        page.get_by_role("button", name="Save list").click()

    assert Path(picture.value.path()).read_bytes().startswith(b"\x89PNG")
    assert (
        Path(table.value.path())
        .read_text(encoding="utf-8")
        .startswith("Name,unit,role,site,years,email,community,in-degree,betweenness\n")
    )


@pytest.mark.page
def test_a_view_can_be_shared_by_its_address(hospital_map, opened):
    page = opened(hospital_map)
    page.evaluate("netspread.change({size: 'betweenness', hide: true})")
    address = page.url

    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function("window.netspread")

    assert state(page)["size"] == "betweenness"
    assert state(page)["hide"] is True


@pytest.mark.page
@pytest.mark.parametrize(
    "network",
    [
        Network.from_ties([], people=["only"]),
        Network.from_ties([], people=[f"p{at}" for at in range(30)]),
        Network.from_ties([(f"a{at}", f"b{at}") for at in range(400)]),
        Network.from_ties([(str(a), str((a * 7 + k) % 1500)) for a in range(1500) for k in range(1, 5)]),
    ],
    ids=["one person", "isolates only", "400 communities", "many ties"],
)
def test_odd_networks_have_maps(network, opened, tmp_path):
    page = draw_map(network, partition=communities(network), rankings=[rank(network, by="in-degree")])

    opened_page = opened(page.save(tmp_path / "map.html"))
    opened_page.wait_for_function("window.netspread")

    assert opened_page.said == []
    assert shown(opened_page) == network.n_people


def test_a_notebook_gets_a_frame(found):
    page = draw_map(found.network)

    assert "srcdoc=" in page._repr_html_()
    assert "252 people" in repr(page)
