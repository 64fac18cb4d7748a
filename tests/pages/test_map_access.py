"""The map by keyboard, in contrast, on paper, and when it is large."""

import numpy as np
import pytest

from netspread.communities import communities
from netspread.network import Network
from netspread.pages.map import draw_map
from netspread.ranking import rank
from wards import assert_quiet, find, state, ward


@pytest.mark.page
def test_the_map_is_moved_and_walked_by_keyboard(page):
    page.focus("#picture")
    before = page.evaluate("[picture.view.getScale(), picture.view.getViewPosition().x]")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    after = page.evaluate("[picture.view.getScale(), picture.view.getViewPosition().x]")
    assert after[0] > before[0]
    assert after[1] > before[1]
    page.keyboard.press("n")
    first = state(page)["chosen"]
    assert first == int(np.argmax(rank(ward(), by="in-degree").scores))
    page.focus("#picture")
    page.keyboard.press("n")
    assert state(page)["chosen"] != first
    page.keyboard.press("p")
    assert state(page)["chosen"] == first
    page.keyboard.press("1")
    assert state(page)["steps"] == 1
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "who"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "picture"
    page.keyboard.press("0")
    assert page.evaluate(
        "picture.look.list.every((i) => { const {x, y} = picture.view.canvasToDOM({x: picture.xs[i], y: picture.ys[i]}); return x > 0 && y > 0 && x < at('picture').clientWidth && y < at('picture').clientHeight })"
    )


@pytest.mark.page
def test_every_control_has_a_name_and_can_be_reached_by_tab(page):
    page.select_option("#start", "own")
    find(page, "p03", "#pick")
    find(page, "p01")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, input, select, summary, [tabindex="0"]')].filter((e) => e.checkVisibility()
          && !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length && [...e.labels].some((l) => l.textContent.trim()))))
          .map((e) => e.outerHTML)"""
    )
    assert nameless == []
    page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(250):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
    wanted = page.evaluate(
        "[...document.querySelectorAll('button, input, select, [tabindex=\"0\"]')].filter((e) => e.id && !e.disabled && e.checkVisibility()).map((e) => e.id)"
    )
    assert set(wanted) <= reached


@pytest.mark.page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground_as_wcag_aa_asks(saved, opened, scheme):
    page = opened(saved, scheme=scheme)
    page.select_option("#start", "greedy")
    find(page, "p01")

    faint = page.evaluate(
        """() => {
          const light = (c) => { const v = c.map((x) => (x /= 255) <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
          const rgba = (text) => text.match(/[\\d.]+/g).map(Number);
          const ground = (e) => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0.9) return c; } return [255, 255, 255]; };
          const found = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const e = walk.currentNode.parentElement;
            if (!walk.currentNode.data.trim() || !e.checkVisibility() || /SCRIPT|STYLE|OPTION/.test(e.tagName) || e.closest(':disabled, .unseen, .skip')) continue;
            const a = light(rgba(getComputedStyle(e).color)), b = light(ground(e)), ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) found.push([e.tagName, e.textContent.slice(0, 30), ratio]);
          }
          return found;
        }"""
    )

    assert faint == []
    assert_quiet(page)


@pytest.mark.page
def test_focus_is_seen_and_help_opens_and_closes(page):
    page.focus("#undo")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.click("#help")
    assert page.locator("#helping").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#helping").is_hidden()


@pytest.mark.page
def test_paper_shows_map_legend_and_list_in_black_on_white(saved, opened):
    page = opened(saved, scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    assert page.locator("#panel").is_hidden()
    assert page.locator("#list").is_visible()
    assert page.locator("#legend").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("picture.theme().ground") == "#ffffff"
    assert_quiet(page)


@pytest.mark.page
def test_a_large_map_draws_its_backbone_from_afar_and_less_while_it_moves(opened, tmp_path):
    rng = np.random.default_rng(1)
    pairs = {(int(a), int(b)) for a, b in rng.integers(0, 2500, (9000, 2)) if a != b}
    network = Network.from_ties([(str(a), str(b)) for a, b in sorted(pairs)])
    page = opened(draw_map(network, partition=communities(network)).save(tmp_path / "map.html"))

    spine = page.evaluate("people.data.backbone.length")
    assert 2500 / 2 <= spine < len(pairs) / 2
    assert page.evaluate("picture.baseTies().length") == spine
    page.get_by_label("All ties").check()
    assert page.evaluate("picture.baseTies().length") == len(pairs)
    page.get_by_label("All ties").uncheck()
    for _ in range(8):
        page.click("#nearer")
    page.wait_for_function("() => !picture.isMoving()")
    assert page.evaluate("picture.baseTies().length") == len(pairs)
    box = page.locator("#picture").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 340, box["y"] + 330, steps=5)
    page.wait_for_function("() => picture.isMoving()")
    assert page.evaluate("picture.baseTies().length") <= 2000
    page.mouse.up()
    page.wait_for_function("() => !picture.isMoving()")
    assert_quiet(page)
