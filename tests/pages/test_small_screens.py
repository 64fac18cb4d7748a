"""Small screens: no letter of a picture is too small to read on a phone, none is cut, none lies on another."""

import pytest

from netspread.adoption.diffusion import diffusion
from netspread.adoption.results import adoption
from netspread.build import build
from netspread.pages.adoption import draw_adoption
from netspread.pages.report import draw_report
from netspread.readers import read
from netspread.samples import folder
from netspread.study import study

HOSPITAL = folder() / "hospital"
#: The smallest letter a picture may show, in pixels.
SMALLEST = 11
FAULTS = """(smallest) => [...document.querySelectorAll('svg.chart')].flatMap((chart) => {
  const box = chart.getBoundingClientRect();
  const scale = chart.getScreenCTM().a;
  const texts = [...chart.querySelectorAll('text')]
    .map((text) => ({ text, place: text.getBoundingClientRect() }))
    .filter(({ place }) => place.width);
  const small = texts.filter(({ text }) => parseFloat(getComputedStyle(text).fontSize) * scale < smallest);
  const cut = texts.filter(({ place }) => place.left < box.left - 1 || place.right > box.right + 1
    || place.top < box.top - 1 || place.bottom > box.bottom + 1);
  const over = texts.filter(({ text, place }, at) => !text.hasAttribute('transform') && texts.slice(at + 1).some(
    ({ text: other, place: there }) => !other.hasAttribute('transform')
      && Math.min(place.right, there.right) - Math.max(place.left, there.left) > 1
      && Math.min(place.bottom, there.bottom) - Math.max(place.top, there.top) > 4));
  const told = (how) => ({ text }) => `${how}: ${text.textContent}`;
  return [...small.map(told('small')), ...cut.map(told('cut')), ...over.map(told('over another'))];
})"""
pytestmark = pytest.mark.page


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """The two pages with the most kinds of pictures, in the language with the longer words."""
    place = tmp_path_factory.mktemp("small")
    found = study(
        HOSPITAL / "survey.csv", staff=HOSPITAL / "staff.csv", groups="unit", worlds=50, draws=5, language="de"
    )
    network = build(read(HOSPITAL / "survey.csv", staff=HOSPITAL / "staff.csv"))
    spread = adoption(diffusion(network, adopted=HOSPITAL / "adoption.csv"), runs=20)
    (place / "report.html").write_text(draw_report(found), encoding="utf-8")
    (place / "adoption.html").write_text(draw_adoption(spread, language="de"), encoding="utf-8")
    return place


@pytest.mark.parametrize("width", [360, 400, 768, 1440])
@pytest.mark.parametrize("name", ["report", "adoption"])
def test_every_letter_of_a_picture_can_be_read(drawn, opened, name, width):
    page = opened(drawn / f"{name}.html", width=width)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("[...document.querySelectorAll('svg.chart')].some((each) => each.getClientRects().length)")
    assert page.evaluate(FAULTS, SMALLEST) == []
