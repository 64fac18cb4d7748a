"""Docs: the examples run, the reference follows the code, no link is broken."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

ROOT = Path(__file__).parents[1]
EXAMPLES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", EXAMPLES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_python_of_every_page_runs(page, tmp_path, monkeypatch):
    for file in ("survey.csv", "staff.csv"):
        shutil.copy(ROOT / "sample_networks" / "hospital" / file, tmp_path / file)
    monkeypatch.chdir(tmp_path)

    for example in Sybil(parsers=[PythonCodeBlockParser()]).parse(page).examples():
        example.evaluate()


def reference():
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["commands.md", "measures.md", "strategies.md", "formats.md"])
def test_the_reference_follows_the_code(page):
    written = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")

    assert written == reference().PAGES[page](), "run: python docs/make_reference.py"


def test_the_site_builds_without_a_broken_link(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
