"""What the tests of pages share: a page that records what it asks for and complains of."""

import pytest

import wards
from netspread.network import Network


@pytest.fixture
def opened(browser):
    """Open a file as a page; it carries ``said`` (console and errors) and ``asked`` (requests)."""
    pages = []

    def open_(path, *, width=1440, height=900, scheme="light"):
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path.resolve().as_uri())
        pages.append(page)
        return page

    yield open_
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def network():
    """The two wards."""
    return wards.ward()


@pytest.fixture(scope="session")
def saved(network, tmp_path_factory):
    """The file of their map, with everything that a map can show."""
    trust = Network.from_ties([("p01", "p02"), ("p02", "p03")], people=network.people, relation="trust")
    page = wards.drawn(network, title="Who asks whom", relations=[trust])
    return page.save(tmp_path_factory.mktemp("map") / "map.html")


@pytest.fixture
def page(saved, opened):
    """Their map, open; in the end it must have said nothing and asked for nothing."""
    page = opened(saved)
    yield page
    wards.assert_quiet(page)
