"""Every control of the map does what it says: finding, the card, looks, filters."""

import numpy as np
import pytest

from netspread.ranking import rank
from wards import count, find, state, ward


@pytest.mark.page
def test_search_proposes_people_and_opens_the_card_by_keyboard(page, network):
    page.fill("#search", "example 1")
    assert page.locator("#search-people li").count() == 8
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.press("#search", "ArrowDown")
    marked = page.locator("#search-people [aria-selected=true]")
    assert page.get_attribute("#search", "aria-activedescendant") == marked.get_attribute("id")
    name = marked.locator("bdi").inner_text()
    page.press("#search", "Enter")

    assert page.locator("#who").inner_text() == name
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    page.fill("#search", "nobody of this name")
    assert "Nobody has such a name." in page.locator("#search-people").inner_text()


@pytest.mark.page
def test_the_card_tells_attributes_scores_ranks_and_both_kinds_of_ties(page, network):
    find(page, "p00")

    text = page.locator("#card").inner_text()
    named = network.ties().query("alter == 'p00'")["ego"].tolist()
    names = network.ties().query("ego == 'p00'")["alter"].tolist()
    assert "Links the two wards." in text
    assert f"Named by ({len(named)})" in text
    assert f"Names ({len(names)})" in text
    score = rank(network, by="in-degree").to_frame().set_index("person").loc["p00"]
    row = page.locator("#card tbody tr").first.inner_text().split("\t")
    assert row == ["in-degree", f"{score['score']:.0f}", f"{score['rank']:.0f} of 60"]
    assert "doctor" in text
    page.locator("#card ul.people button").first.click()
    assert state(page)["chosen"] != 0
    find(page, "p05")
    assert "names not known, as this person did not answer" in page.locator("#card").inner_text()


@pytest.mark.page
def test_a_click_on_a_person_opens_the_card_and_one_beside_closes_it(page):
    spot = page.evaluate(
        """() => { const { x, y } = picture.view.canvasToDOM({ x: picture.xs[7], y: picture.ys[7] });
          const box = at('picture').getBoundingClientRect(); return [box.left + x, box.top + y]; }"""
    )
    page.mouse.click(*spot)
    page.wait_for_function("() => page.state.chosen === 7")

    box = page.locator("#picture").bounding_box()
    page.mouse.click(box["x"] + 6, box["y"] + 6)
    page.wait_for_function("() => page.state.chosen === -1")


@pytest.mark.page
@pytest.mark.parametrize("steps", [1, 2])
def test_the_view_around_a_person_holds_whom_so_many_steps_reach(page, network, steps):
    find(page, "p10")
    page.click(f"#ego{steps}")

    near = network.to_igraph().as_undirected().neighborhood(10, order=steps)
    assert sorted(page.evaluate("picture.look.list")) == sorted(near)
    page.click("#ego0")
    assert count(page) == 60


@pytest.mark.page
def test_the_shortest_way_has_as_many_steps_as_igraph_finds(page, network):
    plain = network.to_igraph().as_undirected()
    for start, end in [("p01", "p40"), ("p12", "p58"), ("p30", "p03")]:
        find(page, start)
        find(page, end, "#target")

        steps = int(plain.distances(int(start[1:]), int(end[1:]))[0][0])
        assert page.locator("#way li").count() == steps + 1
        assert page.locator("#waytext").inner_text().startswith(f"{steps} step")
        page.click("#drop")
    find(page, "p59", "#target")
    assert "There is no way to Ana Example 59." in page.locator("#card").inner_text()


@pytest.mark.page
def test_everything_colors_and_every_measure_sizes(page):
    for option in page.locator("#color option").all():
        page.select_option("#color", option.get_attribute("value"))
        assert page.locator("#legend .entry").count() >= 1
    keys = [option.get_attribute("value") for option in page.locator("#color option").all()]
    assert keys == [
        "",
        "community",
        "a:unit",
        "a:role",
        "a:years",
        "m:in-degree",
        "m:betweenness",
        "m:constraint",
        "responded",
    ]
    sizes = {}
    for name in ("", "in-degree", "constraint"):
        page.select_option("#size", name)
        sizes[name] = page.evaluate("[...picture.look.size]")
    assert len(set(sizes[""])) == 1
    network = ward()
    top = int(np.argmax(rank(network, by="in-degree").scores))
    assert sizes["in-degree"][top] == max(sizes["in-degree"])
    # A broker has a low constraint, and is drawn large.
    broker = int(np.nanargmin(rank(network, by="constraint").scores))
    assert sizes["constraint"][broker] == max(sizes["constraint"])


@pytest.mark.page
def test_the_legend_filters_and_each_filter_can_be_undone(page):
    page.select_option("#color", "a:role")
    doctors = page.locator("#legend button", has_text="doctor")
    doctors.click()
    assert count(page) == 20
    assert page.locator("#status").inner_text().startswith("20 of 60 people")
    page.locator("#legend button", has_text="nurse").click()
    assert count(page) == 60
    page.click("#undo")
    assert count(page) == 20
    assert doctors.get_attribute("aria-pressed") == "true"
    page.keyboard.press("Control+z")
    assert count(page) == 60
    assert page.locator("#filters fieldset").count() == 0


@pytest.mark.page
def test_people_are_filtered_by_categories_numbers_text_and_all_of_them(page):
    page.select_option("#addfilter", "a:unit")
    page.locator("#filters").get_by_label("Ward 2").uncheck()
    assert count(page) == 30
    page.select_option("#addfilter", "a:years")
    page.get_by_label("years from").fill("10")
    page.get_by_label("years to").fill("19")
    assert count(page) == 10
    page.select_option("#addfilter", "a:note")
    page.get_by_label("note contains").fill("said 11")
    assert count(page) == 1
    page.get_by_label("Remove the filter by years").click()
    assert count(page) == 1
    page.get_by_label("note contains").fill("nothing like it")
    assert page.locator("#nobody").is_visible()
    page.click("#unfilter")
    assert count(page) == 60
    page.select_option("#addfilter", "community")
    assert page.locator("#filters fieldset legend").inner_text() == "community"
    page.click("#reset")
    assert page.locator("#filters fieldset").count() == 0


@pytest.mark.page
def test_ties_are_filtered_by_weight_and_relation(page, network):
    ties = network.ties()
    page.evaluate("at('weight').value = 3; at('weight').dispatchEvent(new Event('input'))")
    assert page.evaluate("picture.look.base.length") == (ties["weight"] >= 3).sum()
    assert page.locator("#weightshown").inner_text() == "3"
    page.evaluate("at('weight').value = 0; at('weight').dispatchEvent(new Event('input'))")
    page.select_option("#relation", label="trust")
    assert page.evaluate("picture.look.base.length") == 2
    page.select_option("#relation", label="all relations")
    assert page.evaluate("picture.look.base.length") == len(ties) + 2
    page.get_by_label("Hide ties").check()
    assert page.evaluate("picture.baseTies().length") == 0


@pytest.mark.page
def test_who_did_not_answer_can_be_faded(page):
    page.get_by_label("Fade who did not answer").check()

    assert page.evaluate("[...picture.look.dim].map((d, i) => d ? i : -1).filter((i) => i >= 0)") == [5]
