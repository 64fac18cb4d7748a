"""Docs: the examples run, commands among them, the reference follows the code, no link is broken."""

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

from netspread_cli.main import main

ROOT = Path(__file__).parents[1]
EXAMPLES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


#: Command -> the example in its help; the app runs until it is stopped, as its own tests do.
HELP = {
    name: re.search(r"^ +netspread (.+)$", main.get_command(None, name).help, re.MULTILINE)[1]
    for name in main.list_commands(None)
    if name != "app"
}


@pytest.fixture
def beside_the_sample(tmp_path, monkeypatch):
    """The working folder is one with the files that pages and help speak of."""
    for file in (
        "hospital/survey.csv",
        "hospital/staff.csv",
        "hospital/adoption.csv",
        "hospital/survey_later.csv",
        "hospital/staff_later.csv",
        "hospital-log/messages.csv",
    ):
        shutil.copy(ROOT / "sample_networks" / file, tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", EXAMPLES, ids=lambda page: str(page.relative_to(ROOT)))
@pytest.mark.usefixtures("beside_the_sample")
def test_the_python_of_every_page_runs(page):
    for example in Sybil(parsers=[PythonCodeBlockParser()]).parse(page).examples():
        example.evaluate()


@pytest.mark.parametrize("name", HELP)
@pytest.mark.usefixtures("beside_the_sample")
def test_the_example_in_the_help_of_every_command_runs(name):
    result = CliRunner().invoke(main, shlex.split(HELP[name]), catch_exceptions=False)

    assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize("page", EXAMPLES, ids=lambda page: str(page.relative_to(ROOT)))
@pytest.mark.usefixtures("beside_the_sample")
def test_every_command_line_of_a_page_is_one_that_netspread_takes(page):
    shutil.copytree(ROOT / "sample_networks" / "hospital", "hospital")  # where the tutorial has it
    Path("study.toml").touch()  # as 'netspread init' writes it
    blocks = re.findall(r"^```sh\n(.+?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)

    for line in re.findall(r"^ *netspread ([^#>|\n]+)", "".join(blocks), re.MULTILINE):
        name, *words = shlex.split(line.replace('"$export"', "survey.csv"))
        command = main.get_command(None, name)
        assert command is not None, line
        with click.Context(main, **main.context_settings) as parent:
            command.make_context(name, words, parent=parent)


@pytest.mark.parametrize("page", EXAMPLES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_a_page_speaks_of_is_there(page):
    spoken = re.findall(r"`netspread ([a-z]+)", page.read_text(encoding="utf-8"))

    assert set(spoken) <= set(main.list_commands(None))


def reference():
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["commands.md", "measures.md", "strategies.md", "formats.md", "python.md"])
def test_the_reference_follows_the_code(page):
    written = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")

    assert written == reference().PAGES[page](), "run: python docs/make_reference.py"


def test_the_site_builds_without_a_broken_link(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
