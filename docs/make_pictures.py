"""Take the pictures of README and docs from the sample hospital, in the Chromium of this machine.

Run ``python docs/make_pictures.py``; it needs the test dependencies.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from netspread import study

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "sample_networks" / "hospital"


def main() -> None:
    """Run the main job, open its map, and save what is seen."""
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tools:
        found = study(SAMPLE / "survey.csv", staff=SAMPLE / "staff.csv", groups="unit")
        report = found.save(Path(folder) / "report")
        browser = tools.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto((report / "map.html").as_uri())
        page.wait_for_timeout(1500)
        page.screenshot(path=HERE / "pictures" / "map.png")
        browser.close()


if __name__ == "__main__":
    main()
