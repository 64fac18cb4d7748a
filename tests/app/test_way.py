"""The whole way in Chromium, from the sample files to the ZIP file: by mouse, and by keyboard alone."""

import csv
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from netspread_cli.app.commands import shown
from small_study import WARD, study_of, until_over

ROOT = Path(__file__).parents[2]
HOSPITAL = ROOT / "sample_networks" / "hospital"
pytestmark = pytest.mark.page


@pytest.fixture
def chromium(served, browser):
    """A person in front of the app: a page that has entered; it records what it asks for and complains of."""
    desk, door = served()
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(90_000)
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(door.start)
    page.wait_for_url("**/files")
    page.desk, page.here = desk, door.address
    yield page
    assert page.said == []
    assert [url for url in page.asked if not url.startswith((door.address, "data:", "blob:"))] == []
    context.close()


def by_tab(page, name, *, most=80):
    """Walk with the tabulator to what is called *name*."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        called = page.evaluate(
            "(document.activeElement.labels?.[0] || document.activeElement).innerText || document.activeElement.name"
        )
        if re.match(name, called.strip()):
            return
        seen.append(called)
    raise AssertionError(f"'{name}' cannot be reached among {seen}")


def unpacked(path):
    with zipfile.ZipFile(path) as packed:
        return {Path(name).name: packed.read(name) for name in packed.namelist()}


def as_the_command_line_writes(study, folder, files):
    """What the line that the page shows writes, in a folder with the files."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    line = shown(study.record).split()
    assert line[0] == "netspread"
    subprocess.run(
        [sys.executable, "-m", "netspread_cli", *line[1:], "--quiet"], cwd=folder, check=True, capture_output=True
    )
    return {path.name: path.read_bytes() for path in (folder / "report").iterdir()}


def test_by_mouse_from_the_files_to_the_zip_which_is_the_folder_of_the_command_line(chromium, tmp_path):
    page = chromium
    page.set_input_files("#files", [HOSPITAL / "survey.csv", HOSPITAL / "staff.csv"])
    page.get_by_role("button", name="Read these files").click()
    page.get_by_text("79%").first.wait_for()
    page.get_by_role("link", name="Look at the doubtful names").click()
    page.get_by_label("Sana Haddad").check()
    page.get_by_role("button", name="Keep these decisions").click()
    page.get_by_role("link", name="Go on to the question").click()
    page.wait_for_url("**/question")
    page.go_back()
    page.wait_for_url("**/names")
    page.go_back()
    page.go_back()
    page.wait_for_url("**/files")
    page.go_forward()
    page.wait_for_url("**/names")
    assert page.get_by_text("Your decisions as a file").is_visible() or page.get_by_label("Sana Haddad").is_visible()
    page.get_by_role("link", name="Go on to the question").click()
    page.get_by_label("How many champions?").fill("6")
    page.get_by_role("button", name="Go").first.click()
    page.wait_for_url("**/work")
    page.wait_for_url("**/answer")
    assert page.locator(".chosen li").count() == 6
    page.get_by_role("link", name="Open the map").click()
    page.frame_locator("iframe").get_by_label("Find a person").fill("Dina Kallas")
    page.go_back()
    page.get_by_role("link", name="Take away").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the ZIP file").click()
    held = unpacked(download.value.path())

    (study,) = page.desk.shelf.studies()
    files = {name: (study.files / name).read_bytes() for name in ("survey.csv", "staff.csv", "names.csv")}
    line = page.locator("pre").inner_text()
    assert line == (
        "netspread run survey.csv --staff staff.csv --names names.csv --relation advice --champions 6 --out report "
        "--no-timings"
    )
    assert held == as_the_command_line_writes(study, tmp_path, files)  # byte for byte


def test_by_keyboard_alone_from_the_sample_to_the_zip(chromium):
    page, press = chromium, chromium.keyboard.press
    by_tab(page, "Start with the sample")
    press("Enter")
    page.wait_for_url("**/studies/*/files")
    by_tab(page, "Names")
    press("Enter")
    page.wait_for_url("**/names")
    by_tab(page, "Leave it open")
    press("ArrowDown")
    by_tab(page, "Keep these decisions")
    with page.expect_navigation():
        press("Enter")
    by_tab(page, "Go on to the question")
    press("Enter")
    page.wait_for_url("**/question")
    by_tab(page, "More")
    press("Enter")
    by_tab(page, "--worlds")
    page.keyboard.type("50")
    by_tab(page, "--draws")
    page.keyboard.type("5")
    by_tab(page, "Go")
    press("Enter")
    page.wait_for_url("**/answer")
    by_tab(page, "Plan the team again")
    press("Enter")
    page.wait_for_url("**/team")
    by_tab(page, "Said no")
    press("Enter")
    page.wait_for_url("**/team?no=*")
    assert page.get_by_text("Said no:").is_visible()
    page.go_back()  # a browser without a window has no key for that
    page.wait_for_url(re.compile("/team$"))
    by_tab(page, "Take away")
    press("Enter")
    page.wait_for_url("**/take")
    by_tab(page, "Download the ZIP file")
    with page.expect_download() as download:
        press("Enter")

    held = unpacked(download.value.path())
    assert {"report.html", "map.html", "people.csv", "run.json"} <= set(held)
    assert json.loads(held["run.json"])["options"]["worlds"] == 50
    (study,) = page.desk.shelf.studies()
    with (study.files / "names.csv").open(encoding="utf-8", newline="") as file:
        decided = [row for row in csv.DictReader(file) if row["verdict"] == "decided"]
    assert [(row["name"], row["person"]) for row in decided] == [("Saan Haddad", "0181")]


def test_closing_the_tab_loses_nothing(chromium):
    page = chromium
    study = study_of(page.desk, WARD)
    page.goto(f"{page.here}/studies/{study.id}/question")
    page.get_by_role("button", name="Go").first.click()
    page.wait_for_url("**/work")
    context = page.context
    page.close()
    assert until_over(page.desk, study).state == "done"

    other = context.new_page()
    other.goto(f"{page.here}/studies")
    other.get_by_role("link", name="A ward", exact=True).click()
    assert other.get_by_text("The answer in short").is_visible()
    other.close()
