"""Take the pictures of the tutorial on ``netspread app``, in the Chromium of this machine.

Run ``python docs/make_app_pictures.py``; it needs the test dependencies.
"""

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).parent / "pictures" / "app"
CHROMIUM = "/usr/bin/chromium"


def main() -> None:
    """Go the way of the tutorial with the sample hospital, and save what is seen."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    words = [sys.executable, "-m", "netspread_cli", "app", "--no-browser"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as app:
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 900, "height": 700})
                page.goto(_address(app))
                _way(page)
                browser.close()
        finally:
            app.terminate()


def _address(app: "subprocess.Popen[str]") -> str:
    """Return the address that the command prints."""
    assert app.stdout is not None
    return next(found[0] for line in app.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+\S*", line)))


def _way(page: Page) -> None:
    _take(page, "start")
    page.get_by_role("button", name="Start with the sample hospital").click()
    page.get_by_text("This looks right: go on").wait_for()
    _take(page, "files")
    page.get_by_text("This looks right: go on").click()
    page.wait_for_url("**/question")
    _take(page, "question")
    page.get_by_role("button", name="Go").first.click()
    page.wait_for_url("**/answer", timeout=180_000)
    _take(page, "answer")
    page.get_by_role("link", name="Plan the team again").first.click()
    page.wait_for_url("**/team")
    _take(page, "team")


def _take(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


if __name__ == "__main__":
    main()
