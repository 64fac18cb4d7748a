"""No serious finding by axe-core on any page, in light and dark; CONTRIBUTING tells how to get axe-core."""

from pathlib import Path

import pandas as pd
import pytest

from netspread.adoption.diffusion import diffusions
from netspread.adoption.results import adoption
from netspread.batch import COLUMNS
from netspread.build import build
from netspread.changes import changes
from netspread.communities.series import community_series
from netspread.logics import campaign
from netspread.logics.sensitivity import sensitivity
from netspread.pages.adoption_folder import write_adoptions
from netspread.pages.alluvial import draw_series
from netspread.pages.changes import draw_changes
from netspread.pages.plan import draw_plan
from netspread.pages.report import draw_report
from netspread.pages.start import draw_answers
from netspread.pages.summary import draw_summary
from netspread.readers import read
from netspread.study import study
from wards import find

AXE = Path(__file__).parents[2] / ".axe" / "package" / "axe.min.js"
HOSPITAL = Path(__file__).parents[2] / "sample_networks" / "hospital"
pytestmark = [pytest.mark.page, pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not in .axe")]
SITES = [
    {"site": "North", "error": "", "people": 40, "response_rate": 0.7, "ties": 90, "density": 0.05, "e_i_index": -0.4,
     "communities": 3, "leaders": "Ana; Ben", "best_strategy": "greedy", "reach_mean": 20.0, "reach_share": 0.5},
    {"site": "South", "error": "", "people": 30, "response_rate": 0.9, "ties": 70, "density": 0.08, "e_i_index": 0.1,
     "communities": 2, "leaders": "Cia", "best_strategy": "random", "reach_mean": 12.0, "reach_share": 0.4},
    {"site": "West", "error": "west.csv: no column of answers was found; name it"},
]  # fmt: skip
#: What is opened on the map before it is looked at.
VIEWS = {
    "opening": lambda page: None,
    "card": lambda page: (find(page, "p01"), find(page, "p40", "#target"), page.select_option("#start", "greedy")),
    "filters": lambda page: (page.select_option("#addfilter", "a:years"), page.select_option("#addfilter", "a:unit")),
    "playing": lambda page: page.evaluate("controls.change({start: 'own', own: [1, 2], step: 1, world: 0})"),
    "list": lambda page: page.click("#aslist"),
    "proposals": lambda page: page.fill("#search", "example 1"),
    "help": lambda page: page.click("#help"),
    "communities": lambda page: page.evaluate("controls.change({grouped: true})"),
}


def findings(page):
    """What axe-core finds that is serious or critical: rule, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (each["id"], each["impact"], [node["target"] for node in each["nodes"]][:4])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_the_map_has_no_serious_finding(saved, opened, scheme, view):
    page = opened(saved, scheme=scheme)
    VIEWS[view](page)
    page.wait_for_timeout(150)

    assert findings(page) == []


def test_the_map_on_a_phone_has_no_serious_finding(saved, opened):
    page = opened(saved, width=400)
    page.click("#fold > summary")

    assert findings(page) == []


@pytest.fixture(scope="module")
def others(tmp_path_factory):
    """The other pages, as files."""
    folder = tmp_path_factory.mktemp("pages")
    found = study(HOSPITAL / "survey.csv", staff=HOSPITAL / "staff.csv", groups="unit", worlds=100)
    (folder / "report.html").write_text(draw_report(found), encoding="utf-8")
    table = pd.DataFrame(SITES, columns=list(COLUMNS))
    (folder / "compare.html").write_text(draw_answers(found.answers), encoding="utf-8")
    (folder / "summary.html").write_text(draw_summary(table), encoding="utf-8")
    two = dict.fromkeys(("2024-01-01", "2024-01-08"), found.network)
    (folder / "series.html").write_text(draw_series(community_series(two)), encoding="utf-8")
    later = build(read(HOSPITAL / "survey_later.csv", staff=HOSPITAL / "staff_later.csv"))
    changed = changes(found.network, later, groups="unit", draws=10)
    (folder / "changes.html").write_text(draw_changes(changed), encoding="utf-8")
    seen = pd.DataFrame([("0001", 1, "adopted"), ("0002", 2, "aware")], columns=["person", "period", "state"])
    planned = campaign(found.network, units="unit", periods=8, worlds=20, observed=seen, settings={"gate_adopted": 0.9})
    swept = sensitivity(planned, names=["threshold", "p"])
    (folder / "plan.html").write_text(draw_plan(planned, swept, language="de"), encoding="utf-8")
    spreads = diffusions(found.network, adopted=HOSPITAL / "adoption.csv", together=True)
    both = {name: adoption(spread, runs=20) for name, spread in spreads.items()}
    write_adoptions(both, folder / "adoption")
    return folder


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 400)])
@pytest.mark.parametrize(
    "name",
    [
        "report",
        "summary",
        "changes",
        "plan",
        "compare",
        "series",
        "adoption/innovations",
        "adoption/1-sepsis-bundle/adoption",
    ],
)
def test_no_other_page_has_a_serious_finding(others, opened, scheme, width, name):
    page = opened(others / f"{name}.html", scheme=scheme, width=width)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")

    assert findings(page) == []
