"""Take the pictures of README and docs, in the Chromium of this machine.

Run ``python docs/make_pictures.py``; it needs the test dependencies. The pages of tools show the map of what is read
from a file as that tool writes it, the same files that the tests read.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import netspread as ns

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "sample_networks" / "hospital"
FILES = HERE.parent / "tests" / "samples"
#: Page in ``docs/tools`` -> the file whose map it shows.
TOOLS = {
    "access-logs": "access_log/audit.csv",
    "attendance-lists": "attendance_list/trainings.csv",
    "calendars": "calendars/ward.ics",
    "call-records": "calls/calls.csv",
    "egor": "egor_wide/ward.csv",
    "excel": "roster_grid/codes.csv",
    "exchange": "exchange_tracking/MSGTRK2024030109-1.LOG",
    "google-forms": "google_forms/grid.csv",
    "google-workspace": "google_log/search.csv",
    "graph-files": "graph_file/gephi.gexf",
    "jisc": "jisc_online_surveys/split.csv",
    "kumu": "kumu/map",
    "limesurvey": "limesurvey/codes.csv",
    "mail": "mail/list.mbox",
    "meeting-reports": "meeting_report/zoom.csv",
    "message-logs": "message_log/ward.csv",
    "microsoft-365": "m365_trace/summary.csv",
    "microsoft-forms": "microsoft_forms/statements.csv",
    "network-canvas": "network_canvas/session",
    "pajek": "pajek/ward.net",
    "polinode": "polinode/ward",
    "qualtrics": "qualtrics/matrix.csv",
    "redcap": "redcap/checkbox.csv",
    "rosters": "shift_roster/clocks.csv",
    "slack": "slack/ward",
    "spss-stata": "roster_grid/codes.csv",
    "surveymonkey": "surveymonkey/expanded.csv",
    "teams": "teams/ward.json",
    "ucinet": "ucinet_dl/two_relations.dl",
    "viva-insights": "viva/person_to_person.csv",
}


def main() -> None:
    """Draw each map, and save what is seen."""
    with tempfile.TemporaryDirectory() as folder, _browser(1280, 800) as page:
        found = ns.study(SAMPLE / "survey.csv", staff=SAMPLE / "staff.csv", groups="unit")
        report = found.save(Path(folder) / "report")
        _take(page, report / "map.html", HERE / "pictures" / "map.png")
    (HERE / "pictures" / "tools").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _browser(900, 520) as page:
        for tool, file in TOOLS.items():
            drawn = Path(folder) / f"{tool}.html"
            network = ns.build(ns.read(FILES / file))
            ns.draw_map(network, partition=ns.communities(network), title=tool).save(drawn)
            _take(page, drawn, HERE / "pictures" / "tools" / f"{tool}.jpg")


@contextmanager
def _browser(width: int, height: int) -> Iterator[Page]:
    with sync_playwright() as tools:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = tools.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": width, "height": height})
        browser.close()


def _take(page: Page, drawn: Path, picture: Path) -> None:
    page.goto(drawn.as_uri())
    page.wait_for_timeout(900)
    page.screenshot(path=picture, **({} if picture.suffix == ".png" else {"type": "jpeg", "quality": 60}))


if __name__ == "__main__":
    main()
