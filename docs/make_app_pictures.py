"""Take the pictures of ``docs/app.md``: the pages of the app on the sample hospital, in the Chromium of this machine.

Run ``python docs/make_app_pictures.py``; it needs the test dependencies.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
#: Drawn small: a page of the docs is as wide.
_SIZE = {"width": 820, "height": 620}


def main() -> None:
    """Walk through the app, and save what is seen."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    app = subprocess.Popen(
        [sys.executable, "-m", "netspread_cli", "app", "--no-browser"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert app.stderr is not None
        start = app.stderr.readline().split()[-1]
        with sync_playwright() as tools:
            browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            _walk(browser.new_page(viewport=_SIZE), start)
            browser.close()
    finally:
        app.terminate()
        app.wait()


def _walk(page: Page, start: str) -> None:
    page.goto(start)
    page.wait_for_url("**/files")
    _take(page, "start")
    page.get_by_role("button", name="Start with the sample hospital").click()
    page.wait_for_url("**/studies/*/files")
    _take(page, "files")
    study = page.url.removesuffix("/files")
    page.goto(f"{study}/names")
    _take(page, "names")
    page.goto(f"{study}/question")
    _take(page, "question")
    page.get_by_role("button", name="Go").first.click()
    page.wait_for_url("**/answer", timeout=180_000)
    _take(page, "answer")
    page.goto(f"{study}/team")
    page.get_by_role("link", name="Said no").first.click()
    page.wait_for_url("**/team?no=*")
    _take(page, "team")
    page.goto(f"{study}/try?who=Wanda+Hashemi&who=Dina+Kallas&p=0.1")
    _take(page, "try")
    page.goto(f"{study}/take")
    _take(page, "take")


def _take(page: Page, name: str) -> None:
    path = PICTURES / f"app-{name}.png"
    page.screenshot(path=path)
    print(path)


if __name__ == "__main__":
    main()
