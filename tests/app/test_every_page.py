"""Every page in every state: seen by axe-core, as wide as the window and no wider, and whole in every language."""

from pathlib import Path

import pytest

from every_page import show, states
from netspread_cli.app.drawing import drawn

AXE = Path(__file__).parents[2] / ".axe" / "package" / "axe.min.js"
pytestmark = [pytest.mark.page, pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not in .axe")]


def findings(page, name):
    """What axe-core finds, with all that can be folded open."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], iframes: false})")
    return [
        (name, each["id"], each["impact"], [node["target"] for node in each["nodes"]][:3])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def too_wide(page, name):
    found = []
    for width in (1440, 768, 400):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        cut = page.evaluate(
            "[...document.querySelectorAll('h1, h2, p, li, label, button, .button, legend, td, th')]"
            ".filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.scroll, .skip, .hidden'))"
            ".map((each) => each.innerText)"
        )
        found += [(name, width, wide, cut)] * bool(wide > 0 or cut)
    return found


def looked_at(page, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    found = findings(page, name)
    assert "None" not in page.inner_text("body"), name
    return found + too_wide(page, name)


@pytest.fixture
def door_steps(served):
    """Give the pages of those who have not entered, one after another, on a page of a browser."""

    def walk(code, page):
        desk, door = served(code=code)
        _, locked = served(code=code, password="a long word")
        nothing = page.context.browser.new_context(color_scheme="dark").new_page()
        nothing.route("**/files", lambda route: route.fulfill(status=204))  # so that the pages before it stay
        nothing.goto(f"{door.address}/studies")
        yield "no key", nothing
        page_on_the_disk = drawn("doorstep", desk.say, to=f"{door.address}/start", token=door.token).body.decode()
        nothing.set_content(page_on_the_disk.replace("document.forms[0].submit()", ""))
        yield "doorstep", nothing
        nothing.goto(door.start)
        yield "welcome", nothing
        nothing.goto(f"{locked.address}/enter")
        yield "enter", nothing
        nothing.fill("#password", "a wrong word")
        nothing.locator("main button").click()
        nothing.get_by_role("alert").wait_for()
        yield "enter, wrong", nothing
        nothing.context.close()

    return walk


@pytest.mark.parametrize("seen", [("en", "light", 1440), ("de", "dark", 400)])
def test_no_page_in_any_state_has_a_serious_finding_and_none_is_too_wide(served, browser, door_steps, seen):
    code, scheme, width = seen
    desk, door = served(code=code)
    page = browser.new_context(color_scheme=scheme).new_page()
    page.goto(door.start)
    page.wait_for_url("**/files")
    page.goto(f"{door.address}/studies")
    found = looked_at(page, "studies, none", width)
    for name, where in states(desk).items():
        show(page, door.address, where)
        assert page.locator("html").get_attribute("lang") == code
        found += looked_at(page, name, width)
    for name, other in door_steps(code, page):
        found += looked_at(other, name, width)
    page.context.close()

    assert found == []
