"""The map on a tablet and on a phone: every control is there, is whole, and does the same as on a desk."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from wards import assert_quiet, count, find, state

WIDTHS = [768, 400]
pytestmark = pytest.mark.page
#: Controls that reach over the edge of the window, or lie under something else where a finger would touch them.
UNREACHED = """() => [...document.querySelectorAll('button, input, select, summary')].filter((each) => each.checkVisibility()
  && !each.closest('.unseen, .levels, .chips, #legend, #card, #list')).filter((each) => {
    each.scrollIntoView({ block: 'center' });
    const box = each.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return box.left < 0 || box.right > innerWidth || !top || !(each.contains(top) || top.closest('label'));
  }).map((each) => each.id || each.textContent)"""


@pytest.fixture(params=WIDTHS)
def small(request, saved, opened):
    """The map at a width, with its controls unfolded; in the end it must be quiet and no wider than the window."""
    page = opened(saved, width=request.param)
    page.click("#fold > summary")
    yield page
    assert page.evaluate("document.documentElement.scrollWidth") <= request.param
    assert_quiet(page)


def test_every_control_is_inside_the_window_and_on_top(small):
    small.select_option("#start", "own")
    find(small, "p03", "#pick")
    small.select_option("#addfilter", "a:unit")
    small.select_option("#addfilter", "a:years")

    assert small.evaluate(UNREACHED) == []


def test_a_person_is_found_and_the_card_looked_into(small):
    find(small, "p10")
    assert small.locator("#who").inner_text() == "Ana Example 10"
    card = small.locator("#card").bounding_box()
    assert card["x"] >= 0
    assert card["x"] + card["width"] <= small.viewport_size["width"]
    for steps in (1, 2):
        small.click(f"#ego{steps}")
        assert state(small)["steps"] == steps
        assert count(small) < 60
    small.click("#ego0")
    find(small, "p40", "#target")
    assert small.locator("#way li").count() >= 2
    small.click("#drop")
    small.click("#own")
    assert state(small)["own"] == [10]
    small.click("#shut")
    assert small.locator("#card").is_hidden()


def test_looks_filters_and_ties_are_chosen_undone_and_reset(small):
    small.select_option("#color", "a:role")
    small.select_option("#size", "betweenness")
    doctors = small.locator("#legend button", has_text="doctor")
    doctors.click()
    assert count(small) == 20
    small.click("#undo")
    assert count(small) == 60
    small.select_option("#addfilter", "a:unit")
    small.locator("#filters").get_by_label("Ward 2").uncheck()
    assert count(small) == 30
    small.select_option("#relation", label="trust")
    assert small.evaluate("picture.look.base.length") == 2
    small.locator("#noties").check()
    assert small.evaluate("picture.baseTies().length") == 0
    small.locator("#grouped").check()
    assert small.evaluate("picture.look.groups.length") == 1  # of one ward
    small.locator("#hide").check()
    assert "Ana Example" not in small.locator("body").inner_text()
    small.click("#reset")
    assert count(small) == 60
    assert not small.locator("#hide").is_checked()


def test_a_spread_is_played_at_a_speed_and_step_by_step(small):
    small.select_option("#start", "greedy")
    small.click("#forth")
    small.click("#forth")
    assert state(small)["step"] == 1
    small.click("#back")
    small.select_option("#speed", "300")
    small.click("#playing")
    small.wait_for_function("() => page.state.step === spreading.current().last")
    small.select_option("#tries", "one")
    small.click("#again")
    assert state(small)["world"] == 1
    assert small.locator("#steptext").inner_text()


def test_the_list_is_shown_sorted_and_everything_is_saved(small):
    small.click("#aslist")
    small.locator("#heads button", has_text="betweenness").click()
    assert state(small)["sort"] == "betweenness"
    files = {}
    small.click("#saving > summary")
    for kind in ("csv", "svg", "png"):
        with small.expect_download() as download:
            small.click(f"#{kind}")
        files[kind] = Path(download.value.path())
    assert len(pd.read_csv(files["csv"], dtype=str)) == 60
    ET.parse(files["svg"])  # made by the page under test
    assert files["png"].read_bytes().startswith(b"\x89PNG")
    small.keyboard.press("Escape")
    small.click("#asmap")
    assert '"sort"' in small.evaluate("decodeURIComponent(location.hash)")


def test_the_map_answers_to_a_finger_and_to_the_keyboard(small):
    small.evaluate("at('picture').scrollIntoView()")
    spot = small.evaluate(
        """() => { const { x, y } = picture.view.canvasToDOM({ x: picture.xs[7], y: picture.ys[7] });
          const box = at('picture').getBoundingClientRect(); return [box.left + x, box.top + y]; }"""
    )
    small.mouse.click(*spot)
    small.wait_for_function("() => page.state.chosen >= 0")
    before = small.evaluate("picture.view.getScale()")
    small.click("#nearer")
    assert small.evaluate("picture.view.getScale()") > before
    small.click("#farther")
    small.click("#fit")
    small.focus("#picture")
    small.keyboard.press("n")
    assert state(small)["chosen"] >= 0
    small.keyboard.press("Escape")
    assert state(small)["chosen"] == -1
    small.click("#help")
    box = small.locator("#helping").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= small.viewport_size["width"]
    small.keyboard.press("Escape")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_on_the_map_is_cut_at_the_edge(saved, opened, width):
    page = opened(saved, width=width)

    cut = page.evaluate(
        """() => { const found = [], write = CanvasRenderingContext2D.prototype.fillText;
          CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            const half = this.measureText(text).width / 2, frame = picture.frame();
            if (x > frame.left && x < frame.right && (x - half < frame.left - 1 || x + half > frame.right + 1)) found.push(text);
            write.call(this, text, x, y); };
          picture.zoom(1.6); picture.view.redraw();
          return new Promise((done) => setTimeout(() => done(found), 400)); }"""
    )

    assert cut == []
