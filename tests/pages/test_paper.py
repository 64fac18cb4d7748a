"""Paper: what is printed is whole, light, and broken where a reader would break it."""

import re

import pytest

from netspread.build import build
from netspread.changes import changes
from netspread.language import language
from netspread.pages.changes import draw_changes
from netspread.pages.map import draw_map
from netspread.pages.report import draw_report
from netspread.ranking import rank
from netspread.readers import read
from netspread.samples import folder
from netspread.study import study
from wards import ward

HOSPITAL = folder() / "hospital"
#: The inner width of an A4 sheet with margins of 15 mm, in pixels; lying and with 12 mm for the list of the map.
UPRIGHT, LYING = 680, 1031
#: Tables and pictures wider than the sheet, with what of them is cut.
CUT = """(width) => [...document.querySelectorAll('table, svg.chart')].filter((each) => each.getClientRects().length
  && each.getBoundingClientRect().right > width + 1).map((each) => each.textContent.slice(0, 60))"""
RULES = """() => { const style = (selector, rule) => [...document.querySelectorAll(selector)].filter((each) => each.getClientRects().length)
    .map((each) => getComputedStyle(each)[rule]);
  return { headings: style('h2, h3, caption', 'breakAfter'), whole: style('.chart, tr, .cards li', 'breakInside'),
    folded: style('details:not([open]) > summary', 'display').length, ground: getComputedStyle(document.body).backgroundColor }; }"""
pytestmark = pytest.mark.page


def sheets(page):
    """How many sheets of A4 the page takes, as Chromium prints it."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The longest pages, in the language with the longer words."""
    place = tmp_path_factory.mktemp("paper")
    asked = {"staff": HOSPITAL / "staff.csv", "groups": "unit", "worlds": 50, "draws": 5, "language": "de"}
    found = study(HOSPITAL / "survey.csv", **asked)
    later = build(read(HOSPITAL / "survey_later.csv", staff=HOSPITAL / "staff_later.csv"))
    changed = changes(found.network, later, groups="unit", draws=3)
    (place / "report.html").write_text(draw_report(found), encoding="utf-8")
    (place / "changes.html").write_text(draw_changes(changed, language="de"), encoding="utf-8")
    return place


@pytest.mark.parametrize(("name", "most"), [("report", 21), ("changes", 5)])
def test_a_page_is_printed_whole_in_light_and_on_few_sheets(files, opened, name, most):
    page = opened(files / f"{name}.html", width=UPRIGHT, scheme="dark")
    page.emulate_media(media="print")

    rules = page.evaluate(RULES)
    assert page.evaluate(CUT, UPRIGHT) == []
    assert set(rules["headings"]) == {"avoid"}
    assert set(rules["whole"]) == {"avoid"}
    assert rules["ground"] == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()") == "#1b2430"
    assert 1 < sheets(page) <= most


def test_what_is_folded_is_left_out_of_paper_but_for_options_and_versions(files, opened):
    page = opened(files / "report.html", width=UPRIGHT)
    page.emulate_media(media="print")

    assert page.evaluate(RULES)["folded"] == 1
    assert page.locator("#methods details dl").first.is_visible()
    assert not page.locator("#leaders details summary").first.is_visible()


def test_the_list_of_the_map_is_printed_to_its_end_and_says_what_it_leaves_out(network, opened, tmp_path):
    everyone = ward(150)
    measures = ("in-degree", "betweenness", "constraint", "pagerank", "k-core", "out-degree", "harmonic")
    made = draw_map(everyone, rankings=[rank(everyone, by=name) for name in measures])
    page = opened(made.save(tmp_path / "map.html"), width=LYING)
    page.click("#aslist")
    assert page.locator("#rows tr").count() == 100
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    assert page.locator("#rows tr").count() == 150
    assert page.locator("#heads th").count() == 12
    told = language("en").say("map.on_paper", rows=150, columns=12, all=13)
    assert page.locator("#count").inner_text() == f"150 of 150. {told}"
    assert page.evaluate(CUT, LYING) == []
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#rows tr").count() == 100
    assert 2 <= sheets(page) <= 12


def test_the_picture_of_the_map_keeps_its_proportions_on_paper(saved, opened):
    page = opened(saved, width=UPRIGHT)
    shape = "(() => { const c = document.querySelector('#picture canvas'), b = c.getBoundingClientRect(); return [c.width / c.height, b.width / b.height]; })()"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    drawn, shown = page.evaluate(shape)

    assert shown == pytest.approx(drawn, rel=0.02)
