"""The other commands, and what is true of all: formats, samples, the demo, the map, the version, ctrl-C."""

import pytest


def test_communities_and_map_are_made(netspread, everybody_names_a, tmp_path):
    table = netspread("communities", everybody_names_a, "--format", "csv")
    people = netspread("communities", everybody_names_a, "--people", "--format", "csv")
    drawn = netspread("map", everybody_names_a, "--out", tmp_path / "map.html")

    assert table.stdout.startswith("community,name,people,")
    assert len(people.stdout.splitlines()) == 22
    assert drawn.exit_code == 0, drawn.stderr
    assert (tmp_path / "map.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert netspread("map", everybody_names_a, "--out", tmp_path / "map.html").exit_code == 1


def test_formats_are_told_whole_in_a_narrow_terminal(monkeypatch, capsys):
    from netspread.readers import READERS
    from netspread_cli import console

    titles = {reader.NAME: reader.TITLE for reader in READERS}
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    console.show_terms(("format", "what it is"), titles)

    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 80
    assert " ".join(titles["egor files"].split()) in " ".join(shown.split())
    assert "…" not in shown


def test_formats_lists_every_reader_with_an_example(netspread):
    assert "message log" in netspread("formats").stdout
    assert "ego,alter" in netspread("formats", "--examples").stdout


def test_samples_are_listed_and_copied(netspread, tmp_path):
    assert "hospital" in netspread("sample").stdout
    assert netspread("sample", "hospital", "--out", tmp_path / "h").exit_code == 0
    assert (tmp_path / "h" / "survey.csv").exists()
    assert netspread("sample", "hospital", "--out", tmp_path / "h").exit_code == 1
    assert netspread("sample", "hospitl", "--out", tmp_path / "x").exit_code == 1


def test_the_demo_says_where_the_report_is(netspread, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = netspread("demo")

    assert result.exit_code == 0, result.stderr
    report = tmp_path / "netspread-demo" / "report" / "report.html"
    assert report.exists()
    assert str(report) in result.stdout


def test_the_version_is_told(netspread):
    assert netspread("--version").stdout.startswith("netspread, version ")


@pytest.mark.parametrize("words", [("compare", "--budget", 2), ("run", "--budget", 2), ("plan", "--units", "unit")])
def test_ctrl_c_ends_with_130_and_nothing_is_half_written(netspread, hospital, tmp_path, monkeypatch, words):
    def stopped(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("netspread.engine.stream", stopped)
    command, *options = words
    survey = (hospital / "survey.csv", "--staff", hospital / "staff.csv")
    result = netspread(command, *survey, *options, "--out", tmp_path / "out")

    assert result.exit_code == 130
    assert "no result was written" in result.stderr
    assert list(tmp_path.iterdir()) == []
