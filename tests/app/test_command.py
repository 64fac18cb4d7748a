"""The command that starts the app: what it needs, and what it refuses."""

import sys

from click.testing import CliRunner

from netspread_cli.main import main


def test_without_the_extra_one_sentence_says_how_to_install_it(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "starlette" or "netspread_cli.app" in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette", None)
    result = CliRunner().invoke(main, ["app", "--no-browser"])

    assert result.exit_code == 1
    assert "pip install 'netspread[app]'" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_an_address_that_others_reach_needs_a_password():
    result = CliRunner().invoke(main, ["app", "--no-browser", "--host", "0.0.0.0"])

    assert result.exit_code == 1
    assert "--password" in result.stderr


def test_a_password_that_is_soon_guessed_is_refused_and_one_can_be_asked_for():
    result = CliRunner().invoke(main, ["app", "--no-browser", "--host", "0.0.0.0", "--password", "short"])
    assert (result.exit_code, "give at least 8" in result.stderr) == (1, True)

    result = CliRunner().invoke(main, ["app", "--no-browser", "--host", "0.0.0.0", "--password"], input="brief\n")
    assert (result.exit_code, "5 characters" in result.stderr) == (1, True)
    assert "brief" not in result.output


def test_a_folder_to_keep_studies_in_has_to_be_there(tmp_path):
    result = CliRunner().invoke(main, ["app", "--no-browser", "--keep", str(tmp_path / "nowhere")])

    assert result.exit_code == 1
    assert "there is no such folder" in result.stderr
