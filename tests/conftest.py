"""What all tests share."""

import os
import shutil

import pytest
from hypothesis import settings

# No test holds a clock against the code: machines are busy at times. And the same examples come each time.
settings.register_profile("netspread", deadline=None, derandomize=True)
settings.load_profile("netspread")


@pytest.fixture(scope="session")
def browser():
    """The Chromium of this machine; in continuous integration it has to be there."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium is installed, and continuous integration must drive the pages")
        pytest.skip("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    quiet = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync")  # fmt: skip
    with sync_playwright() as tools:
        chromium = tools.chromium.launch(executable_path=path, args=list(quiet))
        yield chromium
        chromium.close()
