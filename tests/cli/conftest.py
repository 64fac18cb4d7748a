"""What the tests of commands share: the true command, run on true files."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from netspread_cli.main import main

SAMPLES = Path(__file__).parents[2] / "sample_networks"


@pytest.fixture
def netspread():
    """The command: call it with words, get click's result (exit_code, stdout, stderr)."""

    def call(*words):
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    return call


@pytest.fixture
def hospital():
    """The folder of the sample hospital."""
    return SAMPLES / "hospital"


@pytest.fixture
def everybody_names_a(tmp_path):
    """A survey in which everybody names A."""
    path = tmp_path / "survey.csv"
    path.write_text("ego,alter\n" + "".join(f"p{i},A\n" for i in range(20)) + "A,p0\np1,p2\n", encoding="utf-8")
    return path


@pytest.fixture
def a_writes_to_everybody(tmp_path):
    """A message log in which A writes to everybody, one by one."""
    path = tmp_path / "log.csv"
    rows = [f"A,p{i},2024-03-{i + 1:02} 09:00:00\n" for i in range(20)] + ["p1,p2,2024-03-01 10:00:00\n"]
    path.write_text("sender,recipients,timestamp\n" + "".join(rows), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def hospital_report(tmp_path_factory):
    """The sample hospital's report, made once by the true command: (folder, what was printed)."""
    folder = SAMPLES / "hospital"
    out = tmp_path_factory.mktemp("run") / "report"
    words = ["run", folder / "survey.csv", "--staff", folder / "staff.csv", "--groups", "unit", "--out", out]
    result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return out, result.stdout
